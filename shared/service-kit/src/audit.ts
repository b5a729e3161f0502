import type { Collection, Connection } from 'mongoose';
import { chainFaults, chainHash, type ChainFault } from '@xiezhi/chain';
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
    | 'CASE_LIST_EXPORTED'
    | 'CHANGE_PROPOSED'
    | 'CHANGE_APPROVED'
    | 'CHANGE_REJECTED'
    | 'CHANGE_WITHDRAWN'
    | 'QUOTA_SET'
    | 'QUOTA_APPROVED'
    | 'INDICATOR_REPORTED'
    | 'STAFF_SET'
    | 'GUIDANCE_PUBLISHED'
    | 'GUIDANCE_ACKNOWLEDGED';
  /** Real time, ISO 8601. */
  at: string;
  actor: { court?: string; role?: string; name?: string; sub?: string };
  caseId?: string;
  /** The change, or the version of a court's own figures, that was acted on, and SM3 of its content. */
  proposal?: string;
  digest?: string;
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

/** What a look at a whole trail found. */
export interface AuditVerification {
  /** How many entries were looked at. */
  entries: number;
  /** Hash of the newest one. */
  lastHash: string;
  /** The first faults of the trail, a thousand at most. */
  faults: ChainFault[];
  faultCount: number;
}

const PAGE = 500;
const MOST_FAULTS = 1_000;

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
    return (await this.stored(from, limit)).map(asEntry<R>);
  }

  /** Number of the newest entry, 0 in an empty trail. */
  async last(): Promise<number> {
    return (await this.newest())?._id ?? 0;
  }

  /** Checks the whole chain, reading it in pages, and goes on after a fault. */
  async verify(pageSize = PAGE): Promise<AuditVerification> {
    const found: AuditVerification = { entries: 0, lastHash: '', faults: [], faultCount: 0 };
    let last = { seq: 0, hash: '' };
    // By the key, because the number inside an entry may be what was changed.
    for (let from = 1; ;) {
      const stored = await this.stored(from, pageSize);
      const faults = chainFaults(stored.map(asEntry<R>), last);
      found.entries += stored.length;
      found.faultCount += faults.length;
      found.faults.push(...faults.slice(0, MOST_FAULTS - found.faults.length));
      const end = stored.at(-1);
      if (end) {
        last = { seq: end._id, hash: end.hash };
        from = end._id + 1;
      }
      if (stored.length < pageSize) return { ...found, lastHash: last.hash };
    }
  }

  private stored(from: number, limit: number) {
    return this.collection
      .find({ _id: { $gte: from } } as object)
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
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

function asEntry<R extends Kept>({ _id, ...entry }: { _id: unknown }): Chained<R> {
  return entry as unknown as Chained<R>;
}
