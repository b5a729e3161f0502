import { PERIODS, periodSettings } from './periods';
import type { HouseRuleId, Length, PeriodLength, Periods, PeriodSettingId } from './periods';

export type { HouseRuleId } from './periods';

/**
 * The house rules: every period and choice the Rule leaves open. None of this is law. Each is a setting that the
 * High Court enforcement bureau (Art. 19) may change; a case keeps the version it started with.
 */
export type CorrectionMode = 'restart' | 'pause' | 'none';

export interface HouseRule {
  id: HouseRuleId;
  title: string;
  /** Default number of working days. */
  workdays: number;
}

/** The house rules that are a number of working days. */
export const HOUSE_RULES: readonly HouseRule[] = houseRulesOf(PERIODS);

function houseRulesOf(periods: Periods): HouseRule[] {
  return periodSettings(periods)
    .flatMap(({ id, title, amount }) => (isHouseRule(id) ? [{ id, title, workdays: amount }] : []))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isHouseRule(id: PeriodSettingId): id is HouseRuleId {
  return id.startsWith('HR-');
}

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
  /** Minutes to answer an urgent report from the field (HR-10). Cases opened before this setting have no such clock. */
  urgentReportMinutes?: number;
  /** Distance in km from which drafting a court warns (Art. 5 (3) gives no figure). */
  farParticipantKm: number;
  /** Fewest attendees of a bureau meeting whose minutes count (Art. 11 gives none; by analogy with 执行规定第5条). */
  meetingAttendees: number;
  /** Whether what is overdue is told again every working day. Cases opened before this setting have none. */
  overdueRepetition?: boolean;
  /** How much distance, load and earlier drafts count in the advice whom to draft (Art. 5 (2), (3) give no measure). */
  allocationKmWeight?: number;
  allocationLoadWeight?: number;
  allocationLentWeight?: number;
}

const workdaysOf = (rules: readonly HouseRule[]) => Object.fromEntries(rules.map(({ id, workdays }) => [id, workdays]));

/** What ships where periods are as long as these. A house rule that none of them has is kept, for whoever reads it. */
export function defaultSettings(periods: Periods): Required<Settings> {
  return {
    version: 1,
    correctionMode: 'restart',
    workdays: { ...workdaysOf(HOUSE_RULES), ...workdaysOf(houseRulesOf(periods)) } as Record<HouseRuleId, number>,
    correctionNoticeWorkdays: periods.correctionNotice.length.amount,
    urgentAcknowledgementMinutes: periods.urgentAcknowledgement.length.amount,
    urgentReportMinutes: periods.urgentReport.length.amount,
    farParticipantKm: 150,
    meetingAttendees: 3,
    overdueRepetition: true,
    allocationKmWeight: 1,
    allocationLoadWeight: 1,
    allocationLentWeight: 1,
  };
}

export const DEFAULT_SETTINGS = defaultSettings(PERIODS);

/**
 * The settings a case counts by: those it started with or was told, and the default of whatever came to be a setting after
 * that.
 */
export function settingsOf(
  { settings }: { settings: Settings },
  shipped: Required<Settings> = DEFAULT_SETTINGS,
): Required<Settings> {
  return { ...shipped, ...settings, workdays: { ...shipped.workdays, ...settings.workdays } };
}

/** How long a period is under these settings; what the law gives is the same under all. */
export function lengthUnder(length: PeriodLength, settings: Settings): Length {
  if (length.by === 'law') return { amount: length.amount, unit: length.unit };
  const { id, amount, unit } = length;
  return { amount: (isHouseRule(id) ? settings.workdays[id] : settings[id]) ?? amount, unit };
}
