import { dateOf } from '@xiezhi/rules';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { allOf } from './find';
import { readingOf, filterQuery } from './reading';
import type { ListDeps } from './reading';
import { writeList } from './workbook';

/** More than anybody reads in a sheet, and what the console's gateway can pass on within its time. */
export const MOST_ROWS = 20_000;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `GET /collaborations/export.xlsx`: all pages of the filtered list as one workbook. Each export is audited. */
export function exportListRoute(deps: ListDeps): Route {
  const { audit } = deps.service;
  return defineRoute({
    method: 'get',
    path: '/collaborations/export.xlsx',
    operationId: 'exportCollaborations',
    summary: `按同样的筛选条件导出案件列表（XLSX，至多 ${MOST_ROWS} 件，记入审计）`,
    tags: ['collaborations'],
    security: 'user',
    cost: 60,
    query: filterQuery,
    responses: { 200: { description: '工作簿，全部单元格为文本', contentType: XLSX } },
    handler: async ({ query, user, req, res, log }) => {
      const { roll, question, scope } = await readingOf(deps, user, query);
      const rows = allOf(roll, question, scope);
      if (rows.length > MOST_ROWS) {
        throw new Problem(
          'VALIDATION',
          `符合条件的案件有 ${rows.length} 件，超过一次导出的上限 ${MOST_ROWS} 件，请缩小筛选范围后再导出。`,
        );
      }
      const restricted = rows.filter((row) => row.restricted).length;
      const conditions = Object.entries(query).filter(([name]) => name !== 'sort');
      await audit.append({
        kind: 'CASE_LIST_EXPORTED',
        at: new Date().toISOString(),
        actor: { court: user.court, name: user.name, sub: user.sub },
        // What was searched for may be a party's name.
        message: `导出案件列表 ${rows.length} 件，其中限制查看的 ${restricted} 件；条件：${
          conditions.map(([name, value]) => (name === 'q' ? 'q=（检索词）' : `${name}=${value}`)).join('；') || '无'
        }`,
      });
      const name = `协同执行案件-${dateOf(scope.now)}.xlsx`;
      res.status(200).set({
        'Cache-Control': 'no-store',
        'Content-Type': XLSX,
        'Content-Disposition': `attachment; filename="cases-${dateOf(scope.now)}.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
      });
      const gone = new AbortController();
      res.once('close', () => gone.abort());
      req.once('aborted', () => gone.abort());
      await writeList(res, rows, scope, gone.signal).catch((err: unknown) => {
        if (gone.signal.aborted) return;
        // Half a file must not look like a whole one.
        log.error({ err }, 'case list not exported');
        res.destroy();
      });
      return undefined;
    },
  });
}
