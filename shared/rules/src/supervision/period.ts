import type { CalendarBook } from '../calendar';
import { countWorkdays } from '../calendar';
import type { CourtCode } from '../courts';
import { RuleError } from '../errors';
import { EFFECTIVE_FROM } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';

/** A half-year of Art. 16: `2024-H1`. The first begins with the Rule, on 2018-05-14. */
export type HalfYear = string;

export interface DaySpan {
  /** Both ends inclusive. */
  first: LocalDate;
  last: LocalDate;
}

const HALVES: Readonly<Record<string, { first: string; last: string }>> = {
  H1: { first: '01-01', last: '06-30' },
  H2: { first: '07-01', last: '12-31' },
};

/** The days of a half-year. @throws RuleError VALIDATION for text of another form and for one before the Rule */
export function halfYearDays(period: HalfYear): DaySpan {
  const [, year = '', half = ''] = /^(\d{4})-(H[12])$/.exec(period) ?? [];
  const days = HALVES[half];
  if (!days) throw new RuleError('VALIDATION', `“${String(period).slice(0, 20)}”不是半年，应写作2024-H1、2024-H2。`);
  const last = `${year}-${days.last}`;
  if (last < EFFECTIVE_FROM) throw new RuleError('VALIDATION', `${period}在本规定施行（${EFFECTIVE_FROM}）之前。`);
  const first = `${year}-${days.first}`;
  return { first: first < EFFECTIVE_FROM ? EFFECTIVE_FROM : first, last };
}

/** 2024-H1 → 2024年上半年. */
export const halfYearInWords = (period: HalfYear): string =>
  `${period.slice(0, 4)}年${period.endsWith('H1') ? '上' : '下'}半年`;

/** The half-year in which a day lies. */
export function halfYearOf(date: LocalDate): HalfYear {
  return `${date.slice(0, 4)}-${date.slice(5) <= '06-30' ? 'H1' : 'H2'}`;
}

/** The half-year before one. */
export function halfYearBefore(period: HalfYear): HalfYear {
  const year = Number(period.slice(0, 4));
  return period.endsWith('H2') ? `${year}-H1` : `${year - 1}-H2`;
}

/** When a court's bulletin is due (HR-08): so many working days after the last day of its period. */
export function bulletinDue(book: CalendarBook, court: CourtCode, period: HalfYear, workdays: number) {
  return countWorkdays(book, court, halfYearDays(period).last, workdays);
}

export const isWithinDays = (date: LocalDate | null | undefined, { first, last }: DaySpan): boolean =>
  date !== null && date !== undefined && first <= date && date <= last;
