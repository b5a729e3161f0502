import { workbookBytes, type Cell } from '@xiezhi/workbook';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocketFile, UnreadableDocket } from '../src';
import type { SentRow } from '../src';

const HEAD = ['case_no', 'court_code', 'filing_date', 'has_property', 'claim_amount', 'exclusions', 'snapshot_at'];
const NO = '（2023）吉0202执215号';
const ROW: Cell[] = [NO, '吉0202', '2023/2/14', '是', 1234.5, '[]', '2025-04-21 20:00'];
const READ = {
  case_no: NO,
  court_code: '吉0202',
  filing_date: '2023-02-14',
  has_property: true,
  claim_amount: 1234.5,
  exclusions: [],
  snapshot_at: '2025-04-21T20:00:00+08:00',
};

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'xiezhi-docket-'))));
afterAll(() => rm(folder, { recursive: true }));

const workbook = (head: string[], rows: Cell[][]) =>
  workbookBytes([
    { name: '空', columns: [], rows: [] },
    { name: '底册', columns: head.map((header) => ({ header, width: 20 })), rows },
  ]);

async function rowsOf(bytes: Uint8Array): Promise<SentRow[]> {
  const path = join(folder, `${Math.random()}`);
  await writeFile(path, bytes);
  const rows: SentRow[] = [];
  for await (const row of readDocketFile(path)) rows.push(row);
  return rows;
}

test('of a workbook the first sheet with anything in it is read, by the names of its columns', async () => {
  expect(await rowsOf(await workbook(HEAD, [ROW, [], ROW]))).toEqual([
    { row: 1, values: READ },
    { row: 2, values: READ },
  ]);
});

test('text is read as it always is', async () => {
  const text = `${HEAD.join(',')}\n${NO},吉0202,2023-02-14,true,1234.5,[],2025-04-21T20:00:00+08:00\n`;
  expect(await rowsOf(Buffer.from(text))).toEqual([{ row: 1, values: READ }]);
});

test.each<[string, () => Promise<Uint8Array>, string]>([
  ['an old workbook', () => Promise.resolve(Buffer.from('d0cf11e0a1b11ae1', 'hex')), '旧版XLS'],
  ['what only begins like one', () => Promise.resolve(Buffer.from('504b0304140006000800', 'hex')), 'XLSX'],
  ['one that breaks off', async () => (await workbook(HEAD, [ROW])).subarray(0, 900), 'XLSX'],
])('%s is refused', async (_what, bytes, told) => {
  const reading = rowsOf(await bytes());
  await expect(reading).rejects.toThrow(UnreadableDocket);
  await expect(reading).rejects.toThrow(told);
});

test.each([
  ['without the columns it needs', ['case_no', 'court_code'], '表头缺少'],
  ['without anything', [], '工作簿是空的'],
])('a workbook %s is refused', async (_what, head, told) => {
  await expect(rowsOf(await workbook(head, []))).rejects.toThrow(told);
});
