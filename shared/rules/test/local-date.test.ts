import fc from 'fast-check';
import {
  addDays,
  addYears,
  dateOf,
  daysBetween,
  isLocalDate,
  parseInstant,
  RuleError,
  startOfDay,
  toInstant,
  weekday,
} from '../src';

const day = fc.integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2200, 0, 1) / 86_400_000 });
const iso = (dayNumber: number): string => new Date(dayNumber * 86_400_000).toISOString().slice(0, 10);

test.each([
  ['2018-02-28', true],
  ['2018-02-29', false],
  ['2018-02-30', false],
  ['2024-02-29', true],
  ['1900-02-29', false],
  ['2000-02-29', true],
  ['2018-00-10', false],
  ['2018-13-01', false],
  ['2018-04-31', false],
  ['2018-1-1', false],
  ['2018-01-01T00:00:00', false],
  ['２０１８-01-01', false],
  ['0000-01-01', false],
  [20180101, false],
  [undefined, false],
])('%p is a day: %p', (value, expected) => expect(isLocalDate(value)).toBe(expected));

test.each([
  ['2016-06-15', 2, '2018-06-15'],
  ['2024-02-29', 2, '2026-02-28'],
  ['2024-02-29', 4, '2028-02-29'],
  ['2023-02-28', 1, '2024-02-28'],
])('%s and %i years is %s', (date, years, expected) => expect(addYears(date, years)).toBe(expected));

test('day arithmetic agrees with Date over three centuries', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (start, n) => {
      const date = iso(start);
      expect(addDays(date, n)).toBe(iso(start + n));
      expect(daysBetween(date, addDays(date, n))).toBe(n);
      expect(weekday(date)).toBe(new Date(start * 86_400_000).getUTCDay() || 7);
    }),
  );
});

test.each([
  ['2018-09-20T15:20:00+08:00', '2018-09-20'],
  ['2018-09-20T00:00:00+08:00', '2018-09-20'],
  ['2018-09-20T23:59:59.999+08:00', '2018-09-20'],
  ['2018-09-19T16:00:00Z', '2018-09-20'],
  ['2018-10-07T16:30:00Z', '2018-10-08'],
  ['2018-09-20T12:00:00-05:00', '2018-09-21'],
])('%s falls on %s in Shanghai', (instant, date) => expect(dateOf(instant)).toBe(date));

test('an instant survives being written and read, and lies within its day', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) }), (ms) => {
      const text = toInstant(ms);
      expect(parseInstant(text)).toBe(ms);
      expect(Date.parse(text)).toBe(ms);
      expect(text.slice(0, 10)).toBe(dateOf(ms));
      expect(startOfDay(dateOf(ms))).toBeLessThanOrEqual(ms);
      expect(startOfDay(addDays(dateOf(ms), 1))).toBeGreaterThan(ms);
    }),
  );
});

test('an instant is written with milliseconds and +08:00', () => {
  expect(toInstant(Date.UTC(2018, 8, 20, 7, 20))).toBe('2018-09-20T15:20:00.000+08:00');
});

test.each([
  '2018-09-20',
  '2018-09-20T15:20:00',
  '2018-09-20T15:20+08:00',
  '2018-02-30T15:20:00+08:00',
  '2018-09-20T24:00:00+08:00',
  '2018-09-20T15:60:00+08:00',
  '',
])('%p is no instant', (text) => expect(() => parseInstant(text)).toThrow(RuleError));

test('a day out of reach is refused, not misprinted', () => {
  expect(() => addDays('9999-12-31', 1)).toThrow(RuleError);
  expect(() => addDays('0001-01-01', -1)).toThrow(RuleError);
  expect(() => addDays('2018-02-30', 1)).toThrow(RuleError);
});
