import { readDocket, UnreadableDocket } from '../src';
import type { SentRow } from '../src';

const HEAD = 'case_no,court_code,filing_date,has_property,cause,snapshot_at';
const ROW = '（2023）吉0202执215号,吉0202,2023/2/14,是,"买卖,合同 ""纠纷""",2025-04-21 20:00';
const READ = {
  case_no: '（2023）吉0202执215号',
  court_code: '吉0202',
  filing_date: '2023-02-14',
  has_property: true,
  cause: '买卖,合同 "纠纷"',
  snapshot_at: '2025-04-21T20:00:00+08:00',
};

/** 案号、买卖等字 in GB18030: the encoder of the platform knows only UTF-8. */
const GB18030 = new Map(
  Object.entries({
    '（': 'a3a8',
    '）': 'a3a9',
    吉: 'bcaa',
    执: 'd6b4',
    号: 'bac5',
    是: 'cac7',
    买: 'c2f2',
    卖: 'c2f4',
    合: 'bacf',
    同: 'cdac',
    纠: 'bec0',
    纷: 'b7d7',
  }),
);
const gb18030 = (text: string) =>
  Buffer.concat([...text].map((char) => Buffer.from(GB18030.get(char) ?? Buffer.from(char).toString('hex'), 'hex')));
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function rowsOf(bytes: Buffer | string, length = 7): Promise<SentRow[]> {
  const rows: SentRow[] = [];
  for await (const row of readDocket(inPieces(Buffer.from(bytes as string), length))) rows.push(row);
  return rows;
}

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from(`${HEAD}\r\n${ROW}\r\n`)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${HEAD}\n${ROW}`)],
  ['UTF-16', utf16(`${HEAD}\r\n${ROW}\r\n`)],
  ['GB18030', gb18030(`${HEAD}\r\n${ROW}\r\n`)],
  [
    'a column without a name before the others, by tabs',
    Buffer.from(`\t${HEAD.replaceAll(',', '\t')}\n\t${ROW.replace(/,(?=[^买合])/g, '\t')}\n`),
  ],
  ['another separator in the name of another column', Buffer.from(`${HEAD},"备注;说明"\n${ROW},无\n`)],
  [
    'GB18030 that begins like UTF-8',
    Buffer.concat([Buffer.from(`${HEAD},`), Buffer.from('cbb5c3f7', 'hex'), gb18030(`\r\n${ROW},\r\n`)]),
  ],
  ['a separator that is named', Buffer.from(`sep=,\r\n${HEAD}\r\n${ROW}`)],
  ['tabs', Buffer.from(`${HEAD.replaceAll(',', '\t')}\n${ROW.replace(/,(?=[^买合])/g, '\t')}\n`)],
  ['blank lines before, between and after', Buffer.from(`\n\n${HEAD}\n\n,,,,,\n${ROW}\n\n`)],
])('%s is read, in pieces of any length', async (_, bytes) => {
  for (const length of [1, 2, 3, 5, 64, 100_000]) {
    expect(await rowsOf(bytes, length)).toEqual([{ row: 1, values: READ }]);
  }
});

test('one JSON object a line; a line that is none is a row that will be refused by itself', async () => {
  const rows = await rowsOf('{"case_no":"甲"}\n\n{"case_no":\n[1]\n{"case_no":"乙"}');
  expect(rows.map(({ values }) => values)).toEqual([{ case_no: '甲' }, {}, [1], { case_no: '乙' }]);
  expect(rows.map(({ row }) => row)).toEqual([1, 2, 3, 4]);
});

test('a row that is short or long is a row all the same', async () => {
  const rows = await rowsOf(`${HEAD}\n一\n${ROW},多,余\n`);
  expect(rows).toMatchObject([
    { row: 1, values: { case_no: '一', filing_date: null } },
    { row: 2, values: READ },
  ]);
});

test.each<[string, Buffer | string]>([
  ['nothing', ''],
  ['blanks', ' \n\n'],
  ['a head that is none', '甲,乙\n1,2\n'],
])('%s is refused with VALIDATION', async (_, bytes) => {
  await expect(rowsOf(bytes)).rejects.toMatchObject({ code: 'VALIDATION' });
});

test.each<[string, Buffer]>([
  ['a workbook', Buffer.from('504b0304140006000800', 'hex')],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['bytes that are no text', Buffer.from('ff80ff80ff80ff', 'hex')],
])('%s is refused', async (_, bytes) => {
  await expect(rowsOf(bytes, 64)).rejects.toThrow(UnreadableDocket);
});

test('half a file: what came before the broken field is read, then it is told where', async () => {
  const read: number[] = [];
  const reading = (async () => {
    for await (const { row } of readDocket(inPieces(Buffer.from(`${HEAD}\n${ROW}\n${ROW}\n"（2023）吉0202`), 9)))
      read.push(row);
  })();
  await expect(reading).rejects.toMatchObject({ name: 'UnreadableDocket', rows: 2 });
  expect(read).toEqual([1, 2]);
});

test('a file that has no line at all is given up before it fills the memory', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.alloc(1024 * 1024, '甲');
  }
  const reading = (async () => {
    for await (const row of readDocket(endless())) throw new Error(JSON.stringify(row));
  })();
  await expect(reading).rejects.toThrow();
});
