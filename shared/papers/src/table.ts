import type { PaperTable } from '@xiezhi/rules';
import type { Line } from './lines';
import { setParagraph } from './lines';
import { TABLE_SIZE, TYPE_AREA } from './page';
import { oneLine } from './typeset';
import type { Typesetting } from './typesetting';
import type { Weight } from './fonts';

/** Lines of a cell from baseline to baseline, and what is free around them. Points. */
export const CELL = { line: 14, beside: 3, above: 3 } as const;
/** A head is broken no narrower than so many characters, and where there is room no narrower than so many. */
const HEAD = { least: 2, fair: 4 } as const;

/**
 * The widths of a table's columns, in points: together the type area. What cells ask for comes first, so that a name is not
 * broken for a head's sake.
 */
export function columnWidths({ columns, rows, total }: PaperTable, typesetting: Typesetting): number[] {
  const natural = (text: string, weight: Weight): number =>
    oneLine(text, weight, TABLE_SIZE.cell, typesetting).width + 2 * CELL.beside + 1;
  const headOf = (head: string, characters: number): number =>
    Math.min(natural(head, 700), characters * TABLE_SIZE.cell + 2 * CELL.beside + 1);
  const least = columns.map((head, index) => {
    const cells = rows.map((row) => natural(row[index] ?? '', 400));
    return Math.max(headOf(head, HEAD.least), natural(total?.[index] ?? '', 700), ...cells);
  });
  const left = TYPE_AREA.width - sum(least);
  if (left < 0) {
    const widest = levelOf(least, TYPE_AREA.width);
    return least.map((width) => Math.min(width, widest));
  }
  const lacking = columns.map((head, index) => Math.max(0, headOf(head, HEAD.fair) - (least[index] ?? 0)));
  const share = Math.min(1, left / Math.max(1, sum(lacking)));
  const rest = (left - share * sum(lacking)) / columns.length;
  return least.map((width, index) => width + share * (lacking[index] ?? 0) + rest);
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The width to which the widest columns are cut down so that all of them fit. */
function levelOf(wanted: readonly number[], room: number): number {
  const sorted = [...wanted].sort((a, b) => a - b);
  let left = room;
  for (const [index, width] of sorted.entries()) {
    const share = left / (sorted.length - index);
    if (width >= share) return share;
    left -= width;
  }
  return Infinity;
}

export interface SetRow {
  /** The lines of each cell. */
  cells: Line[][];
  height: number;
  weight: Weight;
}

/** One row, each cell broken into lines as wide as its column. */
export function setRow(
  cells: readonly string[],
  widths: readonly number[],
  weight: Weight,
  typesetting: Typesetting,
): SetRow {
  const lines = widths.map((width, index) =>
    setParagraph(cells[index] ?? '', {
      ...{ weight, size: TABLE_SIZE.cell, spacing: 0, indent: 0, justify: false, typesetting },
      width: width - 2 * CELL.beside,
    }),
  );
  const most = lines.reduce((sum, { length }) => Math.max(sum, length), 1);
  return { cells: lines, height: most * CELL.line + 2 * CELL.above, weight };
}
