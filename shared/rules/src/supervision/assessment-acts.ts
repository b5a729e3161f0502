import type { CourtCode, Tier } from '../courts';
import { codeOn, courtByCode, isWithin } from '../courts';
import { RuleError } from '../errors';
import { EFFECTIVE_FROM } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';
import type { Role } from '../vocabulary';
import type { IndicatorCode } from './assessment';
import { indicatorDays, indicatorRate } from './assessment';

interface Act {
  role: Role;
  /** The only tier whose people do it; absent: any. */
  tier?: Tier;
  /** What it is called, where it is listed and where it is refused. */
  title: string;
}

/** Who does what for the assessment of Art. 15. */
const ASSESSMENT_ACTS = {
  'quota.set': { role: 'commandDirector', tier: 'INTERMEDIATE', title: '确定年度协同执行案件数量' },
  'quota.approve': { role: 'president', tier: 'INTERMEDIATE', title: '批准年度协同执行案件数量' },
  'indicator.report': { role: 'assessor', title: '填报考核指标' },
  'staff.set': { role: 'assessor', title: '填报执行人员数' },
} as const satisfies Record<string, Act>;
export type AssessmentAct = keyof typeof ASSESSMENT_ACTS;
export const ASSESSMENT_TITLES = Object.fromEntries(
  Object.entries(ASSESSMENT_ACTS).map(([act, { title }]) => [act, title]),
) as Readonly<Record<AssessmentAct, string>>;

/** In which role people do it. */
export const assessmentRole = (act: AssessmentAct): Role => ASSESSMENT_ACTS[act].role;

export const MOST_CASES_A_YEAR = 9_999;
export const MOST_OFFICERS = 9_999;
/** Of cases in an indicator: more than a province has. */
export const MOST_COUNTED = 1_000_000_000;

interface Person {
  court: CourtCode;
  roles: readonly Role[];
}

/** Whether somebody may do it at all that day, for whichever court. Who was left under a court's earlier code only reads. */
export function mayAssess(act: AssessmentAct, { court, roles }: Person, on: LocalDate): boolean {
  const { role, tier }: Act = ASSESSMENT_ACTS[act];
  const own = courtByCode(court, on);
  return roles.includes(role) && own !== undefined && (tier === undefined || own.tier === tier);
}

/**
 * The court that an act is about, under its code of the day.
 * @param about a court at or below the person's own; the own one where none is named
 * @throws RuleError FORBIDDEN, COURT_UNKNOWN
 */
export function assessedCourt(act: AssessmentAct, person: Person, on: LocalDate, about = person.court): CourtCode {
  const { title } = ASSESSMENT_ACTS[act];
  if (!mayAssess(act, person, on)) throw new RuleError('FORBIDDEN', `当前账号无权${title}。`);
  const court = codeOn(about, on);
  if (!courtByCode(court, on)) throw new RuleError('COURT_UNKNOWN', `${on}没有代字为“${about}”的法院。`);
  if (!isWithin(court, person.court, on)) throw new RuleError('FORBIDDEN', `${about}不是本院或者辖区内的法院。`);
  return court;
}

/** @throws RuleError VALIDATION for a year before the Rule, or later than the next one */
export function checkQuotaYear(year: number, today: LocalDate): void {
  const [first, last] = [Number(EFFECTIVE_FROM.slice(0, 4)), Number(today.slice(0, 4)) + 1];
  if (!Number.isInteger(year) || year < first || year > last) {
    throw new RuleError('VALIDATION', `年度应在${first}年至${last}年之间。`);
  }
}

/** @throws RuleError VALIDATION for a period that is none or has not begun, and for a part that is larger than the whole */
export function checkIndicator({ period, code, numerator, denominator }: IndicatorReport, today: LocalDate): void {
  if (indicatorDays(period).first > today) throw new RuleError('VALIDATION', `${period}尚未开始。`);
  indicatorRate(code, numerator, denominator);
}

export interface IndicatorReport {
  period: string;
  code: IndicatorCode;
  numerator: number;
  denominator: number;
}
