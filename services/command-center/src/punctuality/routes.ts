import { punctualitySchema, selfCheckSchema, silentMissesSchema } from '@xiezhi/contracts/views';
import {
  codeOn,
  HIGH_COURT,
  latenessFigures,
  latenessOf,
  parseInstant,
  readsPunctuality,
  toInstant,
} from '@xiezhi/rules';
import type { CourtCode, LocalDate } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { areaOf, withEarlierCodes } from '../docket/scope';
import { placeOf } from './misses';
import type { Punctuality } from './punctuality';
import { spanOf, spanQuery } from './span';
import { missViews } from './views';

interface PunctualityRouteDeps {
  punctuality: Punctuality;
  cases: Pick<CaseService['cases'], 'collection'>;
  clock: { now(): Promise<number> };
}

const tags = ['punctuality'];
const COST = 5;
const MOST_LISTED = 500;
const MOST_NOTICES = 200;
/** So long without a whole round, and nobody watches. */
const SILENT_WATCHDOG_MS = 5 * 60_000;

/** The courts whose deadlines a person is told of; undefined for all. @throws Problem FORBIDDEN for another role */
function scopeOf(user: PersonUser, today: LocalDate): ReadonlySet<CourtCode> | undefined {
  if (!readsPunctuality(readerOf(user))) throw new Problem('FORBIDDEN', '当前账号无权查看系统自查。');
  if (codeOn(user.court, today) === HIGH_COURT) return undefined;
  return new Set(withEarlierCodes(areaOf(user.court, today)));
}

const noticeSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  at: z.string(),
  courts: z.array(z.string()),
  text: z.string(),
});

/** The system's own record of how punctual its clocks are, and of what they have missed. */
export function punctualityRoutes({ punctuality, cases, clock }: PunctualityRouteDeps): Route[] {
  const { rungs, misses, notices, watchdog, courtClock } = punctuality;
  const today = async () => toInstant(await clock.now()).slice(0, 10);
  const watched = async () => {
    const { graceMs } = punctuality;
    const ended = Date.parse((await watchdog.lastRound())?.at ?? '');
    if (Number.isNaN(ended)) return { graceMs, checkedAt: null, watching: false };
    return { graceMs, checkedAt: toInstant(ended), watching: Date.now() - ended < SILENT_WATCHDOG_MS };
  };
  const inScope = (scope: ReadonlySet<CourtCode> | undefined) => (one: { court: CourtCode }) =>
    !scope || scope.has(one.court);

  return [
    defineRoute({
      method: 'get',
      path: '/punctuality',
      operationId: 'readPunctuality',
      summary: '系统自查：期限节点的迟延，以及应有而没有的（静默漏发），本院及辖区内的',
      tags,
      security: 'user',
      cost: COST,
      query: z.object(spanQuery),
      responses: { 200: punctualitySchema },
      handler: async ({ query, user }) => {
        const day = await today();
        const scope = scopeOf(user, day);
        const span = spanOf(query, day);
        const steps = await courtClock.steps();
        const lateness: (number | null)[] = [];
        for await (const { owedFrom, recordedAt } of rungs.dueIn(span, scope)) {
          lateness.push(latenessOf(steps, parseInstant(owedFrom), Date.parse(recordedAt)));
        }
        const missing = (await misses.dueIn(span)).filter(inScope(scope)).filter(({ open }) => open);
        const silentMisses = await missViews(missing.slice(0, MOST_LISTED), cases, user, day);
        const figures = latenessFigures(lateness);
        const body = { ...span, ...figures, silentMisses, silentMissCount: missing.length, ...(await watched()) };
        return { status: 200, body };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/punctuality/misses',
      operationId: 'listSilentMisses',
      summary: '静默漏发的记录（分页），早的在前，含已消除的',
      tags,
      security: 'user',
      cost: COST,
      query: z.object({
        ...spanQuery,
        open: z.enum(['true', 'false']).optional().describe('只列现在缺少的，或者只列已消除的'),
        after: z.string().max(400).default('').describe('前一页的next'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      responses: { 200: silentMissesSchema },
      handler: async ({ query: { open, after, limit, ...asked }, user }) => {
        const day = await today();
        const scope = scopeOf(user, day);
        const found = (await misses.dueIn(spanOf(asked, day)))
          .filter(inScope(scope))
          .filter((miss) => open === undefined || miss.open === (open === 'true'))
          .filter((miss) => placeOf(miss) > after);
        const page = found.slice(0, limit);
        const last = page.at(-1);
        const next = last && found.length > limit ? placeOf(last) : null;
        return { status: 200, body: { items: await missViews(page, cases, user, day), next } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/punctuality/now',
      operationId: 'readSilentMissCount',
      summary: '现在有多少静默漏发，以及最近一轮检查的时间（指挥大屏）',
      tags,
      security: 'user',
      quiet: true,
      responses: { 200: selfCheckSchema },
      handler: async ({ user }) => {
        const scope = scopeOf(user, await today());
        const missing = (await misses.open()).filter(inScope(scope));
        return { status: 200, body: { silentMissCount: missing.length, ...(await watched()) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/punctuality/notices',
      operationId: 'listMissNotices',
      summary: '有关静默漏发的消息，供通知服务发送',
      tags,
      security: 'service',
      quiet: true,
      query: z.object({ after: z.string().max(400).describe('前一页最后一条的id，或者实际时间（ISO 8601）') }),
      responses: { 200: z.object({ items: z.array(noticeSchema) }) },
      handler: async ({ query }) => {
        const found = await notices.after(query.after, MOST_NOTICES);
        return { status: 200, body: { items: found.map(({ _id: id, ...notice }) => ({ id, ...notice })) } };
      },
    }),
  ];
}
