import { ledgerEntrySchema } from '@xiezhi/contracts';
import { casePositions, defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Ledger } from './ledger';

const MAX_PAGE = 500;

/** The ledger as other services read it: to fill a gap in the events, or to build a read model anew. */
export function ledgerRoutes(ledger: Ledger): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/ledger',
      operationId: 'listLedgerCases',
      summary: '案件记录中的案件编号（分页）',
      tags: ['ledger'],
      security: 'service',
      query: z.object({
        after: z.string().default(''),
        limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(200),
      }),
      responses: { 200: z.object({ caseIds: z.array(z.string()), next: z.string().optional() }) },
      handler: async ({ query: { after, limit } }) => {
        const caseIds = await ledger.caseIds(after, limit);
        const next = caseIds.length === limit ? caseIds.at(-1) : undefined;
        return { status: 200, body: { caseIds, ...(next === undefined ? {} : { next }) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/ledger/ahead',
      operationId: 'casesAhead',
      summary: '所列案件中，记录已超过所列序号的案件',
      tags: ['ledger'],
      security: 'service',
      query: z.object({ of: casePositions }),
      responses: { 200: z.object({ caseIds: z.array(z.string()) }) },
      handler: async ({ query }) => ({ status: 200, body: { caseIds: await ledger.ahead(query.of) } }),
    }),
    defineRoute({
      method: 'get',
      path: '/ledger/:caseId',
      operationId: 'readLedger',
      summary: '一件案件的记录，自指定序号起',
      tags: ['ledger'],
      security: 'service',
      params: z.object({ caseId: z.string() }),
      query: z.object({
        from: z.coerce.number().int().min(1).default(1),
        limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(200),
      }),
      responses: { 200: z.object({ entries: z.array(ledgerEntrySchema) }) },
      handler: async ({ params, query }) => ({
        status: 200,
        body: { entries: await ledger.read(params.caseId, query) },
      }),
    }),
  ];
}
