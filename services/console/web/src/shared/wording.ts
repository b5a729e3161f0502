import {
  articleName,
  courtByCode,
  courtRecords,
  DEADLINE_STATUS_TITLES,
  DEADLINE_TITLES,
  EVENT_TITLES,
  GROUNDS,
  HOUSE_RULES,
  ROLE_TITLES,
  SETTINGS,
  STATUS_TITLES,
  type CaseStatus,
  type CloseOutcome,
  type CollaborationFacts,
  type ConclusionGround,
  type LeadStatus,
  type Origin,
  type PlanApproval,
  type RecordKind,
  type ReviewOutcome,
  type Route,
  type Rung,
  type Sensitivity,
  type WarningCode,
} from '@xiezhi/rules';
import { humanise, type Language } from './language';
import type { CaseView } from './api/types';

const ROUTES: Record<Route, string> = {
  ART7: '第七条 报请中院',
  ART8: '第八条 层报高院',
  ART9: '第九条 中院自办',
  ART4: '第四条 交办、依职权',
};
const ORIGINS: Record<Origin, string> = {
  APPLICATION: '下级报请',
  REFERRAL: '层报',
  OWN_CASE: '本院自办案件',
  SUPERIOR_FINDING: '上级监督发现',
  SUPERIOR_ORDER: '上级交办',
  EX_OFFICIO: '依职权决定',
  SCAN: '定期扫描',
};
const CLOSE_OUTCOMES: Record<CloseOutcome, string> = {
  ACTUALLY_CLOSED: '实际执结',
  ZHONGBEN: '终结本次执行程序',
  MATTER_ACHIEVED: '协同事项完成',
  REVOKED: '撤销协同',
};
const REVIEW_OUTCOMES: Record<ReviewOutcome, string> = { APPROVE: '协同执行', REFUSE: '不予协同执行' };
const SENSITIVITIES: Record<Sensitivity, string> = { ORDINARY: '一般', MAJOR: '重大' };
const APPROVALS: Record<PlanApproval, string> = {
  COMMAND_DIRECTOR: '指挥中心负责人',
  BUREAU_MEETING: '执行局局务会',
  PRESIDENT: '院长',
};
const PLAN_STATUSES: Record<NonNullable<CaseView['plan']>['status'], string> = {
  DRAFT: '待批',
  BUREAU_APPROVED: '局务会已通过',
  APPROVED: '已批准',
  REJECTED: '未通过',
  OUTDATED: '需要重新制定',
};
const RECORD_KINDS: Record<RecordKind, string> = {
  REPORT: '现场报告',
  INSTRUCTION: '指令',
  CORRECTION: '纠正指令',
  OBJECTION: '复议',
};
const NOTICES: Record<CaseView['notices'][number]['kind'], string> = {
  REFUSAL: '不予协同执行通知',
  CORRECTION: '补正通知',
};
const WARNINGS: Record<WarningCode, string> = {
  BEFORE_EFFECTIVE_DATE: '收到日期早于规定施行日（2018-05-14）。',
  GROUND_NOT_MET: '有事由经核对不符合，见“协同执行事由”。',
  OUT_OF_PROVINCE: '财产在外省，不属本省协同执行范围，可以办理事项委托。',
  FAR_PARTICIPANT: '有参与法院与执行法院相距较远。',
};
const CONCLUSIONS: Record<ConclusionGround, string> = {
  ALREADY_CLOSED: '执行案件已经办结',
  ALREADY_COLLABORATING: '已在协同执行',
};
const RUNGS: Record<Rung, string> = {
  'T-3': '届满前3个工作日',
  'T-1': '届满前1个工作日',
  T: '届满当日',
  OVERDUE: '逾期',
};
const LEAD_STATUSES: Record<LeadStatus, string> = {
  REGISTERED: '登记',
  VERIFYING: '核查',
  TRANSFERRED: '移送',
  UNFOUNDED: '不成立',
};
const LEVELS = { INFO: '通知', URGENT: '紧急', REMINDER: '提醒', OVERDUE: '逾期' };

const TITLES = {
  status: STATUS_TITLES as Record<CaseStatus, string>,
  route: ROUTES,
  origin: ORIGINS,
  close: CLOSE_OUTCOMES,
  conclusion: CONCLUSIONS,
  review: REVIEW_OUTCOMES,
  sensitivity: SENSITIVITIES,
  approval: APPROVALS,
  planStatus: PLAN_STATUSES,
  record: RECORD_KINDS,
  leadStatus: LEAD_STATUSES,
  notice: NOTICES,
  deadline: DEADLINE_TITLES,
  deadlineStatus: DEADLINE_STATUS_TITLES,
  warning: WARNINGS,
  rung: RUNGS,
  level: LEVELS,
  event: EVENT_TITLES,
  role: ROLE_TITLES,
} satisfies Record<string, Record<string, string>>;

export type TitleKind = keyof typeof TITLES;

/** The word for a code. A code that is newer than this console stands for itself. */
export function titleOf(language: Language, kind: TitleKind, code: string): string {
  if (kind === 'route' && language === 'en') return code.replace(/^ART/, 'Art. ');
  if (language === 'en') return code.startsWith('T') && kind === 'rung' ? code : humanise(code);
  const titles: Record<string, string> = TITLES[kind];
  return Object.hasOwn(titles, code) ? titles[code]! : code;
}

/** A role that a service named in Chinese. */
export function roleWord(language: Language, title: string): string {
  const role = Object.entries(ROLE_TITLES).find(([, known]) => known === title)?.[0];
  return role === undefined ? title : titleOf(language, 'role', role);
}

export const CASE_STATUSES = Object.keys(STATUS_TITLES) as CaseStatus[];

/** `长春市朝阳区人民法院（吉0104）`, by the name it has on that day, else the last it had. */
export function courtTitle(code: string, on: string): string {
  const record = courtByCode(code, on) ?? courtRecords().findLast((candidate) => candidate.code === code);
  return record ? `${record.name}（${code}）` : code;
}

/** `长春市朝阳区人民法院` without the province: on screen every court is one of Jilin. */
export function courtName(code: string, on: string): string {
  const record = courtByCode(code, on) ?? courtRecords().findLast((candidate) => candidate.code === code);
  return record ? record.name.replace(/^吉林省(?=..)(?!高级)/, '') : code;
}

export function groundText(code: string): string {
  return GROUNDS.find((ground) => ground.code === code)?.text ?? code;
}

type OfDeadline = Partial<Pick<CollaborationFacts['deadlines'][number], 'kind' | 'workdays'>>;

/** The setting of its own that some deadlines have under the same house rule. */
function settingOf({ kind, workdays }: OfDeadline): string | undefined {
  if (kind === 'CORRECTION_NOTICE') return 'correctionNoticeWorkdays';
  return kind === 'ACKNOWLEDGEMENT' && workdays === null ? 'urgentAcknowledgementMinutes' : undefined;
}

/** A deadline's authority in words, and whether it is law or only a house rule. */
export function authorityOf(authority: string, of: OfDeadline = {}): { law: boolean; text: string } {
  const article = /^Art\. (\d+)$/.exec(authority);
  if (article) return { law: true, text: `《细则》${articleName(Number(article[1]))}` };
  const own = settingOf(of);
  const rule =
    SETTINGS.find(({ id, houseRule }) => id === own && houseRule === authority) ??
    HOUSE_RULES.find(({ id }) => id === authority);
  if (rule) return { law: false, text: `${authority} ${rule.title}` };
  return { law: !/^HR-/.test(authority), text: authority };
}

/** `2018-09-20T15:20:00+08:00` → `2018-09-20 15:20`; instants are in the courts' zone already. */
export const shortTime = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

const WEEKDAYS = {
  zh: ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

/** @param day 1 Monday … 7 Sunday */
export const weekdayTitle = (language: Language, day: number): string => WEEKDAYS[language][day - 1] ?? '';

/** Yuan with separators; cents only where there are any. */
export const yuan = (amount: number): string =>
  amount.toLocaleString('zh-CN', { minimumFractionDigits: 0, maximumFractionDigits: 2 });
