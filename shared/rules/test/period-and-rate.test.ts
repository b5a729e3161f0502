import fc from 'fast-check';
import { addDays, addYears, daysBetween, legalBasisOn, netAge, netAgeMet, rate, RuleError } from '../src';

const span = (start: string, end: string) => ({ start, end });

test.each([
  [
    'S01',
    '2016-06-15',
    [span('2017-03-01', '2017-04-15'), span('2017-06-01', '2017-08-05')],
    '2018-06-15',
    110,
    '2018-10-03',
  ],
  ['one stay', '2018-03-12', [span('2019-11-01', '2019-12-01')], '2020-03-12', 30, '2020-04-11'],
  ['nothing excluded, leap day', '2024-02-29', [], '2026-02-28', 0, '2026-02-28'],
  [
    'overlap counts once',
    '2018-01-01',
    [span('2018-02-01', '2018-03-01'), span('2018-02-15', '2018-03-15')],
    '2020-01-01',
    42,
    '2020-02-12',
  ],
  [
    'contained',
    '2018-01-01',
    [span('2018-02-01', '2018-03-01'), span('2018-02-05', '2018-02-10')],
    '2020-01-01',
    28,
    '2020-01-29',
  ],
  [
    'touching',
    '2018-01-01',
    [span('2018-02-01', '2018-02-11'), span('2018-02-11', '2018-02-21')],
    '2020-01-01',
    20,
    '2020-01-21',
  ],
  ['one day is none', '2018-01-01', [span('2018-02-01', '2018-02-01')], '2020-01-01', 0, '2020-01-01'],
  ['before filing nothing ran', '2018-01-01', [span('2017-12-01', '2018-01-11')], '2020-01-01', 10, '2020-01-11'],
])('net age, %s', (_, filedOn, exclusions, rawDate, excludedDays, netDate) => {
  const age = netAge({ filedOn, exclusions });
  expect(age).toEqual({ filedOn, rawDate, excludedDays, netDate, metFrom: addDays(netDate, 1) });
  expect(netAgeMet(age, netDate)).toBe(false);
  expect(netAgeMet(age, age.metFrom)).toBe(true);
});

test.each([
  ['2018-02-30', []],
  ['2018-01-01', [span('2018-03-01', '2018-02-01')]],
  ['2018-01-01', [span('2018-02-30', '2018-03-01')]],
  ['2018-01-01', [span('2018-02-01', '')]],
])('net age of %s with %j is refused', (filedOn, exclusions) => {
  expect(() => netAge({ filedOn, exclusions })).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
});

test('excluded days are the days of the union, whatever the order', () => {
  const filedOn = '2018-05-14';
  const exclusion = fc
    .tuple(fc.integer({ min: -60, max: 900 }), fc.integer({ min: 0, max: 200 }))
    .map(([from, length]) => span(addDays(filedOn, from), addDays(filedOn, from + length)));
  fc.assert(
    fc.property(fc.array(exclusion, { maxLength: 8 }), (exclusions) => {
      const days = new Set<string>();
      for (const { start, end } of exclusions) {
        for (let i = 1; i <= daysBetween(start, end); i += 1) days.add(addDays(start, i));
      }
      const expected = [...days].filter((day) => day > filedOn).length;
      const age = netAge({ filedOn, exclusions });
      expect(age.excludedDays).toBe(expected);
      expect(daysBetween(addYears(filedOn, 2), age.netDate)).toBe(expected);
      expect(netAge({ filedOn, exclusions: [...exclusions].reverse() })).toEqual(age);
    }),
  );
});

test.each([
  [1799, 1999, 90, '90.0%', false],
  [9, 10, 90, '90.0%', true],
  [1800, 2000, 90, '90.0%', true],
  [8999, 10_000, 90, '90.0%', false],
  [0, 10, 90, '0.0%', false],
  [10, 10, 90, '100.0%', true],
  [1, 3, 33, '33.3%', true],
  [2, 3, 67, '66.7%', false],
  [0, 0, 90, '—', null],
  [5, 0, 90, '—', null],
])('%i of %i against %i: %s, %p', (numerator, denominator, target, display, pass) => {
  expect(rate(numerator, denominator, target)).toEqual({ display, pass });
});

test('a rate is exact beyond the integers a double can hold', () => {
  const den = 10n ** 30n;
  expect(rate((den * 9n) / 10n - 1n, den, 90)).toEqual({ display: '90.0%', pass: false });
  expect(rate((den * 9n) / 10n, den, 90)).toEqual({ display: '90.0%', pass: true });
});

test.each([
  [1.5, 2, 90],
  [-1, 2, 90],
  [1, -2, 90],
  [1, 2, 90.5],
  [NaN, 2, 90],
  [2 ** 53, 2, 90],
])('a rate of %p, %p against %p is refused', (n, d, t) => expect(() => rate(n, d, t)).toThrow(RuleError));

test.each([
  ['2018-05-14', '第132条第2款'],
  ['2020-12-31', '第132条第2款'],
  ['2021-01-01', '第74条第2款'],
])('a decision of %s cites %s', (date, text) => expect(legalBasisOn(date)).toBe(text));
