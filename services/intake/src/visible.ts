import { readsBusinessData, seesEverything, toInstant } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { casePositions, defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
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
    cost: 2,
    query: z.object({ of: casePositions }),
    responses: { 200: z.object({ items: z.array(z.string()) }) },
    handler: async ({ query, user }) => {
      const reader = readerOf(user);
      if (!readsBusinessData(reader)) return { status: 200, body: { items: [] } };
      const today = toInstant(await clock.now()).slice(0, 10);
      const find = () =>
        cases.collection
          .find({
            _id: { $in: query.of.map(({ caseId }) => caseId) },
            ...(seesEverything(reader, today) ? {} : { visibleTo: user.court }),
          })
          .project<{ _id: string; seq: number }>({ seq: 1 })
          .toArray();
      const known = new Map((await find()).map(({ _id, seq }) => [_id, seq]));
      const lacking = query.of.filter(({ caseId, seq }) => (known.get(caseId) ?? 0) < seq);
      if (lacking.length > 0) await cases.reach(lacking, user.sub);
      const found = lacking.length > 0 ? (await find()).map(({ _id }) => _id) : [...known.keys()];
      return { status: 200, body: { items: found } };
    },
  });
}
