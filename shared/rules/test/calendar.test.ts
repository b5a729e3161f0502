import fc from 'fast-check';
import type { CalendarBook, DayExplanation } from '../src';
import {
  addDays,
  checkCalendarYear,
  countWorkdays,
  explainDay,
  KNOWN_REGIONS,
  nextVersion,
  regionsOf,
  RuleError,
  SHIPPED_CALENDAR,
  weekday,
  withCalendarYear,
  workdaysBetween,
} from '../src';
import { everyDay, naiveCount, naiveWorkdays } from './naive-calendar';

const national = naiveWorkdays(false);
const yanbian = naiveWorkdays(true);

const withYear = (year: number, off: string[], makeup: string[], region = 'national', book = SHIPPED_CALENDAR) =>
  withCalendarYear(book, { region, year, off, makeup, version: nextVersion(book, region, year), notice: '测试' });

const extended = SHIPPED_CALENDAR.years.find((y) => y.region === 'national' && y.year === 2020);
/** Spring Festival 2020 as first announced, before it was extended on 27 January. */
const firstAnnounced2020 = withYear(
  2020,
  (extended?.off ?? []).filter((day) => !['2020-01-31', '2020-02-01', '2020-02-02'].includes(day)),
  [...(extended?.makeup ?? []), '2020-02-01'],
);
const invented2027 = withYear(
  2027,
  [...everyDay('2027-01-01', '2027-01-03'), ...everyDay('2027-02-05', '2027-02-12')],
  ['2027-01-31', '2027-02-20'],
);

const shipped = SHIPPED_CALENDAR;
// Each line counted by hand on the printed notices; days are month-day, the year that of `from` unless the count crosses it.
const COUNTED: [string, CalendarBook, string, string, string][] = [
  ['National Day 2018', shipped, '吉01', '2018-09-20', '09-21 09-25 09-26 09-27 09-28 09-29 09-30 10-08 10-09 10-10'],
  ['plain days', shipped, '吉01', '2018-10-10', '10-11 10-12 10-15 10-16 10-17 10-18 10-19 10-22 10-23 10-24'],
  ['due on a Saturday', shipped, '吉06', '2019-09-24', '09-25 09-26 09-27 09-29 09-30 10-08 10-09 10-10 10-11 10-12'],
  ['from a Saturday', shipped, '吉0621', '2019-10-12', '10-14 10-15 10-16 10-17 10-18 10-21 10-22 10-23 10-24 10-25'],
  ['Labour Day 2020', shipped, '吉06', '2020-04-20', '04-21 04-22 04-23 04-24 04-26 04-27 04-28 04-29 04-30 05-06'],
  ['announced', firstAnnounced2020, '吉', '2020-01-19', '01-20 01-21 01-22 01-23 01-31 02-01 02-03 02-04 02-05 02-06'],
  ['extended', shipped, '吉', '2020-01-19', '01-20 01-21 01-22 01-23 02-03 02-04 02-05 02-06 02-07 02-10'],
  ['two holidays 2021', shipped, '吉04', '2021-09-13', '09-14 09-15 09-16 09-17 09-18 09-22 09-23 09-24 09-26 09-27'],
  ['National Day 2021', shipped, '吉04', '2021-09-26', '09-27 09-28 09-29 09-30 10-08 10-09 10-11 10-12 10-13 10-14'],
  [
    'Spring Festival 2026',
    shipped,
    '吉08',
    '2026-02-10',
    '02-11 02-12 02-13 02-14 02-24 02-25 02-26 02-27 02-28 03-02',
  ],
  ['unpublished', shipped, '吉01', '2027-01-27', '01-28 01-29 02-01 02-02 02-03 02-04 02-09 02-10 02-11 02-12'],
  [
    'published later',
    invented2027,
    '吉01',
    '2027-01-27',
    '01-28 01-29 01-31 02-01 02-02 02-03 02-04 02-15 02-16 02-17',
  ],
  ['Yanbian 2024', shipped, '吉24', '2024-08-30', '09-05 09-06 09-09 09-10 09-11 09-12 09-13 09-14 09-18 09-19'],
  ['same days outside', shipped, '吉01', '2024-08-30', '09-02 09-03 09-04 09-05 09-06 09-09 09-10 09-11 09-12 09-13'],
];

test.each(COUNTED)('ten working days: %s', (_, book, court, from, days) => {
  const { days: counted, due } = countWorkdays(book, court, from, 10);
  expect(counted.map((day) => day.slice(5)).join(' ')).toBe(days);
  expect(due).toBe(counted.at(-1));
});

test('a period is provisional only if it reaches a day no notice covers', () => {
  const from = (date: string, count: number, book = shipped) => countWorkdays(book, '吉01', date, count).provisional;
  expect(from('2026-12-25', 4)).toBe(false);
  expect(from('2026-12-25', 5)).toBe(true);
  expect(from('2027-01-27', 10)).toBe(true);
  expect(from('2027-01-27', 10, invented2027)).toBe(false);
  expect(from('2017-12-31', 1)).toBe(false);
  expect(from('2017-12-29', 1)).toBe(true);
  expect(from('2017-12-28', 2)).toBe(true);
});

test('the calendars and versions relied on are named', () => {
  expect(countWorkdays(shipped, '吉01', '2018-09-20', 10).calendar).toBe('national-2018@1');
  expect(countWorkdays(shipped, '吉2401', '2024-08-30', 10).calendar).toBe('national-2024@1 yanbian-2024@1');
  expect(countWorkdays(shipped, '吉01', '2026-12-25', 6).calendar).toBe('national-2026@1 national-2027@0');
  expect(countWorkdays(firstAnnounced2020, '吉01', '2020-01-19', 1).calendar).toBe('national-2020@2');
});

test.each([
  ['吉01', '2018-09-21', true, '工作日'],
  ['吉01', '2018-09-22', false, '周六休息'],
  ['吉01', '2018-10-07', false, '国庆节放假（国务院办公厅通知）'],
  ['吉01', '2018-09-30', true, '调休上班（国务院办公厅通知）'],
  ['吉01', '2018-01-01', false, '元旦放假（国务院办公厅通知）'],
  ['吉24', '2024-09-03', false, '州庆放假（延边州通知）'],
  ['吉01', '2024-09-03', true, '工作日'],
  ['吉7105', '2023-09-04', false, '州庆放假（延边州通知）'],
  ['吉7101', '2023-09-04', true, '工作日'],
  ['吉7502', '2023-09-04', false, '州庆放假（延边州通知）'],
  ['吉2401', '2022-09-05', true, '工作日'],
  ['吉2401', '2026-08-31', true, '工作日'],
  ['吉2401', '2026-09-01', null, '2026年延边州放假安排尚未公布，暂按周二工作日计'],
  ['吉7105', '2026-09-06', null, '2026年延边州放假安排尚未公布，暂按周日休息日计'],
  ['吉2401', '2026-09-07', true, '工作日'],
  ['吉01', '2026-09-03', true, '工作日'],
  ['吉01', '2027-02-08', false, '春节放假（《全国年节及纪念日放假办法》）'],
  ['吉01', '2027-02-06', false, '春节放假（《全国年节及纪念日放假办法》）'],
  ['吉01', '2027-02-09', null, '2027年日历尚未公布，暂按周二工作日计'],
  ['吉01', '2027-02-13', null, '2027年日历尚未公布，暂按周六休息日计'],
])('%s on %s: %p, %s', (court, date, workday, reason) => {
  expect(explainDay(shipped, court, date)).toMatchObject({ date, workday, reason });
});

test('regions: by court and everything below it, whenever its code was in use', () => {
  expect(regionsOf('吉')).toEqual(['national']);
  expect(regionsOf('吉0381')).toEqual(['national']);
  expect(['吉24', '吉2426', '吉75', '吉7505', '吉7105'].map((code) => regionsOf(code))).toEqual(
    Array(5).fill(['national', 'yanbian']),
  );
  expect(regionsOf('吉0721')).toEqual(['national', 'qianguo']);
  expect(() => regionsOf('吉99')).toThrow(expect.objectContaining({ code: 'COURT_UNKNOWN' }));
  expect(KNOWN_REGIONS.slice(0, 2)).toEqual(['national', 'yanbian']);
});

test.each<[string, string, string, DayExplanation['mark'], string]>([
  ['a holiday', '吉01', '2018-10-01', 'HOLIDAY', '放假'],
  ['a make-up day', '吉01', '2018-09-29', 'MAKEUP', '调休上班'],
  ['a holiday by law', '吉01', '2032-10-01', 'HOLIDAY', '放假'],
  ['a weekend', '吉01', '2018-09-15', null, '休息'],
  ['a day that a notice to come may give', '吉24', '2031-09-03', null, '放假安排尚未公布'],
])('%s says what it is by a mark of its own, not by its words', (_name, court, date, mark, words) => {
  const { mark: found, reason } = explainDay(withYear(2031, [], []), court, date);
  expect(reason).toContain(words);
  expect(found).toBe(mark);
});

test('a region can also work on a national day off, and a later entry replaces an earlier one', () => {
  const book = withYear(2024, ['2024-09-02'], ['2024-10-01'], 'yanbian');
  expect(explainDay(book, '吉24', '2024-10-01').workday).toBe(true);
  expect(explainDay(book, '吉01', '2024-10-01').workday).toBe(false);
  expect(explainDay(book, '吉24', '2024-09-03').workday).toBe(true);
  expect(explainDay(book, '吉24', '2024-09-02').version).toBe(2);
  const appended = { years: [...shipped.years, ...firstAnnounced2020.years.slice(-1)] };
  expect(countWorkdays(appended, '吉', '2020-01-19', 10).due).toBe('2020-02-06');
});

test("a notice may name days of the year before it, as 2019's did", () => {
  const book = withYear(2027, ['2026-12-31', '2027-01-01'], ['2026-12-26']);
  expect(explainDay(book, '吉01', '2026-12-31').workday).toBe(false);
  expect(explainDay(book, '吉01', '2026-12-26').workday).toBe(true);
  expect(explainDay(book, '吉01', '2026-12-30').workday).toBe(true);
});

test.each([
  [{ region: 'harbin', year: 2027, off: [], makeup: [] }],
  [{ region: '__proto__', year: 2027, off: [], makeup: [] }],
  [{ region: 'national', year: 2027.5, off: [], makeup: [] }],
  [{ region: 'national', year: 2027, off: ['2027-02-30'], makeup: [] }],
  [{ region: 'national', year: 2027, off: ['2029-01-01'], makeup: [] }],
  [{ region: 'national', year: 2027, off: ['2027-01-01'], makeup: ['2027-01-01'] }],
])('an impossible year is refused: %j', (year) => expect(() => checkCalendarYear(year)).toThrow(RuleError));

test.each([0, -1, 1.5, 1e9, 401, NaN, Infinity])('a count of %p is refused', (count) => {
  expect(() => countWorkdays(shipped, '吉01', '2018-09-20', count)).toThrow(/1至400/);
});

test('every day of 2018–2026 is what the naive list says', () => {
  for (const [court, list] of [
    ['吉01', national],
    ['吉24', yanbian],
  ] as const) {
    const workdays = new Set(list);
    const open = (day: string) => court === '吉24' && day >= '2026-09-01' && day <= '2026-09-06';
    const wrong = everyDay('2018-01-01', '2026-12-31').filter(
      (day) => explainDay(shipped, court, day).workday !== (open(day) ? null : workdays.has(day)),
    );
    expect(wrong).toEqual([]);
  }
});

test('counting agrees with slicing the naive list, from every day of 2018–2026', () => {
  everyDay('2018-01-01', '2026-12-31').forEach((from, i) => {
    const [court, list] = i % 2 ? (['吉7501', yanbian] as const) : (['吉0104', national] as const);
    const count = (i % 60) + 1;
    expect(countWorkdays(shipped, court, from, count).days).toEqual(naiveCount(list, from, count));
  });
});

test('counts from any day, of 1 to 60: prefix of longer counts, never on the day itself, provisional exactly where a notice is missing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3286 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('吉', '吉0104', '吉24', '吉7105'),
      (offset, count, court) => {
        const from = addDays('2018-01-01', offset);
        const counted = countWorkdays(shipped, court, from, count);
        const list = ['吉24', '吉7105'].includes(court) ? yanbian : national;
        expect(counted.days).toEqual(naiveCount(list, from, count));
        expect(counted.days[0]! > from).toBe(true);
        expect(counted.days).toEqual(countWorkdays(shipped, court, from, count + 1).days.slice(0, -1));
        expect(workdaysBetween(shipped, court, from, counted.due)).toBe(count);
        const celebrated = list === yanbian && from < '2026-09-06' && counted.due > '2026-08-31';
        expect(counted.provisional).toBe(celebrated || counted.due > '2026-12-31');
      },
    ),
  );
});

test('counting reaches the last day there is and not beyond', () => {
  expect(countWorkdays(shipped, '吉01', '9999-12-30', 1).due).toBe('9999-12-31');
  expect(() => countWorkdays(shipped, '吉01', '9999-12-30', 2)).toThrow(/9999/);
});

test('working days between two days: 0 unless the second is later, the second included', () => {
  expect(workdaysBetween(shipped, '吉01', '2018-10-10', '2018-10-10')).toBe(0);
  expect(workdaysBetween(shipped, '吉01', '2018-10-10', '2018-10-09')).toBe(0);
  expect(workdaysBetween(shipped, '吉01', '2018-10-12', '2018-10-14')).toBe(0);
  expect(workdaysBetween(shipped, '吉01', '2018-09-20', '2018-10-10')).toBe(10);
});

test('the shipped years: make-up days are weekends, days off hold no make-up day, every national year is there', () => {
  expect(shipped.years.filter((y) => y.region === 'national').map((y) => y.year)).toEqual([
    2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026,
  ]);
  for (const year of shipped.years) {
    expect(() => checkCalendarYear(year)).not.toThrow();
    expect(year.makeup.filter((day) => weekday(day) < 6)).toEqual([]);
    expect(year.version).toBe(1);
  }
});
