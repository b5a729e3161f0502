import { evolve, factsOf, isRestricted, maySee, seesLeads, toInstant, visibleToCourts } from '@xiezhi/rules';
import type { CaseState, CourtCode, Reader } from '@xiezhi/rules';
import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { z } from 'zod';
import type { AuditTrail } from '../audit';
import type { PersonUser } from '../auth';
import type { CourtClock } from '../court-clock';
import { defineRoute } from '../http/route';
import type { Route } from '../http/route';
import { Problem } from '../problem';
import { startProjection } from '../projection';
import type { Projection, ProjectionDocument, ProjectionOptions } from '../projection';
import { readerOf } from './actor';
import { caseIdParams } from './commands';

export interface TimelineItem {
  seq: number;
  type: string;
  at: string;
  court: string | null;
  role: string;
  name?: string;
}

/** A case as a service's read model keeps it: the state its events lead to, and what queries need beside it. */
export interface CaseDocument extends ProjectionDocument {
  state: CaseState;
  timeline: TimelineItem[];
  status: string;
  /** Courts whose people may see the case: every query is filtered by it. */
  visibleTo: CourtCode[];
  restricted: boolean;
  updatedAt: string;
}

function timelineItem({ seq, type, at, actor }: LedgerEntry): TimelineItem {
  const { court, role, name } = actor;
  return { seq, type, at, court, role, ...(name ? { name } : {}) };
}

/** The read model every service keeps of its cases: the same pure `evolve` that the workflow decides by. */
export function startCaseProjection(
  options: Omit<ProjectionOptions<CaseDocument>, 'apply' | 'name'>,
): Projection<CaseDocument> {
  return startProjection<CaseDocument>({
    ...options,
    name: 'cases',
    apply(entry, previous) {
      const state = evolve(previous?.state ?? null, eventOf(entry));
      return {
        set: {
          state,
          timeline: [...(previous?.timeline ?? []), timelineItem(entry)],
          status: state.status,
          visibleTo: visibleToCourts(state, entry.at.slice(0, 10)),
          restricted: isRestricted(state),
          updatedAt: entry.at,
        },
      };
    },
  });
}

/** Every version of the plan, the present one last, with who said what of it and the meeting's minutes (Art. 11). */
function planVersions({ plan, planHistory = [] }: CaseState) {
  return [...planHistory, ...(plan ? [plan] : [])].map(({ submittedBy: _, ...version }) => version);
}

/** What one reader may see of a case: its facts, its timeline, and leads only for those who supervise (Art. 13). */
export function caseView(document: CaseDocument, reader: Reader) {
  const { state, timeline, _id: caseId, seq } = document;
  const facts = factsOf(state);
  const leads = seesLeads(reader);
  return {
    caseId,
    seq,
    ...facts,
    leads: leads ? facts.leads : [],
    case: {
      ...state.caseFields,
      supplements: state.supplements,
    },
    planVersions: planVersions(state),
    selfExecution: { plan: state.selfExecutionPlan, reports: state.selfExecutionReports ?? [] },
    correction: state.correction,
    proposal: state.proposal && { outcome: state.proposal.outcome, reasons: state.proposal.reasons },
    settings: { version: state.settings.version, correctionMode: state.settings.correctionMode },
    timeline: leads ? timeline : timeline.filter(({ type }) => !type.startsWith('lead.')),
  };
}

export interface CaseReaderDeps {
  cases: Projection<CaseDocument>;
  clock: CourtClock;
  audit: AuditTrail;
}

/**
 * The case, if this person may see it, read no earlier than entry `after`. Reads of restricted cases are audited.
 * @throws Problem NOT_FOUND also for a case the person may not see: its existence is part of what is restricted
 */
export async function readCase(
  { cases, clock, audit }: CaseReaderDeps,
  user: PersonUser,
  caseId: string,
  after: number | undefined,
): Promise<CaseDocument> {
  if (after !== undefined) await cases.waitFor(caseId, after);
  const document = await cases.get(caseId);
  const today = toInstant(await clock.now()).slice(0, 10);
  if (!document || !maySee(document.state, readerOf(user), today)) {
    throw new Problem('NOT_FOUND', '没有这件协同执行案件，或者您无权查看。');
  }
  if (document.restricted) {
    await audit.append({
      kind: 'RESTRICTED_READ',
      at: new Date().toISOString(),
      actor: { court: user.court, name: user.name, sub: user.sub },
      caseId,
    });
  }
  return document;
}

export const afterQuery = z.object({
  after: z.coerce.number().int().min(1).optional().describe('等待读模型到达此序号后再回答'),
});

/** `GET /collaborations/:caseId`: facts, deadlines day by day, timeline. */
export function caseViewRoute(deps: CaseReaderDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/:caseId',
    operationId: 'readCollaboration',
    summary: '一件协同执行案件：事实、期限、时间线',
    tags: ['collaborations'],
    security: 'user',
    params: caseIdParams,
    query: afterQuery,
    responses: { 200: z.looseObject({ caseId: z.string(), seq: z.number() }).meta({ id: 'Collaboration' }) },
    handler: async ({ params, query, user }) => {
      const document = await readCase(deps, user, params.caseId, query.after);
      return { status: 200, body: caseView(document, readerOf(user)) };
    },
  });
}
