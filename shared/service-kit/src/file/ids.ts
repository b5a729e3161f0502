import { sm3 } from '@xiezhi/chain';
import { HIT, RuleError, toAsciiCourt } from '@xiezhi/rules';
import type { CourtCode } from '@xiezhi/rules';
import { Problem } from '../problem';

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
