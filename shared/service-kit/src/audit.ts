import type { Collection, Connection } from 'mongoose';
import { chainHash } from './chain';
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

export type AuditEntry = AuditRecord & { seq: number; prevHash: string; hash: string };
type StoredAudit = AuditEntry & { _id: number };

/** A service's audit trail: append-only, numbered and chained like the ledger, one chain for the whole service. */
export class AuditTrail {
  private readonly collection: Collection<StoredAudit>;
  private tail: Promise<void> = Promise.resolve();

  constructor(connection: Connection) {
    this.collection = connection.collection<StoredAudit>('audit') as unknown as Collection<StoredAudit>;
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex(
      { key: 1 },
      { unique: true, partialFilterExpression: { key: { $type: 'string' } } },
    );
  }

  /** Resolves when the record is stored. Records of one process queue up; another process's is noticed by its number. */
  append(record: AuditRecord): Promise<void> {
    const done = this.tail.then(() => this.write(record));
    this.tail = done.catch(() => undefined);
    return done;
  }

  async read(from = 1, limit = 500): Promise<AuditEntry[]> {
    const stored = await this.collection
      .find({ _id: { $gte: from } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return stored.map(({ _id, ...entry }) => entry);
  }

  private async write(record: AuditRecord): Promise<void> {
    for (;;) {
      if (record.key !== undefined && (await this.collection.findOne({ key: record.key }))) return;
      const [last] = await this.collection.find({}).sort({ _id: -1 }).limit(1).toArray();
      const prevHash = last?.hash ?? '';
      const seq = (last?._id ?? 0) + 1;
      const content = { ...record, seq, prevHash };
      try {
        await this.collection.insertOne({ _id: seq, ...content, hash: chainHash(prevHash, content) });
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }
}
