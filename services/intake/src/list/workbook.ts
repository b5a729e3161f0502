import { courtByCode, courtRecords, LAMP_WORDS, lampOf, STATUS_TITLES, toInstant } from '@xiezhi/rules';
import type { CaseStatus, CourtCode } from '@xiezhi/rules';
import type { Writable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Scope } from './find';
import type { Row } from './roll';

/** Between these many rows other requests have their turn. */
const CHUNK = 200;

const ROUTES: Readonly<Record<string, string>> = {
  ART7: '第七条 报请中院',
  ART8: '第八条 层报高院',
  ART9: '第九条 中院自办',
  ART4: '第四条 交办、依职权',
};

interface Column {
  header: string;
  width: number;
  text(row: Row, scope: Scope): string;
}

function courtName(code: CourtCode, on: string): string {
  const court = courtByCode(code, on) ?? courtRecords().findLast((record) => record.code === code);
  return court ? `${court.name}（${code}）` : code;
}

function lampWord({ due, expiresAt, countedBy }: Row, { book, now }: Scope): string {
  if (due === null) return '';
  const { lamp, workdaysLeft } = lampOf({ due, expiresAt, countedBy }, book, toInstant(now));
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
  { header: '途径', width: 18, text: ({ route }) => ROUTES[route] ?? route },
  { header: '事由', width: 12, text: ({ grounds }) => grounds.join('、') },
  { header: '状态', width: 14, text: ({ state }) => STATUS_TITLES[state as CaseStatus] },
  { header: '收到日期', width: 12, text: ({ receivedOn }) => receivedOn },
  { header: '最近届满', width: 12, text: ({ due }) => due ?? '' },
  { header: '期限', width: 18, text: lampWord },
  { header: '最近变动', width: 17, text: ({ updatedAt }) => updatedAt.slice(0, 16).replace('T', ' ') },
];

/** Control characters and halves of characters: XML cannot hold them, and no program would open the file. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/**
 * Writes the rows as one sheet, row by row, so that neither memory nor other requests wait for the whole file. Every cell
 * is a text, dates included: nothing in it can be a formula, and no machine's zone shifts a day. Ends early, without an
 * error, when `signal` says that nobody reads any more.
 */
export async function writeWorkbook(
  to: Writable,
  rows: readonly Row[],
  scope: Scope,
  signal: AbortSignal,
): Promise<void> {
  // Only when somebody wants a file: loading it is a good part of this service's start.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: to, useSharedStrings: false, useStyles: true });
  workbook.creator = 'Xiezhi';
  const sheet = workbook.addWorksheet('协同执行案件', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = COLUMNS.map(({ header, width }) => ({ header, width, style: { numFmt: '@' } }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: COLUMNS.length } };
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  for (const [index, row] of rows.entries()) {
    if (signal.aborted) return;
    sheet.addRow(COLUMNS.map(({ text }) => text(row, scope).replace(UNPRINTABLE, '〓'))).commit();
    if (index % CHUNK === CHUNK - 1) await breathe();
  }
  sheet.commit();
  await workbook.commit();
}
