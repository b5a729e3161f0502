import { relationsOf } from '../access';
import { COMMAND_ACCESS } from '../case/commands';
import type { Relation } from '../access';
import type { Courts } from '../courts';
import { TERRITORY } from '../jurisdiction/in-force';
import type { CourtCode } from '../courts';
import type { CommandType } from '../case/commands';
import type { CaseState } from '../case/state';
import type { Deadline } from '../file';
import { isDecidedByScan, isFinal, nextApproval, pendingConclusion, wantsNewVersion, yetToAgree } from '../case/state';
import { pendingServices, unserved, waitsFor } from '../case/stages/service';
import { DEADLINE_TITLES, ENDED_STATUSES } from '../vocabulary';
import type { CaseStatus, DeadlineKind, Role } from '../vocabulary';
import type { Duty as DutyOf, DutyForm } from './duty';

type Duty = DutyOf<CommandType>;

/** Whose a deadline is within the court that must act: who is reminded of it, and who watches over it. */
export const CLOCK_ROLES: Readonly<Record<DeadlineKind, readonly Role[]>> = {
  REVIEW: ['handler', 'bureauDirector'],
  FORWARD: ['handler', 'bureauDirector'],
  ACCEPTANCE: ['handler'],
  CORRECTION_NOTICE: ['handler'],
  SUPPLEMENT: ['handler'],
  SERVICE: ['handler'],
  RELAY_NOTICE: ['handler'],
  PLAN: ['commandOfficer', 'commandDirector'],
  SELF_EXECUTION_PLAN: ['handler'],
  ACKNOWLEDGEMENT: ['fieldOfficer'],
  OBJECTION: ['fieldOfficer'],
  URGENT_REPORT: ['commandOfficer', 'commandDirector'],
  SCAN_DISPOSITION: ['commandDirector'],
  BULLETIN: ['assessor', 'bureauDirector'],
};

/** The deadline of a kind that still asks for something: open, or late and not done. */
function pending(state: CaseState, kind: DeadlineKind, record?: number): Deadline | undefined {
  return state.deadlines.findLast(
    (deadline) =>
      deadline.kind === kind &&
      (record === undefined || deadline.record === record) &&
      deadline.doneOn === null &&
      deadline.status !== 'CANCELLED' &&
      !deadline.released,
  );
}

type Clock = Pick<Duty, 'deadline' | 'kind' | 'countedBy' | 'due' | 'expiresAt' | 'provisional' | 'authority' | 'late'>;

/** What a duty says of the deadline it falls under. */
export function clockOf(deadline: Deadline | undefined): Clock {
  if (!deadline) {
    const none = { deadline: null, kind: null, countedBy: null, due: null, expiresAt: null };
    return { ...none, provisional: false, authority: null, late: false };
  }
  const { id, kind, court, due, expiresAt, provisional, authority, status, suspended } = deadline;
  return {
    deadline: id,
    kind,
    countedBy: court,
    due: suspended ? null : due,
    expiresAt: suspended ? null : expiresAt,
    provisional,
    authority,
    late: status === 'LATE',
  };
}

interface Awaited {
  command: CommandType;
  title: string;
  court: CourtCode;
  /** Told from other duties with the same command by this: a court, or the number of a field record. */
  which?: string | number;
  clock?: Deadline | undefined;
  except?: string;
  form?: DutyForm;
  /** Where another court may issue the same command for another purpose: as what this one is asked. */
  relation?: Relation;
}

function awaited({ command, title, court, which, clock, except, form = 'DUTY', relation }: Awaited): Duty {
  const grants = COMMAND_ACCESS[command].filter(({ relations }) => !relation || relations.includes(relation));
  const roles = [...new Set(grants.flatMap((grant) => grant.roles))];
  const id = which === undefined ? command : `${command}:${which}`;
  const record = typeof which === 'number' ? which : null;
  return { id, form, command, title, court, roles, record, except: except ?? null, ...clockOf(clock) };
}

function watch(deadline: Deadline | undefined, title?: string): Duty[] {
  if (!deadline || deadline.suspended) return [];
  const { id, kind, court, record = null } = deadline;
  const what = { title: title ?? `${DEADLINE_TITLES[kind]}期限`, court, roles: CLOCK_ROLES[kind], record };
  return [{ id, form: 'WATCH', command: null, ...what, except: null, ...clockOf(deadline) }];
}

/** Arts. 7-9: what opens the file, while the review's clock may already run. */
function beforeReview(state: CaseState): Duty[] {
  const { route, decidingCourt: court, relayCourt } = state;
  if (route === 'ART7') {
    const title = '核对报请材料：登记或者通知补正';
    const clock = pending(state, 'CORRECTION_NOTICE');
    return [
      awaited({ command: 'application.register', title, court, clock }),
      ...watch(pending(state, 'REVIEW'), '审查决定期限（已自收到之日起算）'),
    ];
  }
  if (route === 'ART8' && relayCourt) {
    const clock = pending(state, 'FORWARD');
    return [awaited({ command: 'application.forward', title: '提出意见并层报', court: relayCourt, clock })];
  }
  return acceptance(state);
}

function acceptance(state: CaseState): Duty[] {
  const { decidingCourt: court } = state;
  return [awaited({ command: 'application.accept', title: '受理', court, clock: pending(state, 'ACCEPTANCE') })];
}

/** HR-02: the executing court completes its file; what came incomplete may be reviewed as it is. */
function correction(state: CaseState): Duty[] {
  const { executingCourt, decidingCourt, correction: asked, supplements } = state;
  const review = pending(state, 'REVIEW');
  if (asked?.completed) return [];
  const supplement: Awaited = {
    command: 'application.supplement',
    title: '补充材料',
    court: executingCourt,
    clock: pending(state, 'SUPPLEMENT'),
  };
  if (supplements.length === 0) return [awaited(supplement), ...watch(review)];
  const title = '材料仍不齐：登记，就现有材料审查';
  const register: Awaited = { command: 'application.register', title, court: decidingCourt, clock: review };
  return [awaited(supplement), awaited(register)];
}

/** Arts. 4, 7, 8, 9: one proposes, another decides. */
function review(state: CaseState): Duty[] {
  const { decidingCourt: court, proposal } = state;
  if (isDecidedByScan(state)) return [];
  const clock = pending(state, 'REVIEW');
  const superior = pendingConclusion(state) ? state.conclusion?.confirmedBy : undefined;
  if (superior) {
    const title = '确认终结交办案件（无须再协同）';
    return [awaited({ command: 'order.confirmConclusion', title, court: superior }), ...watch(clock)];
  }
  if (!proposal) return [awaited({ command: 'review.propose', title: '提出审查意见', court, clock })];
  return [awaited({ command: 'review.decide', title: '作出审查决定', court, clock, except: proposal.by.sub })];
}

/** One receipt from each court that has not given it, and the clock of the court that served. */
function service(state: CaseState, courts: Courts): Duty[] {
  const services = pendingServices(state);
  const receipts = unserved(state).map((court) => {
    const clock = services.find((deadline) => waitsFor(state, deadline, [court]));
    return awaited({
      command: 'decision.acknowledge',
      title: '签收决定书',
      court,
      which: courts.toAscii(court),
      clock,
    });
  });
  return [...receipts, ...services.flatMap((clock) => watch(clock, '决定书送达：等待各院签收'))];
}

/** Courts called upon after the decision was served receive it while the rest goes on (Art. 5). */
function laterService(state: CaseState, courts: Courts): Duty[] {
  return state.status === 'APPROVED' || unserved(state).length === 0 ? [] : service(state, courts);
}

/** A refusal on its way down, hop by hop (Arts. 8, 10). */
function refusal(state: CaseState): Duty[] {
  const { relayCourt, executingCourt, notices } = state;
  const sentBy = (court: CourtCode) => notices.some(({ kind, from }) => kind === 'REFUSAL' && from === court);
  if (relayCourt && !sentBy(relayCourt)) {
    const clock = pending(state, 'RELAY_NOTICE');
    return [awaited({ command: 'refusal.relay', title: '转告不予协同', court: relayCourt, clock })];
  }
  return [awaited({ command: 'refusal.acknowledge', title: '签收不予协同通知', court: executingCourt })];
}

/** A lapse that a later calendar took back: the deciding court takes the application up again. */
function takenBack(state: CaseState): Duty[] {
  const clock = pending(state, 'SUPPLEMENT');
  if (clock?.status !== 'OPEN') return [];
  const title = '逾期未补正已因日历变更撤回：恢复补正';
  return [awaited({ command: 'application.reinstate', title, court: state.decidingCourt, clock })];
}

/** Art. 10: the executing court enforces by itself. */
function selfExecution(state: CaseState): Duty[] {
  return [...takenBack(state), ...ownWork(state)];
}

function ownWork(state: CaseState): Duty[] {
  const { executingCourt: court, selfExecutionPlan, ownResult } = state;
  if (ownResult) {
    const title = '确认自行执行办结';
    return [awaited({ command: 'selfExecution.confirm', title, court, except: ownResult.by.sub })];
  }
  if (selfExecutionPlan !== null) {
    return [awaited({ command: 'selfExecution.finish', title: '自行执行，执行完毕后报告', court })];
  }
  const clock = pending(state, 'SELF_EXECUTION_PLAN');
  return [awaited({ command: 'selfExecution.submitPlan', title: '提交自行执行工作方案', court, clock })];
}

/** Art. 11: who is next on the ladder of approval; nobody once the plan in force is approved. */
function plan(state: CaseState, courts: Courts): Duty[] {
  const { decidingCourt: court } = state;
  const clock = pending(state, 'PLAN');
  const next = (command: CommandType, title: string) => [
    awaited({ command, title, court, clock }),
    ...yetToAgree(state).map((agreeing) =>
      awaited({
        command: 'plan.agree',
        title: '可以商定工作方案草案',
        court: agreeing,
        which: courts.toAscii(agreeing),
        form: 'RIGHT',
      }),
    ),
  ];
  // A plan is made for courts that have the decision: until then only its clock is watched over.
  const wanted = !state.plan || wantsNewVersion(state.plan);
  if (wanted && unserved(state).length > 0) return watch(clock);
  if (!state.plan) return next('plan.submit', '制定工作方案');
  if (state.plan.status === 'APPROVED') return [];
  if (state.plan.status === 'REJECTED') return next('plan.submit', '工作方案未通过，重新制定');
  if (state.plan.status === 'RETURNED') return next('plan.submit', '工作方案被退回，修改后重新提交');
  if (state.plan.status === 'OUTDATED') return next('plan.submit', '参与法院有变更，重新制定工作方案');
  switch (nextApproval(state)) {
    case 'BUREAU_MEETING':
      return next('plan.recordMeeting', '局务会研究工作方案');
    case 'PRESIDENT':
      return next('plan.presidentReview', '院长审核工作方案');
    default:
      return next('plan.approve', '批准工作方案');
  }
}

/** Art. 12: urgent reports without an answer, orders without a receipt, objections without an answer, and the right to object (执行规定第72条). */
function field(state: CaseState, courts: Courts): Duty[] {
  return state.records.flatMap(({ number, kind, to, urgent, acknowledgedOn, resolution }): Duty[] => {
    if (kind === 'OBJECTION' && !resolution) {
      const title = `处理第${number}号复议`;
      return [awaited({ command: 'execution.resolveObjection', title, court: state.decidingCourt, which: number })];
    }
    if (kind === 'REPORT') return urgentReport(state, number);
    if ((kind !== 'INSTRUCTION' && kind !== 'CORRECTION') || to === null) return [];
    const duties: Duty[] = [];
    if (
      acknowledgedOn === null &&
      relationsOf(state, to, undefined, courts).some((relation) => relation !== 'deciding')
    ) {
      const title = `签收第${number}号${kind === 'CORRECTION' ? '纠正指令' : '指令'}${urgent ? '（紧急）' : ''}`;
      const clock = pending(state, 'ACKNOWLEDGEMENT', number);
      duties.push(awaited({ command: 'execution.acknowledge', title, court: to, which: number, clock }));
    }
    const objection = pending(state, 'OBJECTION', number);
    if (objection?.status === 'OPEN') {
      const title = `对第${number}号纠正指令可以提出复议（不停止执行）`;
      const command = 'execution.object';
      duties.push(awaited({ command, title, court: to, which: number, clock: objection, form: 'RIGHT' }));
    }
    return duties;
  });
}

/** 及时研判 (Art. 12): the command centre looks at it at once and says what is to be done. */
function urgentReport(state: CaseState, number: number): Duty[] {
  const clock = pending(state, 'URGENT_REPORT', number);
  if (!clock || state.status === 'CLOSE_PENDING') return [];
  const title = `研判第${number}号紧急报告，发布指令`;
  return [awaited({ command: 'execution.instruct', title, court: state.decidingCourt, which: number, clock })];
}

function execution(state: CaseState, courts: Courts): Duty[] {
  const { status, executingCourt: court, decidingCourt } = state;
  if (status === 'CLOSE_PENDING') {
    const confirm = awaited({ command: 'closeout.confirm', title: '确认办结', court: decidingCourt });
    return [confirm, ...watch(pending(state, 'PLAN')), ...field(state, courts)];
  }
  const next: Awaited =
    status === 'PLAN_APPROVED'
      ? { command: 'execution.report', title: '按工作方案执行并报告现场情况', court }
      : { command: 'closeout.request', title: '继续执行，完毕后报请办结', court, relation: 'executing' };
  return [awaited(next), ...plan(state, courts), ...field(state, courts)];
}

const STAGES: Readonly<Record<CaseStatus, (state: CaseState, courts: Courts) => Duty[]>> = {
  DRAFT: () => [],
  SUBMITTED: beforeReview,
  CORRECTION_REQUESTED: correction,
  FORWARDED: acceptance,
  ACCEPTED: review,
  ORDERED: review,
  UNDER_REVIEW: review,
  APPROVED: service,
  REFUSED: refusal,
  WITHDRAWN: selfExecution,
  LAPSED: selfExecution,
  DECISION_SERVED: plan,
  PLAN_DRAFT: plan,
  PLAN_BUREAU_APPROVED: plan,
  PLAN_APPROVED: execution,
  IN_EXECUTION: execution,
  CLOSE_PENDING: execution,
  CLOSED: () => [],
  SELF_EXECUTION: selfExecution,
  SELF_EXECUTION_DONE: () => [],
};

/**
 * Everything a case waits for: each deadline still owed as somebody's duty, and the acts without a clock that the next
 * step depends on. Of several acts that would do (register or ask for correction), the one that moves the case on is
 * named. Since when a duty has been open is not in the state; whoever folds the events knows it.
 */
export function dutiesOf(state: CaseState, courts: Courts = TERRITORY.courts): Duty[] {
  if (isFinal(state)) return [];
  const afterDecision = state.decision?.outcome === 'APPROVE' ? laterService(state, courts) : [];
  return [...STAGES[state.status](state, courts), ...afterDecision, ...unstaged(state)];
}

/** Kinds that a stage above turns into duties; between the events of one act it may already have let go of them. */
const STAGED: ReadonlySet<DeadlineKind> = new Set([
  'REVIEW',
  'FORWARD',
  'ACCEPTANCE',
  'CORRECTION_NOTICE',
  'SUPPLEMENT',
  'SERVICE',
  'RELAY_NOTICE',
  'PLAN',
  'SELF_EXECUTION_PLAN',
  'ACKNOWLEDGEMENT',
  'OBJECTION',
  'URGENT_REPORT',
]);

/** A running clock of any other kind is watched over by those whose it is: no deadline goes unseen. */
function unstaged({ status, deadlines }: CaseState): Duty[] {
  if (ENDED_STATUSES.has(status)) return [];
  return deadlines
    .filter(({ kind, doneOn, status: standing }) => !STAGED.has(kind) && doneOn === null && standing !== 'CANCELLED')
    .flatMap((deadline) => watch(deadline));
}
