import type { CalendarYear } from '../../calendar';
import type { DemoMark } from '../../case/events';
import type { DeadlinePayloads, EventOf } from '../../file';
import type { Settings } from '../../house-rules';
import type { Disposed, ScannedCase } from './state';

export interface HitPayloads extends DeadlinePayloads {
  'hit.opened': ScannedCase & { settings: Settings; calendar: CalendarYear[]; demo?: DemoMark };
  'hit.disposed': Disposed;
}

/** One fact of a hit of a scan. */
export type HitEvent = EventOf<HitPayloads>;
export type HitEventType = HitEvent['type'];
