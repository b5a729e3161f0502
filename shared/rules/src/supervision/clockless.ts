import type { FileOutcome, FileState } from '../file';
import { DEFAULT_SETTINGS } from '../house-rules';
import type { Instant } from '../local-date';

/** What the system asks of a file without a clock: nothing but that it goes on. */
export interface ClocklessCommand {
  type: 'clock.tick';
  at: Instant;
}

/** How a file in which no period runs begins: it counts by no calendar and no setting. */
export function clockless(at: Instant): Omit<FileState, 'status'> & { openedAt: Instant } {
  return {
    ...{ seq: 0, lastAt: at, openedAt: at, deadlines: [], settings: DEFAULT_SETTINGS },
    ...{ calendar: [], wholeCalendar: true },
  };
}

/** Time passes, and nothing comes of it. */
export const nothingHappens = <S, E>(state: S): FileOutcome<S, E> => ({ events: [], state });
