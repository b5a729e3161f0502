import type { BulletinFile, HitFile } from '@xiezhi/case-kit';
import { AuditTrail, connectDatabase, createLogger, createMetrics } from '@xiezhi/service-kit';
import { startStack, type Stack } from '@xiezhi/infra';
import type { Connection } from 'mongoose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Inbox } from '../src/inbox';
import { ItemClaims } from '../src/work-items/claims';
import { WorkFiles } from '../src/work-items/files';
import type { WorkItem } from '../src/work-items/item';
import { OverdueRepetition } from '../src/work-items/repetition';
import { WorkItemStore } from '../src/work-items/store';
import { startUpkeep } from '../src/work-items/upkeep';

let stack: Stack;
let folder: string;
let connection: Connection;
const lines: { level: string; item?: string }[] = [];
const logger = createLogger('test', 'debug', {
  write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiezhi-repetition-'));
  stack = await startStack({ dataDir: folder, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
  const settings = { MONGODB_URI: String(stack.env['MONGODB_URI']), XIEZHI_DB_PREFIX: 'repetition' };
  connection = await connectDatabase(settings, 'notification', logger);
});

afterAll(async () => {
  await connection?.close();
  await stack?.discard();
  await rm(folder, { recursive: true, force: true });
});

const itemOf = (_id: string, more: object = {}) => ({
  ...{ _id, caseId: `jl0104-${_id}`, subject: '（2018）吉01协同执字第1号', title: '提出审查意见', court: '吉01' },
  ...{ countedBy: '吉01', roles: ['handler'], deadline: 'REVIEW-2', due: '2018-09-28', status: 'OPEN' },
  ...{ expiresAt: '2018-09-29T00:00:00.000+08:00', provisional: false, openedSeq: 3, doneAt: null },
  ...{ repeatOn: '2018-09-30' },
  ...more,
});

test('an item that cannot be worked out fails alone, is told, counted and left to rest; the others are told again', async () => {
  const items = connection.db!.collection<WorkItem>('work_items');
  const cases = connection.db!.collection<{ _id: string }>('cases');
  const ids = ['a', 'bad', 'c'];
  await cases.insertMany(
    ids.map((id) => ({ _id: `jl0104-${id}`, seq: 3, state: { settings: {}, calendar: [] } })) as { _id: string }[],
  );
  const hits = connection.db!.collection<HitFile>('hit_files');
  await hits.insertOne({ _id: 'hit-jl01-1', seq: 3, state: { settings: {}, calendar: [] } } as unknown as HitFile);
  await items.insertOne(itemOf('hit', { caseId: 'hit-jl01-1' }) as never);
  await items.insertMany(ids.map((id) => itemOf(id, id === 'bad' ? { roles: null } : {})) as never);
  const inbox = new Inbox(connection);
  const metrics = createMetrics('test');
  const clock = { now: () => Promise.resolve(Date.parse('2018-09-30T12:00:00+08:00')) };
  const service = { clock, ledger: { ahead: () => Promise.resolve([]) }, metrics };
  const bulletins = connection.db!.collection<BulletinFile>('bulletin_files');
  const files = new WorkFiles({ collection: cases as never }, { collection: hits }, { collection: bulletins });
  const repetition = new OverdueRepetition({ items, files, inbox, service: service as never, logger });

  expect(await repetition.run()).toBe(true);
  expect(await repetition.run()).toBe(true);
  const told = await connection.collection('inbox').find({}).toArray();
  expect(told.map(({ caseId }) => caseId as unknown).sort()).toEqual(['hit-jl01-1', 'jl0104-a', 'jl0104-c']);
  expect(lines.filter(({ level, item }) => level === 'warn' && item === 'bad').length).toBeGreaterThan(0);
  expect(await metrics.registry.metrics()).toMatch(/xiezhi_repetitions_waiting\{[^}]*\} 1\b/);
  expect(await items.countDocuments({ repeatOn: '2018-10-01' })).toBe(3);
});

test('what a process did to an item and did not come to record is recorded by another one, at any time', async () => {
  const store = new WorkItemStore(connection, { read: () => Promise.resolve([]) } as never);
  await store.prepare();
  await store.markBuilt();
  const audit = new AuditTrail(connection);
  await audit.prepare();
  const clock = { now: () => Promise.resolve(Date.parse('2018-09-01T12:00:00+08:00')) };
  const service = {
    cases: { collection: connection.db!.collection('cases') },
    clock,
    metrics: createMetrics('upkeep'),
  };
  const claims = new ItemClaims(store.collection, {} as never, {} as never, audit, clock);
  const repetition = new OverdueRepetition({
    ...{ items: store.collection, files: {} as never, inbox: new Inbox(connection), logger },
    service: service as never,
  });
  const upkeep = startUpkeep({
    ...{ store, files: {} as never, claims, repetition, rehearsal: true, logger },
    service: service as never,
  });
  // The second one is left when the upkeep has long begun.
  for (const id of ['left-before', 'left-meanwhile']) {
    const record = { kind: 'WORK_ITEM_ASSIGNED', at: '2018-09-01T12:00:00.000+08:00', caseId: `jl0104-${id}`, key: id };
    await store.collection.insertOne(itemOf(id, { outbox: [record] }) as never);
    while ((await store.collection.findOne({ _id: id }))?.outbox.length !== 0) await setTimeout(20);
  }
  await upkeep.close();
  expect((await audit.read()).map(({ key }) => key)).toEqual(['left-before', 'left-meanwhile']);
});
