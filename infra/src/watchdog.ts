import { statfsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Probe } from './readiness';

const LOOK_EVERY_MS = 2_000;
const BROKEN_AFTER = 3;
/** Bytes on the disk without which a server that a full disk has broken would only break again. */
const ENOUGH_SPACE = 64 * 1024 ** 2;

export function hasSpace(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ENOUGH_SPACE;
}

export interface Watched {
  /** False when the server has answered that it cannot do its work. */
  works: Probe;
  hasSpace(): boolean;
  /** Whether it is watched no longer. */
  over(): boolean;
  /** Pause between two looks, in ms; two seconds by default. */
  everyMs?: number;
}

/**
 * Resolves true when a server has said several times on end that it does not work, as soon as there is space for a new
 * start, and false when it is over. An answer that does not come in time says nothing: the machine may be busy.
 */
export async function untilBroken({ works, hasSpace, over, everyMs = LOOK_EVERY_MS }: Watched): Promise<boolean> {
  for (let failures = 0; !over();) {
    await delay(everyMs, undefined, { ref: false });
    const answer = await works().catch(() => undefined);
    if (answer !== undefined) failures = answer ? 0 : failures + 1;
    if (failures >= BROKEN_AFTER && !over() && hasSpace()) return true;
  }
  return false;
}
