import type { CaseEvent, EventPayloads, EventType } from './events';
import type { CaseState, Plan, PlanAgreement, PlanStep } from './state';
import { sameOfficer } from './state';
import type { LeadStatus } from '../vocabulary';

/** What happens once collaboration has been decided: plan, participants, field work, leads, close-out (Arts. 5, 11-13). */
type AfterDecision =
  | `plan.${string}`
  | `execution.${string}`
  | `lead.${string}`
  | `closeout.${string}`
  | `sensitivity.${string}`
  | 'participants.changed'
  | 'credentials.issued'
  | 'objection.resolved'
  | 'collaboration.closed';
type AfterDecisionEvent = Extract<CaseEvent, { type: Extract<EventType, AfterDecision> }>;

const dayOf = (event: CaseEvent) => event.at.slice(0, 10);

function withPlan(state: CaseState, change: (plan: Plan) => Partial<Plan>): CaseState {
  return state.plan ? { ...state, plan: { ...state.plan, ...change(state.plan) } } : state;
}

function planSubmitted(state: CaseState, event: Extract<CaseEvent, { type: 'plan.submitted' }>): CaseState {
  const { sensitivity, ...sections } = event.payload;
  const { sub = '', name } = event.actor;
  return {
    ...state,
    sensitivity,
    status: state.status === 'IN_EXECUTION' ? 'IN_EXECUTION' : 'PLAN_DRAFT',
    plan: {
      ...sections,
      status: 'DRAFT',
      approvals: [],
      submittedBy: sub,
      submittedOn: dayOf(event),
      ...(name === undefined ? {} : { submittedByName: name }),
      steps: [],
    },
    ...(state.plan ? { planHistory: [...(state.planHistory ?? []), state.plan] } : {}),
  };
}

function agreementOf(event: Extract<CaseEvent, { type: 'plan.agreed' }>): PlanAgreement {
  const { court, opinion } = event.payload;
  const { name } = event.actor;
  return {
    court,
    on: dayOf(event),
    ...(name === undefined ? {} : { name }),
    ...(opinion === undefined ? {} : { opinion }),
  };
}

type StepEvent = Extract<CaseEvent, { type: 'plan.endorsed' | 'plan.approved' | 'plan.rejected' | 'plan.returned' }>;

const STEP_OUTCOMES: Readonly<Record<StepEvent['type'], PlanStep['outcome']>> = {
  'plan.endorsed': 'PASS',
  'plan.approved': 'PASS',
  'plan.rejected': 'REJECT',
  'plan.returned': 'RETURN',
};

/** Who said what of the plan, with the minutes: kept with the version it was said of. */
function stepsWith(plan: Plan, event: StepEvent): PlanStep[] {
  const { by, minutes, attendees, opinion } = event.payload;
  const { name } = event.actor;
  const step: PlanStep = {
    by,
    outcome: STEP_OUTCOMES[event.type],
    on: dayOf(event),
    ...(name === undefined ? {} : { name }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(attendees === undefined ? {} : { attendees }),
    ...(opinion === undefined ? {} : { opinion }),
    ...(event.type === 'plan.endorsed' ? { next: event.payload.next } : {}),
  };
  return [...(plan.steps ?? []), step];
}

function planEndorsed(state: CaseState, event: Extract<CaseEvent, { type: 'plan.endorsed' }>): CaseState {
  const bureau = event.payload.by === 'BUREAU_MEETING';
  const endorsed = withPlan(state, (plan) => ({
    approvals: [...plan.approvals, event.payload.by],
    steps: stepsWith(plan, event),
    ...(bureau ? { status: 'BUREAU_APPROVED' as const } : {}),
  }));
  return bureau && state.status === 'PLAN_DRAFT' ? { ...endorsed, status: 'PLAN_BUREAU_APPROVED' } : endorsed;
}

function planApproved(state: CaseState, event: Extract<CaseEvent, { type: 'plan.approved' }>): CaseState {
  const approved = withPlan(state, (plan) => ({
    status: 'APPROVED',
    approvals: [...new Set([...plan.approvals, event.payload.by])],
    steps: stepsWith(plan, event),
    approvedOn: dayOf(event),
  }));
  return state.status === 'IN_EXECUTION' ? approved : { ...approved, status: 'PLAN_APPROVED' };
}

/** Back to the command centre: nobody may work by this version any more unless the work has begun already. */
function planSentBack(state: CaseState, change: (plan: Plan) => Partial<Plan>): CaseState {
  const changed = withPlan(state, change);
  const pending = ['PLAN_DRAFT', 'PLAN_BUREAU_APPROVED', 'PLAN_APPROVED'].includes(state.status);
  return pending ? { ...changed, status: 'PLAN_DRAFT' } : changed;
}

type Credential = CaseState['credentials'][number];

/** Whoever stays on the list keeps the credential from its first day; who is no longer on it has had it until today. */
function credentialsIssued(state: CaseState, event: Extract<CaseEvent, { type: 'credentials.issued' }>): Credential[] {
  const { credentials: issued } = event.payload;
  const held = state.credentials.map((credential) => {
    const stays = credential.validTo !== null || issued.some((officer) => sameOfficer(officer, credential));
    return stays ? credential : { ...credential, validTo: dayOf(event) };
  });
  const isHeld = (officer: Omit<Credential, 'validTo'>) =>
    held.some((credential) => credential.validTo === null && sameOfficer(officer, credential));
  return [...held, ...issued.filter((officer) => !isHeld(officer)).map((officer) => ({ ...officer, validTo: null }))];
}

function endCredentials(credentials: Credential[], on: string, ends: (credential: Credential) => boolean) {
  return credentials.map((credential) =>
    credential.validTo === null && ends(credential) ? { ...credential, validTo: on } : credential,
  );
}

function participantsChanged(state: CaseState, event: Extract<CaseEvent, { type: 'participants.changed' }>): CaseState {
  const { participants, removed } = event.payload;
  const { decision } = state;
  return {
    ...state,
    participants,
    decision: decision && {
      ...decision,
      acknowledgedBy: decision.acknowledgedBy.filter((court) => !removed.includes(court)),
    },
    credentials: endCredentials(state.credentials, dayOf(event), ({ court }) => removed.includes(court)),
  };
}

function withRecord(state: CaseState, number: number, change: Partial<CaseState['records'][number]>): CaseState {
  return {
    ...state,
    records: state.records.map((record) => (record.number === number ? { ...record, ...change } : record)),
  };
}

function withLead(
  state: CaseState,
  event: Extract<CaseEvent, { type: 'lead.verifying' | 'lead.concluded' }>,
  status: LeadStatus,
): CaseState {
  const { lead: number, note } = event.payload;
  const { name } = event.actor;
  const step = { status, on: dayOf(event), note, ...(name === undefined ? {} : { name }) };
  return {
    ...state,
    leads: state.leads.map((lead, index) =>
      index === number - 1 ? { ...lead, status, steps: [...(lead.steps ?? []), step] } : lead,
    ),
  };
}

function closed(state: CaseState, on: string, payload: EventPayloads['collaboration.closed']): CaseState {
  return {
    ...state,
    status: 'CLOSED',
    closed: payload,
    credentials: endCredentials(state.credentials, on, () => true),
  };
}

/** The state after one more event of the time after the decision. */
export function applyAfterDecision(state: CaseState, event: AfterDecisionEvent): CaseState {
  switch (event.type) {
    case 'sensitivity.raised':
      return { ...state, sensitivity: 'MAJOR' };
    case 'sensitivity.lowered':
      return { ...state, sensitivity: 'ORDINARY' };
    case 'participants.changed':
      return participantsChanged(state, event);
    case 'plan.submitted':
      return planSubmitted(state, event);
    case 'plan.agreed':
      return withPlan(state, ({ agreed = [] }) => ({ agreed: [...agreed, agreementOf(event)] }));
    case 'plan.endorsed':
      return planEndorsed(state, event);
    case 'plan.approved':
      return planApproved(state, event);
    case 'plan.rejected':
      return planSentBack(state, (plan) => ({ status: 'REJECTED', steps: stepsWith(plan, event) }));
    case 'plan.returned':
      return planSentBack(state, (plan) => ({ status: 'RETURNED', steps: stepsWith(plan, event) }));
    case 'plan.reopened':
      return planSentBack(state, () => ({ status: 'DRAFT' }));
    case 'plan.outdated':
      return planSentBack(state, () => ({ status: 'OUTDATED' }));
    case 'credentials.issued':
      return { ...state, credentials: credentialsIssued(state, event) };
    case 'execution.recorded':
      return {
        ...state,
        status: state.status === 'PLAN_APPROVED' ? 'IN_EXECUTION' : state.status,
        records: [...state.records, { ...event.payload, at: event.at, acknowledgedOn: null }],
      };
    case 'execution.acknowledged':
      return withRecord(state, event.payload.record, {
        acknowledgedOn: event.payload.on,
        ...(event.payload.captured ? { receipt: event.payload.captured } : {}),
      });
    case 'objection.resolved': {
      const { record, ...resolution } = event.payload;
      return withRecord(state, record, { resolution });
    }
    case 'lead.registered':
      return { ...state, leads: [...state.leads, { ...event.payload, status: 'REGISTERED' }] };
    case 'lead.verifying':
      return withLead(state, event, 'VERIFYING');
    case 'lead.concluded':
      return withLead(state, event, event.payload.outcome);
    case 'closeout.returned':
      return {
        ...state,
        status: state.closeRequest?.from ?? 'IN_EXECUTION',
        closeRequest: null,
        ...(state.closeRequest ? { returnedCloseRequest: state.closeRequest } : {}),
      };
    case 'closeout.requested':
      return { ...state, status: 'CLOSE_PENDING', closeRequest: event.payload };
    case 'collaboration.closed':
      return closed(state, event.payload.on, event.payload);
  }
}
