import type { CaseCommand } from '../commands';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { mayUrge } from '../../access/relations';
import { DEADLINE_TITLES } from '../../vocabulary';

/**
 * 催办: the deciding court, or the court next above the one that must act, asks for what is due or late. Urging moves no
 * deadline, and a duty is urged once a day at most, whoever asks.
 */
export function urge(t: Transition, command: CaseCommand<'duty.urge'>): void {
  const { kind, record, text } = command.with;
  const deadline = t.pending(kind, record);
  if (!deadline || deadline.suspended || (kind === 'OBJECTION' && deadline.status === 'LATE')) {
    refuse('NOT_ALLOWED_IN_STATE', `没有未完成的“${DEADLINE_TITLES[kind]}”事项可以催办。`);
  }
  const { id, court } = deadline;
  if (!mayUrge(command.actor.court, { court, decidingCourt: t.state.decidingCourt }, t.today, t.courts)) {
    refuse('FORBIDDEN', '只能由决定法院或者应办法院的上一级法院催办。');
  }
  if (deadline.urged?.some(({ on }) => on === t.today)) refuse('NOT_ALLOWED_IN_STATE', '该事项今天已经催办过。');
  const about = deadline.record === undefined ? {} : { record: deadline.record };
  t.emit('duty.urged', { id, kind, court, on: t.today, ...about, ...(text?.trim() ? { text } : {}) });
}
