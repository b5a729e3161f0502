import { EVENT_STREAM, EVENT_TYPE_PREFIX, type LedgerEntry } from '@xiezhi/contracts';
import { AckPolicy } from 'nats';
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import {
  connectDatabase,
  connectNats,
  createHttpClient,
  createLedgerClient,
  createLogger,
  createMetrics,
  createProjection,
  ensureStream,
  startEventFeed,
  type EventFeed,
  type NatsLink,
  type Projection,
  type ProjectionDocument,
  type ProjectionEffects,
  type ProjectionOptions,
} from '../src';
import { entryOf, startTestLedger, type TestLedger } from './support/ledger';
import { eventually, startServers, type TestServers } from './support/servers';

interface Trace extends ProjectionDocument {
  steps: number[];
  texts?: { text: string }[];
}

let servers: TestServers;
let ledger: TestLedger;
let link: NatsLink;
let connection: Connection;
const open: Projection<Trace>[] = [];
const feeds: EventFeed[] = [];
const warnings: { caseId?: string; msg: string }[] = [];
const logger = createLogger('test', 'warn', {
  write: (line: string) => void warnings.push(JSON.parse(line) as (typeof warnings)[number]),
});
let number = 0;

beforeAll(async () => {
  [servers, ledger] = await Promise.all([startServers('nats', 'mongodb'), startTestLedger()]);
  const settings = { XIEZHI_DB_PREFIX: 'kit', MONGODB_URI: servers.env.MONGODB_URI };
  connection = await connectDatabase(settings, 'kit-faults', logger);
  link = connectNats({ NATS_URL: servers.env.NATS_URL }, logger);
  await link.connection();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((projection) => projection.close()));
  await Promise.all(feeds.splice(0).map((feed) => feed.close()));
  // A comparison goes through all cases there are, those of earlier tests too.
  ledger.entries.clear();
});

afterAll(async () => {
  await link.close();
  await connection.close();
  await ledger.close();
  await servers.remove();
});

function start(overrides: Partial<ProjectionOptions<Trace> & ProjectionEffects<Trace>> = {}): Projection<Trace> {
  const { name = `faulty${++number}` } = overrides;
  const feed = startEventFeed({ nats: link, durable: `kit-faults-${name}`, logger });
  feeds.push(feed);
  const projection = createProjection<Trace>({
    name,
    of: 'collaboration',
    service: 'kit-faults',
    connection,
    feed,
    ledger: createLedgerClient({ LEDGER_URL: ledger.url }, createHttpClient()),
    logger,
    apply: (entry, previous) => ({ set: { steps: [...(previous?.steps ?? []), entry.seq] } }),
    ...overrides,
  });
  projection.follow(overrides);
  open.push(projection);
  return projection;
}

async function publish(...entries: LedgerEntry[]) {
  const stream = (await link.connection()).jetstream();
  for (const entry of entries) {
    const event = {
      specversion: '1.0',
      id: `${entry.caseId}:${entry.seq}`,
      source: '/xiezhi/ledger',
      type: EVENT_TYPE_PREFIX + entry.type,
      subject: entry.caseId,
      time: entry.at,
      datacontenttype: 'application/json',
      data: entry,
    };
    await eventually(() => stream.publish(`collab.jl0104.${entry.caseId}.${entry.type}`, JSON.stringify(event)));
  }
}

const newCase = () => `c-${randomUUID()}`;

/** Fails on some cases until it is mended. */
function poisoned(caseIds: ReadonlySet<string>) {
  const fault = { mended: false };
  const apply: ProjectionOptions<Trace>['apply'] = (entry, previous) => {
    if (!fault.mended && caseIds.has(entry.caseId) && entry.seq === 2) throw new Error('cannot be applied');
    return { set: { steps: [...(previous?.steps ?? []), entry.seq] } };
  };
  return { fault, apply };
}

test('more cases with an entry that cannot be applied than the stream hands out at once stop nobody, and are named', async () => {
  const bad = new Set(Array.from({ length: 520 }, newCase));
  const metrics = createMetrics('kit-faults');
  const { fault, apply } = poisoned(bad);
  const projection = start({ apply, metrics });
  for (const caseId of bad) ledger.extend(caseId, 2);
  await publish(...[...bad].flatMap((caseId) => ledger.entries.get(caseId)!));
  const good = newCase();
  await publish(...ledger.extend(good, 3));

  // Without waitFor, which would read the ledger: this is about the events.
  await eventually(async () => expect((await projection.get(good))?.seq).toBe(3), 60_000);
  await eventually(() => expect(projection.lag().poison).toHaveLength(bad.size), 60_000);
  const { behind, poison } = projection.lag();
  expect(behind).toBeGreaterThanOrEqual(bad.size);
  expect(new Set(poison.map(({ caseId }) => caseId))).toEqual(bad);
  expect(poison[0]).toMatchObject({ error: 'Error: cannot be applied', since: expect.any(String) as string });
  expect(await metrics.registry.metrics()).toMatch(/xiezhi_cases_poison\{[^}]*\} 520/);
  const [one] = bad;
  expect(warnings.some(({ caseId }) => caseId === one)).toBe(true);
  expect((await projection.get(one!))?.seq).toBe(1);

  fault.mended = true;
  await eventually(() => expect(projection.lag().poison).toEqual([]), 120_000);
  expect((await projection.get(one!))?.steps).toEqual([1, 2]);
  for (const caseId of bad) ledger.entries.delete(caseId);
}, 300_000);

test('a rebuild goes past what it cannot apply and lists it', async () => {
  const caseIds = Array.from({ length: 7 }, newCase).sort();
  const bad = caseIds[1]!;
  const { apply } = poisoned(new Set([bad]));
  const projection = start({ apply });
  for (const caseId of caseIds) ledger.extend(caseId, 3);
  const { failures } = await projection.rebuild();
  expect(failures).toEqual([{ caseId: bad, error: 'Error: cannot be applied' }]);
  for (const caseId of caseIds.filter((one) => one !== bad)) expect((await projection.get(caseId))?.seq).toBe(3);
  expect(projection.lag().poison).toMatchObject([{ caseId: bad }]);
});

test('what no event tells of is found at the start and every so often', async () => {
  const before = newCase();
  ledger.extend(before, 2);
  const projection = start({ compareEveryMs: 200 });
  await eventually(async () => expect((await projection.get(before))?.steps).toEqual([1, 2]), 120_000);
  const later = newCase();
  ledger.extend(later, 1);
  ledger.extend(before, 5);
  await eventually(async () => expect((await projection.get(later))?.seq).toBe(1), 120_000);
  await eventually(async () => expect((await projection.get(before))?.seq).toBe(5), 120_000);
  expect(projection.lag().comparedAt).toEqual(expect.any(String));
  await eventually(() => expect(projection.lag().behind).toBe(0));
}, 300_000);

test('a read model that is ahead of a ledger restored from before goes back with it', async () => {
  const [cut, gone] = [newCase(), newCase()];
  const removed: [string, number][] = [];
  ledger.extend(cut, 5);
  ledger.extend(gone, 2);
  const projection = start({ compareEveryMs: 200, onRemoved: (caseId, beyond) => void removed.push([caseId, beyond]) });
  await eventually(async () => expect((await projection.get(cut))?.seq).toBe(5), 120_000);
  await eventually(async () => expect((await projection.get(gone))?.seq).toBe(2), 120_000);

  ledger.entries.set(cut, ledger.entries.get(cut)!.slice(0, 3));
  ledger.entries.delete(gone);
  await eventually(async () => expect((await projection.get(cut))?.steps).toEqual([1, 2, 3]), 120_000);
  await eventually(async () => expect(await projection.get(gone)).toBeNull(), 120_000);
  expect(removed).toContainEqual([cut, 3]);
  expect(removed).toContainEqual([gone, 0]);
}, 300_000);

test('what is kept beside a document that goes back with its ledger is made anew', async () => {
  const caseId = newCase();
  let kept = 0;
  ledger.extend(caseId, 5);
  const projection = start({
    compareEveryMs: 200,
    extraEffects: ({ caseId: of, seq }, { rebuilding }) => {
      if (of === caseId && !rebuilding) kept = Math.max(kept, seq);
      return Promise.resolve();
    },
    afterRebuild: ({ _id, seq }) => Promise.resolve(void (kept = _id === caseId ? Math.max(kept, seq) : kept)),
    onRemoved: (of, beyond) => void (kept = of === caseId && kept > beyond ? 0 : kept),
  });
  await eventually(async () => expect((await projection.get(caseId))?.seq).toBe(5), 120_000);
  await eventually(() => expect(kept).toBe(5));
  ledger.entries.set(caseId, ledger.entries.get(caseId)!.slice(0, 3));
  await eventually(async () => expect((await projection.get(caseId))?.seq).toBe(3), 120_000);
  await eventually(() => expect(kept).toBe(3), 120_000);
}, 300_000);

test('a case that went on otherwise after the ledger was restored is made anew, at its next entry at the latest', async () => {
  const caseId = newCase();
  const removed: [string, number][] = [];
  ledger.extend(caseId, 3);
  const projection = start({
    apply: (entry, previous) => ({ set: { steps: [...(previous?.steps ?? []), Number(entry.payload['n'])] } }),
    onRemoved: (...args) => void removed.push(args),
  });
  await eventually(async () => expect((await projection.get(caseId))?.steps).toEqual([10, 20, 30]), 120_000);

  const [first, second] = ledger.entries.get(caseId)!;
  const third = { ...entryOf(caseId, 3), hash: 'other', payload: { n: 31 } };
  const fourth = { ...entryOf(caseId, 4), prevHash: 'other', payload: { n: 41 } };
  ledger.entries.set(caseId, [first!, second!, third, fourth]);
  await publish(fourth);
  await eventually(async () => expect((await projection.get(caseId))?.steps).toEqual([10, 20, 31, 41]), 120_000);
  expect(removed).toContainEqual([caseId, 0]);

  const other = { ...fourth, hash: 'changed', payload: { n: 42 } };
  ledger.entries.set(caseId, [first!, second!, third, other]);
  await publish(other);
  await eventually(async () => expect((await projection.get(caseId))?.steps).toEqual([10, 20, 31, 42]), 120_000);
}, 300_000);

test('a case whose texts are larger than a document may be is read whole, followed and rebuilt', async () => {
  const caseId = newCase();
  const texts = Array.from({ length: 300 }, (_, index) => `${index}：${'执行情况说明'.repeat(3_333)}`);
  const apply: ProjectionOptions<Trace>['apply'] = (entry, previous) => ({
    set: {
      steps: [...(previous?.steps ?? []), entry.seq],
      texts: [...(previous?.texts ?? []), { text: texts[entry.seq - 1]! }],
    },
  });
  const projection = start({ apply, bulky: ['texts'] });
  ledger.extend(caseId, texts.length);
  await projection.take([caseId]);
  const whole = {
    _id: caseId,
    seq: 300,
    hash: 'h300',
    steps: texts.map((_, index) => index + 1),
    texts: texts.map((text) => ({ text })),
  };
  expect(await projection.get(caseId)).toEqual(whole);

  const stored = (await projection.collection.findOne({ _id: caseId }))!;
  expect(Buffer.byteLength(JSON.stringify(stored))).toBeLessThan(200_000);
  expect(Buffer.byteLength(JSON.stringify(whole))).toBeGreaterThan(16 * 1024 * 1024);
  await projection.rebuild();
  expect(await projection.get(caseId)).toEqual(whole);

  texts.push('再报');
  await publish(ledger.extend(caseId, 301).at(-1)!);
  await eventually(async () => expect((await projection.get(caseId))?.texts?.at(-1)).toEqual({ text: '再报' }));
  expect((await projection.get(caseId))?.texts).toHaveLength(301);
}, 300_000);

test('read models of a process read the events once, and what each had read by itself is given up', async () => {
  const name = `faulty${++number}`;
  const manager = await (await link.connection()).jetstreamManager();
  await ensureStream(manager);
  await manager.consumers.add(EVENT_STREAM, { durable_name: `kit-faults-${name}`, ack_policy: AckPolicy.Explicit });
  const feed = startEventFeed({ nats: link, durable: 'kit-faults-all', logger });
  feeds.push(feed);
  const cases = start({ feed });
  const hits = start({ feed, name, of: 'hit' });
  const [caseId, hitId] = [newCase(), `hit-${randomUUID()}`];
  await publish(...ledger.extend(caseId, 2), ...ledger.extend(hitId, 2));
  // Without waitFor, which would read the ledger: this is about the events.
  await eventually(async () => expect((await cases.get(caseId))?.steps).toEqual([1, 2]));
  await eventually(async () => expect((await hits.get(hitId))?.steps).toEqual([1, 2]));
  expect([await cases.get(hitId), await hits.get(caseId)]).toEqual([null, null]);
  const consumers: string[] = [];
  for await (const consumer of manager.consumers.list(EVENT_STREAM)) consumers.push(consumer.name);
  expect(consumers).toContain('kit-faults-all');
  expect(consumers).not.toContain(`kit-faults-${name}`);
});
