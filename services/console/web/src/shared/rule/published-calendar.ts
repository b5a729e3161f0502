import { useQuery } from '@tanstack/react-query';
import { bookWith, SHIPPED_CALENDAR, type CalendarBook, type CalendarYear } from '@xiezhi/rules';
import { request } from '../api/client';

const STALE_MS = 300_000;

/**
 * The calendar in force in this installation: what ships, with every year published since. Loaded once for all that asks;
 * undefined until it is there, so that nothing is counted by a calendar that may have been replaced. Only when it cannot be
 * had at all the shipped one counts. The key lies below `calendars`, so whoever publishes sees it at once.
 */
export function usePublishedCalendar(): CalendarBook | undefined {
  const { data, isError } = useQuery({
    queryKey: ['calendars', 'published'],
    staleTime: STALE_MS,
    queryFn: () => request<{ years: CalendarYear[] }>('command-center/calendars/published'),
  });
  if (data) return bookWith(data.years);
  return isError ? SHIPPED_CALENDAR : undefined;
}
