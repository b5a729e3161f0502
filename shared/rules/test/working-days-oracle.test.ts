import { buildSync } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const folder = mkdtempSync(join(tmpdir(), 'working-days-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** 2018-01-01 … 2026-12-31. */
const DAYS = 3287;

test('every day of 2018–2026 and every count of 1 to 60 agree with the oracle, in three time zones', async () => {
  const outfile = join(folder, 'oracle.mjs');
  const entry = join(__dirname, 'support/oracle-run.ts');
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
  const source = join(__dirname, '../data/calendar.json');
  const zones = ['UTC', 'Asia/Shanghai', 'America/New_York'].map(async (TZ) => {
    const { stdout } = await promisify(execFile)(process.execPath, [outfile, source], { env: { ...process.env, TZ } });
    return Number(stdout);
  });
  expect(await Promise.all(zones)).toEqual(Array(3).fill(DAYS * 60 * 2 + DAYS * 5));
});
