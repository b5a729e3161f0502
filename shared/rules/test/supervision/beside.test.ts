import { coveringOf, docketDifferences, isSameDocketRow } from '../../src';
import { rowWith } from './rows';

const HELD = { filingDate: '2023-02-14', claimAmount: 910_000 };
const PERIOD = { type: '评估', start: '2023-03-01', end: '2023-05-10' };

test.each<[string, Parameters<typeof rowWith>[0], Parameters<typeof docketDifferences>[1], string[]]>([
  ['the same', {}, HELD, []],
  ['another day', { filing_date: '2023-02-15' }, HELD, ['filing_date']],
  ['another amount', { claim_amount: 1 }, HELD, ['claim_amount']],
  ['no amount', { claim_amount: null }, HELD, []],
  ['a period more', { exclusions: [{ ...PERIOD, document_no: null }] }, HELD, ['exclusions']],
  ['the same period', { exclusions: [{ ...PERIOD, document_no: '第1号' }] }, { ...HELD, exclusions: [PERIOD] }, []],
  [
    'a period that runs on',
    { exclusions: [{ ...PERIOD, end: null, document_no: null }] },
    { ...HELD, exclusions: [PERIOD] },
    ['exclusions'],
  ],
])('beside a running collaboration: %s', (_, changes, held, fields) => {
  expect(docketDifferences(rowWith(changes), held).map(({ field }) => field)).toEqual(fields);
});

test('periods in another order are no difference', () => {
  const other = { type: '拍卖', start: '2023-06-01', end: '2023-07-10' };
  const row = rowWith({ exclusions: [other, PERIOD].map((period) => ({ ...period, document_no: null })) });
  expect(docketDifferences(row, { ...HELD, exclusions: [PERIOD, other] })).toEqual([]);
});

test.each([
  ['runs', { status: 'UNDER_REVIEW', closed: null }, null],
  ['was refused', { status: 'REFUSED', closed: null }, { kind: 'ENDED' }],
  ['was an order that ended', { status: 'ORDERED', closed: null, conclusion: { on: '2025-01-02' } }, { kind: 'ENDED' }],
  ['is asked to end', { status: 'ORDERED', closed: null, conclusion: { on: null } }, null],
  ['was revoked', { status: 'CLOSED', closed: { outcome: 'REVOKED', on: '2025-01-02' } }, { kind: 'ENDED' }],
  [
    'was closed',
    { status: 'CLOSED', closed: { outcome: 'ZHONGBEN', on: '2025-01-02' } },
    { kind: 'CLOSED', on: '2025-01-02' },
  ],
])('a collaboration that %s', (_, state, end) => {
  expect(coveringOf(state as unknown as Parameters<typeof coveringOf>[0])).toEqual({ end });
});

test('one number in two spellings is the same row, another amount is not', () => {
  expect(isSameDocketRow(rowWith(), rowWith({ case_no: '(2023)吉0202执0215号' }))).toBe(true);
  expect(isSameDocketRow(rowWith(), rowWith({ claim_amount: 1 }))).toBe(false);
});
