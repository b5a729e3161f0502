import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOn, caseAt, castOf, Installation, papersOf, runProgram as run, standing, until } from '../../src/support';
import type { OpenCase, Paper } from '../../src/support';

let folder: string;
let backup: string;
/** The data folder of the installation that was backed up, as it was when it ended, later than the backup. */
let later: string;
let decided: OpenCase;
let underReview: OpenCase;
let entries: Awaited<ReturnType<Installation['ledger']>>;
let papers: Paper[];

const restoreTo = (dataDir: string, cut?: string) =>
  run('restore', [backup], { XIEZHI_DATA: dataDir, MONGODB_URI: '' }, cut);

const serialOf = (list: typeof entries) => list.find(({ type }) => type === 'document.numbered')?.payload['serial'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiezhi-restore-'));
  backup = join(folder, 'backup');
  later = join(folder, 'later');
  const house = await Installation.start({ rehearsal: false, dataDir: later });
  try {
    const cast = await house.hire(castOf('吉0104', '吉01'));
    decided = await caseAt(cast, 'APPROVED');
    underReview = await caseAt(cast, 'UNDER_REVIEW');
    papers = await papersOf(house, cast.reviewer, decided);
    entries = await house.ledger(decided.caseId);
    const env = { XIEZHI_DATA: later, MONGODB_URI: house.urls.mongodb };
    const cut = await run('backup', [backup], env, '✓ databases/identity');
    expect({ ...cut, manifest: existsSync(join(backup, 'manifest.json')) }).toMatchObject({
      code: null,
      manifest: false,
    });
    expect(await run('backup', [backup], env)).toMatchObject({ code: 0 });
  } finally {
    await house.leave();
  }
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a backup is not written over, and a running installation is not restored to', async () => {
  expect((await run('backup', [backup], { MONGODB_URI: 'mongodb://127.0.0.1:1' })).code).toBe(1);
  const { code, output } = await restoreTo(later);
  expect(code).toBe(1);
  expect(output).toMatch(/不是空的[^]*is not empty/);
});

test.each([
  ['a changed file', 'secrets.json', /与清单所记的校验值/],
  ['a manifest of another version', 'manifest.json', /请用写成备份的版本恢复/],
])('%s is refused before anything is written', async (_, name, sentence) => {
  const damaged = join(folder, `damaged-${name}`);
  await cp(backup, damaged, { recursive: true });
  const text = await readFile(join(damaged, name), 'utf8');
  await writeFile(
    join(damaged, name),
    name === 'manifest.json' ? text.replace(/"version": "/, '"version": "9') : ` ${text}`,
  );
  const dataDir = join(folder, 'refused');
  const { code, output } = await run('restore', [damaged], { XIEZHI_DATA: dataDir, MONGODB_URI: '' });
  expect({ code, left: readdirSync(dataDir) }).toEqual({ code: 1, left: [] });
  expect(output).toMatch(sentence);
});

test('a restore that is killed starts nothing, begins again, and brings back cases, papers, numbers and people', async () => {
  const dataDir = join(folder, 'restored');
  expect((await restoreTo(dataDir, '✓ xiezhi_identity')).code).toBeNull();
  const start = await run('start', [], { XIEZHI_DATA: dataDir });
  expect(start).toMatchObject({ code: 1, output: expect.stringContaining('恢复没有完成') as string });
  const again = await until('the killed restore to have let go', async () => {
    const { code, output } = await restoreTo(dataDir);
    return !output.includes('正在使用') && { code, output };
  });
  expect(again).toMatchObject({ code: 0 });

  const house = await Installation.start({ rehearsal: false, dataDir });
  try {
    expect(await house.ledger(decided.caseId)).toEqual(entries);
    const cast = await house.hire(castOf('吉0104', '吉01'));
    expect(await papersOf(house, cast.reviewer, decided)).toEqual(papers);
    for (const { paperId, sm3 } of papers) {
      const url = `${house.urls.decision}/collaborations/${decided.caseId}/papers/${paperId}`;
      expect((await house.get(cast.reviewer, url)).headers.get('x-paper-sm3')).toBe(sm3.pdf);
    }
    await carryOn(cast, underReview, 'UNDER_REVIEW', 'PROPOSED');
    expect(await standing(house, cast.reviewer, underReview)).toMatchObject({ state: 'UNDER_REVIEW' });
    const next = await caseAt(cast, 'UNDER_REVIEW');
    expect(serialOf(await house.ledger(next.caseId))).toBe(3);
  } finally {
    await house.leave();
  }
}, 300_000);
