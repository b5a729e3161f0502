import JSZip from 'jszip';
import { Readable, Writable } from 'node:stream';
import { readCells, readSheets, UnreadableWorkbook, workbookBytes, writeWorkbook, type Cell } from '../src';
import { isDateFormat, isoOfSerial } from '../src/dates';

const LIMITS = { maxBytes: 1024 * 1024, maxColumns: 8 };
const SHEET = 'xl/worksheets/sheet1.xml';

const made = (rows: Iterable<readonly Cell[]>, name = '表') =>
  workbookBytes([{ name, columns: [{ header: '甲', width: 10 }], rows }]);

async function rewritten(bytes: Buffer, parts: Record<string, string | ((xml: string) => string)>): Promise<Buffer> {
  const archive = await JSZip.loadAsync(bytes);
  for (const [path, change] of Object.entries(parts)) {
    const before = await archive.file(path)?.async('string');
    archive.file(path, typeof change === 'string' ? change : change(before!));
  }
  return archive.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

/** The cells of a sheet of these rows, as another program may have written it. */
const read = async (rows: string, parts: Record<string, string | ((xml: string) => string)> = {}) =>
  (
    await readCells(
      await rewritten(await made([]), { [SHEET]: `<worksheet><sheetData>${rows}</sheetData></worksheet>`, ...parts }),
      LIMITS,
    )
  )[0];

describe('written and read again', () => {
  test.each<[string, Cell[], string[]]>([
    [
      'texts of every kind',
      ['张&<三>"', '𠮷㛃䶮', ' a ', '行\n行', '\r\n'],
      ['张&<三>"', '𠮷㛃䶮', ' a ', '行\n行', '\r\n'],
    ],
    ['what looks like a formula', ['=1+1', '@a', '+b', '-c'], ['=1+1', '@a', '+b', '-c']],
    ['numbers in plain digits', [0, -1.5, 12345678901234, 0.1], ['0', '-1.5', '12345678901234', '0.1']],
    ['nothing between', [null, '', 'x'], ['', '', 'x']],
    ['what no XML can hold', ['a\u0000\u000bb', '\ud800c', '\uffffd'], ['a〓〓b', '〓c', '〓d']],
    ['no number at all', [NaN, Infinity], ['NaN', 'Infinity']],
  ])('%s', async (_what, cells, expected) => {
    expect((await readCells(await made([cells]), LIMITS))[0]![1]).toEqual(expected);
  });

  test('rows are told by their numbers, and empty ones are left out', async () => {
    for await (const { rows } of readSheets(await made([[], ['x'], [null], ['y']]), LIMITS)) {
      const found = [];
      for await (const { row, cells } of rows) found.push([row, cells[0]]);
      expect(found).toEqual([
        [1, '甲'],
        [3, 'x'],
        [5, 'y'],
      ]);
    }
  });

  test('sheets keep their order, and their names what a spreadsheet takes', async () => {
    const sheets = ['a/b:c', '长'.repeat(40)].map((name) => ({
      name,
      columns: [{ header: name, width: 9 }],
      rows: [],
    }));
    const bytes = await workbookBytes(sheets);
    expect((await readCells(bytes, LIMITS)).map(([head]) => head![0])).toEqual(['a/b:c', '长'.repeat(40)]);
    const book = await (await JSZip.loadAsync(bytes)).file('xl/workbook.xml')!.async('string');
    expect([...book.matchAll(/ name="([^"]*)"/g)].map(([, name]) => name)).toEqual(['a－b－c', '长'.repeat(31)]);
  });

  test('the same content of the same date is the same bytes', async () => {
    const at = new Date('2026-03-02T01:00:00Z');
    const again = () => workbookBytes([{ name: '表', columns: [], rows: [['x', 1]] }], { at });
    expect((await again()).equals(await again())).toBe(true);
  });
});

describe('a reader who goes away', () => {
  const endless = function* () {
    for (;;) yield ['x'.repeat(1_000)];
  };

  test('ends the writing without an error', async () => {
    const gone = new AbortController();
    let bytes = 0;
    const to = new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        if (bytes > 1_000) gone.abort();
        done();
      },
    });
    await writeWorkbook(to, [{ name: '表', columns: [], rows: endless() }], { signal: gone.signal });
    expect(to.writableFinished).toBe(false);
  });

  test('and a row that cannot be had is an error', async () => {
    const broken = Readable.from(
      (function* () {
        yield ['x'];
        throw new Error('no more');
      })(),
    ) as AsyncIterable<Cell[]>;
    await expect(workbookBytes([{ name: '表', columns: [], rows: broken }])).rejects.toThrow('no more');
  });
});

describe('as spreadsheets save it', () => {
  test('shared texts, in pieces and with their reading beside them', async () => {
    const strings =
      '<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si></sst>';
    expect(
      await read('<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c t="s"><v>9</v></c></row>', {
        'xl/sharedStrings.xml': strings,
      }),
    ).toEqual([['乙 丙', '甲', '']]);
  });

  test('truth, errors, results of formulas, dates of ISO 8601', async () => {
    expect(
      await read(
        '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>果</v></c><c t="d"><v>2026-01-31T00:00:00</v></c></row>',
      ),
    ).toEqual([['true', 'false', '', '果', '2026-01-31']]);
  });

  test('names of elements with a prefix, parts under absolute addresses', async () => {
    const [sheet] = await readCells(
      await rewritten(await made([]), {
        [SHEET]:
          '<x:worksheet xmlns:x="y"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        'xl/_rels/workbook.xml.rels': (xml) => xml.replace('Target="worksheets', 'Target="/xl/worksheets'),
      }),
      LIMITS,
    );
    expect(sheet).toEqual([['', '7']]);
  });

  test('a day is a day by its format, counted from 1900 or from 1904', async () => {
    const styles = (xml: string) =>
      xml
        .replace(
          '<fonts',
          '<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><fonts',
        )
        .replace('</cellXfs>', '<xf numFmtId="176"/></cellXfs>');
    const rows = '<row><c s="3"><v>46388</v></c><c s="1"><v>46388</v></c><c s="3"><v>46388.354166666664</v></c></row>';
    expect(await read(rows, { 'xl/styles.xml': styles })).toEqual([['2027-01-01', '46388', '2027-01-01 08:30:00']]);
    expect(
      await read(rows, {
        'xl/styles.xml': styles,
        'xl/workbook.xml': (xml) => xml.replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
      }),
    ).toEqual([['2031-01-02', '46388', '2031-01-02 08:30:00']]);
  });

  test.each<[number, string | undefined, boolean]>([
    [14, undefined, true],
    [31, undefined, true],
    [2, undefined, false],
    [164, 'General', false],
    [164, '0.00E+00', false],
    [164, '[Red]#,##0.00;"day"0', false],
    [164, '[$-804]yyyy/m/d', true],
    [164, 'h:mm', true],
    [164, '"'.repeat(20_000), false],
  ])('format %s %s shows a date: %s', (id, code, expected) => expect(isDateFormat(id, code)).toBe(expected));

  test.each<[number, string | undefined]>([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [2_958_465, '9999-12-31'],
    [2_958_466, undefined],
    [-1, undefined],
    [1e300, undefined],
  ])('serial %s is %s', (serial, expected) => expect(isoOfSerial(serial, false)).toBe(expected));
});

describe('is refused', () => {
  const refusal = (bytes: Buffer) => expect(readCells(bytes, LIMITS)).rejects.toThrow(UnreadableWorkbook);

  test.each([
    ['no archive', Buffer.from('PK\u0003\u0004 cut off')],
    ['nothing', Buffer.alloc(0)],
  ])('%s', (_what, bytes) => refusal(bytes));

  test('an archive cut in two', async () => {
    const bytes = await made([['x']]);
    await refusal(bytes.subarray(0, bytes.length / 2));
  });

  test('an archive of something else', async () => {
    const archive = new JSZip();
    archive.file('word/document.xml', '<document/>');
    await refusal(await archive.generateAsync({ type: 'nodebuffer' }));
  });

  test.each([
    ['unpacks without end', `<worksheet>${' '.repeat(20_000_000)}</worksheet>`],
    [
      'makes much of little by entities',
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>',
    ],
    ['ends in the middle', '<worksheet><sheetData><row><c><v>1'],
    ['opens elements without end', `<worksheet>${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}</worksheet>`],
    ['has a row twice', '<worksheet><sheetData><row r="2"/><row r="2"/></sheetData></worksheet>'],
    ['has a row behind a later one', '<worksheet><sheetData><row r="3"/><row r="2"/></sheetData></worksheet>'],
    ['numbers a row by no number', '<worksheet><sheetData><row r="x"/></sheetData></worksheet>'],
    [
      'has a cell twice',
      '<worksheet><sheetData><row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData></worksheet>',
    ],
  ])('a sheet that %s', async (_what, xml) => refusal(await rewritten(await made([]), { [SHEET]: xml })));

  test('shared texts that unpack without end', async () => {
    await refusal(
      await rewritten(await made([]), {
        'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(20_000_000)}</t></si></sst>`,
      }),
    );
  });
});

test('columns far to the right are not looked at', async () => {
  expect(await read('<row r="1"><c r="H1"><v>2</v></c><c r="XFD1"><v>1</v></c></row>')).toEqual([
    ['', '', '', '', '', '', '', '2'],
  ]);
});
