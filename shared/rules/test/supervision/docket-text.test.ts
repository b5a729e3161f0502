import { DOCKET_FIELDS, docketColumns, docketValues, readDocketRow } from '../../src';
import { sentRow } from './rows';

const valueOf = (field: string, cell: string) =>
  docketValues(
    docketColumns([...DOCKET_FIELDS]),
    DOCKET_FIELDS.map((name) => (name === field ? cell : '')),
  )[field];

test.each([
  ['filing_date', '2022-11-08', '2022-11-08'],
  ['filing_date', '2022/11/8', '2022-11-08'],
  ['filing_date', '2022年11月8日', '2022-11-08'],
  ['filing_date', '２０２２－１１－０８', '2022-11-08'],
  ['filing_date', ' 2022-11-08 ', '2022-11-08'],
  ['filing_date', '去年', '去年'],
  ['close_date', '', null],
  ['snapshot_at', '2025/4/21 8:05', '2025-04-21T08:05:00+08:00'],
  ['snapshot_at', '2025年4月21日 20:00:09', '2025-04-21T20:00:09+08:00'],
  ['snapshot_at', '2025-04-21T20:00:00+08:00', '2025-04-21T20:00:00+08:00'],
  ['snapshot_at', '2025-04-21', '2025-04-21T00:00:00+08:00'],
  ['snapshot_at', '2025年4月21日', '2025-04-21T00:00:00+08:00'],
  ['snapshot_at', '昨天', '昨天'],
  ['has_property', '是', true],
  ['has_property', 'TRUE', true],
  ['has_property', '否', false],
  ['has_property', '也许', '也许'],
  ['claim_amount', '１，２８６，０００．５０', 1_286_000.5],
  ['claim_amount', '-5', -5],
  ['claim_amount', '1234.5600000000002', 1234.5600000000002],
  ['claim_amount', '1e3', '1e3'],
  ['claim_amount', '约5万', '约5万'],
  ['parties', '[]', []],
  ['parties', '[', '['],
  ['parties', 'null', null],
  [
    'exclusions',
    '[{"type":"评估","start":"2024年3月1日","end":"2024/5/10"},7]',
    [{ type: '评估', start: '2024-03-01', end: '2024-05-10' }, 7],
  ],
  ['court_code', '吉０２０２', '吉0202'],
])('%s “%s” is %p', (field, cell, value) => expect(valueOf(field, cell)).toEqual(value));

test('columns are known by their names, in any order and case; others are left alone', () => {
  const names = ['备注', 'SNAPSHOT_AT', 'case_no', 'filing_date', '', 'has_property', ' court_code '];
  const cells = ['无', '2025-04-21T20:00:00+08:00', '（2023）吉0202执215号', '2023-02-14', 'x', '是', '吉0202'];
  expect(docketValues(docketColumns(names), cells)).toEqual({
    snapshot_at: '2025-04-21T20:00:00+08:00',
    case_no: '（2023）吉0202执215号',
    filing_date: '2023-02-14',
    has_property: true,
    court_code: '吉0202',
  });
});

test('a head that lacks a needed column, or has one twice, is told', () => {
  expect(() => docketColumns(['case_no', 'court_code'])).toThrow('filing_date、has_property、snapshot_at');
  expect(() => docketColumns([...DOCKET_FIELDS, 'cause'])).toThrow('cause出现了两次');
});

test('a row of a file is the row that another system sends', () => {
  const sent = sentRow({ petition_count: 2 });
  const cells = DOCKET_FIELDS.map((field) => {
    const value = sent[field];
    if (value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
  const importer = { court: '吉02', now: '2025-04-22T09:00:00+08:00' };
  expect(readDocketRow(docketValues(docketColumns([...DOCKET_FIELDS]), cells), importer)).toEqual(sent);
});

test('a cell of 20,000 signs is read at once', () => {
  for (const cell of ['1,'.repeat(10_000), `${'9'.repeat(20_000)}x`, ' '.repeat(20_000), '2025-01-01 '.repeat(1_800)]) {
    for (const field of DOCKET_FIELDS) valueOf(field, cell);
  }
});
