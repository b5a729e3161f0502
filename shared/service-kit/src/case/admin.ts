import { z } from 'zod';
import { defineRoute } from '../http/route';
import type { Route } from '../http/route';
import { Problem } from '../problem';
import type { Projection } from '../projection';
import type { CaseDocument } from './view';

/**
 * `POST /admin/read-model/rebuild`: makes the service's read model anew from the ledger, beside running service. A
 * system administrator may, because it shows them no case and can be repeated at any time.
 */
export function rebuildRoute(cases: Projection<CaseDocument>): Route {
  return defineRoute({
    method: 'post',
    path: '/admin/read-model/rebuild',
    operationId: 'rebuildReadModel',
    summary: '由案件记录重建查询数据（系统管理员；可随时重复）',
    tags: ['admin'],
    security: 'user',
    responses: { 200: z.object({ cases: z.number().int().describe('重建的案件数') }).meta({ id: 'Rebuilt' }) },
    handler: async ({ user }) => {
      if (!user.roles.includes('systemAdmin')) throw new Problem('FORBIDDEN', '只有系统管理员可以重建查询数据。');
      return { status: 200, body: { cases: await cases.rebuild() } };
    },
  });
}
