import { appendFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readDocketFile } from '@xiezhi/docket';
import { docketKey, readDocketRow, RuleError } from '@xiezhi/rules';
import type { ScannedRow } from '@xiezhi/rules';

/** A row as a scan needs it, with the key of its case and the instant it was taken. */
export interface SpooledRow extends ScannedRow {
  key: string;
  snapshot_at: string;
}

/** Rows of one case stand in one piece, so that one piece at a time is all that a scan holds. */
const PIECE_BYTES = 4 * 1024 * 1024;
const MOST_PIECES = 1_024;
const FLUSH_BYTES = 256 * 1024;

/** Any snapshot a file may hold: here nobody's clock bounds it. */
const ALWAYS = { court: '吉', now: '2199-12-31T00:00:00.000+08:00' };

/** FNV-1a: the same case always falls into the same piece. */
function pieceOf(key: string, pieces: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % pieces;
}

class Pieces {
  private readonly waiting: string[];
  private bytes = 0;

  constructor(
    private readonly folder: string,
    private readonly count: number,
  ) {
    this.waiting = Array.from({ length: count }, () => '');
  }

  async add(row: SpooledRow): Promise<void> {
    const line = `${JSON.stringify(row)}\n`;
    this.waiting[pieceOf(row.key, this.count)] += line;
    this.bytes += line.length;
    if (this.bytes > FLUSH_BYTES * 64) await this.flush();
  }

  async flush(): Promise<void> {
    for (const [index, text] of this.waiting.entries()) {
      if (text !== '') await appendFile(join(this.folder, `${index}.jsonl`), text);
      this.waiting[index] = '';
    }
    this.bytes = 0;
  }
}

export interface Spooled {
  accepted: number;
  rejected: Record<string, number>;
  newest: string;
  seconds: number;
}

/** Takes a docket file's rows into a folder, as an import would: each checked by the Rule, those in error left out. */
export async function spool(file: string, folder: string, signal: AbortSignal): Promise<Spooled> {
  const began = performance.now();
  await mkdir(folder, { recursive: true });
  const { size } = await stat(file);
  const pieces = new Pieces(folder, Math.min(MOST_PIECES, Math.max(8, Math.ceil(size / PIECE_BYTES))));
  const result: Spooled = { accepted: 0, rejected: {}, newest: '', seconds: 0 };
  for await (const { values } of readDocketFile(file)) {
    signal.throwIfAborted();
    try {
      const row = readDocketRow(values, ALWAYS);
      const { case_no, court_code, filing_date, has_property, property_verified_on, snapshot_at } = row;
      const { close_date, close_mode, exclusions } = row;
      await pieces.add({
        key: docketKey(row),
        snapshot_at,
        case_no,
        court_code,
        filing_date,
        has_property,
        property_verified_on,
        close_date,
        close_mode,
        exclusions,
      });
      result.accepted += 1;
      if (snapshot_at > result.newest) result.newest = snapshot_at;
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      result.rejected[error.code] = (result.rejected[error.code] ?? 0) + 1;
    }
  }
  await pieces.flush();
  result.seconds = (performance.now() - began) / 1000;
  return result;
}

/** The newest row of every case in a spool, one piece after another. Of two rows of one snapshot the first counts. */
export async function* newestRows(folder: string): AsyncGenerator<Iterable<SpooledRow>> {
  for (const name of await readdir(folder)) {
    const newest = new Map<string, SpooledRow>();
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      if (line === '') continue;
      const row = JSON.parse(line) as SpooledRow;
      const before = newest.get(row.key);
      if (!before || row.snapshot_at > before.snapshot_at) newest.set(row.key, row);
    }
    yield newest.values();
  }
}
