import { CLOCK_ROLES, courtByCode, DEADLINE_TITLES, HIGH_COURT } from '@xiezhi/rules';
import type { CourtCode, Deadline, DeadlineEvent, EscalationAddressee, Role } from '@xiezhi/rules';

/** A message for whoever holds a role at a court. */
export interface RoleMessage {
  court: CourtCode;
  role: Role;
  level: 'INFO' | 'URGENT' | 'REMINDER' | 'OVERDUE';
  text: string;
  /**
   * Which duty of its addressee it speaks of: the one under a deadline, or one owed since an earlier entry. Absent where it is
   * the one that its own entry brings, or none.
   */
  about?: { deadline: string } | 'STANDING';
}

/** A file as far as its clocks are told of. */
export interface Clocked {
  /** What it is called in messages. */
  subject: string;
  deadlines: readonly Deadline[];
  /** Who is told that a deadline was missed. */
  escalation(deadline: Deadline, on: string): EscalationAddressee[];
}

const RUNG_TEXT = {
  'T-3': '还有3个工作日到期',
  'T-1': '还有1个工作日到期',
  T: '今日到期',
  PROVISIONAL: '暂定期限已过，放假安排尚未公布，是否逾期待公布后认定',
} as const;

/** The system administrators of the deadline's court and of the High Court: the calendar is missing. Of the case they read nothing. */
function missingCalendar({ court, due }: Deadline): RoleMessage[] {
  const text = `有期限的暂定届满日（${due}）已过，而当年的放假安排尚未公布，请及时登记。`;
  return [...new Set([court, HIGH_COURT])].map((of) => ({ court: of, role: 'systemAdmin', level: 'REMINDER', text }));
}

/** Those of the court that must act. */
export function duty(deadline: Deadline, level: RoleMessage['level'], text: string): RoleMessage[] {
  const about = { deadline: deadline.id };
  return CLOCK_ROLES[deadline.kind].map((role) => ({ court: deadline.court, role, level, text, about }));
}

function overdueText(subject: string, deadline: Deadline, on: string): string {
  const provisional = deadline.provisional ? '（暂定）' : '';
  const due = `期限为${deadline.due}${provisional}`;
  if (deadline.kind === 'OBJECTION') return `${subject}：提出复议的期限已过，${due}。`;
  const court = courtByCode(deadline.court, on)?.name ?? deadline.court;
  return `${subject}：${court}的“${DEADLINE_TITLES[deadline.kind]}”已逾期，${due}。`;
}

/** The duty's own people, but for those the escalation that follows at once is addressed to: one message each. */
function overdue({ subject, escalation }: Clocked, deadline: Deadline, on: string): RoleMessage[] {
  const escalated = escalation(deadline, on);
  const told = ({ court, role }: RoleMessage) => escalated.some((to) => to.court === court && to.role === role);
  const level = deadline.kind === 'OBJECTION' ? 'INFO' : 'OVERDUE';
  return duty(deadline, level, overdueText(subject, deadline, on)).filter((notice) => !told(notice));
}

/** Whom an event of a clock is to be told, whatever kind of file it is in. */
export function deadlineNotices(event: DeadlineEvent, about: Clocked): RoleMessage[] {
  const { subject } = about;
  const deadlineOf = (id: string) => about.deadlines.find((candidate) => candidate.id === id);
  switch (event.type) {
    case 'deadline.reminded': {
      const { id, kind, rung } = event.payload;
      const deadline = deadlineOf(id);
      if (!deadline) return [];
      const provisional = deadline.provisional ? '（暂定）' : '';
      const text = `${subject}：“${DEADLINE_TITLES[kind]}”${RUNG_TEXT[rung]}，期限为${deadline.due}${provisional}。`;
      const admins = rung === 'PROVISIONAL' ? missingCalendar(deadline) : [];
      return [...duty(deadline, 'REMINDER', text), ...admins];
    }
    case 'deadline.overdue': {
      const deadline = deadlineOf(event.payload.id);
      return deadline ? overdue(about, deadline, event.payload.on) : [];
    }
    case 'deadline.escalated': {
      const { id, to, on } = event.payload;
      const deadline = deadlineOf(id);
      if (!deadline) return [];
      const text = overdueText(subject, deadline, on);
      return to.map(({ court, role }) => ({ court, role, level: 'OVERDUE', text }));
    }
    case 'deadline.revised': {
      const { kind, from, to, reason } = event.payload;
      const deadline = deadlineOf(event.payload.id);
      if (!deadline || from === to) return [];
      return duty(deadline, 'INFO', `${subject}：“${DEADLINE_TITLES[kind]}”的期限由${from}改为${to}，原因：${reason}`);
    }
    case 'deadline.reassessed': {
      const { id, kind, status, reason } = event.payload;
      const deadline = deadlineOf(id);
      if (!deadline || status === 'LATE' || !deadline.fired.some(({ rung }) => rung === 'OVERDUE')) return [];
      const text = `${subject}：“${DEADLINE_TITLES[kind]}”不再认定为逾期，原因：${reason}`;
      const own = duty(deadline, 'INFO', text);
      const isOwn = ({ court, role }: EscalationAddressee) => own.some((to) => to.court === court && to.role === role);
      // Whoever was told of the lateness is told that it was none.
      const above = (deadline.escalated?.to ?? []).filter((to) => !isOwn(to));
      return [...own, ...above.map(({ court, role }) => ({ court, role, level: 'INFO' as const, text }))];
    }
    default:
      return [];
  }
}
