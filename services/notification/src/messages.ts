import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { courtByCode, DEADLINE_TITLES, escalationOf, isDeadlineEvent } from '@xiezhi/rules';
import type { CaseState, CourtCode, Deadline, Role } from '@xiezhi/rules';
import { deadlineNotices, duty } from './deadline-messages';
import type { RoleMessage } from './deadline-messages';

export type { RoleMessage } from './deadline-messages';

function subjectOf(state: CaseState): string {
  return state.documentNumber ?? state.caseFields.caseNumber;
}

/** Whom an entry of the ledger is to be told, in the state it led to. Pure: the same entry gives the same messages. */
export function noticesOf(entry: LedgerEntry, state: CaseState): RoleMessage[] {
  const event = eventOf(entry);
  const subject = subjectOf(state);
  const info = (court: CourtCode, role: Role, text: string): RoleMessage => ({
    court,
    role,
    level: 'INFO',
    text: `${subject}：${text}`,
  });
  if (isDeadlineEvent(event)) {
    const escalation = (deadline: Deadline, on: string) => escalationOf(state, deadline, on);
    return deadlineNotices(event, { subject, deadlines: state.deadlines, escalation });
  }
  switch (event.type) {
    case 'application.reinstated':
      return [info(state.executingCourt, 'handler', '逾期未补正已撤回，恢复补正，请补充材料。')];
    case 'application.submitted':
      return [info(state.relayCourt ?? state.decidingCourt, 'handler', '收到协同执行报请。')];
    case 'application.amended':
      return [
        info(state.relayCourt ?? state.decidingCourt, 'handler', '执行法院更正了协同执行报请，请核对更正前后的内容。'),
      ];
    case 'application.forwarded':
      return [info(state.decidingCourt, 'handler', '收到层报的协同执行报请，等待受理。')];
    case 'order.scanned':
      return event.payload.scan.participants
        ? []
        : [info(state.decidingCourt, 'handler', '上级法院指定本院协同执行（第十四条），请审查决定。')];
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
        {
          ...info(
            event.payload.to,
            'handler',
            event.payload.kind === 'REFUSAL' ? '不予协同执行，请签收通知。' : '请补正材料。',
          ),
          about: 'STANDING',
        },
      ];
    case 'decision.served':
      return [info(state.decidingCourt, 'commandOfficer', '决定书已全部签收，请制定工作方案。')];
    case 'plan.submitted':
      return [
        info(state.decidingCourt, 'commandDirector', '工作方案等待批准。'),
        ...[state.executingCourt, ...state.participants].map((court) =>
          info(court, 'handler', '工作方案草案已经提交，可以商定（第十一条）。'),
        ),
      ];
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
    case 'plan.returned':
      return [info(state.decidingCourt, 'commandOfficer', '工作方案被退回，请按退回意见修改后重新提交。')];
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
