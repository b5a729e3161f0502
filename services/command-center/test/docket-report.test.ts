import { reportOf } from '../src/docket/report';
import type { Batches } from '../src/docket/batches';
import type { Batch, Piece } from '../src/docket/types';

async function textOf(
  pieces: Partial<Piece>[],
  batch: Partial<Batch> = {},
  unseen: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const batches = {
    async *report() {
      for (const piece of pieces)
        yield await Promise.resolve({ rejected: [], differs: [], ...piece } as unknown as Piece);
    },
  } as unknown as Batches;
  let text = '';
  for await (const chunk of reportOf(batches, { _id: 'b', ...batch } as Batch, unseen)) text += String(chunk);
  return text.split('\r\n');
}

const rejected = (case_no: string) => ({
  row: 7,
  case_no,
  code: 'CASE_NUMBER_INVALID' as const,
  message: '案号“x”无效',
});

test('a report begins with a mark by which spreadsheets know its encoding', async () => {
  expect((await textOf([]))[0]).toBe('\uFEFF"行号","案号","代码","说明","字段","本系统","底册"');
});

test.each([
  ['a formula', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['a number that begins like one', '-1+1', '"\'-1+1"'],
  ['a comma, a quote and a line break', 'a,"b"\nc', '"a,""b""\nc"'],
])('a number that is %s stays a text', async (_, sent, cell) => {
  expect((await textOf([{ rejected: [rejected(sent)] }]))[1]).toBe(
    `"7",${cell},"CASE_NUMBER_INVALID","案号“x”无效","","",""`,
  );
});

test('differences and the fault of a file stand in it too', async () => {
  const differs = [{ case_no: '（2023）吉0202执215号', field: 'claim_amount' as const, ours: 1, theirs: 2 }];
  const lines = await textOf([{ differs }], { fault: '第3行起引号没有成对' });
  expect(lines.slice(1, 3)).toEqual([
    '"","（2023）吉0202执215号","DIFFERS","与在办协同执行案件的记载不同","claim_amount","1","2"',
    '"","","FILE","第3行起引号没有成对","","",""',
  ]);
});

test('a difference that would tell of a collaboration its reader may not know of stays away, however it is spelt', async () => {
  const differs = [{ case_no: '(2023)吉0202执 215号', field: 'claim_amount' as const, ours: 1, theirs: 2 }];
  expect(await textOf([{ differs }], {}, new Set(['（2023）吉0202执215号']))).toHaveLength(2);
});
