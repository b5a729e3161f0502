import type { CourtCode } from '../courts';
import { FIGURE_COLUMNS, FIGURE_GROUPS } from '../supervision/bulletin/columns';
import type { FigureColumn, FigureGroup } from '../supervision/bulletin/columns';
import type { BulletinVersion } from '../supervision/bulletin/state';
import type { Bulletin, Figures } from '../supervision/figures';
import { codesIn, REQUESTED_OUTCOMES } from '../vocabulary';
import type { PaperAnnex, PaperChart, PaperTable } from './paper';

const COURT = '法院';
const TOTAL = '合计';
/** Where there is no figure. */
const NONE = '—';

/** How a court is called in a table. */
export type CourtName = (court: CourtCode) => string;

function cell(value: string | number | null): string {
  if (value === null) return NONE;
  return typeof value === 'string' || Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** Completed, what was revoked not counted. */
export const completedIn = ({ closed }: Pick<Figures, 'closed'>): number =>
  codesIn(REQUESTED_OUTCOMES).reduce((sum, outcome) => sum + closed[outcome], 0);

function tableOf(group: FigureGroup, place: number, { rows, total }: Bulletin, nameOf: CourtName): PaperTable {
  const columns = FIGURE_COLUMNS.filter((column) => column.group === group);
  const cells = (figures: Figures) => columns.map(({ of }) => cell(of(figures)));
  return {
    caption: `表${place}\u3000${FIGURE_GROUPS[group][0]}`,
    columns: [COURT, ...columns.map(({ title }) => title[0])],
    rows: rows.map((row) => [nameOf(row.court), ...cells(row)]),
    total: [TOTAL, ...cells(total)],
  };
}

function tables(figures: Bulletin, nameOf: CourtName): PaperAnnex {
  const groups = Object.keys(FIGURE_GROUPS) as FigureGroup[];
  return {
    title: '各法院协同执行工作数据表',
    parts: groups.map((group, index) => ({ table: tableOf(group, index + 1, figures, nameOf) })),
  };
}

function charts({ rows }: Bulletin, nameOf: CourtName): PaperAnnex | null {
  if (rows.length === 0) return null;
  const chart = (caption: string, series: [string, (figures: Figures) => number][]): { chart: PaperChart } => ({
    chart: {
      caption,
      series: series.map(([name]) => name),
      rows: rows.map((row) => ({ label: nameOf(row.court), values: series.map(([, of]) => of(row)) })),
    },
  });
  return {
    title: '各法院协同执行工作情况图',
    parts: [
      chart('图1\u3000收到、决定协同、办结（件，办结不含撤销）', [
        ['收到', ({ received }) => received],
        ['决定协同', ({ decided }) => decided],
        ['办结', completedIn],
      ]),
      chart('图2\u3000期末未结、应当全部办理完毕而未结（件）', [
        ['期末未结', ({ pendingAfter }) => pendingAfter],
        ['应当全部办理完毕而未结', ({ mustCompleteOutstanding }) => mustCompleteOutstanding],
      ]),
    ],
  };
}

/** The numbers that every court may be told of; how many are left out. */
function open(numbers: readonly string[], restricted: ReadonlySet<string>): { shown: string[]; left: number } {
  const shown = numbers.filter((number) => !restricted.has(number));
  return { shown, left: numbers.length - shown.length };
}

const leftOut = (left: number): string[] => (left > 0 ? [`另有${left}件不列文号`] : []);

const NUMBER = '文号（没有的为案号）';

function listed(title: string, caption: string, columns: string[], lines: string[][]): PaperAnnex | null {
  if (lines.length === 0) return null;
  const rows = lines.map((cells, index) => [String(index + 1), ...cells]);
  return { title, parts: [{ table: { caption, columns: ['序号', ...columns], rows, total: null } }] };
}

function overdueList({ figures, restricted }: BulletinVersion, nameOf: CourtName): PaperAnnex | null {
  const hidden = new Set(restricted);
  const lines = figures.rows.flatMap(({ court, overdue }) => {
    const { shown, left } = open(overdue, hidden);
    return [...shown, ...leftOut(left)].map((number) => [nameOf(court), number]);
  });
  return listed('逾期未审结案件清单', '审查期限在本期届满而没有按期审结的案件', [COURT, NUMBER], lines);
}

function lateList({ figures, restricted }: BulletinVersion): PaperAnnex | null {
  const { shown, left } = open(figures.lateEntries, new Set(restricted));
  const lines = [...shown, ...leftOut(left)].map((number) => [number]);
  return listed('上期以后补录案件清单', '上期通报数字冻结以后录入、上期期末以前收到的案件', [NUMBER], lines);
}

/** A figure of two versions side by side, where they differ. */
function changesIn(name: string, before: Figures | undefined, after: Figures | undefined): string[][] {
  const value = ({ of }: FigureColumn, figures: Figures | undefined) => (figures ? cell(of(figures)) : NONE);
  const changed = FIGURE_COLUMNS.flatMap((column) => {
    const [from, to] = [value(column, before), value(column, after)];
    return from === to ? [] : [[name, column.title[0], from, to]];
  });
  const lists = [before, after].map((figures) => figures?.overdue ?? []);
  if (lists[0]?.join() === lists[1]?.join()) return changed;
  return [...changed, [name, '逾期清单', ...lists.map((numbers) => `${numbers.length}件`)]];
}

/** What has become another figure by a correction, court by court, the total last. */
export function changesBetween(before: Bulletin, after: Bulletin, nameOf: CourtName): string[][] {
  const rowsOf = ({ rows }: Bulletin) => new Map(rows.map((row) => [row.court, row]));
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const courts = [...new Set([...old.keys(), ...now.keys()])].sort();
  return [
    ...courts.flatMap((court) => changesIn(nameOf(court), old.get(court), now.get(court))),
    ...changesIn(TOTAL, before.total, after.total),
  ];
}

function changedList(changes: readonly string[][]): PaperAnnex | null {
  if (changes.length === 0) return null;
  const columns = [COURT, '项目', '更正前', '更正后'];
  return {
    title: '更正的数字',
    parts: [{ table: { caption: '更正前后对照', columns, rows: changes.map((row) => [...row]), total: null } }],
  };
}

/** The annexes of a bulletin, in order: none of them names a case that was restricted when the figures were frozen. */
export function bulletinAnnexes(
  version: BulletinVersion,
  changes: readonly string[][],
  nameOf: CourtName,
): PaperAnnex[] {
  return [
    charts(version.figures, nameOf),
    tables(version.figures, nameOf),
    overdueList(version, nameOf),
    lateList(version),
    changedList(changes),
  ].filter((annex) => annex !== null);
}
