import { absenceSchema, ownAbsenceSchema, workItemSchema, workItemsSchema } from '@xiezhi/contracts/views';
import type { WorkItem as WorkItemView } from '@xiezhi/contracts/views';
import { courtByCode, ROLE_TITLES } from '@xiezhi/rules';
import { defineRoute } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Absences } from './away';
import { actsOn } from './claims';
import type { ItemClaims } from './claims';
import type { WorkItem } from './item';
import { SORTS, VIEWS } from './views';
import type { Lit, ViewName, WorkItemViews } from './views';

function bodyOf(item: Lit, user: PersonUser): WorkItemView {
  const { _id: id, version, court, roles, since, authority, doneBy, claim, except } = item;
  // Items made before these were kept lack them for a moment, until upkeep has given them.
  const { cause = null, applicants = null, respondents = null, record = null, executingCourt = court } = item;
  const { caseId, subject, caseNumber, title, form, command, kind, deadline, due, expiresAt, provisional } = item;
  const { lamp, word, workdaysLeft, daysLate, status, doneAt } = item;
  return {
    ...{ id, version, caseId, subject, caseNumber, title, form, command, kind, deadline, court, roles, since },
    ...{ due, expiresAt, provisional, authority, lamp, word, workdaysLeft, daysLate, status, doneAt },
    ...{ cause, applicants, respondents, record, except, executingCourt },
    executingCourtName: courtByCode(executingCourt, since.slice(0, 10))?.name ?? executingCourt,
    acts: actsOn(item, user, item.readOn),
    courtName: courtByCode(court, since.slice(0, 10))?.name ?? court,
    roleTitles: roles.map((role) => ROLE_TITLES[role]),
    law: authority === null ? null : !authority.startsWith('HR-'),
    doneBy: doneBy && { court: doneBy.court, role: doneBy.role, name: doneBy.name ?? null },
    holder: claim,
    mine: claim?.sub === user.sub,
  };
}

const day = z.iso.date({ error: '日期格式应为YYYY-MM-DD' });
const idParams = z.object({ id: z.string().max(200) });
const names = Object.keys(VIEWS) as [ViewName, ...ViewName[]];
const tags = ['work-items'];

function readingRoutes(views: WorkItemViews): Route[] {
  const counts = Object.fromEntries(names.filter((name) => name !== 'done').map((name) => [name, z.number().int()]));
  return [
    defineRoute({
      method: 'get',
      path: '/work-items',
      operationId: 'listWorkItems',
      summary: '待办事项：即将逾期、逾期未办、待办、已办、我发起的、抄送',
      tags,
      security: 'user',
      query: z.object({
        view: z.enum(names).default('todo'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(800).optional().describe('上一页返回的 next'),
        court: z.string().max(10).optional().describe('应办法院的代字'),
        sort: z.enum(SORTS).optional().describe('due 最先届满；since 最近到达；act 事项；court 执行法院；case 案号'),
        q: z.string().trim().max(60).optional().describe('案号、文号、当事人姓名或者名称、案由的一部分'),
        command: z.string().max(60).optional().describe('所待的命令'),
        executing: z.string().max(10).optional().describe('执行法院的代字'),
      }),
      responses: { 200: workItemsSchema },
      handler: async ({ query, user }) => {
        const { items, next } = await views.page(user, query);
        return { status: 200, body: { items: items.map((item) => bodyOf(item, user)), next } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/work-items/counts',
      operationId: 'countWorkItems',
      summary: '各类待办事项的件数',
      tags,
      security: 'user',
      responses: { 200: z.object(counts).meta({ id: 'WorkItemCounts' }) },
      handler: async ({ user }) => ({ status: 200, body: await views.counts(user) }),
    }),
  ];
}

function claimRoutes(claims: ItemClaims, views: WorkItemViews): Route[] {
  type ClaimRequest = Parameters<ItemClaims['claim']>[0];
  const answered = async (changed: Promise<WorkItem>, user: PersonUser) =>
    ({ status: 200, body: bodyOf(await views.one(await changed), user) }) as const;
  const plain = (action: 'claim' | 'release', summary: string, work: (asked: ClaimRequest) => Promise<WorkItem>) =>
    defineRoute({
      method: 'post',
      path: `/work-items/:id/${action}`,
      operationId: `${action}WorkItem`,
      summary,
      tags,
      security: 'user',
      idempotency: 'required',
      params: idParams,
      responses: { 200: workItemSchema },
      handler: ({ params: { id }, user, idempotencyKey: key }) => answered(work({ user, id, key }), user),
    });
  return [
    plain('claim', '认领（不影响同岗位的其他人依法办理）', (asked) => claims.claim(asked)),
    plain('release', '退回认领', (asked) => claims.release(asked)),
    defineRoute({
      method: 'post',
      path: '/work-items/:id/assign',
      operationId: 'assignWorkItem',
      summary: '指派给本院人员（执行局负责人、指挥中心负责人）',
      tags,
      security: 'user',
      idempotency: 'required',
      params: idParams,
      body: z.strictObject({ sub: z.string().min(1).max(64) }),
      responses: { 200: workItemSchema },
      handler: ({ params: { id }, body, user, idempotencyKey: key }) =>
        answered(claims.assign({ user, id, key }, body.sub), user),
    }),
    defineRoute({
      method: 'post',
      path: '/work-items/:id/delegate',
      operationId: 'delegateWorkItem',
      summary: '委托本院同岗位人员代办（认领人）',
      tags,
      security: 'user',
      idempotency: 'required',
      params: idParams,
      body: z.strictObject({
        sub: z.string().min(1).max(64),
        reason: z.string().trim().min(1, '请填写委托的原因').max(500),
      }),
      responses: { 200: workItemSchema },
      handler: ({ params: { id }, body, user, idempotencyKey: key }) =>
        answered(claims.delegate({ user, id, key }, body.sub, body.reason), user),
    }),
  ];
}

function absenceRoutes(absences: Absences): Route[] {
  const path = '/out-of-office';
  return [
    defineRoute({
      method: 'get',
      path,
      operationId: 'readOutOfOffice',
      summary: '本人的外出代办设置',
      tags,
      security: 'user',
      responses: { 200: ownAbsenceSchema },
      handler: async ({ user }) => ({ status: 200, body: { outOfOffice: await absences.of(user.sub) } }),
    }),
    defineRoute({
      method: 'put',
      path,
      operationId: 'setOutOfOffice',
      summary: '设置外出代办：期间内新认领、新指派给本人的事项由代办人办理',
      tags,
      security: 'user',
      body: z.strictObject({ from: day, to: day, delegate: z.string().min(1).max(64).describe('代办人账号') }),
      responses: { 200: z.object({ outOfOffice: absenceSchema }) },
      handler: async ({ body, user }) => ({ status: 200, body: { outOfOffice: await absences.set(user, body) } }),
    }),
    defineRoute({
      method: 'delete',
      path,
      operationId: 'endOutOfOffice',
      summary: '取消外出代办',
      tags,
      security: 'user',
      responses: { 204: { description: '已取消' } },
      handler: async ({ user }) => {
        await absences.end(user);
        return { status: 204 };
      },
    }),
  ];
}

export function workItemRoutes(parts: { views: WorkItemViews; claims: ItemClaims; absences: Absences }): Route[] {
  return [...readingRoutes(parts.views), ...claimRoutes(parts.claims, parts.views), ...absenceRoutes(parts.absences)];
}
