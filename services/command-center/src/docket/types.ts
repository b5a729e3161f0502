import type { BatchStatus, CourtCode, DocketDifference, Instant, RefusalCode } from '@xiezhi/rules';
import type { Person } from '../changes/types';

/** A row that was not taken, by its number in what was sent. */
export interface Rejected {
  row: number;
  case_no: string;
  code: RefusalCode;
  message: string;
}

export interface Differs extends DocketDifference {
  case_no: string;
}

/** How many rows became what. */
export interface Totals {
  accepted: number;
  unchanged: number;
  rejected: number;
  differs: number;
  /** The accepted ones, by their court's code. */
  byCourt: Readonly<Record<CourtCode, number>>;
}

export const NO_ROWS: Totals = { accepted: 0, unchanged: 0, rejected: 0, differs: 0, byCourt: {} };

/** One import: rows that were sent with a command, or a file. */
export interface Batch {
  _id: string;
  /** Of the importer, under its code of that day. */
  court: CourtCode;
  by: Person;
  /** Court time of the receipt: what is later than that is of the future, however long the taking lasts. */
  at: Instant;
  kind: 'command' | 'file';
  /** SM3 of what was sent. */
  digest: string;
  /** The file's own name and length. */
  name?: string;
  bytes?: number;
  /** The rows of a command as JSON, until they are taken. */
  cases?: string;
  status: BatchStatus;
  /** So many rows have been looked at. */
  rows: number;
  totals: Totals;
  /** The first of them; all are in the pieces. */
  shown: { rejected: Rejected[]; differs: Differs[] };
  /** Why the file could not be read to its end. */
  fault?: string;
  /** The accepted rows may end hits, and that has not been looked at yet. */
  follow?: true;
  /** Real time of the last progress, epoch ms. */
  movedAt: number;
}

/**
 * What became of so many rows of a batch, in their order. Written once, after the rows themselves: whoever goes on after a
 * kill finds what was decided, and repeats no more than one piece.
 */
export interface Piece {
  /** `<batch>:<number of its first row>`, so that they sort. */
  _id: string;
  batch: string;
  rejected: Rejected[];
  differs: Differs[];
  /** Of the batch up to here. */
  totals: Totals;
}

/** A row as it is kept: one for each case and snapshot. */
export interface RowDocument {
  /** `<court>|<enforcement case>|<snapshot>`: sorts the snapshots of a case together. */
  _id: string;
  court: CourtCode;
  /** `DocketRow` as JSON: a text is written and read twice as fast as its fields would be. */
  row: string;
  batch: string;
  /** Its number in the batch. */
  n: number;
}
