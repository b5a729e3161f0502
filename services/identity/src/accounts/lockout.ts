import { createHash } from 'node:crypto';
import { isDuplicateKey } from '@xiezhi/service-kit';
import type { Connection, mongo } from 'mongoose';

const MAX_FAILURES = 5;
const LOCK_MS = 30 * 60_000;

interface Attempts {
  /** SHA-256 of the name given: people type passwords into the wrong field. */
  _id: string;
  failures: number;
  /** Thirty minutes after the last counted failure; the document means nothing from then on. */
  until: Date;
}

/**
 * Five failures in a row lock a name for thirty minutes (GB/T 22239-2019 8.1.4.1 b). Names nobody has are counted like
 * any other, so that being locked does not tell that an account exists.
 */
export class Lockout {
  private readonly collection: mongo.Collection<Attempts>;

  constructor(
    connection: Connection,
    private readonly now: () => number = Date.now,
  ) {
    this.collection = connection.db!.collection('attempts');
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ until: 1 }, { expireAfterSeconds: 0 });
  }

  /** Until when the name is locked (epoch ms), or undefined. */
  async lockedUntil(username: string): Promise<number | undefined> {
    return locked(await this.current(username));
  }

  /** For lists: the same for many names at once. */
  async lockedAmong(usernames: readonly string[]): Promise<Map<string, number>> {
    const byId = new Map(usernames.map((username) => [idOf(username), username]));
    const found = await this.collection.find({ _id: { $in: [...byId.keys()] } }).toArray();
    const result = new Map<string, number>();
    for (const attempts of found) {
      const until = attempts.until.getTime() > this.now() ? locked(attempts) : undefined;
      if (until !== undefined) result.set(byId.get(attempts._id)!, until);
    }
    return result;
  }

  /**
   * Counts a failure, whichever processes count at the same time.
   * @returns until when the name is now locked, or undefined
   */
  async fail(username: string): Promise<number | undefined> {
    const _id = idOf(username);
    const now = new Date(this.now());
    const until = new Date(this.now() + LOCK_MS);
    for (;;) {
      const { matchedCount } = await this.collection.updateOne(
        { _id, until: { $gt: now } },
        { $inc: { failures: 1 }, $set: { until } },
      );
      if (matchedCount === 1) return locked(await this.current(username));
      try {
        await this.collection.updateOne(
          { _id, until: { $lte: now } },
          { $set: { failures: 1, until } },
          { upsert: true },
        );
        return locked({ _id, failures: 1, until });
      } catch (error) {
        // Another process has counted its first failure meanwhile.
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  async clear(username: string): Promise<void> {
    await this.collection.deleteOne({ _id: idOf(username) });
  }

  private async current(username: string): Promise<Attempts | undefined> {
    const attempts = await this.collection.findOne({ _id: idOf(username) });
    return attempts && attempts.until.getTime() > this.now() ? attempts : undefined;
  }
}

const idOf = (username: string) => createHash('sha256').update(username).digest('hex');

function locked(attempts: Attempts | undefined): number | undefined {
  return attempts && attempts.failures >= MAX_FAILURES ? attempts.until.getTime() : undefined;
}
