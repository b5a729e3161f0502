import { FINAL_STATUSES, mayKeep, maySee, previewRevision, readClosure, toInstant, yearEntry } from '@xiezhi/rules';
import type { CalendarYear } from '@xiezhi/rules';
import { defineRoute, Problem, readerOf } from '@xiezhi/service-kit';
import type { CaseDocument, CaseService, PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Changes } from '../changes/changes';
import type { Proposal } from '../changes/types';
import { proposalParams } from './change-routes';

const query = z.object({
  after: z.string().max(80).optional().describe('上一页返回的 next'),
  limit: z.coerce.number().int().min(1).max(500).default(200).describe('每页核对的在办案件数'),
});

const moveSchema = z.object({
  caseId: z.string(),
  documentNumber: z.string().nullable(),
  caseNumber: z.string(),
  court: z.string(),
  kind: z.string(),
  from: z.string(),
  to: z.string(),
  provisionalBefore: z.boolean(),
  provisionalAfter: z.boolean(),
});

const previewSchema = z
  .object({
    items: z.array(moveSchema),
    hidden: z.object({ cases: z.number(), deadlines: z.number() }).describe('本页中您无权查看的案件：只有件数和期限数'),
    next: z.string().nullable(),
  })
  .meta({ id: 'CalendarPreview' });

/** The year as approval would publish it now. */
async function proposedYear({ change }: Proposal, changes: Changes): Promise<CalendarYear> {
  if (change.kind !== 'calendar') throw new Problem('NOT_FOUND', '没有这项变更。');
  const book = await changes.versions.book();
  const read = 'year' in change ? { year: change.year } : readClosure(change.closure, book);
  if ('problems' in read) throw new Problem('VALIDATION', read.problems.map(({ message }) => message).join(''));
  const version = (yearEntry(book, read.year.region, read.year.year)?.version ?? 0) + 1;
  return { ...read.year, version };
}

/** One page of open cases in order of their ids, so that reading all pages looks at every case once. */
async function page({ cases }: CaseService, after: string | undefined, limit: number): Promise<CaseDocument[]> {
  const found = await cases.collection
    .find({
      status: { $nin: [...FINAL_STATUSES] },
      ...(after === undefined ? {} : { _id: { $gt: after } }),
    })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return found as CaseDocument[];
}

async function preview(service: CaseService, user: PersonUser, year: CalendarYear, documents: readonly CaseDocument[]) {
  const reader = readerOf(user);
  const today = toInstant(await service.clock.now()).slice(0, 10);
  const items: z.infer<typeof moveSchema>[] = [];
  const hidden = { cases: 0, deadlines: 0 };
  for (const { _id: caseId, state, restricted } of documents) {
    const moves = mayKeep(year.region, state) ? previewRevision(state, [year]) : [];
    if (moves.length === 0) continue;
    if (!maySee(state, reader, today)) {
      hidden.cases += 1;
      hidden.deadlines += moves.length;
      continue;
    }
    const { documentNumber, caseFields } = state;
    items.push(...moves.map((move) => ({ caseId, documentNumber, caseNumber: caseFields.caseNumber, ...move })));
    if (restricted) {
      await service.audit.append({
        kind: 'RESTRICTED_READ',
        at: new Date().toISOString(),
        actor: { court: user.court, name: user.name, sub: user.sub },
        caseId,
      });
    }
  }
  return { items, hidden };
}

/** `GET /calendars/proposals/:id/preview`: what approval would move, computed from the read model alone. */
export function previewRoute(service: CaseService, changes: Changes): Route {
  return defineRoute({
    method: 'get',
    path: '/calendars/proposals/:id/preview',
    operationId: 'previewCalendar',
    summary: '批准后哪些在办期限会变动：原期限、新期限、是否暂定（分页）',
    tags: ['calendars'],
    security: 'user',
    params: proposalParams,
    query,
    responses: { 200: previewSchema },
    handler: async ({ params: { id }, query: { after, limit }, user }) => {
      const year = await proposedYear(await changes.proposal('calendar', id), changes);
      const documents = await page(service, after, limit);
      const next = documents.length === limit ? (documents.at(-1)?._id ?? null) : null;
      return { status: 200, body: { ...(await preview(service, user, year, documents)), next } };
    },
  });
}
