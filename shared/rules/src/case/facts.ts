import { deadlineFacts } from '../file';
import type { Deadline } from '../file';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { AssessedGround } from './events';
import { notesOf } from './notes';
import type { CaseState } from './state';

/** What runs by the minute for reports from the field (Art. 12): a setting's, and told beside the deadlines of the procedure. */
export const deadlinesOfUrgentReports = ({ deadlines }: Pick<CaseState, 'deadlines'>): Deadline[] =>
  deadlines.filter(({ kind }) => kind === 'URGENT_REPORT');

/** All others. */
export const deadlinesOfProcedure = ({ deadlines }: Pick<CaseState, 'deadlines'>): Deadline[] =>
  deadlines.filter(({ kind }) => kind !== 'URGENT_REPORT');

/** The facts of one collaboration by the names that stories and answers give them, without its timeline. */
export function factsOf(state: CaseState, { courts, periods }: Jurisdiction = JURISDICTION) {
  const { closed, plan, decision } = state;
  return {
    state: state.status,
    route: state.route,
    origin: state.origin,
    executingCourt: state.executingCourt,
    decidingCourt: state.decidingCourt,
    relayCourt: state.relayCourt,
    participants: state.participants,
    sensitivity: state.sensitivity,
    mustComplete: state.mustComplete,
    warnings: state.warnings,
    previous: state.previous ?? null,
    conclusion: state.conclusion ?? null,
    receivedOn: state.receivedOn,
    registeredOn: state.registeredOn,
    acceptedOn: state.acceptedOn,
    documentNumber: state.documentNumber,
    grounds: state.grounds.map(groundFacts),
    notes: notesOf(state, courts),
    netAge: state.netAge,
    deadlines: deadlinesOfProcedure(state).map((deadline) => deadlineFacts(deadline, periods)),
    urgentReports: deadlinesOfUrgentReports(state).map((deadline) => deadlineFacts(deadline, periods)),
    reminders: remindersOf(state),
    decision: decision && {
      outcome: decision.outcome,
      decidedOn: decision.decidedOn,
      reasons: decision.reasons,
      legalBasis: decision.legalBasis,
      operative: decision.operative,
      documents: decision.documents,
      ...(decision.overdueReason ? { overdueReason: decision.overdueReason } : {}),
    },
    notices: state.notices,
    plan: plan && { version: plan.version, status: plan.status, approvals: plan.approvals },
    records: state.records.map(({ number, kind, from, to, text, urgent, at, acknowledgedOn, captured, receipt }) => ({
      number,
      kind,
      from,
      to,
      text,
      urgent,
      at,
      acknowledgedOn,
      ...(captured ? { captured } : {}),
      ...(receipt ? { receipt } : {}),
    })),
    credentials: state.credentials.map(({ name, court, credential, validFrom, validTo }) => ({
      name,
      court,
      credential,
      validFrom,
      validTo,
    })),
    leads: state.leads.map((lead, index) => ({ number: index + 1, ...lead })),
    closed,
  };
}

/** A ground as readers see it: people by name, not by account. 3-8 says so when nobody has read it a second time. */
function groundFacts({ code, met, explanation, missing = [], override, secondReading }: AssessedGround) {
  return {
    code,
    met,
    explanation,
    missing,
    override: override ? { reason: override.reason, by: override.by.name, on: override.on } : null,
    ...(code === '3-8'
      ? {
          secondReading: secondReading
            ? { opinion: secondReading.opinion, by: secondReading.by.name, on: secondReading.on }
            : null,
        }
      : {}),
  };
}

/** Reminders in the order they fired. */
function remindersOf(state: CaseState) {
  return deadlinesOfProcedure(state)
    .flatMap((deadline) => deadline.fired.map(({ rung, on }) => ({ kind: deadline.kind, rung, on })))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

export type CollaborationFacts = ReturnType<typeof factsOf>;
