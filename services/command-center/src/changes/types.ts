import type { CalendarYear, Closure, LocalDate, NoticeRemark, Settings, SettingsChange } from '@xiezhi/rules';
import type { CasePosition } from '@xiezhi/service-kit';

export interface Person {
  sub: string;
  name: string;
  court: string;
}

/** What two people change together: a calendar year, a closure laid over one, or the settings of the house rules. */
export type Change =
  | { kind: 'calendar'; year: Omit<CalendarYear, 'version'> }
  | { kind: 'calendar'; closure: Closure }
  | { kind: 'settings'; settings: SettingsChange; reason: string; effectiveFrom?: LocalDate | undefined };

export type ChangeKind = Change['kind'];

/** How many of the cases concerned have recomputed their deadlines. */
export interface Progress {
  done: number;
  total: number;
}

export interface Proposal {
  _id: string;
  /** What was asked under the sender's Idempotency-Key, where one was sent. */
  digest?: string;
  change: Change;
  /** What the proposer was told to look at again. */
  remarks?: NoticeRemark[];
  proposedBy: Person;
  /** Court time of the proposal. */
  proposedAt: string;
  status: 'PROPOSED' | 'APPROVED' | 'PUBLISHED' | 'REJECTED' | 'WITHDRAWN';
  approvedBy?: Person;
  approvedAt?: string;
  /** Who rejected it or took it back, when and why. */
  ended?: { by: Person; at: string; reason: string };
  version?: number;
  progress?: Progress;
}

export interface PublishedYear extends CalendarYear {
  _id: string;
  proposal: string;
}

export interface SettingsVersion {
  _id: number;
  settings: Settings;
  proposal: string;
  /** Absent in versions from before versions had a day: they are in force. */
  effectiveFrom?: LocalDate;
}

/** A published version, and the cases that recomputed their deadlines by it. */
export interface Publication {
  version: number;
  effectiveFrom?: LocalDate;
  cases: CasePosition[];
}
