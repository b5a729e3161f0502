import type { AdvisedCourt } from '../allocation/advised';
import type { GroundCode } from '../articles';
import type { CalendarYear } from '../calendar';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import type { NetAge } from '../period';
import type { Settings } from '../house-rules';
import type { DeadlinePayloads, EventOf } from '../file';
import type { PreviousLink } from './previous';
import type { Captured, KeptFields, Material, Officer, PlanSections } from './commands';
import type {
  CaseStatus,
  CloseOutcome,
  ConclusionGround,
  DeadlineKind,
  LeadOutcome,
  NoticeKind,
  ObjectionOutcome,
  Opinion,
  Origin,
  OwnOutcome,
  PlanApproval,
  RecordKind,
  ReviewOutcome,
  Route,
  Sensitivity,
  WarningCode,
} from '../vocabulary';

/** A declared ground with what could be computed about it as of receipt; `met` null means a person judges. */
export interface AssessedGround {
  code: GroundCode;
  met: boolean | null;
  explanation: string;
  /** Proof the file does not hold; absent in cases opened before it was looked for. */
  missing?: string[];
  override?: { reason: string; by: Person; on: LocalDate };
  /** Of 3-8 only: what a second handler said of it. */
  secondReading?: { opinion: string; by: Person; on: LocalDate };
}

/** The account that did something, and its holder's name then. */
export interface Person {
  sub: string;
  name: string;
}

/** What is known the moment a collaboration is opened, by application (Arts. 6-9) or from above (Art. 4). */
export interface Opening {
  route: Route;
  origin: Origin;
  executingCourt: CourtCode;
  decidingCourt: CourtCode;
  relayCourt: CourtCode | null;
  caseFields: KeptFields;
  letter?: { number: string; issuedBy: string; channel: string };
  /** The deciding court's receipt; null while the file is still with the relay court. */
  receivedOn: LocalDate | null;
  grounds: AssessedGround[];
  netAge: NetAge | null;
  warnings: WarningCode[];
  settings: Settings;
  /** The calendar years told to the case. */
  calendar: CalendarYear[];
  /** They are all it counts by; absent: they replace years of those that shipped with an early release. */
  wholeCalendar?: true;
  previous?: PreviousLink;
  scan?: ScanOrder;
  demo?: DemoMark;
}

/** Art. 14: what the scanning court said of the hit that the collaboration is opened from. */
export interface ScanOrder {
  /** The hit's file. */
  hit: string;
  reason: string;
  /** Decided at once, together with these courts; absent: the deciding court reviews, as the High Court has designated it. */
  participants?: CourtCode[];
  /** Whom the system advised to draft, best first; absent where courts are not drafted or no advice was to be had. */
  advised?: AdvisedCourt[];
}

/** Marks a file of demonstration data: nobody asked for it, and its first `entries` entries, up to `asOf`, were made. */
export interface DemoMark {
  asOf: Instant;
  entries: number;
}

export interface DecisionDocument {
  number: string;
  addressee: CourtCode;
  copies: CourtCode[];
}

export interface Notice {
  kind: NoticeKind;
  from: CourtCode;
  to: CourtCode;
  sentOn: LocalDate;
}

/** What one on the ladder of approval says of a version of the plan. */
interface PlanSaid {
  version: number;
  by: PlanApproval;
  minutes?: string;
  attendees?: string[];
  /** 批示. */
  opinion?: string;
}

/** How the executing court's own enforcement ended (Art. 10); the amount in yuan. */
export interface OwnResult {
  text: string;
  outcome: OwnOutcome;
  recoveredAmount: number;
}

export interface EventPayloads extends DeadlinePayloads {
  'application.submitted': Opening;
  'order.registered': Opening;
  /** Art. 14: a scan has found the case, and its hit was disposed of so. */
  'order.scanned': Opening & { scan: ScanOrder };
  'document.numbered': { number: string; year: number; serial: number };
  /** All that the application says from then on, and what follows from it, still as of receipt. */
  'application.amended': {
    caseFields: KeptFields;
    grounds: AssessedGround[];
    netAge: NetAge | null;
    warnings: WarningCode[];
    previous?: PreviousLink;
    reason?: string;
  };
  'application.registered': { registeredOn: LocalDate };
  'application.forwarded': {
    opinion: Opinion;
    reasons: string;
    receivedOn: LocalDate;
    grounds: AssessedGround[];
    warnings: WarningCode[];
  };
  'application.accepted': { acceptedOn: LocalDate };
  'application.withdrawn': { reason: string };
  'application.lapsed': { lapsedOn: LocalDate };
  /** A later calendar has shown that the supplement was not late. */
  'application.reinstated': { reason: string };
  'correction.requested': { missing: string[]; inTime: boolean };
  /** `grounds`: assessed again with the new papers, still as of receipt. */
  'application.supplemented': { materials: Material[]; complete: boolean; grounds?: AssessedGround[] };
  /** `confirmedBy`: the superior court that has to confirm; null where none has, and the order ends at once. */
  'order.concluded': { ground: ConclusionGround; reasons: string; confirmedBy: CourtCode | null };
  'order.conclusionConfirmed': { on: LocalDate };
  'ground.overridden': { ground: GroundCode; reason: string };
  'ground.secondRead': { ground: '3-8'; opinion: string };
  'review.proposed': { outcome: ReviewOutcome; reasons: string };
  'decision.approved': {
    reasons: string;
    decidedOn: LocalDate;
    participants: CourtCode[];
    sensitivity: Sensitivity;
    legalBasis: string;
    operative: string;
    documents: DecisionDocument[];
    warnings: WarningCode[];
    overdueReason?: string;
    /** Whom the system advised to draft, best first; absent where courts are not drafted or no advice was to be had. */
    advised?: AdvisedCourt[];
  };
  'decision.refused': { reasons: string; decidedOn: LocalDate; overdueReason?: string };
  'decision.acknowledged': { on: LocalDate };
  'decision.served': { servedOn: LocalDate };
  'notice.sent': Notice;
  'notice.received': { kind: Notice['kind']; to: CourtCode; receivedOn: LocalDate };
  'refusal.acknowledged': { on: LocalDate };
  'selfExecution.planSubmitted': { text: string };
  'selfExecution.reported': { number: number; text: string };
  /** What the director has to confirm. */
  'selfExecution.resultReported': OwnResult;
  'selfExecution.resultReturned': { reasons: string };
  /** With outcome and amount where its director has confirmed them. */
  'selfExecution.finished': Pick<OwnResult, 'text'> & Partial<OwnResult>;
  'plan.submitted': PlanSections & {
    version: number;
    risks?: string;
    officers: Officer[];
    sensitivity: Sensitivity;
  };
  'plan.endorsed': PlanSaid & { next: PlanApproval };
  'plan.approved': PlanSaid;
  'plan.rejected': PlanSaid;
  /** To be worked over, as the opinion says; the next version begins the ladder anew. */
  'plan.agreed': { version: number; court: CourtCode; opinion?: string };
  'plan.returned': PlanSaid & { opinion: string };
  /** What was approved as an ordinary plan has to go before the bureau meeting after all; what was said of it stands. */
  'plan.reopened': { version: number; reason: string; next: PlanApproval };
  /** The plan speaks of courts that no longer, or newly, take part: a new version is needed (Art. 11). */
  'plan.outdated': { version: number; reason: string };
  'sensitivity.raised': { reason: string };
  'sensitivity.lowered': { reason: string };
  'participants.changed': {
    participants: CourtCode[];
    added: CourtCode[];
    removed: CourtCode[];
    reasons: string;
    advised?: AdvisedCourt[];
  };
  'credentials.issued': { credentials: (Officer & { validFrom: LocalDate })[] };
  'execution.recorded': {
    number: number;
    kind: RecordKind;
    from: CourtCode;
    to: CourtCode | null;
    text: string;
    urgent: boolean;
    captured?: Captured;
    about?: number;
  };
  'execution.acknowledged': { record: number; on: LocalDate; captured?: Captured };
  'objection.resolved': { record: number; outcome: ObjectionOutcome; reasons: string };
  'lead.registered': { category: string; court: CourtCode; facts: string; evidence: number[] };
  'lead.verifying': { lead: number; note: string };
  'lead.concluded': { lead: number; outcome: LeadOutcome; note: string };
  /** `from`: where a proposal to revoke returns to when it is not followed; absent: to the work in the field. */
  'closeout.requested': { outcome: CloseOutcome; recoveredAmount: number; summary: string; from?: CaseStatus };
  'closeout.returned': { reasons: string };
  'collaboration.closed': { outcome: CloseOutcome; on: LocalDate; recoveredAmount: number; reasons?: string };
  'duty.urged': { id: string; kind: DeadlineKind; court: CourtCode; on: LocalDate; record?: number; text?: string };
  'settings.adopted': { version: number; from: number; reason: string; settings: Settings };
}

export type EventType = keyof EventPayloads;

/** One fact of a case. */
export type CaseEvent = EventOf<EventPayloads>;
