import type { Collection, Connection } from 'mongoose';
import { chainHash, verifyChain, type ChainFault } from './chain';
import { isDuplicateKey } from './database';

/** Something that changed no case but must be known later: a refused command, a read of a restricted case, whose work it is, an export, names shown unmasked. */
export interface AuditRecord {
  kind:
    | 'COMMAND_REFUSED'
    | 'APPROVAL_REFUSED'
    | 'RESTRICTED_READ'
    | 'WORK_ITEM_ASSIGNED'
    | 'OUT_OF_OFFICE'
    | 'CASE_FILE_EXPORTED'
    | 'PARTIES_REVEALED'
    | 'PARTIES_NOT_REVEALED'
    | 'CASE_LIST_EXPORTED';
  /** Real time, ISO 8601. */
  at: string;
  actor: { court?: string; role?: string; name?: string; sub?: string };
  caseId?: string;
  command?: string;
  code?: string;
  message?: string;
  /** Makes a retried record the same record. */
  key?: string;
}

/** What every trail's records have, whatever they tell. */
interface Kept {
  kind: string;
  /** Real time, ISO 8601. */
  at: string;
  /** Makes a retried record the same record. */
  key?: string;
}

export type Chained<R> = R & { seq: number; prevHash: string; hash: string };
export type AuditEntry = Chained<AuditRecord>;

const PAGE = 500;

/** A service's audit trail: append-only, numbered and chained like the ledger, one chain for the whole service. */
export class AuditTrail<R extends Kept = AuditRecord> {
  private readonly collection: Collection<Chained<R> & { _id: number }>;
  private tail: Promise<void> = Promise.resolve();

  constructor(connection: Connection) {
    this.collection = connection.collection('audit') as unknown as typeof this.collection;
  }

  /** @param keyed every record of this trail has a key */
  async prepare({ keyed = false } = {}): Promise<void> {
    const given = keyed ? {} : { partialFilterExpression: { key: { $type: 'string' } } };
    await this.collection.createIndex({ key: 1 }, { unique: true, ...given });
  }

  /** Resolves when the record is stored. Records of one process queue up; another process's is noticed by its number. */
  append(record: R): Promise<void> {
    const done = this.tail.then(() => this.write(record));
    this.tail = done.catch(() => undefined);
    return done;
  }

  /** Oldest first, from entry `from` (1, 2, 3 …). */
  async read(from = 1, limit = PAGE): Promise<Chained<R>[]> {
    const stored = await this.collection
      .find({ _id: { $gte: from } } as object)
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return stored.map(({ _id, ...entry }) => entry as unknown as Chained<R>);
  }

  /** Number of the newest entry, 0 in an empty trail. */
  async last(): Promise<number> {
    return (await this.newest())?._id ?? 0;
  }

  /** Checks the whole chain, reading it in pages. */
  async verify(pageSize = PAGE): Promise<{ entries: number; lastHash: string; fault: ChainFault | null }> {
    let entries = 0;
    let lastHash = '';
    for (;;) {
      const page = await this.read(entries + 1, pageSize);
      const fault = verifyChain(page, { seq: entries, hash: lastHash });
      if (fault) return { entries, lastHash, fault };
      entries += page.length;
      lastHash = page.at(-1)?.hash ?? lastHash;
      if (page.length < pageSize) return { entries, lastHash, fault: null };
    }
  }

  private async newest() {
    const [last] = await this.collection.find({}).sort({ _id: -1 }).limit(1).toArray();
    return last;
  }

  private async write(record: R): Promise<void> {
    for (;;) {
      if (record.key !== undefined && (await this.collection.findOne({ key: record.key } as object))) return;
      const last = await this.newest();
      const prevHash = last?.hash ?? '';
      const seq = (last?._id ?? 0) + 1;
      const content = { ...record, seq, prevHash };
      try {
        const entry = { _id: seq, ...content, hash: chainHash(prevHash, content) };
        await this.collection.insertOne(entry as never);
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }
}
