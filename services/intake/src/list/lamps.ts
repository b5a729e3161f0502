import { dateOf, nearUntil } from '@xiezhi/rules';
import type { CalendarBook, CourtCode, Lamp, LocalDate } from '@xiezhi/rules';
import type { Row } from './roll';

type Clocked = Pick<Row, 'due' | 'expires' | 'countedBy' | 'provisional'>;

/**
 * Whether a row's lamp is one of these, as `lampOf` would say, but by ranges of due days: counted once for each court
 * whose calendar is asked, not once for each case. What has no clock has no lamp here.
 * @param now the courts' instant, ms since 1970
 */
export function lampFilter(lamps: ReadonlySet<Lamp>, book: CalendarBook, now: number): (row: Clocked) => boolean {
  const today = dateOf(now);
  const near = new Map<CourtCode, LocalDate>();
  const nearFor = (court: CourtCode): LocalDate => {
    const known = near.get(court) ?? nearUntil(book, court, today);
    near.set(court, known);
    return known;
  };
  return ({ due, expires, countedBy, provisional }) => {
    if (due === null || countedBy === null) return false;
    if (expires <= now) return lamps.has(provisional ? 'AMBER' : 'DARK');
    if (due <= today) return lamps.has('RED');
    return lamps.has(due <= nearFor(countedBy) ? 'AMBER' : 'GREEN');
  };
}
