import { Client, Connection as EngineConnection } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { signIn, XiezhiClient } from '@xiezhi/client';
import { chainFaults } from '@xiezhi/chain';
import { EVENT_STREAM, workflowIdOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { startStack } from '@xiezhi/infra';
import type { Stack } from '@xiezhi/infra';
import { calendarFor, DEFAULT_SETTINGS, toInstant } from '@xiezhi/rules';
import type { HitCommand, HitOpening } from '@xiezhi/rules';
import { disposeHit, endHit, identifiedDisposition, openHitFile } from '@xiezhi/case-kit';
import { connectTemporal } from '@xiezhi/service-kit';
import type { LedgerClient, TemporalLink } from '@xiezhi/service-kit';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { connect } from 'nats';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-hits-'));
const RUN = '2025-04-22T10:00:00+08:00';

let stack: Stack;
let connection: Connection;
let engine: EngineConnection;
let temporal: TemporalLink;
let keeper: XiezhiClient;
/** As command-center keeps the clock. */
let offsetMs: number;

const DIRECTOR = { court: '吉02', role: 'commandDirector', name: '史某', sub: 'director' } as const;
const EXEMPT = { disposition: 'EXEMPT_WITH_REASON', reason: '双方已达成和解协议并按期履行。' } as const;

/** A hit of a scan that is run now. */
function opening(serial: number): HitOpening {
  return {
    type: 'hit.open',
    at: toInstant(Date.now() + offsetMs),
    actor: { court: '吉02', role: 'clock' },
    with: {
      ...{ court: '吉02', executingCourt: '吉0204', key: `吉0204-${serial}`, scan: 'scan-1', row: `row-${serial}` },
      ...{ caseNumber: `（2022）吉0204执${serial}号`, asOf: '2025-04-22' },
      ...{ rawDate: '2024-09-01', excludedDays: 170, netDate: '2025-02-18', stale: false },
    },
  };
}

const context = () => ({
  settings: DEFAULT_SETTINGS,
  calendar: calendarFor([], '2025-04-22'),
  rehearsal: true,
  clockOffset: offsetMs,
});
const openHitOf = (serial: number) => openHitFile(temporal, opening(serial), context());

const entriesOf = async (hitId: string): Promise<LedgerEntry[]> =>
  connection
    .collection<LedgerEntry>('ledger')
    .find({ caseId: hitId }, { projection: { _id: 0 } })
    .sort({ seq: 1 })
    .toArray();
const ledger = { entries: async (id: string, from: number) => (await entriesOf(id)).slice(from - 1) } as LedgerClient;

const told = (entries: readonly LedgerEntry[]) => entries.map(({ type, payload }) => payload['rung'] ?? type);

async function moveTo(to: string): Promise<void> {
  await keeper.post(`${stack.urls.commandCenter}/clock/move`, { to });
  offsetMs = (await keeper.request<{ offsetMs: number }>('GET', `${stack.urls.commandCenter}/clock`)).offsetMs;
}

const dispose = (hitId: string, key: string, at: string, asked: HitCommand['with'] = EXEMPT) =>
  disposeHit({ temporal, ledger }, hitId, identifiedDisposition(hitId, DIRECTOR, { at, asked, known: {}, key }));

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
  process.env['DOCTOR_SECONDS'] = '1';
  stack = await startStack({
    dataDir: folder,
    ports: 'free',
    rehearsal: true,
    demo: false,
    parts: ['temporal', 'nats', 'mongodb', 'identity', 'worker', 'command-center', 'intake', 'notification'],
  });
  delete process.env['DOCTOR_SECONDS'];
  temporal = connectTemporal({ TEMPORAL_ADDRESS: stack.urls.temporal, TEMPORAL_NAMESPACE: 'default' });
  engine = await EngineConnection.connect({ address: stack.urls.temporal });
  connection = await mongoose.createConnection(stack.urls.mongodb, { dbName: 'xiezhi_ledger' }).asPromise();
  const accounts = JSON.parse(readFileSync(join(folder, 'first-accounts.json'), 'utf8')) as {
    username: string;
    password: string;
    roles: string[];
  }[];
  const { username, password } = accounts.find(({ roles }) => roles.includes('systemAdmin'))!;
  const { accessToken } = await signIn({ issuer: stack.urls.identity, username, password });
  keeper = new XiezhiClient(stack.urls, () => accessToken, 60_000);
  await moveTo(RUN);
});

afterAll(async () => {
  await connection?.close();
  await engine?.close();
  await temporal?.close();
  await stack?.discard();
  rmSync(folder, { recursive: true, force: true });
});

test('a hit lives as a file of its own, from its scan over the clock and a kill to its disposition', async () => {
  const [hitId, again] = await Promise.all([openHitOf(880), openHitOf(880)]);
  expect(again).toBe(hitId);
  await until(async () => (await entriesOf(hitId)).length === 2);
  expect(told(await entriesOf(hitId))).toEqual(['hit.opened', 'deadline.opened']);

  await moveTo('2025-05-07T09:00:00+08:00');
  expect(told(await entriesOf(hitId)).slice(2)).toEqual(['T-3', 'T-1']);

  await stack.kill('worker');
  await stack.start('worker');
  await moveTo('2025-05-09T09:00:00+08:00');
  expect(told(await entriesOf(hitId)).slice(4)).toEqual(['T', 'OVERDUE', 'deadline.escalated']);

  const item = () => connection.useDb('xiezhi_notification').collection('work_items').findOne({ caseId: hitId });
  await until(async () => (await item())?.['due'] !== undefined);
  expect(await item()).toMatchObject({ status: 'OPEN', command: 'scan.dispose', court: '吉02', due: '2025-05-08' });
  const inbox = connection.useDb('xiezhi_notification').collection('inbox');
  await until(async () => (await inbox.countDocuments({ caseId: hitId })) === 6);

  const at = '2025-05-12T09:00:00+08:00';
  const answer = await dispose(hitId, 'key-1', at);
  expect(answer).toEqual({ caseId: hitId, seq: 9, state: 'DISPOSED', documentNumber: null });
  const handle = new Client({ connection: engine }).workflow.getHandle(workflowIdOf(hitId));
  await handle.result();
  expect(await dispose(hitId, 'key-1', at)).toEqual(answer);
  await expect(dispose(hitId, 'key-2', at)).rejects.toMatchObject({ code: 'NOT_ALLOWED_IN_STATE' });
  await expect(dispose(hitId, 'key-1', at, { ...EXEMPT, reason: '其他' })).rejects.toMatchObject({
    code: 'VERSION_CONFLICT',
  });

  await until(async () => (await item())?.['status'] === 'DONE');

  const entries = await entriesOf(hitId);
  expect(entries).toHaveLength(9);
  expect(chainFaults(entries)).toEqual([]);
  expect(entries.at(-1)!.payload).toMatchObject({ late: true, doneOn: '2025-05-12', lateWorkdays: 2 });

  const nats = await connect({ servers: stack.urls.nats });
  const manager = await nats.jetstreamManager();
  const published = async () =>
    (await manager.streams.info(EVENT_STREAM, { subjects_filter: `collab.jl02.${hitId}.>` })).state.subjects ?? {};
  await until(async () => Object.values(await published()).reduce((sum, count) => sum + count, 0) === 9);
  await nats.close();

  await Worker.runReplayHistory(
    { workflowsPath: resolve(__dirname, '../src/workflows.ts') },
    await handle.fetchHistory(),
    workflowIdOf(hitId),
  );
});

test('a hit is in the read model of hits, and those of collaborations leave its events alone', async () => {
  const hitId = await openHitOf(881);
  const model = connection
    .useDb('xiezhi_command_center')
    .collection<{ _id: string; seq: number; status: string }>('hit_files');
  await until(async () => (await model.findOne({ _id: hitId }))?.seq === 2);
  expect(await model.findOne({ _id: hitId })).toMatchObject({ status: 'OPEN', court: '吉02', key: '吉0204-881' });

  const nats = await connect({ servers: stack.urls.nats });
  const manager = await nats.jetstreamManager();
  for (const service of ['intake', 'command-center']) {
    await until(async () => {
      const { num_pending, num_ack_pending } = await manager.consumers.info(EVENT_STREAM, `${service}-cases`);
      return num_pending + num_ack_pending === 0;
    });
    const cases = connection.useDb(`xiezhi_${service.replace('-', '_')}`).collection<{ _id: string }>('cases');
    expect(await cases.findOne({ _id: hitId })).toBeNull();
  }
  await nats.close();
  const metrics = await (await fetch(`${stack.urls.intake}/metrics`)).text();
  expect(/^xiezhi_cases_behind\{.*\} (.*)$/m.exec(metrics)?.[1]).toBe('0');
});

test('a hit whose workflow is lost is found by the doctor and goes on; by itself it ends once', async () => {
  const hitId = await openHitOf(882);
  await until(async () => (await entriesOf(hitId)).length === 2);
  const handle = new Client({ connection: engine }).workflow.getHandle(workflowIdOf(hitId));
  await handle.terminate('lost');
  const ending = { as: 'NO_LONGER_DUE', row: 'row-9', at: '2025-05-13T09:00:00+08:00' } as const;
  await until(async () => (await endHit(temporal, hitId, ending)) !== null);
  expect(told(await entriesOf(hitId)).slice(-2)).toEqual(['hit.disposed', 'deadline.met']);
  await handle.result();
  const entries = await entriesOf(hitId);
  await endHit(temporal, hitId, { ...ending, at: '2025-05-14T09:00:00+08:00' });
  await expect(dispose(hitId, 'key-3', '2025-05-14T09:00:00+08:00')).rejects.toMatchObject({
    code: 'NOT_ALLOWED_IN_STATE',
  });
  expect(await entriesOf(hitId)).toEqual(entries);
});
