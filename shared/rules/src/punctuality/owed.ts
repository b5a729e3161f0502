import type { CourtCode } from '../courts';
import { rungsAhead } from '../file';
import type { Deadline, FileEvent, FileState } from '../file';
import { parseInstant, startOfDay } from '../local-date';
import type { LocalDate } from '../local-date';
import type { DeadlineKind, Rung } from '../vocabulary';

/** A rung of the clock that has to come to be written in its file. Instants are epoch ms of the file's own time. */
export interface OwedRung {
  /** The deadline's id within its file. */
  deadline: string;
  kind: DeadlineKind;
  /** The court that must act on the deadline. */
  court: CourtCode;
  rung: Rung;
  /** The due day the rung belongs to. */
  due: LocalDate;
  /** Its own instant. */
  at: number;
  /** From when it has to be there: never before the entry by which it came to exist. */
  from: number;
}

/** What an entry changes in what a file's clock owes. */
export interface RungStep {
  owed: OwedRung[];
  /** The rung that the entry is. */
  fired?: OwedRung;
  /** Rungs that should have stood before the entry, and will not come any more. */
  passedOver: OwedRung[];
}

type Written = Pick<FileEvent, 'type' | 'at' | 'payload'>;

/** Names a rung within its file. */
export const rungKey = ({ deadline, rung, due }: Pick<OwedRung, 'deadline' | 'rung' | 'due'>): string =>
  `${deadline}:${rung}:${due}`;

const isReminder = (rung: Rung): boolean => rung !== 'OVERDUE' && rung !== 'PROVISIONAL';

const RUNG_EVENTS: ReadonlySet<string> = new Set(['deadline.reminded', 'deadline.overdue']);

/** Whether an entry of this type is a rung. */
export const isRungEvent = (type: string): boolean => RUNG_EVENTS.has(type);

/**
 * What a file's clock owes after an entry. It is told from the entries alone, one after another: a rung is owed from its own
 * instant, or from the entry that made it due afterwards (a period that had run out when it was opened, a calendar published
 * late). A reminder whose instant had passed when it came to exist does not exist at all (rungs of a due day, domain.md 3.3).
 * @param before what was owed before the entry, from an empty list on
 * @param state the file with the entry
 * @param over whether nothing more can be asked of the file, so that its clock stands still
 */
export function rungStep(
  before: readonly OwedRung[],
  entry: Written,
  state: Pick<FileState, 'deadlines'>,
  over: boolean,
): RungStep {
  const at = parseInstant(entry.at);
  const fired = isRungEvent(entry.type) ? firedBy(before, entry, state) : undefined;
  const known = new Map(before.map((owed) => [rungKey(owed), owed]));
  const ahead = over ? [] : aheadOf(state, at, known);
  const still = new Set(ahead.map(rungKey));
  const passedOver = before.filter(
    (owed) =>
      owed.from < at &&
      (fired === undefined || rungKey(owed) !== rungKey(fired)) &&
      (isReminder(owed.rung) || !still.has(rungKey(owed))),
  );
  const gone = new Set(passedOver.map(rungKey));
  const owed = ahead.filter((rung) => !gone.has(rungKey(rung)));
  return { owed, passedOver, ...(fired ? { fired } : {}) };
}

function aheadOf({ deadlines }: Pick<FileState, 'deadlines'>, at: number, known: ReadonlyMap<string, OwedRung>) {
  return deadlines.flatMap((deadline): OwedRung[] =>
    rungsAhead(deadline).flatMap(({ rung, at: own }): OwedRung[] => {
      const owed = { ...ofDeadline(deadline), rung, at: own, from: Math.max(own, at) };
      const earlier = known.get(rungKey(owed));
      if (earlier?.at === own) return [earlier];
      return isReminder(rung) && own < at ? [] : [owed];
    }),
  );
}

const ofDeadline = ({ id, kind, court, due }: Deadline) => ({ deadline: id, kind, court, due });

/** The rung an entry is; one that nobody had seen coming was due from its own entry on. */
function firedBy(before: readonly OwedRung[], entry: Written, { deadlines }: Pick<FileState, 'deadlines'>) {
  const { id, rung, on } = entry.payload as { id: string; rung: Rung; on: LocalDate };
  const deadline = deadlines.find((one) => one.id === id);
  if (!deadline) return undefined;
  const named = { ...ofDeadline(deadline), rung };
  const seen = before.find((owed) => rungKey(owed) === rungKey(named));
  if (seen) return seen;
  const at = isReminder(rung) ? startOfDay(on) : parseInstant(deadline.expiresAt);
  return { ...named, at, from: Math.max(at, parseInstant(entry.at)) };
}

/** The next instant (epoch ms) from which something is owed; null while nothing is. */
export function nextOwed(owed: readonly OwedRung[]): number | null {
  return owed.length === 0 ? null : Math.min(...owed.map(({ from }) => from));
}
