import { ledgerEntrySchema } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { seesLeads, toInstant } from '@xiezhi/rules';
import { caseIdParams, readCase, readerOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';

/** `GET /collaborations/:caseId/ledger`: the whole record with its chain, as the offline verifier takes it. */
export function exportRoute(service: CaseService): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/:caseId/ledger',
    operationId: 'exportLedger',
    summary: '导出一件案件的完整记录（含哈希链，可离线校验）',
    tags: ['collaborations'],
    security: 'user',
    cost: 20,
    params: caseIdParams,
    responses: {
      200: z.object({
        caseId: z.string(),
        asOf: z.string().describe('导出时的法院时间，离线校验推算期限到这一时刻'),
        entries: z.array(ledgerEntrySchema),
      }),
    },
    handler: async ({ params: { caseId }, user }) => {
      // The record holds the leads of Art. 13 and cannot be cut without breaking its chain.
      if (!seesLeads(readerOf(user))) throw new Problem('FORBIDDEN', '只有监督岗位可以导出完整的案件记录。');
      await readCase(service, user, caseId, undefined);
      // Before the entries are read: what falls due meanwhile need not be among them.
      const asOf = toInstant(await service.clock.now());
      const entries: LedgerEntry[] = [];
      for (;;) {
        const page = await service.ledger.entries(caseId, entries.length + 1);
        if (page.length === 0) return { status: 200, body: { caseId, asOf, entries } };
        entries.push(...page);
      }
    },
  });
}
