import fc from 'fast-check';
import { courtsOn, decisionNumber, parseCaseNumber, RuleError, toChineseDate, toChineseNumeral } from '../src';

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
  ['（2016）吉0104执312号之一', current('（2016）吉0104执312号之一', 2016, '吉0104', '执', 312, true)],
  ['（2016）吉0104执312号之十二', current('（2016）吉0104执312号之十二', 2016, '吉0104', '执', 312, true)],
])('%s is read', (text, expected) => expect(parseCaseNumber(text)).toEqual(expected));

test.each([
  ['(2014)朝执字第256号', '（2014）朝执字第256号'],
  ['（2013）长执恢字第18-2号', '（2013）长执恢字第18-2号'],
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
  '（2016）吉0104执012号',
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
