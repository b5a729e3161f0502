import { inboxSchema, levelSchema } from '@xiezhi/contracts/views';
import { readerOf, readModelRoutes } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { auditRoutes, defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { cursorOf } from './inbox';
import type { Inbox } from './inbox';

export function notificationRoutes(inbox: Inbox, { cases, audit }: CaseService): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/inbox',
      operationId: 'listInbox',
      summary: '本人所在法院和岗位的提醒与消息',
      tags: ['inbox'],
      security: 'user',
      query: z.object({
        unread: z.stringbool().default(false).describe('只看未读；所说事项已经办结的不再算作未读'),
        level: levelSchema.optional().describe('只看这一类'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.string().max(240).optional().describe('上一页返回的 next；也可为时刻，只看此前的消息'),
      }),
      responses: { 200: inboxSchema },
      handler: async ({ query, user }) => {
        const found = await inbox.list(readerOf(user), user.sub, { ...query, limit: query.limit + 1 });
        const page = found.slice(0, query.limit);
        const items = page.map(({ _id: id, readBy, settled, ...message }) => {
          const { caseId, seq, at, court, role, level, text } = message;
          const standing = { read: readBy.includes(user.sub), settled: typeof settled === 'number' };
          return { id, caseId, seq, at, court, role, level, text, ...standing };
        });
        const last = page.at(-1);
        return { status: 200, body: { items, next: found.length > page.length && last ? cursorOf(last) : null } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inbox/:id/read',
      operationId: 'markRead',
      summary: '标记为已读',
      tags: ['inbox'],
      security: 'user',
      params: z.object({ id: z.string().max(200) }),
      responses: { 204: { description: '已标记' } },
      handler: async ({ params, user }) => {
        if (!(await inbox.markRead(readerOf(user), user.sub, params.id)))
          throw new Problem('NOT_FOUND', '没有这条消息。');
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inbox/read-all',
      operationId: 'markAllRead',
      summary: '全部标为已读：截至所见最新一条，此后到达的不受影响',
      tags: ['inbox'],
      security: 'user',
      body: z.strictObject({
        through: z.string().max(240).describe('所见最新一条消息'),
        level: levelSchema.optional().describe('只标这一类'),
      }),
      responses: { 204: { description: '已标记' } },
      handler: async ({ body, user }) => {
        if (!(await inbox.markAllRead(readerOf(user), user.sub, body)))
          throw new Problem('NOT_FOUND', '没有这条消息。');
        return { status: 204 };
      },
    }),
    ...readModelRoutes(cases),
    ...auditRoutes(audit),
  ];
}
