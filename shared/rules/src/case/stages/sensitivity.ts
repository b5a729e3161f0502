import type { CaseCommand } from '../commands';
import type { CaseState } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { isFinal } from '../state';

function stillOpen(t: Transition): void {
  if (isFinal(t.state)) refuse('NOT_ALLOWED_IN_STATE', '案件已经办结，不能再变更敏感等级。');
}

/**
 * Art. 11: a plan of major influence goes before the bureau meeting. One approved without it, by which nobody works
 * yet, has to go there now, and the director's approval stands. Work that has begun goes on by the plan it began with.
 */
export function raiseSensitivity(t: Transition, command: CaseCommand<'sensitivity.raise'>): void {
  stillOpen(t);
  const { sensitivity, status, plan } = t.state;
  if (sensitivity === 'MAJOR') refuse('NOT_ALLOWED_IN_STATE', '本案已经列为影响重大、敏感复杂。');
  t.emit('sensitivity.raised', { reason: command.with.reason });
  if (status === 'PLAN_APPROVED' && plan?.status === 'APPROVED' && !plan.approvals.includes('BUREAU_MEETING')) {
    t.emit('plan.reopened', {
      version: plan.version,
      reason: '本案列为影响重大、敏感复杂，方案应当经局务会研究',
      next: 'BUREAU_MEETING',
    });
  }
}

/** Whether a plan has been passed on to the bureau meeting, or the meeting has spoken of one. */
function meetingInvolved({ plan, planHistory = [] }: CaseState): boolean {
  return [...planHistory, ...(plan ? [plan] : [])].some(
    ({ approvals, steps = [] }) =>
      approvals.includes('BUREAU_MEETING') ||
      steps.some(({ by, next }) => by === 'BUREAU_MEETING' || next === 'BUREAU_MEETING'),
  );
}

/** Lowered by the approver only: the command centre's director, or the president once the meeting was called upon. */
export function lowerSensitivity(t: Transition, command: CaseCommand<'sensitivity.lower'>): void {
  stillOpen(t);
  if (t.state.sensitivity === 'ORDINARY') refuse('NOT_ALLOWED_IN_STATE', '本案没有列为影响重大、敏感复杂。');
  const approver = meetingInvolved(t.state) ? 'president' : 'commandDirector';
  if (command.actor.role !== approver) {
    refuse(
      'FORBIDDEN',
      approver === 'president'
        ? '方案已报局务会，只能由院长降低敏感等级。'
        : '方案尚未报局务会，由指挥中心负责人降低敏感等级。',
    );
  }
  t.emit('sensitivity.lowered', { reason: command.with.reason });
}
