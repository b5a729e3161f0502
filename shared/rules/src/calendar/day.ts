import type { LocalDate } from '../local-date';
import { weekday } from '../local-date';
import type { CalendarBook, CalendarYear } from './book';
import { hasNotice, yearEntry } from './book';
import { isUsualDay, NATIONAL, regionName } from './regions';
import { HOLIDAYS_LAW, statutoryDays } from './statutory';

/** What a day is for a court, and why. */
export interface DayExplanation {
  date: LocalDate;
  /** null: the calendar that decides it is not published, and no law fixes the day. */
  workday: boolean | null;
  /** In Chinese, for display. */
  reason: string;
  /** What a notice, or the law in a year without one, makes of the day; null for any other. */
  mark: 'HOLIDAY' | 'MAKEUP' | null;
  /** How the day is counted for now: `workday` where known, else Monday to Friday. */
  provisionalWorkday: boolean;
  /** The calendar that decided, and its version; version null when none is published. */
  region: string;
  version: number | null;
}

/** A day with what a count has to say of it. */
export interface CountedDay {
  explained: DayExplanation;
  /** The region whose notice for the year is not out (of 延边 only where it usually rests): what reaches it is 暂定. */
  missing?: string;
  /** The notice of a neighbouring year that names the day. */
  named?: CalendarYear;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

/**
 * What no notice and no law decides is counted Monday to Friday and marked 暂定 (`HOUSE_READINGS`). That reading foresees
 * neither the notice's days in lieu, which would move a due day back, nor its make-up days, which could bring it forward:
 * nobody can act by a guess. Reminders go by the provisional day; the notice, once published, recomputes it.
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
  const year = yearOf(date);
  for (const y of [year, year + 1, year - 1]) {
    const entry = yearEntry(book, region, y);
    if (entry?.off.includes(date)) return { entry, off: true };
    if (entry?.makeup.includes(date)) return { entry, off: false };
  }
  return undefined;
}

/** In the notice's own words where it has any: a day is not given a holiday's name by guess. */
function reasonNamed(
  { territory }: CalendarBook,
  { entry, off }: { entry: CalendarYear; off: boolean },
  region: string,
  date: LocalDate,
): string {
  const source = region === NATIONAL ? '国务院办公厅通知' : `${regionName(region, territory)}通知`;
  if (entry.closed?.includes(date)) return '临时停止办公';
  const name = entry.names?.[date] ?? '';
  if (off) return `${name}放假（${source}）`;
  return `调休上班（${source}${name === '' ? '' : `，${name}`}）`;
}

function missingRegion(book: CalendarBook, regions: readonly string[], date: LocalDate): string | undefined {
  const year = yearOf(date);
  return regions.find(
    (region) => (region === NATIONAL || isUsualDay(region, date, book.territory)) && !hasNotice(book, region, year),
  );
}

function unnamed(book: CalendarBook, missing: string | undefined, date: LocalDate): DayExplanation {
  const ordinary = provisionally(date);
  const day = `周${WEEKDAYS[weekday(date) - 1]}`;
  const holiday = missing === NATIONAL ? statutoryDays(yearOf(date)).get(date) : undefined;
  if (holiday !== undefined) {
    const reason = `${holiday}放假（${HOLIDAYS_LAW}）`;
    return {
      ...{ date, workday: false, reason, mark: 'HOLIDAY', provisionalWorkday: false },
      ...{ region: NATIONAL, version: null },
    };
  }
  if (missing !== undefined) {
    const what = missing === NATIONAL ? '日历' : `${regionName(missing, book.territory)}放假安排`;
    const reason = `${yearOf(date)}年${what}尚未公布，暂按${day}${ordinary ? '工作日' : '休息日'}计`;
    return { date, workday: null, reason, mark: null, provisionalWorkday: ordinary, region: missing, version: null };
  }
  return {
    date,
    workday: ordinary,
    reason: ordinary ? '工作日' : `${day}休息`,
    mark: null,
    provisionalWorkday: ordinary,
    region: NATIONAL,
    version: yearEntry(book, NATIONAL, yearOf(date))?.version ?? null,
  };
}

/** A day as a book explains it to courts of these regions, national first. Throws VALIDATION for a day that is none. */
export function dayIn(book: CalendarBook, regions: readonly string[], date: LocalDate): CountedDay {
  const missing = missingRegion(book, regions, date);
  const open = missing === undefined ? {} : { missing };
  for (const region of [...regions].reverse()) {
    const named = naming(book, region, date);
    if (!named) continue;
    const { entry, off } = named;
    const reason = reasonNamed(book, named, region, date);
    const mark = entry.closed?.includes(date) ? null : off ? 'HOLIDAY' : 'MAKEUP';
    const { version } = entry;
    const explained: DayExplanation = { date, workday: !off, reason, mark, provisionalWorkday: !off, region, version };
    return { explained, ...open, ...(entry.year === yearOf(date) ? {} : { named: entry }) };
  }
  return { explained: unnamed(book, missing, date), ...open };
}
