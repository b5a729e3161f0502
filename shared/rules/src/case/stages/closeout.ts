import type { CaseCommand } from '../commands';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { COLLABORATING_STATUSES } from '../vocabulary';

/** The executing court asks to close; to revoke is the deciding court's own proposal, and only that. */
export function requestCloseout(t: Transition, command: CaseCommand<'closeout.request'>): void {
  const { decidingCourt, status } = t.state;
  const revokes = command.with.outcome === 'REVOKED';
  const byDeciding = command.actor.court === decidingCourt && command.actor.role === 'commandOfficer';
  if (revokes && !byDeciding) refuse('FORBIDDEN', '撤销协同只能由决定法院作出。');
  if (!revokes && byDeciding) refuse('FORBIDDEN', '办结由执行法院报请；决定法院只能提出撤销协同。');
  t.allowIn(revokes ? COLLABORATING_STATUSES.filter((one) => one !== 'CLOSE_PENDING') : ['IN_EXECUTION'], '报请办结');
  t.emit('closeout.requested', { ...command.with, ...(status === 'IN_EXECUTION' ? {} : { from: status }) });
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
