import type { LedgerEntry } from '@xiezhi/contracts';
import { startStack } from '@xiezhi/infra';
import type { Stack } from '@xiezhi/infra';
import { chainHash, verifyChain } from '@xiezhi/chain';
import { AuditTrail } from '@xiezhi/service-kit';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ledgerActivities } from '../src/activities';
import { Ledger } from '../src/ledger';
import { entries } from './support/entries';

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-ledger-'));
let stack: Stack;
let connection: Connection;
let ledger: Ledger;

beforeAll(async () => {
  stack = await startStack({
    dataDir: folder,
    ports: 'free',
    rehearsal: false,
    demo: false,
    parts: ['mongodb'],
  });
  connection = await mongoose.createConnection(stack.urls.mongodb, { dbName: 'ledger_test' }).asPromise();
  ledger = new Ledger(connection);
  await ledger.prepare();
});

afterAll(async () => {
  await connection.close();
  await stack.discard();
  rmSync(folder, { recursive: true, force: true });
});

describe('the offline verifier', () => {
  const program = resolve(__dirname, '../../../workflows/dist/verify-ledger.js');

  function verify(
    name: string,
    stored: LedgerEntry[],
    text = JSON.stringify({ entries: stored }),
  ): { ok: boolean; out: string } {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, text);
    try {
      return { ok: true, out: execFileSync(process.execPath, [program, file], { encoding: 'utf8' }) };
    } catch (error) {
      return { ok: false, out: String((error as { stdout: string }).stdout) };
    }
  }

  let genuine: LedgerEntry[];
  const copy = () => structuredClone(genuine);

  beforeAll(async () => {
    genuine = await ledger.append({ entries: entries('export', 1, 5), prevHash: '' });
  });

  test('holds for a genuine export', () => {
    expect(verify('genuine', copy())).toMatchObject({ ok: true, out: expect.stringContaining('5条记录完整') });
  });

  test.each<[string, (chain: LedgerEntry[]) => string]>([
    ['a plain list', (chain) => JSON.stringify(chain)],
    ['a line for each entry', (chain) => chain.map((line) => JSON.stringify(line)).join('\n')],
    ['one line only', ([line]) => `${JSON.stringify(line)}\n`],
  ])('reads %s', (name, write) => {
    expect(verify(name.replaceAll(' ', '-'), [], write(copy()))).toMatchObject({ ok: true });
  });

  test('says which of several cases does not hold', async () => {
    const sound = await ledger.append({ entries: entries('sound', 1, 2), prevHash: '' });
    const { ok, out } = verify('two', [...sound, ...copy().slice(1)]);
    expect(ok).toBe(false);
    expect(out.split('\n').filter(Boolean)).toEqual([
      expect.stringMatching(/^✓ sound：2条/),
      expect.stringMatching(/^✗ export：第1条缺少/),
    ]);
  });

  test.each<[string, (chain: LedgerEntry[]) => LedgerEntry[], string]>([
    ['a payload changed', (c) => c.map((e) => (e.seq === 3 ? { ...e, payload: { text: '改' } } : e)), '第3条内容'],
    [
      'an actor changed',
      (c) => c.map((e) => (e.seq === 2 ? { ...e, actor: { ...e.actor, name: '他人' } } : e)),
      '第2条内容',
    ],
    [
      'a time changed',
      (c) => c.map((e) => (e.seq === 4 ? { ...e, recordedAt: '2018-01-01T00:00:00.000Z' } : e)),
      '第4条内容',
    ],
    ['an entry taken out', (c) => c.filter((e) => e.seq !== 3), '第3条缺少'],
    ['two entries swapped', (c) => [c[0]!, c[2]!, c[1]!, c[3]!, c[4]!], '第2条缺少'],
    ['one hash made anew', (c) => c.map((e) => (e.seq === 2 ? { ...e, hash: 'f'.repeat(64) } : e)), '第2条内容'],
    ['a link made anew', (c) => c.map((e) => (e.seq === 4 ? { ...e, prevHash: c[0]!.hash } : e)), '第4条与前一条'],
    [
      'an entry changed together with its hash',
      (c) =>
        c.map((e) => (e.seq === 3 ? { ...e, payload: {}, hash: chainHash(e.prevHash, { ...e, payload: {} }) } : e)),
      '第4条与前一条',
    ],
    ['nothing in it', () => [], '没有案件记录'],
  ])('notices %s', (name, tamper, said) => {
    const result = verify(name.replaceAll(' ', '-'), tamper(copy()));
    expect(result.ok).toBe(false);
    expect(result.out).toContain(said);
  });
});

test('a refused approval is in the audit trail once, however often its activity runs', async () => {
  const audit = new AuditTrail(connection);
  await audit.prepare();
  const notAsked = () => Promise.reject(new Error('not asked'));
  const { recordRefusedApproval } = ledgerActivities(
    ledger,
    { relay: { publish: notAsked }, held: { hold: notAsked, give: () => [] } },
    audit,
  );
  const request = {
    caseId: 'refused',
    id: 'one',
    at: '2018-10-09T16:20:00.000+08:00',
    actor: { court: '吉01', role: 'bureauDirector', name: '萧某', sub: 'x' },
    type: 'review.decide',
    refusal: { code: 'SAME_PERSON' as const, message: '提出审查意见的人不能自己审批。' },
  };
  await recordRefusedApproval(request);
  await recordRefusedApproval(request);
  const trail = await audit.read();
  expect(trail.filter(({ caseId }) => caseId === 'refused')).toHaveLength(1);
  expect(verifyChain(trail)).toBeUndefined();
});

test('the whole trail is verified page by page, and what was changed in it is found', async () => {
  const audit = new AuditTrail(connection);
  await audit.prepare();
  for (let number = 1; number <= 5; number++) {
    await audit.append({
      kind: 'RESTRICTED_READ',
      at: '2018-10-09T16:20:00.000Z',
      actor: {},
      caseId: `read-${number}`,
    });
  }
  const last = await audit.last();
  const newest = (await audit.read(last)).at(0);
  expect(await audit.verify(2)).toEqual({ entries: last, lastHash: newest?.hash, faults: [], faultCount: 0 });
  const stored = connection.collection<{ _id: number; caseId: string }>('audit');
  const changed = [last - 3, last - 1];
  const before = await stored.find({ _id: { $in: changed } }).toArray();
  await stored.updateMany({ _id: { $in: changed } }, { $set: { caseId: 'another' } });
  expect(await audit.verify(2)).toEqual({
    entries: last,
    lastHash: newest?.hash,
    faults: changed.map((seq) => ({ seq, fault: 'CONTENT_CHANGED' })),
    faultCount: 2,
  });
  for (const { _id, caseId } of before) await stored.updateOne({ _id }, { $set: { caseId } });
});
