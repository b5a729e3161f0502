import type { LedgerEntry, UnrecordedEntry } from '@xiezhi/contracts';
import { startStack } from '@xiezhi/infra';
import type { Stack } from '@xiezhi/infra';
import { AuditTrail, chainHash, connectNats, createLogger, ensureStream, verifyChain } from '@xiezhi/service-kit';
import type { NatsLink } from '@xiezhi/service-kit';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { nanos } from 'nats';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ledgerActivities } from '../src/activities';
import { Ledger, LedgerConflict } from '../src/ledger/ledger';
import { Relay } from '../src/ledger/relay';

const COURT = '吉0104';
const folder = mkdtempSync(join(tmpdir(), 'xiezhi-ledger-'));
const logger = createLogger('ledger-test', 'silent');
let stack: Stack;
let connection: Connection;
let nats: NatsLink;
let ledger: Ledger;
let relay: Relay;

function entry(caseId: string, seq: number, text = `第${seq}条`): UnrecordedEntry {
  const at = '2018-09-20T15:20:00.000+08:00';
  const actor = { court: COURT, role: 'handler', name: '于某' };
  return { caseId, seq, type: 'execution.recorded', at, actor, ruleSet: '吉高法〔2018〕45号', payload: { text } };
}

const entries = (caseId: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(caseId, from + index));

/** The numbers of a case's events as they stand in the stream, one after the other. */
async function published(caseId: string): Promise<number[]> {
  const connected = await nats.connection();
  const filterSubjects = `collab.*.${caseId}.>`;
  const { state } = await (
    await connected.jetstreamManager()
  ).streams.info('COLLAB', { subjects_filter: filterSubjects });
  const wanted = Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
  const seqs: number[] = [];
  if (wanted === 0) return seqs;
  const consumer = await connected.jetstream().consumers.get('COLLAB', { filterSubjects });
  for await (const message of await consumer.fetch({ max_messages: wanted })) {
    seqs.push(message.json<{ data: LedgerEntry }>().data.seq);
  }
  return seqs;
}

/** Something that can be made to wait, and that tells when somebody is waiting. */
function gate() {
  let open: () => void = () => undefined;
  let opened = Promise.resolve();
  let reach: () => void = () => undefined;
  let waited = Promise.resolve();
  return {
    open: () => open(),
    close() {
      opened = new Promise((resolve) => (open = resolve));
      waited = new Promise((resolve) => (reach = resolve));
    },
    reached: () => waited,
    async passed() {
      reach();
      await opened;
    },
  };
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const limit = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error('it did not come about within 30 s');
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

beforeAll(async () => {
  stack = await startStack({
    dataDir: folder,
    ports: 'free',
    rehearsal: false,
    demo: false,
    parts: ['nats', 'mongodb'],
  });
  connection = await mongoose.createConnection(stack.urls.mongodb, { dbName: 'ledger_test' }).asPromise();
  nats = connectNats({ NATS_URL: stack.urls.nats }, logger);
  await ensureStream(await (await nats.connection()).jetstreamManager());
  ledger = new Ledger(connection);
  await ledger.prepare();
  relay = new Relay(connection, ledger, nats, logger);
  await relay.start();
});

afterAll(async () => {
  await nats.close();
  await connection.close();
  await stack.discard();
  rmSync(folder, { recursive: true, force: true });
});

describe('the ledger', () => {
  test('of many cases, those whose ledger goes on after a position', async () => {
    for (const [caseId, last] of Object.entries({ 'jl0104-ahead': 3, 'jl0104-level': 2 })) {
      await ledger.append({ entries: entries(caseId, 1, last), prevHash: '' });
    }
    const positions = ['jl0104-ahead', 'jl0104-level', 'jl0104-unknown'].map((caseId) => ({ caseId, seq: 2 }));
    expect(await ledger.ahead(positions)).toEqual(['jl0104-ahead']);
  });

  test('the same append twice is the same entries', async () => {
    const request = { entries: entries('twice', 1, 3), prevHash: '' };
    const first = await ledger.append(request);
    const again = await ledger.append(request);
    expect(again).toEqual(first);
    expect(await ledger.read('twice')).toEqual(first);
    expect(verifyChain(first)).toBeUndefined();
  });

  test('a write that stopped half way is completed, and what was stored keeps its time and hash', async () => {
    const [one] = await ledger.append({ entries: entries('half', 1, 1), prevHash: '' });
    const all = await ledger.append({ entries: entries('half', 1, 4), prevHash: '' });
    expect(all[0]).toEqual(one);
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(verifyChain(await ledger.read('half'))).toBeUndefined();
  });

  test('other content under a stored number is refused, and the others of the batch are written', async () => {
    const [stored] = await ledger.append({ entries: entries('conflict', 1, 1), prevHash: '' });
    const changed = ledger.append({ entries: [entry('conflict', 1, '另一内容')], prevHash: '' });
    const other = ledger.append({ entries: entries('beside', 1, 2), prevHash: '' });
    await expect(changed).rejects.toBeInstanceOf(LedgerConflict);
    expect(await other).toHaveLength(2);
    expect(await ledger.read('conflict')).toEqual([stored]);
  });

  test('many cases at once, some of them repeated', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `crowd-${index}`);
    const appends = [...ids, ...ids.slice(0, 20)].map((id) =>
      ledger.append({ entries: entries(id, 1, 3), prevHash: '' }),
    );
    await Promise.all(appends);
    for (const id of ids) {
      const stored = await ledger.read(id);
      expect(stored).toHaveLength(3);
      expect(verifyChain(stored)).toBeUndefined();
    }
  });
});

describe('the relay', () => {
  const record = (caseId: string, from: number, to: number, prevHash: string, attempt = 1) =>
    ledgerActivities(ledger, relay, new AuditTrail(connection), () => attempt).recordEntries({
      caseId,
      executingCourt: COURT,
      entries: entries(caseId, from, to),
      prevHash,
    });

  test('an activity that died between writing and publishing publishes when it runs again, once', async () => {
    await ledger.append({ entries: entries('died', 1, 2), prevHash: '' });
    expect(await published('died')).toEqual([]);
    await record('died', 1, 2, '');
    await record('died', 1, 2, '');
    expect(await published('died')).toEqual([1, 2]);
  });

  test('what was published before the longest outage is not published again after it', async () => {
    const manager = await (await nats.connection()).jetstreamManager();
    const { config } = await manager.streams.info('COLLAB');
    const remember = (window: number) => manager.streams.update('COLLAB', { ...config, duplicate_window: window });
    const jetstream = (await nats.connection()).jetstream();
    // When NATS takes the same number twice, it has forgotten all that came before it.
    const forgotten = async () => {
      const probe = () => jetstream.publish('collab.probe', '{}', { msgID: 'probe' });
      await probe();
      await until(async () => !(await probe()).duplicate);
    };
    await remember(nanos(100));
    try {
      const { lastHash } = await record('window', 1, 2, '');
      await forgotten();
      await record('window', 1, 2, '', 2);
      expect(await published('window')).toEqual([1, 2]);

      await ledger.append({ entries: entries('window', 3, 3), prevHash: lastHash });
      await connection
        .collection('relay_backlog')
        .insertOne({ _id: 'window' as never, from: 1, court: COURT, notes: 1 });
      const successor = new Relay(connection, ledger, nats, logger);
      await successor.start();
      await until(async () => {
        await successor.drain();
        return successor.casesBehind === 0;
      });
      expect(await published('window')).toEqual([1, 2, 3]);
    } finally {
      await remember(config.duplicate_window);
    }
  });

  test('an outage of NATS blocks nothing; the backlog goes out in order, each entry once', async () => {
    const before = await record('outage', 1, 2, '');
    await stack.kill('nats');
    await until(() => !nats.isUp());
    const during = await record('outage', 3, 4, before.lastHash);
    const after = await record('outage', 5, 5, during.lastHash);
    expect(relay.casesBehind).toBe(1);
    await stack.start('nats');
    await until(() => nats.isUp());
    await until(async () => {
      await relay.drain();
      return relay.casesBehind === 0;
    });
    await record('outage', 6, 6, after.lastHash);
    expect(await published('outage')).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('what NATS will not take holds up the later entries of its case, and no other case', async () => {
    const beyondNats = '长'.repeat(400_000);
    const batch = [entry('stuck', 1), entry('stuck', 2, beyondNats), entry('stuck', 3)];
    const stuck = await ledger.append({ entries: batch, prevHash: '' });
    const unhindered = await ledger.append({ entries: entries('unhindered', 1, 2), prevHash: '' });
    const other = new Relay(connection, ledger, nats, logger);
    try {
      await other.publish(COURT, stuck);
      await stack.kill('nats');
      await until(() => !nats.isUp());
      await other.publish(COURT, unhindered);
      await stack.start('nats');
      await until(() => nats.isUp());
      await until(async () => {
        await other.drain();
        return other.casesBehind === 1;
      });
      expect(await published('stuck')).toEqual([1]);
      expect(await published('unhindered')).toEqual([1, 2]);
    } finally {
      await connection.collection('relay_backlog').deleteOne({ _id: 'stuck' as never });
    }
  });

  test('an entry noted while the backlog is just being finished is not forgotten, nor overtaken', async () => {
    const relay_backlog = connection.collection('relay_backlog');
    const holds = { deleteOne: gate(), updateOne: gate() };
    const held = new Proxy(relay_backlog, {
      get: (target, name: keyof typeof relay_backlog) => {
        const method: unknown = target[name];
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          if (name === 'deleteOne' || name === 'updateOne') await holds[name].passed();
          return Reflect.apply(method, target, args) as unknown;
        };
      },
    });
    // Only the calls without a cursor are used by note and drain, so a proxy of promises is enough.
    const slow = new Relay({ collection: () => held } as unknown as Connection, ledger, nats, logger);
    const publish = async (from: number, to: number, prevHash: string) => {
      const recorded = await ledger.append({ entries: entries('overtaken', from, to), prevHash });
      const publishing = slow.publish(COURT, recorded);
      return { publishing, lastHash: recorded.at(-1)!.hash };
    };
    await stack.kill('nats');
    await until(() => !nats.isUp());
    const first = await publish(1, 2, '');
    await first.publishing;
    await stack.start('nats');
    await until(() => nats.isUp());

    holds.deleteOne.close();
    holds.updateOne.close();
    const draining = slow.drain();
    await holds.deleteOne.reached();
    const second = await publish(3, 3, first.lastHash);
    await holds.updateOne.reached();
    holds.deleteOne.open();
    const third = await ledger.append({ entries: entries('overtaken', 4, 4), prevHash: second.lastHash });
    await until(async () => (await relay_backlog.findOne({ _id: 'overtaken' as never })) === null);
    holds.updateOne.open();
    await Promise.all([draining, second.publishing]);
    await slow.publish(COURT, third);
    await until(async () => {
      await slow.drain();
      return slow.casesBehind === 0;
    });
    expect(await published('overtaken')).toEqual([1, 2, 3, 4]);
  });

  test('a new process takes up the backlog an earlier one noted', async () => {
    await stack.kill('nats');
    await until(() => !nats.isUp());
    await record('inherited', 1, 3, '');
    await stack.start('nats');
    await until(() => nats.isUp());
    const successor = new Relay(connection, ledger, nats, logger);
    await successor.start();
    await until(async () => {
      await successor.drain();
      return successor.casesBehind === 0;
    });
    expect(await published('inherited')).toEqual([1, 2, 3]);
  });
});

describe('the offline verifier', () => {
  const program = resolve(__dirname, '../dist/verify-ledger.js');

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
  const { recordRefusedApproval } = ledgerActivities(ledger, relay, audit);
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
  expect(await audit.verify(2)).toEqual({ entries: last, lastHash: newest?.hash, fault: null });
  const stored = connection.collection<{ _id: number; caseId: string }>('audit');
  const { caseId } = (await stored.findOne({ _id: last - 1 }))!;
  await stored.updateOne({ _id: last - 1 }, { $set: { caseId: 'another' } });
  expect((await audit.verify(2)).fault).toEqual({ seq: last - 1, fault: 'CONTENT_CHANGED' });
  await stored.updateOne({ _id: last - 1 }, { $set: { caseId } });
});
