import { PATTERN_ROW_VERSION, patternRowOf, patternText, readPatternText } from '@xiezhi/rules';
import type { PatternRow } from '@xiezhi/rules';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import { collectionOf, inBatches, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Logger, ProjectionOptions } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';

interface StoredRow {
  /** The case's id. */
  _id: string;
  /** The last entry that changed the row; of one made from a document, the document's. */
  seq: number;
  /** As `patternText` writes it; empty where there is nothing to be counted. */
  text: string;
}

const NAME = `patterns_${PATTERN_ROW_VERSION}`;
/** What of collections is whole; a backup, which goes by name, takes it before them. */
const BUILT = 'built';

const BATCH = 200;
const READ_TOGETHER = 5_000;
const AGAIN_MS = 5_000;
/** A person rather waits this long than reads that the rows are being made. */
const PATIENCE_MS = 4_000;

const FIELDS = Object.fromEntries(
  [
    ...['seq', 'packed', 'visibleTo', 'timeline.type', 'state.documentNumber', 'state.executingCourt'],
    ...['state.decidingCourt', 'state.origin', 'state.route', 'state.receivedOn', 'state.conclusion', 'state.closed'],
    ...['state.grounds.code', 'state.decision.outcome', 'state.decision.decidedOn', 'state.decision.reasons'],
    ...['state.caseFields.caseNumber', 'state.caseFields.parties.side', 'state.caseFields.parties.kind'],
  ].map((field) => [field, 1]),
);

type Known = Pick<CaseDocument, 'state' | 'timeline' | 'visibleTo'>;

function textOf({ state, timeline, visibleTo }: Known): string {
  // Of a field that is null nothing comes where a part of it is asked for.
  const { decision = null, documentNumber = null } = state as Partial<typeof state>;
  const types = timeline.map(({ type }) => type);
  const row = patternRowOf({ ...state, decision, documentNumber }, types, visibleTo);
  return row ? patternText(row) : '';
}

type Effects = Required<Pick<ProjectionOptions<CaseDocument>, 'extraEffects' | 'afterRebuild' | 'onRemoved'>>;

/**
 * One short text for each collaboration, beside the read model: the whole of it is read in seconds where the documents take
 * minutes. A row is written before its document, and only over an older one, so that several processes, a repeated entry or a
 * kill change nothing. Another version of rows is another collection, made from the read model at the first start.
 */
export class PatternRows {
  private readonly rows: Collection<StoredRow>;
  private readonly built: Collection<{ _id: string }>;
  private readonly ending = new AbortController();
  private whole = false;
  private making: Promise<void> | undefined;

  private readonly writeTogether = inBatches<StoredRow, void>(BATCH, async (rows) => {
    const writes = (upsert: boolean) =>
      rows.map(({ _id, ...row }) => ({
        updateOne: { filter: { _id, seq: { $lte: row.seq } }, update: { $set: row }, upsert },
      }));
    try {
      await this.rows.bulkWrite(writes(true), { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // There is one, as new or newer, or another process has put in an older one meanwhile.
      await this.rows.bulkWrite(writes(false), { ordered: false });
    }
    return rows.map(() => undefined);
  });

  constructor(
    connection: Connection,
    private readonly logger: Logger,
  ) {
    this.rows = collectionOf<StoredRow>(connection, NAME);
    this.built = collectionOf<{ _id: string }>(connection, BUILT);
  }

  /** What the read model of cases does for the rows beside its own. */
  effects(): Effects {
    return {
      extraEffects: async ({ seq }, { document, previous, rebuilding }) => {
        const { demo } = document.state;
        // A history that was made comes at once, and its last entry brings the row.
        if (rebuilding || (demo && seq < demo.entries)) return;
        const text = textOf(document);
        const before = previous && !(demo && seq === demo.entries) ? textOf(previous) : '';
        if (text !== before) await this.writeTogether({ _id: document._id, seq, text });
      },
      afterRebuild: (document) => this.writeTogether({ _id: document._id, seq: document.seq, text: textOf(document) }),
      onRemoved: async (_id, beyond) => {
        await this.rows.deleteOne({ _id, seq: { $gt: beyond } });
      },
    };
  }

  /** Makes the rows of the cases that were there before, in the background, and tries again until it is done. */
  start(cases: Pick<CaseService['cases'], 'collection' | 'get'>): void {
    this.making = this.make(cases);
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.making;
  }

  /** Every row there is. @throws Problem UNAVAILABLE while they are being made */
  async *all(): AsyncGenerator<PatternRow & { caseId: string }> {
    if (!this.whole) {
      await Promise.race([this.making, delay(PATIENCE_MS, undefined, { ref: false })]);
      if (!this.whole) throw new Problem('UNAVAILABLE', '分析所用的数据正在整理，请稍后重试。', { retryAfter: 5 });
    }
    for await (const { _id: caseId, text } of this.rows.find({}, { batchSize: READ_TOGETHER })) {
      if (text !== '') yield { caseId, ...readPatternText(text) };
    }
  }

  private async make(cases: Pick<CaseService['cases'], 'collection' | 'get'>): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted && !this.whole) {
      try {
        if (!(await this.built.findOne({ _id: NAME }))) await this.makeAll(cases);
        this.whole = !signal.aborted;
      } catch (err) {
        this.logger.warn({ err }, 'rows for patterns not made, again later');
        await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async makeAll({ collection, get }: Pick<CaseService['cases'], 'collection' | 'get'>): Promise<void> {
    const began = performance.now();
    let count = 0;
    let waiting: Promise<void>[] = [];
    for await (const each of collection.find({}, { projection: FIELDS })) {
      if (this.ending.signal.aborted) return;
      // The texts of a large document are beside it.
      const document = each.packed ? await get(each._id) : (each as CaseDocument);
      if (!document) continue;
      waiting.push(this.writeTogether({ _id: document._id, seq: document.seq, text: textOf(document) }));
      count += 1;
      if (waiting.length < BATCH) continue;
      await Promise.all(waiting);
      waiting = [];
    }
    await Promise.all(waiting);
    await this.built.updateOne({ _id: NAME }, { $set: { _id: NAME } }, { upsert: true });
    this.logger.info({ cases: count, ms: Math.round(performance.now() - began) }, 'rows for patterns made');
  }
}
