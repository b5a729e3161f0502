import type { NoticeLine } from '@xiezhi/rules';
import { readSheets, UnreadableWorkbook, type JoinedCells, type ReadSheet } from '@xiezhi/workbook';

const LIMITS = {
  /** A year's days unpack to some fifty kilobytes. */
  maxBytes: 1024 * 1024,
  /** A notice needs three; what stands further to the right is not looked at. */
  maxColumns: 16,
};
/** Cells that take what another one says, in a sheet of a year's days. */
const MOST_JOINED = 20_000;

const TOO_MANY_JOINED = '工作簿合并的单元格过多，请只保留放假安排的表格，另存为CSV。';

/** A day is all that a notice's cell can mean: a time of day beside it is a spreadsheet's midnight in another zone. */
const dayOf = (cell: string) => cell.replace(/^(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d(\.\d+)?$/, '$1');

/** What joined cells say is said in each of them. @throws UnreadableWorkbook for more of them than a notice has */
function spread(cellsOf: ReadonlyMap<number, string[]>, joined: readonly JoinedCells[]): void {
  const most = joined.reduce((sum, { top, bottom, left, right }) => sum + (bottom - top + 1) * (right - left + 1), 0);
  if (most > MOST_JOINED) throw new UnreadableWorkbook(TOO_MANY_JOINED);
  for (const { top, bottom, left, right } of joined) {
    const text = cellsOf.get(top)?.[left - 1] ?? '';
    for (let row = top; row <= bottom; row += 1) {
      const cells = cellsOf.get(row);
      for (let column = left; cells && column <= Math.min(right, LIMITS.maxColumns); column += 1) {
        while (cells.length < column) cells.push('');
        cells[column - 1] = text;
      }
    }
  }
}

async function linesOf({ rows, joined }: ReadSheet): Promise<NoticeLine[]> {
  const cellsOf = new Map<number, string[]>();
  for await (const { row, cells } of rows) cellsOf.set(row, cells.map(dayOf));
  spread(cellsOf, joined);
  return [...cellsOf].map(([row, cells]) => ({ place: `第${row}行`, cells }));
}

/** The lines of the first sheet that has any, or in Chinese why the bytes cannot be read as a workbook. */
export async function readWorkbook(bytes: Buffer): Promise<{ lines: NoticeLine[] } | { fault: string }> {
  try {
    for await (const sheet of readSheets(bytes, LIMITS)) {
      const lines = await linesOf(sheet);
      if (lines.length > 0) return { lines };
    }
    return { lines: [] };
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { fault: error.message };
    throw error;
  }
}
