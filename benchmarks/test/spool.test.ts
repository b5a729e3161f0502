import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeInventedDocket } from '../src/scan/invented';
import { newestRows, spool } from '../src/scan/spool';
import type { SpooledRow } from '../src/scan/spool';

const HEAD = 'case_no,court_code,filing_date,has_property,close_date,snapshot_at';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiezhi-spool-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function spooled(file: string) {
  const pieces = join(folder, 'pieces');
  const result = await spool(file, pieces, AbortSignal.timeout(60_000));
  const rows: SpooledRow[] = [];
  for await (const piece of newestRows(pieces)) rows.push(...piece);
  return { result, rows };
}

test('of each case the newest snapshot is scanned, and of two of one snapshot the first', async () => {
  const file = join(folder, 'docket.csv');
  const lines = [
    '（2023）吉0202执1号,吉0202,2023-02-14,是,,2025-04-20T20:00:00+08:00',
    '(2023)吉0202执字第1号,吉0202,2023-02-14,否,,2025-04-21T20:00:00+08:00',
    '（2023）吉0202执1号,吉0202,2023-02-14,是,2025-04-01,2025-04-21T20:00:00+08:00',
    '（2023）吉0202执2号,吉0202,2023-02-14,是,,2025-04-19T20:00:00+08:00',
    '（2023）吉0202执异3号,吉0202,2023-02-14,是,,2025-04-19T20:00:00+08:00',
  ];
  await writeFile(file, [HEAD, ...lines, ''].join('\n'));
  const { result, rows } = await spooled(file);
  expect(result).toMatchObject({
    accepted: 4,
    rejected: { CASE_TYPE_NOT_ELIGIBLE: 1 },
    newest: '2025-04-21T20:00:00.000+08:00',
  });
  const found = rows.map(({ key, has_property }) => [key, has_property]).sort();
  expect(found).toEqual([
    ['（2023）吉0202执1号', false],
    ['（2023）吉0202执2号', true],
  ]);
});

test('an invented docket is in order and the same every time', async () => {
  const file = join(folder, 'docket.csv');
  await writeInventedDocket(file, 500);
  const { result, rows } = await spooled(file);
  expect(result).toMatchObject({ accepted: 500, rejected: {} });
  expect(new Set(rows.map(({ court_code }) => court_code)).size).toBeGreaterThan(50);
});
