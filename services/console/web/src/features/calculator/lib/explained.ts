import { addDays, explainDay, type CalendarBook, type CourtCode, type LocalDate } from '@xiezhi/rules';
import type { CalendarDay } from '../../../shared/rule/day-by-day';

/**
 * Every day after `from` up to the due day with its reason, as the case page shows a deadline's days.
 * @param counted the counted days, in order
 */
export function explainedDays(
  book: CalendarBook,
  court: CourtCode,
  from: LocalDate,
  counted: readonly LocalDate[],
): CalendarDay[] {
  const ordinals = new Map(counted.map((date, index) => [date, index + 1]));
  const days: CalendarDay[] = [{ date: from, ordinal: 0, reason: undefined, kind: 'start' }];
  const due = counted.at(-1) ?? from;
  for (let date = addDays(from, 1); date <= due; date = addDays(date, 1)) {
    const ordinal = ordinals.get(date) ?? null;
    const { reason, mark } = explainDay(book, court, date);
    days.push({
      date,
      ordinal,
      reason,
      mark,
      kind: ordinal === null ? 'rest' : 'counted',
    });
  }
  return days;
}
