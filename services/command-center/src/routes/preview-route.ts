import { calendarPreviewSchema } from '@xiezhi/contracts/views';
import type { CalendarMove } from '@xiezhi/contracts/views';
import { FINAL_STATUSES, mayKeep, maySee, nextVersion, previewRevision, toInstant } from '@xiezhi/rules';
import type { CalendarYear } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Changes } from '../changes/changes';
import type { Proposal } from '../changes/types';
import { yearOver } from '../changes/versions';
import { requireRole } from './access';
import { proposalParams } from './change-routes';
import type { Position, PreviewCursor } from './preview-cursor';

const query = z.object({
  after: z.string().max(400).optional().describe('上一页返回的 next'),
  limit: z.coerce.number().int().min(1).max(500).default(200).describe('每页列出的案件数'),
});

/** The year as approval would publish it now. */
async function proposedYear({ change }: Proposal, changes: Changes): Promise<CalendarYear> {
  if (change.kind !== 'calendar') throw new Problem('NOT_FOUND', '没有这项变更。');
  const book = await changes.versions.book();
  const year = yearOver(change, undefined, book);
  return { ...year, version: nextVersion(book, year.region, year.year) };
}

/** At most so many cases are looked at for one page, so that no page takes long. */
const LOOKED_AT = 1_000;
const BATCH = 100;

/** Open cases in order of their ids, so that reading all pages looks at every case once. */
async function batch({ cases }: CaseService, after: string): Promise<CaseDocument[]> {
  const found = await cases.collection
    .find({ status: { $nin: [...FINAL_STATUSES] }, _id: { $gt: after } })
    .sort({ _id: 1 })
    .limit(BATCH)
    .toArray();
  return found as CaseDocument[];
}

/**
 * One page. It ends with a case its reader may see, or at the bound of what one page looks at, never at one he may not
 * see: where a page ends says nothing of those. They are counted up to the last page.
 */
async function preview(service: CaseService, user: PersonUser, year: CalendarYear, from: Position, limit: number) {
  const reader = readerOf(user);
  const now = toInstant(await service.clock.now());
  const today = now.slice(0, 10);
  const items: CalendarMove[] = [];
  const position = { ...from };
  const shown = new Set<string>();
  for (let looked = 0; looked < LOOKED_AT; looked += BATCH) {
    const documents = await batch(service, position.after);
    for (const { _id: caseId, state, restricted } of documents) {
      const moves = mayKeep(year.region, state) ? previewRevision(state, [year], now) : [];
      const visible = moves.length > 0 && maySee(state, reader, today);
      if (visible && shown.size === limit) return { items, position, ended: false };
      position.after = caseId;
      if (moves.length === 0) continue;
      if (!visible) {
        position.cases += 1;
        position.deadlines += moves.length;
        continue;
      }
      shown.add(caseId);
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
    if (documents.length < BATCH) return { items, position, ended: true };
  }
  return { items, position, ended: false };
}

const START: Position = { after: '', cases: 0, deadlines: 0 };

/** `GET /calendars/proposals/:id/preview`: what approval would move, computed from the read model alone. */
export function previewRoute(service: CaseService, changes: Changes, cursor: PreviewCursor): Route {
  return defineRoute({
    method: 'get',
    path: '/calendars/proposals/:id/preview',
    operationId: 'previewCalendar',
    summary: '批准后哪些在办期限会变动：原期限、新期限、是否暂定、变动前后的状态（分页；系统管理员、指挥中心负责人）',
    tags: ['calendars'],
    security: 'user',
    params: proposalParams,
    query,
    responses: { 200: calendarPreviewSchema },
    handler: async ({ params: { id }, query: { after, limit }, user }) => {
      requireRole(user, ['systemAdmin', 'commandDirector'], '核对变更的影响');
      const scope = `${id} ${user.sub}`;
      const from = after === undefined ? START : cursor.open(after, scope);
      const year = await proposedYear(await changes.proposal('calendar', id), changes);
      const { items, position, ended } = await preview(service, user, year, from, limit);
      const { cases, deadlines } = position;
      const hidden = ended ? { cases, deadlines } : { cases: 0, deadlines: 0 };
      return { status: 200, body: { items, hidden, next: ended ? null : cursor.seal(position, scope) } };
    },
  });
}
