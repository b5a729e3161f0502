import { addDays, weekday } from '@xiezhi/rules';
import type { CalendarDay } from './day-by-day';

/** A cell of a month; `date` is empty for a day of the neighbouring month. */
export interface Cell {
  date: string;
  day: CalendarDay | undefined;
}

/** Whole weeks, Monday first, from the first to the last day, by month. */
export function weeksOf(days: readonly CalendarDay[]): Map<string, Cell[][]> {
  const known = new Map(days.map((day) => [day.date, day]));
  const first = days[0]?.date ?? '';
  const last = days.at(-1)?.date ?? '';
  const months = new Map<string, Cell[][]>();
  for (let date = addDays(first, 1 - weekday(first)); date <= last; date = addDays(date, 7)) {
    const week = Array.from({ length: 7 }, (_, index) => addDays(date, index));
    for (const month of new Set(week.map((day) => day.slice(0, 7)))) {
      const cells = week.map((day) => ({
        date: day.startsWith(month) ? day : '',
        day: day.startsWith(month) ? known.get(day) : undefined,
      }));
      if (!cells.some(({ day }) => day)) continue;
      months.set(month, [...(months.get(month) ?? []), cells]);
    }
  }
  return months;
}
