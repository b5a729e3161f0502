import type { CaseCommand } from '../commands';
import { Clock, present, recount } from '../../file';
import type { Deadline } from '../../file';
import type { EventPayloads } from '../events';
import { escalationOf } from '../escalation';
import type { CaseState } from '../state';
import { isFinal } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { lapse } from './application';
import { ENDED_STATUSES } from '../../vocabulary';
import type { CaseStatus } from '../../vocabulary';

/** Where a lapse has led; nothing else leaves a supplement undone there that is not late. */
const LAPSE: readonly CaseStatus[] = ['LAPSED', 'SELF_EXECUTION'];

/** Whether what is late no longer still waits for anybody: not where the application or the court's part in it has ended. */
function isOwed({ status }: CaseState, { kind, released }: Deadline): boolean {
  if (released) return false;
  if (!ENDED_STATUSES.has(status)) return true;
  return kind === 'SELF_EXECUTION_PLAN' || kind === 'RELAY_NOTICE' || (kind === 'SUPPLEMENT' && LAPSE.includes(status));
}

/** What the clock does to a case: an application whose supplement has not come in time lapses. */
export const CASE_CLOCK = new Clock<CaseState, EventPayloads, Transition>({
  escalation: escalationOf,
  isOwed,
  isFinal,
  passed(t, { kind, due }) {
    if (kind === 'SUPPLEMENT' && t.state.status === 'CORRECTION_REQUESTED') lapse(t, due);
  },
});

/**
 * The supplement that had lapsed was not late by the calendar as it is now: the file is out for correction again, with the
 * new due day and with the review clock as if it had not lapsed.
 */
export function reinstate(t: Transition, command: CaseCommand<'application.reinstate'>): void {
  t.allowIn(LAPSE, '恢复补正');
  const { reason } = command.with;
  if (t.pending('SUPPLEMENT')?.status !== 'OPEN') {
    refuse('NOT_ALLOWED_IN_STATE', '没有因日历变更而撤回的逾期未补正，不能恢复补正。');
  }
  t.emit('application.reinstated', { reason });
  t.cancel('SELF_EXECUTION_PLAN', '逾期未补正已撤回，恢复补正');
  const review = t.state.deadlines.findLast(({ kind }) => kind === 'REVIEW');
  if (!review) return;
  const { id, kind } = review;
  t.emit('deadline.reopened', { id, kind, reason: '逾期未补正已撤回，审查期限恢复计算' });
  const count = recount(t.state, review, t.jurisdiction);
  if (count && (count.due !== review.due || count.days.join() !== review.countedDays.join())) {
    t.revise(present(t, id), count, reason);
    CASE_CLOCK.reassess(t, id, reason);
  }
}
