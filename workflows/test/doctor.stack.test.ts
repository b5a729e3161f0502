import { Client, Connection as EngineConnection, WorkflowFailedError } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import {
  CASE_TASK_QUEUE,
  CASE_WORKFLOW,
  caseWorkflowId,
  COMMAND_UPDATE,
  DECISION_TASK_QUEUE,
  eventOf,
} from '@xiezhi/contracts';
import type { CaseSnapshot, IdentifiedCommand } from '@xiezhi/contracts';
import { Ledger } from '@xiezhi/ledger';
import { startStack } from '@xiezhi/infra';
import type { Stack } from '@xiezhi/infra';
import { DEFAULT_SETTINGS, evolve, isFinal, toInstant } from '@xiezhi/rules';
import type { CaseState } from '@xiezhi/rules';
import { connectTemporal, createLogger, createMetrics } from '@xiezhi/service-kit';
import type { TemporalLink } from '@xiezhi/service-kit';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { History } from '../src/demo/history';
import { provinceOf } from '../src/demo/province';
import { Doctor } from '../src/doctor/doctor';
import { Engine } from '../src/doctor/engine';
import { Findings } from '../src/doctor/findings';
import { answerIn, foldFile } from '../src/doctor/fold';
import { startFromLedger } from '../src/doctor/starting';
import { startRounds } from '../src/doctor/rounds';
import { command, DECIDING, order, person } from './support/engine';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-doctor-'));
const logger = createLogger('doctor-test', 'silent');
const clock = { now: () => Promise.resolve(Date.now()) };

let stack: Stack;
let connection: Connection;
let temporal: TemporalLink;
let client: Client;
let ledger: Ledger;
let findings: Findings;
let histories: History[];
/** Its workflow cannot go on, and the engine takes its time until it has tried often: it is no case of the ledger before its test. */
let stuck: History;

const doctorOf = (over: Ledger = ledger) =>
  new Doctor({
    ledger: over,
    engine: new Engine(temporal),
    findings,
    start: { temporal, clock, rehearsal: false },
    logger,
    confirmAfterMs: 500,
  });

const workflow = (caseId: string, runId?: string) => client.workflow.getHandle(caseWorkflowId(caseId), runId);
const snapshotOf = (caseId: string) => workflow(caseId).query<CaseSnapshot>('state');
const found = async (caseId: string) => (await findings.list()).find((each) => each.caseId === caseId);

async function start(history: History, until = history.entries.length): Promise<void> {
  const folded = (await foldFile(ledger, history.caseId))!;
  let state: CaseState | null = null;
  const entries = (await ledger.read(history.caseId)).slice(0, until);
  for (const entry of entries) state = evolve(state, eventOf(entry));
  const at = { ...folded, state: state!, lastHash: entries.at(-1)!.hash };
  await startFromLedger(at, { temporal, clock, rehearsal: false, again: true });
}

/** As a worker leaves it: entries in the ledger, and a workflow at their end. */
async function bringIn(history: History): Promise<string> {
  await ledger.append({ entries: history.entries, prevHash: '' });
  await start(history);
  return history.caseId;
}

const begin = (caseId: string, input: object) =>
  client.workflow.start(CASE_WORKFLOW, {
    workflowId: caseWorkflowId(caseId),
    taskQueue: CASE_TASK_QUEUE,
    args: [{ caseId, rehearsal: false, clockOffset: 0, ...input }],
  });
const opened = (opening: IdentifiedCommand) => ({ opening, settings: DEFAULT_SETTINGS, calendar: [] });

const taken = { next: 0 };
const nextHistory = (): History => histories[taken.next++]!;

async function healed(caseId: string): Promise<void> {
  // Started again, a case does what has fallen due meanwhile; until that is recorded it is not in order.
  await until(async () => {
    if ((await found(caseId))?.resolvedAt !== undefined) return true;
    await doctorOf().examine({ thorough: true });
    return false;
  });
  await until(async () => {
    const { recordedSeq, state } = await snapshotOf(caseId);
    const folded = (await foldFile(ledger, caseId))!.state;
    return recordedSeq === folded.seq && state.status === folded.status;
  });
  expect((await workflow(caseId).describe()).status.name).toBe('RUNNING');
  expect(await found(caseId)).toMatchObject({ treatments: 1 });
}

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  // The worker's own doctor stays away but for its first round.
  process.env['DOCTOR_SECONDS'] = '86400';
  const parts = ['temporal', 'nats', 'mongodb', 'identity', 'worker'] as const;
  stack = await startStack({ dataDir: folder, ports: 'free', rehearsal: false, demo: false, parts });
  delete process.env['DOCTOR_SECONDS'];
  connection = await mongoose.createConnection(stack.urls.mongodb, { dbName: 'xiezhi_ledger' }).asPromise();
  temporal = connectTemporal({ TEMPORAL_ADDRESS: stack.urls.temporal, TEMPORAL_NAMESPACE: 'default' });
  client = new Client({ connection: await EngineConnection.connect({ address: stack.urls.temporal }) });
  ledger = new Ledger(connection);
  findings = new Findings(connection);
  const province = await provinceOf({ asOf: toInstant(Date.now()), settings: DEFAULT_SETTINGS, calendar: [] });
  histories = province.filter(
    ({ state, entries }) => !isFinal(state) && entries.length > 3 && entries.at(-1)?.actor.role !== 'clock',
  );
  stuck = histories.pop()!;
  await begin(stuck.caseId, {
    carried: { state: null, recordedSeq: stuck.entries.length, lastHash: '', answered: {} },
  });
});

afterAll(async () => {
  await client?.connection.close();
  await temporal?.close();
  await connection?.close();
  await stack?.discard();
  rmSync(folder, { recursive: true, force: true });
});

test('where all is in order nothing is found and nothing touched', async () => {
  const caseId = await bringIn(nextHistory());
  const { runId } = await workflow(caseId).describe();
  const done = await doctorOf().examine({ thorough: true });
  expect(done).toMatchObject({ wrong: 0, restarted: 0, compared: done.open });
  expect((await workflow(caseId).describe()).runId).toBe(runId);
  expect(await found(caseId)).toBeUndefined();
});

test.each<[string, ((caseId: string) => Promise<unknown>) | undefined]>([
  ['TERMINATED', (caseId) => workflow(caseId).terminate('by hand')],
  [
    'FAILED',
    async (caseId) => {
      await workflow(caseId).terminate('by hand');
      const opening = order();
      (opening.command.with as { executingCourt: string }).executingCourt = '吉99';
      await begin(caseId, opened(opening));
      await expect(workflow(caseId).result()).rejects.toThrow(WorkflowFailedError);
    },
  ],
  // As a restored engine has it, which knows nothing of the case.
  ['MISSING', undefined],
])('%s: a case whose workflow is gone is named, and goes on from the ledger', async (kind, harm) => {
  const history = nextHistory();
  const { caseId } = history;
  await ledger.append({ entries: history.entries, prevHash: '' });
  if (harm) {
    await start(history);
    await harm(caseId);
  }
  await doctorOf().examine({ thorough: false });
  expect(await found(caseId)).toMatchObject({ kind });
  await healed(caseId);
});

test('NUMBER_REFUSED: a case that cannot have its number is named and left as it is', async () => {
  const connection = await NativeConnection.connect({ address: stack.urls.temporal });
  const decision = await Worker.create({
    connection,
    taskQueue: DECISION_TASK_QUEUE,
    activities: { drawDocumentNumber: () => Promise.resolve({ serial: 0 }) },
  });
  const caseId = 'jl0104-no-number';
  await decision.runUntil(async () => {
    await begin(caseId, opened(order()));
    await until(async () => (await snapshotOf(caseId)).numberRefused !== undefined);
  });
  await connection.close();
  const { runId } = await workflow(caseId).describe();
  await doctorOf().examine({ thorough: true });
  expect(await found(caseId)).toMatchObject({ kind: 'NUMBER_REFUSED', treatments: 0 });
  expect((await workflow(caseId).describe()).runId).toBe(runId);
  await client.workflow.getHandle(caseWorkflowId(caseId)).executeUpdate(COMMAND_UPDATE, {
    args: [
      command(person(DECIDING, 'bureauDirector'), 'order.conclude', {
        ground: 'ALREADY_CLOSED',
        reasons: '已经办结。',
      }),
    ],
  });
  await workflow(caseId).result();
  await doctorOf().examine({ thorough: true });
  expect(await found(caseId)).toHaveProperty('resolvedAt');
});

test('BEHIND: an engine that was restored to before the ledger goes on where the ledger is', async () => {
  const history = nextHistory();
  await ledger.append({ entries: history.entries, prevHash: '' });
  await start(history, history.entries.length - 1);
  await doctorOf().examine({ thorough: true });
  expect(await found(history.caseId)).toMatchObject({ kind: 'BEHIND' });
  await healed(history.caseId);
});

test('AHEAD: a ledger that was restored to before the engine is the truth, and what was lost is told', async () => {
  const history = nextHistory();
  const caseId = await bringIn(history);
  const last = history.entries.length;
  await connection.collection('ledger').deleteMany({ caseId, seq: { $gt: last - 2 } });
  await doctorOf().examine({ thorough: true });
  const detail = expect.stringContaining(`第${last - 1}条至第${last}条已失去`) as string;
  expect(await found(caseId)).toMatchObject({ kind: 'AHEAD', detail });
  await healed(caseId);
});

test('UNRECORDED: a workflow whose case the restored ledger does not have is ended, and what was lost is told', async () => {
  const caseId = await bringIn(nextHistory());
  await connection.collection('ledger').deleteMany({ caseId });
  await connection.collection('ledger_cases').deleteOne({ _id: caseId as never });
  await doctorOf().examine({ thorough: false });
  const told = { kind: 'UNRECORDED', detail: expect.stringContaining('须重新办理') as string, treatments: 0 };
  expect(await found(caseId)).toMatchObject(told);
  expect((await workflow(caseId).describe()).status.name).toBe('TERMINATED');
  await doctorOf().examine({ thorough: false });
  expect(await found(caseId)).toMatchObject({ ...told, resolvedAt: expect.any(String) as string });
});

test('beside an empty ledger, which is another’s, nobody is ended', async () => {
  const caseId = await bringIn(nextHistory());
  const other = await mongoose.createConnection(stack.urls.mongodb, { dbName: 'xiezhi_other' }).asPromise();
  await doctorOf(new Ledger(other)).examine({ thorough: true });
  await other.close();
  expect((await workflow(caseId).describe()).status.name).toBe('RUNNING');
  expect(await found(caseId)).toBeUndefined();
});

test('DIFFERENT: a workflow that counts otherwise than its ledger is put right', async () => {
  const history = nextHistory();
  await ledger.append({ entries: history.entries, prevHash: '' });
  const folded = (await foldFile(ledger, history.caseId))!;
  const deadlines = folded.state.deadlines.map((deadline) => ({ ...deadline, due: '2999-01-01' }));
  const state = { ...folded.state, deadlines, participants: ['吉0882'] };
  await startFromLedger({ ...folded, state }, { temporal, clock, rehearsal: false, again: true });
  await doctorOf().examine({ thorough: true });
  expect(await found(history.caseId)).toMatchObject({ kind: 'DIFFERENT' });
  await healed(history.caseId);
});

test('a case that has ended for good is not started again, however its workflow ended', async () => {
  const all = await provinceOf({ asOf: toInstant(Date.now()), settings: DEFAULT_SETTINGS, calendar: [] });
  const closed = all.find(({ state, entries }) => state.status === 'CLOSED' && entries.length > 3)!;
  const caseId = await bringIn(closed);
  await workflow(caseId).result();
  const { runId } = await workflow(caseId).describe();
  await doctorOf().examine({ thorough: true });
  expect((await workflow(caseId).describe()).runId).toBe(runId);
  expect(await found(caseId)).toBeUndefined();
  expect(await findings.endedOf([caseId])).toEqual(new Set([caseId]));
});

test('what a request was answered is in the ledger, however long ago, under its own key only', async () => {
  const history = nextHistory();
  await bringIn(history);
  const findAnswer = (request: { caseId: string; id: string }) => answerIn(ledger, request.caseId, request.id);
  const { caseId, entries } = history;
  const asked = entries.flatMap(({ commandId, seq }) => (commandId === undefined ? [] : [{ commandId, seq }]));
  const first = asked[0]!;
  const cut = first.commandId.lastIndexOf('-');
  const id = first.commandId.slice(0, cut);
  const state = evolve(null, eventOf(entries[0]!));
  const until = entries.findIndex(({ at }) => at !== entries[0]!.at);
  expect(await findAnswer({ caseId, id })).toMatchObject({
    digest: first.commandId.slice(cut + 1),
    answer: { caseId, seq: until, state: state.status },
  });
  expect(await findAnswer({ caseId, id: id.slice(0, -1) })).toBeNull();
  expect(await findAnswer({ caseId, id: `${id}-` })).toBeNull();
  expect(await findAnswer({ caseId: 'jl0104-unknown', id })).toBeNull();
});

test('of many doctors at a time one starts the case again, once', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1) ids.push(await bringIn(nextHistory()));
  await Promise.all(ids.map((caseId) => workflow(caseId).terminate('by hand')));
  const rounds = await Promise.all(Array.from({ length: 4 }, () => doctorOf().examine({ thorough: true })));
  expect(rounds.reduce((sum, { restarted }) => sum + restarted, 0)).toBe(4);
  for (const caseId of ids) await healed(caseId);
});

test('of many doctors at a time one starts each of the cases that have no workflow, once', async () => {
  const ids: string[] = [];
  // More than are looked at together.
  for (let index = 0; index < 20; index += 1) {
    const { caseId, entries } = nextHistory();
    await ledger.append({ entries, prevHash: '' });
    ids.push(caseId);
  }
  const rounds = await Promise.all(Array.from({ length: 3 }, () => doctorOf().examine({ thorough: false })));
  expect(rounds.reduce((sum, { restarted }) => sum + restarted, 0)).toBe(ids.length);
  for (const caseId of ids) await healed(caseId);
});

test('a case that cannot be read keeps none of its neighbours from being looked at, and is looked at again', async () => {
  const [bad, good] = [nextHistory(), nextHistory()];
  for (const { entries } of [bad, good]) await ledger.append({ entries, prevHash: '' });
  const seq = bad.entries.length + 1;
  const unreadable = { _id: `${bad.caseId}:${seq}`, caseId: bad.caseId, seq, type: 'settings.adopted' };
  await connection.collection<{ _id: string }>('ledger').insertOne(unreadable);
  const doctor = doctorOf();
  expect((await doctor.examine({ thorough: false })).unanswered).toBeGreaterThanOrEqual(1);
  expect(await found(good.caseId)).toMatchObject({ kind: 'MISSING', treatments: 1 });
  expect(await found(bad.caseId)).toBeUndefined();
  await connection.collection<{ _id: string }>('ledger').deleteOne({ _id: unreadable._id });
  await doctor.examine({ thorough: false });
  expect(await found(bad.caseId)).toMatchObject({ kind: 'MISSING', treatments: 1 });
});

test('what does not help is not repeated at once, and stays named', async () => {
  const caseId = await bringIn(nextHistory());
  for (let time = 1; time <= 2; time += 1) {
    await workflow(caseId).terminate('again');
    await doctorOf().examine({ thorough: false });
  }
  expect((await workflow(caseId).describe()).status.name).toBe('TERMINATED');
  expect(await found(caseId)).toMatchObject({ kind: 'TERMINATED' });
  expect(await found(caseId)).not.toHaveProperty('resolvedAt');
});

test('STUCK: a case whose workflow fails again and again is named, and goes on from the ledger', async () => {
  const { caseId, entries } = stuck;
  await ledger.append({ entries, prevHash: '' });
  await until(async () => {
    const { raw } = await workflow(caseId).describe();
    return (raw.pendingWorkflowTask?.attempt ?? 0) >= 5;
  });
  await doctorOf().examine({ thorough: true });
  expect(await found(caseId)).toMatchObject({ kind: 'STUCK' });
  await healed(caseId);
});

test('the metric tells what is found now, and not what the last round found', async () => {
  const metrics = createMetrics('worker');
  const rounds = startRounds({ doctor: doctorOf(), findings, metrics, logger }, 86_400_000);
  const told = async () => (await metrics.registry.metrics()).match(/xiezhi_doctor_cases\{kind="STUCK".*\} (\d+)/)?.[1];
  await until(async () => /xiezhi_doctor_round_seconds\{.*\} (?!0$)/m.test(await metrics.registry.metrics()));
  rounds.close();
  const before = Number(await told());
  await findings.note('jl0104-0000000000000000', {
    kind: 'STUCK',
    detail: '',
    runId: '',
    passing: false,
    mends: false,
  });
  expect(Number(await told())).toBe(before + 1);
  await findings.resolve('jl0104-0000000000000000');
  expect(Number(await told())).toBe(before);
});
