import { jsonBytes } from '@xiezhi/contracts/workflow';
import type { FileEvent } from '@xiezhi/rules';

/** Entries recorded in one piece, in bytes: well under what the engine takes as an activity's input. */
export const PIECE_BYTES = 1_000_000;

/** Answers a file carries for repeated requests; those before them are in the ledger alone. */
export const REMEMBERED_ANSWERS = 500;

/** Bytes that these events add to their file's ledger. */
export function bytesOf(events: readonly FileEvent[]): number {
  return events.reduce((sum, { payload }) => sum + jsonBytes(payload), 0);
}

/** The first of these whose bytes together stay under a limit, and at least one. */
export function takeWithin<T>(list: readonly T[], limit: number): T[] {
  let bytes = 0;
  const end = list.findIndex((item) => (bytes += jsonBytes(item)) > limit);
  return list.slice(0, end === -1 ? list.length : Math.max(end, 1));
}
