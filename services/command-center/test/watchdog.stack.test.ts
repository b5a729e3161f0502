import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import {
  calendarFor,
  DEFAULT_SETTINGS,
  HIT,
  nextRung,
  openHit,
  parseInstant,
  RULE_SET,
  SCHEDULE,
  scheduleIdOf,
  toInstant,
} from '@xiezhi/rules';
import type { HitEvent, HitState, Instant, ScheduleState } from '@xiezhi/rules';
import { createHitModel, createScheduleModel } from '@xiezhi/case-kit';
import { createMetrics, Problem } from '@xiezhi/service-kit';
import type { CasePage, EventFeed, LedgerClient, Projection, ProjectionDocument } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import type { Move } from '../src/clock';
import { Punctuality } from '../src/punctuality/punctuality';
import { ReadModels } from '../src/punctuality/read-models';
import type { Models } from '../src/punctuality/read-models';
import type { Watchdog } from '../src/punctuality/watchdog';
import { databaseServer, logger } from './support/database';

const database = databaseServer();
const OPENED = '2025-04-22T10:00:00.000+08:00';
const ALWAYS = { from: '2000-01-01T00:00:00.000+08:00', until: '2100-01-01T00:00:00.000+08:00' };
const GRACE_MS = 120_000;
const MINUTE = 60_000;

let connection: Connection;
let number = 0;
const models: Pick<Projection<ProjectionDocument>, 'close'>[] = [];

beforeEach(async () => {
  number += 1;
  ({ connection } = await database.connect());
});
afterEach(async () => {
  await Promise.all(models.splice(0).map((model) => model.close()));
});

/** A hit as its ledger has it; everything was written an hour ago unless told otherwise. */
class Hit {
  readonly caseId = `hit-${number}`;
  readonly entries: LedgerEntry[] = [];
  private readonly states: HitState[] = [];

  constructor() {
    const found = {
      ...{ court: '吉02', key: '吉0204-880', caseNumber: '（2022）吉0204执880号', executingCourt: '吉0204' },
      ...{ rawDate: '2024-09-01', excludedDays: 170, netDate: '2025-02-18', stale: false },
      ...{ asOf: '2025-04-22', scan: 'scan-1', row: 'row-1' },
    };
    const context = { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2025-04-22') };
    const outcome = openHit(
      { type: 'hit.open', at: OPENED, actor: { court: '吉02', role: 'clock' }, with: found },
      context,
    );
    if ('refusal' in outcome) throw new Error(outcome.refusal.message);
    this.take(outcome.events);
  }

  get state(): HitState {
    return this.states.at(-1)!;
  }

  /** As a read model kept it before it kept what the clock owes. */
  get formerly() {
    const last = this.entries.at(-1)!;
    return { _id: this.caseId, seq: last.seq, hash: last.hash, state: this.state };
  }

  /** The next thing its clock does. */
  get next() {
    return nextRung(this.state)!;
  }

  /** Its ledger is restored from when it had so many entries. */
  restore(count: number): void {
    this.entries.splice(count);
    this.states.splice(count);
  }

  tick(at: number, recordedAt?: number): this {
    const outcome = HIT.decideSystem(this.state, HIT.tick(toInstant(at)));
    if ('refusal' in outcome) throw new Error(outcome.refusal.message);
    return this.take(outcome.events, recordedAt);
  }

  private take(events: readonly HitEvent[], recordedAt = Date.now() - 60 * MINUTE): this {
    for (const event of events) {
      const entry = entryOf(this.caseId, this.entries.length + 1, event, RULE_SET);
      const prevHash = this.entries.at(-1)?.hash ?? '';
      const chain = { prevHash, hash: `${entry.seq}`, recordedAt: new Date(recordedAt).toISOString() };
      this.entries.push({ ...entry, ...chain });
      this.states.push(HIT.evolve(this.states.at(-1) ?? null, event));
    }
    return this;
  }
}

interface World {
  hit: Pick<Hit, 'caseId' | 'entries'>;
  /** Court time. */
  now: Instant;
  /** How long ago the court clock was put there, as a rehearsal's can be; else it runs as the time does. */
  movedAgoMs?: number;
  move?: Move;
  ledgerAway?: boolean;
}

/** Events come from nowhere: what a read model takes it is asked to take. */
const feed: Pick<EventFeed, 'follow'> = { follow: () => ({ close: () => Promise.resolve() }) };

interface Process {
  kept: Punctuality;
  watchdog: Watchdog;
  hits: Projection<ProjectionDocument>;
  /** Its read model takes what the ledger has of the file. */
  bring(): Promise<void>;
}

async function processOf(world: World): Promise<Process> {
  const ask = async <T>(answer: T): Promise<T> => {
    if (world.ledgerAway) throw new Problem('UNAVAILABLE', 'away');
    return answer;
  };
  const offsetMs = () => parseInstant(world.now) - Date.now();
  const { caseId: fileId } = world.hit;
  const ledger: LedgerClient = {
    entries: (caseId, from, limit = 200) =>
      ask(caseId === fileId ? world.hit.entries.slice(from - 1, from - 1 + limit) : []),
    ahead: (positions) =>
      ask(
        positions
          .filter(({ caseId, seq }) => caseId === fileId && seq < world.hit.entries.length)
          .map(({ caseId }) => caseId),
      ),
    cases: () => ask<CasePage>({ caseIds: [fileId] }),
  } as LedgerClient;
  const kept = new Punctuality({
    connection,
    logger,
    ledger,
    metrics: createMetrics('test'),
    graceMs: GRACE_MS,
    clock: {
      now: async () => parseInstant(world.now),
      steps: async () => {
        const before = { since: 0, offsetMs: parseInstant(OPENED) - Date.now() };
        const { movedAgoMs } = world;
        if (movedAgoMs === undefined) return [{ since: 0, offsetMs: offsetMs() }];
        return [before, { since: Date.now() - movedAgoMs, offsetMs: offsetMs() }];
      },
      underWay: async () => world.move,
    },
  });
  await kept.prepare();
  const name = 'command-center';
  const base = { name, connection, logger, ledger, feed, metrics: createMetrics(name), onClose: () => undefined };
  const hits = await createHitModel(base);
  const schedules = await createScheduleModel(base);
  for (const model of [hits, schedules]) model.follow(kept.effects());
  models.push(hits, schedules);
  const none = (name: string) => ({ collection: connection.db!.collection(name), take: () => Promise.resolve() });
  const all = {
    ...{ hit: hits, schedule: schedules, collaboration: none('cases'), bulletin: none('bulletin_files') },
    ...{ quota: none('quota_files'), guidance: none('guidance_files') },
  } as unknown as Models;
  const watchdog = await kept.watch(all, new ReadModels(all, ledger));
  const bring = async () => {
    const away = world.ledgerAway ?? false;
    world.ledgerAway = false;
    await hits.take([fileId]);
    world.ledgerAway = away;
  };
  return { kept, watchdog, hits: hits as unknown as Projection<ProjectionDocument>, bring };
}

const after = (at: number, ms: number): Instant => toInstant(at + ms);

async function open({ kept }: Pick<Process, 'kept'>) {
  return (await kept.misses.open()).map(({ caseId, rung, dueAt }) => ({ caseId, rung, dueAt }));
}

test('what has to be there is missing after two minutes, and not before', async () => {
  const hit = new Hit();
  const { at, rung } = hit.next;
  const world: World = { hit, now: after(at, GRACE_MS - 5_000) };
  const process = await processOf(world);
  await process.bring();
  await process.watchdog.round();
  expect(await open(process)).toEqual([]);
  world.now = after(at, GRACE_MS + 5_000);
  await process.watchdog.round();
  expect(await open(process)).toEqual([{ caseId: hit.caseId, rung, dueAt: toInstant(at) }]);
});

test('two processes, rounds at once and again: one miss, told once when found and once when gone', async () => {
  const hit = new Hit();
  const { at } = hit.next;
  const world: World = { hit, now: after(at, 10 * MINUTE) };
  const both = [await processOf(world), await processOf(world)];
  const [one] = both;
  await Promise.all(both.map(({ bring }) => bring()));
  for (let round = 0; round < 2; round += 1) await Promise.all(both.map(({ watchdog }) => watchdog.round()));
  const told = async () => (await one!.kept.notices.after('', 100)).map(({ text }) => text.slice(0, 7));
  expect(await told()).toEqual(['静默漏发：案件']);

  hit.tick(at, Date.now() - MINUTE);
  await Promise.all(both.map(({ bring }) => bring()));
  for (let round = 0; round < 2; round += 1) await Promise.all(both.map(({ watchdog }) => watchdog.round()));
  expect(await told()).toEqual(['静默漏发：案件', '静默漏发已消除']);
  expect(await open(one!)).toEqual([]);
  expect(await one!.kept.misses.dueIn(ALWAYS)).toMatchObject([{ end: 'WRITTEN', open: false }]);
  const written = [];
  for await (const each of one!.kept.rungs.dueIn(ALWAYS)) written.push(each.dueAt);
  expect(written).toEqual([toInstant(at)]);
});

test('an event that is late is no miss: the ledger is asked first', async () => {
  const hit = new Hit();
  const { at } = hit.next;
  const world: World = { hit, now: after(at, 10 * MINUTE) };
  const process = await processOf(world);
  await process.bring();
  hit.tick(at);
  await process.watchdog.round();
  expect(await process.kept.misses.dueIn(ALWAYS)).toEqual([]);
});

test('while the ledger is away, what it was known to owe is missing', async () => {
  const hit = new Hit();
  const world: World = { hit, now: after(hit.next.at, 10 * MINUTE), ledgerAway: true };
  const process = await processOf(world);
  await process.bring();
  await process.watchdog.round();
  expect(await open(process)).toHaveLength(1);
});

test('what a move of the court clock went past is due when it has arrived', async () => {
  const hit = new Hit();
  const world: World = { hit, now: after(hit.next.at, 10 * MINUTE), movedAgoMs: MINUTE };
  const process = await processOf(world);
  await process.bring();
  await process.watchdog.round();
  expect(await open(process)).toEqual([]);
  world.movedAgoMs = 3 * MINUTE;
  await process.watchdog.round();
  expect(await open(process)).toHaveLength(1);
});

test.each([
  ['that goes on', 10 * MINUTE, false, 0],
  ['that has just begun', MINUTE, true, 0],
  ['that nobody carries on', 10 * MINUTE, true, 1],
])('on the way of a move %s', async (_, agoMs, ledgerAway, missing) => {
  const hit = new Hit();
  const { at } = hit.next;
  const move = { to: at + 10 * MINUTE, since: Date.now() - agoMs };
  const process = await processOf({ hit, now: after(at, -MINUTE), move, ledgerAway });
  await process.bring();
  await process.watchdog.round();
  expect(await open(process)).toHaveLength(missing);
});

test('a file from before this was kept is made from its ledger, once that answers', async () => {
  const hit = new Hit();
  const { at } = hit.next;
  hit.tick(at);
  const world: World = { hit, now: after(hit.next.at, 10 * MINUTE), ledgerAway: true };
  const process = await processOf(world);
  await process.hits.collection.insertOne(hit.formerly);
  await process.watchdog.round();
  expect(await open(process)).toEqual([]);
  world.ledgerAway = false;
  await process.watchdog.round();
  expect(await open(process)).toEqual([{ caseId: hit.caseId, rung: hit.next.rung, dueAt: toInstant(hit.next.at) }]);
  const rungs = await process.kept.rungs.ofFiles([hit.caseId]);
  expect(rungs.map(({ dueAt }) => dueAt)).toEqual([toInstant(at)]);
});

test('a schedule that was followed before its hours were kept is made from its ledger', async () => {
  const actor = { court: '吉02', role: 'system' };
  const outcome = SCHEDULE.open(
    { type: 'schedule.open', at: OPENED, actor, with: { court: '吉02' } },
    { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2025-04-22') },
  );
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  const caseId = scheduleIdOf('吉02');
  const chain = { prevHash: '', hash: '', recordedAt: new Date(Date.now() - 60 * MINUTE).toISOString() };
  const entries = outcome.events.map((event, index) => ({ ...entryOf(caseId, index + 1, event, RULE_SET), ...chain }));
  const state = outcome.events.reduce((before: ScheduleState | null, event) => SCHEDULE.evolve(before, event), null);
  const stored = { _id: caseId, seq: entries.length, hash: '', state, court: '吉02' };
  await connection.collection<{ _id: string }>('schedule_files').insertOne(stored);
  const process = await processOf({ hit: { caseId, entries }, now: '2025-05-06T08:10:00+08:00' });
  await process.watchdog.round();
  expect(await open(process)).toEqual([{ caseId, rung: 'HOUR', dueAt: '2025-05-06T08:00:00.000+08:00' }]);
});

test('a file from before this was kept that goes on meanwhile is made from its ledger', async () => {
  const hit = new Hit();
  const { at } = hit.next;
  await connection.collection<{ _id: string }>('hit_files').insertOne(hit.formerly);
  hit.tick(at);
  const process = await processOf({ hit, now: after(hit.next.at, 10 * MINUTE) });
  await process.bring();
  await process.watchdog.round();
  expect(await open(process)).toEqual([{ caseId: hit.caseId, rung: hit.next.rung, dueAt: toInstant(hit.next.at) }]);
  expect(await process.kept.rungs.ofFiles([hit.caseId])).toMatchObject([{ dueAt: toInstant(at) }]);
});

test('what an earlier release kept is taken away', async () => {
  const formerly = connection.collection<{ _id: string }>('punctuality_files');
  await formerly.insertOne({ _id: 'hit-0' });
  await processOf({ hit: new Hit(), now: OPENED });
  expect(await formerly.countDocuments()).toBe(0);
});

test('entries twice change nothing', async () => {
  const hit = new Hit();
  hit.tick(hit.next.at);
  const { kept, hits, bring } = await processOf({ hit, now: OPENED });
  await bring();
  const before = await hits.get(hit.caseId);
  await hits.collection.deleteOne({ _id: hit.caseId });
  await bring();
  expect(await hits.get(hit.caseId)).toEqual(before);
  expect(await kept.rungs.ofFiles([hit.caseId])).toHaveLength(1);
});

test('what a restored ledger does not have is forgotten and owed again', async () => {
  const hit = new Hit();
  const known = hit.entries.length;
  const { at, rung } = hit.next;
  hit.tick(at);
  const world: World = { hit, now: after(at, 10 * MINUTE) };
  const process = await processOf(world);
  await process.bring();
  hit.restore(known);
  await process.hits.rebuild();
  await process.watchdog.round();
  expect(await process.kept.rungs.ofFiles([hit.caseId])).toEqual([]);
  expect(await open(process)).toMatchObject([{ rung }]);
});

test('a rung that a restored ledger has written again is as late as it was then', async () => {
  const hit = new Hit();
  const known = hit.entries.length;
  const { at } = hit.next;
  hit.tick(at).tick(hit.next.at);
  const process = await processOf({ hit, now: after(at, 10 * MINUTE) });
  await process.bring();
  hit.restore(known);
  const again = Date.now() - MINUTE;
  hit.tick(at, again);
  await process.hits.rebuild();
  const rungs = await process.kept.rungs.ofFiles([hit.caseId]);
  expect(rungs.map(({ recordedAt }) => recordedAt)).toEqual([new Date(again).toISOString()]);
});
