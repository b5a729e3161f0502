import type { CaseCommand } from '../commands';
import type { Transition } from '../transition';
import { refuse } from '../transition';

export function requestCloseout(t: Transition, command: CaseCommand<'closeout.request'>): void {
  t.allowIn(['IN_EXECUTION'], '报请办结');
  if (command.with.outcome === 'REVOKED') refuse('FORBIDDEN', '撤销协同只能由决定法院作出。');
  t.emit('closeout.requested', command.with);
}

/** The deciding court confirms; the officers' credentials end with the collaboration (Art. 5). */
export function confirmCloseout(t: Transition): void {
  t.allowIn(['CLOSE_PENDING'], '确认办结');
  const { closeRequest } = t.state;
  if (!closeRequest) return;
  const { outcome, recoveredAmount } = closeRequest;
  t.emit('collaboration.closed', { outcome, on: t.today, recoveredAmount });
  t.cancelAll('协同执行已办结');
}
