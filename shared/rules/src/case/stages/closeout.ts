import type { CaseCommand } from '../commands';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { codesIn, COLLABORATING_STATUSES, REQUESTED_OUTCOMES } from '../../vocabulary';

/** The executing court reports the work done. To revoke is the deciding court's own act. */
export function requestCloseout(t: Transition, command: CaseCommand<'closeout.request'>): void {
  t.allowIn(['IN_EXECUTION'], '报请办结');
  if (!codesIn(REQUESTED_OUTCOMES).includes(command.with.outcome)) {
    refuse('VALIDATION', '办结方式应为实际执结、终结本次执行程序或者协同事项完成；撤销协同由决定法院办理。');
  }
  t.emit('closeout.requested', command.with);
  t.cancelOpen('URGENT_REPORT', '已报请办结');
}

/** The deciding court confirms; the officers' credentials end with the collaboration (Art. 5). */
export function confirmCloseout(t: Transition): void {
  t.allowIn(['CLOSE_PENDING'], '确认办结');
  const { closeRequest } = t.state;
  if (!closeRequest) return;
  const { outcome, recoveredAmount, summary } = closeRequest;
  const reasons = outcome === 'REVOKED' ? { reasons: summary } : {};
  t.emit('collaboration.closed', { outcome, on: t.today, recoveredAmount, ...reasons });
  t.cancelAll(outcome === 'REVOKED' ? '协同执行已撤销' : '协同执行已办结');
}

/** Not yet: the work goes on. */
export function returnCloseout(t: Transition, command: CaseCommand<'closeout.return'>): void {
  t.allowIn(['CLOSE_PENDING'], '退回办结报请');
  t.emit('closeout.returned', command.with);
}

/** The deciding court ends what it has decided, with reasons (domain 1.4; the Rule says nothing of it). */
export function revoke(t: Transition, command: CaseCommand<'collaboration.revoke'>): void {
  t.allowIn(COLLABORATING_STATUSES, '撤销协同');
  const recoveredAmount = t.state.closeRequest?.recoveredAmount ?? 0;
  t.emit('collaboration.closed', { outcome: 'REVOKED', on: t.today, recoveredAmount, ...command.with });
  t.cancelAll('协同执行已撤销');
}
