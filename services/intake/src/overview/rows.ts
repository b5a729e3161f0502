import { calendarOf, dutiesOf, nearFrom, parseInstant } from '@xiezhi/rules';
import type { CaseState, CourtCode, Instant, LocalDate } from '@xiezhi/rules';
import type { CaseDocument, CaseService } from '@xiezhi/service-kit';

/** A case as far as the overview needs it. */
export interface Row {
  caseId: string;
  seq: number;
  state: string;
  visibleTo: readonly CourtCode[];
  executingCourt: CourtCode;
  decidingCourt: CourtCode;
  subject: string;
  /** The duty whose clock runs out first; all null where no clock is running. */
  title: string | null;
  due: LocalDate | null;
  expiresAt: Instant | null;
  nearFrom: LocalDate | null;
  countedBy: CourtCode | null;
  /** Sort keys, ms since 1970; what has no clock comes last. */
  expires: number;
  updated: number;
  calendar: CaseState['calendar'];
  /** The last entry, and the last that is not about a lead (Art. 13). */
  last: CaseDocument['timeline'][number] | undefined;
  lastTold: CaseDocument['timeline'][number] | undefined;
}

export type RowSource = Pick<CaseDocument, '_id' | 'seq' | 'status' | 'visibleTo' | 'updatedAt' | 'timeline' | 'state'>;

/** Pure: the same document gives the same row. A right left unused is nobody's lateness, so it has no clock here. */
export function rowOf({ _id, seq, status, visibleTo, updatedAt, timeline, state }: RowSource): Row {
  const next = dutiesOf(state)
    .filter(({ form, expiresAt }) => form !== 'RIGHT' && expiresAt !== null)
    .sort((a, b) => parseInstant(a.expiresAt!) - parseInstant(b.expiresAt!))[0];
  return {
    caseId: _id,
    seq,
    state: status,
    visibleTo,
    executingCourt: state.executingCourt,
    decidingCourt: state.decidingCourt,
    subject: state.documentNumber ?? state.caseFields.caseNumber,
    title: next?.title ?? null,
    due: next?.due ?? null,
    expiresAt: next?.expiresAt ?? null,
    nearFrom: next ? nearFrom(next, calendarOf(state)) : null,
    countedBy: next?.countedBy ?? null,
    expires: next?.expiresAt ? parseInstant(next.expiresAt) : Number.MAX_SAFE_INTEGER,
    updated: parseInstant(updatedAt),
    calendar: state.calendar,
    last: timeline.at(-1),
    lastTold: timeline.findLast(({ type }) => !type.startsWith('lead.')),
  };
}

const BATCH = 200;
/** Several walls ask at every event; they look together. */
const KEPT_MS = 1_000;

/** The rows of every case: of each request only the documents that have moved on are read. */
export class OverviewRows {
  private readonly rows = new Map<string, Row>();
  private looking: Promise<void> | undefined;
  private lookedAt = -Infinity;

  constructor(private readonly cases: CaseService['cases']['collection']) {}

  async current(): Promise<Iterable<Row>> {
    if (performance.now() - this.lookedAt > KEPT_MS) {
      this.looking ??= this.look().finally(() => {
        this.looking = undefined;
      });
      await this.looking;
    }
    return this.rows.values();
  }

  private async look(): Promise<void> {
    const began = performance.now();
    const stored = await this.cases.find({}, { projection: { seq: 1 } }).toArray();
    const known = new Set(stored.map(({ _id }) => _id));
    for (const caseId of this.rows.keys()) if (!known.has(caseId)) this.rows.delete(caseId);
    const moved = stored.filter(({ _id, seq }) => this.rows.get(_id)?.seq !== seq).map(({ _id }) => _id);
    for (let from = 0; from < moved.length; from += BATCH) {
      const documents = await this.cases.find({ _id: { $in: moved.slice(from, from + BATCH) } }).toArray();
      for (const document of documents) this.rows.set(document._id, rowOf(document as RowSource));
    }
    this.lookedAt = began;
  }
}
