import type { CaseCommand } from '../commands';
import { pendingConclusion } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { FROM_ABOVE } from '../../vocabulary';
import { stillToDecide } from './review';

/**
 * Art. 4: an order knows no refusal. Where there is nothing left to collaborate in, it ends without a decision; what came
 * from a superior only with that court's confirmation (recommended, not law).
 */
export function concludeOrder(t: Transition, command: CaseCommand<'order.conclude'>): void {
  t.allowIn(['ORDERED'], '终结交办案件');
  stillToDecide(t);
  if (pendingConclusion(t.state)) refuse('NOT_ALLOWED_IN_STATE', '已经报请上级法院确认终结，等待确认。');
  const { origin, decidingCourt } = t.state;
  const superior = t.courts.superiorOf(decidingCourt, t.today)?.code;
  const confirmedBy = FROM_ABOVE.has(origin) && superior !== undefined ? superior : null;
  t.emit('order.concluded', { ...command.with, confirmedBy });
  if (confirmedBy === null) end(t);
}

export function confirmConclusion(t: Transition, command: CaseCommand<'order.confirmConclusion'>): void {
  t.allowIn(['ORDERED'], '确认终结');
  if (!pendingConclusion(t.state)) refuse('NOT_ALLOWED_IN_STATE', '决定法院没有报请终结本案。');
  if (t.state.conclusion?.confirmedBy !== command.actor.court) {
    refuse('FORBIDDEN', '终结交办案件由决定法院的上级法院确认。');
  }
  t.emit('order.conclusionConfirmed', { on: t.today });
  end(t);
}

/** Nothing is left to be enforced by itself either: it has been carried out, or others are at it together. */
function end(t: Transition): void {
  t.cancel('REVIEW', '交办案件已终结');
  t.cancelAll('交办案件已终结');
}
