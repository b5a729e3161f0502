import { CASE_ROW_VERSION, caseRowAfter, caseRowOf, isRowNeeded } from '@xiezhi/rules';
import type { CaseEvent, CaseRowText, KnownCase } from '@xiezhi/rules';
import type { CaseDocument, CaseEffects, CaseService } from '@xiezhi/case-kit';
import { collectionOf, inBatches, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';

interface StoredRow {
  /** The case's id. */
  _id: string;
  /** An entry that the row tells of; no later one has changed it. */
  seq: number;
  /** As the Rule writes it; empty where there is nothing to be told. */
  text: CaseRowText;
}

/** A case's document with its row, by which the next entry's row is made. */
type Document = CaseDocument & { row?: { version: number; seq: number; text: CaseRowText } };

type Cases = Pick<CaseService['cases'], 'collection' | 'get'>;

const NAME = `case_rows_${CASE_ROW_VERSION}`;
/** Of other versions, and of the release that kept rows for cross tables alone. */
const ROWS = /^(?:case_rows|patterns)_\d+$/;
/** What of collections is whole; a backup takes it before them. */
const BUILT = 'built';

const BATCH = 200;
const READ_TOGETHER = 5_000;
const ASKED_TOGETHER = 1_000;
const AGAIN_MS = 5_000;
/** A person rather waits this long than reads that the rows are being made. */
const PATIENCE_MS = 4_000;

const DEADLINE = ['kind', 'status', 'due', 'doneOn', 'ordinal', 'workdays', 'lateWorkdays', 'provisional'];
const FIELDS = Object.fromEntries(
  [
    ...['seq', 'packed', 'row', 'visibleTo', 'restricted', 'timeline.type', 'timeline.at'],
    ...['documentNumber', 'executingCourt', 'decidingCourt', 'origin', 'route', 'receivedOn', 'conclusion', 'closed']
      .concat(['grounds.code', 'decision.outcome', 'decision.decidedOn', 'decision.reasons', 'caseFields.caseNumber'])
      .concat(['caseFields.parties.side', 'caseFields.parties.kind', ...DEADLINE.map((field) => `deadlines.${field}`)])
      .map((field) => `state.${field}`),
  ].map((field) => [field, 1]),
);

function knownOf({ state, timeline, visibleTo, restricted }: CaseDocument): KnownCase {
  // Of a field that is null nothing comes where a part of it is asked for.
  const { decision = null, documentNumber = null } = state as Partial<typeof state>;
  const types = timeline.map(({ type }) => type);
  return { state: { ...state, decision, documentNumber }, types, visibleTo, restricted };
}

/** The row in a document; undefined where another release, which does not know it, has written the document last. */
const rowIn = ({ row, seq }: Document): CaseRowText | undefined =>
  row?.version === CASE_ROW_VERSION && row.seq === seq ? row.text : undefined;

function rowOf(document: Document): CaseRowText {
  const { timeline } = document;
  return rowIn(document) ?? caseRowOf(knownOf(document), timeline[0]!.at, timeline.at(-1)!.at);
}

function rowAfter(next: Document, event: CaseEvent, previous: Document | null): CaseRowText {
  const before = previous && rowIn(previous);
  return before === undefined ? rowOf(next) : caseRowAfter(before, event, knownOf(next));
}

type Effects = Required<Pick<CaseEffects, 'furtherFields' | 'beforeStored' | 'afterRebuild' | 'onRemoved'>>;

/**
 * One short text for each collaboration, beside the read model: the whole of it is read in seconds where the documents take
 * minutes. A row is written before its document, and only over an older one, so that several processes, a repeated entry or a
 * kill change nothing. Another version of rows is another collection, made from the read model at the first start; whoever
 * starts on rows of another version does away with them, so that a release that ran in between is noticed.
 */
export class CaseRows {
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
    private readonly connection: Connection,
    private readonly logger: Logger,
  ) {
    this.rows = collectionOf<StoredRow>(connection, NAME);
    this.built = collectionOf<{ _id: string }>(connection, BUILT);
  }

  /** What the read model of cases does for the rows beside its own. */
  effects(): Effects {
    return {
      furtherFields: (next, event, previous) => ({
        row: { version: CASE_ROW_VERSION, seq: next.seq, text: rowAfter(next, event, previous) },
      }),
      beforeStored: async (document, previous) => {
        const text = rowOf(document);
        const before = previous === null ? '' : rowIn(previous);
        if (text === before) return;
        const untold = (row: CaseRowText) => row === '' || !isRowNeeded(row);
        if (before === undefined || !untold(text) || !untold(before)) await this.write(document, text);
      },
      afterRebuild: (document) => this.write(document, rowOf(document)),
      onRemoved: async (_id, beyond) => {
        await this.rows.deleteOne({ _id, seq: { $gt: beyond } });
      },
    };
  }

  private write({ _id, seq }: CaseDocument, text: CaseRowText): Promise<void> {
    return this.writeTogether({ _id, seq, text: isRowNeeded(text) ? text : '' });
  }

  /** Makes the rows of the cases that were there before, in the background, and tries again until it is done. */
  start(cases: Cases): void {
    this.making = this.make(cases);
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.making;
  }

  /** Every row there is. @throws Problem UNAVAILABLE while they are being made */
  async *all(): AsyncGenerator<{ caseId: string; text: CaseRowText }> {
    if (!this.whole) {
      await Promise.race([this.making, delay(PATIENCE_MS, undefined, { ref: false })]);
      if (!this.whole) throw new Problem('UNAVAILABLE', '统计所用的数据正在整理，请稍后重试。', { retryAfter: 5 });
    }
    for await (const { _id: caseId, text } of this.rows.find({}, { batchSize: READ_TOGETHER })) {
      if (text !== '') yield { caseId, text };
    }
  }

  /** The rows of these cases, in no order. */
  async *of(caseIds: readonly string[]): AsyncGenerator<{ caseId: string; text: CaseRowText }> {
    for (let from = 0; from < caseIds.length; from += ASKED_TOGETHER) {
      const asked = { _id: { $in: caseIds.slice(from, from + ASKED_TOGETHER) } };
      for await (const { _id: caseId, text } of this.rows.find(asked, { batchSize: ASKED_TOGETHER })) {
        if (text !== '') yield { caseId, text };
      }
    }
  }

  private async make(cases: Cases): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted && !this.whole) {
      try {
        await this.forgetOthers();
        if (!(await this.built.findOne({ _id: NAME }))) await this.makeAll(cases);
        this.whole = !signal.aborted;
      } catch (err) {
        this.logger.warn({ err }, 'rows of cases not made, again later');
        await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Where another release has kept rows of its own since, these have not followed. */
  private async forgetOthers(): Promise<void> {
    const built = await this.built.find({}).toArray();
    const others = built.filter(({ _id }) => _id !== NAME && ROWS.test(_id));
    if (others.length === 0) return;
    await this.built.deleteOne({ _id: NAME });
    for (const { _id } of others) {
      await this.connection.db!.collection(_id).deleteMany({});
      await this.built.deleteOne({ _id });
    }
  }

  private async makeAll({ collection, get }: Cases): Promise<void> {
    const began = performance.now();
    let count = 0;
    let waiting: Promise<void>[] = [];
    for await (const each of collection.find({}, { projection: FIELDS })) {
      if (this.ending.signal.aborted) return;
      // The texts of a large document are beside it.
      const document = each.packed ? await get(each._id) : (each as CaseDocument);
      if (!document) continue;
      waiting.push(this.write(document, rowOf(document)));
      count += 1;
      if (waiting.length < BATCH) continue;
      await Promise.all(waiting);
      waiting = [];
    }
    await Promise.all(waiting);
    await this.built.updateOne({ _id: NAME }, { $set: { _id: NAME } }, { upsert: true });
    this.logger.info({ cases: count, ms: Math.round(performance.now() - began) }, 'rows of cases made');
  }
}
