import { readsBusinessData, seesEverything, toInstant } from '@xiezhi/rules';
import { casePositions, defineRoute, readerOf } from '@xiezhi/service-kit';
import type { CaseService, Route } from '@xiezhi/service-kit';
import { z } from 'zod';

/**
 * `GET /collaborations/visible?of=<caseId>:<seq>,…`: which of these cases the person may see, by the rule of the list and
 * no earlier than those entries. It tells no more than the list does, so reads of restricted cases are not audited here.
 */
export function visibleRoute({ cases, clock }: CaseService): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/visible',
    operationId: 'visibleCollaborations',
    summary: '所列案件中本人可见的（供页面实时更新）',
    tags: ['collaborations'],
    security: 'user',
    query: z.object({ of: casePositions }),
    responses: { 200: z.object({ items: z.array(z.string()) }) },
    handler: async ({ query, user }) => {
      const reader = readerOf(user);
      if (!readsBusinessData(reader)) return { status: 200, body: { items: [] } };
      const today = toInstant(await clock.now()).slice(0, 10);
      // A read model that stays behind is told about at the next entry; nobody waits for one case because of another.
      await Promise.allSettled(query.of.map(({ caseId, seq }) => cases.waitFor(caseId, seq)));
      const found = await cases.collection
        .find({
          _id: { $in: query.of.map(({ caseId }) => caseId) },
          ...(seesEverything(reader, today) ? {} : { visibleTo: user.court }),
        })
        .project({ _id: 1 })
        .toArray();
      return { status: 200, body: { items: found.map(({ _id }) => String(_id)) } };
    },
  });
}
