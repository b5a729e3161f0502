import { DEFAULT_SETTINGS, HOUSE_RULES } from '../house-rules';
import type { HouseRuleId, Settings } from '../house-rules';

/** Shown beside every setting, so that no house rule is taken for law. */
export const SETTING_NOTE = '设置，不是法律规定';

export type SettingId =
  | HouseRuleId
  | 'correctionMode'
  | 'correctionNoticeWorkdays'
  | 'urgentAcknowledgementMinutes'
  | 'farParticipantKm'
  | 'meetingAttendees'
  | 'overdueRepetition';

export type SettingValue = number | string | boolean;

/** What a value may be. Numbers are integers, bounds included. */
export type SettingRange =
  | { kind: 'integer'; min: number; max: number; unit: '工作日' | '分钟' | '公里' | '人' }
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
}

const WORKDAYS: SettingRange = { kind: 'integer', min: 1, max: 60, unit: '工作日' };

const ARTICLES_OF: Readonly<Record<HouseRuleId, readonly number[]>> = {
  'HR-01': [4],
  'HR-02': [7],
  'HR-03': [7, 8],
  'HR-04': [10],
  'HR-05': [8],
  'HR-06': [11],
  'HR-07': [14],
  'HR-08': [16],
  'HR-09': [8],
  'HR-10': [12],
  'HR-12': [9],
};

const PERIODS: readonly SettingDefinition[] = HOUSE_RULES.map(({ id, title }) => ({
  id,
  houseRule: id,
  articles: ARTICLES_OF[id],
  title,
  range: WORKDAYS,
  read: (settings) => settings.workdays[id],
}));

const OTHERS: readonly SettingDefinition[] = [
  {
    id: 'correctionNoticeWorkdays',
    houseRule: 'HR-02',
    articles: [7],
    title: '补正通知的期限',
    range: WORKDAYS,
    read: (settings) => settings.correctionNoticeWorkdays,
  },
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
    id: 'urgentAcknowledgementMinutes',
    houseRule: 'HR-10',
    articles: [12],
    title: '紧急指令的签收',
    range: { kind: 'integer', min: 5, max: 1440, unit: '分钟' },
    read: (settings) => settings.urgentAcknowledgementMinutes,
  },
  {
    id: 'farParticipantKm',
    houseRule: null,
    articles: [5],
    title: '调用法院距离过远的提示',
    range: { kind: 'integer', min: 1, max: 2000, unit: '公里' },
    read: (settings) => settings.farParticipantKm,
  },
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
    read: (settings) => settings.overdueRepetition ?? true,
  },
];

/** Everything that can be set, by house rule. */
export const SETTINGS: readonly SettingDefinition[] = [...PERIODS, ...OTHERS].sort((a, b) =>
  (a.houseRule ?? 'HR-99').localeCompare(b.houseRule ?? 'HR-99', 'en'),
);

/** A house rule that is a way of reading and has no value to set. */
export interface HouseReading {
  id: string;
  articles: readonly number[];
  title: string;
  reading: string;
}

/** HR-11 and the readings beside HR-07 and 暂定: rule/domain 1.3, 3.3, 3.5. */
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
      '放假安排尚未公布的年度，暂按周一至周五为工作日计算，标明“暂定”，并按该日提醒；未公布的放假和调休上班均不预先推测。调休上班可能使期限提前一至数日，公布后即重新计算并说明理由。',
  },
];

/** The value of every setting as it ships. */
export function defaultOf(setting: SettingDefinition): SettingValue {
  return setting.read(DEFAULT_SETTINGS);
}

/** A value in words: `10个工作日`, `30分钟`, `补齐后重新计算`. */
export function valueInWords({ range }: SettingDefinition, value: SettingValue): string {
  if (range.kind === 'choice') return range.options[String(value)] ?? String(value);
  if (range.kind === 'flag') return value ? '是' : '否';
  return `${String(value)}${range.unit === '工作日' ? '个工作日' : range.unit}`;
}
