import {
  settingsOf,
  changeOf,
  deadlinesOfProcedure,
  deadlinesOfUrgentReports,
  evolve,
  factsOf,
  isRestricted,
  mayRevealParties,
  maySee,
  namedParties,
  nextRung,
  seesLeads,
  toInstant,
  UNSEEN,
  visibleToCourts,
} from '@xiezhi/rules';
import type {
  CaseEvent,
  CaseState,
  CaseStatus,
  Change,
  CourtCode,
  Deadline,
  DeadlineFacts,
  Party,
  Reader,
} from '@xiezhi/rules';
import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { READ_MODELS } from '@xiezhi/contracts/installation';
import { collaborationSchema } from '@xiezhi/contracts/views';
import type { TimelineItem } from '@xiezhi/contracts/views';
import { z } from 'zod';
import { createProjection, defineRoute, Problem } from '@xiezhi/service-kit';
import type {
  AuditTrail,
  PersonUser,
  CourtClock,
  Route,
  Projection,
  ProjectionDocument,
  ProjectionOptions,
} from '@xiezhi/service-kit';
import { readerOf } from './actor';
import { caseIdParams } from './commands';
import { maskParties, maskTexts } from './masking';

/** A case as a service's read model keeps it: the state its events lead to, and what queries need beside it. */
export interface CaseDocument extends ProjectionDocument {
  state: CaseState;
  timeline: TimelineItem[];
  /** By entry, what its title does not say; absent in documents made before it was kept, until a rebuild. */
  changes?: (Change & { seq: number })[];
  status: CaseStatus;
  /** Courts whose people may see the case: every query is filtered by it. */
  visibleTo: CourtCode[];
  restricted: boolean;
  /** When something happened to the case: that it was told of a calendar, which by itself moves nothing, did not. */
  updatedAt: string;
}

/** An entry by which nothing happens to a case: what a calendar moves is told by entries of its own. */
const isMereNews = (type: CaseEvent['type']): boolean => type === 'calendar.revised';

/** The last thing that happened to a case, of what its reader may know of. */
export const lastHappening = (timeline: readonly TimelineItem[]): TimelineItem | undefined =>
  timeline.findLast(({ type }) => !isMereNews(type));

function timelineItem({ seq, at, actor }: LedgerEntry, type: CaseEvent['type']): TimelineItem {
  const { court, role, name } = actor;
  return { seq, type, at, court, role, ...(name ? { name } : {}) };
}

/** Pure: further fields of the document as an entry leaves it, for a service's own queries. */
export type FurtherFields = (
  next: CaseDocument,
  event: CaseEvent,
  previous: CaseDocument | null,
) => Record<string, unknown>;

/** The read model every service keeps of its cases: the same pure `evolve` that the workflow decides by. */
export function createCaseModel(
  options: Omit<ProjectionOptions<CaseDocument>, 'apply' | 'name' | 'of'>,
  furtherFields: FurtherFields = () => ({}),
): Projection<CaseDocument> {
  return createProjection<CaseDocument>({
    ...options,
    name: READ_MODELS.collaboration,
    of: 'collaboration',
    bulky: ['state', 'changes'],
    apply(entry, previous) {
      const event = eventOf(entry);
      const set = changesOf(entry, event, previous);
      const next = { _id: entry.caseId, seq: entry.seq, ...set };
      return { set: { ...set, ...furtherFields(next, event, previous) } };
    },
  });
}

function changesOf(
  entry: LedgerEntry,
  event: CaseEvent,
  previous: CaseDocument | null,
): Omit<CaseDocument, '_id' | 'seq'> {
  const state = evolve(previous?.state ?? null, event);
  const change = changeOf(event, previous?.state ?? null);
  return {
    state,
    timeline: [...(previous?.timeline ?? []), timelineItem(entry, event.type)],
    changes: [...(previous?.changes ?? []), ...(change ? [{ seq: entry.seq, ...change }] : [])],
    status: state.status,
    visibleTo: visibleToCourts(state, entry.at.slice(0, 10)),
    restricted: isRestricted(state),
    updatedAt: previous && isMereNews(event.type) ? previous.updatedAt : entry.at,
  };
}

/** What the clock will do to the case next; null while no deadline runs. */
function nextRungOf(state: CaseState) {
  const next = nextRung(state);
  if (!next) return null;
  const { deadline, rung, at } = next;
  return { kind: deadline.kind, court: deadline.court, due: deadline.due, rung, at: toInstant(at) };
}

/** The document as this entry leaves it. Pure. */
export function documentAfter(entry: LedgerEntry, previous: CaseDocument | null): CaseDocument {
  return { _id: entry.caseId, seq: entry.seq, ...changesOf(entry, eventOf(entry), previous) };
}

/** Every version of the plan, the present one last, with who said what of it and the meeting's minutes (Art. 11). */
function planVersions({ plan, planHistory = [] }: CaseState) {
  return [...planHistory, ...(plan ? [plan] : [])].map(({ submittedBy: _, ...version }) => version);
}

/** Of each deadline what explains it beside the contract's facts. */
function deadlinesOf(deadlines: readonly Deadline[], facts: readonly DeadlineFacts[]) {
  return facts.map((deadline, index) => {
    const { paused, released, record, suspended } = deadlines[index]!;
    return {
      ...deadline,
      ...(paused ? { paused } : {}),
      ...(released ? { released } : {}),
      ...(record === undefined ? {} : { record }),
      ...(suspended ? { suspended } : {}),
    };
  });
}

/** Whom the decision drafted, and whom the system had advised (Art. 5); null where either is not on record. */
function draftingOf({ decision }: CaseState) {
  const { drafted, advised } = decision ?? {};
  return drafted && advised ? { drafted, advised } : null;
}

function recordsOf(state: CaseState, facts: ReturnType<typeof factsOf>) {
  return facts.records.map((record, index) => {
    const { about, resolution } = state.records[index]!;
    return { ...record, ...(about === undefined ? {} : { about }), ...(resolution ? { resolution } : {}) };
  });
}

const ownResultOf = ({ by: _, ...result }: NonNullable<CaseState['ownResult']>) => result;

/** Everything of a case that one reader may see: leads only for those who supervise (Art. 13). */
function wholeView(document: CaseDocument, reader: Reader) {
  const { state, timeline, changes = [], _id: caseId, seq } = document;
  const facts = factsOf(state);
  const leads = seesLeads(reader);
  const { version, correctionMode, urgentAcknowledgementMinutes, meetingAttendees } = settingsOf(state);
  return {
    caseId,
    seq,
    ...facts,
    deadlines: deadlinesOf(deadlinesOfProcedure(state), facts.deadlines),
    urgentReports: deadlinesOf(deadlinesOfUrgentReports(state), facts.urgentReports),
    records: recordsOf(state, facts),
    ...(state.demo ? { demo: state.demo } : {}),
    nextRung: nextRungOf(state),
    leads: leads ? facts.leads : [],
    case: {
      ...state.caseFields,
      supplements: state.supplements,
    },
    letter: state.letter ?? null,
    submittedAt: state.submittedAt,
    planVersions: planVersions(state),
    selfExecution: {
      plan: state.selfExecutionPlan,
      reports: state.selfExecutionReports ?? [],
      result: state.ownResult ? ownResultOf(state.ownResult) : null,
      returned: state.returnedOwnResult ?? null,
    },
    correction: state.correction,
    proposal: state.proposal && { outcome: state.proposal.outcome, reasons: state.proposal.reasons },
    drafting: draftingOf(state),
    closeRequest: state.closeRequest,
    returnedCloseRequest: state.returnedCloseRequest ?? null,
    settings: { version, correctionMode, urgentAcknowledgementMinutes, meetingAttendees },
    /** Calendar years told to this case, in the order of their telling: its deadlines are explained by them. */
    calendar: state.calendar,
    changes,
    restricted: isRestricted(state),
    timeline: leads ? timeline : timeline.filter(({ type }) => !type.startsWith('lead.')),
  };
}

type Told = Change & { seq: number };

/** What an application said of its parties before a correction, and says since, masked as the parties themselves are. */
function withMaskedParties(masked: Told, { amended }: Change, named: readonly Party[]): Told {
  if (!masked.amended || !amended) return masked;
  const of = (version: 'before' | 'after') => {
    const { parties } = amended[version];
    return { ...masked.amended![version], ...(parties ? { parties: maskParties(parties, named) } : {}) };
  };
  return { ...masked, amended: { before: of('before'), after: of('after') } };
}

/**
 * What one reader may see of a case: its facts, its timeline, and leads only for those who supervise (Art. 13). The parties
 * are masked, in every text as well; `mayReveal` says whether this reader may ask for them with a reason.
 */
export function caseView(document: CaseDocument, reader: Reader) {
  const { deadlines, urgentReports, timeline, calendar, settings, warnings, drafting, ...written } = wholeView(
    document,
    reader,
  );
  const masked = maskTexts(document.state, written);
  const named = namedParties(document.state);
  return {
    ...masked,
    deadlines,
    urgentReports,
    timeline,
    calendar,
    settings,
    warnings,
    drafting,
    case: { ...masked.case, parties: maskParties(document.state.caseFields.parties, named) },
    changes: masked.changes.map((change, index) => withMaskedParties(change, written.changes[index]!, named)),
    masked: true as boolean,
    mayReveal: mayRevealParties(document.state, reader),
  };
}

/** The same unmasked, for whoever has put a reason on record. */
export function clearView(document: CaseDocument, reader: Reader) {
  return { ...wholeView(document, reader), masked: false, mayReveal: true };
}

export interface CaseReaderDeps {
  cases: Projection<CaseDocument>;
  clock: CourtClock;
  audit: AuditTrail;
}

const behind = () => new Problem('UNAVAILABLE', '查询数据尚未更新到刚才办理的结果，请稍后重试。', { retryAfter: 1 });

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
  const reader = readerOf(user);
  const today = toInstant(await clock.now()).slice(0, 10);
  const seen = (found: CaseDocument | null) => (found && maySee(found.state, reader, today) ? found : null);
  let document = seen(await cases.get(caseId));
  // One who sees the case waits for its news; another's case and none at all are asked about in the same way.
  if (after !== undefined && !(document && document.seq >= after)) {
    await cases.reach([{ caseId, seq: after }], user.sub, { awaited: document !== null });
    document = seen(await cases.get(caseId));
    if (document && document.seq < after) throw behind();
  }
  if (!document) throw new Problem('NOT_FOUND', UNSEEN);
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
    summary: '一件协同执行案件：事实、期限、时间线（当事人隐名）',
    tags: ['collaborations'],
    security: 'user',
    params: caseIdParams,
    query: afterQuery,
    responses: { 200: collaborationSchema },
    handler: async ({ params, query, user }) => {
      const document = await readCase(deps, user, params.caseId, query.after);
      return { status: 200, body: caseView(document, readerOf(user)) };
    },
  });
}
