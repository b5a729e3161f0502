import type { CalendarYear } from '../../calendar';
import type { DemoMark } from '../../case/events';
import type { CourtCode } from '../../courts';
import type { DeadlinePayloads, EventOf } from '../../file';
import type { Settings } from '../../house-rules';
import type { BulletinSubject, BulletinText, ChangedFigure, Frozen } from './state';

export interface BulletinPayloads extends DeadlinePayloads {
  'bulletin.opened': BulletinSubject & { settings: Settings; calendar: CalendarYear[]; demo?: DemoMark };
  /** The figures are frozen in it. */
  'bulletin.drafted': BulletinText & Frozen & { version: number };
  /** `restricted`: numbers of cases that have become so since the figures were frozen. */
  'bulletin.issued': { version: number; to: CourtCode[]; restricted?: string[] };
  'bulletin.corrected': BulletinText & Frozen & { version: number; reason: string; changed: ChangedFigure[] };
}

/** One fact of a bulletin. */
export type BulletinEvent = EventOf<BulletinPayloads>;
export type BulletinEventType = BulletinEvent['type'];
