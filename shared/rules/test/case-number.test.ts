import fc from 'fast-check';
import {
  courtsOn,
  decisionNumber,
  enforcementCaseKey,
  parseCaseNumber,
  RuleError,
  toChineseDate,
  toChineseNumeral,
  writtenCaseNumber,
} from '../src';

const current = (normalised: string, year: number, court: string, type: string, serial: number, eligible: boolean) => ({
  normalised,
  format: 'current',
  year,
  court,
  type,
  serial,
  eligible,
});

test.each([
  ['（2016）吉0104执312号', current('（2016）吉0104执312号', 2016, '吉0104', '执', 312, true)],
  ['(2016)吉0104执312号', current('（2016）吉0104执312号', 2016, '吉0104', '执', 312, true)],
  ['〔2018〕吉01执恢7号', current('（2018）吉01执恢7号', 2018, '吉01', '执恢', 7, true)],
  ['（２０１８）吉０１０４执保１２号', current('（2018）吉0104执保12号', 2018, '吉0104', '执保', 12, true)],
  [' （2018） 吉0104 执 1 号 ', current('（2018）吉0104执1号', 2018, '吉0104', '执', 1, true)],
  ['（2018）吉执监3号', current('（2018）吉执监3号', 2018, '吉', '执监', 3, false)],
  ['（2018）吉0104执异1号', current('（2018）吉0104执异1号', 2018, '吉0104', '执异', 1, false)],
  ['（2018）吉01执复1号', current('（2018）吉01执复1号', 2018, '吉01', '执复', 1, false)],
  ['（2018）吉01执协1号', current('（2018）吉01执协1号', 2018, '吉01', '执协', 1, false)],
  ['（2018）吉01执他1号', current('（2018）吉01执他1号', 2018, '吉01', '执他', 1, false)],
  ['（2020）吉01知执5号', current('（2020）吉01知执5号', 2020, '吉01', '执', 5, true)],
  ['（2018）吉0104执恢字第5号', current('（2018）吉0104执恢5号', 2018, '吉0104', '执恢', 5, true)],
  ['（2018）吉0104执异字第5号', current('（2018）吉0104执异5号', 2018, '吉0104', '执异', 5, false)],
  ['（2015）吉0104执5号', current('（2015）吉0104执5号', 2015, '吉0104', '执', 5, true)],
])('%s is read', (text, expected) => expect(parseCaseNumber(text)).toEqual(expected));

describe('one enforcement case has one number, whatever its spelling', () => {
  test.each([
    '（2016）吉0104执312号之一',
    '（2016）吉0104执312号之十二',
    '（2016）吉0104执312号之2',
    '（2016）吉0104执字第312号',
    '（2016）吉0104执第312号',
    '（2016）吉0104执0312号',
    '（2016）吉0104执字第00312号之三',
    '案号：（2016）吉0104执312号。',
    '案号:(2016)吉0104执312号；',
    '（2016）吉0104执312号\u200b',
    '\u202d（2016）吉0104\u2060执312号\u202c\ufeff',
    '（2016）吉0104執312號',
    '【２０１６】　吉 0104 执\n312 号',
    '［2016］吉0104执312号',
  ])('%j', (text) => expect(parseCaseNumber(text).normalised).toBe('（2016）吉0104执312号'));

  test('the older form as well', () => {
    for (const text of ['（2014）朝执字第00256号', '（2014）朝执字第256号之一', '案号：[2014]朝執字第256號。']) {
      expect(parseCaseNumber(text).normalised).toBe('（2014）朝执字第256号');
    }
    expect(parseCaseNumber('（2013）长执恢字第018—02号').normalised).toBe('（2013）长执恢字第18-2号');
  });

  test('what was written stays, without what only surrounds it', () => {
    expect(writtenCaseNumber('案号：(2016)吉0104执字第0312号之一。\u200b')).toBe('（2016）吉0104执字第0312号之一');
    expect(writtenCaseNumber('（2014）朝執字第００２５６號')).toBe('（2014）朝执字第00256号');
  });

  test('a number of the older form is a case of one court’s, a current one says its court itself', () => {
    const key = (caseNumber: string, court: string, transferredFrom?: string) =>
      enforcementCaseKey({ caseNumber, transferredFrom }, court);
    const older = '（2014）朝执字第256号';
    expect(key(older, '吉0104')).toBe(key('（2014）朝执字第0256号之一', '吉0104'));
    expect(key(older, '吉0104')).not.toBe(key(older, '吉0202'));
    expect(key(older, '吉0202', '吉0104')).toBe(key(older, '吉0104'));
    expect(key(older, '吉0381')).toBe(key(older, '吉0184'));
    expect(key('（2016）吉0104执312号', '吉0104')).toBe(key('（2016）吉0104执字第312号', '吉0202', '吉0104'));
    expect(key('无', '吉0104')).toBe('无');
  });
});

test.each([
  ['', '没有内容'],
  ['2016吉0104执312号', '第1字起“2016吉0104执31…”处有误：应以括号中的年份开头'],
  ['（16）吉0104执312号', '第2字起“16）吉0104执312…”处有误：应为四位数的年份'],
  ['（2018吉0104执312号', '年份之后应为右括号'],
  ['（2018）京0105执312号', '第7字起“京0105执312号”处有误：应为吉林法院的代字'],
  ['（2018）朝执字第312号', '第7字起“朝执字第312号”处有误：应为吉林法院的代字'],
  ['（2018）吉010执312号', '应为吉林法院的代字'],
  ['（2018）吉0104民初312号', '第12字起“民初312号”处有误：应为执行案件的类型字'],
  ['（2018）吉0104执号', '第13字起“号”处有误：应为从1起的序号'],
  ['（2018）吉0104执0号', '应为从1起的序号'],
  ['（2018）吉0104执312', '末尾有误：序号之后应为“号”'],
  ['（2018）吉0104执312好', '第16字起“好”处有误：序号之后应为“号”'],
  ['（2018）吉0104执312号之', '“号”之后只能有“之一”“之二”等'],
  ['（2024年）吉0104执312号', '第6字起“年）吉0104执312号”处有误：年份之后应为右括号，不写“年”字'],
  ['（2024）吉0104执三百一十二号', '第13字起“三百一十二号”处有误：应为从1起的序号，用阿拉伯数字'],
  ['（2024）吉0104执异三号', '第14字起“三号”处有误：应为从1起的序号'],
  ['（2024）吉0104执字第三号', '第15字起“三号”处有误：应为从1起的序号'],
  ['（2024）吉林0104执312号', '第7字起“吉林0104执312号”处有误：应为吉林法院的代字'],
  ['（2018）吉0104执312号; drop', '第17字起“;drop”处有误'],
])('%j: the error names the wrong place', (text, words) => {
  expect(() => parseCaseNumber(text)).toThrow(words);
});

test.each([
  ['(2014)朝执字第256号', '（2014）朝执字第256号'],
  ['（2013）长执恢字第18-2号', '（2013）长执恢字第18-2号'],
  ['（2014）吉0104执字第3号', '（2014）吉0104执字第3号'],
])('%s is an older number, kept as text', (text, normalised) => {
  expect(parseCaseNumber(text)).toEqual({
    normalised,
    format: 'legacy',
    year: null,
    court: null,
    type: null,
    serial: null,
    eligible: null,
  });
});

test.each([
  '',
  '执312号',
  '（2016）吉0104执0号',
  '（2016）吉010执312号',
  '（2016）京0105执312号',
  '（2016）吉0104民初312号',
  '（2016）吉0104执312',
  '（2016）吉0104执312号之',
  '（16）吉0104执312号',
  '（2016）吉0104执312号; drop',
  `（2016）吉0104执${'9'.repeat(30)}号`,
  '（2018）吉01协同执字第1号',
  '（2018）吉01协同执字第1号之一',
])('%p is no case number', (text) => {
  expect(() => parseCaseNumber(text)).toThrow(expect.objectContaining({ code: 'CASE_NUMBER_INVALID' }));
});

test('what is not text is no case number either', () => {
  for (const value of [null, undefined, 12, {}, []]) expect(() => parseCaseNumber(value as never)).toThrow(RuleError);
});

test('any well-formed number is read back, in any bracket and width, and reading is idempotent', () => {
  const courts = courtsOn('2018-10-01').map((court) => court.code);
  const wide = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
  fc.assert(
    fc.property(
      fc.integer({ min: 2016, max: 2099 }),
      fc.constantFrom(...courts),
      fc.constantFrom('执', '执恢', '执保', '执异', '执复', '执监', '执协', '执他'),
      fc.integer({ min: 1, max: 999_999 }),
      fc.constantFrom('（）', '()', '〔〕', '（)'),
      fc.boolean(),
      (year, court, type, serial, brackets, full) => {
        const text = `${brackets[0]}${year}${brackets[1]}${court}${type}${serial}号`;
        const parsed = parseCaseNumber(full ? wide(text) : text);
        expect(parsed).toMatchObject({ format: 'current', year, court, type, serial });
        expect(parsed.eligible).toBe(['执', '执恢', '执保'].includes(type));
        expect(parseCaseNumber(parsed.normalised)).toEqual(parsed);
      },
    ),
  );
});

test('decision numbers in the form of the annex', () => {
  expect(decisionNumber({ year: 2018, court: '吉01', serial: 1 })).toBe('（2018）吉01协同执字第1号');
  expect(decisionNumber({ year: 2020, court: '吉', serial: 12 })).toBe('（2020）吉协同执字第12号');
  expect(decisionNumber({ year: 2018, court: '吉01', serial: 1, suffix: 1 })).toBe('（2018）吉01协同执字第1号之一');
  expect(decisionNumber({ year: 2018, court: '吉01', serial: 1, suffix: 2 })).toBe('（2018）吉01协同执字第1号之二');
});

test.each([
  { year: 2018, court: '吉0104', serial: 1 },
  { year: 2018, court: '吉01', serial: 0 },
  { year: 2018, court: '吉01', serial: 1.5 },
  { year: 18, court: '吉01', serial: 1 },
  { year: 2018, court: '吉01', serial: 1, suffix: 0 },
])('no decision number for %j', (parts) => expect(() => decisionNumber(parts)).toThrow(RuleError));

test.each([
  [1, '一'],
  [10, '十'],
  [11, '十一'],
  [20, '二十'],
  [99, '九十九'],
])('%i is %s', (n, text) => expect(toChineseNumeral(n)).toBe(text));

test.each([
  ['2018-10-09', '二〇一八年十月九日'],
  ['2020-12-31', '二〇二〇年十二月三十一日'],
])('%s is signed %s', (date, text) => expect(toChineseDate(date)).toBe(text));
