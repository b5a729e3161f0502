import {
  courtEver,
  LAMP_WORDS,
  lampOf,
  latenessInWords,
  ROUTES,
  STATUS_TITLES,
  titlesIn,
  toInstant,
} from '@xiezhi/rules';
import type { CaseStatus, CourtCode } from '@xiezhi/rules';
import { writeWorkbook } from '@xiezhi/workbook';
import type { Writable } from 'node:stream';
import type { Scope } from './find';
import type { Row } from './roll';

const ROUTE_TITLES: Readonly<Record<string, string>> = titlesIn(ROUTES);

interface Column {
  header: string;
  width: number;
  text(row: Row, scope: Scope): string;
}

function courtName(code: CourtCode, on: string): string {
  const court = courtEver(code, on);
  return court ? `${court.name}（${code}）` : code;
}

function lampWord({ due, expiresAt, countedBy, provisional }: Row, { book, now }: Scope): string {
  if (due === null) return '';
  const reading = lampOf({ due, expiresAt, countedBy, provisional }, book, toInstant(now));
  const { lamp, workdaysLeft } = reading;
  if (lamp === 'DARK') return `已${latenessInWords(reading)[0]}`;
  return workdaysLeft === null || lamp === 'RED' ? LAMP_WORDS[lamp] : `${LAMP_WORDS[lamp]}（${workdaysLeft}个工作日）`;
}

export const COLUMNS: readonly Column[] = [
  { header: '文号', width: 26, text: ({ documentNumber }) => documentNumber ?? '' },
  { header: '案号', width: 26, text: ({ caseNumber }) => caseNumber },
  { header: '案由', width: 22, text: ({ cause }) => cause },
  { header: '申请执行人', width: 26, text: ({ applicants }) => applicants },
  { header: '被执行人', width: 26, text: ({ respondents }) => respondents },
  { header: '执行法院', width: 34, text: (row) => courtName(row.executingCourt, row.receivedOn) },
  { header: '决定法院', width: 34, text: (row) => courtName(row.decidingCourt, row.receivedOn) },
  { header: '途径', width: 18, text: ({ route }) => ROUTE_TITLES[route] ?? route },
  { header: '事由', width: 12, text: ({ grounds }) => grounds.join('、') },
  { header: '状态', width: 14, text: ({ state }) => STATUS_TITLES[state as CaseStatus] },
  { header: '收到日期', width: 12, text: ({ receivedOn }) => receivedOn },
  { header: '最近届满', width: 12, text: ({ due }) => due ?? '' },
  { header: '期限', width: 18, text: lampWord },
  { header: '最近变动', width: 17, text: ({ updatedAt }) => updatedAt.slice(0, 16).replace('T', ' ') },
];

/**
 * Writes the rows as one sheet, row by row. Ends early, without an error, when `signal` says that nobody reads any more.
 */
export function writeList(to: Writable, rows: readonly Row[], scope: Scope, signal: AbortSignal): Promise<void> {
  const cellsOf = function* () {
    for (const row of rows) yield COLUMNS.map(({ text }) => text(row, scope));
  };
  const sheet = { name: '协同执行案件', columns: COLUMNS, rows: cellsOf(), filter: true };
  return writeWorkbook(to, [sheet], { at: new Date(scope.now), signal });
}
