import { docketColumns, docketValues, RuleError } from '@xiezhi/rules';
import type { DocketColumns } from '@xiezhi/rules';
import { CsvError, parse } from 'csv-parse';
import type { Parser } from 'csv-parse';
import { decoded, UnreadableDocket } from './decode';
import { NAMED_SEPARATOR, separatorOf } from './text-files';

/** One row of a docket file: `row` counts from 1 without the head, `values` are for `readDocketRow` to check. */
export interface SentRow {
  row: number;
  values: unknown;
}

/** A line longer than any row: what has none that is shorter is no table. */
const LONGEST_LINE = 4 * 1024 * 1024;

interface Begun {
  /** The text from the first line that says anything. */
  start: string;
  rest: AsyncIterator<string>;
}

const withoutBlankLines = (text: string): string => text.replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/, '');

async function begin(text: AsyncGenerator<string>): Promise<Begun> {
  let start = '';
  for (;;) {
    const next = await text.next();
    if (next.done) return { start: withoutBlankLines(start), rest: text };
    start = withoutBlankLines(start + next.value);
    if (/[\r\n]/.test(start) || start.length > LONGEST_LINE) return { start, rest: text };
  }
}

async function* whole({ start, rest }: Begun, from = 0): AsyncGenerator<string> {
  yield start.slice(from);
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}

async function* readLines(begun: Begun): AsyncGenerator<SentRow> {
  let line = '';
  let row = 0;
  const read = (text: string): SentRow | undefined => {
    if (text.trim() === '') return undefined;
    row += 1;
    try {
      return { row, values: JSON.parse(text) as unknown };
    } catch {
      // Refused by itself, as a row without a number.
      return { row, values: {} };
    }
  };
  for await (const piece of whole(begun)) {
    const lines = (line + piece).split(/\r\n|\n|\r/);
    line = lines.pop() ?? '';
    if (line.length > LONGEST_LINE) throw new UnreadableDocket(`第${row + 1}行过长。`, row);
    for (const text of lines) {
      const sent = read(text);
      if (sent) yield sent;
    }
  }
  const last = read(line);
  if (last) yield last;
}

/** What a parser does with one piece of text; what it cannot read is told when the piece is written, or at the end. */
function given(parser: Parser, piece: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.once('error', reject);
    const done = (error?: Error | null) => {
      parser.off('error', reject);
      if (error) reject(error);
      else resolve();
    };
    if (piece === undefined) parser.end(done);
    else parser.write(piece, done);
  });
}

async function* readTable(begun: Begun): AsyncGenerator<SentRow> {
  const named = NAMED_SEPARATOR.exec(begun.start);
  // Taken as they come and not from the stream: its buffer is lost with the first error, and with it rows that were read.
  let records: string[][] = [];
  const parser = parse({
    delimiter: named?.[1] ?? separatorOf(begun.start),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
    on_record: (cells: string[]) => {
      records.push(cells);
      return null;
    },
  });
  parser.on('error', () => undefined);
  parser.resume();
  let columns: DocketColumns | undefined;
  let row = 0;
  const taken = function* (): Generator<SentRow> {
    const now = records;
    records = [];
    for (const cells of now) {
      if (!columns) {
        columns = docketColumns(cells);
      } else if (cells.some((cell) => cell.trim() !== '')) {
        row += 1;
        yield { row, values: docketValues(columns, cells) };
      }
    }
  };
  const failed = (error: unknown): never => {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableDocket(`第${row + 1}行起引号没有成对，或者过长，读不下去。`, row);
  };
  for await (const piece of whole(begun, named?.[0].length)) {
    const fault = await given(parser, piece).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    yield* taken();
    if (fault) failed(fault.error);
  }
  const fault = await given(parser, undefined).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  yield* taken();
  if (fault) failed(fault.error);
}

/**
 * The rows of a docket file, one after another, whatever its length: separated values with a head row as spreadsheets save them,
 * or one JSON object a line. A row that cannot be read is left to be refused by itself.
 * @throws UnreadableDocket; RuleError VALIDATION for a head that lacks a needed column
 */
export async function* readDocket(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<SentRow> {
  const begun = await begin(decoded(pieces));
  if (begun.start.trim() === '') throw new RuleError('VALIDATION', '文件是空的。');
  yield* begun.start.trimStart().startsWith('{') ? readLines(begun) : readTable(begun);
}
