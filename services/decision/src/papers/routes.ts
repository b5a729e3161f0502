import { casePapersSchema, paperVerificationSchema, phrasesSchema } from '@xiezhi/contracts/views';
import { commandSchemas, courtCodeSchema, isCollaboration } from '@xiezhi/contracts';
import { codesIn, draftReasons, GROUNDS, maskPaper, namedParties, PHRASES, REVIEW_OUTCOMES } from '@xiezhi/rules';
import type { CaseState, GroundCode, Paper } from '@xiezhi/rules';
import { afterQuery, caseIdParams, readCase } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { createTries, defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import type { RenderedPaper } from '@xiezhi/papers';
import { z } from 'zod';
import { readCode } from './code';
import { previewAmendment, previewApplication, previewPapers } from './preview';
import { requirePrintableCase } from './printable-case';
import type { Missing } from './printable-case';
import { FORMATS } from './register';
import type { Format, PaperRecord, PaperRegister } from './register';
import { NOT_ENDED, paperView, verificationView } from './views';
import type { Ended } from './views';

export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Of one person: enough for a stack of papers, too few to guess a code. */
const CODES_A_MINUTE = 30;

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

export interface PaperDeps {
  service: CaseService;
  register: PaperRegister;
  render: (paper: Paper) => Promise<RenderedPaper>;
  missing: Missing;
}

/** A file under its Chinese name; RFC 6266 for browsers, plain ASCII for whatever cannot read that. */
export function fileHeaders(name: string, extension: string, contentType: string): Record<string, string> {
  const full = encodeURIComponent(`${name}.${extension}`).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16)}`,
  );
  return {
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename="paper.${extension}"; filename*=UTF-8''${full}`,
  };
}

/** Names of natural persons that a copy outside the parties' file does not show; papers of earlier plans are still in the file. */
export const maskingOf = (state: CaseState) => ({
  parties: namedParties(state),
  people: [...(state.planHistory ?? []), ...(state.plan ? [state.plan] : [])].flatMap(({ officers }) =>
    officers.map(({ name }) => name),
  ),
});

function listRoute({ service, register }: PaperDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/:caseId/papers',
    operationId: 'listPapers',
    summary: '一件案件的全部文书：文号、日期、SM3、核验码、是否有效',
    tags: ['papers'],
    security: 'user',
    params: caseIdParams,
    query: afterQuery,
    responses: { 200: casePapersSchema },
    handler: async ({ params: { caseId }, query, user }) => {
      const { state } = await readCase(service, user, caseId, query.after);
      const records = await Promise.all((await register.ofCase(caseId)).map((record) => register.issue(record)));
      return { status: 200, body: { caseId, papers: records.map((record) => paperView(record, records, state)) } };
    },
  });
}

/** @throws Problem NOT_FOUND for no paper, VALIDATION for one that could not be made */
export function printable(record: PaperRecord | null): PaperRecord & { paper: Paper } {
  if (!record) throw new Problem('NOT_FOUND', '没有这份文书。');
  const { paper } = record;
  if (!paper) throw new Problem('VALIDATION', `这份文书未能制作：${record.reason ?? '内容无法打印'}`);
  return { ...record, paper };
}

export const paperIdSchema = z.string().regex(/^\d{1,9}-\d{1,3}$/, '文书编号格式不正确');

/** An issued paper as it is sent, with the SM3 it was issued with. */
export async function paperFileAnswer(register: PaperRegister, record: PaperRecord & { paper: Paper }, format: Format) {
  const body = await register.file(record, format);
  const hash = (await register.issue(record)).sm3?.[format] ?? '';
  const name = `${record.paper.title}${record.paper.number}`;
  const headers = { ...fileHeaders(name, format, CONTENT_TYPES[format]), 'X-Paper-SM3': hash };
  return { status: 200 as const, body, headers };
}

function fileRoute({ service, register, render }: PaperDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/:caseId/papers/:paperId',
    operationId: 'readPaper',
    summary: '一份文书的文件（PDF或者DOCX）；masked=true为隐名副本',
    tags: ['papers'],
    security: 'user',
    params: caseIdParams.extend({ paperId: paperIdSchema }),
    query: z.object({ format: z.enum(FORMATS).default('pdf'), masked: flag }),
    responses: { 200: { description: '文书文件', contentType: 'application/octet-stream' } },
    handler: async ({ params: { caseId, paperId }, query: { format, masked }, user }) => {
      const { state } = await readCase(service, user, caseId, undefined);
      const record = printable(await register.find(caseId, paperId));
      if (!masked) return paperFileAnswer(register, record, format);
      const body = (await render(maskPaper(record.paper, maskingOf(state))))[format];
      const name = `${record.paper.title}${record.paper.number}（隐名）`;
      return { status: 200, body, headers: fileHeaders(name, format, CONTENT_TYPES[format]) };
    },
  });
}

const previewBody = z.strictObject({
  outcome: z.enum(codesIn(REVIEW_OUTCOMES)),
  reasons: z.string().trim().min(1).max(20_000),
  participants: z.array(courtCodeSchema).max(93).optional(),
  format: z.enum(FORMATS).default('pdf'),
  document: z.number().int().min(0).max(200).default(0).describe('系列案件有多份决定书时，第几份，从0起'),
});

/** Reading a draft is for those who propose and who sign. */
const DRAFTERS = new Set(['handler', 'bureauDirector']);

function previewRoute({ service, render, missing }: PaperDeps): Route {
  return defineRoute({
    method: 'post',
    path: '/collaborations/:caseId/papers/preview',
    operationId: 'previewPaper',
    summary: '签发前预览决定书或者通知书（带“草稿”水印，不保存、不编号）',
    tags: ['papers'],
    security: 'user',
    params: caseIdParams,
    body: previewBody,
    responses: { 200: { description: '草稿文件', contentType: 'application/octet-stream' } },
    handler: async ({ params: { caseId }, body, user }) => {
      const { state } = await readCase(service, user, caseId, undefined);
      if (user.court !== state.decidingCourt || !user.roles.some((role) => DRAFTERS.has(role))) {
        throw new Problem('FORBIDDEN', '只有决定法院的经办人和执行局负责人可以预览文书草稿。');
      }
      const { format, document, ...draft } = body;
      const papers = previewPapers(state, draft, await service.clock.now());
      await requirePrintableCase(state, missing);
      const paper = papers[document];
      if (!paper) throw new Problem('NOT_FOUND', `这份草稿只有${papers.length}份文书。`);
      return draftAnswer([paper], render, format);
    },
  });
}

const formatQuery = z.object({ format: z.enum(FORMATS).default('pdf') });

async function draftAnswer([paper]: readonly Paper[], render: PaperDeps['render'], format: Format) {
  if (!paper) throw new Problem('NOT_FOUND', '没有可以预览的文书。');
  const body = (await render(paper))[format];
  return { status: 200 as const, body, headers: fileHeaders(`${paper.title}（草稿）`, format, CONTENT_TYPES[format]) };
}

function requireApplicant(user: PersonUser): void {
  if (!user.roles.includes('handler')) throw new Problem('FORBIDDEN', '只有经办人可以预览协同执行申请书。');
}

/** `POST /applications/preview`: the application in writing (Art. 6) before it is sent; nothing is kept of it. */
function applicationPreviewRoute({ service, render }: PaperDeps): Route {
  return defineRoute({
    method: 'post',
    path: '/applications/preview',
    operationId: 'previewApplication',
    summary: '报请前预览协同执行申请书（带“草稿”水印，不保存）',
    tags: ['papers'],
    security: 'user',
    query: formatQuery,
    body: commandSchemas['application.submit'],
    responses: { 200: { description: '草稿文件', contentType: 'application/octet-stream' } },
    handler: async ({ query: { format }, body, user }) => {
      requireApplicant(user);
      return draftAnswer(previewApplication(body, user, await service.clock.now()), render, format);
    },
  });
}

/** The same before an application is corrected. */
function amendmentPreviewRoute({ service, render }: PaperDeps): Route {
  return defineRoute({
    method: 'post',
    path: '/collaborations/:caseId/application/preview',
    operationId: 'previewAmendedApplication',
    summary: '更正报请前预览更正后的协同执行申请书（带“草稿”水印，不保存）',
    tags: ['papers'],
    security: 'user',
    params: caseIdParams,
    query: formatQuery,
    body: commandSchemas['application.amend'],
    responses: { 200: { description: '草稿文件', contentType: 'application/octet-stream' } },
    handler: async ({ params: { caseId }, query: { format }, body, user }) => {
      const { state } = await readCase(service, user, caseId, undefined);
      requireApplicant(user);
      return draftAnswer(previewAmendment(state, body, user, await service.clock.now()), render, format);
    },
  });
}

const GROUND_CODES = GROUNDS.map(({ code }) => code) as [GroundCode, ...GroundCode[]];

function phrasesRoute(): Route {
  return defineRoute({
    method: 'get',
    path: '/phrases',
    operationId: 'readPhrases',
    summary: '常用语与事由模板（可修改，不是法律规定）',
    tags: ['papers'],
    security: 'user',
    query: z.object({
      grounds: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(z.enum(GROUND_CODES)))
        .optional()
        .describe('事由代码，逗号分隔，如 3-1,3-6'),
    }),
    responses: { 200: phrasesSchema },
    handler: ({ query: { grounds = [] } }) => ({
      status: 200,
      body: { reasons: draftReasons(grounds), phrases: PHRASES.map((phrase) => ({ ...phrase })) },
    }),
  });
}

const UNKNOWN_CODE = '没有这个核验码对应的文书。请核对号码；确认无误的，所持文书不是本系统签发的。';

/** How the file of a paper has ended, as far as its papers hang on it. */
async function endOf({ cases }: CaseService, fileId: string): Promise<Ended> {
  if (!isCollaboration(fileId)) return NOT_ENDED;
  const document = await cases.get(fileId);
  if (!document) throw new Problem('UNAVAILABLE', '文书所属案件的数据尚未就绪，请稍后重试。', { retryAfter: 1 });
  return document.state;
}

function verifyRoute({ service, register }: PaperDeps): Route {
  const tries = createTries({ most: CODES_A_MINUTE, seconds: 60 });
  return defineRoute({
    method: 'get',
    path: '/papers/verify',
    operationId: 'verifyPaper',
    summary: '文书核验：凭文书上的核验码核对文号、日期、法院；可同时核对文件的SM3',
    tags: ['papers'],
    security: 'user',
    query: z.object({
      code: z.string().min(1).max(80),
      sm3: z
        .string()
        .regex(/^[0-9a-fA-F]{64}$/, 'SM3应为64位十六进制数')
        .optional(),
    }),
    responses: { 200: paperVerificationSchema },
    handler: async ({ query, user }) => {
      const wait = await tries.take(user.sub);
      if (wait > 0) throw new Problem('TOO_MANY_REQUESTS', `核验过于频繁，请 ${wait} 秒后再试。`, { retryAfter: wait });
      const code = readCode(query.code);
      const record = code && (await register.byCode(code));
      if (!record) return { status: 200, body: { found: false, message: UNKNOWN_CODE } };
      const [all, state] = await Promise.all([register.ofCase(record.caseId), endOf(service, record.caseId)]);
      const issued = await register.issue(record);
      return { status: 200, body: verificationView(issued, all, state, query.sm3) };
    },
  });
}

export function paperRoutes(deps: PaperDeps): Route[] {
  return [
    listRoute(deps),
    fileRoute(deps),
    previewRoute(deps),
    applicationPreviewRoute(deps),
    amendmentPreviewRoute(deps),
    phrasesRoute(),
    verifyRoute(deps),
  ];
}
