import { docketColumns, docketValues, RuleError } from '@xiezhi/rules';
import type { DocketColumns } from '@xiezhi/rules';
import { readSheets, UnreadableWorkbook } from '@xiezhi/workbook';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { kindOf, UnreadableDocket } from './decode';
import { readDocket } from './read-docket';
import type { SentRow } from './read-docket';

const READ_BYTES = 1024 * 1024;
const GIGABYTE = 1024 ** 3;
/** A million rows unpack to some two gigabytes, and their texts to a fifth of that; the fields are thirty columns. */
const LIMITS = { maxBytes: 8 * GIGABYTE, maxSharedBytes: GIGABYTE / 4, maxColumns: 64 };

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The rows of the first sheet that has any: its first row is the head. */
async function* readWorkbook(path: string): AsyncGenerator<SentRow> {
  let row = 0;
  try {
    for await (const { rows } of readSheets(path, LIMITS)) {
      let columns: DocketColumns | undefined;
      for await (const { cells } of rows) {
        if (columns) yield { row: (row += 1), values: docketValues(columns, cells) };
        else columns = docketColumns(cells);
      }
      if (columns) return;
    }
  } catch (error) {
    if (error instanceof UnreadableWorkbook) throw new UnreadableDocket(error.message, row);
    throw error;
  }
  throw new RuleError('VALIDATION', '工作簿是空的。');
}

/**
 * The rows of a docket file on disk, one after another, whatever its length: as `readDocket` reads them, or of an XLSX
 * workbook.
 * @throws UnreadableDocket; RuleError VALIDATION for a head that lacks a needed column
 */
export async function* readDocketFile(path: string): AsyncGenerator<SentRow> {
  const kind = kindOf(await firstBytes(path));
  if (kind === 'OLD_WORKBOOK') throw new UnreadableDocket('这是旧版XLS或者加密的工作簿，请另存为XLSX或者CSV。', 0);
  if (kind === 'WORKBOOK') return yield* readWorkbook(path);
  const pieces = createReadStream(path, { highWaterMark: READ_BYTES });
  try {
    yield* readDocket(pieces);
  } finally {
    pieces.destroy();
  }
}
