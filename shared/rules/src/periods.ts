import type { DeadlineKind } from './vocabulary';

/** What a period is counted in. `workday`: by the calendar of the court that must act; the day of the event is not counted. */
export type PeriodUnit = 'workday' | 'calendarDay' | 'minute';

export interface Length {
  amount: number;
  unit: PeriodUnit;
}

/** A length that the Rule or another enactment gives. */
export interface StatutoryLength extends Length {
  by: 'law';
}

/** A length that fills the Rule's silence: a setting with its default, never law. */
export interface SettingLength<Id extends string = string> extends Length {
  by: 'setting';
  /** The name by which a change of the settings gives it. */
  id: Id;
  /** The house rule it belongs to; HR-02 and HR-10 have two parts. */
  houseRule: string;
  title: string;
  /** Bounds of what may be set, inclusive. */
  min: number;
  max: number;
}

export const statute = (amount: number, unit: PeriodUnit): StatutoryLength => ({ by: 'law', amount, unit });

/** Working days that a numbered house rule gives. */
export const houseRule = <Id extends `HR-${string}`>(id: Id, amount: number, title: string): SettingLength<Id> => ({
  by: 'setting',
  id,
  houseRule: id,
  title,
  amount,
  unit: 'workday',
  min: 1,
  max: 60,
});

/** One period. `Id`: what its length may be a setting of. */
export interface PeriodRow<Id extends string = string> {
  kind: DeadlineKind;
  /** What it rests on, as its deadlines say. */
  authority: string;
  /** Articles under which it runs, in order. */
  articles: readonly number[];
  length: StatutoryLength | SettingLength<Id>;
}

const REVIEW = statute(10, 'workday');
const SERVICE = houseRule('HR-03', 2, '决定书送达、逐级转告');

/** Every period of the Rule: what it is for, what it rests on, how long it is. */
export const PERIODS = {
  orderedReview: {
    kind: 'REVIEW',
    authority: 'HR-01',
    articles: [4],
    length: houseRule('HR-01', 10, '上级交办后作出协同决定'),
  },
  review: { kind: 'REVIEW', authority: 'Art. 7', articles: [7], length: REVIEW },
  correctionNotice: {
    kind: 'CORRECTION_NOTICE',
    authority: 'HR-02',
    articles: [7],
    length: { ...houseRule('HR-02', 2, '补正通知的期限'), id: 'correctionNoticeWorkdays' },
  },
  supplement: {
    kind: 'SUPPLEMENT',
    authority: 'HR-02',
    articles: [7],
    length: houseRule('HR-02', 5, '补正材料的补充期限'),
  },
  forward: { kind: 'FORWARD', authority: 'HR-05', articles: [8], length: houseRule('HR-05', 5, '层报') },
  acceptance: { kind: 'ACCEPTANCE', authority: 'HR-09', articles: [8], length: houseRule('HR-09', 1, '受理') },
  highReview: { kind: 'REVIEW', authority: 'Art. 8', articles: [8], length: REVIEW },
  service: { kind: 'SERVICE', authority: 'HR-03', articles: [7, 8], length: SERVICE },
  relayNotice: { kind: 'RELAY_NOTICE', authority: 'HR-03', articles: [8], length: SERVICE },
  ownReview: {
    kind: 'REVIEW',
    authority: 'HR-12',
    articles: [9],
    length: houseRule('HR-12', 10, '中院自办案件的审查'),
  },
  selfExecutionPlan: {
    kind: 'SELF_EXECUTION_PLAN',
    authority: 'HR-04',
    articles: [10],
    length: houseRule('HR-04', 10, '自行执行工作方案'),
  },
  plan: { kind: 'PLAN', authority: 'HR-06', articles: [11], length: houseRule('HR-06', 10, '协同执行工作方案审批') },
  acknowledgement: {
    kind: 'ACKNOWLEDGEMENT',
    authority: 'HR-10',
    articles: [12],
    length: houseRule('HR-10', 1, '指令签收'),
  },
  urgentAcknowledgement: {
    kind: 'ACKNOWLEDGEMENT',
    authority: 'HR-10',
    articles: [12],
    length: {
      ...houseRule('HR-10', 30, '紧急指令的签收'),
      id: 'urgentAcknowledgementMinutes',
      unit: 'minute',
      min: 5,
      max: 1440,
    },
  },
  urgentReport: {
    kind: 'URGENT_REPORT',
    authority: 'HR-10',
    articles: [12],
    length: {
      ...houseRule('HR-10', 30, '紧急报告的研判'),
      id: 'urgentReportMinutes',
      unit: 'minute',
      min: 5,
      max: 1440,
    },
  },
  objection: { kind: 'OBJECTION', authority: '执行规定第72条', articles: [12], length: statute(5, 'calendarDay') },
  scanDisposition: {
    kind: 'SCAN_DISPOSITION',
    authority: 'HR-07',
    articles: [14],
    length: houseRule('HR-07', 10, '扫描结果处置'),
  },
  bulletin: { kind: 'BULLETIN', authority: 'HR-08', articles: [16], length: houseRule('HR-08', 15, '半年通报') },
} as const satisfies Readonly<Record<string, PeriodRow>>;

type SettingOf<P> = P extends { length: { by: 'setting'; id: infer Id } } ? Id : never;
/** The settings that are the length of a period. */
export type PeriodSettingId = SettingOf<(typeof PERIODS)[keyof typeof PERIODS]>;
export type HouseRuleId = Extract<PeriodSettingId, `HR-${string}`>;

/** A period as some jurisdiction has it. */
export type Period = PeriodRow<PeriodSettingId>;
/** The periods a jurisdiction has to give: what they are is the procedure, how long they are is its own. */
export type Periods = Readonly<Record<keyof typeof PERIODS, Period>>;

/** Every period, as rows that all look the same. */
export const PERIOD_ROWS: readonly PeriodRow[] = Object.values(PERIODS);

/** The length of some period. */
export type PeriodLength = StatutoryLength | SettingLength<PeriodSettingId>;

type PeriodSetting = SettingLength<PeriodSettingId> & { articles: readonly number[] };

/** Each setting that is a length, once, with every article whose silence it fills. Periods that share one are as long. */
export function periodSettings(periods: Periods): PeriodSetting[] {
  const settings = new Map<PeriodSettingId, PeriodSetting>();
  for (const { length, articles } of Object.values(periods)) {
    if (length.by === 'law') continue;
    const { id, amount } = length;
    const before = settings.get(id);
    if (before && before.amount !== amount) throw new Error(`${id} is ${before.amount} and ${amount}`);
    const all = new Set([...(before?.articles ?? []), ...articles]);
    settings.set(id, { ...length, articles: [...all].sort((a, b) => a - b) });
  }
  return [...settings.values()];
}

/** A length in words: `10个工作日`. */
export function lengthInWords({ amount, unit }: Length): string {
  switch (unit) {
    case 'workday':
      return `${amount}个工作日`;
    case 'calendarDay':
      return `${amount}日（自然日）`;
    case 'minute':
      return `${amount}分钟`;
  }
}
