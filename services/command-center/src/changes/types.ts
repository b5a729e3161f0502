import type { CalendarYear, Closure, LocalDate, NoticeRemark, Settings, SettingsChange } from '@xiezhi/rules';
import type { AuditRecord, CasePosition } from '@xiezhi/service-kit';

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

/** A case that was told of a year and has not answered; it is told again. */
export interface Unanswered {
  caseId: string;
  attempts: number;
  message: string;
}

/** How many of the cases concerned have recomputed their deadlines. */
export interface Progress {
  done: number;
  total: number;
  /** Cases that were told and have not answered. */
  waiting?: number;
  /** The first of them. */
  unanswered?: Unanswered[];
}

export interface Proposal {
  _id: string;
  /** SM3 of the change. */
  digest?: string;
  change: Change;
  /** What the proposer was told to look at again. */
  remarks?: NoticeRemark[];
  /** Closures in force that a year's notice ends: as its proposer was told, once approved as its approver was. */
  ends?: LocalDate[];
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
  /** Records of what was done to it, until they stand in the audit trail. */
  outbox?: AuditRecord[];
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
  /** Closures that it has ended. */
  ends?: LocalDate[];
  /** Cases that have not answered yet; the system goes on telling them. */
  waiting?: number;
}
