import type { CaseView } from '@xiezhi/contracts/views';
import {
  BATCH_STATUSES,
  articleName,
  BULLETIN_STATUSES,
  CASE_STAGES,
  CASE_STATUSES,
  CLOCK_KINDS,
  CLOCK_RUNGS,
  CLOSE_OUTCOMES,
  CONCLUSION_GROUNDS,
  courtEver,
  localCourtName,
  DEADLINE_KINDS,
  DEADLINE_STATUSES,
  DISPOSITIONS,
  EVENT_TITLES,
  GROUNDS,
  isIn,
  LEAD_STATUSES,
  NOTICE_KINDS,
  OBJECTION_OUTCOMES,
  OPINIONS,
  ORIGINS,
  PARTY_KINDS,
  PARTY_SIDES,
  PERIOD_ROWS,
  PLAN_APPROVALS,
  PLAN_SECTION_WORDS,
  PLAN_STEP_OUTCOMES,
  RECORD_KINDS,
  REVIEW_OUTCOMES,
  ROLES,
  ROUTES,
  RUNGS,
  SCAN_LISTS,
  SENSITIVITIES,
  WARNINGS,
  words,
  type CollaborationFacts,
  type Words,
} from '@xiezhi/rules';
import { humanise, type Language } from './language';

const PLAN_STATUSES: Words<NonNullable<CaseView['plan']>['status']> = words({
  DRAFT: ['待批', 'Draft'],
  BUREAU_APPROVED: ['局务会已通过', 'Bureau approved'],
  APPROVED: ['已批准', 'Approved'],
  REJECTED: ['未通过', 'Rejected'],
  RETURNED: ['退回修改', 'Returned'],
  OUTDATED: ['需要重新制定', 'Outdated'],
});
const LEVELS = words({
  INFO: ['通知', 'Info'],
  URGENT: ['紧急', 'Urgent'],
  REMINDER: ['提醒', 'Reminder'],
  OVERDUE: ['逾期', 'Overdue'],
});
/** What a case's record calls its entries is Chinese only: in English they go by the names of their codes. */
const EVENTS: Words = Object.fromEntries(
  Object.entries(EVENT_TITLES).map(([event, title]) => [event, [title, humanise(event)]]),
);

const TITLES = {
  status: CASE_STATUSES,
  stage: CASE_STAGES,
  route: ROUTES,
  origin: ORIGINS,
  side: PARTY_SIDES,
  partyKind: PARTY_KINDS,
  close: CLOSE_OUTCOMES,
  conclusion: CONCLUSION_GROUNDS,
  review: REVIEW_OUTCOMES,
  opinion: OPINIONS,
  sensitivity: SENSITIVITIES,
  approval: PLAN_APPROVALS,
  verdict: PLAN_STEP_OUTCOMES,
  planStatus: PLAN_STATUSES,
  planSection: PLAN_SECTION_WORDS,
  record: RECORD_KINDS,
  objection: OBJECTION_OUTCOMES,
  leadStatus: LEAD_STATUSES,
  notice: NOTICE_KINDS,
  deadline: DEADLINE_KINDS,
  deadlineStatus: DEADLINE_STATUSES,
  warning: WARNINGS,
  rung: RUNGS,
  clock: CLOCK_KINDS,
  clockRung: CLOCK_RUNGS,
  level: LEVELS,
  event: EVENTS,
  role: ROLES,
  batch: BATCH_STATUSES,
  scanList: SCAN_LISTS,
  disposition: DISPOSITIONS,
  bulletin: BULLETIN_STATUSES,
} satisfies Record<string, Words>;

export type TitleKind = keyof typeof TITLES;

/** A word in the reader's language. */
export const wordIn = (language: Language, [chinese, english]: readonly [string, string]): string =>
  language === 'en' ? english : chinese;

/** The word for a code. A code that is newer than this console stands for itself. */
export function titleOf(language: Language, kind: TitleKind, code: string): string {
  const list: Words = TITLES[kind];
  if (isIn(list, code)) return wordIn(language, list[code]!);
  return language === 'en' ? humanise(code) : code;
}

/** The codes of a list as choices, in their order. */
export function choicesIn(language: Language, list: Words): { value: string; label: string }[] {
  return Object.entries(list).map(([value, pair]) => ({ value, label: wordIn(language, pair) }));
}

/** `长春市朝阳区人民法院（吉0104）`, by the name it has on that day, else the last it had. */
export function courtTitle(code: string, on: string): string {
  const record = courtEver(code, on);
  return record ? `${record.name}（${code}）` : code;
}

/** `长春市朝阳区人民法院` without the province: on screen every court is one of it. */
export function courtName(code: string, on: string): string {
  const record = courtEver(code, on);
  return record ? localCourtName(record.name) : code;
}

export function groundText(code: string): string {
  return GROUNDS.find((ground) => ground.code === code)?.text ?? code;
}

type OfDeadline = Partial<Pick<CollaborationFacts['deadlines'][number], 'kind' | 'workdays'>>;

/** The title of the setting that such a deadline is counted by; of a house rule alone, of the one that bears its name. */
function settingTitle(authority: string, { kind, workdays }: OfDeadline): string | undefined {
  const unit = workdays === null ? 'minute' : 'workday';
  const lengths = PERIOD_ROWS.filter((row) => row.authority === authority).map((row) => ({
    ...row.length,
    kind: row.kind,
  }));
  const settings = lengths.flatMap((length) => (length.by === 'setting' ? [length] : []));
  const own = settings.find((length) => length.kind === kind && length.unit === unit);
  return (own ?? settings.find(({ id }) => id === authority))?.title;
}

/** A deadline's authority in words, and whether it is law or only a house rule. */
export function authorityOf(authority: string, of: OfDeadline = {}): { law: boolean; text: string } {
  const article = /^Art\. (\d+)$/.exec(authority);
  if (article) return { law: true, text: `《细则》${articleName(Number(article[1]))}` };
  const title = settingTitle(authority, of);
  if (title !== undefined) return { law: false, text: `${authority} ${title}` };
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

const MYRIAD = 10_000;

/** `1286000` → `128.6万元`; undefined where no unit makes it shorter. */
export function amountInWords(amount: number, language: Language): string | undefined {
  if (amount < MYRIAD) return undefined;
  const read = (unit: number, word: string) => {
    const figure = (amount / unit).toLocaleString('zh-CN', { maximumFractionDigits: 10 });
    return language === 'en' ? `${figure} ${word}` : `${figure}${word}`;
  };
  if (language === 'en') return amount < 1_000_000 ? undefined : read(1_000_000, 'million yuan');
  return amount < MYRIAD * MYRIAD ? read(MYRIAD, '万元') : read(MYRIAD * MYRIAD, '亿元');
}
