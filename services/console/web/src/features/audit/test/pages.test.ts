import { PAGE_SIZE, pageOf, pagesOf } from '../lib/pages';

test.each([
  [0, 0, { from: 1, limit: 0 }],
  [1, 0, { from: 1, limit: 1 }],
  [PAGE_SIZE, 0, { from: 1, limit: PAGE_SIZE }],
  [PAGE_SIZE + 1, 0, { from: 2, limit: PAGE_SIZE }],
  [PAGE_SIZE + 1, 1, { from: 1, limit: 1 }],
])('of %d entries page %d is %j', (last, page, expected) => expect(pageOf(last, page)).toEqual(expected));

test.each([0, 1, 49, 50, 51, 1_000])('the pages of %d entries hold each of them once', (last) => {
  const seen = Array.from({ length: pagesOf(last) }, (_, page) => pageOf(last, page)).flatMap(({ from, limit }) =>
    Array.from({ length: limit }, (_, index) => from + index),
  );
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
});
