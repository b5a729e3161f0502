import { docketKey, exclusionSpans, readDocketRow, RuleError } from '../../src';
import { rowWith, sentRow } from './rows';

const IMPORTER = { court: '吉02', now: '2025-04-22T09:00:00.000+08:00' };

/** As JSON of other systems may bring it. */
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

function codeOf(changes: Record<string, unknown>, importer = IMPORTER): string {
  try {
    readDocketRow(sentRow(changes), importer);
    return 'accepted';
  } catch (error) {
    if (error instanceof RuleError) return error.code;
    throw error;
  }
}

test('a row in order is kept as it was sent', () => {
  expect(readDocketRow(sentRow(), IMPORTER)).toEqual(sentRow());
});

test.each<[string, Record<string, unknown>, string]>([
  ['no number', { case_no: null }, 'CASE_NUMBER_INVALID'],
  ['a number that is no text and has none', { case_no: { toString: 1, valueOf: 1 } }, 'CASE_NUMBER_INVALID'],
  ['a number nested deeper than it can be written', { case_no: nested(100_000) }, 'CASE_NUMBER_INVALID'],
  ['a number that is none', { case_no: '吉0202执215' }, 'CASE_NUMBER_INVALID'],
  ['a number of another court', { case_no: '（2023）吉0203执215号' }, 'CASE_NUMBER_INVALID'],
  ['an objection', { case_no: '（2023）吉0202执异5号' }, 'CASE_TYPE_NOT_ELIGIBLE'],
  ['an objection of the older form', { case_no: '（2014）船执异字第5号', type_code: null }, 'CASE_TYPE_NOT_ELIGIBLE'],
  [
    'an older number whose type is none',
    { case_no: '（2014）船执字第5号', type_code: '执异' },
    'CASE_TYPE_NOT_ELIGIBLE',
  ],
  ['a court that is none', { case_no: '（2023）吉0299执1号', court_code: '吉0299' }, 'COURT_UNKNOWN'],
  [
    'a court whose code has ended',
    { case_no: '（2019）吉0381执1号', court_code: '吉0381', filing_date: '2019-01-09' },
    'COURT_UNKNOWN',
  ],
  ['a court of another area', { case_no: '（2023）吉0104执1号', court_code: '吉0104' }, 'FORBIDDEN'],
  ['the court above', { case_no: '（2023）吉执1号', court_code: '吉' }, 'FORBIDDEN'],
  ['a day that does not exist', { filing_date: '2023-02-30' }, 'VALIDATION'],
  ['filed before there were such cases', { filing_date: '1991-04-08' }, 'VALIDATION'],
  ['filed after the snapshot', { filing_date: '2025-04-22' }, 'VALIDATION'],
  ['a snapshot of the future', { snapshot_at: '2025-04-22T09:00:00.001+08:00' }, 'VALIDATION'],
  ['no snapshot', { snapshot_at: null }, 'VALIDATION'],
  ['verified at the end of all days', { property_verified_on: '9999-12-31' }, 'VALIDATION'],
  [
    'suspended until the end of all days',
    { exclusions: [{ type: '评估', start: '2023-05-10', end: '9999-12-31' }] },
    'VALIDATION',
  ],
  ['closed before it was filed', { close_date: '2023-02-13' }, 'VALIDATION'],
  ['a negative claim', { claim_amount: -0.01 }, 'VALIDATION'],
  ['a negative recovery', { recovered_amount: -1 }, 'VALIDATION'],
  ['an endless claim', { claim_amount: Infinity }, 'VALIDATION'],
  ['petitions that are no number', { petition_count: 0.5 }, 'VALIDATION'],
  ['property neither yes nor no', { has_property: 'maybe' }, 'VALIDATION'],
  ['half a character', { cause: '纠\ud800' }, 'VALIDATION'],
  ['a control character', { handler_id: 'a\u0007b' }, 'VALIDATION'],
  ['half a character in a type that is not needed', { type_code: '执\ud800' }, 'VALIDATION'],
  ['a type that is no text', { type_code: 7 }, 'VALIDATION'],
  [
    'something behind a number and 2,000 blanks',
    { case_no: `（2023）吉0202执215号${' '.repeat(2_000)}不是案号` },
    'CASE_NUMBER_INVALID',
  ],
  ['a line break', { cause: '买卖合同\n纠纷' }, 'accepted'],
  ['a text without end', { cause: '纠'.repeat(2_001) }, 'VALIDATION'],
  ['a list that is none', { parties: '甲' }, 'VALIDATION'],
  [
    'an exclusion that ends before it starts',
    { exclusions: [{ type: '评估', start: '2023-05-10', end: '2023-05-09' }] },
    'VALIDATION',
  ],
  ['an open exclusion', { exclusions: [{ type: '评估', start: '2023-05-10', end: null }] }, 'VALIDATION'],
  [
    'an open exclusion that is said to run',
    { exclusions: [{ type: '评估', start: '2023-05-10', end: null, running: true }] },
    'accepted',
  ],
  ['an exclusion of one day', { exclusions: [{ type: '评估', start: '2023-05-10', end: '2023-05-10' }] }, 'accepted'],
  ['filed on the day of the snapshot', { filing_date: '2025-04-21', case_no: '（2025）吉0202执2号' }, 'accepted'],
  ['closed on the day it was filed', { close_date: '2023-02-14' }, 'accepted'],
  [
    'what the Rule does not need left empty',
    { cause: null, claim_amount: null, parties: null, handler_id: '' },
    'accepted',
  ],
])('%s', (_, changes, code) => expect(codeOf(changes)).toBe(code));

test('of several faults the number is told first, then the type, the court, whose it is', () => {
  const wrong = { court_code: '吉0104', filing_date: 'x', claim_amount: -1 };
  expect(codeOf({ ...wrong, case_no: '（2023）吉0202执215号' })).toBe('CASE_NUMBER_INVALID');
  expect(codeOf({ ...wrong, case_no: '（2023）吉0104执异215号' })).toBe('CASE_TYPE_NOT_ELIGIBLE');
  expect(codeOf({ ...wrong, case_no: '（2023）吉0104执215号' })).toBe('FORBIDDEN');
});

test("a court's earlier code in a number is its own, and one case has one key", () => {
  const moved = { case_no: '（2019）吉0381执12号', court_code: '吉0184', filing_date: '2019-01-09' };
  const row = readDocketRow(sentRow(moved), { ...IMPORTER, court: '吉01' });
  expect(docketKey(row)).toBe('（2019）吉0381执12号');
  expect(docketKey(rowWith({ case_no: '(2023)吉0202执字第0215号' }))).toBe('（2023）吉0202执215号');
});

test('whose a court is, is asked of the day of the snapshot', () => {
  const before = {
    case_no: '（2019）吉0381执12号',
    court_code: '吉0381',
    filing_date: '2019-01-09',
    snapshot_at: '2020-12-31T20:00:00+08:00',
  };
  expect(codeOf(before, { ...IMPORTER, court: '吉03' })).toBe('accepted');
  expect(codeOf(before, { ...IMPORTER, court: '吉01' })).toBe('FORBIDDEN');
});

test('anything else than an object is a row without a number', () => {
  for (const sent of [null, 'row', 7, [], undefined]) {
    expect(() => readDocketRow(sent, IMPORTER)).toThrow(expect.objectContaining({ code: 'CASE_NUMBER_INVALID' }));
  }
});

test('what is running counts up to the day asked about, and not before it began', () => {
  const row = rowWith({ exclusions: [{ type: '评估', start: '2024-03-01', end: null, document_no: null }] });
  expect(exclusionSpans(row, '2024-03-11')).toEqual([{ start: '2024-03-01', end: '2024-03-11' }]);
  expect(exclusionSpans(row, '2024-02-11')).toEqual([]);
});

test('a refusal is short, however long the value was', () => {
  for (const field of ['case_no', 'court_code', 'snapshot_at', 'filing_date', 'close_date', 'cause', 'has_property']) {
    const sent = sentRow({ case_no: '（2014）船执字第5号', [field]: '9'.repeat(20_000) });
    expect(() => readDocketRow(sent, IMPORTER)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^.{1,120}$/s) as string }),
    );
  }
});

test('a court goes on to import what it had under its earlier code', () => {
  const before = {
    case_no: '（2019）吉0381执1号',
    court_code: '吉0381',
    filing_date: '2019-01-09',
    snapshot_at: '2019-06-01T08:00:00.000+08:00',
  };
  expect(codeOf(before, { ...IMPORTER, court: '吉0184' })).toBe('accepted');
});
