import {
  codeOn,
  codesIn,
  factsOfHit,
  isLocalDate,
  RuleError,
  SCAN_DISPOSE,
  SCAN_LISTS,
  toInstant,
} from '@xiezhi/rules';
import type { HitCommand, ScanList } from '@xiezhi/rules';
import { receiptSchema, scanDisposeSchema } from '@xiezhi/contracts';
import { hitDisposedSchema, scanPageSchema, scanResultSchema, scanSchema, scansSchema } from '@xiezhi/contracts/views';
import type { ScanHitView, ScanView } from '@xiezhi/contracts/views';
import { audited, commandIdOf } from '@xiezhi/case-kit';
import type { CaseService, HitFile } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { AuditTrail, PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { placeBefore } from '../docket/place-before';
import { unseenCases } from '../docket/running';
import { askedCourts, readableCourts, withEarlierCodes } from '../docket/scope';
import { ruled, personOf, requireRole } from '../routes/access';
import { OPENING } from './dispositions';
import type { Dispositions } from './dispositions';
import type { Hits } from './hits';
import { checkAsked, placeOf } from './scans';
import type { Scans } from './scans';
import type { FindingDocument, HitDocument, Scan } from './types';

const SCAN_COST = 20;
const DISPOSE_COST = 5;
/** Cases of one list that an answer holds; the rest is had page by page. */
const SHOWN_CASES = 1_000;
const LISTS = codesIn(SCAN_LISTS);
const NONE_UNSEEN: ReadonlySet<string> = new Set();

function scanView({ _id, court, asOf, by, person, at, status, rows, counts }: Scan): ScanView {
  return { scan: _id, court, asOf, by, name: person?.name ?? null, at, status, rows, counts };
}

/** A hit as it stands today, whichever of its scans is looked at. Until its file is there it is open. */
function hitView({ finding }: FindingDocument, hit: HitDocument | undefined, file: HitFile | undefined): ScanHitView {
  if (file) {
    const { disposed } = file.state;
    const opened = disposed && OPENING.has(disposed.as) ? disposed.collaboration : undefined;
    return { file: file._id, ...factsOfHit(file.state), collaboration: opened ?? null };
  }
  const { caseNumber, executingCourt, age, stale } = finding;
  const { rawDate, excludedDays, netDate } = age;
  return {
    file: hit?._id ?? null,
    ...{ caseNumber, executingCourt, rawDate, excludedDays, netDate, stale },
    dispositionDue: hit?.due ?? null,
    disposition: null,
    collaboration: null,
    doneOn: null,
    status: 'OPEN',
    lateWorkdays: null,
    reminders: [],
  };
}

/** The Rule's own objection as the problem its sender sees. */
function asProblem(error: unknown): never {
  throw error instanceof RuleError ? new Problem(error.code, error.message) : error;
}

export interface ScanRouteDeps {
  scans: Scans;
  hits: Hits;
  dispositions: Dispositions;
  cases: Pick<CaseService['cases'], 'collection'>;
  clock: { now(): Promise<number> };
  audit: AuditTrail;
}

/** `scan.run`, and what came of it (Art. 14). */
export function scanRoutes({ scans, hits, dispositions, cases, clock, audit }: ScanRouteDeps): Route[] {
  const today = async () => toInstant(await clock.now()).slice(0, 10);
  /** @throws Problem NOT_FOUND also for a scan of a court that the person may not read */
  const readable = async (id: string, user: PersonUser): Promise<Scan> => {
    const courts = withEarlierCodes(readableCourts(user, await today()));
    const found = await scans.find(id);
    if (!found || !courts.includes(found.court)) throw new Problem('NOT_FOUND', '没有这次扫描。');
    return found;
  };
  /**
   * A page of a list as it is shown, and where the next one begins. That a case is covered tells that there is a collaboration
   * on it, which not everybody may know of.
   */
  const page = async (scan: Scan, user: PersonUser, list: ScanList, limit: number, after?: string) => {
    const all = await scans.page(scan, list, limit, after);
    const last = all.length === limit ? all.at(-1) : undefined;
    const unseen = list === 'covered' ? await unseenCases(user, await today(), cases) : NONE_UNSEEN;
    const found = all.filter(({ finding }) => !unseen.has(finding.key));
    return { found, hidden: all.length - found.length, next: last ? placeOf(last.finding) : null };
  };
  const numbersOf = (found: readonly FindingDocument[]) => found.map(({ finding }) => finding.caseNumber);
  return [
    defineRoute({
      method: 'post',
      path: '/commands/scan.run',
      operationId: 'scan.run',
      summary: '扫描辖区内的底册，找出应当报请协同执行的案件（第十四条）；数据多时先回答 RUNNING',
      tags: ['scans'],
      security: 'user',
      idempotency: 'required',
      cost: SCAN_COST,
      body: z.strictObject({ asOf: z.string().refine(isLocalDate, 'asOf应为有效日期，格式为YYYY-MM-DD') }),
      responses: { 200: scanSchema },
      handler: async ({ body: { asOf }, user, idempotencyKey }) => {
        const about = { user, command: 'scan.run', at: new Date().toISOString() };
        return audited(audit, about, async () => {
          requireRole(user, ['commandOfficer'], '扫描底册');
          const at = toInstant(await clock.now());
          const court = codeOn(user.court, at.slice(0, 10));
          ruled(() => checkAsked({ court, asOf, at }));
          const scan = await scans.run(commandIdOf(user.sub, idempotencyKey), {
            court,
            asOf,
            at,
            person: personOf(user),
          });
          return { status: 200 as const, body: scanView(scan) };
        });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/commands/scan.dispose',
      operationId: SCAN_DISPOSE.name,
      summary: SCAN_DISPOSE.title[0],
      tags: ['scans'],
      security: 'user',
      idempotency: 'required',
      cost: DISPOSE_COST,
      body: scanDisposeSchema,
      responses: { 200: hitDisposedSchema, 202: receiptSchema },
      handler: async ({ body, user, idempotencyKey: key }) => {
        const { caseNumber, ...given } = body as { caseNumber: string } & HitCommand['with'];
        return audited(audit, { user, command: SCAN_DISPOSE.name, at: new Date().toISOString() }, async () => {
          requireRole(user, [SCAN_DISPOSE.role], '处置扫描结果');
          const at = toInstant(await clock.now());
          const actor = { court: user.court, role: SCAN_DISPOSE.role, name: user.name, sub: user.sub };
          const disposal = await dispositions.dispose(actor, caseNumber, given, { at, key }).catch(asProblem);
          if (!disposal.done) return { status: 202 as const, body: disposal.receipt };
          const { answer, collaboration } = disposal;
          return { status: 200 as const, body: { ...answer, ...(collaboration ? { collaboration } : {}) } };
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/scans',
      operationId: 'listScans',
      summary: '本院及辖区内法院的扫描，新的在前',
      tags: ['scans'],
      security: 'user',
      query: z.object({
        court: z.string().max(20).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.string().max(120).optional().describe('上一页的 next'),
      }),
      responses: { 200: scansSchema },
      handler: async ({ query, user }) => {
        const courts = withEarlierCodes(askedCourts(user, query.court, await today()));
        const items = await scans.list(courts, query.limit, placeBefore(query.before));
        const last = items.length === query.limit ? items.at(-1) : undefined;
        return { status: 200, body: { items: items.map(scanView), next: last ? `${last.at}|${last._id}` : null } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/scans/:id',
      operationId: 'readScan',
      summary: '一次扫描：命中（现状）、预警、已协同、豁免、下级待处置',
      tags: ['scans'],
      security: 'user',
      cost: 5,
      params: z.object({ id: z.string().max(64) }),
      responses: { 200: scanResultSchema },
      handler: async ({ params: { id }, user }) => {
        const scan = await readable(id, user);
        const pages = await Promise.all(
          LISTS.map(async (list) => [list, await page(scan, user, list, SHOWN_CASES)] as const),
        );
        const of = Object.fromEntries(pages) as Record<ScanList, Awaited<ReturnType<typeof page>>>;
        const shown = await hits.shownIn(
          scan,
          of.hits.found.map(({ finding }) => finding.key),
        );
        const more = Object.fromEntries(pages.flatMap(([list, { next }]) => (next === null ? [] : [[list, next]])));
        return {
          status: 200,
          body: {
            ...scanView(scan),
            hits: of.hits.found.map((each) => {
              const hit = shown.hits.get(each.finding.key);
              return hitView(each, hit, hit && shown.files.get(hit._id));
            }),
            watch: numbersOf(of.watch.found),
            covered: numbersOf(of.covered.found),
            exempt: numbersOf(of.exempt.found),
            pendingBelow: numbersOf(of.pendingBelow.found),
            hidden: of.covered.hidden,
            more,
          },
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/scans/:id/:list',
      operationId: 'readScanList',
      summary: '一次扫描的一个清单，逐页',
      tags: ['scans'],
      security: 'user',
      params: z.object({ id: z.string().max(64), list: z.enum(LISTS) }),
      query: z.object({
        after: z.string().max(300).optional(),
        limit: z.coerce.number().int().min(1).max(SHOWN_CASES).default(200),
      }),
      responses: { 200: scanPageSchema },
      handler: async ({ params: { id, list }, query: { after, limit }, user }) => {
        const { found, hidden, next } = await page(await readable(id, user), user, list, limit, after);
        const items = found.map(({ finding: { caseNumber, executingCourt, age, stale } }) => ({
          ...{ caseNumber, executingCourt, netDate: age.netDate, stale },
        }));
        return { status: 200, body: { items, hidden, next } };
      },
    }),
  ];
}
