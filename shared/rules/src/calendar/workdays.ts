import type { CourtCode } from '../courts';
import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { addDays, weekday } from '../local-date';
import type { CalendarBook, CalendarYear } from './book';
import { yearEntry } from './book';
import type { CountedDay, DayExplanation } from './day';
import { dayIn, yearOf } from './day';
import { NATIONAL, regionsOf } from './regions';
import { statutoryDays } from './statutory';

export type { DayExplanation } from './day';

/** A counted period. `provisional` (暂定): it reaches days whose notice is not out. */
export interface WorkdayCount {
  days: LocalDate[];
  due: LocalDate;
  provisional: boolean;
  /** The calendars relied on, e.g. `national-2018@1 yanbian-2018@1`; `@0` marks a year not yet published. */
  calendar: string;
}

/** A longer period would leave every published calendar; the longest in the Rule or the house rules is 15. */
export const MAX_WORKDAYS = 400;

/** A day as it is counted, and the day after it once somebody has asked for it: the last day of all has none. */
interface Step extends CountedDay {
  next?: LocalDate;
}

/** What has been looked up in a book for one set of regions. Days are kept near its notices only, so that it stays small. */
interface Known {
  from: number;
  to: number;
  steps: Map<LocalDate, Step>;
  workdaysOf: Map<number, number>;
}

const known = new WeakMap<CalendarBook, Map<string, Known>>();

function knownOf(book: CalendarBook, regions: readonly string[]): Known {
  const ofBook = known.get(book) ?? new Map<string, Known>();
  known.set(book, ofBook);
  const key = regions.join();
  const years = book.years.map(({ year }) => year);
  const before = ofBook.get(key) ?? {
    from: Math.min(...years) - 1,
    to: Math.max(...years) + 1,
    steps: new Map<LocalDate, Step>(),
    workdaysOf: new Map<number, number>(),
  };
  ofBook.set(key, before);
  return before;
}

/** Days as a book explains them to courts of these regions, each looked up once: periods of a day's cases overlap. */
function stepsOf(book: CalendarBook, regions: readonly string[]): (date: LocalDate) => Step {
  const { from, to, steps } = knownOf(book, regions);
  return (date) => {
    const before = steps.get(date);
    if (before) return before;
    const step: Step = dayIn(book, regions, date);
    const year = yearOf(date);
    if (from <= year && year <= to) steps.set(date, step);
    return step;
  };
}

function following(date: LocalDate, step: Step): LocalDate {
  return (step.next ??= addDays(date, 1));
}

/** Whether a day is a working day for a court, and why. Throws COURT_UNKNOWN, VALIDATION (no such day). */
export function explainDay(book: CalendarBook, court: CourtCode, date: LocalDate): DayExplanation {
  return dayIn(book, regionsOf(court, book.territory), date).explained;
}

/**
 * Counts `count` working days after `from`; the day of receipt itself is never counted (民事诉讼法第85条), make-up days are.
 * The last counted day is the due day, so nothing is ever rolled over. Throws VALIDATION unless 1 ≤ count ≤ 400.
 */
export function countWorkdays(book: CalendarBook, court: CourtCode, from: LocalDate, count: number): WorkdayCount {
  if (!Number.isInteger(count) || count < 1 || count > MAX_WORKDAYS) {
    throw new RuleError('VALIDATION', `工作日数必须是1至${MAX_WORKDAYS}之间的整数。`);
  }
  const regions = regionsOf(court, book.territory);
  const days: LocalDate[] = [];
  const used = new Calendars(book, regions);
  const stepOf = stepsOf(book, regions);
  let provisional = false;
  for (let date = addDays(from, 1); ;) {
    const step = stepOf(date);
    used.see(date, step);
    provisional ||= step.missing !== undefined;
    if (step.explained.provisionalWorkday) {
      days.push(date);
      if (days.length === count) return { days, due: date, provisional, calendar: used.toString() };
    }
    date = following(date, step);
  }
}

/** The notices a count has relied on: those of its years, and those of other years that named one of its days. */
class Calendars {
  private readonly years = new Map<string, Map<number, number>>();
  private year = 0;

  constructor(
    private readonly book: CalendarBook,
    private readonly regions: readonly string[],
  ) {}

  see(date: LocalDate, { missing, named }: CountedDay): void {
    const year = yearOf(date);
    if (year !== this.year) {
      this.year = year;
      for (const region of this.regions) {
        const version = yearEntry(this.book, region, year)?.version;
        if (version !== undefined || region === NATIONAL) this.add(region, year, version ?? 0);
      }
    }
    if (missing !== undefined) this.add(missing, year, yearEntry(this.book, missing, year)?.version ?? 0);
    if (named) this.add(named.region, named.year, named.version);
  }

  toString(): string {
    return this.regions
      .flatMap((region) =>
        [...(this.years.get(region) ?? [])]
          .sort(([a], [b]) => a - b)
          .map(([year, version]) => `${region}-${year}@${version}`),
      )
      .join(' ');
  }

  private add(region: string, year: number, version: number): void {
    const ofRegion = this.years.get(region) ?? new Map<number, number>();
    this.years.set(region, ofRegion.set(year, version));
  }
}

/** Working days after `after` up to and including `upTo` (unpublished days counted Monday to Friday); 0 if not later. */
export function workdaysBetween(book: CalendarBook, court: CourtCode, after: LocalDate, upTo: LocalDate): number {
  if (upTo <= after) return 0;
  const regions = regionsOf(court, book.territory);
  const [first, last] = [yearOf(after), yearOf(upTo)];
  if (last - first < 2) return dayByDay(book, regions, after, upTo);
  let count = dayByDay(book, regions, after, newYearsEve(first));
  for (let year = first + 1; year < last; year += 1) count += workdaysOf(book, regions, year);
  return count + dayByDay(book, regions, newYearsEve(last - 1), upTo);
}

function newYearsEve(year: number): LocalDate {
  return `${String(year).padStart(4, '0')}-12-31`;
}

function dayByDay(book: CalendarBook, regions: readonly string[], after: LocalDate, upTo: LocalDate): number {
  const step = stepsOf(book, regions);
  let count = 0;
  for (let date = after; date < upTo;) {
    date = date === after ? addDays(after, 1) : following(date, step(date));
    if (step(date).explained.provisionalWorkday) count += 1;
  }
  return count;
}

/** Weekdays of a year less those its law or its notices make days off, with their make-up days: never day by day. */
function workdaysOf(book: CalendarBook, regions: readonly string[], year: number): number {
  const { workdaysOf: counts } = knownOf(book, regions);
  const before = counts.get(year);
  if (before !== undefined) return before;
  const near = book.years.filter((entry) => regions.includes(entry.region) && Math.abs(entry.year - year) <= 1);
  const named = near.flatMap((entry: CalendarYear) => [...entry.off, ...entry.makeup]);
  const special = new Set([...named, ...statutoryDays(year).keys()].filter((date) => yearOf(date) === year));
  let count = mondaysToFridays(year);
  for (const date of special) {
    count += Number(dayIn(book, regions, date).explained.provisionalWorkday) - Number(weekday(date) <= 5);
  }
  counts.set(year, count);
  return count;
}

function mondaysToFridays(year: number): number {
  const [first, last] = [weekday(`${newYearsEve(year).slice(0, 4)}-01-01`), weekday(newYearsEve(year))];
  // 52 whole weeks, then the one or two days more with which the year begins and ends.
  const more = first === last ? [first] : [first, last];
  return 260 + more.filter((day) => day <= 5).length;
}
