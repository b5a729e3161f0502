import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/** Waits for a state. @throws Error naming what did not come */
export async function within(limitMs: number, what: string, reached: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + limitMs;
  while (!(await reached())) {
    if (Date.now() > until) throw new Error(`${Math.round(limitMs / 1000)} 秒内未等到：${what}`);
    await delay(LOOK_EVERY_MS);
  }
}

/** Real time reaches an instant (epoch ms). */
export async function until(instant: number): Promise<void> {
  for (let left = instant - Date.now(); left > 0; left = instant - Date.now()) await delay(left);
}

/** Runs `work` over all items, at most `width` at a time; the first failure ends it. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items.entries()];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}
