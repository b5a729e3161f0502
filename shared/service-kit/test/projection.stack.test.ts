import { EVENT_TYPE_PREFIX, type LedgerEntry } from '@xiezhi/contracts';
import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import {
  asUnavailable,
  connectDatabase,
  connectNats,
  createHttpClient,
  createLedgerClient,
  createLogger,
  createProjection,
  databaseName,
  ensureStream,
  isDuplicateKey,
  startEventFeed,
  type EventFeed,
  type NatsLink,
  type Projection,
  type ProjectionDocument,
  type ProjectionEffects,
  type ProjectionOptions,
} from '../src';
import { startTestLedger, type TestLedger } from './support/ledger';
import { eventually, startServers, type TestServers } from './support/servers';

interface Trace extends ProjectionDocument {
  steps: number[];
  last: string;
}

const logger = createLogger('test', 'silent');
const config = { XIEZHI_DB_PREFIX: 'kit' };
let servers: TestServers;
let ledger: TestLedger;
let link: NatsLink;
let connection: Connection;
const open: Projection<Trace>[] = [];
const feeds: EventFeed[] = [];
let number = 0;

beforeAll(async () => {
  [servers, ledger] = await Promise.all([startServers('nats', 'mongodb'), startTestLedger()]);
  connection = await connectDatabase({ ...config, MONGODB_URI: servers.env.MONGODB_URI }, 'kit-test', logger);
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

function create(overrides: Partial<ProjectionOptions<Trace>> = {}): Projection<Trace> {
  const { name = `trace${++number}` } = overrides;
  const feed = startEventFeed({ nats: link, durable: `kit-test-${name}`, logger });
  feeds.push(feed);
  const projection = createProjection<Trace>({
    name,
    of: 'collaboration',
    service: 'kit-test',
    connection,
    feed,
    ledger: createLedgerClient({ LEDGER_URL: ledger.url }, createHttpClient()),
    logger,
    apply: (entry, previous) => ({ set: { steps: [...(previous?.steps ?? []), entry.seq], last: entry.type } }),
    ...overrides,
  });
  open.push(projection);
  return projection;
}

function start(overrides: Partial<ProjectionOptions<Trace> & ProjectionEffects<Trace>> = {}): Projection<Trace> {
  const projection = create(overrides);
  projection.follow(overrides);
  return projection;
}

/** Without a message id, so that JetStream's own deduplication does not hide what the read model must stand. */
async function publish(...entries: LedgerEntry[]) {
  const connectionNow = await link.connection();
  const stream = connectionNow.jetstream();
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
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('the database is named after prefix and service', () => {
  expect(connection.name).toBe('kit_kit_test');
  expect(databaseName('xiezhi', 'command-center')).toBe('xiezhi_command_center');
});

test('a violated unique index is told from other errors', async () => {
  const collection = connection.db!.collection<{ _id: string }>('unique');
  await collection.insertOne({ _id: 'a' });
  const error: unknown = await collection.insertOne({ _id: 'a' }).catch((reason: unknown) => reason);
  expect(isDuplicateKey(error)).toBe(true);
  expect(isDuplicateKey(new Error('E11000'))).toBe(false);
});

test('the stream is made once, and again is no error', async () => {
  const manager = await (await link.connection()).jetstreamManager();
  await Promise.all([ensureStream(manager), ensureStream(manager)]);
  const { config: stream } = await manager.streams.info('COLLAB');
  expect(stream).toMatchObject({ subjects: ['collab.>'], storage: 'file', max_age: 0, duplicate_window: 600e9 });
});

test('entries are applied in order, and what comes twice is ignored', async () => {
  const projection = start();
  const caseId = newCase();
  const entries = ledger.extend(caseId, 3);
  await publish(...entries, ...entries, entries[1]!);
  const marker = newCase();
  await publish(...ledger.extend(marker, 1));
  await projection.waitFor(marker, 1);
  await projection.waitFor(caseId, 3);
  expect(await projection.get(caseId)).toEqual({ _id: caseId, seq: 3, hash: 'h3', steps: [1, 2, 3], last: 'step.3' });
});

test('missing entries are fetched from the ledger, by pages', async () => {
  const projection = start();
  const caseId = newCase();
  const entries = ledger.extend(caseId, 450);
  await publish(entries[449]!);
  await projection.waitFor(caseId, 450, 20_000);
  expect((await projection.get(caseId))!.steps).toEqual(upTo(450));
});

test('whatever is lost, doubled or out of order, every document is as told in order', async () => {
  const projection = start();
  const delivery = fc
    .integer({ min: 1, max: 8 })
    .chain((count) => fc.tuple(fc.constant(count), fc.array(fc.integer({ min: 1, max: count }), { maxLength: 16 })));
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { minLength: 1, maxLength: 4 }), async (cases) => {
      await Promise.all(
        cases.map(async ([count, order]) => {
          const caseId = newCase();
          const entries = ledger.extend(caseId, count);
          await publish(...order.map((seq) => entries[seq - 1]!), entries[count - 1]!);
          await projection.waitFor(caseId, count, 20_000);
          expect((await projection.get(caseId))!.steps).toEqual(upTo(count));
        }),
      );
    }),
    { numRuns: 15 },
  );
});

test('an entry that could not be taken comes again, and its effects are seen at least once each', async () => {
  const effects: number[] = [];
  const caseId = newCase();
  let failures = 2;
  const projection = start({
    extraEffects: async (entry) => {
      if (entry.caseId !== caseId) return;
      if (entry.seq === 2 && failures-- > 0) throw new Error('not now');
      effects.push(entry.seq);
    },
  });
  await publish(...ledger.extend(caseId, 3));
  await eventually(async () => expect((await projection.get(caseId))?.seq).toBe(3));
  expect((await projection.get(caseId))!.steps).toEqual([1, 2, 3]);
  expect([...new Set(effects)].sort()).toEqual([1, 2, 3]);
});

test('two processes on one read model write each entry once', async () => {
  const name = `shared${++number}`;
  const projections = [start({ name }), start({ name })];
  const caseIds = upTo(10).map(newCase);
  for (const caseId of caseIds) ledger.extend(caseId, 12);
  for (const seq of upTo(12)) await publish(...caseIds.map((caseId) => ledger.entries.get(caseId)![seq - 1]!));
  for (const caseId of caseIds) {
    await Promise.all(projections.map((projection) => projection.waitFor(caseId, 12, 20_000)));
    expect((await projections[0]!.get(caseId))!.steps).toEqual(upTo(12));
  }
});

test('a document that was damaged, lost or invented is right again after a rebuild', async () => {
  const projection = start();
  const [damaged, lost, invented] = [newCase(), newCase(), newCase()];
  await publish(...ledger.extend(damaged, 3), ...ledger.extend(lost, 2));
  await Promise.all([projection.waitFor(damaged, 3), projection.waitFor(lost, 2)]);
  await projection.collection.updateOne({ _id: damaged }, { $set: { steps: [9], seq: 2 } });
  await projection.collection.deleteOne({ _id: lost });
  await projection.collection.insertOne({ _id: invented, seq: 1, steps: [], last: '' });

  expect(await projection.rebuild()).toEqual({ cases: ledger.entries.size, failures: [] });

  expect((await projection.get(damaged))!.steps).toEqual([1, 2, 3]);
  expect((await projection.get(lost))!.steps).toEqual([1, 2]);
  expect(await projection.get(invented)).toBeNull();
  expect(await projection.collection.countDocuments()).toBe(ledger.entries.size);
});

test('waiting for an entry that never comes ends with UNAVAILABLE', async () => {
  const projection = start();
  await expect(projection.waitFor(newCase(), 1, 400)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: 1 });
});

test('a message that is no case event does not stop the others', async () => {
  const projection = start();
  const caseId = newCase();
  const stream = (await link.connection()).jetstream();
  await stream.publish('collab.jl.x.noise', 'not json');
  await stream.publish('collab.jl.x.noise', JSON.stringify({ specversion: '1.0' }));
  await publish(...ledger.extend(caseId, 1));
  await eventually(async () => expect((await projection.get(caseId))?.seq).toBe(1));
});

test('while NATS is away the ledger is read; when it is back, events arrive as before', async () => {
  const projection = start();
  const caseId = newCase();
  await publish(...ledger.extend(caseId, 1));
  await projection.waitFor(caseId, 1);

  await servers.stack.kill('nats');
  await eventually(() => expect(link.isUp()).toBe(false));
  await expect(link.check()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  ledger.extend(caseId, 3);
  await projection.waitFor(caseId, 3);
  const late = start();
  await late.waitFor(caseId, 3);

  await servers.stack.start('nats');
  await eventually(() => expect(link.isUp()).toBe(true));
  const other = newCase();
  await publish(...ledger.extend(other, 2));
  // No waitFor here: it would read the ledger, and this is about the events.
  for (const each of [projection, late]) await eventually(async () => expect((await each.get(other))?.seq).toBe(2));
  expect((await projection.get(caseId))!.steps).toEqual([1, 2, 3]);
});

test('what the ledger has is taken on request, whether or not an event tells of it', async () => {
  const projection = start();
  const [known, unknown, full] = [newCase(), newCase(), newCase()];
  await publish(...ledger.extend(known, 1), ...ledger.extend(full, 2));
  await Promise.all([projection.waitFor(known, 1), projection.waitFor(full, 2)]);
  ledger.extend(known, 3);
  ledger.extend(unknown, 2);

  await projection.catchUp();
  const found = await Promise.all([known, unknown, full].map((caseId) => projection.get(caseId)));
  expect(found.map((document) => document?.steps)).toEqual([
    [1, 2, 3],
    [1, 2],
    [1, 2],
  ]);
});

test('a stream that was deleted is made again', async () => {
  const projection = start();
  const before = newCase();
  await publish(...ledger.extend(before, 1));
  await projection.waitFor(before, 1);
  await (await (await link.connection()).jetstreamManager()).streams.delete('COLLAB');
  const after = newCase();
  await publish(...ledger.extend(after, 1));
  await eventually(async () => expect((await projection.get(after))?.seq).toBe(1));
});

test('the database away is UNAVAILABLE, and nothing is lost when it is back', async () => {
  const projection = start();
  const caseId = newCase();
  await publish(...ledger.extend(caseId, 1));
  await projection.waitFor(caseId, 1);

  await servers.stack.kill('mongodb');
  const error: unknown = await projection.get(caseId).catch((reason: unknown) => reason);
  expect(asUnavailable(error)).toMatchObject({ code: 'UNAVAILABLE', retryAfter: 5 });
  await publish(...ledger.extend(caseId, 2).slice(1));

  await servers.stack.start('mongodb');
  await eventually(async () => expect((await projection.get(caseId))?.steps).toEqual([1, 2]), 60_000);
});

test('a start waits for the database no longer than it was told, and says so', async () => {
  const settings = { ...config, MONGODB_URI: 'mongodb://127.0.0.1:9/?directConnection=true' };
  await expect(connectDatabase(settings, 'x', logger, { startLimitMs: 0 })).rejects.toThrow('MONGODB_URI');
});

test('before it is followed a document is read and none written; then its effects see every entry', async () => {
  const [caseId, seen] = [newCase(), new Set<number>()];
  ledger.extend(caseId, 2);
  const projection = create();
  await projection.take([caseId]);
  expect(await projection.get(caseId)).toBeNull();
  projection.follow({
    extraEffects: (entry) => {
      if (entry.caseId === caseId) seen.add(entry.seq);
      return Promise.resolve();
    },
  });
  await projection.waitFor(caseId, 2);
  expect([...seen]).toEqual([1, 2]);
});
