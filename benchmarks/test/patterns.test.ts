import { LENGTH, MEETS_TEXT, ordinary, processorMs, WORST, worst } from '../src/patterns';

/** Below this a time says nothing; ms of processor time. */
const FLOOR = 20;

/** Four times the length takes four times as long where it is linear, sixteen times where it is quadratic. */
const MOST = 10;

test.each(Object.entries(MEETS_TEXT))('%s takes time in proportion to its text', (_, meets) => {
  const texts = [...WORST.map((piece) => (length: number) => worst(piece, length)), ordinary];
  const tooSlow = texts.flatMap((of) => {
    const [short, long] = [of(LENGTH / 4), of(LENGTH)];
    const before = processorMs(() => meets(short));
    const after = processorMs(() => meets(long));
    return after < MOST * Math.max(before, FLOOR) ? [] : [{ text: short.slice(0, 20), before, after }];
  });
  expect(tooSlow).toEqual([]);
});
