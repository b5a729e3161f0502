import { FileTransition, refuse } from '../file';
import type { EventActor } from '../file';
import type { Jurisdiction } from '../jurisdiction';
import type { Instant } from '../local-date';
import type { EventPayloads } from './events';
import { evolve } from './evolve';
import type { CaseState } from './state';

export { refuse, Refused } from '../file';
export type { Refusal } from '../file';

/** Events of a case under construction. */
export class Transition extends FileTransition<CaseState, EventPayloads> {
  constructor(current: CaseState | null, instant: Instant, actor: EventActor, jurisdiction: Jurisdiction) {
    super(evolve, current, instant, actor, jurisdiction);
  }

  /** Refuses a command out of turn, naming what the case is waiting for. */
  allowIn(statuses: readonly CaseState['status'][], what: string): void {
    if (!statuses.includes(this.state.status)) {
      refuse('NOT_ALLOWED_IN_STATE', `当前状态下不能${what}。`);
    }
  }
}
