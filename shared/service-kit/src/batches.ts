import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_REST_MS = 1_000;

/**
 * One call for many: what is asked while a call is under way goes out together with the next one, at most `most` at a
 * time. A lone request waits for nobody, and the busier the machine, the larger the batches. A call that fails fails for
 * all of its batch; `work` answers in the order of its items.
 * `rest`: how long to leave the machine to others while more is waiting, as a multiple of what the last batch took; a
 * second at most, so that a call that hung is not followed by a rest as long.
 */
export function inBatches<I, O>(
  most: number,
  work: (items: I[]) => Promise<O[]>,
  { rest = 0 } = {},
): (item: I) => Promise<O> {
  const waiting: { item: I; resolve(answer: O): void; reject(error: unknown): void }[] = [];
  let running = false;

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
      if (rest > 0 && waiting.length > 0) await delay(Math.min((performance.now() - began) * rest, LONGEST_REST_MS));
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running) return;
      running = true;
      void run();
    });
}
