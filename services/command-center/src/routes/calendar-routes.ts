import {
  checkCalendarYear,
  KNOWN_REGIONS,
  readClosure,
  readNoticeCsv,
  readNoticeLists,
  toInstant,
} from '@xiezhi/rules';
import type { CalendarBook, CalendarYear, ReadNotice } from '@xiezhi/rules';
import { calendarYearSchema as calendarYearFields } from '@xiezhi/contracts';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Changes } from '../changes/changes';
import type { Change } from '../changes/types';
import type { RehearsalClock } from '../clock';
import { asked, personOf, requireRole } from './access';
import { calendarOverview, calendarYear, calendarYearSchema, overviewSchema } from './calendar-views';
import { proposedSchema } from './proposal-view';

const dates = z.array(z.string().max(10)).max(366);
const notice = z.string().trim().min(1, '请填写依据的通知').max(2_000);
const region = z.string().max(40);

const noticeBody = z.strictObject({
  kind: z.literal('notice').optional(),
  region,
  year: z.number().int('年份应为整数'),
  off: dates,
  makeup: dates,
  notice,
});
const closureBody = z.strictObject({
  kind: z.literal('closure').describe('临时停止办公：加在现行版本之上'),
  region,
  days: dates,
  reason: z.string().trim().min(1, '请填写停止办公的理由').max(2_000),
});
const proposeBody = z.discriminatedUnion('kind', [closureBody, noticeBody], {
  error: 'kind 应为 notice（放假安排）或者 closure（临时停止办公）',
});

/** The lists of a scenario file, or CSV as one string with the head in the query. */
const importBody = z.union([noticeBody.omit({ kind: true }), z.string()]);
const importQuery = z.object({
  region: region.optional().describe('CSV 须填：national、yanbian 等'),
  year: z.coerce.number().optional().describe('CSV 须填'),
  notice: z.string().max(2_000).optional().describe('CSV 须填：依据的通知'),
});
const MAX_CSV_BYTES = 64 * 1024;

function readImport(
  body: z.infer<typeof importBody>,
  query: z.infer<typeof importQuery>,
  book: CalendarBook,
): ReadNotice {
  if (typeof body !== 'string') return readNoticeLists(body, book);
  if (Buffer.byteLength(body) > MAX_CSV_BYTES) {
    throw new Problem('VALIDATION', `文件过大，不得超过 ${MAX_CSV_BYTES / 1024} KB。`, { status: 413 });
  }
  return readNoticeCsv(body, { region: query.region ?? '', year: query.year ?? NaN, notice: query.notice ?? '' }, book);
}

function refusal(problems: Extract<ReadNotice, { problems: unknown }>['problems']): Problem {
  return new Problem('VALIDATION', `放假安排有 ${problems.length} 处不符合要求。`, {
    errors: problems.map(({ place, message }) => ({ path: place === '' ? 'body' : place, message })),
  });
}

function proposeRoutes(changes: Changes, clock: RehearsalClock): Route[] {
  const propose = async (change: Change, read: ReadNotice, user: PersonUser, key: string | undefined) => {
    if ('problems' in read) throw refusal(read.problems);
    const { remarks } = read;
    const proposed = await changes.propose(change, personOf(user), toInstant(clock.now()), { key, remarks });
    return { status: 201 as const, body: proposed };
  };
  return [
    defineRoute({
      method: 'post',
      path: '/commands/calendar.propose',
      operationId: 'calendar.propose',
      summary: '提出一个年度的放假安排，或者临时停止办公的日子（须另一人批准）',
      tags: ['changes'],
      security: 'user',
      idempotency: 'optional',
      body: proposeBody,
      responses: { 201: proposedSchema },
      handler: async ({ body, user, idempotencyKey }) => {
        requireRole(user, ['systemAdmin'], '提出变更');
        if (body.kind === 'closure') {
          const { kind: _kind, ...closure } = body;
          const read = readClosure(closure, await changes.versions.book());
          return propose({ kind: 'calendar', closure }, read, user, idempotencyKey);
        }
        const { kind: _kind, ...year } = body;
        checkYear(year);
        return propose({ kind: 'calendar', year }, { year, remarks: [] }, user, idempotencyKey);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/calendars/import',
      operationId: 'importCalendar',
      summary: '导入一个年度的放假安排（CSV 或 JSON），逐行核对后作为变更提出（须另一人批准）',
      description:
        'CSV：首行 date,kind[,name]，每行一天，kind 为 off（放假）或 makeup（调休上班）；region、year、notice 写在查询参数中。JSON：{region, year, off[], makeup[], notice}。',
      tags: ['calendars'],
      security: 'user',
      idempotency: 'optional',
      query: importQuery,
      body: importBody,
      textBody: 'text/csv',
      responses: { 201: proposedSchema },
      handler: async ({ body, query, user, idempotencyKey }) => {
        requireRole(user, ['systemAdmin'], '提出变更');
        const read = readImport(body, query, await changes.versions.book());
        if ('problems' in read) throw refusal(read.problems);
        return propose({ kind: 'calendar', year: read.year }, read, user, idempotencyKey);
      },
    }),
  ];
}

/** What a notice can contain is the Rule's to say. */
function checkYear(year: Omit<CalendarYear, 'version'>): void {
  asked(() => checkCalendarYear(year));
}

const yearParams = z.object({ region, year: z.coerce.number().int('年份应为整数') });

function viewRoutes(changes: Changes): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/calendars',
      operationId: 'listCalendars',
      summary: '各地区已公布的年度、版本，以及公布到何日',
      tags: ['calendars'],
      security: 'user',
      responses: { 200: overviewSchema },
      handler: async () => ({ status: 200, body: calendarOverview(await changes.versions.book()) }),
    }),
    defineRoute({
      method: 'get',
      path: '/calendars/published',
      operationId: 'readPublishedCalendars',
      summary: '随系统提供的日历之外已公布的各年度全文，供期限灯等按现行日历计日',
      tags: ['calendars'],
      security: 'user',
      responses: { 200: z.object({ years: z.array(calendarYearFields) }) },
      handler: async () => ({ status: 200, body: { years: await changes.versions.publishedYears() } }),
    }),
    defineRoute({
      method: 'get',
      path: '/calendars/:region/:year',
      operationId: 'readCalendar',
      summary: '一个地区一个年度的放假安排：某一版本的各日、依据，以及全部版本由谁提出和批准',
      tags: ['calendars'],
      security: 'user',
      params: yearParams,
      query: z.object({ version: z.coerce.number().int().min(1).optional().describe('默认最新版本') }),
      responses: { 200: calendarYearSchema },
      handler: async ({ params, query: { version } }) => {
        if (!KNOWN_REGIONS.includes(params.region)) throw new Problem('NOT_FOUND', '没有这个日历地区。');
        return { status: 200, body: await calendarYear(changes, params.region, params.year, version) };
      },
    }),
  ];
}

export function calendarRoutes(changes: Changes, clock: RehearsalClock): Route[] {
  return [...proposeRoutes(changes, clock), ...viewRoutes(changes)];
}
