import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { pageOf } from './find';
import { asked, filterQuery } from './reading';
import type { ListDeps } from './reading';
import type { Row } from './roll';

const MAX_PAGE = 200;

/** Counting is exact up to here; a larger number helps nobody and is told as 「1 万以上」. */
export const COUNTED = 10_000;

const itemSchema = z
  .object({
    caseId: z.string(),
    seq: z.number(),
    state: z.string(),
    route: z.string(),
    grounds: z.array(z.string()),
    executingCourt: z.string(),
    decidingCourt: z.string(),
    documentNumber: z.string().nullable(),
    caseNumber: z.string(),
    cause: z.string(),
    applicants: z.string().describe('申请执行人，自然人只显示姓氏'),
    respondents: z.string().describe('被执行人，自然人只显示姓氏'),
    restricted: z.boolean(),
    receivedOn: z.string(),
    due: z.string().nullable().describe('最近届满的期限；没有期限在走的为空'),
    expiresAt: z.string().nullable().describe('逾期的第一时刻'),
    countedBy: z.string().nullable().describe('期限按此法院的日历计'),
    updatedAt: z.string(),
    demo: z.boolean().optional().describe('演示数据'),
  })
  .meta({ id: 'CollaborationSummary' });

function summary(row: Row): z.infer<typeof itemSchema> {
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
    responses: {
      200: z.object({
        items: z.array(itemSchema),
        next: z.string().nullable(),
        total: z
          .object({ count: z.number().int(), exact: z.boolean() })
          .describe(`符合条件的件数；超过 ${COUNTED} 件时 exact 为 false，表示以上`),
      }),
    },
    handler: async ({ query: { limit, cursor, ...filter }, user }) => {
      const { roll, question, scope } = await asked(deps, user, filter);
      const { rows, next, count } = pageOf(roll, question, scope, { limit, cursor });
      const total = { count: Math.min(count, COUNTED), exact: count <= COUNTED };
      return { status: 200, body: { items: rows.map(summary), next, total } };
    },
  });
}
