import type { CourtCode, Instant, LocalDate, ScanFinding, ScanList, ScannedCase } from '@xiezhi/rules';
import type { Person } from '../changes/types';

/** How many cases stand in each list. */
export type ScanCounts = Record<ScanList, number>;

export const NOTHING_FOUND: ScanCounts = { hits: 0, watch: 0, covered: 0, exempt: 0, pendingBelow: 0 };

/** A scan as it was asked for, and what came of it. */
export interface Scan {
  _id: string;
  court: CourtCode;
  by: 'commandOfficer' | 'clock';
  /** Absent where the clock ran it. */
  person?: Person;
  asOf: LocalDate;
  /** Court time at which it was asked for. */
  at: Instant;
  digest: string;
  status: 'RUNNING' | 'DONE';
  /** Which walk over the docket counts; a walk that a kill broke off leaves nothing behind that is read. */
  walk: string | null;
  rows: number;
  counts: ScanCounts;
}

/** One case of a scan, in the order in which its list is shown. */
export interface FindingDocument {
  /** `<walk>:<list>:<net date>|<case number>|<key>`. */
  _id: string;
  /** `<walk>:<list>`. */
  list: string;
  finding: ScanFinding;
}

/** By when a court has to dispose of what it hits on a day (HR-07), until the hit's own file says so. */
export interface HitClock {
  openedOn: LocalDate;
  due: LocalDate;
  /** Nothing follows from a day that is not certain. */
  provisional: boolean;
}

/** A case that a court has hit. Written by the scan; its file follows, and says from then on how it stands. */
export interface HitDocument extends HitClock {
  /** Of its file. */
  _id: string;
  court: CourtCode;
  key: string;
  found: ScannedCase;
  /** Court time of the scan. */
  at: Instant;
  /** Its file has been begun. */
  begun: boolean;
}
