import { visibleToCourts } from '../access';
import type { Courts } from '../courts';
import { courtsToTell } from '../file';
import type { Deadline, EscalationAddressee } from '../file';
import { TERRITORY } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';
import type { CaseState } from './state';

/**
 * Who is told that a deadline was missed: the head of the deciding court's enforcement bureau, and that of the court above
 * the one that had to act (setting, not law; Arts. 7 and 8 attach nothing to lateness). An objection is a right that one may
 * leave unused, so nobody is told. Where the court above may not know of a restricted case, its inspectors are told if they
 * may, else nobody there.
 */
export function escalationOf(
  state: CaseState,
  deadline: Deadline,
  on: LocalDate,
  courts: Courts = TERRITORY.courts,
): EscalationAddressee[] {
  if (deadline.kind === 'OBJECTION') return [];
  const visible = visibleToCourts(state, on, courts);
  return courtsToTell(state.decidingCourt, deadline, on, courts).flatMap((court): EscalationAddressee[] => {
    if (visible.includes(court)) return [{ court, role: 'bureauDirector' }];
    return courts.byCode(court, on)?.tier === 'HIGH' ? [{ court, role: 'inspector' }] : [];
  });
}
