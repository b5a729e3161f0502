import type { CaseCommand, DraftSections, Officer, PlanSections } from '../commands';
import { PLAN_APPROVALS, PLAN_SECTION_TITLES, PLAN_SECTIONS } from '../../vocabulary';
import type { PlanApproval, Role } from '../../vocabulary';
import type { Plan } from '../state';
import { nextApproval, sameOfficer, yetToAgree } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { unserved } from './service';

const SECTIONS = PLAN_SECTIONS.filter((section) => section !== 'risks');

function requiredSections(given: DraftSections): PlanSections {
  const missing = SECTIONS.filter((key) => !given[key]?.trim()).map((key) => PLAN_SECTION_TITLES[key]);
  if (missing.length > 0) refuse('PLAN_SECTION_MISSING', `方案缺少：${missing.join('、')}（第十一条）。`);
  return Object.fromEntries(SECTIONS.map((key) => [key, given[key]])) as unknown as PlanSections;
}

function checkOfficers(t: Transition, officers: readonly Officer[]): void {
  const { executingCourt, participants, decidingCourt } = t.state;
  for (const { name, court } of officers) {
    if (!t.courts.byCode(court, t.today)) refuse('COURT_UNKNOWN', `${t.today}没有代字为“${court}”的法院。`);
    if (![executingCourt, decidingCourt, ...participants].includes(court)) {
      refuse('VALIDATION', `${name}所在法院不是本案的执行法院、决定法院或者参与协同的法院。`);
    }
  }
}

/** Art. 11: the plan agreed with the executing court. Each submission is a new version and needs new approval. */
export function submitPlan(t: Transition, command: CaseCommand<'plan.submit'>): void {
  if (t.state.decision?.outcome === 'APPROVE' && unserved(t.state).length > 0) {
    refuse('DECISION_NOT_SERVED', '决定书尚未全部签收，不能提交工作方案。');
  }
  t.allowIn(['DECISION_SERVED', 'PLAN_DRAFT', 'PLAN_BUREAU_APPROVED', 'PLAN_APPROVED', 'IN_EXECUTION'], '提交工作方案');
  const { risks, officers = [], sensitivity } = command.with;
  const sections = requiredSections(command.with);
  checkOfficers(t, officers);
  t.emit('plan.submitted', {
    ...sections,
    version: (t.state.plan?.version ?? 0) + 1,
    ...(risks ? { risks } : {}),
    officers,
    // Raised by anyone on the case; only the approver may lower it.
    sensitivity: sensitivity === 'MAJOR' ? 'MAJOR' : t.state.sensitivity,
  });
}

function draft(t: Transition, what: string): Plan {
  const { plan } = t.state;
  t.allowIn(['PLAN_DRAFT', 'PLAN_BUREAU_APPROVED', 'IN_EXECUTION'], what);
  if (!plan || (plan.status !== 'DRAFT' && plan.status !== 'BUREAU_APPROVED')) {
    refuse('NOT_ALLOWED_IN_STATE', `没有待批的工作方案，不能${what}。`);
  }
  return plan;
}

/** The first plan's officers act by the decision, from its day; whoever a later version adds, from its approval (Art. 5). */
function complete(t: Transition): void {
  t.meet('PLAN');
  const { plan, planHistory = [], decision, credentials } = t.state;
  if (!plan || !decision) return;
  const first = credentials.length === 0 && planHistory.every(({ approvedOn }) => approvedOn === undefined);
  t.emit('credentials.issued', {
    credentials: plan.officers.map((officer) => {
      const held = credentials.find((credential) => credential.validTo === null && sameOfficer(credential, officer));
      return { ...officer, validFrom: held?.validFrom ?? (first ? decision.decidedOn : t.today) };
    }),
  });
}

const opinionOf = ({ opinion }: { opinion?: string | undefined }) => (opinion?.trim() ? { opinion } : {});

/** Art. 11: a court at work in the case agrees to the version that is up for approval; approval waits for nobody's word. */
export function agreePlan(t: Transition, command: CaseCommand<'plan.agree'>): void {
  const plan = draft(t, '商定工作方案');
  const { court } = command.actor;
  if (!yetToAgree(t.state).includes(court)) {
    refuse('NOT_ALLOWED_IN_STATE', `本院已经商定第${plan.version}版工作方案。`);
  }
  t.emit('plan.agreed', { version: plan.version, court, ...opinionOf(command.with) });
}

/** Completes approval of an ordinary plan; a MAJOR one goes on to the bureau meeting (Art. 11 para 2). */
export function approvePlan(t: Transition, command: CaseCommand<'plan.approve'>): void {
  const plan = draft(t, '批准工作方案');
  const said = opinionOf(command.with);
  if (t.state.sensitivity === 'MAJOR') {
    if (plan.approvals.length > 0) refuse('NOT_ALLOWED_IN_STATE', '指挥中心负责人已经批准，等待局务会研究。');
    t.emit('plan.endorsed', { version: plan.version, by: 'COMMAND_DIRECTOR', ...said, next: 'BUREAU_MEETING' });
    return;
  }
  t.emit('plan.approved', { version: plan.version, by: 'COMMAND_DIRECTOR', ...said });
  complete(t);
}

export function recordMeeting(t: Transition, command: CaseCommand<'plan.recordMeeting'>): void {
  const plan = draft(t, '登记局务会意见');
  if (plan.approvals.at(-1) !== 'COMMAND_DIRECTOR') {
    refuse('NOT_ALLOWED_IN_STATE', '工作方案尚未由指挥中心负责人报局务会研究。');
  }
  const { outcome, presidentReview } = command.with;
  const attendees = [...new Set((command.with.attendees ?? []).map((name) => name.trim()).filter(Boolean))];
  const minutes = command.with.minutes?.trim() ?? '';
  const least = t.settings.meetingAttendees;
  if (attendees.length < least || minutes === '') {
    refuse('MINUTES_REQUIRED', `局务会研究应当有会议纪要，且不少于${least}人参加。`);
  }
  const record = { version: plan.version, by: 'BUREAU_MEETING', minutes, attendees } as const;
  if (outcome === 'REJECT') t.emit('plan.rejected', record);
  else if (presidentReview) t.emit('plan.endorsed', { ...record, next: 'PRESIDENT' });
  else {
    t.emit('plan.approved', record);
    complete(t);
  }
}

export function presidentReview(t: Transition, command: CaseCommand<'plan.presidentReview'>): void {
  const plan = draft(t, '由院长审核');
  if (plan.approvals.at(-1) !== 'BUREAU_MEETING') {
    refuse('NOT_ALLOWED_IN_STATE', '局务会尚未将工作方案报请院长审核。');
  }
  const said = { version: plan.version, by: 'PRESIDENT', ...opinionOf(command.with) } as const;
  if (command.with.outcome === 'REJECT') {
    t.emit('plan.rejected', said);
    return;
  }
  t.emit('plan.approved', said);
  complete(t);
}

/** In whose role each of the ladder speaks. */
const SPEAKERS: Readonly<Record<PlanApproval, Role>> = {
  COMMAND_DIRECTOR: 'commandDirector',
  BUREAU_MEETING: 'meetingSecretary',
  PRESIDENT: 'president',
};

/** Whoever has the next say sends the version back with an opinion: neither a yes nor a no to the plan as such (Art. 11). */
export function returnPlan(t: Transition, command: CaseCommand<'plan.return'>): void {
  const plan = draft(t, '退回工作方案');
  const by = nextApproval(t.state);
  if (by === null || SPEAKERS[by] !== command.actor.role) {
    const turn = by === null ? '' : `，现在由${PLAN_APPROVALS[by][0]}研究`;
    refuse('NOT_ALLOWED_IN_STATE', `工作方案不在您这一级${turn}，不能退回。`);
  }
  t.emit('plan.returned', { version: plan.version, by, opinion: command.with.opinion });
}
