import { mayKeep } from '../calendar';
import type { CalendarYear, Territory } from '../calendar';
import { yearsUntold } from '../file';
import { TERRITORY } from '../jurisdiction/in-force';
import type { CaseState } from './state';

/** What ships by now and a case has not been told of. */
export function untoldYears(state: CaseState, territory: Territory = TERRITORY): CalendarYear[] {
  const keeps = (region: string) => mayKeep(region, state, territory);
  return yearsUntold(state, state.receivedOn ?? state.submittedAt, keeps, territory);
}
