import { codesIn, CLOSE_OUTCOMES, DISPOSITIONS, ORIGINS } from '../../vocabulary';
import type { Label } from '../../case/commands/field';
import { GROUNDS } from '../../articles';
import type { OpenedFigure } from '../behind';
import type { Figures } from '../figures';

/** What belongs together in a table: one that had every figure would be wider than any page. */
export const FIGURE_GROUPS = {
  flow: ['收案和审查结果', 'Received and reviewed'],
  review: ['审查期限', 'Time of review'],
  origins: ['收到案件的来源', 'Origins of those received'],
  grounds: ['收到案件的情形（一件可有数项）', 'Grounds of those received (one case may have several)'],
  closed: ['办结情况', 'Closed'],
  quota: ['年度办案数量', 'Number for the year'],
  scan: ['定期扫描及处置', 'Scans and dispositions'],
  leads: ['问责线索', 'Leads'],
} as const satisfies Record<string, Label>;
export type FigureGroup = keyof typeof FIGURE_GROUPS;

/** One number of a row as a table shows it. */
export interface FigureColumn {
  group: FigureGroup;
  title: Label;
  /** The figure whose cases stand behind it; null where it counts none. */
  opens: OpenedFigure | null;
  /** Null: there is none. */
  of(figures: Figures): string | number | null;
}

const columnIn =
  (group: FigureGroup) =>
  (chinese: string, english: string, opens: OpenedFigure | null, of: FigureColumn['of']): FigureColumn => ({
    group,
    title: [chinese, english],
    opens,
    of,
  });
const flow = columnIn('flow');
const review = columnIn('review');
const origins = columnIn('origins');
const grounds = columnIn('grounds');
const closed = columnIn('closed');
const quota = columnIn('quota');
const scan = columnIn('scan');
const leads = columnIn('leads');

/** Every figure of a bulletin in the order in which a table has them; the lists of cases are none of them. */
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  flow('期初未结', 'Pending before', 'pendingBefore', (row) => row.pendingBefore),
  flow('收到', 'Received', 'received', (row) => row.received),
  flow('决定协同', 'Decided', 'decided', (row) => row.decided),
  flow('不予协同', 'Refused', 'refused', (row) => row.refused),
  flow('撤回', 'Withdrawn', 'withdrawn', (row) => row.withdrawn),
  flow('逾期未补正', 'Lapsed', 'lapsed', (row) => row.lapsed),
  flow('交办终结', 'Concluded', 'concluded', (row) => row.concluded),
  flow('期末未结', 'Pending after', 'pendingAfter', (row) => row.pendingAfter),
  review('按期审结', 'Reviewed in time', 'onTime.numerator', (row) => row.onTime.numerator),
  review('应审结', 'Reviews due', 'onTime.denominator', (row) => row.onTime.denominator),
  review('按期率', 'In time', 'onTime.denominator', (row) => row.onTime.display),
  review(
    '审查工作日中位数',
    'Median working days of review',
    'reviewWorkdaysMedian',
    (row) => row.reviewWorkdaysMedian,
  ),
  ...codesIn(ORIGINS).map((origin) =>
    origins(
      `来源：${ORIGINS[origin][0]}`,
      `Origin: ${ORIGINS[origin][1]}`,
      `origins.${origin}`,
      (row) => row.origins[origin] ?? 0,
    ),
  ),
  ...GROUNDS.map(({ code }) =>
    grounds(`情形${code}`, `Ground ${code}`, `grounds.${code}`, (row) => row.grounds[code] ?? 0),
  ),
  ...codesIn(CLOSE_OUTCOMES).map((outcome) =>
    closed(
      `办结：${CLOSE_OUTCOMES[outcome][0]}`,
      `Closed: ${CLOSE_OUTCOMES[outcome][1]}`,
      `closed.${outcome}`,
      (row) => row.closed[outcome],
    ),
  ),
  closed('执行到位（元）', 'Recovered (yuan)', 'recovered', (row) => row.recovered),
  closed(
    '应当全部办理完毕未结',
    'Must be completed, outstanding',
    'mustCompleteOutstanding',
    (row) => row.mustCompleteOutstanding,
  ),
  quota('年度数量', 'Number for the year', null, (row) => row.quota?.number ?? null),
  quota('年度已决定', 'Decided in the year', 'quota.decided', (row) => row.quota?.decided ?? null),
  quota('年度已办结', 'Closed in the year', 'quota.closed', (row) => row.quota?.closed ?? null),
  scan('扫描命中', 'Hits of scans', 'scan.hits', (row) => row.scan.hits),
  ...codesIn(DISPOSITIONS).map((as) =>
    scan(`处置：${DISPOSITIONS[as][0]}`, `Disposed: ${DISPOSITIONS[as][1]}`, `scan.${as}`, (row) => row.scan[as]),
  ),
  scan('命中未处置', 'Hits outstanding', 'scan.outstanding', (row) => row.scan.outstanding),
  leads('登记线索', 'Leads registered', 'leads.registered', (row) => row.leads.registered),
  leads('移送线索', 'Leads referred', 'leads.referred', (row) => row.leads.referred),
  leads('不实线索', 'Leads unfounded', 'leads.unfounded', (row) => row.leads.unfounded),
];
