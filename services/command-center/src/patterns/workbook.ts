import { PATTERN_DIMENSIONS, patternWords } from '@xiezhi/rules';
import type { Instant, LocalDate, PatternFigures, PatternTable } from '@xiezhi/rules';
import { workbookBytes, type Cell } from '@xiezhi/workbook';

const FIGURES = [
  ['件数', ({ count }) => count],
  ['收到至决定（日，中位数）', ({ daysToDecision }) => daysToDecision],
  ['决定至办结（日，中位数）', ({ daysToClose }) => daysToClose],
  ['执行到位金额（元）', ({ recovered }) => recovered],
] as const satisfies readonly (readonly [string, (figures: PatternFigures) => Cell])[];

const TOTAL = '合计';

/** The table of counts, and every cell with all its figures. */
export function patternWorkbook(
  { by, rows, columns, cells, total }: PatternTable,
  { on, at }: { on: LocalDate; at: Instant },
): Promise<Buffer> {
  const [rowTitle, columnTitle] = by.map((dimension) => PATTERN_DIMENSIONS[dimension][0]);
  const rowName = (value: string) => patternWords(by[0], value, on)[0];
  const columnName = (value: string) => patternWords(by[1], value, on)[0];
  const counts = new Map(cells.map(({ row, column, count }) => [JSON.stringify([row, column]), count]));
  const countIn = (row: string, column: string) => counts.get(JSON.stringify([row, column])) ?? 0;
  const figures = (of: PatternFigures): Cell[] => FIGURES.map(([, read]) => read(of));
  return workbookBytes(
    [
      {
        name: '交叉表',
        columns: [
          { header: `${rowTitle} ＼ ${columnTitle}`, width: 36 },
          ...columns.map(({ value }) => ({ header: columnName(value), width: 16 })),
          { header: TOTAL, width: 10 },
        ],
        rows: [
          ...rows.map(({ value, count }) => [
            rowName(value),
            ...columns.map((column) => countIn(value, column.value)),
            count,
          ]),
          [TOTAL, ...columns.map(({ count }) => count), total.count],
        ],
      },
      {
        name: '各项数字',
        columns: [
          { header: rowTitle ?? '', width: 36 },
          { header: columnTitle ?? '', width: 36 },
          ...FIGURES.map(([header]) => ({ header, width: 24 })),
        ],
        rows: [
          ...cells.map((cell) => [rowName(cell.row), columnName(cell.column), ...figures(cell)]),
          [TOTAL, '', ...figures(total)],
        ],
      },
    ],
    { at: new Date(at) },
  );
}
