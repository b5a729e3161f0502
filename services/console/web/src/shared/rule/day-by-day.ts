import { addDays, explainDay, regionsOf, SHIPPED_CALENDAR, yearEntry } from '@xiezhi/rules';
import type { DeadlineView } from '../api/types';

export interface CalendarDay {
  date: string;
  /** Which counted day it is, from 1; null for a day that does not count, 0 for the day of the event itself. */
  ordinal: number | null;
  /** In Chinese; undefined when this console cannot tell, because the installation counts by later notices. */
  reason: string | undefined;
  kind: 'start' | 'counted' | 'rest' | 'paused';
}

/**
 * Every calendar day of a deadline counted in working days, from the day of the event to the due day. The counted days are
 * the case's own; the reasons come from the shipped calendar, and only where the case was counted by that very version.
 */
export function dayByDay(deadline: DeadlineView): CalendarDay[] {
  const { startedOn, countedDays, due, court } = deadline;
  if (countedDays.length === 0) return [];
  const shipped = countedByShippedCalendar(deadline);
  const ordinals = new Map(countedDays.map((date, index) => [date, index + 1]));
  const days: CalendarDay[] = [{ date: startedOn, ordinal: 0, reason: undefined, kind: 'start' }];
  for (let date = addDays(startedOn, 1); date <= due; date = addDays(date, 1)) {
    const ordinal = ordinals.get(date) ?? null;
    const explained = shipped ? explainDay(SHIPPED_CALENDAR, court, date) : undefined;
    const paused = ordinal === null && explained?.provisionalWorkday === true;
    const kind = ordinal !== null ? 'counted' : paused ? 'paused' : 'rest';
    days.push({ date, ordinal, reason: paused ? undefined : explained?.reason, kind });
  }
  return days;
}

/** The deadline's `calendar` is like `national-2018@1 yanbian-2018@1`; `@0` marks a year not published at the time. */
function countedByShippedCalendar({ calendar, court }: DeadlineView): boolean {
  const used = new Map(calendar.split(' ').map((entry) => entry.split('@') as [string, string | undefined]));
  const years = new Set([...used.keys()].map((name) => Number(name.slice(-4))));
  return regionsOf(court).every((region) =>
    [...years].every((year) => {
      const shipped = yearEntry(SHIPPED_CALENDAR, region, year)?.version ?? 0;
      return Number(used.get(`${region}-${year}`) ?? 0) === shipped;
    }),
  );
}
