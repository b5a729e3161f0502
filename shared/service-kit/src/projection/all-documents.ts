import { kindOf } from '@xiezhi/contracts';
import type { mongo } from 'mongoose';
import { isDuplicateKey } from '../database';
import { LEDGER_PAGE } from '../ledger-client';
import { inParallel } from '../parallel';
import { isConnectionError } from '../unavailable';
import type { Behind } from './behind';
import type { Texts } from './texts';
import type { InTurns } from './turns';
import type { ProjectionDocument, ProjectionEffects, ProjectionOptions, Rebuilt } from './types';
import { ForkedError, type Writer } from './writer';

const CASES_AT_ONCE = 8;
/** As many as the ledger answers for at a time. */
const PAGE = 200;
const MOST_FAILURES = 1_000;
/** How often a document may be ahead of its entries before the ledger is taken to have lost some. */
const MOST_AHEAD = 3;

interface Parts<D extends ProjectionDocument> {
  collection: mongo.Collection<ProjectionDocument>;
  writer: Writer<D>;
  texts: Texts<D>;
  behind: Behind;
  exclusive: InTurns;
  onStored(document: D): void;
}

/**
 * What concerns every case of the ledger: to take what has not been delivered, to find what the ledger no longer has, or to
 * make all documents anew. One case that fails is passed over; only an outage ends the whole.
 */
export class AllDocuments<D extends ProjectionDocument> {
  /** Cases found to be behind and not taken yet. */
  lacking = 0;

  constructor(
    private readonly options: Pick<ProjectionOptions<D>, 'name' | 'of' | 'ledger' | 'logger'>,
    private readonly effects: () => ProjectionEffects<D>,
    private readonly parts: Parts<D>,
  ) {}

  async catchUp(signal?: AbortSignal): Promise<void> {
    const { ledger } = this.options;
    for await (const caseIds of this.pagesOfCases()) {
      signal?.throwIfAborted();
      const found = await this.parts.collection.find({ _id: { $in: caseIds } }, { projection: { seq: 1 } }).toArray();
      const stored = new Set(found.map(({ _id }) => _id));
      const behind = await ledger.ahead(found.map(({ _id, seq }) => ({ caseId: _id, seq })));
      await this.take([...caseIds.filter((caseId) => !stored.has(caseId)), ...behind]);
    }
  }

  async take(caseIds: readonly string[]): Promise<void> {
    this.lacking += caseIds.length;
    let left = caseIds.length;
    try {
      await inParallel(caseIds, CASES_AT_ONCE, async (caseId) => {
        await this.past(caseId, () => this.takeOne(caseId));
        this.lacking -= 1;
        left -= 1;
      });
    } finally {
      this.lacking -= left;
    }
  }

  /** What the ledger has of a case; anew, if its document goes on from what the ledger no longer has. */
  takeOne(caseId: string): Promise<void> {
    const { writer, exclusive } = this.parts;
    return exclusive(caseId, async () => {
      try {
        const document = await writer.find(caseId);
        if (document) await this.requireSame(document);
        await writer.catchUp(caseId, document);
      } catch (error) {
        if (!(error instanceof ForkedError)) throw error;
        this.options.logger.warn({ err: error, caseId }, 'a case that the ledger tells otherwise is made anew');
        await this.effects().onRemoved?.(caseId, 0);
        await this.rebuildCase(caseId);
      }
    });
  }

  /** @throws ForkedError when the ledger's entry of that number is another one */
  private async requireSame({ _id: caseId, seq, hash }: D): Promise<void> {
    if (hash === undefined) return;
    const [entry] = await this.options.ledger.entries(caseId, seq, 1);
    if (entry && entry.hash !== hash) throw new ForkedError(`entry ${seq} of ${caseId} is another one now`);
  }

  /** Finds documents of entries that the ledger does not have: it was restored from an earlier copy. */
  async fallBack(signal?: AbortSignal): Promise<void> {
    const { ledger } = this.options;
    const { collection } = this.parts;
    let after = '';
    for (;;) {
      signal?.throwIfAborted();
      const page = await collection
        .find({ _id: { $gt: after } }, { projection: { seq: 1 } })
        .sort({ _id: 1 })
        .limit(PAGE)
        .toArray();
      const there = new Set(await ledger.ahead(page.map(({ _id, seq }) => ({ caseId: _id, seq: seq - 1 }))));
      const ahead = page.filter(({ _id }) => !there.has(_id));
      await inParallel(ahead, CASES_AT_ONCE, ({ _id }) => this.past(_id, () => this.fallBackOne(_id)));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last._id;
    }
  }

  async rebuild(): Promise<Rebuilt> {
    const { logger, name } = this.options;
    const { collection, exclusive } = this.parts;
    const known = new Set<string>();
    const failures: Rebuilt['failures'] = [];
    for await (const caseIds of this.pagesOfCases()) {
      await inParallel(caseIds, CASES_AT_ONCE, async (caseId) => {
        known.add(caseId);
        const failure = await this.past(caseId, () => exclusive(caseId, () => this.rebuildCase(caseId)));
        if (failure !== undefined && failures.length < MOST_FAILURES) failures.push({ caseId, error: failure });
      });
    }

    for await (const { _id } of collection.find({}, { projection: { _id: 1 } })) {
      // A case that began during the rebuild is not on the pages read, but in the ledger.
      if (!known.has(_id)) await this.past(_id, () => this.fallBackOne(_id));
    }
    const told = { readModel: name, cases: known.size, failures: failures.length };
    logger[failures.length > 0 ? 'warn' : 'info'](told, 'read model rebuilt');
    return { cases: known.size, failures };
  }

  /** What failed, when the case was passed over. @throws what an outage throws */
  private async past(caseId: string, work: () => Promise<void>): Promise<string | undefined> {
    try {
      await work();
      this.parts.behind.taken(caseId);
      return undefined;
    } catch (error) {
      if (isConnectionError(error)) throw error;
      return this.parts.behind.failed(caseId, error);
    }
  }

  private fallBackOne(caseId: string): Promise<void> {
    const { ledger, logger } = this.options;
    const { collection, exclusive, texts } = this.parts;
    return exclusive(caseId, async () => {
      const document = await collection.findOne({ _id: caseId }, { projection: { seq: 1 } });
      if (!document || (await ledger.entries(caseId, document.seq, 1)).length > 0) return;
      if ((await ledger.entries(caseId, 1, 1)).length > 0) return this.rebuildCase(caseId);
      logger.warn({ caseId, stored: document.seq }, 'a case that the ledger does not have is taken out');
      await this.effects().onRemoved?.(caseId, 0);
      await collection.deleteOne({ _id: caseId });
      await texts.remove(caseId);
    });
  }

  private async *pagesOfCases(): AsyncGenerator<string[]> {
    let after: string | undefined;
    do {
      const page = await this.options.ledger.cases(after);
      yield page.caseIds.filter((caseId) => kindOf(caseId) === this.options.of);
      after = page.next;
    } while (after !== undefined);
  }

  private async rebuildCase(caseId: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const next = await this.foldAnew(caseId);
      const stored = await this.parts.collection.findOne({ _id: caseId }, { projection: { seq: 1 } });
      if (!next) return;
      // Entries that came in between are in the ledger by now; only a ledger that has lost entries stays behind.
      if (stored && stored.seq > next.seq) {
        if (attempt < MOST_AHEAD) continue;
        const lag = { caseId, stored: stored.seq, ledger: next.seq };
        this.options.logger.warn(lag, 'the ledger has less of a case than its read model, which is made anew');
        await this.effects().onRemoved?.(caseId, next.seq);
        // What is kept beside the document was made before that, and would be lacking now.
        if (attempt === MOST_AHEAD) continue;
      }
      if (!(await this.replace(stored, next))) continue;
      this.parts.onStored(next);
      return;
    }
  }

  /** False when another process has written meanwhile. */
  private async replace(stored: ProjectionDocument | null, next: D): Promise<boolean> {
    const { collection, texts } = this.parts;
    const packed = await texts.pack(next);
    if (stored) {
      const { matchedCount } = await collection.replaceOne({ _id: next._id, seq: stored.seq }, packed);
      return matchedCount > 0;
    }
    try {
      await collection.insertOne(packed);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async foldAnew(caseId: string): Promise<D | null> {
    const { ledger } = this.options;
    const { extraEffects, afterRebuild } = this.effects();
    let document: D | null = null;
    for (;;) {
      const entries = await ledger.entries(caseId, (document?.seq ?? 0) + 1);
      for (const entry of entries) {
        const previous: D | null = document;
        document = this.parts.writer.evolve(previous, entry).next;
        await extraEffects?.(entry, { document, previous, rebuilding: true });
      }
      if (entries.length === LEDGER_PAGE) continue;
      if (document) await afterRebuild?.(document);
      return document;
    }
  }
}
