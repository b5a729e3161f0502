import type { CalendarYear } from '../../calendar';
import type { CourtCode } from '../../courts';
import type { DeadlinePayloads, EventOf } from '../../file';
import type { Settings } from '../../house-rules';
import type { BulletinSubject, BulletinText, ChangedFigure, Frozen } from './state';

export interface BulletinPayloads extends DeadlinePayloads {
  'bulletin.opened': BulletinSubject & { settings: Settings; calendar: CalendarYear[] };
  /** The figures are frozen in it. */
  'bulletin.drafted': BulletinText & Frozen & { version: number };
  'bulletin.issued': { version: number; to: CourtCode[] };
  'bulletin.corrected': BulletinText & Frozen & { version: number; reason: string; changed: ChangedFigure[] };
}

/** One fact of a bulletin. */
export type BulletinEvent = EventOf<BulletinPayloads>;
export type BulletinEventType = BulletinEvent['type'];
