import { PAGE_SIZE, pageOf } from '../lib/timeline';

const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    seq: index + 1,
    type: index % 2 === 0 ? ('execution.recorded' as const) : ('deadline.opened' as const),
    at: '2019-03-04T10:00:00.000+08:00',
    court: '吉01',
    role: 'handler',
  }));

test.each<[count: number, wanted: number, first: number, last: number, page: number]>([
  [500, 1, 500, 476, 1],
  [500, 20, 25, 1, 20],
  [500, 99, 25, 1, 20],
  [500, 0, 500, 476, 1],
  [26, 2, 1, 1, 2],
  [3, 1, 3, 1, 1],
])('%i entries, page %i: from %i to %i', (count, wanted, first, last, page) => {
  const { shown, ...rest } = pageOf(entries(count), 'all', wanted);
  expect([shown[0]?.seq, shown.at(-1)?.seq]).toEqual([first, last]);
  expect(rest).toEqual({ page, total: count });
});

test('every entry is on one page', () => {
  const pages = Math.ceil(60 / PAGE_SIZE);
  const seen = Array.from({ length: pages }, (_, index) => pageOf(entries(60), 'all', index + 1).shown).flat();
  expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index));
});

test('what people did, without the clock', () => {
  const { shown, total } = pageOf(entries(10), 'acts', 1);
  expect(total).toBe(5);
  expect(shown.map(({ seq }) => seq)).toEqual([9, 7, 5, 3, 1]);
  expect(pageOf([], 'acts', 1)).toEqual({ shown: [], page: 1, total: 0 });
});
