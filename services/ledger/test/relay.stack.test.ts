import type { LedgerEntry } from '@xiezhi/contracts';
import { startStack, startTcpProxy } from '@xiezhi/infra';
import type { Stack, TcpProxy } from '@xiezhi/infra';
import { AuditTrail, connectNats, createLogger, createMetrics } from '@xiezhi/service-kit';
import type { NatsLink } from '@xiezhi/service-kit';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { DiscardPolicy, ErrorCode, NatsError } from 'nats';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerActivities } from '../src/activities';
import { EventStream } from '../src/event-stream';
import { HeldEvents } from '../src/held-events';
import type { HoldingLimits } from '../src/held-events';
import { Ledger } from '../src/ledger';
import { Outlet } from '../src/outlet';
import { Refill } from '../src/refill';
import { Relay } from '../src/relay';
import { COURT, entries, entry } from './support/entries';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-relay-'));
const logger = createLogger('relay-test', 'silent');
let stack: Stack;
let connection: Connection;
let proxy: TcpProxy;
let nats: NatsLink;
let cutOff: NatsLink;
let stream: EventStream;
let ledger: Ledger;
/** Two workers: the second one reaches NATS through a way of its own. */
let relay: Relay;
let other: Relay;

const portOf = (url: string) => Number(/:(\d+)/.exec(url.replace('nats://', ''))?.[1]);
const manager = async () => (await nats.connection()).jetstreamManager();
const backlog = () => connection.collection('relay_backlog');

/** The numbers of a case's events as they stand in the stream, one after the other. */
async function published(caseId: string): Promise<number[]> {
  const connected = await nats.connection();
  const wanted = await stream.count(caseId);
  const seqs: number[] = [];
  if (wanted === 0) return seqs;
  const consumer = await connected.jetstream().consumers.get('COLLAB', { filterSubjects: `collab.*.${caseId}.>` });
  for await (const message of await consumer.fetch({ max_messages: wanted })) {
    seqs.push(message.json<{ data: LedgerEntry }>().data.seq);
  }
  return seqs;
}

type Holding = Parameters<typeof ledgerActivities>[1]['held'];
const nothingHeld: Holding = { hold: () => Promise.resolve(false), give: () => [] };

async function record(caseId: string, from: number, to: number, prevHash: string, by = relay, attempt = 1) {
  return recordBy({ relay: by, held: nothingHeld }, { attempt, isLocal: false }, caseId, from, to, prevHash);
}

/** As the clock of a case writes a rung. */
const strike = (held: Holding, caseId: string, seq: number, prevHash: string) =>
  recordBy({ relay, held }, { attempt: 1, isLocal: true }, caseId, seq, seq, prevHash);

function recordBy(
  by: Parameters<typeof ledgerActivities>[1],
  how: { attempt: number; isLocal: boolean },
  caseId: string,
  from: number,
  to: number,
  prevHash: string,
) {
  return ledgerActivities(ledger, by, new AuditTrail(connection), () => how).recordEntries({
    caseId,
    executingCourt: COURT,
    entries: entries(caseId, from, to),
    prevHash,
  });
}

async function drained(by = relay): Promise<void> {
  await until(async () => {
    await by.drain();
    return (await by.waiting()).cases === 0;
  });
}

async function natsAway(): Promise<void> {
  await stack.kill('nats');
  await until(() => !nats.isUp());
}

async function natsBack(): Promise<void> {
  await stack.start('nats');
  await until(() => nats.isUp());
}

beforeAll(async () => {
  stack = await startStack({
    dataDir: folder,
    ports: 'free',
    rehearsal: false,
    demo: false,
    parts: ['nats', 'mongodb'],
  });
  connection = await mongoose.createConnection(stack.urls.mongodb, { dbName: 'relay_test' }).asPromise();
  proxy = await startTcpProxy(portOf(stack.urls.nats));
  nats = connectNats({ NATS_URL: stack.urls.nats }, logger);
  cutOff = connectNats({ NATS_URL: `nats://127.0.0.1:${proxy.port}` }, logger);
  stream = new EventStream(nats);
  await stream.ensure();
  ledger = new Ledger(connection);
  await ledger.prepare();
  relay = new Relay(connection, ledger, stream, logger);
  other = new Relay(connection, ledger, new EventStream(cutOff), logger);
});

afterAll(async () => {
  await cutOff?.close();
  await nats?.close();
  await proxy?.close();
  await connection?.close();
  await stack?.discard();
  rmSync(folder, { recursive: true, force: true });
});

describe('one worker', () => {
  test('an activity that died between writing and publishing publishes when it runs again, once', async () => {
    await ledger.append({ entries: entries('died', 1, 2), prevHash: '' });
    expect(await published('died')).toEqual([]);
    await record('died', 1, 2, '');
    await record('died', 1, 2, '', relay, 2);
    expect(await published('died')).toEqual([1, 2]);
  });

  test('what NATS has and no longer knows by its number is not published again', async () => {
    const recorded = await ledger.append({ entries: entries('window', 1, 2), prevHash: '' });
    // Under other numbers than the relay's: NATS takes those for new, as it does after its window.
    await stream.send(COURT, recorded, ':long-ago');
    await record('window', 1, 2, '', relay, 2);
    expect(await published('window')).toEqual([1, 2]);

    const lastHash = recorded.at(-1)!.hash;
    await ledger.append({ entries: entries('window', 3, 3), prevHash: lastHash });
    await backlog().insertOne({ _id: 'window' as never, court: COURT, notes: 1, since: new Date() });
    await drained(new Relay(connection, ledger, stream, logger));
    expect(await published('window')).toEqual([1, 2, 3]);
  });

  test('an outage of NATS blocks nothing; the backlog goes out in order, each entry once', async () => {
    const before = await record('outage', 1, 2, '');
    await natsAway();
    const during = await record('outage', 3, 4, before.lastHash);
    const after = await record('outage', 5, 5, during.lastHash);
    expect(await relay.waiting()).toMatchObject({ cases: 1, since: expect.any(String) as string });
    await natsBack();
    await drained();
    await record('outage', 6, 6, after.lastHash);
    expect(await published('outage')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('what NATS will not take holds up the later entries of its case, and no other case', async () => {
    const batch = [entry('stuck', 1), entry('stuck', 2, '长'.repeat(400_000)), entry('stuck', 3)];
    const stuck = await ledger.append({ entries: batch, prevHash: '' });
    const unhindered = await ledger.append({ entries: entries('unhindered', 1, 2), prevHash: '' });
    const later = new Relay(connection, ledger, stream, logger);
    try {
      await later.publish(COURT, stuck);
      await natsAway();
      await later.publish(COURT, unhindered);
      await natsBack();
      await until(async () => {
        await later.drain();
        return (await later.waiting()).cases === 1;
      });
      expect(await published('stuck')).toEqual([1]);
      expect(await published('unhindered')).toEqual([1, 2]);
    } finally {
      await backlog().deleteOne({ _id: 'stuck' as never });
    }
  });

  test('while the store of NATS is full, it is left alone for growing pauses, and all goes out when there is room', async () => {
    const { config } = await (await manager()).streams.info('COLLAB');
    let tries = 0;
    class Counted extends EventStream {
      override send(...args: Parameters<EventStream['send']>) {
        tries += 1;
        return super.send(...args);
      }
    }
    const worker = new Relay(connection, ledger, new Counted(nats), logger);
    await (await manager()).streams.update('COLLAB', { ...config, max_bytes: 1, discard: DiscardPolicy.New }).catch(
      // An older server lets no limit be below what is there.
      () => undefined,
    );
    await (await manager()).streams.update('COLLAB', { ...config, max_msgs: 1, discard: DiscardPolicy.New });
    try {
      for (const caseId of ['full-1', 'full-2', 'full-3']) {
        const recorded = await ledger.append({ entries: entries(caseId, 1, 2), prevHash: '' });
        await worker.publish(COURT, recorded);
      }
      for (let round = 0; round < 50; round += 1) await worker.drain();
      expect(tries).toBeLessThan(5);
      expect((await worker.waiting()).cases).toBe(3);
    } finally {
      await (await manager()).streams.update('COLLAB', config);
    }
    await drained(worker);
    for (const caseId of ['full-1', 'full-2', 'full-3']) expect(await published(caseId)).toEqual([1, 2]);
  });
});

describe('two workers', () => {
  test('what one could not publish goes out before what the other records next', async () => {
    await until(() => cutOff.isUp());
    proxy.cut();
    await until(() => !cutOff.isUp());
    const before = await record('shared', 1, 4, '', other);
    const next = await record('shared', 5, 5, before.lastHash, relay);
    expect(await published('shared')).toEqual([1, 2, 3, 4, 5]);
    proxy.mend();
    await until(() => cutOff.isUp());
    await drained(other);
    await record('shared', 6, 6, next.lastHash, other);
    expect(await published('shared')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('a case that goes from hand to hand is published in order, each entry once', async () => {
    await until(() => cutOff.isUp());
    let prevHash = '';
    for (let seq = 1; seq <= 9; seq += 1) {
      if (seq === 4) proxy.cut();
      if (seq === 4) await until(() => !cutOff.isUp());
      if (seq === 8) proxy.mend();
      if (seq === 8) await until(() => cutOff.isUp());
      ({ lastHash: prevHash } = await record('hands', seq, seq, prevHash, seq % 2 === 0 ? other : relay));
    }
    await Promise.all([drained(relay), drained(other)]);
    expect(await published('hands')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('what a worker noted before it died goes out from any other', async () => {
    await until(() => cutOff.isUp());
    proxy.cut();
    await until(() => !cutOff.isUp());
    await record('inherited', 1, 3, '', other);
    expect(await published('inherited')).toEqual([]);
    await drained(relay);
    expect(await published('inherited')).toEqual([1, 2, 3]);
    proxy.mend();
  });

  test('a note made while another worker finishes with the case is not forgotten', async () => {
    await until(() => cutOff.isUp());
    proxy.cut();
    await until(() => !cutOff.isUp());
    const before = await record('noted', 1, 2, '', other);
    let finish: () => void = () => undefined;
    const finishing = new Promise<void>((reached) => {
      const held = new Promise<void>((resolve) => (finish = resolve));
      const collection = backlog();
      const deleteOne = collection.deleteOne.bind(collection);
      const slow = Object.assign(collection, {
        deleteOne: async (...args: Parameters<typeof deleteOne>) => {
          reached();
          await held;
          return deleteOne(...args);
        },
      });
      const slowRelay = new Relay(
        new Proxy(connection, {
          get: (target, name) => (name === 'collection' ? () => slow : Reflect.get(target, name)),
        }),
        ledger,
        stream,
        logger,
      );
      void slowRelay.drain();
    });
    await finishing;
    await record('noted', 3, 3, before.lastHash, other);
    finish();
    await until(async () => (await published('noted')).length === 2);
    await drained(relay);
    expect(await published('noted')).toEqual([1, 2, 3]);
    proxy.mend();
  });
});

describe('a stream that lacks something', () => {
  // What NATS would not take is still in the ledger, and in the backlog again: it keeps nothing else from being filled.
  const refill = (through = relay) => new Refill(connection, ledger, stream, through, logger);
  /** A comparison that a slow server left unanswered is made again, as the worker does some minutes later. */
  const answered = async (one: Refill): Promise<number | undefined> => {
    for (;;) {
      try {
        return await one.compare({ thorough: false });
      } catch (error) {
        if (!(error instanceof NatsError) || error.code !== String(ErrorCode.Timeout)) throw error;
      }
    }
  };
  const lost = ['jl0104-a', 'jl0104-b', 'jl0104-c'];

  async function compare(): Promise<number> {
    let brought: number | undefined;
    await until(async () => (brought = await refill().compare({ thorough: true })) !== undefined);
    return brought!;
  }

  beforeAll(async () => {
    for (const caseId of lost) await record(caseId, 1, 3, '');
    await compare();
  });

  test('is filled again after it was lost with everything in it, each case in order, once', async () => {
    await (await manager()).streams.delete('COLLAB');
    const brought = await Promise.all([refill(), refill(other)].map(answered));
    expect(brought.filter((cases) => cases !== undefined).length).toBeGreaterThan(0);
    expect(await published('outage')).toEqual([1, 2, 3, 4, 5, 6]);
    for (const caseId of lost) expect(await published(caseId)).toEqual([1, 2, 3]);
    expect(await compare()).toBe(0);
  });

  test('takes what was recorded while it was gone', async () => {
    const [last] = await ledger.read('jl0104-a', { from: 3 });
    await (await manager()).streams.delete('COLLAB');
    await record('jl0104-a', 4, 4, last!.hash);
    await compare();
    await until(async () => {
      await relay.drain();
      return (await relay.waiting()).cases === 1;
    });
    expect(await published('jl0104-a')).toEqual([1, 2, 3, 4]);
    expect(await published('jl0104-b')).toEqual([1, 2, 3]);
  });

  test('has a case anew when one of its entries is missing in the middle', async () => {
    const { seq } = await (await manager()).streams.getMessage('COLLAB', { last_by_subj: 'collab.*.jl0104-c.>' });
    await (await manager()).streams.deleteMessage('COLLAB', seq - 1);
    expect(await published('jl0104-c')).toEqual([1, 3]);
    expect(await compare()).toBe(1);
    expect(await published('jl0104-c')).toEqual([1, 2, 3]);
  });

  test('gives up entries that a restored ledger does not have, and takes other ones under their numbers', async () => {
    const [first] = await ledger.read('jl0104-b');
    await connection.collection('ledger').deleteMany({ caseId: 'jl0104-b', seq: { $gt: 1 } });
    const restored = new Ledger(connection);
    const worker = new Relay(connection, restored, stream, logger);
    const next = await restored.append({ entries: [entry('jl0104-b', 2, '另行')], prevHash: first!.hash });
    await worker.publish(COURT, next);
    expect(await published('jl0104-b')).toEqual([1, 2]);
    expect((await stream.last('jl0104-b'))?.hash).toBe(next[0]!.hash);
    await connection.collection('ledger').deleteMany({ caseId: 'jl0104-a', seq: { $gt: 2 } });
    await compare();
    expect(await published('jl0104-a')).toEqual([1, 2]);
    const [, second] = await ledger.read('jl0104-a');
    const third = await restored.append({ entries: [entry('jl0104-a', 3, '另行')], prevHash: second!.hash });
    await worker.publish(COURT, third);
    expect(await published('jl0104-a')).toEqual([1, 2, 3]);
  });
});

describe('events of many clocks at once', () => {
  const LIMITS = { crowd: 2, withinMs: 60_000, lullMs: 200, longestMs: 10_000 };
  const marks = () => connection.collection('relay_held');
  const holding = (limits: Partial<HoldingLimits> = {}, by = relay) =>
    new HeldEvents(connection, (court, recorded) => by.publish(court, recorded), logger, { ...LIMITS, ...limits });

  test('the first go out, those of a crowd wait for its end, and then each is out once', async () => {
    const held = holding();
    const cases = ['crowd-1', 'crowd-2', 'crowd-3', 'crowd-4'];
    for (const caseId of cases) await strike(held, caseId, 1, '');
    expect(await Promise.all(cases.map(published))).toEqual([[1], [1], [], []]);
    expect(await marks().countDocuments({})).toBe(1);
    await until(async () => (await marks().countDocuments({})) === 0);
    expect(await Promise.all(cases.map(published))).toEqual([[1], [1], [1], [1]]);
  });

  test('several of one case are out in order', async () => {
    const held = holding({ crowd: 0 });
    const first = await strike(held, 'crowd-order', 1, '');
    const second = await strike(held, 'crowd-order', 2, first.lastHash);
    await strike(held, 'crowd-order', 3, second.lastHash);
    await held.close();
    expect(await published('crowd-order')).toEqual([1, 2, 3]);
  });

  test('what a person does is not held, and brings out what is held of the case before it', async () => {
    const held = holding({ crowd: 0, lullMs: 60_000, longestMs: 60_000 });
    const { lastHash } = await strike(held, 'crowd-person', 1, '');
    await recordBy({ relay, held }, { attempt: 1, isLocal: false }, 'crowd-person', 2, 2, lastHash);
    expect(await published('crowd-person')).toEqual([1, 2]);
    await held.close();
    expect(await published('crowd-person')).toEqual([1, 2]);
  });

  test('a crowd without end is let go all the same', async () => {
    const held = holding({ crowd: 0, lullMs: 60_000, longestMs: 200 });
    await strike(held, 'crowd-long', 1, '');
    await until(async () => (await published('crowd-long')).length === 1);
    await held.close();
  });

  test('a crowd that lasts keeps its mark new, so that nobody takes its process for gone', async () => {
    const old = new Date(Date.now() - 50_000);
    const sinceAt: Date[] = [];
    const held: HeldEvents = new HeldEvents(
      connection,
      async (court, recorded) => {
        // A further one comes while the first go out.
        if (recorded[0]?.caseId === 'crowd-lasts') await strike(held, 'crowd-after', 1, '');
        for (const { since } of await marks().find({}).toArray()) sinceAt.push(since as Date);
        await relay.publish(court, recorded);
      },
      logger,
      { ...LIMITS, crowd: 0, lullMs: 60_000, longestMs: 60_000 },
    );
    await strike(held, 'crowd-lasts', 1, '');
    await marks().updateMany({}, { $set: { since: old } });
    await held.close();
    expect(sinceAt).toEqual([old, expect.any(Date)]);
    expect(sinceAt[1]!.getTime()).toBeGreaterThan(old.getTime());
    expect(await published('crowd-after')).toEqual([1]);
  });

  test('while NATS is away they are noted as backlog, like any other', async () => {
    const held = holding({ crowd: 0 });
    await strike(held, 'crowd-outage', 1, '');
    await natsAway();
    await held.close();
    await natsBack();
    await until(async () => {
      await relay.drain();
      return (await published('crowd-outage')).length === 1;
    });
  });

  test('what a process that died has held is found by its mark', async () => {
    const dead = holding({ crowd: 0, lullMs: 60_000, longestMs: 60_000 });
    await strike(dead, 'crowd-dead', 1, '');
    await marks().updateMany({}, { $set: { since: new Date(Date.now() - 120_000) } });
    const refill = new Refill(connection, ledger, stream, relay, logger);
    const outlet = new Outlet(relay, holding(), refill, nats, logger);
    outlet.start(createMetrics('test'));
    await until(async () => (await marks().countDocuments({})) === 0);
    expect(await published('crowd-dead')).toEqual([1]);
    await outlet.close();
  });
});
