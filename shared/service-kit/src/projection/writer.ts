import type { LedgerEntry } from '@xiezhi/contracts';
import type { Counter } from 'prom-client';
import type { mongo } from 'mongoose';
import { inBatches } from '../batches';
import { isDuplicateKey } from '../database';
import { LEDGER_PAGE } from '../ledger-client';
import type { Texts } from './texts';
import type { ProjectionDocument, ProjectionEffects, ProjectionOptions } from './types';

/** Writes of one call to the database. */
export const BATCH = 200;

/** A write that holds only if the document still ends with entry `after`. */
interface GuardedUpdate {
  _id: string;
  after: number;
  changes: object;
}

const given = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A document goes on from an entry that the ledger no longer has: it was restored from an earlier copy and went on. */
export class ForkedError extends Error {
  override readonly name = 'ForkedError';
}

/** Applies entries to the documents of a read model, each exactly once and in order. */
export class Writer<D extends ProjectionDocument> {
  private readonly taken: Counter<'projection'> | undefined;

  constructor(
    private readonly options: Pick<ProjectionOptions<D>, 'name' | 'apply' | 'ledger' | 'metrics'>,
    private readonly effects: () => ProjectionEffects<D>,
    private readonly collection: mongo.Collection<ProjectionDocument>,
    private readonly texts: Texts<D>,
    private readonly onStored: (document: D) => void,
  ) {
    this.taken = options.metrics?.counter('xiezhi_projection_entries_total', 'Entries applied to read models', [
      'projection',
    ]);
  }

  async find(caseId: string): Promise<D | null> {
    const stored = (await this.collection.findOne({ _id: caseId })) as D | null;
    return stored && this.texts.unpack(stored);
  }

  /** Pure: the document after the entry, and the fields that differ. */
  evolve(document: D | null, entry: LedgerEntry): { next: D; changes: Partial<D> } {
    const { ownFields } = this.effects();
    const end = { seq: entry.seq, hash: entry.hash };
    const changes = { ...given(this.options.apply(entry, document).set), ...end } as Partial<D>;
    const applied = { ...document, ...changes, _id: entry.caseId } as D;
    if (!ownFields) return { next: applied, changes };
    const further = given(ownFields(entry, applied, document));
    return { next: { ...applied, ...further }, changes: { ...changes, ...further } };
  }

  /** Writes those of the entries that `document` lacks, which follow it without a gap. Returns what is stored then. */
  async takeInOrder(document: D | null, entries: readonly LedgerEntry[]): Promise<D | null> {
    let current = document;
    for (;;) {
      const stored = current?.seq ?? 0;
      const left = entries.filter(({ seq }) => seq > stored);
      if (left.length === 0) return current;
      current = await this.write(current, left);
    }
  }

  /** The same with what the ledger has up to entry `upTo`. */
  async catchUp(caseId: string, document: D | null, upTo = Infinity): Promise<D | null> {
    let current = document;
    while ((current?.seq ?? 0) < upTo) {
      const entries = await this.options.ledger.entries(caseId, (current?.seq ?? 0) + 1);
      current = await this.takeInOrder(current, entries);
      if (entries.length < LEDGER_PAGE) break;
    }
    return current;
  }

  /**
   * Writes entries that follow `document`, all at once. Returns what is stored afterwards, which on a conflict may be
   * someone else's write.
   */
  private async write(document: D | null, entries: readonly LedgerEntry[]): Promise<D | null> {
    const { next, changes, failure } = await this.fold(document, entries);
    if (next === null || next === document) throw failure;
    await this.effects().beforeStored?.(next, document);
    const stored = await this.store(document, next, changes);
    if (stored) this.onStored(stored);
    if (stored === next) this.taken?.inc({ projection: this.options.name }, next.seq - (document?.seq ?? 0));
    if (failure !== undefined) throw failure;
    return stored;
  }

  /** Applies entries with their effects as far as they go: one that fails must not hold back those before it. */
  private async fold(document: D | null, entries: readonly LedgerEntry[]) {
    let next = document;
    let changes: Partial<D> = {};
    for (const entry of entries) {
      try {
        const stored = next?.seq ?? 0;
        if (entry.seq !== stored + 1) throw new Error(`entry ${entry.seq} of ${entry.caseId} cannot follow ${stored}`);
        if (next?.hash !== undefined && entry.prevHash !== next.hash) {
          throw new ForkedError(`entry ${entry.seq} of ${entry.caseId} follows another entry ${stored}`);
        }
        const step = this.evolve(next, entry);
        await this.effects().extraEffects?.(entry, { document: step.next, previous: next, rebuilding: false });
        next = step.next;
        changes = { ...changes, ...step.changes };
      } catch (failure) {
        return { next, changes, failure };
      }
    }
    return { next, changes };
  }

  private async store(document: D | null, next: D, changes: Partial<D>): Promise<D | null> {
    const packed = await this.texts.pack(next);
    if (document !== null) {
      // Of a document that has grown large all is written, for its earlier texts are still in it.
      const { _id, ...all } = packed;
      const held = await this.updateTogether({ _id, after: document.seq, changes: packed === next ? changes : all });
      return held ? next : this.find(next._id);
    }
    try {
      await this.collection.insertOne(packed);
      return next;
    } catch (error) {
      if (isDuplicateKey(error)) return this.find(next._id);
      throw error;
    }
  }

  /** False when a write of the batch did not hold; which one the database does not say. */
  private readonly updateTogether = inBatches<GuardedUpdate, boolean>(BATCH, async (updates) => {
    const { matchedCount } = await this.collection.bulkWrite(
      updates.map(({ _id, after, changes }) => ({
        updateOne: { filter: { _id, seq: after }, update: { $set: changes } },
      })),
      { ordered: false },
    );
    return updates.map(() => matchedCount === updates.length);
  });
}
