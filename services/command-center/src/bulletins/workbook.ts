import { courtByCode, FIGURE_COLUMNS, halfYearDays, localCourtName, newestVersion } from '@xiezhi/rules';
import type { Bulletin, CourtCode } from '@xiezhi/rules';
import type { BulletinFile } from '@xiezhi/case-kit';
import { workbookBytes, type Cell } from '@xiezhi/workbook';
import { shown } from './views';

const COURT = { header: '法院', width: 28 };
const NUMBER = { header: '文号（没有的为案号）', width: 32 };
const TOTAL = '合计';

function listRows({ rows, lateEntries }: Bulletin, nameOf: (court: CourtCode) => string): Cell[][] {
  return [
    ...rows.flatMap(({ court, overdue }) => overdue.map((number) => ['逾期未审结', nameOf(court), number])),
    ...lateEntries.map((number) => ['上期以后补录', '', number]),
  ];
}

/** The tables of the newest version, as far as a reader may be told of its cases; undefined before a draft. */
export function bulletinWorkbook({ state }: BulletinFile, hidden: ReadonlySet<string>): Promise<Buffer> | undefined {
  const newest = newestVersion(state);
  if (!newest) return undefined;
  const figures = shown(newest.figures, hidden);
  const { last } = halfYearDays(state.subject.period);
  const nameOf = (court: CourtCode) => localCourtName(courtByCode(court, last)?.name ?? court);
  const columns = FIGURE_COLUMNS.map(({ title }) => ({ header: title[0], width: 12 }));
  const cells = (name: string, of: Bulletin['total']): Cell[] => [name, ...FIGURE_COLUMNS.map((each) => each.of(of))];
  return workbookBytes(
    [
      {
        name: '数字',
        columns: [COURT, ...columns],
        rows: [...figures.rows.map((row) => cells(nameOf(row.court), row)), cells(TOTAL, figures.total)],
      },
      { name: '清单', columns: [{ header: '清单', width: 16 }, COURT, NUMBER], rows: listRows(figures, nameOf) },
    ],
    { at: new Date(newest.frozenAt) },
  );
}
