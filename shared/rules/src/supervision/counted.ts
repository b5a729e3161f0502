import type { GroundCode } from '../articles';
import type { CaseEvent, CaseState } from '../case';
import type { CloseOutcome, Disposition, Origin } from '../vocabulary';
import { FROM_ABOVE } from '../vocabulary';
import { evolve } from '../case';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import { dateOf } from '../local-date';

/** How what was received ended: by a decision, or without one. */
export type EndOfReview = 'decided' | 'refused' | 'withdrawn' | 'lapsed' | 'concluded';

/** A REVIEW deadline that was not cancelled. */
export interface CountedReview {
  due: LocalDate;
  inTime: boolean;
  /** Working days until the decision, where it was that which ended it. */
  workdays: number | null;
}

export interface CountedLead {
  registered: LocalDate;
  referred: LocalDate | null;
  unfounded: LocalDate | null;
}

/** A collaboration as far as figures are made of it (Arts. 15, 16); every day is one of the court clock. */
export interface CountedCollaboration {
  caseId: string;
  caseNumber: string;
  documentNumber: string | null;
  executingCourt: CourtCode;
  decidingCourt: CourtCode;
  origin: Origin;
  grounds: readonly GroundCode[];
  /** The instant of its first event: when the system knew of it. */
  enteredAt: Instant;
  receivedOn: LocalDate | null;
  end: { kind: EndOfReview; on: LocalDate } | null;
  reviews: readonly CountedReview[];
  closed: { outcome: CloseOutcome; on: LocalDate; recoveredAmount: number } | null;
  /** Art. 15 (2): ordered from above, so that it counts from receipt and not from the decision. */
  ordered: boolean;
  leads: readonly CountedLead[];
}

/** A hit of a scan as far as figures are made of it. */
export interface CountedHit {
  /** The court whose hit it is. */
  court: CourtCode;
  executingCourt: CourtCode;
  caseNumber: string;
  openedOn: LocalDate;
  disposed: { as: Disposition; on: LocalDate } | null;
}

/** What Art. 15 counts of a collaboration. */
export type CountedForAssessment = Pick<
  CountedCollaboration,
  | 'caseId'
  | 'caseNumber'
  | 'documentNumber'
  | 'executingCourt'
  | 'decidingCourt'
  | 'receivedOn'
  | 'end'
  | 'closed'
  | 'ordered'
>;

/** The fields of a state that Art. 15 rests on; a read model may hold no more of it. */
export type StateForAssessment = Pick<
  CaseState,
  'documentNumber' | 'executingCourt' | 'decidingCourt' | 'origin' | 'receivedOn' | 'conclusion' | 'closed'
> & {
  caseFields: Pick<CaseState['caseFields'], 'caseNumber'>;
  decision: Pick<NonNullable<CaseState['decision']>, 'outcome' | 'decidedOn'> | null;
};

/** The fields of a state that the figures rest on; a read model may give no more of it. */
export type StateForFigures = StateForAssessment & {
  grounds: readonly Pick<CaseState['grounds'][number], 'code'>[];
  deadlines: readonly Pick<
    CaseState['deadlines'][number],
    'kind' | 'status' | 'due' | 'doneOn' | 'ordinal' | 'workdays' | 'lateWorkdays' | 'provisional'
  >[];
};

/** The days that a state does not keep. */
export interface DaysBeside {
  withdrawn: LocalDate | null;
  lapsed: LocalDate | null;
  leads: readonly CountedLead[];
}

/** The days as an event leaves them. */
export function withDay(days: DaysBeside, event: CaseEvent): DaysBeside {
  const on = dateOf(event.at);
  switch (event.type) {
    case 'application.withdrawn':
      return { ...days, withdrawn: on };
    case 'application.lapsed':
      return { ...days, lapsed: event.payload.lapsedOn };
    case 'application.reinstated':
      return { ...days, lapsed: null };
    case 'lead.registered':
      return { ...days, leads: [...days.leads, { registered: on, referred: null, unfounded: null }] };
    case 'lead.concluded': {
      const day = event.payload.outcome === 'TRANSFERRED' ? { referred: on } : { unfounded: on };
      return {
        ...days,
        leads: days.leads.map((lead, index) => (index === event.payload.lead - 1 ? { ...lead, ...day } : lead)),
      };
    }
    default:
      return days;
  }
}

export const NO_DAYS: DaysBeside = { withdrawn: null, lapsed: null, leads: [] };

function endOf(
  { decision, conclusion }: StateForAssessment,
  { withdrawn, lapsed }: DaysBeside,
): CountedCollaboration['end'] {
  if (decision) return { kind: decision.outcome === 'APPROVE' ? 'decided' : 'refused', on: decision.decidedOn };
  if (conclusion?.on) return { kind: 'concluded', on: conclusion.on };
  if (withdrawn !== null) return { kind: 'withdrawn', on: withdrawn };
  return lapsed === null ? null : { kind: 'lapsed', on: lapsed };
}

/**
 * A collaboration as its state tells it. One that was taken back or lapsed looks as if it were pending, which no figure of
 * Art. 15 notices: it was never decided, and what was ordered from above ends by a conclusion, which a state keeps.
 */
export function countedState(caseId: string, state: StateForAssessment): CountedForAssessment {
  return {
    caseId,
    caseNumber: state.caseFields.caseNumber,
    documentNumber: state.documentNumber,
    executingCourt: state.executingCourt,
    decidingCourt: state.decidingCourt,
    receivedOn: state.receivedOn,
    end: endOf(state, NO_DAYS),
    closed: state.closed,
    ordered: FROM_ABOVE.has(state.origin),
  };
}

function reviewsOf({ deadlines, decision }: StateForFigures): CountedReview[] {
  return deadlines.flatMap(({ kind, status, due, doneOn, ordinal, workdays, lateWorkdays, provisional }) => {
    if (kind !== 'REVIEW' || status === 'CANCELLED') return [];
    // Nothing follows from a day that is not certain, so it makes nobody late.
    if (status === 'OPEN' && provisional) return [];
    const byDecision = decision !== null && doneOn === decision.decidedOn;
    const late = status === 'LATE' ? (workdays ?? 0) + (lateWorkdays ?? 0) : null;
    return [{ due, inTime: status === 'MET', workdays: byDecision ? (late ?? ordinal) : null }];
  });
}

/**
 * A collaboration counted from its events, as many of them as were known at the moment that is asked about.
 * Undefined without any event.
 */
export function countedCollaboration(caseId: string, events: readonly CaseEvent[]): CountedCollaboration | undefined {
  let state: CaseState | null = null;
  let days: DaysBeside = NO_DAYS;
  for (const event of events) {
    state = evolve(state, event);
    days = withDay(days, event);
  }
  const first = events[0];
  if (state === null || first === undefined) return undefined;
  return countedWithDays(caseId, state, first.at, days);
}

/** What happens to a case of which its state does not keep the day. */
const DAYS_NOT_KEPT: ReadonlySet<string> = new Set<CaseEvent['type']>([
  'application.withdrawn',
  'application.lapsed',
  'application.reinstated',
  'lead.registered',
  'lead.concluded',
]);

/** Whether a case is counted by its state as well as by its events, given the types of all of them. */
export const isCountedByState = (types: readonly string[]): boolean => !types.some((type) => DAYS_NOT_KEPT.has(type));

/**
 * A collaboration counted from its state and the days beside it; none of these where `isCountedByState`.
 * @param enteredAt the instant of its first event
 */
export function countedWithDays(
  caseId: string,
  state: StateForFigures,
  enteredAt: Instant,
  days: DaysBeside = NO_DAYS,
): CountedCollaboration {
  return {
    ...countedState(caseId, state),
    origin: state.origin,
    grounds: [...new Set(state.grounds.map(({ code }) => code))],
    enteredAt,
    end: endOf(state, days),
    reviews: reviewsOf(state),
    leads: days.leads,
  };
}
