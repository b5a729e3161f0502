import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './process-start.mjs';

const BEING_WRITTEN_MS = 2_000;
const BREAKER_LIFE_MS = 10_000;

function ageOf(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function create(path, content) {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns the pid that holds the lock file, undefined when its holder is gone */
function holder(path) {
  let content;
  try {
    content = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const [pid, started] = content.split('\t');
  if (!started) return ageOf(path) < BEING_WRITTEN_MS ? 0 : undefined;
  return processStart(Number(pid)) === started ? Number(pid) : undefined;
}

/** Two processes may find the same lock stale; without the breaker the slower one would remove the faster one's new lock. */
function breakStale(path) {
  const breaker = `${path}.breaker`;
  if (!create(breaker, '')) {
    if (ageOf(breaker) > BREAKER_LIFE_MS) rmSync(breaker, { force: true });
    return;
  }
  if (holder(path) === undefined) rmSync(path, { force: true });
  rmSync(breaker, { force: true });
}

/**
 * Takes the lock file or says who has it. A lock whose holder was killed is recovered.
 * @returns {{ release: () => void } | { heldBy: number }} heldBy 0: somebody who is just writing the file
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  for (let attempt = 0; attempt < 20; attempt++) {
    if (create(path, `${process.pid}\t${processStart(process.pid)}`)) {
      return { release: () => rmSync(path, { force: true }) };
    }
    const heldBy = holder(path);
    if (heldBy !== undefined) return { heldBy };
    breakStale(path);
  }
  return { heldBy: 0 };
}

/** Runs the action while holding the lock, waiting for it as long as it takes; `onWait` is told once who has it. */
export async function withLock(path, action, onWait = () => {}) {
  let told = false;
  for (;;) {
    const lock = tryLock(path);
    if ('release' in lock) {
      try {
        return await action();
      } finally {
        lock.release();
      }
    }
    if (!told && lock.heldBy !== 0) onWait(lock.heldBy);
    told ||= lock.heldBy !== 0;
    await delay(200);
  }
}
