import type { LedgerEntry } from '@xiezhi/contracts';
import { codesOf, parseInstant } from '@xiezhi/rules';
import type { Reader } from '@xiezhi/rules';
import { collectionOf, inBatches, isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { BoundMessage } from './bound';

export interface InboxMessage extends BoundMessage {
  _id: string;
  caseId: string;
  seq: number;
  /** Case time of what the message is about. */
  at: string;
  /** Account ids of those who have read it; a role's message is read by each of its holders. */
  readBy: string[];
  /** The entry with which its duty was done or fell away; absent or null while it is owed. */
  settled?: number | null;
}

export interface InboxQuestion {
  unread: boolean;
  level?: InboxMessage['level'] | undefined;
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

function readableBy(reader: Reader): object {
  return { court: { $in: codesOf(reader.court) }, role: { $in: [...reader.roles] } };
}

const asked = (sub: string, { unread, level }: InboxQuestion): object => ({
  ...(level === undefined ? {} : { level }),
  ...(unread ? { readBy: { $ne: sub }, settled: null } : {}),
});

const BATCH = 100;

interface SettledDuty {
  caseId: string;
  /** The entry that it ended with. */
  seq: number;
  duty: string;
}

/** Messages for roles at courts, made once each from the ledger's entries. */
export class Inbox {
  private readonly messages: Collection<InboxMessage>;
  private readonly insertTogether = inBatches<InboxMessage[], void>(BATCH, async (lists) => {
    await this.insert(lists.flat());
    return lists.map(() => undefined);
  });

  private readonly settleTogether = inBatches<SettledDuty[], void>(BATCH, async (lists) => {
    await this.messages.bulkWrite(
      lists.flat().map(({ caseId, seq, duty }) => ({
        updateMany: { filter: { caseId, duty, seq: { $lt: seq }, settled: null }, update: { $set: { settled: seq } } },
      })),
    );
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
  async deliver({ caseId, seq, at }: LedgerEntry, notices: readonly BoundMessage[]): Promise<void> {
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

  /** What was asked for by an earlier message is done or fell away with this entry. Idempotent. */
  async settle({ caseId, seq }: LedgerEntry, duties: Iterable<string>): Promise<void> {
    const ended = [...duties].map((duty) => ({ caseId, seq, duty }));
    if (ended.length > 0) await this.settleTogether(ended);
  }

  /** Takes back what was told of entries after `beyond`, which the ledger does not have. */
  async forget(caseId: string, beyond: number): Promise<void> {
    await this.messages.deleteMany({ caseId, seq: { $gt: beyond } });
    await this.messages.updateMany({ caseId, settled: { $gt: beyond } }, { $set: { settled: null } });
  }

  private async insert(messages: InboxMessage[]): Promise<void> {
    try {
      await this.messages.insertMany(messages, { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** @param options.before a `next` of an earlier page, or an instant */
  async list(
    reader: Reader,
    sub: string,
    { limit, before, ...question }: InboxQuestion & { limit: number; before?: string | undefined },
  ) {
    return this.messages
      .find({
        ...readableBy(reader),
        ...asked(sub, question),
        ...(before === undefined ? {} : earlierThan(before)),
      })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .toArray();
  }

  /** False when there is no such message for this reader. */
  async markRead(reader: Reader, sub: string, id: string): Promise<boolean> {
    const { matchedCount } = await this.messages.updateOne(
      { _id: id, ...readableBy(reader) },
      { $addToSet: { readBy: sub } },
    );
    return matchedCount === 1;
  }

  /**
   * Marks everything of this reader read up to and including a message, which is the newest that was seen: what has come since
   * stays unread. False when there is no such message for this reader.
   */
  async markAllRead(
    reader: Reader,
    sub: string,
    { through, level }: { through: string; level?: InboxMessage['level'] | undefined },
  ): Promise<boolean> {
    const newest = await this.messages.findOne({ _id: through, ...readableBy(reader) });
    if (!newest) return false;
    const { at, _id } = newest;
    const seen = { $or: [{ at: { $lt: at } }, { at, _id: { $lte: _id } }] };
    await this.messages.updateMany(
      { ...readableBy(reader), ...asked(sub, { unread: true, level }), ...seen },
      { $addToSet: { readBy: sub } },
    );
    return true;
  }
}
