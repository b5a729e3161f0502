import type { CaseCommand } from '../commands';
import type { LeadStatus } from '../../vocabulary';
import type { Transition } from '../transition';
import { refuse } from '../transition';

/** Art. 13: a lead for those who supervise; the system concludes nothing about fault. */
export function registerLead(t: Transition, command: CaseCommand<'lead.register'>): void {
  if (!t.state.decision || t.state.decision.outcome !== 'APPROVE') {
    refuse('NOT_ALLOWED_IN_STATE', '尚未决定协同执行，不能登记问责线索。');
  }
  const { category, court, facts, evidence = [] } = command.with;
  const { executingCourt, decidingCourt, participants, seq } = t.state;
  if (![executingCourt, decidingCourt, ...participants].includes(court)) {
    refuse('VALIDATION', '线索所涉法院不是本案的执行法院、决定法院或者参与协同的法院。');
  }
  if (evidence.some((entry) => entry > seq)) refuse('VALIDATION', '引用的案件记录不存在。');
  t.emit('lead.registered', { category, court, facts, evidence });
}

function checkLead(t: Transition, number: number, expected: LeadStatus, otherwise: string): void {
  const lead = t.state.leads[number - 1];
  if (!lead) refuse('NOT_FOUND', `本案没有第${number}号线索。`);
  if (lead.status !== expected) refuse('NOT_ALLOWED_IN_STATE', otherwise);
}

/** 登记 → 核查: someone looks into it. Also after close-out, which ends the collaboration and nobody's responsibility. */
export function verifyLead(t: Transition, command: CaseCommand<'lead.verify'>): void {
  const { lead } = command.with;
  checkLead(t, lead, 'REGISTERED', `第${lead}号线索已经开始核查。`);
  t.emit('lead.verifying', command.with);
}

/** 核查 → 移送 or 不成立: what the supervisors found to be done with it; fault is for those it is transferred to. */
export function concludeLead(t: Transition, command: CaseCommand<'lead.conclude'>): void {
  const { lead } = command.with;
  checkLead(t, lead, 'VERIFYING', `第${lead}号线索不在核查中，不能作出处理。`);
  t.emit('lead.concluded', command.with);
}
