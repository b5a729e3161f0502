import { EVENT_TYPE_PREFIX } from '@xiezhi/contracts';
import type { CaseCloudEvent, LedgerEntry } from '@xiezhi/contracts';
import { toAsciiCourt } from '@xiezhi/rules';
import type { Logger, NatsLink } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { JSONCodec } from 'nats';
import type { JetStreamClient } from 'nats';
import type { Ledger } from './ledger';

/** Points at the first entry of a case that still has to be published. */
interface Backlog {
  _id: string;
  from: number;
  court: string;
  /** Counts how often it was noted, so that a pointer noted again is not taken for the one just worked off. */
  notes: number;
}

const PUBLISH_TIMEOUT_MS = 2_000;
const PAGE = 200;
const codec = JSONCodec<CaseCloudEvent>();

export function subjectOf(court: string, entry: Pick<LedgerEntry, 'caseId' | 'type'>): string {
  return `collab.${toAsciiCourt(court)}.${entry.caseId}.${entry.type}`;
}

export function cloudEventOf(entry: LedgerEntry): CaseCloudEvent {
  return {
    specversion: '1.0',
    id: `${entry.caseId}:${entry.seq}`,
    source: '/xiezhi/ledger',
    type: `${EVENT_TYPE_PREFIX}${entry.type}`,
    subject: entry.caseId,
    time: entry.at,
    datacontenttype: 'application/json',
    data: entry,
  };
}

/**
 * Publishes recorded entries, each case's in order. What cannot be published is noted as a backlog of its case and
 * goes out when NATS is back; an outage therefore blocks no case. The caller is an activity, which is retried if the
 * process dies before the entries are either published or noted.
 */
export class Relay {
  private readonly backlog: Collection<Backlog>;
  /** Cases with a backlog: their later entries wait behind it. */
  private readonly behind = new Set<string>();
  private draining = false;
  private jetstream: JetStreamClient | undefined;

  constructor(
    connection: Connection,
    private readonly ledger: Ledger,
    private readonly nats: NatsLink,
    private readonly logger: Logger,
  ) {
    this.backlog = connection.collection<Backlog>('relay_backlog') as unknown as Collection<Backlog>;
  }

  /** Takes up what an earlier process left behind. */
  async start(): Promise<void> {
    const noted = await this.backlog.find({}).toArray();
    for (const { _id } of noted) this.behind.add(_id);
    void this.drain();
  }

  /** Number of cases whose events wait for NATS. */
  get casesBehind(): number {
    return this.behind.size;
  }

  async publish(court: string, entries: LedgerEntry[]): Promise<void> {
    const [first] = entries;
    if (!first) return;
    if (this.behind.has(first.caseId) || !this.nats.isUp()) {
      await this.note(court, first);
      return;
    }
    try {
      await this.send(court, entries);
    } catch (error) {
      this.logger.warn({ err: error, caseId: first.caseId }, 'events not published, kept as backlog');
      await this.note(court, first);
    }
  }

  /** Publishes every backlog in order. Called on reconnection, at start, and while something is left. */
  async drain(): Promise<void> {
    if (this.draining || !this.nats.isUp()) return;
    this.draining = true;
    try {
      for (const caseId of [...this.behind]) await this.drainCase(caseId);
    } catch (error) {
      this.logger.warn({ err: error, cases: this.behind.size }, 'backlog not drained yet');
    } finally {
      this.draining = false;
    }
  }

  private async drainCase(caseId: string): Promise<void> {
    for (;;) {
      const noted = await this.backlog.findOne({ _id: caseId });
      if (!noted) break;
      await this.sendFrom(noted);
      await this.backlog.deleteOne({ _id: caseId, notes: noted.notes });
    }
    this.behind.delete(caseId);
    // An entry may have been noted between the last look and now, still seeing its case behind.
    if (await this.backlog.findOne({ _id: caseId })) this.behind.add(caseId);
  }

  private async sendFrom({ _id: caseId, court, from }: Backlog): Promise<void> {
    for (let next = from; ;) {
      const entries = await this.ledger.read(caseId, { from: next, limit: PAGE });
      const last = entries.at(-1);
      if (!last) return;
      await this.send(court, entries);
      next = last.seq + 1;
    }
  }

  private async note(court: string, first: LedgerEntry): Promise<void> {
    this.behind.add(first.caseId);
    await this.backlog.updateOne(
      { _id: first.caseId },
      { $min: { from: first.seq }, $inc: { notes: 1 }, $setOnInsert: { court } },
      { upsert: true },
    );
  }

  private async send(court: string, entries: LedgerEntry[]): Promise<void> {
    this.jetstream ??= (await this.nats.connection()).jetstream();
    const jetstream = this.jetstream;
    await Promise.all(
      entries.map((entry) =>
        jetstream.publish(subjectOf(court, entry), codec.encode(cloudEventOf(entry)), {
          msgID: `${entry.caseId}:${entry.seq}`,
          timeout: PUBLISH_TIMEOUT_MS,
        }),
      ),
    );
  }
}
