import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import { collectionOf, inBatches, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';

/** The read model that something is kept beside. */
export type Cases = Pick<CaseService['cases'], 'collection' | 'get'>;

export type StoredBeside<R extends object> = R & {
  /** The case's id. */
  _id: string;
  /** An entry that it tells of; no later one has changed it. */
  seq: number;
};

export interface BesideOptions<R extends object> {
  name: string;
  /** What of a document it is made from: all that `of` reads. */
  fields: readonly string[];
  /** Of a case that was there before this was kept; undefined where there is nothing to keep. */
  of(document: CaseDocument): R | undefined;
  /** What whoever asks is told while it is being made, and how long they wait for it first. */
  unready: string;
  patienceMs: number;
}

/** What of collections is whole; a backup takes it before them. */
const BUILT = 'built';
const BATCH = 200;
const AGAIN_MS = 5_000;

/**
 * One short document for each case beside the read model, so that all of them are read without a case. It is written before
 * the case's document, and only over an older one, so that several processes, a repeated entry or a kill change nothing.
 * What is lacking of cases from before this was kept is made from the read model at the first start.
 */
export class BesideCases<R extends object> {
  readonly collection: Collection<StoredBeside<R>>;
  /** The same, by what all of them have. */
  private readonly plain: Collection<{ _id: string; seq: number }>;
  private readonly built: Collection<{ _id: string }>;
  private readonly ending = new AbortController();
  private whole = false;
  private making: Promise<void> | undefined;

  private readonly writeTogether = inBatches<StoredBeside<R>, void>(BATCH, async (all) => {
    const writes = (upsert: boolean) =>
      all.map(({ _id, ...kept }) => ({
        updateOne: { filter: { _id, seq: { $lte: kept.seq } }, update: { $set: kept }, upsert },
      }));
    try {
      await this.plain.bulkWrite(writes(true), { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // There is one, as new or newer, or another process has put in an older one meanwhile.
      await this.plain.bulkWrite(writes(false), { ordered: false });
    }
    return all.map(() => undefined);
  });

  constructor(
    private readonly connection: Connection,
    private readonly options: BesideOptions<R>,
    private readonly logger: Logger,
  ) {
    this.collection = collectionOf<StoredBeside<R>>(connection, options.name);
    this.plain = collectionOf<{ _id: string; seq: number }>(connection, options.name);
    this.built = collectionOf<{ _id: string }>(connection, BUILT);
  }

  write({ _id, seq }: Pick<CaseDocument, '_id' | 'seq'>, kept: R): Promise<void> {
    return this.writeTogether({ ...kept, _id, seq });
  }

  /** Nothing is known of what the ledger no longer has. @param beyond the last entry that it still has of the case */
  async forget(caseId: string, beyond: number): Promise<void> {
    await this.plain.deleteOne({ _id: caseId, seq: { $gt: beyond } });
  }

  /**
   * Makes what is lacking, in the background, and tries again until it is done.
   * @param before comes first each time
   */
  start(cases: Cases, before: () => Promise<void> = () => Promise.resolve()): void {
    this.making = this.make(cases, before);
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.making;
  }

  /** @throws Problem UNAVAILABLE while what is lacking is being made */
  async ready(): Promise<void> {
    if (this.whole) return;
    const { unready, patienceMs } = this.options;
    await Promise.race([this.making, delay(patienceMs, undefined, { ref: false })]);
    if (!this.whole) throw new Problem('UNAVAILABLE', unready, { retryAfter: 5 });
  }

  /** Of collections of such names, those that were whole once, this one left out. */
  async othersBuilt(names: RegExp): Promise<string[]> {
    const built = await this.built.find({}).toArray();
    return built.map(({ _id }) => _id).filter((name) => name !== this.options.name && names.test(name));
  }

  /** This one is made anew, and then another is gone. */
  async supersede(others: readonly string[]): Promise<void> {
    await this.built.deleteOne({ _id: this.options.name });
    for (const _id of others) {
      await this.connection.db!.collection(_id).deleteMany({});
      await this.built.deleteOne({ _id });
    }
  }

  private async make(cases: Cases, before: () => Promise<void>): Promise<void> {
    const { signal } = this.ending;
    const { name } = this.options;
    while (!signal.aborted && !this.whole) {
      try {
        await before();
        if (!(await this.built.findOne({ _id: name }))) await this.makeAll(cases);
        this.whole = !signal.aborted;
      } catch (err) {
        this.logger.warn({ err, collection: name }, 'not made of all cases, again later');
        await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async makeAll({ collection, get }: Cases): Promise<void> {
    const { name, fields, of } = this.options;
    const projection = Object.fromEntries(['seq', 'packed', ...fields].map((field) => [field, 1]));
    const began = performance.now();
    let count = 0;
    let waiting: Promise<void>[] = [];
    for await (const each of collection.find({}, { projection })) {
      if (this.ending.signal.aborted) return;
      // The texts of a large document are beside it.
      const document = each.packed ? await get(each._id) : (each as CaseDocument);
      const kept = document && of(document);
      if (!kept) continue;
      waiting.push(this.write(document, kept));
      count += 1;
      if (waiting.length < BATCH) continue;
      await Promise.all(waiting);
      waiting = [];
    }
    await Promise.all(waiting);
    await this.built.updateOne({ _id: name }, { $set: { _id: name } }, { upsert: true });
    this.logger.info({ collection: name, count, ms: Math.round(performance.now() - began) }, 'made of all cases');
  }
}
