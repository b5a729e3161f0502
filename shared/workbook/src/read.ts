import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { fromBuffer, open, type Entry, type ZipFile } from 'yauzl';
import type { Readable } from 'node:stream';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { isDateFormat, isoOfSerial } from './dates';

/** The bytes are no workbook, or one that may not be read; `message` says so in Chinese. */
export class UnreadableWorkbook extends Error {
  override readonly name = 'UnreadableWorkbook';
}

export interface ReadLimits {
  /** Bytes that all parts together may unpack to: 64 kilobytes of an archive may unpack to gigabytes. */
  maxBytes: number;
  /** Of the texts that cells share, which are held in memory; by default the same. */
  maxSharedBytes?: number;
  /** What stands further to the right is not looked at. */
  maxColumns: number;
}

export interface SheetRow {
  /** From 1, as the spreadsheet numbers it; empty rows are left out. */
  row: number;
  /**
   * As a person reads them: dates as `2026-01-31`, with a time of day as `2026-01-31 08:30:00`, numbers in plain digits,
   * `true` and `false`, the last result of a formula. Empty: ''.
   */
  cells: string[];
}

/** Cells joined to one: the first and last row and column, from 1. Only the first of them has a content of its own. */
export interface JoinedCells {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface ReadSheet {
  rows: AsyncIterable<SheetRow>;
  /** Known when the last row has been read: it stands behind them. */
  joined: readonly JoinedCells[];
}

const NOT_A_WORKBOOK = '不是可以读取的XLSX工作簿，请重新另存，或者另存为CSV。';
const TOO_LARGE = '工作簿展开后过大，请减少内容，或者另存为CSV。';

const unreadable = (cause?: unknown) => new UnreadableWorkbook(NOT_A_WORKBOOK, { cause });

/** The parts of the archive, and how much of them may still be unpacked. */
class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private left: number,
  ) {}

  static async open(source: string | Buffer, maxBytes: number): Promise<Archive> {
    const options = { lazyEntries: true, autoClose: false, strictFileNames: false } as const;
    const zip = await (typeof source === 'string'
      ? promisify<string, typeof options, ZipFile>(open)(source, options)
      : promisify<Buffer, typeof options, ZipFile>(fromBuffer)(source, options));
    const entries = new Map<string, Entry>();
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        entries.set(entry.fileName.replaceAll('\\', '/').toLowerCase(), entry);
        zip.readEntry();
      });
      zip.once('end', resolve);
      zip.once('error', reject);
      zip.readEntry();
    });
    return new Archive(zip, entries, maxBytes);
  }

  has(path: string): boolean {
    return this.entries.has(path.toLowerCase());
  }

  /** @throws UnreadableWorkbook for a part that is missing, broken or too large */
  async *text(path: string, most = Infinity): AsyncGenerator<string> {
    const entry = this.entries.get(path.toLowerCase());
    if (!entry) throw unreadable();
    const stream = await promisify<Entry, Readable>(this.zip.openReadStream.bind(this.zip))(entry);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let bytes = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.left -= chunk.length;
        bytes += chunk.length;
        if (this.left < 0 || bytes > most) throw new UnreadableWorkbook(TOO_LARGE);
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } finally {
      stream.destroy();
    }
  }

  close(): void {
    this.zip.close();
  }
}

interface Handlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** A sheet nests five elements; a parser may be kept busy for seconds by closing thousands. */
const DEEPEST = 64;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Reads one part; `drain` gives what has been found so far, so that nothing of a long part is kept. */
async function* parse<T>(
  archive: Archive,
  path: string,
  handlers: Handlers,
  drain: () => T[],
  most?: number,
): AsyncGenerator<T> {
  const parser = new SaxesParser();
  let fault: Error | undefined;
  parser.on('error', (error) => {
    fault ??= error;
  });
  // Entities of a document's own are nothing a spreadsheet saves, and a way to make much of little.
  parser.on('doctype', () => {
    fault ??= unreadable();
  });
  let depth = 0;
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1;
    if (depth > DEEPEST) throw unreadable();
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close?.(localName(tag.name));
  });
  for await (const text of archive.text(path, most)) {
    parser.write(text);
    if (fault) throw fault;
    yield* drain();
  }
  parser.close();
  if (fault) throw fault;
  yield* drain();
}

async function readThrough(archive: Archive, path: string, handlers: Handlers, most?: number): Promise<void> {
  for await (const _ of parse(archive, path, handlers, () => [], most)) continue;
}

interface Book {
  sheets: string[];
  since1904: boolean;
}

async function bookOf(archive: Archive): Promise<Book> {
  const targets = new Map<string, string>();
  await readThrough(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id && Target)
        targets.set(Id, posix.join('/xl', Target.startsWith('/') ? posix.relative('/xl', Target) : Target).slice(1));
    },
  });
  const book: Book = { sheets: [], since1904: false };
  await readThrough(archive, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') book.since1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const target = targets.get(
        attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '',
      );
      if (target !== undefined && archive.has(target)) book.sheets.push(target);
    },
  });
  return book;
}

async function sharedStrings(archive: Archive, most: number | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (!archive.has('xl/sharedStrings.xml')) return strings;
  let parts: string[] = [];
  let depth = 0;
  let phonetic = 0;
  await readThrough(
    archive,
    'xl/sharedStrings.xml',
    {
      open: (name) => {
        if (name === 'si') parts = [];
        if (name === 't') depth += 1;
        if (name === 'rPh') phonetic += 1;
      },
      text: (text) => {
        if (depth > 0 && phonetic === 0) parts.push(text);
      },
      close: (name) => {
        if (name === 'si') strings.push(parts.join(''));
        if (name === 't') depth -= 1;
        if (name === 'rPh') phonetic -= 1;
      },
    },
    most,
  );
  return strings;
}

/** Which styles of cells show a number as a date. */
async function dateStyles(archive: Archive): Promise<boolean[]> {
  const own = new Map<number, string>();
  const styles: number[] = [];
  let cellStyles = false;
  if (!archive.has('xl/styles.xml')) return [];
  await readThrough(archive, 'xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'cellXfs') cellStyles = true;
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'xf' && cellStyles) styles.push(Number(attributes['numFmtId'] ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') cellStyles = false;
    },
  });
  return styles.map((format) => isDateFormat(format, own.get(format)));
}

/** A1 → 1, AA7 → 27. */
function columnOf(place: string): number {
  let column = 0;
  for (const sign of place) {
    const digit = sign.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    column = column * 26 + digit;
  }
  return column;
}

const RANGE = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/;

function rangeOf(text: string): JoinedCells[] {
  const [, first, top, last, bottom] = RANGE.exec(text) ?? [];
  if (first === undefined || last === undefined) return [];
  const range = { top: Number(top), bottom: Number(bottom), left: columnOf(first), right: columnOf(last) };
  return range.top <= range.bottom && range.left <= range.right ? [range] : [];
}

interface Context {
  strings: readonly string[];
  dates: readonly boolean[];
  since1904: boolean;
}

function textOf(type: string, style: number, value: string, { strings, dates, since1904 }: Context): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'e') return '';
  if (type === 'd') return value.replace('T', ' ').replace(/ 00:00:00(\.0+)?$/, '');
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  if (dates[style]) return isoOfSerial(number, since1904) ?? String(number);
  return String(number);
}

/** Rows and columns stand in their order: of two with one number a reader would have only the last. @throws UnreadableWorkbook */
function following(before: number, number: number): number {
  if (!Number.isSafeInteger(number) || number <= before) throw unreadable();
  return number;
}

async function* rowsOf(
  archive: Archive,
  path: string,
  context: Context,
  maxColumns: number,
  joined: JoinedCells[],
): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let number = 0;
  let column = 0;
  let cells: string[] = [];
  let cell: { type: string; style: number; parts: string[] } | undefined;
  let inValue = false;
  let phonetic = false;
  const handlers: Handlers = {
    open: (name, attributes) => {
      if (name === 'row') {
        number = following(number, Number(attributes['r'] ?? number + 1));
        column = 0;
        cells = [];
      } else if (name === 'c') {
        column = following(column, attributes['r'] ? columnOf(attributes['r']) : column + 1);
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), parts: [] };
      } else if (name === 'v' || name === 't') inValue = true;
      else if (name === 'rPh') phonetic = true;
      else if (name === 'mergeCell') joined.push(...rangeOf(attributes['ref'] ?? ''));
    },
    text: (text) => {
      if (inValue && !phonetic) cell?.parts.push(text);
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c' && cell) {
        if (column >= 1 && column <= maxColumns) {
          while (cells.length < column) cells.push('');
          cells[column - 1] = textOf(cell.type, cell.style, cell.parts.join(''), context);
        }
        cell = undefined;
      } else if (name === 'row' && cells.some((text) => text !== '')) ready.push({ row: number, cells });
    },
  };
  yield* parse(archive, path, handlers, () => {
    const found = ready;
    ready = [];
    return found;
  });
}

/**
 * The sheets, one after another, of a file (by its path) or its bytes. Of a workbook as spreadsheets save it only the shared
 * texts are held in memory.
 * @throws UnreadableWorkbook
 */
export async function* readSheets(
  source: string | Buffer,
  { maxBytes, maxSharedBytes, maxColumns }: ReadLimits,
): AsyncGenerator<ReadSheet> {
  let archive: Archive | undefined;
  try {
    archive = await Archive.open(source, maxBytes);
    const { sheets, since1904 } = await bookOf(archive);
    const context = {
      strings: await sharedStrings(archive, maxSharedBytes),
      dates: await dateStyles(archive),
      since1904,
    };
    for (const path of sheets) {
      const joined: JoinedCells[] = [];
      yield { rows: told(rowsOf(archive, path, context, maxColumns, joined)), joined };
    }
  } catch (error) {
    throw asTold(error);
  } finally {
    archive?.close();
  }
}

const asTold = (error: unknown) => (error instanceof UnreadableWorkbook ? error : unreadable(error));

async function* told<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    throw asTold(error);
  }
}

/** All cells of all sheets at once, for a few rows. @throws UnreadableWorkbook */
export async function readCells(source: string | Buffer, limits: ReadLimits): Promise<string[][][]> {
  const sheets: string[][][] = [];
  for await (const { rows } of readSheets(source, limits)) {
    const sheet: string[][] = [];
    for await (const { cells } of rows) sheet.push(cells);
    sheets.push(sheet);
  }
  return sheets;
}
