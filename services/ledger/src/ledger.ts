import type { LedgerEntry, UnrecordedEntry } from '@xiezhi/contracts';
import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { chained, idOf, LedgerConflict, LedgerGap, requireConsecutive } from './chaining';
import { RecentMap } from './recent-map';

type StoredEntry = LedgerEntry & { _id: string };
type LedgerCollection = Collection<StoredEntry>;

/** What one case's workflow hands over at once: consecutive entries that follow `prevHash`. */
export interface AppendRequest {
  entries: UnrecordedEntry[];
  prevHash: string;
}

export interface ReadOptions {
  from?: number;
  limit?: number;
}

interface PendingAppend extends AppendRequest {
  resolve(entries: LedgerEntry[]): void;
  reject(error: unknown): void;
}

type Link = Pick<LedgerEntry, 'seq' | 'hash'>;

function plain(document: StoredEntry): LedgerEntry {
  const { _id, ...entry } = document;
  return entry;
}

/** Says in the list of cases that it is whole; before every id of a case. */
const LISTED = '!listed';
/** Cases whose newest entry a process remembers, so that the next append need not look whether it is there. */
const REMEMBERED_HEADS = 20_000;

/**
 * The append-only ledger. An entry's id is `<caseId>:<seq>`, so the same append twice is the same document, and nothing is
 * written behind an entry that is not there with the hash it is to follow. Appends that arrive while a write is under way
 * go out together with the next one: many deadlines fall on one midnight.
 */
export class Ledger {
  private readonly collection: LedgerCollection;
  /** One small document for each case: the openings themselves are large, and all of them would be read for a page of ids. */
  private readonly cases: Collection<{ _id: string }>;
  private waiting: PendingAppend[] = [];
  private writing = false;
  private readonly heads = new RecentMap<Link>(REMEMBERED_HEADS);

  constructor(connection: Connection) {
    this.collection = collectionOf<StoredEntry>(connection, 'ledger');
    this.cases = collectionOf<{ _id: string }>(connection, 'ledger_cases');
    // A server that was away may come back with an older state of the data.
    connection.on('disconnected', () => this.heads.clear());
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ caseId: 1, seq: 1 }, { unique: true });
    const listed = await this.cases.findOne({ _id: LISTED });
    const listing = this.knowCases();
    if (!listed) return listing;
    // A list that was restored may lack cases too; that is rare, and nobody waits for it.
    listing.catch(() => undefined);
  }

  /** Lists cases from before there was a list, or of a ledger that was brought in by itself. */
  private async knowCases(): Promise<void> {
    const openings = this.collection.find({ seq: 1 }).project<{ caseId: string }>({ _id: 0, caseId: 1 });
    const caseIds = (await openings.toArray()).map(({ caseId }) => caseId);
    await this.noteCases([...caseIds, LISTED]);
  }

  private async noteCases(caseIds: readonly string[]): Promise<void> {
    if (caseIds.length === 0) return;
    try {
      await this.cases.insertMany(
        caseIds.map((caseId) => ({ _id: caseId })),
        { ordered: false },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /**
   * Resolves with the entries as they are stored. May be repeated.
   * @throws LedgerGap when the entry before the first one is missing
   * @throws LedgerConflict when something else is stored under a number, or the entry before has another hash
   * @throws IllFormedText for text that no database keeps as it is
   */
  append(request: AppendRequest): Promise<LedgerEntry[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...request, resolve, reject });
      void this.writeWaiting();
    });
  }

  /** Entries of a case from `from` on, in order. */
  async read(caseId: string, { from = 1, limit = 500 }: ReadOptions = {}): Promise<LedgerEntry[]> {
    const documents = await this.collection
      .find({ caseId, seq: { $gte: from } })
      .sort({ caseId: 1, seq: 1 })
      .limit(limit)
      .toArray();
    return documents.map(plain);
  }

  /** Those of the cases that have an entry after `seq`. */
  async ahead(positions: readonly { caseId: string; seq: number }[]): Promise<string[]> {
    const next = positions.map(({ caseId, seq }) => idOf({ caseId, seq: seq + 1 }));
    const found = await this.collection
      .find({ _id: { $in: next } })
      .project<{ caseId: string }>({ caseId: 1 })
      .toArray();
    return found.map(({ caseId }) => caseId);
  }

  /** Of positions in a copy of the ledger (0: none), those that are not where the case stands: it goes on, or never came so far. */
  async differing(positions: readonly { caseId: string; seq: number }[]): Promise<string[]> {
    const ids = positions.flatMap(({ caseId, seq }) => [idOf({ caseId, seq }), idOf({ caseId, seq: seq + 1 })]);
    const found = await this.collection
      .find({ _id: { $in: ids } })
      .project<{ _id: string }>({ _id: 1 })
      .toArray();
    const there = new Set(found.map(({ _id }) => _id));
    const differs = ({ caseId, seq }: { caseId: string; seq: number }) =>
      there.has(idOf({ caseId, seq: seq + 1 })) || (seq > 0 && !there.has(idOf({ caseId, seq })));
    return positions.filter(differs).map(({ caseId }) => caseId);
  }

  /** Whether a case has an entry caused by a request that came under this key. */
  async knowsRequest(caseId: string, id: string): Promise<boolean> {
    // An entry tells the key, a hyphen and what was asked (updateIdOf); of all signs the point is the hyphen's next.
    const found = await this.collection.findOne(
      { caseId, commandId: { $gte: `${id}-`, $lt: `${id}.` } },
      { projection: { _id: 1 } },
    );
    return found !== null;
  }

  /** Whether an entry is in the ledger as it is. */
  async holds(entry: Pick<LedgerEntry, 'caseId' | 'seq' | 'hash'>): Promise<boolean> {
    const stored = await this.collection.findOne({ _id: idOf(entry) }, { projection: { hash: 1 } });
    return stored?.hash === entry.hash;
  }

  /** How many entries there are of all cases. */
  count(): Promise<number> {
    return this.collection.estimatedDocumentCount();
  }

  /** Ids of cases after `after` in order of id, for rebuilding read models. A case may be there just before its first entry is. */
  async caseIds(after: string, limit: number): Promise<string[]> {
    const listed = await this.cases
      .find({ _id: { $gt: after === '' ? LISTED : after } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return listed.map(({ _id }) => _id);
  }

  private async writeWaiting(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    try {
      while (this.waiting.length > 0) {
        const batch = this.takeBatch();
        await this.writeBatch(batch).catch((error: unknown) => batch.forEach(({ reject }) => reject(error)));
      }
    } finally {
      this.writing = false;
    }
  }

  /** One append of each case: a second one follows the first, and can be linked to it only when that is stored. */
  private takeBatch(): PendingAppend[] {
    const batch = new Map<string, PendingAppend>();
    const later: PendingAppend[] = [];
    for (const append of this.waiting) {
      const caseId = append.entries[0]?.caseId ?? '';
      if (batch.has(caseId)) later.push(append);
      else batch.set(caseId, append);
    }
    this.waiting = later;
    return [...batch.values()];
  }

  private async writeBatch(batch: PendingAppend[]): Promise<void> {
    const before = await this.entriesBefore(batch);
    const ready: { append: PendingAppend; entries: LedgerEntry[] }[] = [];
    for (const append of batch) {
      try {
        requireLink(append, before);
        ready.push({ append, entries: chained(append.entries, append.prevHash, new Map()) });
      } catch (error) {
        append.reject(error);
      }
    }
    try {
      await this.insert(ready.flatMap(({ entries }) => entries));
      for (const { append, entries } of ready) this.resolve(append, entries);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // A retry after a crash: what is stored stays, each append finds out by itself what is left to write.
      for (const { append } of ready) await this.writeRepeated(append);
    }
  }

  private async writeRepeated(append: PendingAppend): Promise<void> {
    try {
      for (let known = -1; ;) {
        const ids = append.entries.map(idOf);
        const stored = await this.collection.find({ _id: { $in: ids } }).toArray();
        const bySeq = new Map(stored.map((document) => [document.seq, plain(document)]));
        const entries = chained(append.entries, append.prevHash, bySeq);
        if (bySeq.size === known) {
          throw new LedgerConflict(`${ids[0]}: the ledger neither takes these entries nor holds them`);
        }
        known = bySeq.size;
        try {
          await this.insert(entries.filter(({ seq }) => !bySeq.has(seq)));
          this.resolve(append, entries);
          return;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
    } catch (error) {
      append.reject(error);
    }
  }

  private resolve(append: PendingAppend, entries: LedgerEntry[]): void {
    const last = entries.at(-1);
    if (last) this.heads.set(last.caseId, { seq: last.seq, hash: last.hash });
    append.resolve(entries);
  }

  /** By id, the entries that the appends follow: remembered where this process knows them to be stored, otherwise read. */
  private async entriesBefore(batch: readonly PendingAppend[]): Promise<Map<string, Link>> {
    const before = new Map<string, Link>();
    const unknown: string[] = [];
    for (const { entries, prevHash } of batch) {
      const [first] = entries;
      if (!first || first.seq === 1) continue;
      const { caseId } = first;
      const seq = first.seq - 1;
      const head = this.heads.get(caseId);
      if (head?.seq === seq && head.hash === prevHash) before.set(idOf({ caseId, seq }), head);
      else unknown.push(idOf({ caseId, seq }));
    }
    if (unknown.length === 0) return before;
    const found = this.collection.find({ _id: { $in: unknown } }).project<StoredEntry>({ seq: 1, hash: 1 });
    for (const { _id, seq, hash } of await found.toArray()) before.set(_id, { seq, hash });
    return before;
  }

  /** In order, so that nothing is written behind an entry that could not be. */
  private async insert(entries: LedgerEntry[]): Promise<void> {
    if (entries.length === 0) return;
    // First, so that no case is there without being listed.
    await this.noteCases(entries.flatMap(({ caseId, seq }) => (seq === 1 ? [caseId] : [])));
    await this.collection.insertMany(
      entries.map((entry) => ({ _id: idOf(entry), ...entry })),
      { ordered: true, ignoreUndefined: true },
    );
  }
}

function requireLink({ entries, prevHash }: AppendRequest, before: ReadonlyMap<string, Link>): void {
  requireConsecutive(entries);
  const [first] = entries;
  if (!first) return;
  const { caseId, seq } = first;
  if (seq === 1) {
    if (prevHash !== '') throw new LedgerConflict(`${idOf(first)} is the first entry and cannot follow another one`);
    return;
  }
  const previous = before.get(idOf({ caseId, seq: seq - 1 }));
  if (!previous) throw new LedgerGap(`${idOf(first)} cannot be recorded: entry ${seq - 1} is not in the ledger`);
  if (previous.hash !== prevHash) {
    throw new LedgerConflict(`${idOf(first)} follows another entry ${seq - 1} than the ledger holds`);
  }
}
