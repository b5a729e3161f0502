import type { CourtCode, Courts } from '../courts';
import type { LocalDate } from '../local-date';
import type { Deadline } from './state';

/** The next higher court, also of a court whose code has gone out of use while its duty was running. */
function above(court: CourtCode, on: LocalDate, courts: Courts): CourtCode | undefined {
  const superior = courts.superiorOf(courts.codeOn(court, on), on)?.code;
  return superior ?? (courts.byCode(court, on) ? undefined : courts.everParents(court)?.at(-1));
}

/**
 * At which courts a missed deadline is told: at the one that answers for the file, and at the one above the court that had to
 * act (setting, not law; Arts. 7 and 8 attach nothing to lateness).
 */
export function courtsToTell(
  answering: CourtCode,
  { court }: Pick<Deadline, 'court'>,
  on: LocalDate,
  courts: Courts,
): CourtCode[] {
  const superior = above(court, on, courts);
  return [...new Set([answering, ...(superior ? [superior] : [])])];
}

/** A court under each of its codes, and those above it, by code: whose people see what it has to do. */
export function ownAndAbove(court: CourtCode, on: LocalDate, courts: Courts): CourtCode[] {
  const seeing = new Set(courts.codesOf(court));
  for (let superior = courts.superiorOf(courts.codeOn(court, on), on); superior;) {
    seeing.add(superior.code);
    superior = courts.superiorOf(superior.code, on);
  }
  return [...seeing].sort();
}
