import { CASE_ROW_VERSION, caseRowAfter, caseRowOf, isRowNeeded } from '@xiezhi/rules';
import type { CaseEvent, CaseRowText, KnownCase } from '@xiezhi/rules';
import type { CaseDocument, FurtherFields } from '@xiezhi/case-kit';
import type { Logger, ProjectionEffects } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { BesideCases } from './beside-cases';
import type { Cases } from './beside-cases';

interface Row {
  /** As the Rule writes it; empty where there is nothing to be told. */
  text: CaseRowText;
}

/** A case's document with its row, by which the next entry's row is made. */
type Document = CaseDocument & { row?: { version: number; seq: number; text: CaseRowText } };

const NAME = `case_rows_${CASE_ROW_VERSION}`;
/** Of other versions, and of the release that kept rows for cross tables alone. */
const ROWS = /^(?:case_rows|patterns)_\d+$/;

const READ_TOGETHER = 5_000;
const ASKED_TOGETHER = 1_000;
/** A person rather waits this long than reads that the rows are being made. */
const PATIENCE_MS = 4_000;

const DEADLINE = ['kind', 'status', 'due', 'doneOn', 'ordinal', 'workdays', 'lateWorkdays', 'provisional'];
const FIELDS = [
  ...['row', 'visibleTo', 'restricted', 'timeline.type', 'timeline.at'],
  ...['documentNumber', 'executingCourt', 'decidingCourt', 'origin', 'route', 'receivedOn', 'conclusion', 'closed']
    .concat(['grounds.code', 'decision.outcome', 'decision.decidedOn', 'decision.reasons', 'caseFields.caseNumber'])
    .concat(['caseFields.parties.side', 'caseFields.parties.kind', ...DEADLINE.map((field) => `deadlines.${field}`)])
    .map((field) => `state.${field}`),
];

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

const kept = (text: CaseRowText): Row => ({ text: isRowNeeded(text) ? text : '' });

/** The row within the case's document. */
export const rowField: FurtherFields = (next, event, previous) => ({
  row: { version: CASE_ROW_VERSION, seq: next.seq, text: rowAfter(next, event, previous) },
});

type Effects = Required<Pick<ProjectionEffects<CaseDocument>, 'beforeStored' | 'afterRebuild' | 'onRemoved'>>;

/**
 * One short text for each collaboration: the whole of it is read in seconds where the documents take minutes. Another version
 * of rows is another collection; whoever starts on rows of another version does away with them, so that a release that ran in
 * between is noticed.
 */
export class CaseRows {
  private readonly rows: BesideCases<Row>;

  constructor(connection: Connection, logger: Logger) {
    const of = (document: CaseDocument) => kept(rowOf(document));
    const unready = '统计所用的数据正在整理，请稍后重试。';
    this.rows = new BesideCases(
      connection,
      { name: NAME, fields: FIELDS, of, unready, patienceMs: PATIENCE_MS },
      logger,
    );
  }

  /** What the read model of cases does for the rows beside its own. */
  effects(): Effects {
    return {
      beforeStored: async (document, previous) => {
        const text = rowOf(document);
        const before = previous === null ? '' : rowIn(previous);
        if (text === before) return;
        const untold = (row: CaseRowText) => row === '' || !isRowNeeded(row);
        if (before === undefined || !untold(text) || !untold(before)) await this.rows.write(document, kept(text));
      },
      afterRebuild: (document) => this.rows.write(document, kept(rowOf(document))),
      onRemoved: (caseId, beyond) => this.rows.forget(caseId, beyond),
    };
  }

  /** Makes the rows of the cases that were there before. */
  start(cases: Cases): void {
    this.rows.start(cases, async () => {
      // Where another release has kept rows of its own since, these have not followed.
      const others = await this.rows.othersBuilt(ROWS);
      if (others.length > 0) await this.rows.supersede(others);
    });
  }

  close(): Promise<void> {
    return this.rows.close();
  }

  /** Every row there is. @throws Problem UNAVAILABLE while they are being made */
  async *all(): AsyncGenerator<{ caseId: string; text: CaseRowText }> {
    await this.rows.ready();
    for await (const { _id: caseId, text } of this.rows.collection.find({}, { batchSize: READ_TOGETHER })) {
      if (text !== '') yield { caseId, text };
    }
  }

  /** The rows of these cases, in no order. */
  async *of(caseIds: readonly string[]): AsyncGenerator<{ caseId: string; text: CaseRowText }> {
    for (let from = 0; from < caseIds.length; from += ASKED_TOGETHER) {
      const asked = { _id: { $in: caseIds.slice(from, from + ASKED_TOGETHER) } };
      for await (const { _id: caseId, text } of this.rows.collection.find(asked, { batchSize: ASKED_TOGETHER })) {
        if (text !== '') yield { caseId, text };
      }
    }
  }
}
