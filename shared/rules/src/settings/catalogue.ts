import { DEFAULT_SETTINGS, lengthUnder, settingsOf } from '../house-rules';
import type { Settings } from '../house-rules';
import { PERIODS, periodSettings } from '../periods';
import type { Periods, PeriodSettingId, PeriodUnit } from '../periods';

/** Shown beside every setting, so that no house rule is taken for law. */
export const SETTING_NOTE = '设置，不是法律规定';

type AllocationWeight = 'allocationKmWeight' | 'allocationLoadWeight' | 'allocationLentWeight';

export type SettingId =
  PeriodSettingId | AllocationWeight | 'correctionMode' | 'farParticipantKm' | 'meetingAttendees' | 'overdueRepetition';

export type SettingValue = number | string | boolean;

/** What a value may be. Numbers are integers, bounds included. */
export type SettingRange =
  | { kind: 'integer'; min: number; max: number; unit: '工作日' | '自然日' | '分钟' | '公里' | '人' | '倍' }
  | { kind: 'choice'; options: Readonly<Record<string, string>> }
  | { kind: 'flag' };

/** One thing the High Court enforcement bureau (Art. 19) may set where the Rule is silent. */
export interface SettingDefinition {
  /** The name by which a change gives it. */
  id: SettingId;
  /** The house rule it belongs to; HR-02 and HR-10 have several parts. */
  houseRule: string | null;
  /** Articles whose silence it fills, in order. */
  articles: readonly number[];
  title: string;
  range: SettingRange;
  read(settings: Settings): SettingValue;
  /** Why nothing is counted by it yet; absent once something is. */
  notYet?: string;
}

const UNITS = { workday: '工作日', calendarDay: '自然日', minute: '分钟' } as const satisfies Record<
  PeriodUnit,
  string
>;

/** Until what they are for is there. */
const NOT_YET: Partial<Record<PeriodSettingId, string>> = {};

const lengthsOf = (periods: Periods): SettingDefinition[] =>
  periodSettings(periods).map((length) => {
    const { id, houseRule, articles, title, min, max, unit } = length;
    return {
      id,
      houseRule,
      articles,
      title,
      range: { kind: 'integer', min, max, unit: UNITS[unit] },
      read: (settings) => lengthUnder(length, settings).amount,
      ...(NOT_YET[id] === undefined ? {} : { notYet: NOT_YET[id] }),
    };
  });

const weight = (id: AllocationWeight, title: string): SettingDefinition => ({
  id,
  houseRule: null,
  articles: [5],
  title,
  range: { kind: 'integer', min: 0, max: 10, unit: '倍' },
  read: (settings) => settingsOf({ settings })[id],
});

const OTHERS: readonly SettingDefinition[] = [
  {
    id: 'correctionMode',
    houseRule: 'HR-02',
    articles: [7],
    title: '补正期间审查期限的计算',
    range: {
      kind: 'choice',
      options: { restart: '补齐后重新计算', pause: '补正期间停止计算', none: '补正不影响审查期限' },
    },
    read: (settings) => settings.correctionMode,
  },
  {
    id: 'farParticipantKm',
    houseRule: null,
    articles: [5],
    title: '调用法院距离过远的提示',
    range: { kind: 'integer', min: 1, max: 2000, unit: '公里' },
    read: (settings) => settings.farParticipantKm,
  },
  weight('allocationKmWeight', '调用建议中距离的权重'),
  weight('allocationLoadWeight', '调用建议中人均未结案件的权重'),
  weight('allocationLentWeight', '调用建议中近三十日被抽调次数的权重'),
  {
    id: 'meetingAttendees',
    houseRule: null,
    articles: [11],
    title: '局务会最少参加人数',
    range: { kind: 'integer', min: 3, max: 50, unit: '人' },
    read: (settings) => settings.meetingAttendees,
  },
  {
    id: 'overdueRepetition',
    houseRule: null,
    articles: [7, 8],
    title: '逾期后每个工作日再次提醒',
    range: { kind: 'flag' },
    read: (settings) => settingsOf({ settings }).overdueRepetition,
  },
];

/** Everything that can be set, by house rule; of one rule the setting that bears its name comes first. */
export function catalogueOf(periods: Periods): SettingDefinition[] {
  return [...lengthsOf(periods), ...OTHERS].sort((a, b) => {
    const [one, other] = [a.houseRule ?? 'HR-99', b.houseRule ?? 'HR-99'];
    return one === other ? Number(b.id === other) - Number(a.id === one) : one < other ? -1 : 1;
  });
}

/** Those of the jurisdiction in force. */
export const SETTINGS: readonly SettingDefinition[] = catalogueOf(PERIODS);

/** A house rule that is a way of reading and has no value to set. */
export interface HouseReading {
  id: string;
  articles: readonly number[];
  title: string;
  reading: string;
}

/** How the Rule is read where it is silent and nothing can be set. */
export const HOUSE_READINGS: readonly HouseReading[] = [
  {
    id: 'HR-11',
    articles: [3],
    title: '扣除期间的计算',
    reading:
      '各段扣除期间自起日的次日计至止日；重叠的部分只扣一次，不重复相加；净龄届满日遇休息日、节假日不顺延，自其次日起为满2年。',
  },
  {
    id: '暂定',
    articles: [7, 8],
    title: '日历尚未公布年度的期限',
    reading:
      '放假安排尚未公布的年度，法定节日依《全国年节及纪念日放假办法》放假，其余周一至周五为工作日，标明“暂定”，并按该日提醒；通知另行安排的放假和调休上班均不预先推测。暂定期限届满不认定逾期。调休上班可能使期限提前一至数日，公布后即重新计算并说明理由。',
  },
];

/** The value of every setting as it ships. */
export function defaultOf(setting: SettingDefinition, shipped: Settings = DEFAULT_SETTINGS): SettingValue {
  return setting.read(shipped);
}

/** A value in words: `10个工作日`, `30分钟`, `补齐后重新计算`. */
export function valueInWords({ range }: SettingDefinition, value: SettingValue): string {
  if (range.kind === 'choice') return range.options[String(value)] ?? String(value);
  if (range.kind === 'flag') return value ? '是' : '否';
  return `${String(value)}${range.unit === '工作日' ? '个工作日' : range.unit}`;
}
