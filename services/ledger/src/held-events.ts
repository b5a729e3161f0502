import { collectionOf, inParallel } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { LedgerEntry } from '@xiezhi/contracts';
import type { Collection, Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';

/** Says that a process has recorded entries whose events are in its memory only. */
interface Mark {
  _id: string;
  since: Date;
}

interface Held {
  court: string;
  entries: LedgerEntry[];
}

export interface HoldingLimits {
  /** So many entries of clocks within `withinMs` are a crowd: what comes after them is held. */
  crowd: number;
  withinMs: number;
  /** Without a further one for so long, all go out. */
  lullMs: number;
  /** None waits longer than this for a lull. */
  longestMs: number;
}

const LIMITS: HoldingLimits = { crowd: 20, withinMs: 500, lullMs: 400, longestMs: 10_000 };
const AT_ONCE = 32;
/** A mark that is older was left by a process that is no more. */
const LEFT_AFTER_MS = 60_000;

/**
 * Many clocks strike at one midnight, and what they do has to be in the ledger before anything else: what four services make
 * of each event takes several times the ledger's own time on the same database. So the events of such a crowd are held until
 * it is over. People's acts are never held. Before the first is held a mark is in the database, which stays until all are out:
 * where a process dies with events in its memory, another finds the mark, and looks what the stream lacks.
 */
export class HeldEvents {
  private readonly marks: Collection<Mark>;
  private held = new Map<string, Held>();
  private recent = { since: 0, count: 0 };
  private oldest = 0;
  private marked: { id: string; there: Promise<unknown> } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private going: Promise<void> | undefined;

  /** @param publish resolves when events are out, or noted where an outage cannot lose them */
  constructor(
    connection: Connection,
    private readonly publish: (court: string, entries: readonly LedgerEntry[]) => Promise<void>,
    private readonly logger: Logger,
    private readonly limits: HoldingLimits = LIMITS,
  ) {
    this.marks = collectionOf<Mark>(connection, 'relay_held');
  }

  /**
   * Takes what a clock has recorded of one case, if it is one of many.
   * @returns false when it is to be published at once
   */
  async hold(court: string, entries: readonly LedgerEntry[]): Promise<boolean> {
    const caseId = entries[0]?.caseId;
    if (caseId === undefined || !this.isCrowded()) return false;
    if (this.held.size === 0) this.oldest = performance.now();
    const before = this.held.get(caseId)?.entries ?? [];
    this.held.set(caseId, { court, entries: [...before, ...entries] });
    this.wait();
    await this.mark();
    return true;
  }

  /** What is held of a case, and no longer is: whoever publishes something later of it publishes that first. */
  give(caseId: string): LedgerEntry[] {
    const entries = this.held.get(caseId)?.entries ?? [];
    this.held.delete(caseId);
    return entries;
  }

  /** Lets everything go. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.letGo();
  }

  /** Marks of processes that are no more: what they held has to be looked for. */
  async left(): Promise<string[]> {
    const found = await this.marks.find({ since: { $lt: new Date(Date.now() - LEFT_AFTER_MS) } }).toArray();
    return found.map(({ _id }) => _id).filter((id) => id !== this.marked?.id);
  }

  async forget(marks: readonly string[]): Promise<void> {
    if (marks.length > 0) await this.marks.deleteMany({ _id: { $in: [...marks] } });
  }

  private isCrowded(): boolean {
    const now = performance.now();
    const { crowd, withinMs } = this.limits;
    if (now - this.recent.since > withinMs) this.recent = { since: now, count: 0 };
    this.recent.count += 1;
    return this.recent.count > crowd || this.held.size > 0;
  }

  private wait(): void {
    const { lullMs, longestMs } = this.limits;
    clearTimeout(this.timer);
    const left = this.oldest + longestMs - performance.now();
    this.timer = setTimeout(() => void this.letGo(), Math.max(0, Math.min(lullMs, left)));
  }

  private async mark(): Promise<void> {
    if (!this.marked) {
      const id = randomUUID();
      this.marked = { id, there: this.marks.insertOne({ _id: id, since: new Date() }) };
    }
    const { there } = this.marked;
    await there.catch((error: unknown) => {
      if (this.marked?.there === there) this.marked = undefined;
      throw error;
    });
  }

  /** A crowd that lasts is no process that is gone. */
  private async renew(): Promise<void> {
    if (!this.marked || this.held.size === 0) return;
    await this.marks.updateOne({ _id: this.marked.id }, { $set: { since: new Date() } }, { upsert: true });
  }

  private letGo(): Promise<void> {
    this.going ??= this.letAllGo()
      .catch((err: unknown) => {
        this.logger.warn({ err, cases: this.held.size }, 'events held back are not out yet, again soon');
        this.wait();
      })
      .finally(() => (this.going = undefined));
    return this.going;
  }

  private async letAllGo(): Promise<void> {
    while (this.held.size > 0) {
      const going = this.held;
      this.held = new Map();
      this.oldest = performance.now();
      await inParallel([...going], AT_ONCE, async ([caseId, { court, entries }]) => {
        await this.publish(court, entries);
        going.delete(caseId);
      }).finally(() => this.takeBack(going));
      await this.renew();
    }
    const { marked } = this;
    this.marked = undefined;
    if (marked) await this.marks.deleteOne({ _id: marked.id });
  }

  private takeBack(left: ReadonlyMap<string, Held>): void {
    for (const [caseId, { court, entries }] of left) {
      this.held.set(caseId, { court, entries: [...entries, ...(this.held.get(caseId)?.entries ?? [])] });
    }
  }
}
