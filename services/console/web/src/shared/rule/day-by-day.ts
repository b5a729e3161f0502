import type { DeadlineView } from '@xiezhi/contracts/views';
import {
  addDays,
  explainDay,
  regionName,
  regionsOf,
  SHIPPED_CALENDAR,
  type CalendarYear,
  type DayExplanation,
} from '@xiezhi/rules';

export interface CalendarDay {
  date: string;
  /** Which counted day it is, from 1; null for a day that does not count, 0 for the day of the event itself. */
  ordinal: number | null;
  /** In Chinese; undefined when this console cannot tell, because the case was counted by a version it does not have. */
  reason: string | undefined;
  /** A holiday or a make-up day by notice or law, where the reason is told. */
  mark?: DayExplanation['mark'] | undefined;
  kind: 'start' | 'counted' | 'rest' | 'paused';
}

export interface UsedCalendar {
  region: string;
  year: number;
  /** 0: that year was not published when it was counted. */
  version: number;
  /** Undefined for a version this console does not have. */
  notice: string | undefined;
}

type Counted = Pick<DeadlineView, 'calendar' | 'court'>;

/** Of what a case was told and ships here as well, the shipped entry has the names of its days. */
const entriesOf = (told: readonly CalendarYear[]): CalendarYear[] => {
  const ships = ({ region, year, version }: CalendarYear) =>
    SHIPPED_CALENDAR.years.some((own) => own.region === region && own.year === year && own.version === version);
  return [...SHIPPED_CALENDAR.years, ...told.filter((entry) => !ships(entry))];
};

/** A deadline's `calendar` is like `national-2018@1 yanbian-2018@1`; `@0` marks a year not published at the time. */
function named({ calendar }: Pick<Counted, 'calendar'>): { region: string; year: number; version: number }[] {
  return [...calendar.matchAll(/(?:^| )([^ @]+)-(\d{4})@(\d+)/g)].map(([, region = '', year, version]) => ({
    region,
    year: Number(year),
    version: Number(version),
  }));
}

/**
 * The calendars days were counted by, with the notices behind them.
 * @param told the years the case was told of beside those that ship
 */
export function calendarsUsed(deadline: Pick<Counted, 'calendar'>, told: readonly CalendarYear[] = []): UsedCalendar[] {
  return named(deadline).map(({ region, year, version }) => ({
    region: regionName(region),
    year,
    version,
    notice: entriesOf(told).findLast(
      (entry) => entry.region === region && entry.year === year && entry.version === version,
    )?.notice,
  }));
}

/** The calendars as they were when the deadline was counted. Years beyond it speak of its days around New Year. */
function bookOf(deadline: Counted, told: readonly CalendarYear[]) {
  const used = named(deadline);
  const years = new Set(used.map(({ year }) => year));
  const all = entriesOf(told);
  const then = all.filter(
    ({ region, year, version }) =>
      !years.has(year) ||
      used.some((entry) => entry.region === region && entry.year === year && entry.version === version),
  );
  const regions = regionsOf(deadline.court);
  const unknown = used.filter(
    ({ region, year, version }) =>
      version > 0 &&
      regions.includes(region) &&
      !then.some((entry) => entry.region === region && entry.year === year && entry.version === version),
  );
  return { book: { years: then }, unknown: new Set(unknown.map(({ year }) => year)) };
}

/**
 * Every calendar day of a deadline counted in working days, from the day of the event to the due day. The counted days are
 * the case's own; the reasons come from the calendar versions it was counted by, and are left out where they would not
 * lead to the same count.
 * @param told the years the case was told of beside those that ship
 */
export function dayByDay(deadline: DeadlineView, told: readonly CalendarYear[] = []): CalendarDay[] {
  const { startedOn, countedDays, due, court, paused } = deadline;
  if (countedDays.length === 0) return [];
  const { book, unknown } = bookOf(deadline, told);
  const ordinals = new Map(countedDays.map((date, index) => [date, index + 1]));
  const days: CalendarDay[] = [{ date: startedOn, ordinal: 0, reason: undefined, kind: 'start' }];
  for (let date = addDays(startedOn, 1); date <= due; date = addDays(date, 1)) {
    const ordinal = ordinals.get(date) ?? null;
    const explained = unknown.has(Number(date.slice(0, 4))) ? undefined : explainDay(book, court, date);
    const between = paused !== undefined && date > paused.from && date <= paused.to;
    if (ordinal === null && (between || explained?.provisionalWorkday === true)) {
      days.push({ date, ordinal, reason: between ? '补正期间，不计入' : undefined, kind: 'paused' });
      continue;
    }
    const fits = explained?.provisionalWorkday === (ordinal !== null);
    const { reason, mark } = fits && explained ? explained : {};
    days.push({ date, ordinal, reason, mark, kind: ordinal ? 'counted' : 'rest' });
  }
  return days;
}
