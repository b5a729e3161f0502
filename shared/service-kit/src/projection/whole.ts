import type { mongo } from 'mongoose';
import { isDuplicateKey } from '../database';
import { LEDGER_PAGE } from '../ledger-client';
import { inParallel } from '../parallel';
import type { InTurns } from './turns';
import type { ProjectionDocument, ProjectionOptions } from './types';
import type { Writer } from './writer';

const CASES_AT_ONCE = 8;

/** What concerns every case of the ledger: to take what has not been delivered, or to make all documents anew. */
export class Whole<D extends ProjectionDocument> {
  constructor(
    private readonly options: Pick<
      ProjectionOptions<D>,
      'name' | 'extraEffects' | 'afterRebuild' | 'onRemoved' | 'ledger' | 'logger'
    >,
    private readonly collection: mongo.Collection<ProjectionDocument>,
    private readonly writer: Writer<D>,
    private readonly exclusive: InTurns,
    private readonly onStored: (document: D) => void,
  ) {}

  async catchUp(): Promise<void> {
    const { ledger } = this.options;
    for await (const caseIds of this.pagesOfCases()) {
      const found = await this.collection.find({ _id: { $in: caseIds } }, { projection: { seq: 1 } }).toArray();
      const stored = new Set(found.map(({ _id }) => _id));
      const behind = await ledger.ahead(found.map(({ _id, seq }) => ({ caseId: _id, seq })));
      const lacking = [...caseIds.filter((caseId) => !stored.has(caseId)), ...behind];
      await inParallel(lacking, CASES_AT_ONCE, (caseId) =>
        this.exclusive(caseId, async () => this.writer.catchUp(caseId, await this.writer.find(caseId))),
      );
    }
  }

  async rebuild(): Promise<number> {
    const { ledger, logger, name, onRemoved } = this.options;
    const known = new Set<string>();
    for await (const caseIds of this.pagesOfCases()) {
      await inParallel(caseIds, CASES_AT_ONCE, (caseId) => {
        known.add(caseId);
        return this.exclusive(caseId, () => this.rebuildCase(caseId));
      });
    }

    for await (const { _id } of this.collection.find({}, { projection: { _id: 1 } })) {
      // A case that began during the rebuild is not on the pages read, but in the ledger.
      if (known.has(_id) || (await ledger.entries(_id, 1, 1)).length > 0) continue;
      await this.collection.deleteOne({ _id });
      onRemoved?.(_id);
    }
    logger.info({ projection: name, cases: known.size }, 'read model rebuilt');
    return known.size;
  }

  private async *pagesOfCases(): AsyncGenerator<string[]> {
    let after: string | undefined;
    do {
      const page = await this.options.ledger.cases(after);
      yield page.caseIds;
      after = page.next;
    } while (after !== undefined);
  }

  private async rebuildCase(caseId: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const next = await this.foldAnew(caseId);
      const stored = await this.writer.find(caseId);
      if (!next) return;
      // Entries that came in between are in the ledger by now; only a ledger that has lost entries stays behind.
      if (stored && stored.seq > next.seq) {
        if (attempt < 3) continue;
        const lag = { caseId, stored: stored.seq, ledger: next.seq };
        this.options.logger.error(lag, 'read model is ahead of the ledger');
      }
      if (!(await this.replace(stored, next))) continue;
      this.onStored(next);
      return;
    }
  }

  /** False when another process has written meanwhile. */
  private async replace(stored: D | null, next: D): Promise<boolean> {
    if (stored) {
      const { matchedCount } = await this.collection.replaceOne({ _id: next._id, seq: stored.seq }, next);
      return matchedCount > 0;
    }
    try {
      await this.collection.insertOne(next);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async foldAnew(caseId: string): Promise<D | null> {
    const { ledger, extraEffects, afterRebuild } = this.options;
    let document: D | null = null;
    for (;;) {
      const entries = await ledger.entries(caseId, (document?.seq ?? 0) + 1);
      for (const entry of entries) {
        const previous: D | null = document;
        document = this.writer.evolve(previous, entry).next;
        await extraEffects?.(entry, { document, previous, rebuilding: true });
      }
      if (entries.length === LEDGER_PAGE) continue;
      if (document) await afterRebuild?.(document);
      return document;
    }
  }
}
