import { SHIPPED_CALENDAR } from '@xiezhi/rules';
import { workbookBytes, type Cell } from '@xiezhi/workbook';
import JSZip from 'jszip';
import { MAX_NOTICE_FILE_BYTES, readNoticeFile } from '../src/files/notice-file';

const head = { region: 'national', year: 2027, notice: '国务院办公厅通知' };
const read = (bytes: Buffer) => readNoticeFile(bytes, head, SHIPPED_CALENDAR);
const utf8 = (text: string) => Buffer.from(text);
const problems = async (bytes: Buffer) => {
  const found = await read(bytes);
  return 'problems' in found ? found.problems.map(({ place, message }) => `${place} ${message}`.trim()) : [];
};

const EXPECTED = {
  year: { off: ['2027-01-01', '2027-01-02'], makeup: ['2027-01-09'], names: { '2027-01-01': '元旦, 假期' } },
};
const rows = (separator: string, quoted = '"元旦, 假期"') =>
  [
    ['日期', '类型', '名称', '', ''],
    ['2027/1/1', '放假', quoted, '', ''],
    ['2027年1月2日', 'Off', '', '', ''],
    ['', '', '', '', ''],
    ['46396', '上班', '', '', ''],
  ]
    .map((cells) => cells.join(separator))
    .join('\r\n');

/** Bytes of 日期,类型,名称 and of the names in GB18030, which nothing here can write. */
const GB18030 = Buffer.concat([
  Buffer.from([0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xc0, 0xe0, 0xd0, 0xcd, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0d, 0x0a]),
  utf8('2027/1/1,'),
  Buffer.from([0xb7, 0xc5, 0xbc, 0xd9, 0x2c, 0xd4, 0xaa, 0xb5, 0xa9]),
  utf8('\r\n'),
]);

const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

test.each<[string, Buffer]>([
  ['commas', utf8(rows(','))],
  ['a byte order mark', utf8(`\uFEFF${rows(',')}`)],
  ['semicolons', utf8(rows(';'))],
  ['tabs', utf8(rows('\t', '元旦, 假期'))],
  ['full-width commas', utf8(rows('，', '元旦, 假期'))],
  ['invisible marks of direction, as copied from a page', utf8(rows(',').replaceAll('2027', '\u200e2027\u200b'))],
  ['a named separator', utf8(`sep=;\r\n${rows(';')}`)],
  ['line feeds', utf8(rows(',').replaceAll('\r\n', '\n'))],
  ['carriage returns', utf8(rows(',').replaceAll('\r\n', '\r'))],
  ['the Unicode text of Excel', utf16(`\uFEFF${rows('\t', '元旦, 假期')}`, false)],
  ['UTF-16 the other way round', utf16(`\uFEFF${rows('\t', '元旦, 假期')}`, true)],
  ['UTF-16 without a mark', utf16(rows('\t', '元旦, 假期'), false)],
  ['UTF-16 the other way round without a mark', utf16(rows('\t', '元旦, 假期'), true)],
])('a file with %s is read', async (_, bytes) => expect(await read(bytes)).toMatchObject(EXPECTED));

test('a file in GB18030 is read, its names too', async () => {
  expect(await read(GB18030)).toMatchObject({ year: { off: ['2027-01-01'], names: { '2027-01-01': '元旦' } } });
});

/** An empty sheet and one of these rows. */
const workbook = (...rows: Cell[][]): Promise<Buffer> =>
  workbookBytes([
    { name: '空', columns: [], rows: [] },
    {
      name: '放假安排',
      columns: (rows[0] ?? []).map((header) => ({ header: String(header), width: 12 })),
      rows: rows.slice(1),
    },
  ]);

const SHEET = 'xl/worksheets/sheet2.xml';

/** A workbook of which one part is as another program may have written it. */
async function rewritten(bytes: Buffer, part: string, change: (xml: string) => string): Promise<Buffer> {
  const archive = await JSZip.loadAsync(bytes);
  archive.file(part, change(await archive.file(part)!.async('string')));
  return archive.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: 9 } });
}

const HEAD = ['日期', '类型', '名称'];

test('a workbook is read: its first sheet with anything in it, days as dates, texts, numbers and formulas', async () => {
  const saved = await rewritten(await workbook(HEAD, [46388, '放假'], ['2027/1/2', 'off'], [], [46396]), SHEET, (xml) =>
    xml
      .replace('s="1"><v>46388', 's="3"><v>46388')
      .replace(/(?=<\/row><row r="3">)/, '<c r="C2" t="inlineStr"><is><r><t>元旦</t></r><r><t>, 假期</t></r></is></c>')
      .replace(/(?=<\/row><\/sheetData>)/, '<c r="B5" t="str"><f>"上"&amp;"班"</f><v>上班</v></c>'),
  );
  const bytes = await rewritten(saved, 'xl/styles.xml', (xml) =>
    xml.replace('</cellXfs>', '<xf numFmtId="14"/></cellXfs>'),
  );
  expect(await read(bytes)).toMatchObject(EXPECTED);
});

const joining = (range: string) => (xml: string) =>
  xml.replace('</worksheet>', `<mergeCells><mergeCell ref="${range}"/></mergeCells></worksheet>`);

test('a name joined over several rows is that of each of them', async () => {
  const bytes = await workbook(HEAD, ['2027/1/1', 'off', '元旦'], ['2027/1/2', 'off']);
  expect(await read(await rewritten(bytes, SHEET, joining('C2:C3')))).toMatchObject({
    year: { names: { '2027-01-01': '元旦', '2027-01-02': '元旦' } },
  });
});

test.each<[string, (xml: string) => string, string]>([
  [
    'unpacks without end',
    (xml) => xml.replace('<sheetData>', `<x>${' '.repeat(20_000_000)}</x><sheetData>`),
    '工作簿展开后过大，请减少内容，或者另存为CSV。',
  ],
  [
    'joins every cell there is',
    joining('A1:XFD1048576'),
    '工作簿合并的单元格过多，请只保留放假安排的表格，另存为CSV。',
  ],
])('a small workbook that %s is refused', async (_, change, told) => {
  const bytes = await rewritten(await workbook(HEAD), SHEET, change);
  expect(bytes.length).toBeLessThan(MAX_NOTICE_FILE_BYTES);
  expect(await problems(bytes)).toEqual([told]);
});

test('cells joined the wrong way round take nothing off the count of the joined', async () => {
  const ranges = ['A9999999:A1', 'A1:A9999999'].map((range) => `<mergeCell ref="${range}"/>`).join('');
  const bytes = await rewritten(await workbook(HEAD), SHEET, (xml) =>
    xml.replace('</worksheet>', `<mergeCells>${ranges}</mergeCells></worksheet>`),
  );
  expect(await problems(bytes)).toEqual(['工作簿合并的单元格过多，请只保留放假安排的表格，另存为CSV。']);
});

test('cells far to the right cost nothing', async () => {
  const rows = Array.from({ length: 9_000 }, (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`);
  const sheet = `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`;
  expect(await problems(await rewritten(await workbook(['日期']), SHEET, () => sheet))).toEqual([
    '第1行 首行应为日期、类型、名称（date,kind,name），名称可以没有。',
  ]);
});

test('what is wrong in a workbook is told by its row', async () => {
  expect(await problems(await workbook(['日期', '类型'], [], ['元月一日', 'off']))).toEqual([
    '第3行 认不出日期“元月一日”，应写作2027-01-01、2027/1/1或者2027年1月1日。',
  ]);
});

test.each<[string, Buffer, string[]]>([
  ['no workbook', Buffer.from('PK\u0003\u0004 cut off'), ['不是可以读取的XLSX工作簿，请重新另存，或者另存为CSV。']],
  [
    'an old workbook',
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
    ['这是旧版XLS或者加密的工作簿，请另存为XLSX或者CSV。'],
  ],
  ['no text', Buffer.from([0x81, 0xff, 0xff, 0x80]), ['文字编码读不出，请另存为UTF-8编码的CSV，或者XLSX。']],
  [
    'a quote never closed',
    utf8('date,kind,name\n2027-01-01,off,\n2027-02-30,off,\n2027-01-02,off,"元旦\n2027-01-03,off,'),
    ['第3行 日期“2027-02-30”不存在。', '第4行 引号没有成对，此后各行读不出。'],
  ],
  [
    'a name over two lines',
    utf8('date,kind,name\n2027-01-01,off,"元\n旦"\n2027-02-30,off,'),
    ['第4行 日期“2027-02-30”不存在。'],
  ],
])('%s is told', async (_, bytes, expected) => expect(await problems(bytes)).toEqual(expected));
