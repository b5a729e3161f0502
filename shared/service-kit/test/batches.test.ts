import * as fc from 'fast-check';
import { inBatches } from '../src/batches';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('every request gets its own answer, whenever it comes and however many go out together', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.array(fc.integer(), { maxLength: 8 }), { maxLength: 6 }),
      async (most, waves) => {
        const sizes: number[] = [];
        const double = inBatches<number, number>(most, async (items) => {
          sizes.push(items.length);
          await nextTurn();
          return items.map((item) => item * 2);
        });
        const answers: Promise<number>[] = [];
        for (const wave of waves) {
          answers.push(...wave.map(double));
          await nextTurn();
        }
        const items = waves.flat();
        expect(await Promise.all(answers)).toEqual(items.map((item) => item * 2));
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(items.length);
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(most);
      },
    ),
  );
});

test('what is asked during a call goes out together with the next', async () => {
  const batches: string[][] = [];
  const same = inBatches<string, string>(10, async (items) => {
    batches.push(items);
    await nextTurn();
    await nextTurn();
    return items;
  });
  const first = same('a');
  await nextTurn();
  await Promise.all([first, same('b'), same('c')]);
  expect(batches).toEqual([['a'], ['b', 'c']]);
});

test('a failure reaches all of its batch and nobody else', async () => {
  const work = inBatches<number, number>(2, async (items) => {
    if (items.includes(2)) throw new Error('no');
    return items;
  });
  const results = await Promise.allSettled([1, 2, 3, 4].map(work));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
});

test('a rest is kept only while more is waiting', async () => {
  const starts: number[] = [];
  const slow = inBatches<number, number>(
    1,
    async (items) => {
      starts.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, 20));
      return items;
    },
    { rest: () => 2 },
  );
  await Promise.all([slow(1), slow(2)]);
  // Timers may fire a millisecond early, by another clock.
  expect(starts[1]! - starts[0]!).toBeGreaterThanOrEqual(55);
});

test('somebody who waits ends a rest', async () => {
  const done: number[] = [];
  const slow = inBatches<number, number>(
    1,
    async (items) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      done.push(...items);
      return items;
    },
    { rest: () => 1_000 },
  );
  const both = Promise.all([slow(1), slow(2)]);
  while (done.length === 0) await nextTurn();
  await nextTurn();
  const began = performance.now();
  slow.hurry();
  await both;
  expect(performance.now() - began).toBeLessThan(2_500);
});
