import { codesOf, docketKey } from '@xiezhi/rules';
import type { CourtCode, DocketRow, Instant } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { RowDocument } from './types';

/** Read from the database in one go. */
const READ_AT_ONCE = 1_000;

/** Read by their names in one go: of the embedded database a list twice as long takes four times as long. */
const NAMED_AT_ONCE = 50;

/** Behind every snapshot of a case, and before the next case. */
const AFTER = '~';

/** A row that is held, with the key of its case. */
export interface HeldRow {
  key: string;
  row: DocketRow;
  /** How many snapshots of the case there are. */
  snapshots: number;
}

/** A case of a docket with its snapshots as they are kept, the oldest first. */
interface HeldCase {
  key: string;
  documents: RowDocument[];
}

/** What a reading counts: rows of these batches, taken no later than that. */
export interface Reading {
  batches: ReadonlySet<string>;
  until?: Instant | undefined;
}

export const rowId = (row: DocketRow): string => `${row.court_code}|${docketKey(row)}|${row.snapshot_at}`;

function partsOf(id: string): { key: string; snapshot: Instant } {
  const [first, last] = [id.indexOf('|'), id.lastIndexOf('|')];
  return { key: id.slice(first + 1, last), snapshot: id.slice(last + 1) };
}

/** The rows of all dockets. The key decides between two imports of one row, whichever process they run in. */
export class DocketRows {
  private readonly rows: Collection<RowDocument>;

  constructor(connection: Connection) {
    this.rows = collectionOf<RowDocument>(connection, 'docket_rows');
  }

  async prepare(): Promise<void> {
    await this.rows.createIndex({ court: 1, _id: 1 });
  }

  /** Writes rows, and answers with what is held instead under the keys that were taken. */
  async insert(documents: readonly RowDocument[]): Promise<Map<string, RowDocument>> {
    if (documents.length === 0) return new Map();
    try {
      await this.rows.insertMany([...documents], { ordered: false });
      return new Map();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const { writeErrors } = error as { writeErrors?: { index: number }[] };
      const taken = writeErrors?.map(({ index }) => documents[index]!._id) ?? documents.map(({ _id }) => _id);
      return this.held([...new Set(taken)]);
    }
  }

  private async held(ids: readonly string[]): Promise<Map<string, RowDocument>> {
    const held = new Map<string, RowDocument>();
    for (let from = 0; from < ids.length; from += NAMED_AT_ONCE) {
      const named = ids.slice(from, from + NAMED_AT_ONCE);
      for (const document of await this.rows.find({ _id: { $in: named } }).toArray()) held.set(document._id, document);
    }
    return held;
  }

  /** All snapshots of a case that were taken, the newest first. */
  async history(key: string, courts: readonly CourtCode[], { batches }: Reading): Promise<DocketRow[]> {
    const found = await Promise.all(
      courts.map((court) =>
        this.rows.find({ court, _id: { $gt: `${court}|${key}|`, $lt: `${court}|${key}|${AFTER}` } }).toArray(),
      ),
    );
    return found
      .flat()
      .filter(({ batch }) => batches.has(batch))
      .map(({ row }) => JSON.parse(row) as DocketRow)
      .sort((a, b) => (a.snapshot_at < b.snapshot_at ? 1 : -1));
  }

  /**
   * The newest row of each case of a court, in order of their keys, under whichever of its codes the case stands.
   * @param after the key behind which to begin
   */
  async *newest(court: CourtCode, reading: Reading, after = ''): AsyncGenerator<HeldRow> {
    const codes = codesOf(court);
    if (codes.length === 1) return yield* this.newestUnder(codes[0]!, reading, after);
    // A case may stand under both codes of a court that changed its own; there are few such courts, and they are small.
    const all = new Map<string, HeldRow>();
    for (const code of codes) {
      for await (const held of this.newestUnder(code, reading, after)) {
        const other = all.get(held.key);
        const newer = !other || other.row.snapshot_at < held.row.snapshot_at ? held : other;
        all.set(held.key, { ...newer, snapshots: held.snapshots + (other?.snapshots ?? 0) });
      }
    }
    yield* [...all.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** Every snapshot of each case of a court, the oldest first, under whichever of its codes the case stands. */
  async *snapshots(court: CourtCode, reading: Reading): AsyncGenerator<DocketRow[]> {
    const codes = codesOf(court);
    const rowsOf = ({ documents }: HeldCase) => documents.map(({ row }) => JSON.parse(row) as DocketRow);
    if (codes.length === 1) {
      for await (const held of this.casesUnder(codes[0]!, reading)) yield rowsOf(held);
      return;
    }
    const all = new Map<string, DocketRow[]>();
    for (const code of codes) {
      for await (const held of this.casesUnder(code, reading)) {
        all.set(held.key, [...(all.get(held.key) ?? []), ...rowsOf(held)]);
      }
    }
    for (const rows of all.values()) yield rows.sort((a, b) => (a.snapshot_at < b.snapshot_at ? -1 : 1));
  }

  private async *newestUnder(court: CourtCode, reading: Reading, after: string): AsyncGenerator<HeldRow> {
    for await (const { key, documents } of this.casesUnder(court, reading, after)) {
      const { row } = documents.at(-1)!;
      yield { key, row: JSON.parse(row) as DocketRow, snapshots: documents.length };
    }
  }

  private async *casesUnder(court: CourtCode, { batches, until }: Reading, after = ''): AsyncGenerator<HeldCase> {
    const cursor = this.rows
      .find({ court, ...(after === '' ? {} : { _id: { $gt: `${court}|${after}|${AFTER}` } }) })
      .sort({ court: 1, _id: 1 })
      .batchSize(READ_AT_ONCE);
    let held: HeldCase | undefined;
    for await (const document of cursor) {
      const { key, snapshot } = partsOf(document._id);
      if (!batches.has(document.batch) || (until !== undefined && snapshot > until)) continue;
      if (held?.key === key) {
        held.documents.push(document);
        continue;
      }
      if (held) yield held;
      held = { key, documents: [document] };
    }
    if (held) yield held;
  }
}
