import { UnreadableDocket } from '@xiezhi/docket';
import type { SentRow } from '@xiezhi/docket';
import { docketDifferences, docketKey, isSameDocketRow, readDocketRow, RuleError } from '@xiezhi/rules';
import type { KeptFields, DocketRow } from '@xiezhi/rules';
import type { Batches } from './batches';
import type { DocketRows } from './rows';
import { rowId } from './rows';
import { NO_ROWS } from './types';
import type { Batch, Differs, Piece, Rejected, RowDocument, Totals } from './types';

/** Rows that are checked, written and reported together; the event loop is held for as long as checking them takes. */
export const PIECE_ROWS = 500;
/** More than a province has; a file beyond it is a mistake. */
export const MOST_ROWS = 1_000_000;
/** Of a wrong number, as much as a report shows. */
const SHOWN = 60;
const DIGITS = 9;

interface Checked {
  n: number;
  row: DocketRow;
  document: RowDocument;
}

/** Rows as the Rule has read them, before anybody knows what is held already. */
interface CheckedPiece {
  id: string;
  first: number;
  last: number;
  rows: Checked[];
  rejected: Rejected[];
}

interface Outcome {
  totals: Totals;
  rejected: Rejected[];
  differs: Differs[];
}

export interface TakingDeps {
  rows: DocketRows;
  batches: Batches;
  /** What the running collaborations say of their cases. */
  running(): Promise<ReadonlyMap<string, readonly KeptFields[]>>;
  signal: AbortSignal;
}

const pieceId = (batch: string, first: number): string => `${batch}:${String(first).padStart(DIGITS, '0')}`;

function check({ _id, court, at }: Batch, sent: readonly SentRow[]): CheckedPiece {
  const first = sent[0]!.row;
  const piece: CheckedPiece = { id: pieceId(_id, first), first, last: sent.at(-1)!.row, rows: [], rejected: [] };
  for (const { row: n, values } of sent) {
    try {
      const row = readDocketRow(values, { court, now: at });
      const document = { _id: rowId(row), court: row.court_code, row: JSON.stringify(row), batch: _id, n };
      piece.rows.push({ n, row, document });
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      const number: unknown = (values as { case_no?: unknown } | null)?.case_no;
      const case_no = typeof number === 'string' ? number.slice(0, SHOWN).toWellFormed() : '';
      piece.rejected.push({ row: n, case_no, code: error.code, message: error.message.toWellFormed() });
    }
  }
  return piece;
}

const conflict = ({ n, row }: Checked): Rejected => ({
  row: n,
  case_no: row.case_no.slice(0, SHOWN),
  code: 'VERSION_CONFLICT',
  message: `该案在${row.snapshot_at}的数据已经导入，内容不同。`,
});

/**
 * Takes the rows of one batch, from wherever a process that is no more has left it. The rows of a piece are written first,
 * what became of them after: a row that stands there with this batch and its own number was accepted, however often it is
 * written again.
 */
export class Taking {
  private resuming = true;
  private totals: Totals = NO_ROWS;
  private known: ReadonlyMap<string, readonly KeptFields[]> = new Map();
  private rows = 0;

  private readonly batch: Batch;

  constructor(
    batch: Batch,
    private readonly deps: TakingDeps,
  ) {
    // What is shown is put together anew, from the pieces that are done with.
    this.batch = { ...batch, shown: { rejected: [], differs: [] } };
  }

  /** @throws the signal's reason when the process ends; another one goes on */
  async run(sent: AsyncIterable<SentRow>): Promise<void> {
    this.known = await this.deps.running();
    const fault = await this.pieces(sent);
    await this.deps.batches.end(this.batch._id, { rows: this.rows, totals: this.totals, fault });
  }

  /** Why the rows could not be read to their end. */
  private async pieces(sent: AsyncIterable<SentRow>): Promise<string | undefined> {
    // A piece is written while the next one is read and checked.
    let writing: Promise<void> = Promise.resolve();
    const take = async (piece: SentRow[]) => {
      if (piece.length === 0) return;
      if (this.resuming && (await this.skip(piece))) return;
      this.resuming = false;
      const checked = check(this.batch, piece);
      await writing;
      this.deps.signal.throwIfAborted();
      writing = this.write(checked);
      writing.catch(() => undefined);
    };
    let piece: SentRow[] = [];
    try {
      for await (const row of sent) {
        if (row.row > MOST_ROWS) throw new UnreadableDocket(`超过${MOST_ROWS}行，其余各行没有导入。`, MOST_ROWS);
        piece.push(row);
        if (piece.length < PIECE_ROWS) continue;
        const full = piece;
        piece = [];
        await take(full);
      }
    } catch (error) {
      if (!(error instanceof UnreadableDocket || error instanceof RuleError)) throw error;
      await take(piece);
      await writing;
      return error.message;
    }
    await take(piece);
    await writing;
    return undefined;
  }

  /** Whether the piece was done with before; then its own words count. */
  private async skip(piece: readonly SentRow[]): Promise<boolean> {
    const before = await this.deps.batches.piece(pieceId(this.batch._id, piece[0]!.row));
    if (!before) return false;
    await this.advance(before, piece.at(-1)!.row);
    return true;
  }

  private async write(checked: CheckedPiece): Promise<void> {
    const { totals, rejected, differs } = await this.decide(checked);
    const { _id: batch } = this.batch;
    const kept = await this.deps.batches.keep({ _id: checked.id, batch, rejected, differs, totals });
    await this.advance(kept, checked.last);
  }

  private async advance(piece: Piece, rows: number): Promise<void> {
    this.rows = rows;
    this.totals = piece.totals;
    await this.deps.batches.advance(this.batch, piece, rows);
  }

  private async decide({ rows, rejected }: CheckedPiece): Promise<Outcome> {
    const held = await this.deps.rows.insert(rows.map(({ document }) => document));
    const byCourt: Record<string, number> = { ...this.totals.byCourt };
    const outcome: Outcome = { totals: { ...this.totals, byCourt }, rejected: [...rejected], differs: [] };
    for (const checked of rows) {
      const before = held.get(checked.document._id);
      if (before && !(before.batch === this.batch._id && before.n === checked.n)) {
        const same = isSameDocketRow(JSON.parse(before.row) as DocketRow, checked.row);
        if (same) outcome.totals.unchanged += 1;
        else outcome.rejected.push(conflict(checked));
        continue;
      }
      outcome.totals.accepted += 1;
      byCourt[checked.row.court_code] = (byCourt[checked.row.court_code] ?? 0) + 1;
      outcome.differs.push(...this.differences(checked));
    }
    outcome.rejected.sort((a, b) => a.row - b.row);
    outcome.totals.rejected += outcome.rejected.length;
    outcome.totals.differs += outcome.differs.length;
    return outcome;
  }

  private differences({ row }: Checked): Differs[] {
    const running = this.known.get(docketKey(row)) ?? [];
    return running.flatMap((held) =>
      docketDifferences(row, held).map((difference) => ({ case_no: row.case_no, ...difference })),
    );
  }
}
