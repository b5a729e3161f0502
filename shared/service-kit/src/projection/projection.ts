import { kindOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import type { mongo } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { inBatches } from '../batches';
import { Problem } from '../problem';
import { isConnectionError } from '../unavailable';
import { Behind } from './behind';
import { startComparing } from './comparing';
import { reaching } from './reach';
import { Texts } from './texts';
import { inTurns } from './turns';
import type { Projection, ProjectionDocument, ProjectionEffects, ProjectionOptions } from './types';
import { Waiters } from './waiters';
import { AllDocuments } from './all-documents';
import { BATCH, ForkedError, Writer } from './writer';

/** How long to wait for NATS before the ledger is asked, and twice as long before each further time. */
const QUIET_MS = 300;
/**
 * The ledger comes first: when much falls due at once, the read models of four services together would take more of the
 * database's time than the ledger does. So they take what has arrived in rounds, and rest between two of them as long as
 * more keeps arriving.
 */
const REST = 10;
const LULL_MS = 250;
/** An effect that hangs holds up its own case, and the round it is in for no longer than this. */
const LONGEST_ROUND_MS = 1_000;

/**
 * A read model, which keeps itself from `follow` on: one document per case, each entry applied exactly once and in order, whatever is delivered twice,
 * late or not at all. Every write is guarded by the number of the entry before it, so several processes may run it.
 * Many cases fall due at one midnight: their documents are read and written together, and entries of one case that have
 * arrived meanwhile are written at once.
 */
export function createProjection<D extends ProjectionDocument>(options: ProjectionOptions<D>): Projection<D> {
  const { logger } = options;
  const collection = options.connection.db!.collection<ProjectionDocument>(options.name);
  const waiters = new Waiters();
  let followed: { effects: ProjectionEffects<D>; close(): Promise<void>; comparedAt(): string | null } | undefined;
  const effects = () => {
    if (!followed) throw new Error(`read model ${options.name} is not followed yet`);
    return followed.effects;
  };
  const told = (stored: D) => {
    effects().onStored?.(stored);
    waiters.tell(stored._id, stored.seq);
  };
  const texts = new Texts<D>(options.connection.db!.collection(`${options.name}_texts`), options.bulky ?? []);
  const writer = new Writer(options, effects, collection, texts, told);
  /** By case, within this process; between processes the guarded write decides. */
  const exclusive = inTurns();
  const behind = new Behind({
    ...{ name: options.name, logger, metrics: options.metrics },
    again: (caseId) => all.takeOne(caseId),
  });
  const all: AllDocuments<D> = new AllDocuments(options, effects, {
    collection,
    writer,
    texts,
    behind,
    exclusive,
    onStored: told,
  });
  let arriving = false;
  const lull = setTimeout(() => {
    arriving = false;
    takeTogether.hurry();
  }, LULL_MS).unref();

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
    { rest: () => (waiters.waiting || !arriving ? 0 : REST) },
  );

  /** Entries of a case that wait to be taken together; all of them fail together, and then come again. */
  const arrivals = new Map<string, { entries: Map<number, LedgerEntry>; done: Promise<void> }>();

  async function takeArrived(caseId: string, document: D | null): Promise<void> {
    const entries = arrivals.get(caseId)?.entries.values() ?? [];
    arrivals.delete(caseId);
    await take(
      caseId,
      document && (await texts.unpack(document)),
      [...entries].sort((a, b) => a.seq - b.seq),
    );
  }

  const isMine = (caseId: string) => kindOf(caseId) === options.of;

  async function handle(entry: LedgerEntry): Promise<void> {
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
      behind.taken(caseId);
    }).catch((failure: unknown) => {
      // What is away comes back, and the stream brings it again; what cannot be applied must not stay in its window.
      if (isConnectionError(failure)) throw failure;
      behind.failed(caseId, failure);
    });
    arrivals.set(caseId, { entries, done });
    return done;
  }

  async function take(caseId: string, document: D | null, entries: readonly LedgerEntry[]): Promise<void> {
    if (document && entries.some(({ seq, hash }) => seq === document.seq && hash !== (document.hash ?? hash))) {
      throw new ForkedError(`entry ${document.seq} of ${caseId} is another one now`);
    }
    const left = entries.filter(({ seq }) => seq > (document?.seq ?? 0));
    const last = left.at(-1);
    if (!last) return;
    const gap = last.seq - (document?.seq ?? 0) !== left.length;
    await writer.takeInOrder(gap ? await writer.catchUp(caseId, document, last.seq) : document, left);
  }

  async function waitFor(caseId: string, seq: number, timeoutMs = 5_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    const { waiter, leave } = waiters.join(caseId, seq);
    takeTogether.hurry();
    try {
      for (let quiet = QUIET_MS; ; quiet *= 2) {
        if (((await writer.find(caseId))?.seq ?? 0) >= seq) return;
        const left = deadline - Date.now();
        if (left <= 0) break;
        if (await waiter.within(Math.min(quiet, left))) return;
        const fetched = exclusive(caseId, async () => writer.catchUp(caseId, await writer.find(caseId), seq)).catch(
          (err: unknown) => {
            logger.debug({ err, caseId }, 'ledger not read while waiting');
          },
        );
        await Promise.race([fetched, waiter.within(Math.max(deadline - Date.now(), 0))]);
      }
    } finally {
      leave();
    }
    throw new Problem('UNAVAILABLE', '查询数据尚未更新到刚才办理的结果，请稍后重试。', { retryAfter: 1 });
  }

  const reach = reaching(options.ledger, waitFor);

  function follow(given: ProjectionEffects<D> = {}): void {
    if (followed) throw new Error(`read model ${options.name} is followed already`);
    const { service, name, of, feed, compareEveryMs } = options;
    const following = feed.follow({ of, formerly: `${service}-${name}`, handle });
    const comparing = startComparing(
      async (signal) => {
        await texts.prepare();
        await all.catchUp(signal);
        await all.fallBack(signal);
      },
      logger,
      compareEveryMs,
    );
    followed = {
      effects: given,
      comparedAt: () => comparing.comparedAt(),
      async close() {
        await Promise.all([following.close(), comparing.close()]);
      },
    };
  }

  const { metrics } = options;
  metrics?.gauge(
    'xiezhi_cases_behind',
    'Cases with more in the ledger than in this read model',
    ['projection'],
    (gauge) => gauge.set({ projection: options.name }, all.lacking + behind.size),
  );
  return {
    follow,
    collection: collection as unknown as mongo.Collection<D>,
    get: (caseId) => writer.find(caseId),
    waitFor,
    reach: (positions, ...how) =>
      reach(
        positions.filter(({ caseId }) => isMine(caseId)),
        ...how,
      ),
    catchUp: () => all.catchUp(),
    take: (caseIds) => all.take(caseIds),
    rebuild: () => all.rebuild(),
    lag: () => ({
      behind: all.lacking + behind.size,
      poison: behind.list(),
      comparedAt: followed?.comparedAt() ?? null,
    }),
    async close() {
      await Promise.all([followed?.close(), behind.close()]);
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const ending = new AbortController();
  const enough = delay(ms, undefined, { signal: ending.signal }).catch(() => undefined);
  await Promise.race([work, enough]);
  ending.abort();
}
