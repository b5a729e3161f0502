import type { LedgerEntry } from '@xiezhi/contracts';
import { startStack, type Stack } from '@xiezhi/infra';
import type { CaseState } from '@xiezhi/rules';
import type { CaseDocument } from '@xiezhi/case-kit';
import { connectDatabase, createLogger } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PatternRows } from '../src/patterns/rows';

const logger = createLogger('test', 'silent');
const folder = mkdtempSync(join(tmpdir(), 'xiezhi-patterns-'));
let stack: Stack;
const open: { connection: Connection; rows: PatternRows }[] = [];

beforeAll(async () => {
  stack = await startStack({ dataDir: folder, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
});
afterAll(async () => {
  await Promise.all(open.map(({ rows }) => rows.close()));
  await Promise.all(open.map(({ connection }) => connection.close()));
  await stack?.discard();
  rmSync(folder, { recursive: true, force: true });
});

const CASE = 'c-1';

/** As the read model has a case after an entry; one more ground with each entry but the fourth. */
function document(seq: number, { _id = CASE, receivedOn = '2025-03-04' as string | null } = {}): CaseDocument {
  const codes = ['3-1', '3-3', '3-4', '3-4', '3-5'].slice(0, seq);
  const state = {
    ...{ executingCourt: '吉0104', decidingCourt: '吉01', origin: 'APPLICATION', route: 'ART7', receivedOn },
    ...{ documentNumber: null, decision: null, conclusion: null, closed: null },
    grounds: codes.map((code) => ({ code, facts: '' })),
    caseFields: { caseNumber: '（2024）吉0104执1号', parties: [{ side: 'respondent', kind: 'person' }] },
  } as unknown as CaseState;
  const timeline = [{ seq: 1, type: 'application.submitted', at: '', court: '吉0104', role: 'handler' }];
  return {
    ...{ _id, seq, state, timeline, status: 'SUBMITTED', visibleTo: ['吉0104', '吉01'] },
    ...{ restricted: false, updatedAt: '' },
  };
}

/** An installation's database of its own, and what was in its read model when it began. */
async function begin(documents: CaseDocument[] = [], prefix = `p${randomUUID().slice(0, 8)}`) {
  const settings = { MONGODB_URI: stack.urls.mongodb, XIEZHI_DB_PREFIX: prefix };
  const connection = await connectDatabase(settings, 'command-center', logger);
  const collection = connection.db!.collection<CaseDocument>('cases');
  if (documents.length > 0) await collection.insertMany(documents);
  const rows = new PatternRows(connection, logger);
  open.push({ connection, rows });
  rows.start({ collection, get: (_id) => Promise.resolve(document(3, { _id })) });
  const { extraEffects, afterRebuild, onRemoved } = rows.effects();
  const take = (seq: number) =>
    extraEffects({ caseId: CASE, seq } as LedgerEntry, {
      document: document(seq),
      previous: seq > 1 ? document(seq - 1) : null,
      rebuilding: false,
    });
  const all = async () => {
    const found = [];
    for await (const { caseId, one, visibleTo } of rows.all()) found.push({ caseId, grounds: one.grounds, visibleTo });
    return found.sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  };
  const grounds = async () => (await all()).map((row) => row.grounds.length);
  return { prefix, take, all, grounds, afterRebuild, onRemoved };
}

test('a row follows its case, whatever is told twice or late', async () => {
  const { take, all } = await begin();
  for (const seq of [1, 2, 3, 2, 1]) await take(seq);
  expect(await all()).toEqual([{ caseId: CASE, grounds: ['3-1', '3-3', '3-4'], visibleTo: ['吉0104', '吉01'] }]);
});

test('entries that several processes take at once leave the newest row', async () => {
  const first = await begin();
  const second = await begin([], first.prefix);
  await Promise.all([first.take(1), second.take(3), first.take(2), second.take(1), first.take(5), second.take(2)]);
  expect(await first.grounds()).toEqual([4]);
});

test('cases that were there before get their rows, those with texts beside them too, others none', async () => {
  const { all } = await begin([
    document(2),
    { ...document(1, { _id: 'large' }), packed: true },
    document(1, { _id: 'unreceived', receivedOn: null }),
  ]);
  expect((await all()).map(({ caseId, grounds }) => [caseId, grounds.length])).toEqual([
    [CASE, 2],
    ['large', 3],
  ]);
});

test('what is read while rows are made for the first time is no older than an entry that came meanwhile', async () => {
  const { take, grounds } = await begin([document(2)]);
  await take(3);
  expect(await grounds()).toEqual([3]);
});

test('a row goes back with a ledger restored from before', async () => {
  const { take, grounds, onRemoved, afterRebuild } = await begin();
  await take(5);
  await onRemoved(CASE, 3);
  expect(await grounds()).toEqual([]);
  await afterRebuild(document(3));
  expect(await grounds()).toEqual([3]);
});

test('a row of entries that the ledger still has stays', async () => {
  const { take, grounds, onRemoved } = await begin();
  await take(3);
  await onRemoved(CASE, 3);
  expect(await grounds()).toEqual([3]);
});
