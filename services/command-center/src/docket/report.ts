import { oneNumber } from '@xiezhi/rules';
import { Readable } from 'node:stream';
import type { Batches } from './batches';
import type { Batch, Differs, Piece } from './types';

const BYTE_ORDER_MARK = '\uFEFF';
const HEAD = ['行号', '案号', '代码', '说明', '字段', '本系统', '底册'];

/** What a spreadsheet would take for a formula begins with one of these; other systems' texts are not trusted. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value as string);
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

const line = (values: readonly unknown[]): string => `${values.map(cell).join()}\r\n`;

/** The differences that somebody may be told of: one tells that there is a collaboration, and what it says. */
export const visibleDifferences = (differs: readonly Differs[], unseen: ReadonlySet<string>): Differs[] =>
  unseen.size === 0 ? [...differs] : differs.filter(({ case_no }) => !unseen.has(oneNumber(case_no)));

function linesOf({ rejected, differs }: Pick<Piece, 'rejected' | 'differs'>): string {
  return [
    ...rejected.map(({ row, case_no, code, message }) => line([row, case_no, code, message, '', '', ''])),
    ...differs.map(({ case_no, field, ours, theirs }) =>
      line(['', case_no, 'DIFFERS', '与在办协同执行案件的记载不同', field, ours, theirs]),
    ),
  ].join('');
}

async function* linesOfBatch(
  batches: Batches,
  { _id, fault }: Batch,
  unseen: ReadonlySet<string>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(HEAD);
  for await (const { rejected, differs } of batches.report(_id)) {
    const lines = linesOf({ rejected, differs: visibleDifferences(differs, unseen) });
    if (lines !== '') yield lines;
  }
  if (fault !== undefined) yield line(['', '', 'FILE', fault, '', '', '']);
}

/**
 * The whole report of a batch as a spreadsheet opens it: rejected rows with what was wrong, then the differences.
 * @param unseen the cases whose collaborations its reader is not to know of
 */
export const reportOf = (batches: Batches, batch: Batch, unseen: ReadonlySet<string>): Readable =>
  Readable.from(linesOfBatch(batches, batch, unseen));
