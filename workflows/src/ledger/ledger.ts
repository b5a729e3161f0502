import { chainHash, canonicalJson, isDuplicateKey } from '@xiezhi/service-kit';
import type { LedgerEntry, UnrecordedEntry } from '@xiezhi/contracts';
import type { Collection, Connection } from 'mongoose';

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

/** Raised when the ledger already holds something else under the same number. It never heals by itself. */
export class LedgerConflict extends Error {}

const idOf = (entry: { caseId: string; seq: number }) => `${entry.caseId}:${entry.seq}`;

function content(entry: UnrecordedEntry): string {
  const { caseId, seq, type, at, actor, ruleSet, payload, commandId } = entry;
  return canonicalJson({ caseId, seq, type, at, actor, ruleSet, payload, commandId });
}

/** Times and chains entries after `prevHash`; entries already stored keep the time and hash they have. */
function chained(entries: UnrecordedEntry[], prevHash: string, stored: Map<number, LedgerEntry>): LedgerEntry[] {
  const recordedAt = new Date().toISOString();
  let prev = prevHash;
  return entries.map((entry) => {
    const existing = stored.get(entry.seq);
    if (existing && content(existing) !== content(entry)) {
      throw new LedgerConflict(`${idOf(entry)} is already in the ledger with other content`);
    }
    const recorded = existing ?? seal({ ...entry, recordedAt, prevHash: prev });
    prev = recorded.hash;
    return recorded;
  });
}

function seal(entry: Omit<LedgerEntry, 'hash'>): LedgerEntry {
  return { ...entry, hash: chainHash(entry.prevHash, entry) };
}

function plain(document: StoredEntry): LedgerEntry {
  const { _id, ...entry } = document;
  return entry;
}

/**
 * The append-only ledger. An entry's id is `<caseId>:<seq>`, so the same append twice is the same document. Appends
 * that arrive while a write is under way go out together with the next one: many deadlines fall on one midnight.
 */
export class Ledger {
  private readonly collection: LedgerCollection;
  private waiting: PendingAppend[] = [];
  private writing = false;

  constructor(connection: Connection) {
    this.collection = connection.collection<StoredEntry>('ledger') as unknown as LedgerCollection;
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ caseId: 1, seq: 1 }, { unique: true });
  }

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

  /** Ids of cases after `after` in order of id, for rebuilding read models. */
  async caseIds(after: string, limit: number): Promise<string[]> {
    const first = await this.collection
      .find({ seq: 1, caseId: { $gt: after } })
      .sort({ caseId: 1 })
      .limit(limit)
      .project<{ caseId: string }>({ caseId: 1 })
      .toArray();
    return first.map(({ caseId }) => caseId);
  }

  private async writeWaiting(): Promise<void> {
    if (this.writing) return;
    this.writing = true;
    try {
      while (this.waiting.length > 0) {
        const batch = this.waiting;
        this.waiting = [];
        await this.writeBatch(batch);
      }
    } finally {
      this.writing = false;
    }
  }

  private async writeBatch(batch: PendingAppend[]): Promise<void> {
    const ready: { append: PendingAppend; entries: LedgerEntry[] }[] = [];
    for (const append of batch) {
      ready.push({ append, entries: chained(append.entries, append.prevHash, new Map()) });
    }
    try {
      await this.insert(ready.flatMap(({ entries }) => entries));
      for (const { append, entries } of ready) append.resolve(entries);
    } catch (error) {
      if (!isDuplicateKey(error)) {
        for (const { append } of ready) append.reject(error);
        return;
      }
      // A retry after a crash: what is stored stays, each append finds out by itself what is left to write.
      for (const { append } of ready) await this.writeRepeated(append);
    }
  }

  private async writeRepeated(append: PendingAppend): Promise<void> {
    try {
      for (;;) {
        const ids = append.entries.map(idOf);
        const stored = await this.collection.find({ _id: { $in: ids } }).toArray();
        const bySeq = new Map(stored.map((document) => [document.seq, plain(document)]));
        const entries = chained(append.entries, append.prevHash, bySeq);
        try {
          await this.insert(entries.filter(({ seq }) => !bySeq.has(seq)));
          append.resolve(entries);
          return;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
    } catch (error) {
      append.reject(error);
    }
  }

  /** In order, so that nothing is written behind an entry that could not be. */
  private async insert(entries: LedgerEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.collection.insertMany(
      entries.map((entry) => ({ _id: idOf(entry), ...entry })),
      { ordered: true },
    );
  }
}
