import { codesIn, CLOSE_OUTCOMES, DISPOSITIONS, ORIGINS } from '../../vocabulary';
import type { Label } from '../../case/commands/field';
import { GROUNDS } from '../../articles';
import type { Figures } from '../figures';

/** One number of a row as a table shows it. */
export interface FigureColumn {
  title: Label;
  /** Null: there is none. */
  of(figures: Figures): string | number | null;
}

const column = (chinese: string, english: string, of: FigureColumn['of']): FigureColumn => ({
  title: [chinese, english],
  of,
});

/** Every figure of a bulletin in the order in which a table has them; the lists of cases are none of them. */
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  column('期初未结', 'Pending before', (row) => row.pendingBefore),
  column('收到', 'Received', (row) => row.received),
  column('决定协同', 'Decided', (row) => row.decided),
  column('不予协同', 'Refused', (row) => row.refused),
  column('撤回', 'Withdrawn', (row) => row.withdrawn),
  column('逾期未补正', 'Lapsed', (row) => row.lapsed),
  column('交办终结', 'Concluded', (row) => row.concluded),
  column('期末未结', 'Pending after', (row) => row.pendingAfter),
  column('按期审结', 'Reviewed in time', (row) => row.onTime.numerator),
  column('应审结', 'Reviews due', (row) => row.onTime.denominator),
  column('按期率', 'In time', (row) => row.onTime.display),
  column('审查工作日中位数', 'Median working days of review', (row) => row.reviewWorkdaysMedian),
  ...codesIn(ORIGINS).map((origin) =>
    column(`来源：${ORIGINS[origin][0]}`, `Origin: ${ORIGINS[origin][1]}`, (row) => row.origins[origin] ?? 0),
  ),
  ...GROUNDS.map(({ code }) => column(`情形${code}`, `Ground ${code}`, (row) => row.grounds[code] ?? 0)),
  ...codesIn(CLOSE_OUTCOMES).map((outcome) =>
    column(
      `办结：${CLOSE_OUTCOMES[outcome][0]}`,
      `Closed: ${CLOSE_OUTCOMES[outcome][1]}`,
      (row) => row.closed[outcome],
    ),
  ),
  column('执行到位（元）', 'Recovered (yuan)', (row) => row.recovered),
  column('应当全部办理完毕未结', 'Must be completed, outstanding', (row) => row.mustCompleteOutstanding),
  column('年度数量', 'Number for the year', (row) => row.quota?.number ?? null),
  column('年度已决定', 'Decided in the year', (row) => row.quota?.decided ?? null),
  column('年度已办结', 'Closed in the year', (row) => row.quota?.closed ?? null),
  column('扫描命中', 'Hits of scans', (row) => row.scan.hits),
  ...codesIn(DISPOSITIONS).map((as) =>
    column(`处置：${DISPOSITIONS[as][0]}`, `Disposed: ${DISPOSITIONS[as][1]}`, (row) => row.scan[as]),
  ),
  column('命中未处置', 'Hits outstanding', (row) => row.scan.outstanding),
  column('登记线索', 'Leads registered', (row) => row.leads.registered),
  column('移送线索', 'Leads referred', (row) => row.leads.referred),
  column('不实线索', 'Leads unfounded', (row) => row.leads.unfounded),
];
