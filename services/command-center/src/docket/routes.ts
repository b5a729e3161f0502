import {
  docketBatchesSchema,
  docketBatchSchema,
  docketHistorySchema,
  docketImportSchema,
  docketPageSchema,
} from '@xiezhi/contracts/views';
import { codeOn, codesOf, docketKey, isLocalDate, oneNumber, readCaseNumber, toInstant } from '@xiezhi/rules';
import { audited, commandIdOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { AuditTrail, PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { personOf, requireRole } from '../routes/access';
import type { Docket } from './docket';
import { MOST_BYTES } from './files';
import { docketPage } from './list';
import { placeBefore } from './place-before';
import { reportOf } from './report';
import { unseenCases } from './running';
import { askedCourts, readableCourts, withEarlierCodes } from './scope';
import type { Batch } from './types';
import { batchView, maskedRow } from './views';

/** What a command's body holds at the most; more is a file. */
const MOST_CASES = 2_000;
const IMPORT_COST = 20;

const court = z.string().max(20).optional().describe('法院代字；默认本院及辖区内全部法院');
const limit = z.coerce.number().int().min(1).max(200).default(50);
const batchParams = z.object({ id: z.string().max(64) });

export interface DocketRouteDeps {
  docket: Docket;
  cases: Pick<CaseService['cases'], 'collection'>;
  clock: { now(): Promise<number> };
  audit: AuditTrail;
}

const todayOf = async ({ clock }: Pick<DocketRouteDeps, 'clock'>) => toInstant(await clock.now()).slice(0, 10);
/** What a reader is not to hear of in the differences of a batch. */
const unseenBy = async (user: PersonUser, deps: Pick<DocketRouteDeps, 'cases' | 'clock'>) =>
  unseenCases(user, await todayOf(deps), deps.cases);

function importRoutes({ docket, clock, audit, cases: read }: DocketRouteDeps): Route[] {
  /** Only the one role imports; whoever else tries is on the audit trail. */
  const importing = (user: PersonUser, command: string, work: () => Promise<Batch>) =>
    audited(audit, { user, command, at: new Date().toISOString() }, () => {
      requireRole(user, ['commandOfficer'], '导入底册');
      return work();
    });
  const importer = async (user: PersonUser) => ({ by: personOf(user), at: toInstant(await clock.now()) });
  return [
    defineRoute({
      method: 'post',
      path: '/commands/case.import',
      operationId: 'case.import',
      summary: '导入本院及辖区内法院的执行案件（底册），逐行核对；少量数据用此命令，大量数据上传文件',
      tags: ['docket'],
      security: 'user',
      idempotency: 'required',
      cost: IMPORT_COST,
      // Each row is refused by itself, for its texts too.
      ownTexts: true,
      body: z.strictObject({
        cases: z.array(z.unknown()).min(1, '没有数据').max(MOST_CASES, `不超过${MOST_CASES}行，更多的请上传文件`),
      }),
      responses: { 200: docketImportSchema },
      handler: async ({ body: { cases }, user, idempotencyKey }) => {
        const batch = await importing(user, 'case.import', async () =>
          docket.imports.command(commandIdOf(user.sub, idempotencyKey), cases, await importer(user)),
        );
        return { status: 200, body: await docket.answer(batch, await unseenBy(user, { cases: read, clock })) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/docket/files',
      operationId: 'uploadDocket',
      summary: '上传底册文件（CSV、XLSX、JSON Lines，至多1000000行），在后台逐行核对导入',
      description: `请求体为文件本身，至多${MOST_BYTES / 1024 ** 3} GB。CSV：首行为字段名，UTF-8、GB18030、UTF-16（带标记）均可；XLSX：取第一张有内容的工作表，首行为字段名；JSON Lines：每行一个对象。进度见 GET /docket/batches/:id。`,
      tags: ['docket'],
      security: 'user',
      idempotency: 'required',
      cost: IMPORT_COST,
      query: z.object({ name: z.string().trim().min(1).max(200).default('底册').describe('文件名，供辨认') }),
      responses: { 202: docketBatchSchema },
      handler: async ({ query: { name }, user, idempotencyKey, req }) => {
        const expected = Number(req.headers['content-length']) || undefined;
        const batch = await importing(user, 'case.import', async () => {
          const id = commandIdOf(user.sub, idempotencyKey);
          return docket.imports.file(id, req, { name, expected, ...(await importer(user)) });
        });
        return { status: 202, body: batchView(batch, await unseenBy(user, { cases: read, clock })) };
      },
    }),
  ];
}

function batchRoutes({ docket, clock, cases }: DocketRouteDeps): Route[] {
  const today = () => todayOf({ clock });
  const unseen = (user: PersonUser) => unseenBy(user, { cases, clock });
  /** @throws Problem NOT_FOUND also for a batch of a court that the person may not read */
  const readable = async (id: string, user: PersonUser): Promise<Batch> => {
    const courts = withEarlierCodes(readableCourts(user, await today()));
    const found = await docket.batches.find(id);
    if (!found || !courts.includes(found.court)) throw new Problem('NOT_FOUND', '没有这个批次。');
    return found;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/docket/batches',
      operationId: 'listDocketBatches',
      summary: '底册导入的批次，新的在前',
      tags: ['docket'],
      security: 'user',
      query: z.object({ court, limit, before: z.string().max(120).optional().describe('上一页的 next') }),
      responses: { 200: docketBatchesSchema },
      handler: async ({ query, user }) => {
        const courts = withEarlierCodes(askedCourts(user, query.court, await today()));
        const items = await docket.batches.list(courts, query.limit, placeBefore(query.before));
        const last = items.length === query.limit ? items.at(-1) : undefined;
        const hidden = await unseen(user);
        const body = { items: items.map((batch) => batchView(batch, hidden)) };
        return { status: 200, body: { ...body, next: last ? `${last.at}|${last._id}` : null } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/docket/batches/:id',
      operationId: 'readDocketBatch',
      summary: '一个批次：进度，接收、未变、未接收的行数，以及前若干行的问题',
      tags: ['docket'],
      security: 'user',
      quiet: true,
      params: batchParams,
      responses: { 200: docketBatchSchema },
      handler: async ({ params: { id }, user }) => ({
        status: 200,
        body: batchView(await readable(id, user), await unseen(user)),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/docket/batches/:id/report.csv',
      operationId: 'downloadDocketReport',
      summary: '一个批次的全部问题：未接收的行及原因，与在办协同执行案件不同之处（CSV，UTF-8带标记）',
      tags: ['docket'],
      security: 'user',
      cost: IMPORT_COST,
      params: batchParams,
      responses: { 200: { description: '清单', contentType: 'text/csv; charset=utf-8' } },
      handler: async ({ params: { id }, user }) => {
        const batch = await readable(id, user);
        const name = encodeURIComponent(`底册导入清单-${batch.at.slice(0, 10)}.csv`);
        return {
          status: 200,
          body: reportOf(docket.batches, batch, await unseen(user)),
          headers: {
            'Content-Type': 'text/csv; charset=utf-8',
            'Content-Disposition': `attachment; filename="docket-report-${batch.at.slice(0, 10)}.csv"; filename*=UTF-8''${name}`,
          },
        };
      },
    }),
  ];
}

function listRoutes({ docket, clock }: DocketRouteDeps): Route[] {
  const today = () => todayOf({ clock });
  const reading = async (asOf?: string) => ({
    batches: await docket.batches.finished(),
    ...(asOf === undefined ? {} : { until: `${asOf}T23:59:59.999+08:00` }),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/docket',
      operationId: 'listDocket',
      summary: '底册：本院及辖区内法院的执行案件，每件一行，以最近的数据为准（当事人隐名）',
      tags: ['docket'],
      security: 'user',
      cost: 5,
      query: z.object({
        court,
        q: z.string().trim().max(100).optional().describe('案号（任何写法），或者案号、案由中的文字'),
        asOf: z.string().refine(isLocalDate, 'asOf应为有效日期').optional().describe('以这一天终了时的数据为准'),
        after: z.string().max(200).optional().describe('上一页的 next'),
        limit,
      }),
      responses: { 200: docketPageSchema },
      handler: async ({ query: { asOf, ...question }, user }) => {
        const courts = askedCourts(user, question.court, await today());
        const page = await docketPage(docket.rows, { ...question, courts }, await reading(asOf));
        const kept = await docket.batches.rowsByCourt();
        const rows = withEarlierCodes(courts).reduce((sum, code) => sum + (kept.get(code) ?? 0), 0);
        const items = page.items.map(({ row, snapshots }) => ({ ...maskedRow(row), snapshots }));
        return { status: 200, body: { items, next: page.next, rows } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/docket/history',
      operationId: 'readDocketHistory',
      summary: '一件执行案件在底册中的全部数据，新的在前（当事人隐名）',
      tags: ['docket'],
      security: 'user',
      query: z.object({ caseNumber: z.string().max(100), court: z.string().max(20).describe('该案所在法院的代字') }),
      responses: { 200: docketHistorySchema },
      handler: async ({ query, user }) => {
        const [wanted] = askedCourts(user, query.court, await today());
        const number = readCaseNumber(query.caseNumber);
        if (wanted === undefined || !number) throw new Problem('NOT_FOUND', '底册中没有这件案件。');
        const key = docketKey({ case_no: query.caseNumber, court_code: query.court });
        const codes = codesOf(codeOn(query.court, await today()));
        const items = await docket.rows.history(key, codes, await reading());
        if (items.length === 0) throw new Problem('NOT_FOUND', '底册中没有这件案件。');
        return {
          status: 200,
          body: { caseNumber: oneNumber(query.caseNumber), items: items.map((row) => ({ ...maskedRow(row) })) },
        };
      },
    }),
  ];
}

/** `case.import`, files, batches, and the docket itself (Art. 14). */
export const docketRoutes = (deps: DocketRouteDeps): Route[] => [
  ...importRoutes(deps),
  ...batchRoutes(deps),
  ...listRoutes(deps),
];
