import { CLOCK_ROLES, clockOf } from '../../duties/duties-of';
import type { Duty } from '../../duties/duty';
import type { Courts } from '../../courts';
import { courtsToTell, ownAndAbove } from '../../file';
import type { Deadline, EscalationAddressee } from '../../file';
import { TERRITORY } from '../../jurisdiction/in-force';
import type { LocalDate } from '../../local-date';
import { SCAN_DISPOSE } from './commands';
import type { HitState } from './state';

/** What a hit waits for: to be disposed of by the court that scans (Art. 14). */
export function dutiesOfHit({ status, found, deadlines }: HitState): Duty[] {
  if (status !== 'OPEN') return [];
  const { name, title } = SCAN_DISPOSE;
  const roles = CLOCK_ROLES.SCAN_DISPOSITION;
  const clock = clockOf(deadlines.findLast(({ kind }) => kind === 'SCAN_DISPOSITION'));
  const what = { title: title[0], court: found.court, roles, record: null, except: null };
  return [{ id: name, form: 'DUTY', command: name, ...what, ...clock }];
}

/** Who is told that a hit was left undisposed of. */
export function escalationOfHit(
  { found }: Pick<HitState, 'found'>,
  deadline: Pick<Deadline, 'court'>,
  on: LocalDate,
  courts: Courts = TERRITORY.courts,
): EscalationAddressee[] {
  return courtsToTell(found.court, deadline, on, courts).map((court) => ({ court, role: 'bureauDirector' }));
}

/** The courts whose people see a hit as work: the one that scans, under each of its codes, and those above it. */
export const courtsOfHit = (
  { found }: Pick<HitState, 'found'>,
  on: LocalDate,
  courts: Courts = TERRITORY.courts,
): string[] => ownAndAbove(found.court, on, courts);
