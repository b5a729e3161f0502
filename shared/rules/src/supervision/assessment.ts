import type { CourtCode } from '../courts';
import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { addDays, addMonths } from '../local-date';
import { netAge } from '../period';
import type { Rate } from '../rate';
import { rate } from '../rate';
import type { CountedForAssessment } from './counted';
import type { DocketRow } from './docket-row';
import { exclusionSpans } from './docket-row';
import { mustCompleteState } from './figure-counts';
import { labelOf } from './figures';
import type { DaySpan } from './period';
import { halfYearDays, isWithinDays } from './period';

/** Art. 15 (2) for one deciding court, without limit of years. */
export interface MustComplete extends Rate {
  court: CourtCode;
  total: number;
  closed: number;
  revoked: number;
  /** Oldest receipt first. */
  outstanding: string[];
}

const ALL = 100;

/** What a court has to complete (Art. 15 (2)) as of a day; one that was revoked is nobody's merit and nobody's fault. */
export function mustComplete(
  court: CourtCode,
  collaborations: readonly CountedForAssessment[],
  on: LocalDate,
): MustComplete {
  const own = collaborations.filter(({ decidingCourt }) => decidingCourt === court);
  const states = own.map((collaboration) => mustCompleteState(collaboration, on));
  const count = (wanted: string) => states.filter((state) => state === wanted).length;
  const [closed, revoked, open] = [count('closed'), count('revoked'), count('outstanding')];
  const total = closed + revoked + open;
  const outstanding = outstandingOf(court, collaborations, on).map(labelOf);
  return { court, total, closed, revoked, outstanding, ...rate(closed, total - revoked, ALL) };
}

/** The collaborations a court has still to complete as of a day, oldest receipt first. */
export function outstandingOf<C extends CountedForAssessment>(
  court: CourtCode,
  collaborations: readonly C[],
  on: LocalDate,
): C[] {
  const place = (collaboration: C) => `${collaboration.receivedOn ?? ''} ${labelOf(collaboration)}`;
  return collaborations
    .filter((each) => each.decidingCourt === court && mustCompleteState(each, on) === 'outstanding')
    .sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Chinese, then English. */
type Words = readonly [chinese: string, english: string];

interface Indicator {
  title: Words;
  target: number;
  /** What is counted; a house definition. */
  numerator: Words;
  denominator: Words;
}

/**
 * The three 90 % and the 80 % (三个90%、一个80%) a court reports. Art. 15 names them only, and no official formula was
 * found: what is counted is the installation's own definition and is shown wherever the figure is.
 */
export const INDICATORS = {
  R1: {
    title: [
      '有财产可供执行案件法定期限内实际执结率',
      'Cases with property actually closed within the statutory period',
    ],
    target: 90,
    numerator: [
      '其中在净法定期限届满日前（含当日）以执行完毕、终结执行、销案、不予执行、驳回申请方式结案的',
      'of these, those closed by completion, termination, cancellation, refusal or dismissal by the net statutory day',
    ],
    denominator: [
      '净法定期限届满日在本期内的有财产可供执行首次执行案件，加上本期内提前结案的',
      'first executions with property whose net statutory day falls in the period, and those closed early in it',
    ],
  },
  R2: {
    title: [
      '无财产可供执行案件终结本次执行程序合格率',
      'Closings for lack of property (终本) that comply with the rules',
    ],
    target: 90,
    numerator: ['其中核查合格的', 'of these, those that passed the check'],
    denominator: [
      '本期核查的终结本次执行程序案件（全部或者抽样）',
      'such closings checked in the period, all or a sample',
    ],
  },
  R3: {
    title: ['执行信访案件办结率', 'Enforcement petitions disposed of'],
    target: 90,
    numerator: ['其中按期办结的', 'of these, those disposed of in time'],
    denominator: ['本期应当办结的执行信访案件', 'enforcement petitions due in the period'],
  },
  R4: {
    title: ['三年整体执结率', 'Overall closing rate over three years'],
    target: 80,
    numerator: [
      '三年内实际执结的和终结本次执行程序的',
      'actual closings and closings for lack of property in the three years',
    ],
    denominator: ['三年内受理的执行案件', 'enforcement cases accepted in the three years'],
  },
} as const satisfies Record<string, Indicator>;
export type IndicatorCode = keyof typeof INDICATORS;
export const INDICATOR_CODES = Object.keys(INDICATORS) as IndicatorCode[];

/** The verdict of an indicator: integers are compared, never the rounded display. @throws RuleError VALIDATION */
export function indicatorRate(code: IndicatorCode, numerator: number, denominator: number): Rate {
  if (numerator > denominator) throw new RuleError('VALIDATION', '分子不能大于分母。');
  return rate(numerator, denominator, INDICATORS[code].target);
}

/** The days of `2025`, `2025-H1` or `2025-H2`. @throws RuleError VALIDATION */
export function indicatorDays(period: string): DaySpan {
  if (!/^\d{4}$/.test(period)) return halfYearDays(period);
  return { first: `${period}-01-01`, last: halfYearDays(`${period}-H2`).last };
}

/** Months from docketing within which a case is to be executed; a house definition of R1, shown with the figure. */
const STATUTORY_MONTHS = 6;
/** Ways of closing that are an actual closing; 终本 is none. */
const ACTUAL: ReadonlySet<string> = new Set(['执行完毕', '终结执行', '销案', '不予执行', '驳回申请']);

export interface IndicatorCount {
  numerator: number;
  denominator: number;
}

/**
 * R1 worked out from the docket, to stand beside what was reported and never instead: of first executions with property
 * whose net statutory day falls in the period, and of those actually closed in it before that day, those closed in time.
 */
export function firstIndicatorOf(rows: Iterable<DocketRow>, days: DaySpan): IndicatorCount {
  const sum = { numerator: 0, denominator: 0 };
  for (const row of rows) countFirstIndicator(sum, row, days);
  return sum;
}

/** Adds one case of a docket to a sum, for a docket that is too long to be held. */
export function countFirstIndicator(sum: IndicatorCount, row: DocketRow, days: DaySpan): void {
  if (!row.has_property || row.type_code !== '执') return;
  const { excludedDays } = netAge({ filedOn: row.filing_date, exclusions: exclusionSpans(row, days.last) });
  const until = addDays(addMonths(row.filing_date, STATUTORY_MONTHS), excludedDays);
  const closedOn = row.close_mode !== null && ACTUAL.has(row.close_mode) ? row.close_date : null;
  const early = closedOn !== null && closedOn < until && isWithinDays(closedOn, days);
  if (!early && !isWithinDays(until, days)) return;
  sum.denominator += 1;
  if (closedOn !== null && closedOn <= until) sum.numerator += 1;
}
