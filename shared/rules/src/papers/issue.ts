import type { CaseEvent, CaseState, EventType } from '../case';
import type { BulletinEvent, BulletinEventType } from '../supervision/bulletin/events';
import type { BulletinState } from '../supervision/bulletin/state';
import type { HitEvent, HitEventType } from '../supervision/hit/events';
import type { HitState } from '../supervision/hit/state';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import { dateOf } from '../local-date';
import type { LocalDate } from '../local-date';
import { applicationPaper } from './application-paper';
import { bulletinPaper } from './bulletin-paper';
import { participantsNotice, revocationNotice } from './change-notices';
import { decisionPaper } from './decision';
import { closingReport, orderPaper, planPaper } from './execution-papers';
import { designationNotice, exemptionStatement } from './hit-papers';
import type { Paper } from './paper';
import { correctionNotice, refusalNotice, selfExecutionNotice } from './review-notices';

type Composer<T extends EventType> = (
  event: Extract<CaseEvent, { type: T }>,
  state: CaseState,
  date: LocalDate,
  where: Jurisdiction,
) => readonly (Paper | null)[];

/** What an event issues, given the state it led to and its day; an event that is not here issues nothing. */
const COMPOSERS: { [T in EventType]?: Composer<T> } = {
  'application.submitted': ({ at }, state, date, where) => [applicationPaper(state, date, at, undefined, where)],
  'application.amended': ({ payload, at }, state, date, where) => [applicationPaper(state, date, at, payload, where)],
  'decision.approved': ({ payload, at }, state, _, where) =>
    payload.documents.map((document) => decisionPaper(state, payload, document, at, where)),
  'decision.refused': ({ payload, at }, state, _, where) => [refusalNotice(state, payload, at, where)],
  // The number of a file is drawn at the deciding court's first act, so a correction notice has its number only then.
  'correction.requested': ({ at }, state, _, where) => [
    state.documentNumber === null ? null : correctionNotice(state, at, where),
  ],
  'document.numbered': ({ at }, state, _, where) => [state.correction ? correctionNotice(state, at, where) : null],
  'notice.sent': ({ payload: { kind, from }, at }, state, date, where) => [
    kind === 'REFUSAL' && from === state.relayCourt
      ? selfExecutionNotice(state, 'REFUSED', from, date, at, where)
      : null,
  ],
  'application.withdrawn': ({ at }, state, date, where) => [
    state.documentNumber === null
      ? null
      : selfExecutionNotice(state, 'WITHDRAWN', state.decidingCourt, date, at, where),
  ],
  'application.lapsed': ({ at }, state, date, where) => [
    selfExecutionNotice(state, 'LAPSED', state.decidingCourt, date, at, where),
  ],
  'plan.approved': ({ payload, at }, state, date, where) => [planPaper(state, payload.by, date, at, where)],
  'execution.recorded': ({ payload, at }, state, date, where) => {
    const record = state.records.find(({ number }) => number === payload.number);
    const orders = record?.kind === 'INSTRUCTION' || record?.kind === 'CORRECTION';
    return [orders ? orderPaper(state, record, date, at, where) : null];
  },
  'collaboration.closed': ({ payload, at }, state, date, where) => [
    payload.outcome === 'REVOKED'
      ? revocationNotice(state, payload.reasons, date, at, where)
      : closingReport(state, payload, at, where),
  ],
  'participants.changed': ({ payload, at }, state, date, where) => [
    participantsNotice(state, payload, date, at, where),
  ],
};

/**
 * The papers an event issues, given the state it led to; none for most events. They follow from the record alone, so that
 * making them again gives the same papers in the same order. Throws VALIDATION for text that cannot be printed.
 */
export function papersOf(event: CaseEvent, state: CaseState, jurisdiction: Jurisdiction = JURISDICTION): Paper[] {
  const compose = COMPOSERS[event.type] as Composer<EventType> | undefined;
  return (compose?.(event, state, dateOf(event.at), jurisdiction) ?? []).filter((paper) => paper !== null);
}

/** Whether an event can issue a paper at all, before its state is at hand. */
export const ISSUING_EVENTS: ReadonlySet<EventType> = new Set(Object.keys(COMPOSERS) as EventType[]);

/** The papers of a hit of a scan, as `papersOf` gives those of a case: of its dispositions those that are told of in writing. */
export function papersOfHit(event: HitEvent, state: HitState, jurisdiction: Jurisdiction = JURISDICTION): Paper[] {
  if (event.type !== 'hit.disposed') return [];
  const { as, on, reason = '', to } = event.payload;
  if (as === 'DESIGNATE' && to !== undefined)
    return [designationNotice(state, { reason, on, to }, event.at, jurisdiction)];
  return as === 'EXEMPT_WITH_REASON' ? [exemptionStatement(state, { reason, on }, event.at, jurisdiction)] : [];
}

/** The papers of a half-year's bulletin: one a version, when it is issued. */
export function papersOfBulletin(
  event: BulletinEvent,
  state: BulletinState,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper[] {
  if (event.type !== 'bulletin.issued') return [];
  const paper = bulletinPaper(state, event.payload, event.at, jurisdiction);
  return paper ? [paper] : [];
}

/** The entries of files of other kinds that can issue papers. */
export const ISSUING_FILE_EVENTS: ReadonlySet<string> = new Set<HitEventType | BulletinEventType>([
  'hit.disposed',
  'bulletin.issued',
]);
