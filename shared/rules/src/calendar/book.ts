import shipped from '../data/calendar.json';
import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { isLocalDate } from '../local-date';
import type { Territory } from './regions';
import { knownRegions } from './regions';

/** One published year of one region. `version` starts at 1 (shipped) and grows with each later notice. */
export interface CalendarYear {
  region: string;
  year: number;
  /** Days off, weekends inside a holiday included. */
  off: LocalDate[];
  /** 调休 working days on weekends. */
  makeup: LocalDate[];
  version: number;
  notice: string;
  /** Those of `off` that are emergency closures and not in the notice. */
  closed?: LocalDate[] | undefined;
  /** Only closures are entered: the notice of the region's own days is not out, and what reaches those stays 暂定. */
  onlyClosures?: boolean | undefined;
  /** What the notice itself calls some of its days, by date. */
  names?: Readonly<Record<LocalDate, string>> | undefined;
}

/** All published years. Of several entries for one region and year, the last one counts. */
export interface CalendarBook {
  years: CalendarYear[];
  /** Whose courts keep it; absent: those of the territory in force. */
  territory?: Territory;
}

export const SHIPPED_CALENDAR: CalendarBook = shipped;

/**
 * What shipped when cases were not yet told their whole calendar: such a case counts by it for ever, or a later release
 * would count it otherwise in silence. A test keeps it as it is.
 */
export const FIRST_EDITION: CalendarBook = {
  years: SHIPPED_CALENDAR.years.filter(({ year, version }) => year <= 2026 && version === 1),
};

/** The calendar in force in an installation: what ships, with every year published there laid over it. */
export function bookWith(published: readonly CalendarYear[]): CalendarBook {
  return published.reduce(withCalendarYear, SHIPPED_CALENDAR);
}

/**
 * Every year a new case has to know: all that was published, and what ships from the year before the first day it counts
 * from. Names of shipped days are left to whoever explains them, so that events stay small.
 */
export function calendarFor(published: readonly CalendarYear[], from: LocalDate): CalendarYear[] {
  const first = Number(from.slice(0, 4)) - 1;
  const replaced = ({ region, year }: CalendarYear) => yearEntry({ years: [...published] }, region, year) !== undefined;
  const under = SHIPPED_CALENDAR.years.filter((entry) => entry.year >= first && !replaced(entry));
  return [...under.map(({ names: _, ...entry }) => entry), ...published];
}

/** The entry in force for a region and year; undefined while that year is unpublished. */
export function yearEntry(book: CalendarBook, region: string, year: number): CalendarYear | undefined {
  for (let i = book.years.length - 1; i >= 0; i -= 1) {
    const entry = book.years[i];
    if (entry?.year === year && entry.region === region) return entry;
  }
  return undefined;
}

/** Whether the notice itself is entered, and not only closures that came before it. */
export function hasNotice(book: CalendarBook, region: string, year: number): boolean {
  const entry = yearEntry(book, region, year);
  return entry !== undefined && entry.onlyClosures !== true;
}

/** The version a newly published entry for this region and year has to carry. */
export function nextVersion(book: CalendarBook, region: string, year: number): number {
  return (yearEntry(book, region, year)?.version ?? 0) + 1;
}

/**
 * Refuses (VALIDATION) an entry no notice could contain: unknown region, days that do not exist, a day both off and make-up,
 * days of a year that is not adjacent. Adjacent days are real: the notice for 2019 made 2018-12-29 a working Saturday.
 */
export function checkCalendarYear(
  entry: Pick<CalendarYear, 'region' | 'year' | 'off' | 'makeup'>,
  territory?: Territory,
): void {
  const known = knownRegions(territory);
  const refuse = (message: string): never => {
    throw new RuleError('VALIDATION', message);
  };
  if (!known.includes(entry.region)) refuse(`日历地区“${entry.region}”无效，可用：${known.join('、')}。`);
  if (!Number.isInteger(entry.year) || entry.year < 1949 || entry.year > 2999) refuse('日历年份无效。');
  for (const date of [...entry.off, ...entry.makeup]) {
    if (!isLocalDate(date)) refuse(`日历中的日期“${String(date)}”无效。`);
    if (Math.abs(Number(date.slice(0, 4)) - entry.year) > 1) refuse(`日期${date}不属于${entry.year}年的放假安排。`);
  }
  const both = entry.off.find((date) => entry.makeup.includes(date));
  if (both !== undefined) refuse(`${both}不能既是放假日又是调休上班日。`);
}

/** A new book in which `year` takes the place of any earlier entry for its region and year. Throws VALIDATION. */
export function withCalendarYear(book: CalendarBook, year: CalendarYear): CalendarBook {
  checkCalendarYear(year, book.territory);
  const others = book.years.filter((entry) => entry.region !== year.region || entry.year !== year.year);
  return { ...book, years: [...others, year] };
}
