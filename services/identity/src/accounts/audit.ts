import { chainHash, isDuplicateKey } from '@xiezhi/service-kit';
import type { Connection, mongo } from 'mongoose';

export type AccountEvent =
  | 'ACCOUNT_CREATED'
  | 'ROLES_CHANGED'
  | 'ACCOUNT_DISABLED'
  | 'ACCOUNT_ENABLED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_ACCEPTED'
  | 'PASSWORD_REFUSED'
  | 'ACCOUNT_LOCKED';

/** One act on accounts. No password, no hash and no mistyped user name (it may be a password) ever stands here. */
export interface AuditRecord {
  /** Makes a retried record the same record. */
  key: string;
  kind: AccountEvent;
  /** Real time, ISO 8601. */
  at: string;
  /** Account id of who acted; `system` at first start, null for someone not signed in. */
  actor: string | null;
  /** The account acted on; null where the name given is nobody's. */
  account: string | null;
  detail?: Record<string, unknown>;
}

export type AuditEntry = AuditRecord & { seq: number; prevHash: string; hash: string };

/** Append-only and chained like the ledger (GB/T 22239-2019 8.1.4.3): the collection is only ever inserted into. */
export class AccountAudit {
  private readonly collection: mongo.Collection<AuditEntry & { _id: number }>;
  private tail: Promise<void> = Promise.resolve();

  constructor(connection: Connection) {
    this.collection = connection.db!.collection('audit');
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ key: 1 }, { unique: true });
  }

  /** Resolves when the record is stored. Records of one process queue up; another process's is noticed by its number. */
  append(record: AuditRecord): Promise<void> {
    const done = this.tail.then(() => this.write(record));
    this.tail = done.catch(() => undefined);
    return done;
  }

  async read(from: number, limit: number): Promise<AuditEntry[]> {
    const stored = await this.collection
      .find({ _id: { $gte: from } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return stored.map(({ _id, ...entry }) => entry);
  }

  private async write(record: AuditRecord): Promise<void> {
    for (;;) {
      if (await this.collection.findOne({ key: record.key }, { projection: { _id: 1 } })) return;
      const [last] = await this.collection.find({}).sort({ _id: -1 }).limit(1).toArray();
      const seq = (last?._id ?? 0) + 1;
      const prevHash = last?.hash ?? '';
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
