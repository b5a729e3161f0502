import {
  calendarYearProblem,
  closuresEnded,
  countWorkdays,
  explainDay,
  mayKeep,
  overClosures,
  readClosure,
  readDay,
  readNoticeLines,
  readNoticeLists,
  SHIPPED_CALENDAR,
  withCalendarYear,
} from '../src';
import type { ReadNotice } from '../src';

const head = { region: 'national', year: 2027, notice: '国务院办公厅关于2027年部分节假日安排的通知' };
const lines = (...texts: string[]) =>
  texts.map((text, index) => ({ place: `第${index + 1}行`, cells: text.split(',') }));
const file = (...texts: string[]) => readNoticeLines(lines(...texts), head, SHIPPED_CALENDAR);
const problems = (read: ReadNotice) =>
  'problems' in read ? read.problems.map(({ place, message }) => `${place} ${message}`.trim()) : [];
const year = (read: ReadNotice) => {
  if ('problems' in read) throw new Error(problems(read).join('\n'));
  return read.year;
};

describe('a notice as the lines of a spreadsheet', () => {
  test('is read, whatever the order of days and columns; the names are kept', () => {
    expect(file('kind,date,name', 'off,2027-02-06,春节  除夕', 'off,2027-01-01,元旦', 'makeup,2026-12-26,')).toEqual({
      year: {
        ...head,
        off: ['2027-01-01', '2027-02-06'],
        makeup: ['2026-12-26'],
        names: { '2027-01-01': '元旦', '2027-02-06': '春节 除夕' },
      },
      remarks: [
        { place: '第2行', message: '2027-02-06是周六，本来就休息。' },
        { place: '第4行', message: '2026-12-26在上一年度，请核对是否为跨年安排。' },
      ],
    });
  });

  test.each([
    ['2027/1/1', '2027-01-01'],
    ['2027/01/01 0:00', '2027-01-01'],
    ['2027年1月1日', '2027-01-01'],
    ['2027 年 1 月 1 日', '2027-01-01'],
    ['2027年1月1日星期五', '2027-01-01'],
    ['2027/1/1（周五）', '2027-01-01'],
    ['星期五', undefined],
    ['２０２７－０１－０１', '2027-01-01'],
    ['２０２７．１．１', '2027-01-01'],
    ['2027–1–1', '2027-01-01'],
    ['20270101', '2027-01-01'],
    ['46388', '2027-01-01'],
    ['46388.0', '2027-01-01'],
    ['2027-02-30', '2027-02-30'],
    ['1/1/2027', undefined],
    ['1月1日', undefined],
    ['27/1/1', undefined],
    ['12', undefined],
    ['99999', undefined],
    ['', undefined],
  ])('the day %j', (typed, day) => expect(readDay(typed)).toBe(day));

  test.each([
    ['off', 'off'],
    ['Off', 'off'],
    ['ＯＦＦ', 'off'],
    ['放假', 'off'],
    [' 休 ', 'off'],
    ['班', 'makeup'],
    ['调休', 'makeup'],
    ['上班', 'makeup'],
    ['MakeUp', 'makeup'],
  ] as const)('the kind %j', (typed, kind) => {
    const read = year(file('日期,类型,名称', '2027-01-01,off,', `2027-01-09,${typed},`));
    expect(read[kind]).toContain('2027-01-09');
  });

  test('what a spreadsheet leaves behind does not count: empty columns, emptied lines, the lines before the head', () => {
    const read = file(',,,,', '日期,种类,名称,,', '2027/1/1,放假,元旦,,', ',,,,', '2027/2/20,上班,,,');
    expect(year(read)).toMatchObject({ off: ['2027-01-01'], makeup: ['2027-02-20'] });
  });

  const HEAD = '首行应为日期、类型、名称（date,kind,name），名称可以没有。';
  test.each<[string, string[], string[]]>([
    ['no head', ['2027-01-01,off'], [`第1行 ${HEAD}`]],
    ['nothing', [''], [`第1行 ${HEAD}`]],
    ['no column of kinds', ['date,name', '2027-01-01,元旦'], [`第1行 ${HEAD}`]],
    ['a column nobody knows', ['date,kind,price', '2027-01-01,off,3'], [`第1行 不认识的列“price”，${HEAD}`]],
    ['a column twice', ['date,kind,日期', '2027-01-01,off,'], ['第1行 “日期”列重复。']],
    ['no day off', ['date,kind', '2027-02-20,makeup'], ['至少应有一天放假。']],
    [
      'another kind',
      ['date,kind', '2027-01-01,rest'],
      ['第2行 种类“rest”无效，应为off（放假）或者makeup（调休上班）。'],
    ],
    ['a cell beside the columns', ['date,kind', '2027-01-01,off,元旦'], ['第2行 “元旦”不在首行所列的各列之内。']],
    ['a cell too few', ['date,kind,name', '2027-01-01'], ['第2行 种类“”无效，应为off（放假）或者makeup（调休上班）。']],
    ['a long name', ['date,kind,name', `2027-01-01,off,${'元'.repeat(41)}`], ['第2行 名称不超过40字。']],
    [
      'no such day, and no day at all',
      ['date,kind', '2027-02-30,off', '1月1日,off', '2027-01-01,off', '2027-01-04,makeup'],
      [
        '第2行 日期“2027-02-30”不存在。',
        '第3行 认不出日期“1月1日”，应写作2027-01-01、2027/1/1或者2027年1月1日。',
        '第5行 2027-01-04是周一，本来就是工作日，不能作为调休上班日。',
      ],
    ],
    [
      'another year',
      ['date,kind', '2027-01-01,off', '2028-01-01,off', '2026-12-01,off'],
      ['第3行 日期2028-01-01不属于2027年的放假安排。', '第4行 日期2026-12-01不属于2027年的放假安排。'],
    ],
    [
      'the same day twice, also in another form or as something else',
      ['date,kind', '2027-01-02,off', '2027/1/2,off', '2027-01-02,makeup'],
      ['第3行 日期2027-01-02与第2行重复。', '第4行 日期2027-01-02与第2行重复。'],
    ],
  ])('%s', (_, texts, expected) => expect(problems(file(...texts))).toEqual(expected));

  test('what it is about must be said', () => {
    const read = readNoticeLines(
      lines('date,kind', '2027-01-01,off'),
      { region: 'harbin', year: NaN, notice: ' ' },
      SHIPPED_CALENDAR,
    );
    expect(problems(read).slice(0, 3)).toEqual([
      expect.stringContaining('日历地区“harbin”无效'),
      '应写明年份。',
      '应写明依据的通知，不超过2000字。',
    ]);
  });

  test('a year has not more days than a year', () => {
    expect(problems(file('date,kind', ...Array<string>(400).fill('2027-01-01,off')))).toContain(
      '放假和调休日共不超过366天。',
    );
  });
});

test.each([
  [1990, true],
  [1991, false],
  [2028, false],
  [2029, true],
  [2027.5, true],
  [NaN, true],
])('a calendar of %p entered in 2026 is refused: %p', (of, refused) => {
  expect(calendarYearProblem(of, '2026-11-28') !== undefined).toBe(refused);
});

test('a region’s year may have no days of its own: that too is a notice', () => {
  const read = readNoticeLines(
    lines('日期,类型,名称'),
    { region: 'qianguo', year: 2027, notice: '本年不另放假' },
    SHIPPED_CALENDAR,
  );
  expect(year(read)).toMatchObject({ region: 'qianguo', off: [], makeup: [] });
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

test('the names of lists are those of their days', () => {
  const names = { '2027-01-01': ' 元旦 ', '2027-05-01': '劳动节' };
  const read = year(readNoticeLists({ ...head, off: ['2027/1/1'], makeup: [], names }, SHIPPED_CALENDAR));
  expect(read).toMatchObject({ off: ['2027-01-01'], names: { '2027-01-01': '元旦' } });
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
    expect(explainDay(book, '吉01', '2018-10-01').reason).toBe('国庆节放假（国务院办公厅通知）');
  });

  test('of a region without a year of its own concerns that region alone', () => {
    const closed = year(closure(['2026-07-01'], 'changbai', '山洪'));
    const book = withCalendarYear(SHIPPED_CALENDAR, { ...closed, version: 1 });
    expect(explainDay(book, '吉0623', '2026-07-01').workday).toBe(false);
    expect(explainDay(book, '吉06', '2026-07-01').workday).toBe(true);
    expect(explainDay(book, '吉0623', '2026-10-01').workday).toBe(false);
  });

  test('of 延边 before its notice leaves the days of 州庆 open, until the notice comes', () => {
    const flood = year(closure(['2026-07-20'], 'yanbian', '山洪'));
    const closed = withCalendarYear(SHIPPED_CALENDAR, { ...flood, version: 1 });
    expect(countWorkdays(closed, '吉2401', '2026-07-17', 1)).toMatchObject({ due: '2026-07-21', provisional: false });
    expect(countWorkdays(closed, '吉2401', '2026-08-24', 10)).toMatchObject({
      due: '2026-09-07',
      provisional: true,
      calendar: 'national-2026@1 yanbian-2026@1',
    });
    const more = year(readClosure({ region: 'yanbian', days: ['2026-07-21'], reason: '山洪' }, closed));
    const twice = withCalendarYear(closed, { ...more, version: 2 });
    expect(countWorkdays(twice, '吉2401', '2026-08-24', 10).provisional).toBe(true);

    const notice = { region: 'yanbian', year: 2026, off: ['2026-09-03'], makeup: [], notice: '州庆放假' };
    const read = readNoticeLists(notice, twice);
    expect(read).toMatchObject({
      remarks: [{ place: '', message: expect.stringContaining('2026-07-20、2026-07-21') }],
    });
    const whole = readNoticeLists({ ...notice, off: ['2026-07-20', '2026-07-21', '2026-09-03'] }, twice);
    expect(whole).toMatchObject({ remarks: [], year: { closed: ['2026-07-20', '2026-07-21'] } });
    const published = withCalendarYear(twice, { ...year(whole), version: 3 });
    expect(countWorkdays(published, '吉2401', '2026-08-24', 10)).toMatchObject({
      due: '2026-09-08',
      provisional: false,
    });
    const later = year(readClosure({ region: 'yanbian', days: ['2026-09-09'], reason: '山洪' }, published));
    expect(later).not.toHaveProperty('onlyClosures');
  });

  test('a second closure of the year keeps the first', () => {
    const book = withCalendarYear(SHIPPED_CALENDAR, { ...year(closure(['2026-07-01'])), version: 2 });
    const second = year(readClosure({ region: 'national', days: ['2026-07-02'], reason: '暴雨' }, book));
    expect(second.closed).toEqual(['2026-07-01', '2026-07-02']);
    expect(second.off).toEqual(expect.arrayContaining(['2026-07-01', '2026-07-02', '2026-10-01']));
  });

  describe('and a notice of the same year', () => {
    const book = withCalendarYear(SHIPPED_CALENDAR, {
      ...year(closure(['2026-07-01', '2026-07-04'])),
      version: 2,
    });
    const notice = { region: 'national', year: 2026, off: ['2026-01-01', '2026-07-01'], makeup: [], notice: '通知' };

    test('it ends what it does not list', () => expect(closuresEnded(notice, book)).toEqual(['2026-07-04']));

    test.each([
      ['those it is known to end', ['2026-07-04'], [], ['2026-01-01', '2026-07-01'], ['2026-07-01'], []],
      ['no other', [], [], ['2026-01-01', '2026-07-01', '2026-07-04'], ['2026-07-01', '2026-07-04'], []],
      [
        'not by a make-up day',
        [],
        ['2026-07-04'],
        ['2026-01-01', '2026-07-01', '2026-07-04'],
        ['2026-07-01', '2026-07-04'],
        [],
      ],
      [
        'but where that is known',
        ['2026-07-04'],
        ['2026-07-04'],
        ['2026-01-01', '2026-07-01'],
        ['2026-07-01'],
        ['2026-07-04'],
      ],
    ])('it ends %s', (_, ended, makeup, off, closed, made) =>
      expect(overClosures({ ...notice, makeup }, ended, book)).toMatchObject({ off, closed, makeup: made }),
    );

    test('a year without closures is laid down as it is', () =>
      expect(overClosures({ ...notice, year: 2025 }, [], book)).toEqual({ ...notice, year: 2025 }));
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
