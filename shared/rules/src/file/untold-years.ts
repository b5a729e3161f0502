import { SHIPPED_CALENDAR, yearEntry } from '../calendar';
import type { CalendarYear, Territory } from '../calendar';
import { TERRITORY } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';
import { calendarOf } from './deadlines';
import type { FileCalendar } from './deadlines';

/**
 * What ships by now and a file has not been told of: years a later release has brought. It is told them like any published
 * year, so that the file keeps old and new day with the notice. Years before its own are none of its business.
 * @param since the first day it counts from
 * @param keeps whether it may count by a region's calendar
 */
export function yearsUntold(
  file: FileCalendar,
  since: LocalDate,
  keeps: (region: string) => boolean,
  territory: Territory = TERRITORY,
): CalendarYear[] {
  const book = calendarOf(file, territory);
  const first = Number(since.slice(0, 4)) - 1;
  const knows = ({ region, year, version }: CalendarYear) => (yearEntry(book, region, year)?.version ?? 0) >= version;
  return SHIPPED_CALENDAR.years.filter((entry) => entry.year >= first && !knows(entry) && keeps(entry.region));
}
