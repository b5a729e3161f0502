import { courtFieldOf } from '@xiezhi/contracts';
import { collectionOf } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { EventStream } from './event-stream';
import type { Ledger } from './ledger';
import type { Relay } from './relay';

interface RefillRecord {
  _id: 'stream';
  /** When the stream was made that was last compared as a whole. */
  created?: string;
  /** Until when a process has the comparison to itself. */
  heldUntil: Date;
}

const PAGE = 1_000;
const HELD_MS = 120_000;

/**
 * Compares the stream with the ledger and publishes again what it lacks, in order: a lost store of NATS refills by itself.
 * Usually both numbers agree and nothing more is asked; otherwise one question tells how much there is of each case, and
 * only cases that differ are looked at. One process does it at a time.
 */
export class Refill {
  private readonly records: Collection<RefillRecord>;

  constructor(
    connection: Connection,
    private readonly ledger: Ledger,
    private readonly stream: EventStream,
    private readonly relay: Relay,
    private readonly logger: Logger,
  ) {
    this.records = collectionOf<RefillRecord>(connection, 'relay_state');
  }

  /**
   * @param thorough also where as many entries as messages may only be a coincidence: after a restore, both may differ
   * @returns how many cases were published again, or undefined while another process compares
   */
  async compare({ thorough }: { thorough: boolean }): Promise<number | undefined> {
    const { created, messages } = await this.stream.ensure();
    const known = await this.records.findOne({ _id: 'stream' });
    if (!thorough && known?.created === created && messages === (await this.ledger.count())) return 0;
    if (known?.created !== created) this.relay.forget();
    if (!(await this.hold())) return undefined;
    try {
      const brought = await this.compareCases();
      await this.records.updateOne({ _id: 'stream' }, { $set: { created } });
      if (brought > 0) this.logger.warn({ cases: brought }, 'the stream lacked entries, published again');
      return brought;
    } finally {
      await this.records.updateOne({ _id: 'stream' }, { $set: { heldUntil: new Date(0) } });
    }
  }

  private async compareCases(): Promise<number> {
    const counts = await this.stream.counts();
    let brought = 0;
    for (let after = ''; ;) {
      const caseIds = await this.ledger.caseIds(after, PAGE);
      const positions = caseIds.map((caseId) => ({ caseId, seq: counts.get(caseId) ?? 0 }));
      for (const caseId of await this.ledger.differing(positions)) {
        if (await this.bring(caseId)) brought += 1;
      }
      const last = caseIds.at(-1);
      if (last === undefined || caseIds.length < PAGE) break;
      after = last;
      await this.hold(true);
    }
    return brought;
  }

  /** False when the case has moved on meanwhile and lacks nothing, or NATS does not take what it lacks. */
  private async bring(caseId: string): Promise<boolean> {
    const before = await this.stream.last(caseId);
    const count = await this.stream.count(caseId);
    const last = await this.stream.last(caseId);
    const quiet = before?.seq === last?.seq;
    const hole = last !== undefined && quiet && count < last.seq && (await this.stream.first(caseId))?.seq === 1;
    const next = await this.ledger.read(caseId, { from: (last?.seq ?? 0) + 1, limit: 1 });
    if (!hole && next.length === 0 && (!last || (await this.ledger.holds(last)))) return false;
    const court = await this.courtOf(caseId);
    if (court === undefined) return false;
    return this.relay.refill(court, caseId, { anew: hole });
  }

  /** The court under which a file's events are published: of a collaboration the one that asked for it. */
  private async courtOf(caseId: string): Promise<string | undefined> {
    const [first] = await this.ledger.read(caseId, { limit: 1 });
    const court = first?.payload[courtFieldOf(caseId)];
    return typeof court === 'string' ? court : (first?.actor.court ?? undefined);
  }

  private async hold(again = false): Promise<boolean> {
    const heldUntil = new Date(Date.now() + HELD_MS);
    await this.records.updateOne({ _id: 'stream' }, { $setOnInsert: { heldUntil: new Date(0) } }, { upsert: true });
    const free = again ? {} : { heldUntil: { $lt: new Date() } };
    const { matchedCount } = await this.records.updateOne({ _id: 'stream', ...free }, { $set: { heldUntil } });
    return matchedCount === 1;
  }
}
