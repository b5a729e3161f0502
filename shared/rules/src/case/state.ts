import type { AdvisedCourt } from '../allocation/advised';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import type { NetAge } from '../period';
import type { EventActor, FileState } from '../file';
import type { CorrectionMode } from '../house-rules';
import type { PreviousLink } from './previous';
import type { Former } from './amended';
import type { Captured, KeptFields, Material, Officer } from './commands';
import type { AssessedGround, DecisionDocument, DemoMark, Notice, OwnResult, ScanOrder } from './events';
import type {
  CaseStatus,
  CloseOutcome,
  ConclusionGround,
  LeadStatus,
  ObjectionOutcome,
  Origin,
  PlanApproval,
  PlanStepOutcome,
  RecordKind,
  ReviewOutcome,
  Route,
  Sensitivity,
  WarningCode,
} from '../vocabulary';
import { FINAL_STATUSES, ORDERED_ORIGINS } from '../vocabulary';

export interface FieldRecord {
  number: number;
  kind: RecordKind;
  from: CourtCode;
  to: CourtCode | null;
  text: string;
  urgent: boolean;
  at: Instant;
  acknowledgedOn: LocalDate | null;
  captured?: Captured;
  /** How the device kept the acknowledgement. */
  receipt?: Captured;
  about?: number;
  resolution?: { outcome: ObjectionOutcome; reasons: string };
}

/** Art. 13: what those who supervise look into. Its number is its place in the list, from 1. */
export interface Lead {
  category: string;
  court: CourtCode;
  facts: string;
  evidence: number[];
  status: LeadStatus;
  steps?: { status: LeadStatus; on: LocalDate; note: string; name?: string }[];
}

/** One court officer's or meeting's word on a version of the plan. */
export interface PlanStep {
  by: PlanApproval;
  outcome: PlanStepOutcome;
  on: LocalDate;
  name?: string;
  minutes?: string;
  attendees?: string[];
  /** 批示. */
  opinion?: string;
  /** Who has to say something next; absent where this was the last word. */
  next?: PlanApproval;
}

/** Art. 11, 共同商定: a court at work in the case agrees to a version of the plan. */
export interface PlanAgreement {
  court: CourtCode;
  on: LocalDate;
  name?: string;
  opinion?: string;
}

export interface Plan {
  version: number;
  /** RETURNED: to be worked over, as somebody on the ladder says. OUTDATED: the participants have changed since. */
  status: 'DRAFT' | 'BUREAU_APPROVED' | 'APPROVED' | 'REJECTED' | 'RETURNED' | 'OUTDATED';
  approvals: PlanApproval[];
  tasks: string;
  responsibilities: string;
  command: string;
  coordination: string;
  support: string;
  risks?: string;
  officers: Officer[];
  submittedBy: string;
  submittedOn?: LocalDate;
  submittedByName?: string;
  steps?: PlanStep[];
  /** Absent where nobody has. */
  agreed?: PlanAgreement[];
  approvedOn?: LocalDate;
}

export interface Decision {
  outcome: ReviewOutcome;
  decidedOn: LocalDate;
  reasons: string;
  legalBasis: string | null;
  operative: string | null;
  documents: DecisionDocument[];
  acknowledgedBy: CourtCode[];
  overdueReason?: string;
  /** Courts drafted by the decision itself, whatever changed later; absent in states made before it was kept. */
  drafted?: CourtCode[];
  /** Whom the system advised to draft then, best first. */
  advised?: AdvisedCourt[];
}

/** Everything the Rule needs to know about one collaboration; plain JSON, rebuilt from its events by `evolve`. */
export interface CaseState extends FileState {
  status: CaseStatus;
  route: Route;
  origin: Origin;
  executingCourt: CourtCode;
  decidingCourt: CourtCode;
  relayCourt: CourtCode | null;
  participants: CourtCode[];
  sensitivity: Sensitivity;
  mustComplete: boolean;
  warnings: WarningCode[];
  caseFields: KeptFields;
  /** How often the application was corrected before it was registered; absent where it never was. */
  amendments?: number;
  /** What it said before and no longer says, as far as readers are to be kept from it. */
  former?: Former;
  letter?: { number: string; issuedBy: string; channel: string };
  /** The collaboration on the same enforcement case that this one follows. */
  previous?: PreviousLink;
  /** Art. 14: of which hit it comes, and who disposed of that. */
  scan?: ScanOrder & { by: EventActor };
  /** Present in a case of demonstration data only. */
  demo?: DemoMark;
  /** The end of an order without a decision: asked for, and on which day it took effect. */
  conclusion?: { ground: ConclusionGround; reasons: string; confirmedBy: CourtCode | null; on: LocalDate | null };
  submittedAt: Instant;
  receivedOn: LocalDate | null;
  registeredOn: LocalDate | null;
  acceptedOn: LocalDate | null;
  documentNumber: string | null;
  documentSerial: { year: number; serial: number } | null;
  grounds: AssessedGround[];
  netAge: NetAge | null;
  supplements: Material[];
  correction: {
    missing: string[];
    on: LocalDate;
    inTime: boolean;
    completed: boolean;
    /** The mode of the day of the notice; absent in a state carried over from before it was kept. */
    mode?: CorrectionMode;
  } | null;
  proposal: { outcome: ReviewOutcome; reasons: string; by: { sub: string; name: string } } | null;
  decision: Decision | null;
  notices: (Notice & { receivedOn: LocalDate | null })[];
  plan: Plan | null;
  /** Earlier versions in order; absent in a case that has had one at most. */
  planHistory?: Plan[];
  records: FieldRecord[];
  credentials: (Officer & { validFrom: LocalDate; validTo: LocalDate | null })[];
  leads: Lead[];
  selfExecutionPlan: string | null;
  selfExecutionReports?: { number: number; text: string; at: Instant; name?: string }[];
  /** Art. 10: what the executing court's director has to confirm. */
  ownResult?: OwnResult & { by: { sub: string; name: string } };
  /** The one last sent back, which the next one may take up. */
  returnedOwnResult?: OwnResult;
  closeRequest: { outcome: CloseOutcome; recoveredAmount: number; summary: string; from?: CaseStatus } | null;
  /** The one last sent back. */
  returnedCloseRequest?: NonNullable<CaseState['closeRequest']>;
  closed: { outcome: CloseOutcome; on: LocalDate; recoveredAmount: number; reasons?: string } | null;
}

/** Whether a plan waits for its next version. */
export function wantsNewVersion({ status }: Pick<Plan, 'status'>): boolean {
  return status === 'REJECTED' || status === 'RETURNED' || status === 'OUTDATED';
}

/** Courts whose word makes of the plan that is up for approval one that was agreed together, and who have not given it. */
export function yetToAgree(
  state: Pick<CaseState, 'plan' | 'sensitivity' | 'executingCourt' | 'participants'>,
): CourtCode[] {
  const { plan, executingCourt, participants } = state;
  if (!plan || nextApproval(state) === null) return [];
  const agreed = new Set(plan.agreed?.map(({ court }) => court));
  return [executingCourt, ...participants].filter((court) => !agreed.has(court));
}

/** Who has the next say on a plan that is up for approval (Art. 11 para 2); null where none is. */
export function nextApproval({ plan, sensitivity }: Pick<CaseState, 'plan' | 'sensitivity'>): PlanApproval | null {
  if (plan?.status !== 'DRAFT' && plan?.status !== 'BUREAU_APPROVED') return null;
  if (sensitivity === 'ORDINARY') return 'COMMAND_DIRECTOR';
  const said = plan.approvals.at(-1);
  if (said === undefined) return 'COMMAND_DIRECTOR';
  return said === 'COMMAND_DIRECTOR' ? 'BUREAU_MEETING' : 'PRESIDENT';
}

/** Whether two entries of a list of officers are the same person with the same credential at the same court. */
export function sameOfficer(a: Officer, b: Officer): boolean {
  return a.name === b.name && a.court === b.court && a.credential === b.credential;
}

/** Whether someone still looks into a lead: the case then goes on, though the collaboration may have ended. */
export function hasOpenLead({ leads }: Pick<CaseState, 'leads'>): boolean {
  return leads.some(({ status }) => status === 'REGISTERED' || status === 'VERIFYING');
}

/** Whether the deciding court's first act has happened and the document number is still to be drawn. */
export function awaitsDocumentNumber(state: CaseState): boolean {
  return (
    state.documentNumber === null &&
    (state.registeredOn !== null ||
      state.acceptedOn !== null ||
      state.correction !== null ||
      ORDERED_ORIGINS.has(state.origin))
  );
}

/** Art. 14: a scan's hit was disposed of by a decision, which is issued as soon as its number is drawn. */
export function isDecidedByScan({ scan, decision }: Pick<CaseState, 'scan' | 'decision'>): boolean {
  return scan?.participants !== undefined && decision === null;
}

/** The superior court is asked to confirm that an order ends without a decision, and has not done so. */
export function pendingConclusion({ status, conclusion }: Pick<CaseState, 'status' | 'conclusion'>): boolean {
  return status === 'ORDERED' && conclusion?.on === null;
}

/** Whether nothing more can happen to a case: its status is final, or it was an order that ended without a decision. */
export function isFinal({ status, conclusion }: Pick<CaseState, 'status' | 'conclusion'>): boolean {
  return FINAL_STATUSES.has(status) || (conclusion !== undefined && conclusion.on !== null);
}
