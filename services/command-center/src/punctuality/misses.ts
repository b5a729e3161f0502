import type { RungOfFile } from '@xiezhi/contracts';
import { rungKey } from '@xiezhi/rules';
import type { Instant } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { Span } from './rungs';

/**
 * How a miss has ended: the rung was written late; the deadline had been met, moved or ended before the rung was due, and
 * only that became known late; or later entries have gone past it, and it will never be written.
 */
export type MissEnd = 'WRITTEN' | 'NOT_OWED' | 'PASSED_OVER';

/** A rung that should have been written and was not. It stays on record when it is gone. */
export interface Miss extends RungOfFile {
  /** The file's id and the rung's name within it. */
  _id: string;
  /** Whether it is missing now. */
  open: boolean;
  /** When it was found, ISO 8601: court time, and real time. */
  foundAt: Instant;
  foundReally: string;
  end?: MissEnd;
  endedAt?: Instant;
  endedReally?: string;
  /** It has still to be told that it was found, and that it has ended. */
  tellFound?: true;
  tellEnd?: true;
}

/** Of an instant as the court clock and as real time show it. */
export interface Moment {
  court: Instant;
  real: string;
}

export const missId = (rung: RungOfFile): string => `${rung.caseId}:${rungKey(rung)}`;

const PAGE = 500;

/** A miss's place in a list, oldest first. */
export const placeOf = ({ dueAt, _id }: Pick<Miss, 'dueAt' | '_id'>): string => `${dueAt}|${_id}`;

const inOrder = (a: Miss, b: Miss): number => (placeOf(a) < placeOf(b) ? -1 : 1);

/** The silent misses, those that are and those that were. */
export class Misses {
  private readonly misses: Collection<Miss>;

  constructor(
    connection: Connection,
    private readonly moment: () => Promise<Moment>,
  ) {
    this.misses = collectionOf<Miss>(connection, 'silent_misses');
  }

  async prepare(): Promise<void> {
    await this.misses.createIndex({ open: 1 });
    await this.misses.createIndex({ tellFound: 1 });
    await this.misses.createIndex({ tellEnd: 1 });
  }

  /** Notes rungs that are missing now, each once. One that was missing before and is again is found anew. */
  async found(rungs: readonly RungOfFile[], at: Moment): Promise<void> {
    await this.insert(rungs.map((rung) => ({ ...found(rung, at), open: true, tellFound: true })));
    const again = { open: true, foundAt: at.court, foundReally: at.real, tellFound: true } as const;
    await this.misses.updateMany(
      { _id: { $in: rungs.map(missId) }, open: false, end: { $ne: 'PASSED_OVER' } },
      { $set: again, $unset: { end: '', endedAt: '', endedReally: '' } },
    );
  }

  /**
   * Notes rungs that were never written and will not be: an entry has gone past them.
   * @param live whether it has just happened; of what a file's past shows nobody is told
   */
  async passedOver(rungs: readonly RungOfFile[], live: boolean): Promise<void> {
    const at = await this.moment();
    const ended = { open: false, end: 'PASSED_OVER', endedAt: at.court, endedReally: at.real } as const;
    const news = live ? ({ tellFound: true } as const) : {};
    await this.insert(rungs.map((rung) => ({ ...found(rung, at), ...ended, ...news })));
    await this.misses.updateMany(
      { _id: { $in: rungs.map(missId) }, open: true },
      { $set: { ...ended, tellEnd: true } },
    );
  }

  async ended(ids: readonly string[], end: MissEnd, at: Moment): Promise<void> {
    await this.misses.updateMany(
      { _id: { $in: [...ids] }, open: true },
      { $set: { open: false, end, endedAt: at.court, endedReally: at.real, tellEnd: true } },
    );
  }

  /** Those that are missing now. */
  open(): Promise<Miss[]> {
    return this.misses.find({ open: true }).toArray();
  }

  count(): Promise<number> {
    return this.misses.countDocuments({ open: true });
  }

  /** Every miss there is or was whose own instant lies in a span, oldest first; they are few. */
  async dueIn({ from, until }: Span): Promise<Miss[]> {
    const found = await this.misses.find({}).toArray();
    return found.filter(({ dueAt }) => dueAt >= from && dueAt < until).sort(inOrder);
  }

  /** Those of which something has still to be told; so many at a time. */
  async untold(): Promise<Miss[]> {
    const found = await this.misses.find({ tellFound: true }).limit(PAGE).toArray();
    const ended = await this.misses.find({ tellEnd: true }).limit(PAGE).toArray();
    return [...new Map([...found, ...ended].map((miss) => [miss._id, miss])).values()];
  }

  /** What was read of them has been told. */
  async markTold(misses: readonly Miss[]): Promise<void> {
    for (const [what, at] of [
      ['tellFound', 'foundReally'],
      ['tellEnd', 'endedReally'],
    ] as const) {
      for (const { _id, ...miss } of misses.filter((one) => one[what])) {
        await this.misses.updateOne({ _id, [at]: miss[at] }, { $unset: { [what]: '' } });
      }
    }
  }

  private async insert(misses: readonly Miss[]): Promise<void> {
    try {
      if (misses.length > 0) await this.misses.insertMany([...misses], { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

const found = (rung: RungOfFile, { court, real }: Moment) => ({
  _id: missId(rung),
  ...rung,
  foundAt: court,
  foundReally: real,
});
