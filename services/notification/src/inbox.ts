import type { LedgerEntry } from '@xiezhi/contracts';
import { codesOf, parseInstant } from '@xiezhi/rules';
import type { Reader } from '@xiezhi/rules';
import { collectionOf, inBatches, isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { RoleMessage } from './deadline-messages';

export interface InboxMessage extends RoleMessage {
  _id: string;
  caseId: string;
  seq: number;
  /** Case time of what the message is about. */
  at: string;
  /** Account ids of those who have read it; a role's message is read by each of its holders. */
  readBy: string[];
}

/** Where a page ends. One midnight can bring many messages, so its instant alone would not say. */
export function cursorOf({ at, _id }: InboxMessage): string {
  return `${at}|${_id}`;
}

function earlierThan(before: string): object {
  const [at = '', ...id] = before.split('|');
  if (id.length === 0) return { at: { $lt: at } };
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: id.join('|') } }] };
}

/** Of a demonstration case's made history nobody is told but of its last days; the rest would only bury them. */
const RECENT_MS = 2 * 24 * 60 * 60_000;

export function isStale(at: string, madeUntil: string | undefined): boolean {
  return madeUntil !== undefined && parseInstant(at) < parseInstant(madeUntil) - RECENT_MS;
}

const BATCH = 100;

/** Messages for roles at courts, made once each from the ledger's entries. */
export class Inbox {
  private readonly messages: Collection<InboxMessage>;
  private readonly insertTogether = inBatches<InboxMessage[], void>(BATCH, async (lists) => {
    await this.insert(lists.flat());
    return lists.map(() => undefined);
  });

  constructor(connection: Connection) {
    this.messages = collectionOf<InboxMessage>(connection, 'inbox');
  }

  async prepare(): Promise<void> {
    await this.messages.createIndex({ court: 1, role: 1, at: -1, _id: -1 });
    await this.messages.createIndex({ caseId: 1, seq: 1 });
  }

  /** Tells what an entry is to be told. Idempotent: a message's id is made of the entry and the addressee. */
  async deliver({ caseId, seq, at }: LedgerEntry, notices: readonly RoleMessage[]): Promise<void> {
    const messages = notices.map((notice) => ({
      _id: `${caseId}:${seq}:${notice.court}:${notice.role}`,
      caseId,
      seq,
      at,
      readBy: [],
      ...notice,
    }));
    if (messages.length > 0) await this.insertTogether(messages);
  }

  /** Messages that no entry brings; their ids must be made of what they are about. */
  async add(messages: InboxMessage[]): Promise<void> {
    if (messages.length > 0) await this.insertTogether(messages);
  }

  /** Takes back what was told of entries after `beyond`, which the ledger does not have. */
  async forget(caseId: string, beyond: number): Promise<void> {
    await this.messages.deleteMany({ caseId, seq: { $gt: beyond } });
  }

  private async insert(messages: InboxMessage[]): Promise<void> {
    try {
      await this.messages.insertMany(messages, { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** @param options.before a `next` of an earlier page, or an instant */
  async list(reader: Reader, sub: string, options: { unread: boolean; limit: number; before?: string | undefined }) {
    const { unread, limit, before } = options;
    return this.messages
      .find({
        court: { $in: codesOf(reader.court) },
        role: { $in: [...reader.roles] },
        ...(unread ? { readBy: { $ne: sub } } : {}),
        ...(before === undefined ? {} : earlierThan(before)),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .toArray();
  }

  /** False when there is no such message for this reader. */
  async markRead(reader: Reader, sub: string, id: string): Promise<boolean> {
    const { matchedCount } = await this.messages.updateOne(
      { _id: id, court: { $in: codesOf(reader.court) }, role: { $in: [...reader.roles] } },
      { $addToSet: { readBy: sub } },
    );
    return matchedCount === 1;
  }
}
