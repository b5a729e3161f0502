import {
  countWorkdays,
  explainDay,
  mayKeep,
  readClosure,
  readNoticeCsv,
  readNoticeLists,
  SHIPPED_CALENDAR,
  withCalendarYear,
} from '../src';
import type { ReadNotice } from '../src';

const head = { region: 'national', year: 2027, notice: '国务院办公厅关于2027年部分节假日安排的通知' };
const csv = (...lines: string[]) => readNoticeCsv(lines.join('\n'), head, SHIPPED_CALENDAR);
const problems = (read: ReadNotice) =>
  'problems' in read ? read.problems.map(({ place, message }) => `${place} ${message}`.trim()) : [];
const year = (read: ReadNotice) => {
  if ('problems' in read) throw new Error(problems(read).join('\n'));
  return read.year;
};

describe('a notice as CSV', () => {
  test('is read, whatever its line ends, order, names and byte order mark', () => {
    const text =
      '\uFEFFdate,kind,name\r\n2027-02-06,off,"春节, 除夕"\r\n2027-01-01,off,元旦\r\n\r\n2027-02-20,makeup,\r\n2026-12-26,makeup,元旦\r\n';
    const read = readNoticeCsv(text, head, SHIPPED_CALENDAR);
    expect(read).toEqual({
      year: { ...head, off: ['2027-01-01', '2027-02-06'], makeup: ['2026-12-26', '2027-02-20'] },
      remarks: [
        { place: '第2行', message: '2027-02-06是周六，本来就休息。' },
        { place: '第6行', message: '2026-12-26在上一年度，请核对是否为跨年安排。' },
      ],
    });
  });

  test.each<[string, string[], string[]]>([
    ['no head', ['2027-01-01,off'], ['第1行 首行应为“date,kind”或者“date,kind,name”。']],
    ['nothing', [''], ['第1行 首行应为“date,kind”或者“date,kind,name”。']],
    ['no day off', ['date,kind', '2027-02-20,makeup'], ['至少应有一天放假。']],
    [
      'another kind',
      ['date,kind', '2027-01-01,rest'],
      ['第2行 种类“rest”无效，应为off（放假）或者makeup（调休上班）。'],
    ],
    ['a column too many', ['date,kind', '2027-01-01,off,元旦'], ['第2行 应有2列，以英文逗号分隔。']],
    ['a column too few', ['date,kind,name', '2027-01-01'], ['第2行 应有3列，以英文逗号分隔。']],
    ['an open quote', ['date,kind,name', '2027-01-01,off,"元旦'], ['第2行 应有3列，以英文逗号分隔。']],
    [
      'no such day',
      ['date,kind', '2027-02-30,off', '2027/01/01,off'],
      [
        '第2行 日期“2027-02-30”不存在，应为真实日期，格式YYYY-MM-DD。',
        '第3行 日期“2027/01/01”不存在，应为真实日期，格式YYYY-MM-DD。',
      ],
    ],
    [
      'another year',
      ['date,kind', '2027-01-01,off', '2028-01-01,off', '2026-12-01,off'],
      ['第3行 日期2028-01-01不属于2027年的放假安排。', '第4行 日期2026-12-01不属于2027年的放假安排。'],
    ],
    [
      'the same day twice, also as something else',
      ['date,kind', '2027-01-02,off', '2027-01-02,off', '2027-01-02,makeup'],
      ['第3行 日期2027-01-02与第2行重复。', '第4行 日期2027-01-02与第2行重复。'],
    ],
    [
      'a make-up day that is a working day anyway',
      ['date,kind', '2027-01-01,off', '2027-01-04,makeup'],
      ['第3行 2027-01-04是周一，本来就是工作日，不能作为调休上班日。'],
    ],
  ])('%s', (_, lines, expected) => expect(problems(csv(...lines))).toEqual(expected));

  test('what it is about must be said', () => {
    const read = readNoticeCsv(
      'date,kind\n2027-01-01,off',
      { region: 'harbin', year: NaN, notice: ' ' },
      SHIPPED_CALENDAR,
    );
    expect(problems(read).slice(0, 3)).toEqual([
      expect.stringContaining('日历地区“harbin”无效'),
      '年份应为2018至2999之间的整数。',
      '应写明依据的通知，不超过2000字。',
    ]);
  });

  test('a year has not more days than a year', () => {
    expect(problems(csv('date,kind', ...Array<string>(400).fill('2027-01-01,off')))).toContain(
      '放假和调休日共不超过366天。',
    );
  });
});

test('a notice as lists, its problems by place in the list', () => {
  const lists = { ...head, off: ['2027-01-01', '2027-01-01'], makeup: ['2027-01-05'] };
  expect(problems(readNoticeLists(lists, SHIPPED_CALENDAR))).toEqual([
    'off第2项 日期2027-01-01与off第1项重复。',
    'makeup第1项 2027-01-05是周二，本来就是工作日，不能作为调休上班日。',
  ]);
  const shipped = SHIPPED_CALENDAR.years.find((entry) => entry.region === 'national' && entry.year === 2026)!;
  expect(year(readNoticeLists(shipped, SHIPPED_CALENDAR)).off).toEqual([...shipped.off].sort());
});

test('a region may work on a national day off', () => {
  const lists = { region: 'yanbian', year: 2026, notice: '州通知', off: ['2026-09-03'], makeup: ['2026-10-01'] };
  expect(year(readNoticeLists(lists, SHIPPED_CALENDAR)).makeup).toEqual(['2026-10-01']);
});

describe('an emergency closure', () => {
  const closure = (days: string[], region = 'national', reason = '暴雨') =>
    readClosure({ region, days, reason }, SHIPPED_CALENDAR);

  test('is laid over the version in force; make-up days among it are none any more', () => {
    const shipped = SHIPPED_CALENDAR.years.find((entry) => entry.region === 'national' && entry.year === 2018)!;
    const closed = year(closure(['2018-09-29', '2018-09-28']));
    expect(closed.off).toEqual([...shipped.off, '2018-09-28', '2018-09-29'].sort());
    expect(closed.makeup).toEqual(shipped.makeup.filter((day) => day !== '2018-09-29'));
    expect(closed.notice).toBe('全国临时停止办公（2018-09-29、2018-09-28）：暴雨');
    const book = withCalendarYear(SHIPPED_CALENDAR, { ...closed, version: 2 });
    expect(countWorkdays(book, '吉01', '2018-09-20', 10).due).toBe('2018-10-12');
    expect(explainDay(book, '吉01', '2018-09-28')).toMatchObject({ workday: false, reason: '临时停止办公' });
    expect(explainDay(book, '吉01', '2018-10-01').reason).toBe('国庆节等放假（国务院办公厅通知）');
  });

  test('of a region without a year of its own concerns that region alone', () => {
    const closed = year(closure(['2026-07-01'], 'changbai', '山洪'));
    const book = withCalendarYear(SHIPPED_CALENDAR, { ...closed, version: 1 });
    expect(explainDay(book, '吉0623', '2026-07-01').workday).toBe(false);
    expect(explainDay(book, '吉06', '2026-07-01').workday).toBe(true);
    expect(explainDay(book, '吉0623', '2026-10-01').workday).toBe(false);
  });

  test('a second closure of the year keeps the first', () => {
    const book = withCalendarYear(SHIPPED_CALENDAR, { ...year(closure(['2026-07-01'])), version: 2 });
    const second = year(readClosure({ region: 'national', days: ['2026-07-02'], reason: '暴雨' }, book));
    expect(second.closed).toEqual(['2026-07-01', '2026-07-02']);
    expect(second.off).toEqual(expect.arrayContaining(['2026-07-01', '2026-07-02', '2026-10-01']));
  });

  test('rest days among it are remarked, not refused', () => {
    expect(closure(['2026-10-01', '2026-07-01'])).toMatchObject({ remarks: [{ place: '2026-10-01' }] });
  });

  test.each<[string, ReadNotice, string]>([
    ['no day', closure([]), '至少应有一天停止办公。'],
    ['no reason', closure(['2026-07-01'], 'national', ' '), '应写明停止办公的理由。'],
    ['an unknown region', closure(['2026-07-01'], 'harbin'), '日历地区“harbin”无效。'],
    ['no such day', closure(['2026-02-30']), 'days第1项 日期“2026-02-30”不存在。'],
    ['a day twice', closure(['2026-07-01', '2026-07-01']), 'days第2项 日期2026-07-01重复。'],
    ['two years', closure(['2025-12-31', '2026-01-01']), 'days第2项 各日应在同一年度。'],
    // One closed day would pass for the notice of the year, and every provisional deadline for final.
    ['a national year not published', closure(['2027-07-01']), '2027年全国放假安排尚未公布，不能先登记停止办公。'],
  ])('%s is refused', (_, read, expected) => expect(problems(read)).toContain(expected));
});

test.each([
  ['national', '吉0202', '吉02', null, [], true],
  ['yanbian', '吉0202', '吉02', null, [], false],
  ['yanbian', '吉2401', '吉24', null, [], true],
  ['yanbian', '吉0502', '吉', '吉05', ['吉2401'], true],
  // Nobody from the region takes part yet; the deciding court could draft someone.
  ['yanbian', '吉0502', '吉', '吉05', [], true],
  ['yanbian', '吉7101', '吉71', null, [], true],
  ['qianguo', '吉0702', '吉07', null, [], true],
  ['qianguo', '吉2401', '吉24', null, [], false],
])(
  'the calendar of %s and a case of %s before %s: %p',
  (region, executingCourt, decidingCourt, relayCourt, participants, may) => {
    expect(mayKeep(region, { executingCourt, decidingCourt, relayCourt, participants })).toBe(may);
  },
);
