import { sm3 } from '@xiezhi/chain';
import type { LedgerEntry } from '@xiezhi/contracts';
import { GUIDANCE, HIT, RuleError, toAsciiCourt } from '@xiezhi/rules';
import type { CourtCode, GuidanceSubject } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';

/**
 * A collaboration's id is made of who asked for it and under which key, so the same request can only ever be the same case.
 * @throws Problem COURT_UNKNOWN for a code of no form a court's code has
 */
export function caseIdOf(executingCourt: string, commandId: string): string {
  return `${asciiCourt(executingCourt)}-${sm3(commandId).slice(0, 16)}`;
}

/** @throws Problem COURT_UNKNOWN, as the Rule refuses a code that no court bears */
function asciiCourt(code: string): string {
  try {
    return toAsciiCourt(code);
  } catch (error) {
    throw error instanceof RuleError ? new Problem(error.code, error.message) : error;
  }
}

/**
 * The id of a scan's hit is made of what it is a hit of, so the same one can be opened again and again and is one file. A case
 * that was disposed of and is hit by a later scan is another file.
 */
export function hitIdOf({ court, key, scan }: { court: CourtCode; key: string; scan: string }): string {
  return `${HIT.idPrefix}${toAsciiCourt(court)}-${sm3(`${scan}\n${key}`).slice(0, 20)}`;
}

/** The id of a court's guidance under a title: whatever is published under it again is a next version. */
export function guidanceIdOf({ court, title }: GuidanceSubject): string {
  return `${GUIDANCE.idPrefix}${toAsciiCourt(court)}-${sm3(title).slice(0, 16)}`;
}

/** The entry that a request has made, of a file whose `keys` are those of its entries in order; 0 where it has made none. */
export const seqOfKey = ({ keys }: { keys: readonly string[] }, key: string): number => keys.indexOf(key) + 1;

/** Under which key the request came that an entry was caused by, as `updateIdOf` has written it; none for the system's own. */
export function keyOf({ commandId }: Pick<LedgerEntry, 'commandId'>): string[] {
  const end = commandId?.lastIndexOf('-') ?? -1;
  return commandId === undefined || end < 0 ? [] : [commandId.slice(0, end)];
}
