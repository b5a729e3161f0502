/**
 * The house rules: every period and choice the Rule leaves open. None of this is law. Each is a setting that the
 * High Court enforcement bureau (Art. 19) may change; a case keeps the version it started with.
 */
export type CorrectionMode = 'restart' | 'pause' | 'none';

export type HouseRuleId =
  'HR-01' | 'HR-02' | 'HR-03' | 'HR-04' | 'HR-05' | 'HR-06' | 'HR-07' | 'HR-08' | 'HR-09' | 'HR-10' | 'HR-12';

export interface HouseRule {
  id: HouseRuleId;
  /** The article whose silence the setting fills. */
  article: string;
  title: string;
  /** Default number of working days. */
  workdays: number;
}

export const HOUSE_RULES: readonly HouseRule[] = [
  { id: 'HR-01', article: '第四条', title: '上级交办后作出协同决定', workdays: 10 },
  { id: 'HR-02', article: '第七条', title: '补正材料的补充期限', workdays: 5 },
  { id: 'HR-03', article: '第七条、第八条', title: '决定书送达、逐级转告', workdays: 2 },
  { id: 'HR-04', article: '第十条', title: '自行执行工作方案', workdays: 10 },
  { id: 'HR-05', article: '第八条', title: '层报', workdays: 5 },
  { id: 'HR-06', article: '第十一条', title: '协同执行工作方案审批', workdays: 10 },
  { id: 'HR-07', article: '第十四条', title: '扫描结果处置', workdays: 10 },
  { id: 'HR-08', article: '第十六条', title: '半年通报', workdays: 15 },
  { id: 'HR-09', article: '第八条', title: '受理', workdays: 1 },
  { id: 'HR-10', article: '第十二条', title: '指令签收', workdays: 1 },
  { id: 'HR-12', article: '第九条', title: '中院自办案件的审查', workdays: 10 },
];

export interface Settings {
  /** Version of the settings; 1 is what ships. */
  version: number;
  correctionMode: CorrectionMode;
  /** Working days of each numbered house rule. */
  workdays: Record<HouseRuleId, number>;
  /** Working days for the notice that a file is incomplete (first half of HR-02). */
  correctionNoticeWorkdays: number;
  /** Minutes to acknowledge an urgent instruction (HR-10). */
  urgentAcknowledgementMinutes: number;
  /** Distance in km from which drafting a court warns (Art. 5 (3) gives no figure). */
  farParticipantKm: number;
  /** Fewest attendees of a bureau meeting whose minutes count (Art. 11 gives none; by analogy with 执行规定第5条). */
  meetingAttendees: number;
  /** Whether what is overdue is told again every working day. Cases opened before this setting have none: told again. */
  overdueRepetition?: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  correctionMode: 'restart',
  workdays: Object.fromEntries(HOUSE_RULES.map((rule) => [rule.id, rule.workdays])) as Record<HouseRuleId, number>,
  correctionNoticeWorkdays: 2,
  urgentAcknowledgementMinutes: 30,
  farParticipantKm: 150,
  meetingAttendees: 3,
  overdueRepetition: true,
};

/** The one period the Rule itself gives: 10 working days, Arts. 7 and 8. Law, therefore not a setting. */
export const STATUTORY_REVIEW_WORKDAYS = 10;

/** Days in which an addressee may object to a correction order: 执行规定第72条, calendar days. Law, not a setting. */
export const OBJECTION_CALENDAR_DAYS = 5;

/** Identifies the text of the Rule a decision was made under; written into every ledger entry. */
export const RULE_SET = '吉高法〔2018〕45号';

/** Day the Rule took effect (Art. 19). */
export const EFFECTIVE_FROM = '2018-05-14';
