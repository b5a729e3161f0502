import { caseListSchema, MOST_COUNTED_CASES } from '@xiezhi/contracts/views';
import type { CaseLine } from '@xiezhi/contracts/views';
import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { pageOf } from './find';
import { readingOf, filterQuery } from './reading';
import type { ListDeps } from './reading';
import type { Row } from './roll';

const MAX_PAGE = 200;

function summary(row: Row): CaseLine {
  const { caseId, seq, state, route, grounds, executingCourt, decidingCourt, documentNumber, caseNumber, cause } = row;
  const { applicants, respondents, restricted, receivedOn, due, expiresAt, countedBy, updatedAt } = row;
  return {
    ...{ caseId, seq, state, route, grounds: [...grounds], executingCourt, decidingCourt, documentNumber, caseNumber },
    ...{ cause, applicants, respondents, restricted, receivedOn, due, expiresAt, countedBy, updatedAt },
    ...(row.demo ? { demo: true } : {}),
  };
}

/** `GET /collaborations`: the cases this person's court may see that fit the filter, page by page, with their number. */
export function listRoute(deps: ListDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations',
    operationId: 'listCollaborations',
    summary: '本院可见的协同执行案件（筛选、排序、分页）',
    tags: ['collaborations'],
    security: 'user',
    query: filterQuery.extend({
      limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
      cursor: z.string().max(200).optional().describe('上一页返回的 next'),
    }),
    responses: { 200: caseListSchema },
    handler: async ({ query: { limit, cursor, ...filter }, user }) => {
      const { roll, question, scope } = await readingOf(deps, user, filter);
      const { rows, next, count } = pageOf(roll, question, scope, { limit, cursor });
      const total = { count: Math.min(count, MOST_COUNTED_CASES), exact: count <= MOST_COUNTED_CASES };
      return { status: 200, body: { items: rows.map(summary), next, total } };
    },
  });
}
