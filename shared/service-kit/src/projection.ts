import type { LedgerEntry } from '@xiezhi/contracts';
import type { Connection, mongo } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { inBatches } from './batches';
import { isDuplicateKey } from './database';
import { startEventFeed } from './event-feed';
import { LEDGER_PAGE, type LedgerClient } from './ledger-client';
import type { Logger } from './logger';
import type { Metrics } from './metrics';
import type { NatsLink } from './nats';
import { Problem } from './problem';

/** What every document of a read model has; `_id` is the case id, `seq` the number of the last entry it contains. */
export interface ProjectionDocument {
  _id: string;
  seq: number;
}

export interface ProjectionOptions<D extends ProjectionDocument> {
  /** Name of the collection; the durable consumer is `<service>-<name>`. */
  name: string;
  service: string;
  connection: Connection;
  nats: NatsLink;
  ledger: LedgerClient;
  logger: Logger;
  metrics?: Metrics;
  /**
   * Pure: the fields that this entry changes. `undefined` leaves a field as it is, `null` empties it. `previous` is
   * null exactly for entry 1.
   */
  apply(entry: LedgerEntry, previous: D | null): { set: Partial<Omit<D, '_id' | 'seq'>> };
  /**
   * Anything else to be done for an entry, before the document is written: it happens at least once and perhaps again
   * (after a kill, by another process, in a rebuild), so it must be idempotent by (caseId, seq). The entry is tried
   * again when this throws. `previous` is the document before the entry.
   */
  extraEffects?(entry: LedgerEntry, context: { document: D; previous: D | null; rebuilding: boolean }): Promise<void>;
  /** All entries of a case have been through `extraEffects` in a rebuild; before the document is replaced. */
  afterRebuild?(document: D): Promise<void>;
  /** A document as it is stored now, told after each write of this process: for what is kept in memory beside it. */
  onStored?(document: D): void;
  /** A rebuild has taken away the document of a case that the ledger does not know. */
  onRemoved?(caseId: string): void;
}

export interface Projection<D extends ProjectionDocument> {
  /** For queries and indexes; only the projection writes. */
  collection: mongo.Collection<D>;
  get(caseId: string): Promise<D | null>;
  /**
   * Resolves when the document contains entry `seq` (for `?after=seq`). Without news it looks into the ledger itself,
   * so it also works while NATS is away.
   * @throws Problem UNAVAILABLE after `timeoutMs` (default 5000)
   */
  waitFor(caseId: string, seq: number, timeoutMs?: number): Promise<void>;
  /**
   * Resolves when the documents contain whatever was in the ledger at the time of the call, delivered or not: an event
   * that a killed process had in hand comes again only half a minute later. It asks for every case.
   */
  catchUp(): Promise<void>;
  /** Makes every document anew from entry 1 of its case, beside running service. Returns the number of cases. */
  rebuild(): Promise<number>;
  close(): Promise<void>;
}

/** How long to wait for NATS before the ledger is asked. */
const QUIET_MS = 300;
const CASES_AT_ONCE = 8;
const BATCH = 200;
/**
 * The ledger comes first: when much falls due at once, the read models of four services together would take more of the
 * database's time than the ledger does. So they take what has arrived in rounds, and rest between two of them as long as
 * more keeps arriving.
 */
const REST = 10;
const LULL_MS = 250;
/** An effect that hangs holds up its own case, and the round it is in for no longer than this. */
const LONGEST_ROUND_MS = 1_000;

/** A write that holds only if the document still ends with entry `after`. */
interface GuardedUpdate {
  _id: string;
  after: number;
  changes: object;
}

/**
 * Keeps a read model: one document per case, each entry applied exactly once and in order, whatever is delivered twice,
 * late or not at all. Every write is guarded by the number of the entry before it, so several processes may run it.
 * Many cases fall due at one midnight: their documents are read and written together, and entries of one case that have
 * arrived meanwhile are written at once.
 */
export function startProjection<D extends ProjectionDocument>(options: ProjectionOptions<D>): Projection<D> {
  const { ledger, logger } = options;
  const collection = options.connection.db!.collection<ProjectionDocument>(options.name);
  const taken = options.metrics?.counter('xiezhi_projection_entries_total', 'Entries applied to read models', [
    'projection',
  ]);
  const queues = new Map<string, Promise<unknown>>();
  const waiters = new Map<string, Set<(seq: number) => void>>();
  let arriving = false;
  const lull = setTimeout(() => {
    arriving = false;
    takeTogether.hurry();
  }, LULL_MS).unref();

  /** One at a time per case within this process; between processes the guarded write decides. */
  function exclusive<T>(caseId: string, work: () => Promise<T>): Promise<T> {
    const before = queues.get(caseId) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine
      .catch(() => undefined)
      .finally(() => {
        if (queues.get(caseId) === tail) queues.delete(caseId);
      });
    queues.set(caseId, tail);
    return mine;
  }

  async function find(caseId: string): Promise<D | null> {
    return (await collection.findOne({ _id: caseId })) as D | null;
  }

  /** A round: what has arrived of many cases is read, applied with its effects, and written. */
  const takeTogether = inBatches<string, { taken: Promise<void> }>(
    BATCH,
    async (caseIds) => {
      const found = await collection.find({ _id: { $in: caseIds } }).toArray();
      const byId = new Map(found.map((document) => [document._id, document as D]));
      const round = caseIds.map((caseId) => takeArrived(caseId, byId.get(caseId) ?? null));
      await within(LONGEST_ROUND_MS, Promise.allSettled(round));
      return round.map((taken) => ({ taken }));
    },
    { rest: () => (waiters.size > 0 || !arriving ? 0 : REST) },
  );

  /** False when a write of the batch did not hold; which one the database does not say. */
  const updateTogether = inBatches<GuardedUpdate, boolean>(BATCH, async (updates) => {
    const { matchedCount } = await collection.bulkWrite(
      updates.map(({ _id, after, changes }) => ({
        updateOne: { filter: { _id, seq: after }, update: { $set: changes } },
      })),
      { ordered: false },
    );
    return updates.map(() => matchedCount === updates.length);
  });

  function news(caseId: string, seq: number): void {
    for (const tell of waiters.get(caseId) ?? []) tell(seq);
  }

  function told(stored: D): void {
    options.onStored?.(stored);
    news(stored._id, stored.seq);
  }

  /**
   * Writes entries that follow `document`, all at once. Returns what is stored afterwards, which on a conflict may be
   * someone else's write.
   */
  async function write(document: D | null, entries: readonly LedgerEntry[]): Promise<D | null> {
    const { next, changes, failure } = await fold(document, entries);
    if (next === null || next === document) throw failure;
    const stored = await store(document, next, changes);
    if (stored) told(stored);
    if (stored === next) taken?.inc({ projection: options.name }, next.seq - (document?.seq ?? 0));
    if (failure !== undefined) throw failure;
    return stored;
  }

  /** Applies entries with their effects as far as they go: one that fails must not hold back those before it. */
  async function fold(document: D | null, entries: readonly LedgerEntry[]) {
    let next = document;
    let changes: Partial<D> = {};
    for (const entry of entries) {
      try {
        const stored = next?.seq ?? 0;
        if (entry.seq !== stored + 1) throw new Error(`entry ${entry.seq} of ${entry.caseId} cannot follow ${stored}`);
        const step = evolve(next, entry);
        await options.extraEffects?.(entry, { document: step.next, previous: next, rebuilding: false });
        next = step.next;
        changes = { ...changes, ...step.changes };
      } catch (failure) {
        return { next, changes, failure };
      }
    }
    return { next, changes };
  }

  async function store(document: D | null, next: D, changes: Partial<D>): Promise<D | null> {
    if (document !== null) {
      const held = await updateTogether({ _id: next._id, after: document.seq, changes });
      return held ? next : find(next._id);
    }
    try {
      await collection.insertOne(next);
      return next;
    } catch (error) {
      if (isDuplicateKey(error)) return find(next._id);
      throw error;
    }
  }

  function evolve(document: D | null, entry: LedgerEntry): { next: D; changes: Partial<D> } {
    const { set } = options.apply(entry, document);
    const given = Object.entries(set).filter(([, value]) => value !== undefined);
    const changes = { ...Object.fromEntries(given), seq: entry.seq } as Partial<D>;
    return { next: { ...document, ...changes, _id: entry.caseId } as D, changes };
  }

  async function takeInOrder(document: D | null, entries: readonly LedgerEntry[]): Promise<D | null> {
    let current = document;
    for (;;) {
      const stored = current?.seq ?? 0;
      const left = entries.filter(({ seq }) => seq > stored);
      if (left.length === 0) return current;
      current = await write(current, left);
    }
  }

  async function catchUp(caseId: string, document: D | null, upTo: number): Promise<D | null> {
    let current = document;
    while ((current?.seq ?? 0) < upTo) {
      const entries = await ledger.entries(caseId, (current?.seq ?? 0) + 1);
      current = await takeInOrder(current, entries);
      if (entries.length < LEDGER_PAGE) break;
    }
    return current;
  }

  /** Entries of a case that wait to be taken together; all of them fail together, and then come again. */
  const arrivals = new Map<string, { entries: Map<number, LedgerEntry>; done: Promise<void> }>();

  async function takeArrived(caseId: string, document: D | null): Promise<void> {
    const entries = arrivals.get(caseId)?.entries.values() ?? [];
    arrivals.delete(caseId);
    await take(
      caseId,
      document,
      [...entries].sort((a, b) => a.seq - b.seq),
    );
  }

  function handle(entry: LedgerEntry): Promise<void> {
    const { caseId, seq } = entry;
    arriving = true;
    lull.refresh();
    const waiting = arrivals.get(caseId);
    if (waiting) {
      waiting.entries.set(seq, entry);
      return waiting.done;
    }
    const entries = new Map([[seq, entry]]);
    const done = exclusive(caseId, async () => {
      const { taken } = await takeTogether(caseId).catch((failure: unknown) => {
        arrivals.delete(caseId);
        throw failure;
      });
      await taken;
    });
    arrivals.set(caseId, { entries, done });
    return done;
  }

  async function take(caseId: string, document: D | null, entries: readonly LedgerEntry[]): Promise<void> {
    const left = entries.filter(({ seq }) => seq > (document?.seq ?? 0));
    const last = left.at(-1);
    if (!last) return;
    const gap = last.seq - (document?.seq ?? 0) !== left.length;
    await takeInOrder(gap ? await catchUp(caseId, document, last.seq) : document, left);
  }

  async function waitFor(caseId: string, seq: number, timeoutMs = 5_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    const waiter = createWaiter(seq);
    const group = waiters.get(caseId) ?? new Set();
    waiters.set(caseId, group.add(waiter.tell));
    takeTogether.hurry();
    try {
      for (;;) {
        if (((await find(caseId))?.seq ?? 0) >= seq) return;
        const left = deadline - Date.now();
        if (left <= 0) break;
        if (await waiter.within(Math.min(QUIET_MS, left))) return;
        const fetched = exclusive(caseId, async () => catchUp(caseId, await find(caseId), seq)).catch(
          (err: unknown) => {
            logger.debug({ err, caseId }, 'ledger not read while waiting');
          },
        );
        await Promise.race([fetched, waiter.within(Math.max(deadline - Date.now(), 0))]);
      }
    } finally {
      waiter.close();
      group.delete(waiter.tell);
      if (group.size === 0 && waiters.get(caseId) === group) waiters.delete(caseId);
    }
    throw new Problem('UNAVAILABLE', '查询数据尚未更新到刚才办理的结果，请稍后重试。', { retryAfter: 1 });
  }

  async function rebuildCase(caseId: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const next = await foldAnew(caseId);
      const stored = await find(caseId);
      if (!next) return;
      // Entries that came in between are in the ledger by now; only a ledger that has lost entries stays behind.
      if (stored && stored.seq > next.seq) {
        if (attempt < 3) continue;
        logger.error({ caseId, stored: stored.seq, ledger: next.seq }, 'read model is ahead of the ledger');
      }
      if (stored) {
        const { matchedCount } = await collection.replaceOne({ _id: caseId, seq: stored.seq }, next);
        if (matchedCount === 0) continue;
      } else {
        try {
          await collection.insertOne(next);
        } catch (error) {
          if (isDuplicateKey(error)) continue;
          throw error;
        }
      }
      told(next);
      return;
    }
  }

  async function foldAnew(caseId: string): Promise<D | null> {
    let document: D | null = null;
    for (;;) {
      const entries = await ledger.entries(caseId, (document?.seq ?? 0) + 1);
      for (const entry of entries) {
        const previous: D | null = document;
        document = evolve(previous, entry).next;
        await options.extraEffects?.(entry, { document, previous, rebuilding: true });
      }
      if (entries.length === LEDGER_PAGE) continue;
      if (document) await options.afterRebuild?.(document);
      return document;
    }
  }

  async function* pagesOfCases(): AsyncGenerator<string[]> {
    let after: string | undefined;
    do {
      const page = await ledger.cases(after);
      yield page.caseIds;
      after = page.next;
    } while (after !== undefined);
  }

  async function eachOf(caseIds: readonly string[], work: (caseId: string) => Promise<unknown>): Promise<void> {
    const pending = [...caseIds];
    const lane = async () => {
      for (let caseId = pending.shift(); caseId !== undefined; caseId = pending.shift()) await work(caseId);
    };
    await Promise.all(Array.from({ length: CASES_AT_ONCE }, lane));
  }

  async function catchUpAll(): Promise<void> {
    for await (const caseIds of pagesOfCases()) {
      const found = await collection.find({ _id: { $in: caseIds } }, { projection: { seq: 1 } }).toArray();
      const stored = new Set(found.map(({ _id }) => _id));
      const behind = await ledger.ahead(found.map(({ _id, seq }) => ({ caseId: _id, seq })));
      await eachOf([...caseIds.filter((caseId) => !stored.has(caseId)), ...behind], (caseId) =>
        exclusive(caseId, async () => catchUp(caseId, await find(caseId), Infinity)),
      );
    }
  }

  async function rebuild(): Promise<number> {
    const known = new Set<string>();
    for await (const caseIds of pagesOfCases()) {
      await eachOf(caseIds, (caseId) => {
        known.add(caseId);
        return exclusive(caseId, () => rebuildCase(caseId));
      });
    }

    for await (const { _id } of collection.find({}, { projection: { _id: 1 } })) {
      // A case that began during the rebuild is not on the pages read, but in the ledger.
      if (known.has(_id) || (await ledger.entries(_id, 1, 1)).length > 0) continue;
      await collection.deleteOne({ _id });
      options.onRemoved?.(_id);
    }
    logger.info({ projection: options.name, cases: known.size }, 'read model rebuilt');
    return known.size;
  }

  const feed = startEventFeed({ nats: options.nats, durable: `${options.service}-${options.name}`, logger, handle });
  return {
    collection: collection as unknown as mongo.Collection<D>,
    get: find,
    waitFor,
    catchUp: catchUpAll,
    rebuild,
    close: () => feed.close(),
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const ending = new AbortController();
  const enough = delay(ms, undefined, { signal: ending.signal }).catch(() => undefined);
  await Promise.race([work, enough]);
  ending.abort();
}

function createWaiter(target: number) {
  let reached = false;
  const sleepers = new Set<() => void>();
  const wake = () => {
    for (const sleeper of sleepers) sleeper();
  };
  return {
    tell(seq: number) {
      if (seq < target) return;
      reached = true;
      wake();
    },
    /** True as soon as the target has been told, false after `ms`. */
    async within(ms: number): Promise<boolean> {
      if (!reached) {
        await new Promise<void>((resolve) => {
          const end = () => {
            clearTimeout(timer);
            sleepers.delete(end);
            resolve();
          };
          const timer = setTimeout(end, ms);
          sleepers.add(end);
        });
      }
      return reached;
    },
    close: wake,
  };
}
