import type { GroundCode } from '../articles';
import type { LocalDate } from '../local-date';
import { FROM_ABOVE } from '../vocabulary';
import { isDeadlineEvent, withDeadlineChange, withDeadlineEvent } from '../file';
import { formerOf } from './amended';
import type { AssessedGround, CaseEvent, Opening, OwnResult, Person } from './events';
import { applyAfterDecision } from './evolve-after-decision';
import type { CaseState } from './state';

function opened(event: CaseEvent, opening: Opening, fromAbove: boolean): CaseState {
  return {
    seq: 0,
    lastAt: event.at,
    status: fromAbove ? 'ORDERED' : 'SUBMITTED',
    route: opening.route,
    origin: opening.origin,
    executingCourt: opening.executingCourt,
    decidingCourt: opening.decidingCourt,
    relayCourt: opening.relayCourt,
    participants: [],
    sensitivity: 'ORDINARY',
    mustComplete: FROM_ABOVE.has(opening.origin),
    warnings: opening.warnings,
    caseFields: opening.caseFields,
    ...(opening.letter ? { letter: opening.letter } : {}),
    ...(opening.previous ? { previous: opening.previous } : {}),
    ...(opening.scan ? { scan: { ...opening.scan, by: event.actor } } : {}),
    ...(opening.demo ? { demo: opening.demo } : {}),
    submittedAt: event.at,
    receivedOn: opening.receivedOn,
    registeredOn: null,
    acceptedOn: null,
    documentNumber: null,
    documentSerial: null,
    grounds: opening.grounds,
    netAge: opening.netAge,
    supplements: [],
    correction: null,
    proposal: null,
    decision: null,
    notices: [],
    deadlines: [],
    plan: null,
    records: [],
    credentials: [],
    leads: [],
    selfExecutionPlan: null,
    closeRequest: null,
    closed: null,
    settings: opening.settings,
    calendar: opening.calendar,
    ...(opening.wholeCalendar ? { wholeCalendar: true } : {}),
  };
}

type OpeningEvent = Extract<CaseEvent, { type: 'application.submitted' | 'order.registered' | 'order.scanned' }>;

const isOpening = (event: CaseEvent): event is OpeningEvent =>
  event.type === 'application.submitted' || event.type === 'order.registered' || event.type === 'order.scanned';

/** Nothing is left that would have to be completed (Art. 15). */
function concluded(state: CaseState, on: LocalDate): CaseState {
  const { conclusion } = state;
  return {
    ...state,
    status: 'WITHDRAWN',
    mustComplete: false,
    ...(conclusion ? { conclusion: { ...conclusion, on } } : {}),
  };
}

function withGround(state: CaseState, code: GroundCode, change: Partial<AssessedGround>): CaseState {
  return {
    ...state,
    grounds: state.grounds.map((ground) => (ground.code === code ? { ...ground, ...change } : ground)),
  };
}

const resultOf = ({ by: _, ...result }: NonNullable<CaseState['ownResult']>): OwnResult => result;

function withoutOwnEnd({ ownResult: _, returnedOwnResult: _returned, ...state }: CaseState): CaseState {
  return state;
}

function personOf({ actor }: CaseEvent): Person {
  return { sub: actor.sub ?? '', name: actor.name ?? '' };
}

function apply(state: CaseState, event: CaseEvent): CaseState {
  if (isDeadlineEvent(event)) return withDeadlineEvent(state, event);
  switch (event.type) {
    case 'application.submitted':
    case 'order.registered':
    case 'order.scanned':
      return state;
    case 'document.numbered':
      return {
        ...state,
        documentNumber: event.payload.number,
        documentSerial: { year: event.payload.year, serial: event.payload.serial },
      };
    case 'application.amended': {
      const { reason: _, ...amended } = event.payload;
      return { ...state, ...amended, amendments: (state.amendments ?? 0) + 1, former: formerOf(state) };
    }
    case 'application.registered':
      return { ...state, status: 'UNDER_REVIEW', registeredOn: event.payload.registeredOn };
    case 'application.forwarded':
      return {
        ...state,
        status: 'FORWARDED',
        receivedOn: event.payload.receivedOn,
        grounds: event.payload.grounds,
        warnings: event.payload.warnings,
      };
    case 'application.accepted':
      return { ...state, status: 'ACCEPTED', acceptedOn: event.payload.acceptedOn };
    case 'application.withdrawn':
      return { ...state, status: 'WITHDRAWN' };
    case 'application.lapsed':
      return { ...state, status: 'LAPSED' };
    case 'application.reinstated':
      return { ...withoutOwnEnd(state), status: 'CORRECTION_REQUESTED', selfExecutionPlan: null };
    case 'correction.requested':
      return {
        ...state,
        status: 'CORRECTION_REQUESTED',
        correction: {
          missing: event.payload.missing,
          on: event.at.slice(0, 10),
          inTime: event.payload.inTime,
          completed: false,
          mode: state.settings.correctionMode,
        },
      };
    case 'application.supplemented':
      return {
        ...state,
        supplements: [...state.supplements, ...event.payload.materials],
        grounds: event.payload.grounds ?? state.grounds,
        correction: state.correction && { ...state.correction, completed: event.payload.complete },
      };
    case 'order.concluded': {
      const { confirmedBy } = event.payload;
      const asked = { ...state, conclusion: { ...event.payload, on: null } };
      return confirmedBy === null ? concluded(asked, event.at.slice(0, 10)) : asked;
    }
    case 'order.conclusionConfirmed':
      return concluded(state, event.payload.on);
    case 'ground.overridden': {
      const { ground, reason } = event.payload;
      return withGround(state, ground, { override: { reason, by: personOf(event), on: event.at.slice(0, 10) } });
    }
    case 'ground.secondRead': {
      const { ground, opinion } = event.payload;
      return withGround(state, ground, { secondReading: { opinion, by: personOf(event), on: event.at.slice(0, 10) } });
    }
    case 'review.proposed':
      return {
        ...state,
        proposal: { ...event.payload, by: personOf(event) },
      };
    case 'decision.approved': {
      const { participants, sensitivity, warnings, ...decision } = event.payload;
      return {
        ...state,
        status: 'APPROVED',
        participants,
        sensitivity,
        warnings,
        mustComplete: true,
        decision: { outcome: 'APPROVE', acknowledgedBy: [], drafted: participants, ...decision },
      };
    }
    case 'decision.refused':
      return {
        ...state,
        status: 'REFUSED',
        decision: {
          outcome: 'REFUSE',
          legalBasis: null,
          operative: null,
          documents: [],
          acknowledgedBy: [],
          ...event.payload,
        },
      };
    case 'decision.acknowledged':
      return {
        ...state,
        decision: state.decision && {
          ...state.decision,
          acknowledgedBy: [...state.decision.acknowledgedBy, event.actor.court ?? ''],
        },
      };
    case 'decision.served':
      return { ...state, status: 'DECISION_SERVED' };
    case 'notice.sent':
      return { ...state, notices: [...state.notices, { ...event.payload, receivedOn: null }] };
    case 'notice.received':
      return {
        ...state,
        notices: state.notices.map((notice) =>
          notice.kind === event.payload.kind && notice.to === event.payload.to && notice.receivedOn === null
            ? { ...notice, receivedOn: event.payload.receivedOn }
            : notice,
        ),
      };
    case 'refusal.acknowledged':
      return { ...state, status: 'SELF_EXECUTION' };
    case 'selfExecution.planSubmitted':
      return { ...state, status: 'SELF_EXECUTION', selfExecutionPlan: event.payload.text };
    case 'selfExecution.reported': {
      const { name } = event.actor;
      const report = { ...event.payload, at: event.at, ...(name === undefined ? {} : { name }) };
      return { ...state, selfExecutionReports: [...(state.selfExecutionReports ?? []), report] };
    }
    case 'duty.urged':
      return withDeadlineChange(state, event.payload.id, ({ urged = [] }) => ({
        urged: [...urged, { on: event.payload.on, by: event.actor.court ?? '' }],
      }));
    case 'selfExecution.resultReported': {
      return { ...state, ownResult: { ...event.payload, by: personOf(event) } };
    }
    case 'selfExecution.resultReturned': {
      const { ownResult, ...rest } = state;
      return ownResult ? { ...rest, returnedOwnResult: resultOf(ownResult) } : rest;
    }
    case 'selfExecution.finished':
      return { ...state, status: 'SELF_EXECUTION_DONE' };
    case 'settings.adopted':
      return { ...state, settings: event.payload.settings };
    default:
      return applyAfterDecision(state, event);
  }
}

/**
 * The state after one more event. Total over every event `decide` can produce; replaying a ledger from its first
 * entry gives the state of the case.
 */
export function evolve(state: CaseState | null, event: CaseEvent): CaseState {
  if (state === null) {
    if (!isOpening(event)) {
      throw new Error(`a case cannot begin with ${event.type}`);
    }
    state = opened(event, event.payload, event.type !== 'application.submitted');
  }
  return { ...apply(state, event), seq: state.seq + 1, lastAt: event.at };
}
