import { request, withQuery } from '../../../shared/api/client';
import type { CaseSummary } from '../../../shared/api/types';
import { courtTitle, shortTime, titleOf } from '../../../shared/wording';
import { csvOf } from './csv';

const PAGE = 200;
/** More than anybody reads in a sheet; a larger question is the ledger's. */
const MOST = 10_000;

const HEADS = ['文号', '案号', '案由', '执行法院', '决定法院', '途径', '状态', '最近届满', '更新时间'];

async function allOf(filter: { state?: string | undefined; court?: string | undefined }): Promise<CaseSummary[]> {
  const found: CaseSummary[] = [];
  let cursor: string | undefined;
  do {
    const path = withQuery('intake/collaborations', { ...filter, cursor, limit: PAGE });
    const page: { items: CaseSummary[]; next: string | null } = await request(path);
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < MOST);
  return found;
}

/** Saves the filtered list as a file that spreadsheet programs open. @throws ApiError */
export async function exportCases(filter: { state?: string | undefined; court?: string | undefined }): Promise<void> {
  const rows = (await allOf(filter)).map((item) => [
    item.documentNumber ?? '',
    item.caseNumber,
    item.cause,
    courtTitle(item.executingCourt, item.updatedAt.slice(0, 10)),
    courtTitle(item.decidingCourt, item.updatedAt.slice(0, 10)),
    titleOf('zh', 'route', item.route),
    titleOf('zh', 'status', item.state),
    item.due ?? '',
    shortTime(item.updatedAt),
  ]);
  const url = URL.createObjectURL(new Blob([csvOf([HEADS, ...rows])], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = '协同执行案件.csv';
  link.click();
  URL.revokeObjectURL(url);
}
