import { Lunar } from 'lunar-typescript';
import { countWorkdays, explainDay, SHIPPED_CALENDAR, statutoryDays, workdaysBetween } from '../src/index';
import { everyDay } from './naive-calendar';

const shipped = SHIPPED_CALENDAR;
const days = (year: number) =>
  [...statutoryDays(year)]
    .map(([date, name]) => `${date.slice(5)} ${name}`)
    .sort()
    .join(', ');

test('正月初一, 清明, 端午 and 中秋 of 1949-2100 are those of the library whose data they are', () => {
  const wrong: string[] = [];
  for (let year = 1949; year <= 2100; year += 1) {
    const law = statutoryDays(year);
    const lunar = (month: number, day: number) => Lunar.fromYmd(year, month, day).getSolar().toYmd();
    if (year >= 1950 && law.get(lunar(1, 1)) !== '春节') wrong.push(`${year} 春节`);
    if (year < 2008) continue;
    const qingming = Lunar.fromYmd(year, 3, 1).getJieQiTable()['清明']?.toYmd() ?? '';
    if (law.get(qingming) !== '清明节') wrong.push(`${year} 清明 ${qingming}`);
    if (law.get(lunar(5, 5)) !== '端午节') wrong.push(`${year} 端午`);
    if (!['中秋节', '国庆节'].includes(law.get(lunar(8, 15)) ?? '')) wrong.push(`${year} 中秋`);
  }
  expect(wrong).toEqual([]);
});

test.each([
  [1949, ''],
  [1951, '01-01 元旦, 02-06 春节, 02-07 春节, 02-08 春节, 05-01 劳动节, 10-01 国庆节, 10-02 国庆节'],
  [
    2007,
    '01-01 元旦, 02-18 春节, 02-19 春节, 02-20 春节, 05-01 劳动节, 05-02 劳动节, 05-03 劳动节, 10-01 国庆节, 10-02 国庆节, 10-03 国庆节',
  ],
  [
    2013,
    '01-01 元旦, 02-09 春节, 02-10 春节, 02-11 春节, 04-04 清明节, 05-01 劳动节, 06-12 端午节, 09-19 中秋节, 10-01 国庆节, 10-02 国庆节, 10-03 国庆节',
  ],
  [
    2017,
    '01-01 元旦, 01-28 春节, 01-29 春节, 01-30 春节, 04-04 清明节, 05-01 劳动节, 05-30 端午节, 10-01 国庆节, 10-02 国庆节, 10-03 国庆节, 10-04 中秋节',
  ],
  [
    2027,
    '01-01 元旦, 02-05 春节, 02-06 春节, 02-07 春节, 02-08 春节, 04-05 清明节, 05-01 劳动节, 05-02 劳动节, 06-09 端午节, 09-15 中秋节, 10-01 国庆节, 10-02 国庆节, 10-03 国庆节',
  ],
  [2101, '01-01 元旦, 05-01 劳动节, 05-02 劳动节, 10-01 国庆节, 10-02 国庆节, 10-03 国庆节'],
])('days off by the law in force in %i', (year, expected) => expect(days(year)).toBe(expected));

test('the notices shipped leave no day of the law out', () => {
  for (let year = 2018; year <= 2026; year += 1) {
    for (const [date] of statutoryDays(year))
      expect([date, explainDay(shipped, '吉01', date).workday]).toEqual([date, false]);
  }
});

test('a count that reaches an unpublished year leaves out its days by law and is provisional', () => {
  expect(countWorkdays(shipped, '吉01', '2026-12-18', 10)).toMatchObject({ due: '2027-01-04', provisional: true });
  expect(countWorkdays(shipped, '吉01', '2026-12-17', 10)).toMatchObject({ due: '2026-12-31', provisional: false });
  // Nothing but days by law of the year that is not out: 2027-10-01 to 10-03, then a Monday.
  expect(countWorkdays(shipped, '吉01', '2027-09-30', 1)).toMatchObject({ due: '2027-10-04', provisional: true });
});

test('延边: only what reaches its usual days waits for its notice', () => {
  const count = (from: string, n: number, court = '吉2401') => countWorkdays(shipped, court, from, n);
  expect(count('2026-08-24', 10)).toMatchObject({ provisional: true, calendar: 'national-2026@1 yanbian-2026@0' });
  expect(count('2026-07-01', 10)).toMatchObject({ provisional: false, calendar: 'national-2026@1' });
  expect(count('2026-08-21', 6)).toMatchObject({ due: '2026-08-31', provisional: false });
  expect(count('2026-08-21', 7)).toMatchObject({ due: '2026-09-01', provisional: true });
  expect(count('2026-09-06', 1)).toMatchObject({ provisional: false });
  expect(count('2026-09-05', 1)).toMatchObject({ provisional: true });
  expect(count('2022-08-24', 10)).toMatchObject({ provisional: false });
  expect(count('2026-08-24', 10, '吉01')).toMatchObject({ provisional: false });
  const none = { region: 'yanbian', year: 2026, off: [], makeup: [], version: 1, notice: '2026年不另行放假' };
  const book = { years: [...shipped.years, none] };
  expect(countWorkdays(book, '吉2401', '2026-08-24', 10)).toMatchObject({
    provisional: false,
    calendar: 'national-2026@1 yanbian-2026@1',
  });
});

test('the name of the notice is the reason shown; without one a day is only off', () => {
  const entry = {
    region: 'national',
    year: 2027,
    off: ['2027-09-03', '2027-09-15'],
    makeup: ['2027-09-04', '2027-09-05'],
    version: 1,
    notice: '通知',
    names: { '2027-09-03': '抗战胜利纪念日', '2027-09-04': '抗战胜利纪念日' },
  };
  const reason = (date: string) => explainDay({ years: [...shipped.years, entry] }, '吉01', date).reason;
  expect(reason('2027-09-03')).toBe('抗战胜利纪念日放假（国务院办公厅通知）');
  expect(reason('2027-09-15')).toBe('放假（国务院办公厅通知）');
  expect(reason('2027-09-04')).toBe('调休上班（国务院办公厅通知，抗战胜利纪念日）');
  expect(reason('2027-09-05')).toBe('调休上班（国务院办公厅通知）');
});

test('a count names the notice of another year that decided one of its days', () => {
  const entry = { region: 'national', year: 2027, off: [], makeup: ['2026-12-26'], version: 1, notice: '通知' };
  const book = { years: [...shipped.years, entry] };
  const { days: counted, calendar } = countWorkdays(book, '吉01', '2026-12-24', 2);
  expect([counted, calendar]).toEqual([['2026-12-25', '2026-12-26'], 'national-2026@1 national-2027@1']);
  expect(countWorkdays(book, '吉01', '2026-12-22', 2).calendar).toBe('national-2026@1');
});

describe('over years nothing is counted day by day', () => {
  const naive = (court: string, after: string, upTo: string) =>
    everyDay(after, upTo)
      .slice(1)
      .filter((day) => explainDay(shipped, court, day).provisionalWorkday).length;

  test.each([
    ['吉01', '2016-03-01', '2029-11-17'],
    ['吉2401', '2021-12-31', '2026-09-03'],
    ['吉01', '2018-12-28', '2021-01-01'],
    ['吉01', '1999-12-31', '2002-01-01'],
  ])('the same as day by day: %s %s..%s', (court, after, upTo) => {
    expect(workdaysBetween(shipped, court, after, upTo)).toBe(naive(court, after, upTo));
  });

  test('all years there are: what is kept is a number a year, not a day each', () => {
    const whole = workdaysBetween(shipped, '吉01', '0001-01-01', '9999-12-31');
    expect(whole).toBeGreaterThan(2_500_000);
    expect(
      workdaysBetween(shipped, '吉01', '0001-01-01', '2026-03-04') +
        workdaysBetween(shipped, '吉01', '2026-03-04', '9999-12-31'),
    ).toBe(whole);
  });
});
