import { defineRoute, Problem, readerOf, rebuildRoute } from '@xiezhi/service-kit';
import type { CaseService, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Inbox } from './inbox';

const messageSchema = z
  .object({
    id: z.string(),
    caseId: z.string(),
    seq: z.number(),
    at: z.string(),
    court: z.string(),
    role: z.string(),
    level: z.enum(['INFO', 'REMINDER', 'OVERDUE']),
    text: z.string(),
    read: z.boolean(),
  })
  .meta({ id: 'InboxMessage' });

export function notificationRoutes(inbox: Inbox, { cases }: CaseService): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/inbox',
      operationId: 'listInbox',
      summary: '本人所在法院和岗位的提醒与消息',
      tags: ['inbox'],
      security: 'user',
      query: z.object({
        unread: z.stringbool().default(false),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.string().max(40).optional().describe('只看此时刻之前的消息，用于翻页'),
      }),
      responses: { 200: z.object({ items: z.array(messageSchema) }) },
      handler: async ({ query, user }) => {
        const found = await inbox.list(readerOf(user), user.sub, query);
        const items = found.map(({ _id, readBy, ...message }) => ({
          id: _id,
          ...message,
          read: readBy.includes(user.sub),
        }));
        return { status: 200, body: { items } };
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
    rebuildRoute(cases),
  ];
}
