import { collectionOf } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { LedgerEntry } from '@xiezhi/contracts';
import type { Collection, Connection } from 'mongoose';
import { isOutage } from './event-stream';
import type { EventStream } from './event-stream';
import type { Ledger } from './ledger';
import { Pauses } from './pauses';
import { RecentMap } from './recent-map';

/** Says that a case has entries that still have to be published; from which one on, the stream itself tells. */
interface Backlog {
  _id: string;
  court: string;
  /** Counts how often it was noted, so that a note made again is not taken for the one just worked off. */
  notes: number;
  since: Date;
}

export interface BacklogSize {
  cases: number;
  /** When the oldest of them was noted, ISO 8601. */
  since?: string;
}

const PAGE = 200;
const REMEMBERED_CASES = 20_000;
/** Key of the pause in which NATS as a whole is left alone. */
const EVERYTHING = '*';

/**
 * Publishes recorded entries, each case's in order, whichever process recorded them: before one sends an entry it knows
 * that the one before is in the stream, because it put it there itself or has asked the stream. What cannot be
 * published is noted in the database as the backlog of its case, and goes out from any process that reaches NATS; an
 * outage therefore blocks no case. The caller is an activity, which is retried if the process dies before the entries are
 * either published or noted.
 */
export class Relay {
  private readonly backlog: Collection<Backlog>;
  /** The newest entry of a case that this process knows to be in the stream with all those before. */
  private readonly sent = new RecentMap<number>(REMEMBERED_CASES);
  private readonly pauses = new Pauses();
  private draining: Promise<void> | undefined;

  constructor(
    connection: Connection,
    private readonly ledger: Ledger,
    private readonly stream: EventStream,
    private readonly logger: Logger,
  ) {
    this.backlog = collectionOf<Backlog>(connection, 'relay_backlog');
  }

  /** Cases whose events wait for NATS, noted by any process. */
  async waiting(): Promise<BacklogSize> {
    const [oldest] = await this.backlog.find({}).sort({ since: 1 }).limit(1).toArray();
    if (!oldest) return { cases: 0 };
    const cases = await this.backlog.countDocuments({});
    return { cases, ...(oldest.since ? { since: oldest.since.toISOString() } : {}) };
  }

  /** After the stream may have lost something, nothing is known of it. */
  forget(): void {
    this.sent.clear();
  }

  /** @param repeated whether an earlier attempt may have published some of it */
  async publish(court: string, entries: readonly LedgerEntry[], { repeated = false } = {}): Promise<void> {
    const [first] = entries;
    if (!first) return;
    const { caseId } = first;
    if (!this.stream.isUp() || this.pauses.rests(EVERYTHING) || this.pauses.rests(caseId)) {
      await this.note(court, caseId);
      return;
    }
    try {
      const before = this.sent.get(caseId) ?? (first.seq === 1 ? 0 : undefined);
      if (before === first.seq - 1 && !repeated) await this.send(court, entries);
      else await this.bring(court, caseId);
      this.succeeded(caseId);
    } catch (err) {
      this.failed(caseId, err);
      this.logger.warn({ err, caseId }, 'events not published, kept as backlog');
      await this.note(court, caseId);
    }
  }

  /** Publishes every backlog in order, but for cases that rest after a failure. Those who call meanwhile wait for the same. */
  drain(): Promise<void> {
    this.draining ??= this.drainAll().finally(() => (this.draining = undefined));
    return this.draining;
  }

  /**
   * Publishes what the stream lacks of a case; what NATS does not take of it is noted as its backlog.
   * @param options.anew all of it, in place of what the stream holds
   * @returns false when it was noted
   * @throws what NATS as a whole fails with
   */
  async refill(court: string, caseId: string, options: { anew: boolean }): Promise<boolean> {
    try {
      await this.bring(court, caseId, options);
      return true;
    } catch (err) {
      this.failed(caseId, err);
      this.logger.warn({ err, caseId }, 'events not published again, kept as backlog');
      await this.note(court, caseId);
      if (isOutage(err)) throw err;
      return false;
    }
  }

  private async bring(court: string, caseId: string, { anew } = { anew: false }): Promise<void> {
    const last = anew ? undefined : await this.stream.last(caseId);
    // Of a ledger that was restored the stream may hold entries that are none any more.
    if (anew || (last && !(await this.ledger.holds(last)))) {
      await this.stream.forget(caseId);
      // NATS remembers the numbers of what was taken out, and would leave out what comes under the same ones.
      await this.sendFrom(court, caseId, 1, `:${Date.now().toString(36)}`);
    } else {
      if (last) this.sent.set(caseId, last.seq);
      await this.sendFrom(court, caseId, (last?.seq ?? 0) + 1);
    }
  }

  private async drainAll(): Promise<void> {
    if (!this.stream.isUp() || this.pauses.rests(EVERYTHING)) return;
    const failures: unknown[] = [];
    for await (const noted of this.backlog.find({}).sort({ _id: 1 })) {
      const { _id: caseId, court, notes } = noted;
      if (this.pauses.rests(caseId)) continue;
      try {
        await this.bring(court, caseId);
        await this.backlog.deleteOne({ _id: caseId, notes });
        this.succeeded(caseId);
      } catch (error) {
        // What one case has to say may be more than NATS takes; no other case waits for that.
        failures.push(error);
        this.failed(caseId, error);
        if (isOutage(error) || !this.stream.isUp()) break;
      }
    }
    const [err] = failures;
    if (err) this.logger.warn({ err, failed: failures.length }, 'backlog not drained yet');
  }

  private succeeded(caseId: string): void {
    this.pauses.succeeded(caseId);
    this.pauses.succeeded(EVERYTHING);
  }

  private failed(caseId: string, error: unknown): void {
    this.sent.delete(caseId);
    this.pauses.failed(isOutage(error) ? EVERYTHING : caseId);
  }

  private async sendFrom(court: string, caseId: string, from: number, run?: string): Promise<void> {
    for (let next = from; ;) {
      const entries = await this.ledger.read(caseId, { from: next, limit: PAGE });
      const last = entries.at(-1);
      if (!last) return;
      await this.send(court, entries, run);
      next = last.seq + 1;
    }
  }

  private async send(court: string, entries: readonly LedgerEntry[], run?: string): Promise<void> {
    await this.stream.send(court, entries, run);
    const last = entries.at(-1);
    if (last) this.sent.set(last.caseId, last.seq);
  }

  private async note(court: string, caseId: string): Promise<void> {
    await this.backlog.updateOne(
      { _id: caseId },
      { $inc: { notes: 1 }, $setOnInsert: { court, since: new Date() } },
      { upsert: true },
    );
  }
}
