import type { LocalDate } from '../../local-date';
import type { CaseCommand } from '../commands';
import { countAroundPause } from '../../file';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { assess, orderedWarnings } from './opening';

/** Art. 7: the file is complete and under review; its clock runs from receipt, not from this day. */
export function register(t: Transition): void {
  const { state } = t;
  if (state.route !== 'ART7')
    refuse('NOT_ALLOWED_IN_STATE', '只有第七条的报请由审查法院登记；层报和第九条的案件应当受理。');
  const secondShortage = state.status === 'CORRECTION_REQUESTED' && state.supplements.length > 0;
  if (!secondShortage) t.allowIn(['SUBMITTED'], '登记');
  t.emit('application.registered', { registeredOn: t.today });
  t.meet('CORRECTION_NOTICE');
  if (secondShortage) resumeReview(t);
}

/** HR-02: the one notice a file may get. A notice after its due day neither restarts nor pauses the review clock. */
export function requestCorrection(t: Transition, command: CaseCommand<'correction.request'>): void {
  const { state } = t;
  if (state.correction) refuse('NOT_ALLOWED_IN_STATE', '补正通知只能发一次；材料仍不齐的，就现有材料审查。');
  if (state.route !== 'ART7') refuse('NOT_ALLOWED_IN_STATE', '只有第七条的报请由审查法院通知补正。');
  t.allowIn(['SUBMITTED'], '通知补正');
  const inTime = t.pending('CORRECTION_NOTICE')?.status === 'OPEN';
  t.emit('correction.requested', { missing: command.with.missing, inTime });
  t.meet('CORRECTION_NOTICE');
  t.emit('notice.sent', {
    kind: 'CORRECTION',
    from: state.decidingCourt,
    to: state.executingCourt,
    sentOn: t.today,
  });
  if (inTime && t.settings.correctionMode !== 'none') t.suspend('REVIEW');
  t.open(t.periods.supplement, { court: state.executingCourt, startedOn: t.today });
}

export function supplement(t: Transition, command: CaseCommand<'application.supplement'>): void {
  t.allowIn(['CORRECTION_REQUESTED'], '补充材料');
  const { materials, complete } = command.with;
  const { caseFields, supplements, executingCourt, receivedOn } = t.state;
  const file = { ...caseFields, materials: [...(caseFields.materials ?? []), ...supplements, ...materials] };
  const { grounds } = assess(file, executingCourt, receivedOn ?? t.today, t.jurisdiction);
  t.emit('application.supplemented', { materials, complete, grounds });
  if (!complete) return;
  t.meet('SUPPLEMENT');
  t.emit('notice.received', { kind: 'CORRECTION', to: t.state.executingCourt, receivedOn: t.today });
  t.emit('application.registered', { registeredOn: t.today });
  resumeReview(t);
}

/** Sets the review clock going again after a correction, by the mode in force for the case at the notice (HR-02). */
function resumeReview(t: Transition): void {
  const { correction, decidingCourt } = t.state;
  t.cancel('SUPPLEMENT', '审查法院决定就现有材料审查');
  const review = t.pending('REVIEW');
  const mode = correction?.mode ?? t.settings.correctionMode;
  if (!review || !correction?.inTime || mode === 'none') return;
  if (mode === 'restart') {
    t.cancel('REVIEW', '补正完成，审查期限重新计算（HR-02）');
    t.openAgain(review, { court: decidingCourt, startedOn: t.today });
    return;
  }
  const paused = { from: correction.on, to: t.today };
  const count = countAroundPause(t.state, review, review.countedDays.length, paused, t.jurisdiction);
  t.revise(review, count, '补正期间不计入审查期限（HR-02）', paused);
}

/** Art. 8: the relay court passes the file up with its opinion. The High Court has received it that day. */
export function forward(t: Transition, command: CaseCommand<'application.forward'>): void {
  t.allowIn(['SUBMITTED'], '层报');
  const { state } = t;
  const { grounds, warnings } = assess(state.caseFields, state.executingCourt, t.today, t.jurisdiction);
  t.emit('application.forwarded', {
    ...command.with,
    receivedOn: t.today,
    grounds,
    warnings: orderedWarnings(warnings),
  });
  t.meet('FORWARD');
  t.open(t.periods.acceptance, { court: state.decidingCourt, startedOn: t.today });
}

/** Arts. 8, 9: acceptance by the High Court, from which its review clock runs. */
export function accept(t: Transition): void {
  const { route, decidingCourt } = t.state;
  if (route === 'ART8') t.allowIn(['FORWARDED'], '受理');
  else if (route === 'ART9') t.allowIn(['SUBMITTED'], '受理');
  else refuse('NOT_ALLOWED_IN_STATE', '只有层报的案件和中级人民法院自办的案件需要受理。');
  t.emit('application.accepted', { acceptedOn: t.today });
  t.meet('ACCEPTANCE');
  t.open(route === 'ART8' ? t.periods.highReview : t.periods.ownReview, { court: decidingCourt, startedOn: t.today });
}

/** The executing court takes its application back; its duty to enforce by itself begins (Art. 10). */
export function withdraw(t: Transition, command: CaseCommand<'application.withdraw'>): void {
  t.allowIn(['SUBMITTED', 'CORRECTION_REQUESTED', 'FORWARDED', 'ACCEPTED', 'UNDER_REVIEW'], '撤回报请');
  t.emit('application.withdrawn', { reason: command.with.reason });
  t.cancel('REVIEW', '报请已撤回');
  t.cancelAll('报请已撤回');
  openSelfExecution(t, t.today);
}

/** No supplement in time: the application lapses by itself (HR-02). */
export function lapse(t: Transition, on: LocalDate): void {
  t.emit('application.lapsed', { lapsedOn: on });
  t.cancel('REVIEW', '逾期未补正，报请失效');
  openSelfExecution(t, on);
}

/** Art. 10: the executing court must draw up a plan of its own. */
export function openSelfExecution(t: Transition, startedOn: LocalDate): void {
  t.open(t.periods.selfExecutionPlan, { court: t.state.executingCourt, startedOn });
}
