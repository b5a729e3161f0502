import {
  calendarYearProblem,
  checkCalendarYear,
  closuresEnded,
  KNOWN_REGIONS,
  readClosure,
  readNoticeLists,
  remarkOnEnded,
  toInstant,
} from '@xiezhi/rules';
import type { CalendarBook, CalendarYear, LocalDate, NoticeRemark, ReadNotice } from '@xiezhi/rules';
import { calendarYearSchema } from '@xiezhi/contracts';
import {
  calendarOverviewSchema,
  calendarYearViewSchema,
  checkedCalendarFileSchema,
  missingYearsSchema,
  proposedSchema,
} from '@xiezhi/contracts/views';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Changes } from '../changes/changes';
import type { Change } from '../changes/types';
import { MAX_NOTICE_FILE_BYTES, NOTICE_FILE_TYPES, readNoticeFile } from '../files/notice-file';
import type { RehearsalClock } from '../clock';
import { missingYears } from '../calendars-missing';
import { ruled, personOf, requireRole } from './access';
import { calendarOverview, calendarYear } from './calendar-views';

const dates = z.array(z.string().max(10)).max(366);
const notice = z.string().trim().min(1, '请填写依据的通知').max(2_000);
const region = z.string().max(40);

const noticeBody = z.strictObject({
  kind: z.literal('notice').optional(),
  region,
  year: z.number().int('年份应为整数'),
  off: dates,
  makeup: dates,
  names: z.record(z.string().max(10), z.string().max(40, '名称不超过40字')).optional().describe('通知中各日的名称'),
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

/** The lists of a scenario file, or a spreadsheet's file with the head in the query. */
const importBody = z.union([noticeBody.omit({ kind: true }), z.instanceof(Buffer)]);
const fileHead = {
  region: region.optional().describe('文件须填：national、yanbian 等'),
  year: z.coerce.number().optional().describe('文件须填'),
};
const importQuery = z.object({
  ...fileHead,
  notice: z.string().max(2_000).optional().describe('文件须填：依据的通知'),
});
const FILE = { types: NOTICE_FILE_TYPES, maxBytes: MAX_NOTICE_FILE_BYTES };
const FILE_FORM =
  '文件：CSV（逗号、分号或制表符分隔，UTF-8、GB18030、UTF-16均可）或者 XLSX；首行 日期,类型,名称（date,kind,name），每行一天，类型为 off（放假）或 makeup（调休上班），名称可以没有；region、year、notice 写在查询参数中。';

/** Stands for a notice that is not named yet, so that the days can be looked at before. */
const NOT_NAMED = '—';

async function readImport(
  body: z.infer<typeof importBody>,
  query: z.infer<typeof importQuery>,
  book: CalendarBook,
): Promise<ReadNotice> {
  if (!Buffer.isBuffer(body)) return readNoticeLists(body, book);
  return readNoticeFile(
    body,
    { region: query.region ?? '', year: query.year ?? NaN, notice: query.notice ?? '' },
    book,
  );
}

function refusal(problems: Extract<ReadNotice, { problems: unknown }>['problems']): Problem {
  return new Problem('VALIDATION', `放假安排有 ${problems.length} 处不符合要求。`, {
    errors: problems.map(({ place, message }) => ({ path: place === '' ? 'body' : place, message })),
  });
}

/** @throws Problem VALIDATION for a year that no notice is entered for today */
function checkedYear<Y extends { year: number }>(year: Y, today: LocalDate): Y {
  const problem = calendarYearProblem(year.year, today);
  if (problem !== undefined) throw refusal([{ place: 'year', message: problem }]);
  return year;
}

function proposeRoutes(changes: Changes, clock: RehearsalClock): Route[] {
  const today = async () => toInstant(await clock.now()).slice(0, 10);
  const propose = async (
    change: Change,
    remarks: NoticeRemark[],
    user: PersonUser,
    { key, ends }: { key: string | undefined; ends?: LocalDate[] },
  ) => {
    const told = { key, remarks, ...(ends ? { ends } : {}) };
    const proposed = await changes.propose(change, personOf(user), toInstant(await clock.now()), told);
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
      handler: async ({ body, user, idempotencyKey: key }) => {
        requireRole(user, ['systemAdmin'], '提出变更');
        if (body.kind === 'closure') {
          const { kind: _kind, ...closure } = body;
          const read = readClosure(closure, await changes.versions.book());
          if ('problems' in read) throw refusal(read.problems);
          checkedYear(read.year, await today());
          return propose({ kind: 'calendar', closure }, read.remarks, user, { key });
        }
        const { kind: _kind, ...year } = body;
        checkNotice(checkedYear(year, await today()));
        const ends = closuresEnded(year, await changes.versions.book());
        const remarks = ends.length > 0 ? [{ place: '', message: remarkOnEnded(ends) }] : [];
        return propose({ kind: 'calendar', year }, remarks, user, { key, ends });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/calendars/import',
      operationId: 'importCalendar',
      summary: '导入一个年度的放假安排（CSV、XLSX 或 JSON），逐行核对后作为变更提出（须另一人批准）',
      description: `${FILE_FORM}JSON：{region, year, off[], makeup[], names?, notice}。`,
      tags: ['calendars'],
      security: 'user',
      idempotency: 'optional',
      query: importQuery,
      body: importBody,
      fileBody: FILE,
      responses: { 201: proposedSchema },
      handler: async ({ body, query, user, idempotencyKey: key }) => {
        requireRole(user, ['systemAdmin'], '提出变更');
        const book = await changes.versions.book();
        const read = await readImport(body, query, book);
        if ('problems' in read) throw refusal(read.problems);
        const year = checkedYear(read.year, await today());
        return propose({ kind: 'calendar', year }, read.remarks, user, { key, ends: closuresEnded(year, book) });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/calendars/import/check',
      operationId: 'checkCalendarFile',
      summary: '核对一个年度的放假安排文件：读到的各日和请核对之处，或者每一行的问题；不提出变更',
      description: FILE_FORM,
      tags: ['calendars'],
      security: 'user',
      query: z.object(fileHead),
      body: z.instanceof(Buffer, { error: '应为 CSV 或者 XLSX 文件' }),
      fileBody: FILE,
      responses: { 200: checkedCalendarFileSchema },
      handler: async ({ body, query, user }) => {
        requireRole(user, ['systemAdmin'], '提出变更');
        const read = await readImport(body, { ...query, notice: NOT_NAMED }, await changes.versions.book());
        if ('problems' in read) return { status: 200, body: { year: null, remarks: [], problems: read.problems } };
        const { year, remarks } = read;
        const problem = calendarYearProblem(year.year, await today());
        if (problem === undefined) return { status: 200, body: { year, remarks, problems: [] } };
        return { status: 200, body: { year: null, remarks, problems: [{ place: '', message: problem }] } };
      },
    }),
  ];
}

/** What a notice can contain is the Rule's to say. */
function checkNotice(year: Omit<CalendarYear, 'version'>): void {
  ruled(() => checkCalendarYear(year));
}

const yearParams = z.object({ region, year: z.coerce.number().int('年份应为整数') });

function viewRoutes(changes: Changes, clock: RehearsalClock): Route[] {
  const missing = async (book: CalendarBook) => missingYears(book, toInstant(await clock.now()).slice(0, 10));
  return [
    defineRoute({
      method: 'get',
      path: '/calendars',
      operationId: 'listCalendars',
      summary: '各地区已公布的年度、版本，以及公布到何日',
      tags: ['calendars'],
      security: 'user',
      responses: { 200: calendarOverviewSchema },
      handler: async () => {
        const book = await changes.versions.book();
        return { status: 200, body: { ...calendarOverview(book), missing: await missing(book) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/calendars/missing',
      operationId: 'listMissingCalendars',
      summary: '到了录入的时候而尚未录入的年度，供每周提醒系统管理员',
      tags: ['calendars'],
      security: 'user-or-service',
      quiet: true,
      responses: { 200: z.object({ missing: missingYearsSchema }) },
      handler: async () => ({ status: 200, body: { missing: await missing(await changes.versions.book()) } }),
    }),
    defineRoute({
      method: 'get',
      path: '/calendars/published',
      operationId: 'readPublishedCalendars',
      summary: '随系统提供的日历之外已公布的各年度全文，供期限灯等按现行日历计日',
      tags: ['calendars'],
      security: 'user',
      responses: { 200: z.object({ years: z.array(calendarYearSchema) }) },
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
      responses: { 200: calendarYearViewSchema },
      handler: async ({ params, query: { version } }) => {
        if (!KNOWN_REGIONS.includes(params.region)) throw new Problem('NOT_FOUND', '没有这个日历地区。');
        return { status: 200, body: await calendarYear(changes, params.region, params.year, version) };
      },
    }),
  ];
}

export function calendarRoutes(changes: Changes, clock: RehearsalClock): Route[] {
  return [...proposeRoutes(changes, clock), ...viewRoutes(changes, clock)];
}
