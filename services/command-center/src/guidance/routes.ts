import { guidanceListSchema, guidanceSchema, uploadedFileSchema } from '@xiezhi/contracts/views';
import { guidanceSchemas, guidanceSentSchema } from '@xiezhi/contracts';
import {
  addressedAs,
  codeOn,
  GUIDANCE_TITLES,
  guidanceRole,
  isWithin,
  MOST_GUIDANCE_BYTES,
  readsBusinessData,
  toInstant,
} from '@xiezhi/rules';
import type { GuidanceAct, LocalDate } from '@xiezhi/rules';
import { audited, commandIdOf, readerOf } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { AuditTrail, PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { ruled, personOf } from '../routes/access';
import { checkFile, FILE_BODY, mediaOf } from './files';
import type { Done, GuidanceRequest, Guidances, Series } from './guidance';
import { guidanceItem, guidanceView } from './views';

const COST = 5;
const tags = ['guidance'];
const params = z.object({ id: z.string().max(40) });

export interface GuidanceRouteDeps {
  guidance: Guidances;
  clock: { now(): Promise<number> };
  audit: AuditTrail;
}

const answerSchema = z
  .object({ guidance: z.string(), version: z.number(), to: z.array(z.string()) })
  .meta({ id: 'GuidanceAnswer' });

/** What of a series somebody may read: at its court or above it all, at a court it was sent to the versions sent there. */
function readable(all: Series | undefined, user: PersonUser, today: LocalDate) {
  if (!all || !readsBusinessData(readerOf(user))) return undefined;
  const { subject, versions } = all;
  const own = codeOn(user.court, today);
  const above = isWithin(codeOn(subject.court, today), own, today);
  const seen = above ? versions : versions.filter(({ to }) => addressedAs(to, user.court) !== undefined);
  return seen.length > 0 ? { seen: { ...all, versions: seen }, above } : undefined;
}

function actRoutes({ guidance, clock, audit }: GuidanceRouteDeps): Route[] {
  const act = <S extends z.ZodType<object>>(
    type: GuidanceAct,
    schema: S,
    work: (body: z.output<S>, user: PersonUser, request: GuidanceRequest) => Promise<Done>,
  ): Route =>
    defineRoute({
      method: 'post',
      path: `/commands/${type}`,
      operationId: type,
      summary: `${GUIDANCE_TITLES[type]}（第十八条）`,
      tags,
      security: 'user',
      idempotency: 'required',
      body: schema,
      responses: { 200: answerSchema },
      handler: async ({ body, user, idempotencyKey }) => {
        const about = { user, command: type, at: new Date().toISOString() };
        const done = await audited(audit, about, async () => {
          const at = toInstant(await clock.now());
          const role = ruled(() => guidanceRole(type, readerOf(user), at.slice(0, 10)));
          const request = { by: personOf(user), role, at, key: commandIdOf(user.sub, idempotencyKey) };
          return work(body as z.output<S>, user, request);
        });
        return { status: 200, body: done };
      },
    });
  return [
    act('guidance.publish', guidanceSchemas['guidance.publish'], ({ title, text, files = [] }, user, request) =>
      guidance.publish({ court: codeOn(user.court, request.at.slice(0, 10)), title, text, files }, request),
    ),
    act(
      'guidance.acknowledge',
      guidanceSchemas['guidance.acknowledge'],
      ({ guidance: series, version }, user, request) =>
        guidance.acknowledge({ series, version, court: user.court }, request),
    ),
    defineRoute({
      method: 'post',
      path: '/guidance/files',
      operationId: 'uploadGuidanceFile',
      summary: '上传指导意见的附件（PDF、DOCX、XLSX、OFD），发布时写明其编号；上传后一日内没有发布的清理',
      description: `请求体为文件本身，至多${MOST_GUIDANCE_BYTES / 1024 ** 2} MB。相同内容为同一文件。`,
      tags,
      security: 'user',
      cost: COST,
      query: z.object({ name: z.string().trim().min(1, '请填写文件名').max(200, '文件名不超过200字') }),
      body: z.instanceof(Buffer, { error: '应为文件' }).refine((bytes) => bytes.length > 0, '文件是空的'),
      fileBody: FILE_BODY,
      responses: { 201: uploadedFileSchema },
      handler: async ({ body, query: { name }, user }) => {
        const today = toInstant(await clock.now()).slice(0, 10);
        ruled(() => guidanceRole('guidance.publish', readerOf(user), today));
        checkFile(name, body);
        return { status: 201, body: { file: await guidance.files.add(body), name, bytes: body.length } };
      },
    }),
  ];
}

/** Guidance for the courts below (Art. 18): publishing, reading, receipts. */
export function guidanceRoutes(deps: GuidanceRouteDeps): Route[] {
  const { guidance, clock } = deps;
  const today = async () => toInstant(await clock.now()).slice(0, 10);
  /** @throws Problem NOT_FOUND also for what the person may not read */
  const found = async (id: string, user: PersonUser) => {
    const may = readable(await guidance.of(id), user, await today());
    if (!may) throw new Problem('NOT_FOUND', '没有这份指导意见。');
    return may;
  };
  return [
    ...actRoutes(deps),
    defineRoute({
      method: 'get',
      path: '/guidance',
      operationId: 'listGuidance',
      summary: '本院及辖区内法院发布的、发往本院的指导意见，新的在前',
      tags,
      security: 'user',
      cost: COST,
      query: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.string().max(120).optional().describe('上一页的next'),
      }),
      responses: { 200: guidanceListSchema },
      handler: async ({ query: { limit, before }, user }) => {
        const day = await today();
        const placeOf = ({ versions, series }: Series) => `${versions.at(-1)!.at}|${series}`;
        const newest = (await guidance.all())
          .flatMap((all) => readable(all, user, day)?.seen ?? [])
          .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1))
          .filter((one) => before === undefined || placeOf(one) < before);
        const page = newest.slice(0, limit);
        const items = page.map((one) => guidanceItem(one, user.court));
        const last = page.at(-1);
        return { status: 200, body: { items, next: newest.length > limit && last ? placeOf(last) : null } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/guidance/sent',
      operationId: 'listGuidanceSent',
      summary: '某时刻以来发布的各版及发往的法院（供本系统的服务）',
      tags,
      security: 'service',
      query: z.object({ since: z.string().max(40).default('') }),
      responses: { 200: guidanceSentSchema },
      handler: async ({ query: { since } }) => {
        const sent = (await guidance.all()).flatMap(({ series, subject, versions }) =>
          versions
            .filter(({ at }) => at >= since)
            .map(({ version, at, to }) => ({ guidance: series, ...subject, version, at, to })),
        );
        return { status: 200, body: { sent } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/guidance/:id',
      operationId: 'readGuidance',
      summary: '一份指导意见：各版、附件、签收情况',
      tags,
      security: 'user',
      cost: COST,
      params,
      responses: { 200: guidanceSchema },
      handler: async ({ params: { id }, user }) => {
        const { seen, above } = await found(id, user);
        return { status: 200, body: guidanceView(seen, user.court, above) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/guidance/:id/files/:file',
      operationId: 'downloadGuidanceFile',
      summary: '指导意见的一个附件',
      tags,
      security: 'user',
      cost: COST,
      params: params.extend({ file: z.string().max(64) }),
      responses: { 200: { description: '附件', contentType: 'application/octet-stream' } },
      handler: async ({ params: { id, file }, user }) => {
        const { seen } = await found(id, user);
        const named = seen.versions.flatMap(({ files }) => files).find((one) => one.file === file);
        const body = named && (await guidance.files.read(file));
        if (!named || !body) throw new Problem('NOT_FOUND', '没有这个附件。');
        return {
          status: 200,
          body,
          headers: {
            'Content-Type': mediaOf(named.name),
            'Cache-Control': 'no-store',
            'Content-Disposition': `attachment; filename="attachment"; filename*=UTF-8''${encodeURIComponent(named.name)}`,
          },
        };
      },
    }),
  ];
}
