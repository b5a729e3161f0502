import { visibleToCourts } from '../access';
import { courtByCode, everParents, superiorOf } from '../courts';
import type { CourtCode } from '../courts';
import type { LocalDate } from '../local-date';
import type { EscalationAddressee } from './events';
import type { CaseState, Deadline } from './state';

/** The next higher court, also of a court whose code has gone out of use while its duty was running. */
function above(court: CourtCode, on: LocalDate): CourtCode | undefined {
  return superiorOf(court, on)?.code ?? (courtByCode(court, on) ? undefined : everParents(court)?.at(-1));
}

/**
 * Who is told that a deadline was missed: the head of the deciding court's enforcement bureau, and that of the court above
 * the one that had to act (setting, not law; Arts. 7 and 8 attach nothing to lateness). An objection is a right that one may
 * leave unused, so nobody is told. Where the court above may not know of a restricted case, its inspectors are told if they
 * may, else nobody there.
 */
export function escalationOf(state: CaseState, deadline: Deadline, on: LocalDate): EscalationAddressee[] {
  if (deadline.kind === 'OBJECTION') return [];
  const superior = above(deadline.court, on);
  const courts = new Set([state.decidingCourt, ...(superior ? [superior] : [])]);
  const visible = visibleToCourts(state, on);
  return [...courts].flatMap((court): EscalationAddressee[] => {
    if (visible.includes(court)) return [{ court, role: 'bureauDirector' }];
    return courtByCode(court, on)?.tier === 'HIGH' ? [{ court, role: 'inspector' }] : [];
  });
}
