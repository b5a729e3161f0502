import { bulletinAnswerSchema, bulletinCasesSchema, bulletinSchema, bulletinsSchema } from '@xiezhi/contracts/views';
import { bulletinSchemas } from '@xiezhi/contracts';
import {
  BULLETIN_COMMANDS,
  codeOn,
  codesOf,
  isWithin,
  OPENED_FIGURES,
  readsBulletins,
  readsBusinessData,
  toInstant,
} from '@xiezhi/rules';
import type { BulletinAsked, BulletinCommandType, LocalDate, OpenedFigure } from '@xiezhi/rules';
import { actingRoleHeaders, audited, readerOf } from '@xiezhi/case-kit';
import type { BulletinFile } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { AuditTrail, PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { CaseRows } from '../case-rows';
import type { CasesBehind } from './behind';
import type { Bulletins } from './bulletins';
import { bulletinWorkbook } from './workbook';
import { bulletinItem, bulletinView, hiddenFrom, issuedOnly } from './views';

/** What counts every case of the province. */
const COUNTING_COST = 20;
const COST = 5;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const tags = ['bulletins'];

export interface BulletinRouteDeps {
  bulletins: Bulletins;
  behind: CasesBehind;
  rows: Pick<CaseRows, 'all'>;
  clock: { now(): Promise<number> };
  audit: AuditTrail;
}

function commandRoute(type: BulletinCommandType, { bulletins, audit }: BulletinRouteDeps): Route {
  return defineRoute({
    method: 'post',
    path: `/commands/${type}`,
    operationId: type,
    summary: BULLETIN_COMMANDS[type].title[0],
    tags,
    security: 'user',
    idempotency: 'required',
    cost: COUNTING_COST,
    headers: actingRoleHeaders,
    body: bulletinSchemas[type],
    responses: { 200: bulletinAnswerSchema },
    handler: async ({ body, headers, user, idempotencyKey: key }) => {
      const actingRole = headers['x-acting-role'];
      const about = { user, role: actingRole, command: type, at: new Date().toISOString() };
      const asked = body as unknown as BulletinAsked;
      const file = await audited(audit, about, () => bulletins.give({ type, asked, user, actingRole, key }));
      const { bulletin, seq, status, version } = bulletinItem(file);
      return { status: 200, body: { bulletin, seq, status, version } };
    },
  });
}

/**
 * What of a bulletin somebody may read: who supervises the court or one above it all of it; everybody at a court that it was
 * sent to, but for the administrators of the system, what was issued.
 */
function readable(file: BulletinFile, user: PersonUser, today: LocalDate): BulletinFile | undefined {
  const reader = readerOf(user);
  if (!readsBusinessData(reader)) return undefined;
  const own = codeOn(user.court, today);
  if (readsBulletins(reader) && isWithin(codeOn(file.court, today), own, today)) return file;
  const state = issuedOnly(file.state);
  const codes = codesOf(user.court);
  return state.versions.some(({ issued }) => issued?.to.some((court) => codes.includes(court)))
    ? { ...file, state }
    : undefined;
}

const inOrder =
  (newest: boolean) =>
  (a: { period: string; court: string }, b: typeof a): number => {
    if (a.period !== b.period) return a.period < b.period === newest ? 1 : -1;
    return a.court < b.court ? -1 : 1;
  };

/** Drafting, issue and correction of the half-year bulletins (Art. 16), and what they say. */
export function bulletinRoutes(deps: BulletinRouteDeps): Route[] {
  const { bulletins, behind, rows, clock } = deps;
  const today = async () => toInstant(await clock.now()).slice(0, 10);
  /** @throws Problem NOT_FOUND also for a bulletin that the person may not read */
  const found = async (id: string, user: PersonUser) => {
    const day = await today();
    const stored = await bulletins.files.get(id);
    const file = stored && readable(stored, user, day);
    if (!file) throw new Problem('NOT_FOUND', '没有这份通报。');
    return { file, day };
  };
  const foundWithLists = async (id: string, user: PersonUser) => {
    const { file, day } = await found(id, user);
    return { file, hidden: await hiddenFrom(user, file, rows, day) };
  };
  return [
    ...(Object.keys(BULLETIN_COMMANDS) as BulletinCommandType[]).map((type) => commandRoute(type, deps)),
    defineRoute({
      method: 'get',
      path: '/bulletins',
      operationId: 'listBulletins',
      summary: '半年通报（第十六条）：本院及辖区内法院的，和发给本院的；按期间，再按法院',
      tags,
      security: 'user',
      cost: COST,
      query: z.object({
        court: z.string().max(20).optional(),
        period: z.string().max(20).optional(),
        order: z.enum(['oldest', 'newest']).default('oldest').describe('期间早的在前，或者新的在前'),
        after: z.string().max(60).optional().describe('上一页返回的 next'),
        limit: z.coerce.number().int().min(1).max(200).default(200),
      }),
      responses: { 200: bulletinsSchema },
      handler: async ({ query: { court, period, order, after, limit }, user }) => {
        const day = await today();
        const asked = {
          ...(court === undefined ? {} : { court: { $in: [...codesOf(court)] } }),
          ...(period === undefined ? {} : { period }),
        };
        const stored = await bulletins.files.collection.find(asked).toArray();
        const items = stored
          .flatMap((file) => readable(file, user, day) ?? [])
          .map(bulletinItem)
          .sort(inOrder(order === 'newest'));
        const from = after === undefined ? 0 : items.findIndex(({ bulletin }) => bulletin === after) + 1;
        const page = items.slice(from, from + limit);
        const next = items.length > from + limit ? page.at(-1)!.bulletin : null;
        return { status: 200, body: { items: page, next } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/bulletins/:id',
      operationId: 'readBulletin',
      summary: '一份半年通报：数字、各版、更正了什么；无权查看的案件计入数字，不列文号',
      tags,
      security: 'user',
      cost: COST,
      params: z.object({ id: z.string().max(64) }),
      responses: { 200: bulletinSchema },
      handler: async ({ params: { id }, user }) => {
        const { file, hidden } = await foundWithLists(id, user);
        return { status: 200, body: bulletinView(file, hidden, user) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/bulletins/:id/cases',
      operationId: 'listBulletinCases',
      summary: '一项数字背后的案件，按数字冻结时的记录；无权查看的只计数，不列',
      tags,
      security: 'user',
      cost: COUNTING_COST,
      params: z.object({ id: z.string().max(64) }),
      query: z.object({
        figure: z.enum(OPENED_FIGURES as [OpenedFigure, ...OpenedFigure[]]).describe('哪一项数字'),
        court: z.string().max(20).optional().describe('哪个法院一行；没有的为合计'),
        after: z.string().max(200).optional().describe('上一页返回的 next'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      responses: { 200: bulletinCasesSchema },
      handler: async ({ params: { id }, query: { figure, court, after, limit }, user }) => {
        const { file, day } = await found(id, user);
        const asked = { figure, row: court ?? null, after, limit };
        return { status: 200, body: await behind.of(file, user, day, asked) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/bulletins/:id/figures.xlsx',
      operationId: 'downloadBulletinFigures',
      summary: '一份半年通报最新一版的各项数字和清单（XLSX）',
      tags,
      security: 'user',
      cost: COST,
      params: z.object({ id: z.string().max(64) }),
      responses: { 200: { description: '工作簿', contentType: XLSX } },
      handler: async ({ params: { id }, user }) => {
        const { file, hidden } = await foundWithLists(id, user);
        const body = await bulletinWorkbook(file, hidden);
        if (!body) throw new Problem('NOT_ALLOWED_IN_STATE', '通报尚未起草，没有数字。');
        const name = encodeURIComponent(`半年通报-${file.court}-${file.period}.xlsx`);
        return {
          status: 200,
          body,
          headers: {
            'Content-Type': XLSX,
            'Cache-Control': 'no-store',
            'Content-Disposition': `attachment; filename="${id}.xlsx"; filename*=UTF-8''${name}`,
          },
        };
      },
    }),
  ];
}
