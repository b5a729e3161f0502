import { isDecidedByScan, NARRATIVE_CHARACTERS, parseCaseNumber, provingPapers } from '@xiezhi/rules';
import type { CaseState, GroundClaim, KeptFields, Plan } from '@xiezhi/rules';

/** A related case's number that names no court that could be read. */
const UNREAD = '—';

/** A related case by its one spelling: of what was typed only the court it names counts. */
function shortNumber(text: string): string {
  try {
    const { court, normalised } = parseCaseNumber(text);
    return court !== null && parseCaseNumber(normalised).court === court ? normalised : UNREAD;
  } catch {
    return UNREAD;
  }
}

/** A narrative of the same length, as far as its length counts. */
const asLong = (text: string) => '…'.repeat(Math.min([...text.trim()].length, NARRATIVE_CHARACTERS));

function shortClaim({ facts, relatedCases, ...claim }: GroundClaim): GroundClaim {
  return {
    ...claim,
    ...(facts === undefined ? {} : { facts: asLong(facts) }),
    ...(relatedCases === undefined || claim.code !== '3-5' ? {} : { relatedCases: relatedCases.map(shortNumber) }),
  };
}

/** The application as a supplement or the relay court's opinion has it judged again. */
function shortFields(fields: KeptFields): KeptFields {
  const { proposal: _, suggestedParticipants: __, materials, exclusions, grounds, ...rest } = fields;
  return {
    ...rest,
    cause: '',
    matters: '',
    parties: [],
    grounds: grounds.map(shortClaim),
    ...(materials ? { materials: provingPapers(materials) } : {}),
    ...(exclusions
      ? {
          exclusions: exclusions.map(({ document, ...period }) => ({
            ...period,
            ...(document?.trim() ? { document: '…' } : {}),
          })),
        }
      : {}),
  };
}

/** Whether there has been one counts, and what it proves. */
function shortSupplements(supplements: CaseState['supplements']): CaseState['supplements'] {
  const proving = provingPapers(supplements);
  return supplements.length > 0 && proving.length === 0 ? [{ kind: '', title: '' }] : proving;
}

const shortPlan = ({ risks: _, ...plan }: Plan): Plan => ({
  ...plan,
  tasks: '',
  responsibilities: '',
  command: '',
  coordination: '',
  support: '',
  ...(plan.agreed ? { agreed: plan.agreed.map(({ opinion: _opinion, ...agreement }) => agreement) } : {}),
  ...(plan.steps
    ? { steps: plan.steps.map(({ minutes: _minutes, attendees: _attendees, opinion: _opinion, ...step }) => step) }
    : {}),
});

function shortReview(state: CaseState) {
  const { grounds, proposal, decision, correction, conclusion, closeRequest, returnedCloseRequest, closed } = state;
  const { returnedOwnResult } = state;
  return {
    grounds: grounds.map(({ missing: _, override, secondReading, ...ground }) => ({
      ...ground,
      explanation: '',
      ...(override ? { override: { ...override, reason: '' } } : {}),
      ...(secondReading ? { secondReading: { ...secondReading, opinion: '' } } : {}),
    })),
    proposal: proposal && { ...proposal, reasons: '' },
    decision: decision && shortDecision(decision),
    correction: correction && { ...correction, missing: [] },
    ...(conclusion ? { conclusion: { ...conclusion, reasons: '' } } : {}),
    // What is proposed as the reason of a revocation becomes its reason.
    closeRequest:
      closeRequest && (closeRequest.outcome === 'REVOKED' ? closeRequest : { ...closeRequest, summary: '' }),
    ...(returnedCloseRequest ? { returnedCloseRequest: { ...returnedCloseRequest, summary: '' } } : {}),
    ...(returnedOwnResult ? { returnedOwnResult: { ...returnedOwnResult, text: '' } } : {}),
    closed: closed && { ...closed, ...(closed.reasons === undefined ? {} : { reasons: '' }) },
  };
}

function shortDecision({ overdueReason: _, ...decision }: NonNullable<CaseState['decision']>) {
  return { ...decision, reasons: '', operative: null };
}

const shortScan = ({ advised: _, ...scan }: NonNullable<CaseState['scan']>) => ({ ...scan, reason: '' });

/** A credential that has ended is only one of those there have been. */
const shortCredential = (credential: CaseState['credentials'][number]) =>
  credential.validTo === null ? credential : { ...credential, name: '', credential: '' };

/**
 * A state without what people wrote and no decision looks at: the ledger and the read models have it. The engine takes two
 * megabytes in one piece, and a case beyond that could never hand over again. Idempotent, and what is decided on the result
 * is what would be decided on the state itself (workflows/test/carried.test.ts).
 */
export function carriedState(state: CaseState): CaseState {
  return {
    ...state,
    ...shortReview(state),
    // What was decided at once is still to be issued.
    ...(state.scan && !isDecidedByScan(state) ? { scan: shortScan(state.scan) } : {}),
    caseFields: shortFields(state.caseFields),
    ...(state.former ? { former: { ...state.former, parties: [] } } : {}),
    supplements: shortSupplements(state.supplements),
    deadlines: state.deadlines.map((deadline) => ({
      ...deadline,
      revisions: deadline.revisions.map((revision) => ({ ...revision, reason: '' })),
    })),
    plan: state.plan && shortPlan(state.plan),
    ...(state.planHistory
      ? { planHistory: state.planHistory.map((plan) => ({ ...shortPlan(plan), officers: [] })) }
      : {}),
    records: state.records.map(({ resolution, ...record }) => ({
      ...record,
      text: '',
      ...(resolution ? { resolution: { ...resolution, reasons: '' } } : {}),
    })),
    credentials: state.credentials.map(shortCredential),
    leads: state.leads.map(({ steps = [], ...lead }) => ({
      ...lead,
      facts: '',
      evidence: [],
      steps: steps.map((step) => ({ ...step, note: '' })),
    })),
    selfExecutionPlan: state.selfExecutionPlan === null ? null : '',
    ...(state.selfExecutionReports
      ? { selfExecutionReports: state.selfExecutionReports.map((report) => ({ ...report, text: '' })) }
      : {}),
  };
}
