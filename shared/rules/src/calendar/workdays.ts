import type { CourtCode } from '../courts';
import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { addDays, weekday } from '../local-date';
import type { CalendarBook, CalendarYear } from './book';
import { NATIONAL, regionName, regionsOf, yearEntry } from './book';
import { holidayName } from './holiday-names';

/** What a day is for a court, and why. */
export interface DayExplanation {
  date: LocalDate;
  /** null: the national calendar of that year is not published. */
  workday: boolean | null;
  /** In Chinese, for display. */
  reason: string;
  /** How the day is counted for now: `workday` where known, else Monday to Friday. */
  provisionalWorkday: boolean;
  /** The calendar that decided, and its version; version null when none is published. */
  region: string;
  version: number | null;
}

/** A counted period. `provisional` (暂定): some counted day has no published calendar yet. */
export interface WorkdayCount {
  days: LocalDate[];
  due: LocalDate;
  provisional: boolean;
  /** The calendars relied on, e.g. `national-2018@1 yanbian-2018@1`; `@0` marks a year not yet published. */
  calendar: string;
}

/** A longer period would leave every published calendar; the longest in the Rule or the house rules is 15. */
export const MAX_WORKDAYS = 400;

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/**
 * A day whose national notice is not out is counted Monday to Friday and marked 暂定 (rule/domain 3.5). That reading
 * foresees neither holidays, which would move a due day back, nor make-up Saturdays and Sundays, which could bring it
 * forward: nobody can act by a guess. Reminders go by the provisional day; the notice, once published, recomputes it.
 */
function provisionally(date: LocalDate): boolean {
  return weekday(date) <= 5;
}

/** The entry that names a day. A year's own notice speaks before its neighbours', which may name days across New Year. */
function naming(
  book: CalendarBook,
  region: string,
  date: LocalDate,
): { entry: CalendarYear; off: boolean } | undefined {
  const year = Number(date.slice(0, 4));
  for (const y of [year, year + 1, year - 1]) {
    const entry = yearEntry(book, region, y);
    if (entry?.off.includes(date)) return { entry, off: true };
    if (entry?.makeup.includes(date)) return { entry, off: false };
  }
  return undefined;
}

function explainIn(book: CalendarBook, regions: readonly string[], date: LocalDate): DayExplanation {
  const year = Number(date.slice(0, 4));
  const day = weekday(date);
  for (const region of [...regions].reverse()) {
    const named = naming(book, region, date);
    if (!named) continue;
    const { entry, off } = named;
    const occasion = region === NATIONAL ? holidayName(date) : region === 'yanbian' ? '州庆' : '';
    const source = region === NATIONAL ? '国务院办公厅通知' : `${regionName(region)}通知`;
    const rest = entry.closed?.includes(date) ? '临时停止办公' : `${occasion}放假（${source}）`;
    return {
      date,
      workday: !off,
      reason: off ? rest : `调休上班（${source}）`,
      provisionalWorkday: !off,
      region,
      version: entry.version,
    };
  }
  const published = yearEntry(book, NATIONAL, year);
  const ordinary = provisionally(date);
  if (!published) {
    const reason = `${year}年日历尚未公布，暂按周${WEEKDAYS[day - 1]}${ordinary ? '工作日' : '休息日'}计`;
    return { date, workday: null, reason, provisionalWorkday: ordinary, region: NATIONAL, version: null };
  }
  return {
    date,
    workday: ordinary,
    reason: ordinary ? '工作日' : `周${WEEKDAYS[day - 1]}休息`,
    provisionalWorkday: ordinary,
    region: NATIONAL,
    version: published.version,
  };
}

/** A day as it is counted, and the day after it once somebody has asked for it: the last day of all has none. */
interface Step {
  explained: DayExplanation;
  next?: LocalDate;
}

const known = new WeakMap<CalendarBook, Map<string, Map<LocalDate, Step>>>();

/** Days as a book explains them to courts of these regions, each looked up once: periods of a day's cases overlap. */
function stepsOf(book: CalendarBook, regions: readonly string[]): (date: LocalDate) => Step {
  const ofBook = known.get(book) ?? new Map<string, Map<LocalDate, Step>>();
  known.set(book, ofBook);
  const key = regions.join();
  const steps = ofBook.get(key) ?? new Map<LocalDate, Step>();
  ofBook.set(key, steps);
  return (date) => {
    const before = steps.get(date);
    if (before) return before;
    const step: Step = { explained: explainIn(book, regions, date) };
    steps.set(date, step);
    return step;
  };
}

function following(date: LocalDate, step: Step): LocalDate {
  return (step.next ??= addDays(date, 1));
}

/** Whether a day is a working day for a court, and why. Throws COURT_UNKNOWN, VALIDATION (no such day). */
export function explainDay(book: CalendarBook, court: CourtCode, date: LocalDate): DayExplanation {
  return explainIn(book, regionsOf(court), date);
}

/**
 * Counts `count` working days after `from`; the day of receipt itself is never counted (民事诉讼法第85条), make-up days are.
 * The last counted day is the due day, so nothing is ever rolled over. Throws VALIDATION unless 1 ≤ count ≤ 400.
 */
export function countWorkdays(book: CalendarBook, court: CourtCode, from: LocalDate, count: number): WorkdayCount {
  if (!Number.isInteger(count) || count < 1 || count > MAX_WORKDAYS) {
    throw new RuleError('VALIDATION', `工作日数必须是1至${MAX_WORKDAYS}之间的整数。`);
  }
  const regions = regionsOf(court);
  const days: LocalDate[] = [];
  const years = new Set<number>();
  const step = stepsOf(book, regions);
  let provisional = false;
  for (let date = addDays(from, 1); ; date = following(date, step(date))) {
    const { explained } = step(date);
    years.add(Number(date.slice(0, 4)));
    if (explained.provisionalWorkday) {
      days.push(date);
      provisional ||= explained.workday === null;
      if (days.length === count) return { days, due: date, provisional, calendar: calendarsUsed(book, regions, years) };
    }
  }
}

function calendarsUsed(book: CalendarBook, regions: readonly string[], years: ReadonlySet<number>): string {
  const used: string[] = [];
  for (const region of regions) {
    for (const year of years) {
      const version = yearEntry(book, region, year)?.version;
      if (version !== undefined || region === NATIONAL) used.push(`${region}-${year}@${version ?? 0}`);
    }
  }
  return used.join(' ');
}

/** Working days after `after` up to and including `upTo` (unpublished days counted Monday to Friday); 0 if not later. */
export function workdaysBetween(book: CalendarBook, court: CourtCode, after: LocalDate, upTo: LocalDate): number {
  const regions = regionsOf(court);
  const step = stepsOf(book, regions);
  let count = 0;
  for (let date = after; date < upTo;) {
    date = date === after ? addDays(after, 1) : following(date, step(date));
    if (step(date).explained.provisionalWorkday) count += 1;
  }
  return count;
}
