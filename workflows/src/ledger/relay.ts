import { EVENT_STREAM, EVENT_TYPE_PREFIX } from '@xiezhi/contracts';
import type { CaseCloudEvent, LedgerEntry } from '@xiezhi/contracts';
import { toAsciiCourt } from '@xiezhi/rules';
import { isNotFound } from '@xiezhi/service-kit';
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

/** A case with a backlog: its later entries wait behind it. */
interface CaseBehind {
  /** How often this process has begun to note it. */
  notes: number;
  /** Notes that are not stored yet. */
  writing: number;
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
  private readonly behind = new Map<string, CaseBehind>();
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
    for (const { _id } of noted) this.behind.set(_id, { notes: 0, writing: 0 });
    void this.drain();
  }

  /** Number of cases whose events wait for NATS. */
  get casesBehind(): number {
    return this.behind.size;
  }

  /** @param repeated whether an earlier attempt may have published some of it */
  async publish(court: string, entries: LedgerEntry[], { repeated = false } = {}): Promise<void> {
    const [first] = entries;
    if (!first) return;
    if (this.behind.has(first.caseId) || !this.nats.isUp()) {
      await this.note(court, first);
      return;
    }
    try {
      const last = repeated ? await this.lastPublished(first.caseId) : 0;
      await this.send(
        court,
        entries.filter(({ seq }) => seq > last),
      );
    } catch (error) {
      this.logger.warn({ err: error, caseId: first.caseId }, 'events not published, kept as backlog');
      await this.note(court, first);
    }
  }

  /** Publishes every backlog in order. Called on reconnection, at start, and while something is left. */
  async drain(): Promise<void> {
    if (this.draining || !this.nats.isUp()) return;
    this.draining = true;
    const failures: unknown[] = [];
    try {
      for (const [caseId, behind] of [...this.behind]) {
        if (!this.nats.isUp()) break;
        // What one case has to say may be more than NATS takes; no other case waits for that.
        await this.drainCase(caseId, behind).catch((error: unknown) => failures.push(error));
      }
    } finally {
      this.draining = false;
    }
    const [err] = failures;
    if (err) this.logger.warn({ err, failed: failures.length, cases: this.behind.size }, 'backlog not drained yet');
  }

  private async drainCase(caseId: string, behind: CaseBehind): Promise<void> {
    for (;;) {
      const { notes } = behind;
      const noted = await this.backlog.findOne({ _id: caseId });
      if (noted) {
        await this.sendFrom(noted);
        await this.backlog.deleteOne({ _id: caseId, notes: noted.notes });
      } else if (behind.writing === 0 && behind.notes === notes) {
        // Not before: an entry whose note is still being written would be forgotten, and overtaken by the next one.
        this.behind.delete(caseId);
        return;
      }
    }
  }

  private async sendFrom({ _id: caseId, court, from }: Backlog): Promise<void> {
    for (let next = Math.max(from, (await this.lastPublished(caseId)) + 1); ;) {
      const entries = await this.ledger.read(caseId, { from: next, limit: PAGE });
      const last = entries.at(-1);
      if (!last) return;
      await this.send(court, entries);
      next = last.seq + 1;
    }
  }

  private async note(court: string, first: LedgerEntry): Promise<void> {
    const behind = this.behind.get(first.caseId) ?? { notes: 0, writing: 0 };
    this.behind.set(first.caseId, behind);
    behind.notes += 1;
    behind.writing += 1;
    try {
      await this.backlog.updateOne(
        { _id: first.caseId },
        { $min: { from: first.seq }, $inc: { notes: 1 }, $setOnInsert: { court } },
        { upsert: true },
      );
    } finally {
      behind.writing -= 1;
    }
  }

  /**
   * The last number of a case that the stream holds, 0 for none. NATS knows a repeated message by its id only for some
   * minutes; what was stored just before a longer outage would otherwise be published twice.
   */
  private async lastPublished(caseId: string): Promise<number> {
    const manager = await (await this.nats.connection()).jetstreamManager();
    try {
      const last = await manager.streams.getMessage(EVENT_STREAM, { last_by_subj: `collab.*.${caseId}.>` });
      return codec.decode(last.data).data.seq;
    } catch (error) {
      if (isNotFound(error)) return 0;
      throw error;
    }
  }

  /** One after the other: an entry that NATS does not take must not be overtaken by the next. */
  private async send(court: string, entries: LedgerEntry[]): Promise<void> {
    this.jetstream ??= (await this.nats.connection()).jetstream();
    const jetstream = this.jetstream;
    for (const entry of entries) {
      await jetstream.publish(subjectOf(court, entry), codec.encode(cloudEventOf(entry)), {
        msgID: `${entry.caseId}:${entry.seq}`,
        timeout: PUBLISH_TIMEOUT_MS,
      });
    }
  }
}
