import { z } from 'zod';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route, Projection } from '@xiezhi/service-kit';
import type { CaseDocument } from './view';

const failureSchema = z.object({ caseId: z.string(), error: z.string() });

const rebuiltSchema = z
  .object({
    cases: z.number().int().describe('案件数'),
    failures: z.array(failureSchema).describe('未能重建的案件（至多列出 1000 件）；其查询数据保持原样，系统将继续重试'),
  })
  .meta({ id: 'Rebuilt' });

const lagSchema = z
  .object({
    behind: z.number().int().describe('查询数据落后于案件记录的案件数'),
    poison: z
      .array(failureSchema.extend({ since: z.string(), tries: z.number().int() }))
      .describe('其中有记录不能采用的案件；系统按逐渐延长的间隔重试'),
    comparedAt: z.string().nullable().describe('最近一次与全部案件记录核对的实际时间'),
  })
  .meta({ id: 'ReadModelLag' });

function requireAdministrator({ roles }: PersonUser): void {
  if (!roles.includes('systemAdmin')) throw new Problem('FORBIDDEN', '只有系统管理员可以查看和重建查询数据。');
}

/**
 * `GET /admin/read-model`: how far a service's read model is behind the ledger, and which cases it cannot take further.
 * `POST /admin/read-model/rebuild`: makes it anew from the ledger, beside running service. A system administrator may,
 * because it shows them nothing of a case but its number and can be repeated at any time.
 */
export function readModelRoutes(cases: Projection<CaseDocument>): Route[] {
  const common = { tags: ['admin'], security: 'user' as const };
  return [
    defineRoute({
      ...common,
      method: 'get',
      path: '/admin/read-model',
      operationId: 'readModelLag',
      summary: '查询数据与案件记录的差距（系统管理员）',
      responses: { 200: lagSchema },
      handler: ({ user }) => {
        requireAdministrator(user);
        return { status: 200, body: cases.lag() };
      },
    }),
    defineRoute({
      ...common,
      method: 'post',
      path: '/admin/read-model/rebuild',
      operationId: 'rebuildReadModel',
      summary: '由案件记录重建查询数据（系统管理员；可随时重复）',
      responses: { 200: rebuiltSchema },
      handler: async ({ user }) => {
        requireAdministrator(user);
        return { status: 200, body: await cases.rebuild() };
      },
    }),
  ];
}
