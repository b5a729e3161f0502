import JSZip from 'jszip';
import { Readable, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setImmediate as breathe } from 'node:timers/promises';

/** Text and numbers only: nothing in a sheet can be a formula, and no machine's zone shifts a day. */
export type Cell = string | number | null;

export interface Column {
  header: string;
  /** In characters. */
  width: number;
}

export interface Sheet {
  name: string;
  columns: readonly Column[];
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  /** Lets readers filter by the values of each column. */
  filter?: boolean;
}

export interface WriteOptions {
  /** Dates the file and its parts. */
  at?: Date;
  /** Nobody reads any more. */
  signal?: AbortSignal;
}

/** Between these many rows other requests have their turn. */
const CHUNK = 200;
/** ZIP knows no earlier day; without a date of its own the same content is the same bytes. */
const UNDATED = new Date(Date.UTC(1980, 0, 1));

/** Control characters and halves of characters: XML cannot hold them, and no program would open the file. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const KEPT = new Set(['\t', '\n', '\r']);
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
/** A spreadsheet takes no more in a cell. */
const LONGEST = 32_767;

const escaped = (text: string) =>
  text
    .slice(0, LONGEST)
    .replace(UNPRINTABLE, (sign) => (KEPT.has(sign) ? sign : '〓'))
    .replace(/[&<>"\r]/g, (sign) => ENTITIES[sign]!);

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** 1 → A, 27 → AA. */
function letters(column: number): string {
  const rest = (column - 1) % 26;
  const before = (column - 1 - rest) / 26;
  return (before > 0 ? letters(before) : '') + String.fromCharCode(65 + rest);
}

/** Styles: 0 text, 1 number, 2 head. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

function cellXml(cell: Cell, column: number, row: number, head: boolean): string {
  if (cell === null || cell === '') return '';
  const place = `${letters(column)}${row}`;
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${place}" s="1"><v>${cell}</v></c>`;
  const text = `<is><t xml:space="preserve">${escaped(String(cell))}</t></is>`;
  return `<c r="${place}" s="${head ? 2 : 0}" t="inlineStr">${text}</c>`;
}

const rowXml = (cells: readonly Cell[], row: number, head = false) =>
  `<row r="${row}">${cells.map((cell, index) => cellXml(cell, index + 1, row, head)).join('')}</row>`;

async function* sheetXml({ columns, rows, filter }: Sheet, signal: AbortSignal | undefined): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  yield rowXml(
    columns.map(({ header }) => header),
    1,
    true,
  );
  let row = 1;
  for await (const cells of rows) {
    if (signal?.aborted) break;
    row += 1;
    yield rowXml(cells, row);
    if (row % CHUNK === 0) await breathe();
  }
  yield '</sheetData>';
  if (filter) yield `<autoFilter ref="A1:${letters(columns.length)}${row}"/>`;
  yield '</worksheet>';
}

/** What a spreadsheet takes as the name of a sheet: 31 characters without these. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\]/g, '－').slice(0, 31);

function archiveOf(sheets: readonly Sheet[], { at, signal }: WriteOptions): JSZip {
  const zip = new JSZip();
  const date = at ?? UNDATED;
  const add = (path: string, content: string | Readable) =>
    zip.file(path, content as string, { date, createFolders: false });
  const numbered = sheets.map((sheet, index) => ({ sheet, number: index + 1 }));
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  add(
    '[Content_Types].xml',
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${DOCUMENT_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${DOCUMENT_TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${numbered.map(({ number }) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${DOCUMENT_TYPE}.worksheet+xml"/>`).join('')}</Types>`,
  );
  add(
    '_rels/.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  );
  const written = date.toISOString().slice(0, 19);
  add(
    'docProps/core.xml',
    `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Xiezhi</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${written}Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${written}Z</dcterms:modified></cp:coreProperties>`,
  );
  add(
    'xl/workbook.xml',
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbered.map(({ sheet, number }) => `<sheet name="${escaped(sheetName(sheet.name))}" sheetId="${number}" r:id="rId${number}"/>`).join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${numbered.map(({ number }) => relation(number, 'worksheet', `worksheets/sheet${number}.xml`)).join('')}${relation(sheets.length + 1, 'styles', 'styles.xml')}</Relationships>`,
  );
  add('xl/styles.xml', STYLES);
  for (const { sheet, number } of numbered) {
    add(`xl/worksheets/sheet${number}.xml`, Readable.from(sheetXml(sheet, signal), { objectMode: false }));
  }
  return zip;
}

/** JSZip makes streams of an older kind. */
const streamOf = (sheets: readonly Sheet[], options: WriteOptions): Readable =>
  new Readable().wrap(archiveOf(sheets, options).generateNodeStream({ compression: 'DEFLATE', streamFiles: true }));

/**
 * Writes the sheets as XLSX, row by row, so that neither memory nor other requests wait for the whole file. Ends early,
 * without an error, when `signal` says that nobody reads any more.
 */
export async function writeWorkbook(to: Writable, sheets: readonly Sheet[], options: WriteOptions = {}): Promise<void> {
  const { signal } = options;
  await pipeline(streamOf(sheets, options), to, signal ? { signal } : {}).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}

/** The same as bytes, for a few rows. */
export async function workbookBytes(sheets: readonly Sheet[], options: WriteOptions = {}): Promise<Buffer> {
  return buffer(streamOf(sheets, options));
}
