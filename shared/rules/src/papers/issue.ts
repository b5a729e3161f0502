import type { CaseEvent, CaseState } from '../case';
import { dateOf } from '../local-date';
import { participantsNotice, revocationNotice } from './change-notices';
import { decisionPaper } from './decision';
import { closingReport, orderPaper, planPaper } from './execution-papers';
import type { Paper } from './paper';
import { correctionNotice, refusalNotice, selfExecutionNotice } from './review-notices';

/**
 * The papers an event issues, given the state it led to; none for most events. They follow from the record alone, so that
 * making them again gives the same papers in the same order. Throws VALIDATION for text that cannot be printed.
 */
export function papersOf(event: CaseEvent, state: CaseState): Paper[] {
  const { at } = event;
  const date = dateOf(at);
  switch (event.type) {
    case 'decision.approved':
      return event.payload.documents.map((document) => decisionPaper(state, event.payload, document, at));
    case 'decision.refused':
      return [refusalNotice(state, event.payload, at)];
    // The number of a file is drawn at the deciding court's first act, so a correction notice has its number only then.
    case 'correction.requested':
      return state.documentNumber === null ? [] : present(correctionNotice(state, at));
    case 'document.numbered':
      return state.correction ? present(correctionNotice(state, at)) : [];
    case 'notice.sent':
      return event.payload.kind === 'REFUSAL' && event.payload.from === state.relayCourt
        ? [selfExecutionNotice(state, 'REFUSED', event.payload.from, date, at)]
        : [];
    case 'application.withdrawn':
      return state.documentNumber === null
        ? []
        : [selfExecutionNotice(state, 'WITHDRAWN', state.decidingCourt, date, at)];
    case 'application.lapsed':
      return [selfExecutionNotice(state, 'LAPSED', state.decidingCourt, date, at)];
    case 'plan.approved':
      return present(planPaper(state, event.payload.by, date, at));
    case 'execution.recorded': {
      const record = state.records.find(({ number }) => number === event.payload.number);
      return record && (record.kind === 'INSTRUCTION' || record.kind === 'CORRECTION')
        ? present(orderPaper(state, record, date, at))
        : [];
    }
    case 'collaboration.closed':
      return event.payload.outcome === 'REVOKED'
        ? [revocationNotice(state, event.payload.reasons, date, at)]
        : [closingReport(state, event.payload, at)];
    case 'participants.changed':
      return [participantsNotice(state, event.payload, date, at)];
    default:
      return [];
  }
}

function present(paper: Paper | null): Paper[] {
  return paper ? [paper] : [];
}

/** Whether an event can issue a paper at all, before its state is at hand. */
export const ISSUING_EVENTS: ReadonlySet<CaseEvent['type']> = new Set<CaseEvent['type']>([
  'decision.approved',
  'decision.refused',
  'correction.requested',
  'document.numbered',
  'notice.sent',
  'application.withdrawn',
  'application.lapsed',
  'plan.approved',
  'execution.recorded',
  'collaboration.closed',
  'participants.changed',
]);
