import { sm3 } from '@xiezhi/chain';
import { HIT, toAsciiCourt } from '@xiezhi/rules';
import type { CourtCode } from '@xiezhi/rules';

/**
 * The id of a scan's hit is made of what it is a hit of, so the same one can be opened again and again and is one file. A case
 * that was disposed of and is hit by a later scan is another file.
 */
export function hitIdOf({ court, key, scan }: { court: CourtCode; key: string; scan: string }): string {
  return `${HIT.idPrefix}${toAsciiCourt(court)}-${sm3(`${scan}\n${key}`).slice(0, 20)}`;
}
