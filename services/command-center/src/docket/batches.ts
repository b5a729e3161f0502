import type { CourtCode, Instant } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { NO_ROWS } from './types';
import type { Batch, Piece, Totals } from './types';

/** Rejected rows and differences that an answer shows; a download has all. */
export const SHOWN_ROWS = 200;

export type NewBatch = Pick<Batch, '_id' | 'court' | 'by' | 'at' | 'kind' | 'digest' | 'name' | 'bytes' | 'cases'>;

/** The imports, and piece by piece what became of their rows. */
export class Batches {
  private readonly batches: Collection<Batch>;
  private readonly pieces: Collection<Piece>;

  constructor(connection: Connection) {
    this.batches = collectionOf<Batch>(connection, 'docket_batches');
    this.pieces = collectionOf<Piece>(connection, 'docket_pieces');
  }

  async prepare(): Promise<void> {
    await this.batches.createIndex({ court: 1, at: 1 });
    await this.batches.createIndex({ status: 1 });
    await this.batches.createIndex({ follow: 1 });
    await this.pieces.createIndex({ batch: 1, _id: 1 });
  }

  /**
   * The batch of this request, which the same request finds again.
   * @throws Problem VERSION_CONFLICT for another request under the same key
   */
  async open(opened: NewBatch): Promise<Batch> {
    const batch: Batch = {
      ...opened,
      status: 'TAKING',
      rows: 0,
      totals: NO_ROWS,
      shown: { rejected: [], differs: [] },
      movedAt: Date.now(),
    };
    try {
      await this.batches.insertOne(batch);
      return batch;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const earlier = await this.find(opened._id);
    if (earlier?.digest !== opened.digest || earlier.court !== opened.court) {
      throw new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
    }
    return earlier;
  }

  find(id: string): Promise<Batch | null> {
    return this.batches.findOne({ _id: id });
  }

  /** Newest first; of these courts. @param before an instant and an id, exclusive */
  async list(courts: readonly CourtCode[], limit: number, before?: { at: string; id: string }): Promise<Batch[]> {
    const older = before && { $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }] };
    return this.batches
      .find({ court: { $in: [...courts] }, ...older }, { projection: { cases: 0 } })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .toArray();
  }

  /** Those somebody has to go on with. */
  async unfinished(): Promise<Batch[]> {
    return this.batches.find({ status: 'TAKING' }).sort({ at: 1 }).toArray();
  }

  /** Those whose rows nobody has looked at for hits that they end. */
  async unfollowed(): Promise<Batch[]> {
    return this.batches
      .find({ follow: true }, { projection: { cases: 0 } })
      .sort({ at: 1 })
      .toArray();
  }

  async followed(id: string): Promise<void> {
    await this.batches.updateOne({ _id: id }, { $unset: { follow: '' } });
  }

  /**
   * What a reading of the rows goes by. A row counts as soon as its whole batch was taken, so that whoever reads while an
   * import runs reads what was before it.
   */
  async finished(): Promise<Set<string>> {
    const found = await this.batches
      .find({ status: { $in: ['DONE', 'FAILED'] } }, { projection: { _id: 1 } })
      .toArray();
    return new Set(found.map(({ _id }) => _id));
  }

  /** Those that have been taken beside the ones that somebody has read. */
  async finishedBeside(read: ReadonlySet<string>): Promise<Batch[]> {
    const finished = [...(await this.finished())].filter((id) => !read.has(id));
    return this.batches.find({ _id: { $in: finished } }, { projection: { cases: 0 } }).toArray();
  }

  /**
   * How many rows are kept, by court: those of batches under way are not among them.
   * @param before of batches received before then; all where it is absent
   */
  async rowsByCourt(before?: Instant): Promise<Map<CourtCode, number>> {
    const found = this.batches.find(
      { status: { $in: ['DONE', 'FAILED'] }, ...(before === undefined ? {} : { at: { $lt: before } }) },
      { projection: { 'totals.byCourt': 1 } },
    );
    const sums = new Map<CourtCode, number>();
    for await (const { totals } of found) {
      for (const [court, count] of Object.entries(totals.byCourt)) sums.set(court, (sums.get(court) ?? 0) + count);
    }
    return sums;
  }

  piece(id: string): Promise<Piece | null> {
    return this.pieces.findOne({ _id: id });
  }

  /** Keeps what became of a piece, once: of two that decided it, the first is right. */
  async keep(piece: Piece): Promise<Piece> {
    try {
      await this.pieces.insertOne(piece);
      return piece;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.piece(piece._id))!;
    }
  }

  /** Progress for people, and the first of what they look for. */
  async advance({ _id, shown }: Batch, { rejected, differs, totals }: Piece, rows: number): Promise<void> {
    shown.rejected.push(...rejected.slice(0, SHOWN_ROWS - shown.rejected.length));
    shown.differs.push(...differs.slice(0, SHOWN_ROWS - shown.differs.length));
    await this.batches.updateOne(
      { _id, status: 'TAKING', rows: { $lt: rows } },
      { $set: { rows, totals, shown, movedAt: Date.now() } },
    );
  }

  async end(
    id: string,
    { rows, totals, fault }: { rows: number; totals: Totals; fault?: string | undefined },
  ): Promise<void> {
    const status = fault === undefined ? 'DONE' : 'FAILED';
    const more = {
      ...(fault === undefined ? {} : { fault }),
      ...(totals.accepted === 0 ? {} : { follow: true as const }),
    };
    await this.batches.updateOne(
      { _id: id, status: 'TAKING' },
      {
        $set: { status, rows, totals, movedAt: Date.now(), ...more },
        $unset: { cases: '' },
      },
    );
  }

  /** In the order of the rows. */
  async *report(id: string): AsyncGenerator<Piece> {
    yield* this.pieces.find({ batch: id }).sort({ batch: 1, _id: 1 }).batchSize(20);
  }
}
