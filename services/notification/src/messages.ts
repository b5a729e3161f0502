import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { CLOCK_ROLES, courtByCode, DEADLINE_TITLES, escalationOf } from '@xiezhi/rules';
import type { CaseState, CourtCode, Deadline, Role } from '@xiezhi/rules';

/** A message for whoever holds a role at a court. */
export interface Notice {
  court: CourtCode;
  role: Role;
  level: 'INFO' | 'URGENT' | 'REMINDER' | 'OVERDUE';
  text: string;
}

const RUNG_TEXT = { 'T-3': '还有3个工作日到期', 'T-1': '还有1个工作日到期', T: '今日到期' } as const;

function subjectOf(state: CaseState): string {
  return state.documentNumber ?? state.caseFields.caseNumber;
}

function duty(deadline: Deadline, level: Notice['level'], text: string): Notice[] {
  return CLOCK_ROLES[deadline.kind].map((role) => ({ court: deadline.court, role, level, text }));
}

function overdueText(state: CaseState, deadline: Deadline, on: string): string {
  const provisional = deadline.provisional ? '（暂定）' : '';
  const due = `期限为${deadline.due}${provisional}`;
  if (deadline.kind === 'OBJECTION') return `${subjectOf(state)}：提出复议的期限已过，${due}。`;
  const court = courtByCode(deadline.court, on)?.name ?? deadline.court;
  return `${subjectOf(state)}：${court}的“${DEADLINE_TITLES[deadline.kind]}”已逾期，${due}。`;
}

/** The duty's own people, but for those the escalation that follows at once is addressed to: one message each. */
function overdue(state: CaseState, deadline: Deadline, on: string): Notice[] {
  const escalated = escalationOf(state, deadline, on);
  const told = ({ court, role }: Notice) => escalated.some((to) => to.court === court && to.role === role);
  const level = deadline.kind === 'OBJECTION' ? 'INFO' : 'OVERDUE';
  return duty(deadline, level, overdueText(state, deadline, on)).filter((notice) => !told(notice));
}

/** Whom an entry of the ledger is to be told, in the state it led to. Pure: the same entry gives the same messages. */
export function noticesOf(entry: LedgerEntry, state: CaseState): Notice[] {
  const event = eventOf(entry);
  const subject = subjectOf(state);
  const info = (court: CourtCode, role: Role, text: string): Notice => ({
    court,
    role,
    level: 'INFO',
    text: `${subject}：${text}`,
  });
  switch (event.type) {
    case 'deadline.reminded': {
      const { id, kind, rung } = event.payload;
      const deadline = state.deadlines.find((candidate) => candidate.id === id);
      if (!deadline) return [];
      const provisional = deadline.provisional ? '（暂定）' : '';
      const text = `${subject}：“${DEADLINE_TITLES[kind]}”${RUNG_TEXT[rung]}，期限为${deadline.due}${provisional}。`;
      return duty(deadline, 'REMINDER', text);
    }
    case 'deadline.overdue': {
      const deadline = state.deadlines.find((candidate) => candidate.id === event.payload.id);
      return deadline ? overdue(state, deadline, event.payload.on) : [];
    }
    case 'deadline.escalated': {
      const { id, to, on } = event.payload;
      const deadline = state.deadlines.find((candidate) => candidate.id === id);
      if (!deadline) return [];
      const text = overdueText(state, deadline, on);
      return to.map(({ court, role }) => ({ court, role, level: 'OVERDUE', text }));
    }
    case 'deadline.revised': {
      const { kind, from, to, reason } = event.payload;
      const deadline = state.deadlines.find((candidate) => candidate.id === event.payload.id);
      if (!deadline || from === to) return [];
      return duty(deadline, 'INFO', `${subject}：“${DEADLINE_TITLES[kind]}”的期限由${from}改为${to}，原因：${reason}`);
    }
    case 'application.submitted':
      return [info(state.relayCourt ?? state.decidingCourt, 'handler', '收到协同执行报请。')];
    case 'application.forwarded':
      return [info(state.decidingCourt, 'handler', '收到层报的协同执行报请，等待受理。')];
    case 'order.concluded':
      return event.payload.confirmedBy === null
        ? []
        : [info(event.payload.confirmedBy, 'bureauDirector', '下级法院报请终结交办案件，请确认。')];
    case 'review.proposed':
      return [info(state.decidingCourt, 'bureauDirector', '审查意见已提出，等待审批。')];
    case 'decision.approved':
      return [state.executingCourt, ...state.participants].map((court) =>
        info(court, 'handler', '协同执行决定书已发出，请签收。'),
      );
    case 'notice.sent':
      return [
        info(
          event.payload.to,
          'handler',
          event.payload.kind === 'REFUSAL' ? '不予协同执行，请签收通知。' : '请补正材料。',
        ),
      ];
    case 'decision.served':
      return [info(state.decidingCourt, 'commandOfficer', '决定书已全部签收，请制定工作方案。')];
    case 'plan.submitted':
      return [info(state.decidingCourt, 'commandDirector', '工作方案等待批准。')];
    case 'plan.endorsed':
      return [
        event.payload.next === 'PRESIDENT'
          ? info(state.decidingCourt, 'president', '工作方案报请院长审核。')
          : info(state.decidingCourt, 'meetingSecretary', '工作方案报局务会研究。'),
      ];
    case 'execution.recorded': {
      const { kind, number, to, urgent } = event.payload;
      const mark = urgent ? '（紧急）' : '';
      if (kind === 'REPORT') {
        const text = `第${number}号现场报告${mark}。`;
        const roles: Role[] = urgent ? ['commandOfficer', 'commandDirector'] : ['commandOfficer'];
        return roles.map((role) => ({
          ...info(state.decidingCourt, role, text),
          ...(urgent ? { level: 'URGENT' as const } : {}),
        }));
      }
      if (kind === 'OBJECTION') return [info(state.decidingCourt, 'commandDirector', `第${number}号复议，请处理。`)];
      return to ? [info(to, 'fieldOfficer', `第${number}号指令${mark}，请签收并执行。`)] : [];
    }
    case 'sensitivity.raised':
      return [info(state.decidingCourt, 'commandDirector', '已列为影响重大、敏感复杂，方案应当经局务会研究。')];
    case 'participants.changed':
      return [
        ...event.payload.added.map((court) => info(court, 'handler', '决定由本院参与协同执行，请签收决定书。')),
        ...event.payload.removed.map((court) => info(court, 'handler', '本院不再参与协同执行，人员证件即日失效。')),
      ];
    case 'plan.outdated':
      return [info(state.decidingCourt, 'commandOfficer', '工作方案应当按变更后的参与法院重新制定。')];
    case 'plan.reopened':
      return [info(state.decidingCourt, 'meetingSecretary', '工作方案报局务会研究。')];
    case 'lead.registered':
      return [info(state.decidingCourt, 'inspector', '登记了问责线索，等待核查。')];
    case 'duty.urged': {
      const { id, kind, text } = event.payload;
      const deadline = state.deadlines.find((candidate) => candidate.id === id);
      if (!deadline) return [];
      const by = courtByCode(entry.actor.court ?? '', entry.at.slice(0, 10))?.name ?? entry.actor.court ?? '';
      const said = text ? `：${text}` : '。';
      return duty(deadline, 'URGENT', `${subject}：${by}催办“${DEADLINE_TITLES[kind]}”，期限为${deadline.due}${said}`);
    }
    case 'closeout.returned':
      return [info(state.executingCourt, 'handler', '办结报请被退回，请继续执行。')];
    case 'collaboration.closed':
      return event.payload.outcome === 'REVOKED'
        ? [state.executingCourt, ...state.participants].map((court) => info(court, 'handler', '协同执行已撤销。'))
        : [];
    case 'closeout.requested':
      return [info(state.decidingCourt, 'commandDirector', '报请办结，等待确认。')];
    default:
      return [];
  }
}
