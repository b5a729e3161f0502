import type { CourtCode } from '../../courts';
import type { DemoMark } from '../../case/events';
import type { FileState } from '../../file';
import type { Instant, LocalDate } from '../../local-date';
import type { Disposition, HitStatus } from '../../vocabulary';

/** What a scan says of a case it has hit (Art. 14): what opens the hit's file. */
export interface ScannedCase {
  /** The court that scans. */
  court: CourtCode;
  /** The enforcement case, by whatever spelling of its number (`docketKey`). */
  key: string;
  caseNumber: string;
  /** The court of the row, under its code of `asOf`. */
  executingCourt: CourtCode;
  rawDate: LocalDate;
  excludedDays: number;
  netDate: LocalDate;
  stale: boolean;
  asOf: LocalDate;
  /** The scan that has found it first. */
  scan: string;
  /** Digest of the row of the docket it rests on. */
  row: string;
}

/** How a hit was disposed of. What does not go with the disposition is absent. */
export interface Disposed {
  as: Disposition;
  on: LocalDate;
  reason?: string;
  /** DECIDE. */
  participants?: CourtCode[];
  /** DESIGNATE: the court that is to review. */
  to?: CourtCode;
  /** DECIDE, DESIGNATE: which is opened by it; ALREADY_COLLABORATING: which there is. */
  collaboration?: string;
  /** EXEMPT_WITH_REASON, NO_LONGER_DUE: digest of the row that was looked at. */
  row?: string;
}

/** The dispositions that are told of in writing, to the courts they concern. */
export const DISPOSITIONS_IN_WRITING: ReadonlySet<Disposition> = new Set(['DESIGNATE', 'EXEMPT_WITH_REASON']);

/** A hit of a scan: a file of its own, with the clock by which it is to be disposed of. */
export interface HitState extends FileState {
  status: HitStatus;
  found: ScannedCase;
  openedAt: Instant;
  disposed: Disposed | null;
  /** Present in demonstration data only. */
  demo?: DemoMark;
}
