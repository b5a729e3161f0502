import { oftenDrafted } from '../../allocation/advised';
import type { AdvisedCourt } from '../../allocation/advised';
import { legalBasisOn } from '../../articles';
import { decisionNumber, readCaseNumber } from '../../case-number';
import { distanceKm } from '../../courts';
import type { CourtCode, Courts } from '../../courts';
import type { Jurisdiction } from '../../jurisdiction';
import type { LocalDate } from '../../local-date';
import { requireParticipants } from '../../access/participants';
import { TERRITORY } from '../../jurisdiction/in-force';
import type { CaseCommand } from '../commands';
import type { DecisionDocument } from '../events';
import type { CaseState } from '../state';
import { isDecidedByScan, isFinal } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { COLLABORATING_STATUSES, ORDERED_ORIGINS } from '../../vocabulary';
import type { ReviewOutcome, Sensitivity } from '../../vocabulary';
import { completeService, unserved } from './service';
import { openSelfExecution } from './application';
import { orderedWarnings } from './opening';

/** Where a case is before its reviewer. */
export const REVIEWABLE = ['UNDER_REVIEW', 'ACCEPTED', 'ORDERED'] as const;

/** @throws Refused NOT_ALLOWED_IN_STATE where a scan's hit was disposed of by a decision that awaits its number */
export function stillToDecide(t: Transition): void {
  if (isDecidedByScan(t.state)) refuse('NOT_ALLOWED_IN_STATE', '本案已由扫描结果决定协同执行，正在编定文号。');
}

/** @throws Refused NOT_ALLOWED_IN_STATE where there is nothing to review */
export function reviewing(t: Transition, what: string): void {
  t.allowIn(REVIEWABLE, what);
  stillToDecide(t);
}

function refusable(state: CaseState, outcome: ReviewOutcome): void {
  if (outcome === 'REFUSE' && ORDERED_ORIGINS.has(state.origin)) {
    refuse('REFUSAL_NOT_ALLOWED', '第四条规定的案件应当决定协同执行，不得不予协同。');
  }
}

export function propose(t: Transition, command: CaseCommand<'review.propose'>): void {
  reviewing(t, '提出审查意见');
  refusable(t.state, command.with.outcome);
  const { sub } = command.actor;
  if (t.state.grounds.some(({ secondReading }) => secondReading?.by.sub === sub)) {
    refuse('SAME_PERSON', '复核过本案情形的人不能提出审查意见。');
  }
  t.emit('review.proposed', command.with);
}

/** The operative sentence of the annex, with participants or in the form without. */
export function operativeSentence(
  participants: readonly CourtCode[],
  on: LocalDate,
  courts: Courts = TERRITORY.courts,
): string {
  const names = participants.map((code) => courts.byCode(code, on)?.name ?? code);
  return names.length === 0 ? '该案由本院与你院协同执行。' : `该案由本院与你院及${names.join('、')}协同执行。`;
}

/**
 * Executing courts of a series (3-5) in the order their cases were named, the applicant's own first. A court whose code has
 * changed is one court, and is addressed by the code it bears on the day of decision.
 */
function addressees(state: CaseState, on: LocalDate, courts: Courts): CourtCode[] {
  const addressed = [state.executingCourt];
  const known = new Set([courts.identityOf(state.executingCourt)]);
  for (const ground of state.caseFields.grounds) {
    if (ground.code !== '3-5') continue;
    for (const text of ground.relatedCases ?? []) {
      const court = readCaseNumber(text, courts)?.court ?? null;
      if (court === null || known.has(courts.identityOf(court))) continue;
      known.add(courts.identityOf(court));
      addressed.push(courts.codeOn(court, on));
    }
  }
  return addressed;
}

/** Participants as decided, then the relay court, then the participants' intermediate courts (Art. 8 copies). */
function copiesOf(state: CaseState, participants: readonly CourtCode[], on: LocalDate, courts: Courts): CourtCode[] {
  const copies = [...participants];
  const add = (code: CourtCode | null | undefined) => {
    if (code && !copies.includes(code)) copies.push(code);
  };
  if (state.route === 'ART8') {
    add(state.relayCourt);
    for (const code of participants) add(courts.intermediateOf(code, on));
  }
  return copies;
}

function documentsOf(
  state: CaseState,
  participants: readonly CourtCode[],
  on: LocalDate,
  jurisdiction: Jurisdiction,
): DecisionDocument[] {
  const { courts } = jurisdiction;
  const { decidingCourt, documentSerial } = state;
  if (!documentSerial) refuse('NOT_ALLOWED_IN_STATE', '文号尚未生成，请稍后再试。');
  const copies = copiesOf(state, participants, on, courts);
  return addressees(state, on, courts).map((addressee, index) => ({
    number: decisionNumber(
      { ...documentSerial, court: decidingCourt, ...(index > 0 ? { suffix: index } : {}) },
      jurisdiction,
    ),
    addressee,
    copies: copies.filter((code) => code !== addressee),
  }));
}

/** Arts. 7, 8: the decision. Its day, not the day of service, must fall inside the review period. */
export function decideReview(t: Transition, command: CaseCommand<'review.decide'>): void {
  reviewing(t, '作出审查决定');
  const { state } = t;
  const { outcome, reasons, overdueReason, advised } = command.with;
  refusable(state, outcome);
  if (!state.proposal) refuse('NOT_ALLOWED_IN_STATE', '经办人尚未提出审查意见。');
  if (state.proposal.by.sub === command.actor.sub) refuse('SAME_PERSON', '提出审查意见的人不能自己审批。');
  const participants = command.with.participants ?? [];
  if (outcome === 'APPROVE') requireParticipants(t.state, participants, t.today, t.courts);
  const late = t.pending('REVIEW')?.status === 'LATE';
  if (late && !overdueReason?.trim()) refuse('OVERDUE_REASON_REQUIRED', '审查已超过期限，应当说明逾期原因。');
  const overdue = overdueReason?.trim() ? { overdueReason } : {};
  if (outcome === 'REFUSE') {
    refuseApplication(t, reasons, overdue);
    return;
  }
  const { sensitivity } = command.with;
  const said = { ...(sensitivity ? { sensitivity } : {}), ...(advised ? { advised } : {}), ...overdue };
  approve(t, { reasons, participants, decidedOn: t.today, ...said });
}

interface Approval {
  reasons: string;
  participants: readonly CourtCode[];
  decidedOn: LocalDate;
  sensitivity?: Sensitivity;
  /** Whom the system advised to draft, best first. */
  advised?: AdvisedCourt[];
  overdueReason?: string;
}

/** The decision to collaborate, and its service. @throws Refused NOT_ALLOWED_IN_STATE while the case has no number */
export function approve(t: Transition, approval: Approval): void {
  const { state } = t;
  const { reasons, participants, decidedOn, sensitivity, advised, ...overdue } = approval;
  const far = participants.some(
    (code) => distanceKm(code, state.executingCourt, t.courts) > t.settings.farParticipantKm,
  );
  const warned = [...(far ? (['FAR_PARTICIPANT'] as const) : []), ...oftenDrafted(participants, advised, t.courts)];
  const documents = documentsOf(state, participants, decidedOn, t.jurisdiction);
  t.emit('decision.approved', {
    reasons,
    decidedOn,
    participants: [...participants],
    // Raised by anyone on the case; a decision that calls it ordinary does not lower it (Art. 11).
    sensitivity: sensitivity === 'MAJOR' ? 'MAJOR' : state.sensitivity,
    legalBasis: legalBasisOn(decidedOn),
    operative: operativeSentence(participants, decidedOn, t.courts),
    documents,
    warnings: orderedWarnings([...state.warnings, ...warned]),
    ...overdue,
    ...(participants.length > 0 && advised ? { advised } : {}),
  });
  t.meet('REVIEW');
  t.open(t.periods.service, { court: state.decidingCourt, startedOn: decidedOn });
}

function refuseApplication(t: Transition, reasons: string, overdue: { overdueReason?: string }): void {
  const { decidingCourt, relayCourt, executingCourt } = t.state;
  t.emit('decision.refused', { reasons, decidedOn: t.today, ...overdue });
  t.meet('REVIEW');
  t.emit('notice.sent', { kind: 'REFUSAL', from: decidingCourt, to: relayCourt ?? executingCourt, sentOn: t.today });
  if (relayCourt) t.open(t.periods.relayNotice, { court: relayCourt, startedOn: t.today });
}

/** A receipt of the decision; with the last one the decision is served and the plan is due (HR-06). */
export function acknowledgeDecision(t: Transition, command: CaseCommand<'decision.acknowledge'>): void {
  const { court } = command.actor;
  t.allowIn(COLLABORATING_STATUSES, '签收决定书');
  if (!unserved(t.state).includes(court)) refuse('NOT_ALLOWED_IN_STATE', '本院已经签收。');
  t.emit('decision.acknowledged', { on: t.today });
  completeService(t);
}

/** Art. 8: the relay court has the refusal and passes it on; each hop has its own receipt. */
export function relayRefusal(t: Transition): void {
  t.allowIn(['REFUSED'], '转告');
  const { relayCourt, executingCourt, notices } = t.state;
  if (!relayCourt) refuse('NOT_ALLOWED_IN_STATE', '本案没有层报法院。');
  if (notices.some((notice) => notice.from === relayCourt)) refuse('NOT_ALLOWED_IN_STATE', '已经转告。');
  t.emit('notice.received', { kind: 'REFUSAL', to: relayCourt, receivedOn: t.today });
  t.emit('notice.sent', { kind: 'REFUSAL', from: relayCourt, to: executingCourt, sentOn: t.today });
  t.meet('RELAY_NOTICE');
}

/** Art. 10: the refusal has reached the executing court, which must now enforce by itself. */
export function acknowledgeRefusal(t: Transition): void {
  t.allowIn(['REFUSED'], '签收不予协同通知');
  const { executingCourt, notices } = t.state;
  if (!notices.some((notice) => notice.kind === 'REFUSAL' && notice.to === executingCourt)) {
    refuse('NOT_ALLOWED_IN_STATE', '通知尚未由层报法院转告。');
  }
  t.emit('notice.received', { kind: 'REFUSAL', to: executingCourt, receivedOn: t.today });
  t.emit('refusal.acknowledged', { on: t.today });
  openSelfExecution(t, t.today);
}

export function submitSelfExecutionPlan(t: Transition, command: CaseCommand<'selfExecution.submitPlan'>): void {
  t.allowIn(['SELF_EXECUTION', 'WITHDRAWN', 'LAPSED'], '提交自行执行方案');
  if (isFinal(t.state)) refuse('NOT_ALLOWED_IN_STATE', '交办案件已终结，没有自行执行的职责。');
  t.emit('selfExecution.planSubmitted', command.with);
  t.meet('SELF_EXECUTION_PLAN');
}

/** Art. 10: how the executing court's own work goes on, as often as there is something to tell. */
export function reportSelfExecution(t: Transition, command: CaseCommand<'selfExecution.report'>): void {
  t.allowIn(['SELF_EXECUTION'], '报告自行执行进展');
  if (t.state.selfExecutionPlan === null) refuse('NOT_ALLOWED_IN_STATE', '应当先提交自行执行工作方案（第十条）。');
  const number = (t.state.selfExecutionReports?.length ?? 0) + 1;
  t.emit('selfExecution.reported', { number, text: command.with.text });
}

export function finishSelfExecution(t: Transition, command: CaseCommand<'selfExecution.finish'>): void {
  t.allowIn(['SELF_EXECUTION'], '办结自行执行');
  if (t.state.selfExecutionPlan === null) refuse('NOT_ALLOWED_IN_STATE', '应当先提交自行执行工作方案（第十条）。');
  if (t.state.ownResult) refuse('NOT_ALLOWED_IN_STATE', '办理结果已经提交，等待本院执行局负责人确认。');
  const { text, outcome, recoveredAmount } = command.with;
  if (outcome === undefined && recoveredAmount !== undefined) {
    refuse('VALIDATION', '填写执行到位金额的，应当同时写明结案方式。');
  }
  if (outcome === undefined) t.emit('selfExecution.finished', { text });
  else t.emit('selfExecution.resultReported', { text, outcome, recoveredAmount: recoveredAmount ?? 0 });
}

const NO_RESULT = '没有待确认的自行执行办理结果。';

/** The executing court's director answers for what its handler reports as the end (Art. 10). */
export function confirmSelfExecution(t: Transition, { actor }: CaseCommand<'selfExecution.confirm'>): void {
  t.allowIn(['SELF_EXECUTION'], '确认自行执行办结');
  const { ownResult } = t.state;
  if (!ownResult) return refuse('NOT_ALLOWED_IN_STATE', NO_RESULT);
  const { by, ...result } = ownResult;
  if (by.sub === actor.sub) refuse('SAME_PERSON', '报告办理结果的人不能自己确认。');
  t.emit('selfExecution.finished', result);
}

export function returnSelfExecution(t: Transition, command: CaseCommand<'selfExecution.return'>): void {
  t.allowIn(['SELF_EXECUTION'], '退回自行执行办结');
  if (!t.state.ownResult) refuse('NOT_ALLOWED_IN_STATE', NO_RESULT);
  t.emit('selfExecution.resultReturned', command.with);
}
