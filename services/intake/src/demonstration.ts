import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';

/** `GET /demonstration`: whether demonstration cases are here, so that every page can say so. */
export function demonstrationRoute({ cases }: Pick<CaseService, 'cases'>): Route {
  let present = false;
  return defineRoute({
    method: 'get',
    path: '/demonstration',
    operationId: 'readDemonstration',
    summary: '系统中有无演示数据',
    tags: ['collaborations'],
    security: 'user-or-service',
    responses: { 200: z.object({ present: z.boolean() }) },
    handler: async () => {
      // Cases never go away, so one look that found some is enough.
      present ||=
        (await cases.collection.findOne({ 'state.demo.asOf': { $gt: '' } }, { projection: { _id: 1 } })) !== null;
      return { status: 200, body: { present } };
    },
  });
}
