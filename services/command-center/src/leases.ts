import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';

interface Lease {
  _id: string;
  /** The process that does the work. */
  holder: string;
  /** Grows for as long as the holder lives. */
  beat: number;
}

/** Gives the work back when it is done. */
export type Release = () => Promise<void>;

const BEAT_MS = 1_000;
/** So long without a beat, by the watch of whoever waits: the holder is gone. Hosts whose clocks differ agree on it. */
const GONE_MS = 15_000;

/** Work that one process does at a time, and another takes up when that one dies. */
export class Leases {
  private readonly leases: Collection<Lease>;
  private readonly seen = new Map<string, { holder: string; beat: number; since: number }>();

  /** @param holder names this process among the others, and again after a restart: what it held is its own at once */
  constructor(
    connection: Connection,
    private readonly holder: string,
    private readonly logger: Logger,
    private readonly times = { beatMs: BEAT_MS, goneMs: GONE_MS },
  ) {
    this.leases = collectionOf<Lease>(connection, 'leases');
  }

  /** Undefined while another process does this work. */
  async take(id: string): Promise<Release | undefined> {
    const found = await this.leases.findOne({ _id: id });
    if (!found) return (await this.insert(id)) ? this.keep(id) : undefined;
    const { holder, beat } = found;
    if (holder !== this.holder && !this.isGone(id, holder, beat)) return undefined;
    const { modifiedCount } = await this.leases.updateOne(
      { _id: id, holder, beat },
      { $set: { holder: this.holder }, $inc: { beat: 1 } },
    );
    return modifiedCount === 1 ? this.keep(id) : undefined;
  }

  /** Whether another process, as far as is known a living one, does this work now. */
  async isHeldElsewhere(id: string): Promise<boolean> {
    const found = await this.leases.findOne({ _id: id });
    return found !== null && found.holder !== this.holder && !this.isGone(id, found.holder, found.beat);
  }

  private isGone(id: string, holder: string, beat: number): boolean {
    const seen = this.seen.get(id);
    if (seen?.holder === holder && seen.beat === beat) return performance.now() - seen.since >= this.times.goneMs;
    this.seen.set(id, { holder, beat, since: performance.now() });
    return false;
  }

  private async insert(id: string): Promise<boolean> {
    try {
      await this.leases.insertOne({ _id: id, holder: this.holder, beat: 1 });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private keep(id: string): Release {
    this.seen.delete(id);
    const mine = { _id: id, holder: this.holder };
    const beat = setInterval(() => {
      this.leases
        .updateOne(mine, { $inc: { beat: 1 } })
        .catch((err: unknown) => this.logger.warn({ err, lease: id }, 'lease not kept'));
    }, this.times.beatMs);
    return async () => {
      clearInterval(beat);
      await this.leases.deleteOne(mine);
    };
  }
}
