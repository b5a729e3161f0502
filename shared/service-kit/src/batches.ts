import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_REST_MS = 5_000;

export interface Batched<I, O> {
  (item: I): Promise<O>;
  /** Somebody is waiting for what lies in the queue: a rest that is under way ends now. */
  hurry(): void;
}

/**
 * One call for many: what is asked while a call is under way goes out together with the next one, at most `most` at a
 * time. A lone request waits for nobody, and the busier the machine, the larger the batches. A call that fails fails for
 * all of its batch; `work` answers in the order of its items.
 * `rest`: how long to leave the machine to others while more is waiting, as a multiple of what the last batch took; five
 * seconds at most, so that a call that hung is not followed by a rest as long.
 */
export function inBatches<I, O>(
  most: number,
  work: (items: I[]) => Promise<O[]>,
  { rest = () => 0 }: { rest?: () => number } = {},
): Batched<I, O> {
  const waiting: { item: I; resolve(answer: O): void; reject(error: unknown): void }[] = [];
  let running = false;
  let resting: AbortController | undefined;

  async function run(): Promise<void> {
    // What one packet of the network brought is asked for in the same turn.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      const began = performance.now();
      try {
        const answers = await work(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(answers[index]!));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      if (waiting.length > 0) await restFor((performance.now() - began) * rest());
    }
    running = false;
  }

  async function restFor(ms: number): Promise<void> {
    if (ms === 0) return;
    resting = new AbortController();
    await delay(Math.min(ms, LONGEST_REST_MS), undefined, { signal: resting.signal }).catch(() => undefined);
    resting = undefined;
  }

  const ask = (item: I) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running) return;
      running = true;
      void run();
    });
  return Object.assign(ask, { hurry: () => resting?.abort() });
}
