import type { GroundClaim, GroundCode } from '../articles';
import type { CalendarYear } from '../calendar';
import type { CourtCode } from '../courts';
import type { Settings } from '../house-rules';
import type { Instant, LocalDate } from '../local-date';
import type {
  CloseOutcome,
  ConclusionGround,
  DeadlineKind,
  LeadOutcome,
  Origin,
  ReviewOutcome,
  Role,
  Sensitivity,
} from './vocabulary';

/** Who asks: a person acting for one court in one role. `sub` is the account, the identity that SAME_PERSON compares. */
export interface Actor {
  court: CourtCode;
  role: Role;
  name: string;
  sub: string;
}

export interface Party {
  side: 'applicant' | 'respondent';
  name: string;
  kind: 'person' | 'organization';
}

/** A period that does not count towards the two years (domain.md 1.3), with its document. */
export interface ExcludedPeriod {
  type: string;
  start: LocalDate;
  end: LocalDate;
  document?: string | undefined;
}

export interface Material {
  kind: string;
  title: string;
}

/** The enforcement case as the form of Art. 6 asks for it. Amounts are yuan. */
export interface CaseFields {
  caseNumber: string;
  filingDate: LocalDate;
  cause: string;
  parties: Party[];
  claimAmount: number;
  hasProperty: boolean;
  grounds: GroundClaim[];
  matters: string;
  exclusions?: ExcludedPeriod[] | undefined;
  proposal?: string | undefined;
  suggestedParticipants?: CourtCode[] | undefined;
  materials?: Material[] | undefined;
  channel?: 'ELECTRONIC' | 'PAPER' | undefined;
  receivedOn?: LocalDate | undefined;
}

/** The five sections Art. 11 asks of every plan. */
export interface PlanSections {
  tasks: string;
  responsibilities: string;
  command: string;
  coordination: string;
  support: string;
}

/** Sections as they come in: what is absent or empty is refused by the Rule, not by the shape. */
export type DraftSections = { [K in keyof PlanSections]?: string | undefined };

export interface Officer {
  name: string;
  court: CourtCode;
  credential: string;
}

/**
 * A field record as a device without a connection has kept it. `clientId` is a UUID made by the device, by which a record
 * sent twice is known; `capturedAt` its own clock's instant; `clientSeq` its own count, which keeps the device's order.
 */
export interface Captured {
  clientId?: string | undefined;
  capturedAt?: Instant | undefined;
  clientSeq?: number | undefined;
}

type None = Record<string, never>;

/** What each command carries, by its contract name. */
export interface CommandFields {
  /** `previous`: the id of the ended collaboration that this one follows (Art. 10). */
  'application.submit': CaseFields & { to: CourtCode; previous?: string | undefined };
  'application.register': None;
  'application.accept': None;
  'order.register': CaseFields & {
    origin: Extract<Origin, 'SUPERIOR_FINDING' | 'SUPERIOR_ORDER' | 'EX_OFFICIO'>;
    executingCourt: CourtCode;
    previous?: string | undefined;
    letter?: { number: string; issuedBy: string; channel: string } | undefined;
  };
  /** Art. 4: ends an order that has become pointless. */
  'order.conclude': { ground: ConclusionGround; reasons: string };
  'order.confirmConclusion': None;
  'application.forward': { opinion: 'AGREE' | 'DISAGREE'; reasons: string };
  'application.withdraw': { reason: string };
  'correction.request': { missing: string[] };
  'application.supplement': { materials: Material[]; complete: boolean };
  'ground.override': { ground: GroundCode; reason: string };
  'ground.secondRead': { ground: '3-8'; opinion: string };
  'review.propose': { outcome: ReviewOutcome; reasons: string };
  'review.decide': {
    outcome: ReviewOutcome;
    reasons: string;
    participants?: CourtCode[] | undefined;
    sensitivity?: Sensitivity | undefined;
    overdueReason?: string | undefined;
  };
  'decision.acknowledge': None;
  'refusal.relay': None;
  'refusal.acknowledge': None;
  'selfExecution.submitPlan': { text: string };
  'selfExecution.report': { text: string };
  'selfExecution.finish': { text: string };
  'plan.submit': DraftSections & {
    risks?: string | undefined;
    officers?: Officer[] | undefined;
    sensitivity?: Sensitivity | undefined;
  };
  'plan.approve': None;
  'plan.recordMeeting': {
    attendees?: string[] | undefined;
    minutes?: string | undefined;
    outcome: 'PASS' | 'REJECT';
    presidentReview: boolean;
  };
  'plan.presidentReview': { outcome: 'PASS' | 'REJECT' };
  'sensitivity.raise': { reason: string };
  'sensitivity.lower': { reason: string };
  'participants.change': { add?: CourtCode[] | undefined; remove?: CourtCode[] | undefined; reasons: string };
  'execution.report': { text: string; urgent?: boolean | undefined } & Captured;
  'execution.instruct': { to: CourtCode; text: string; urgent?: boolean | undefined };
  'execution.correct': { to: CourtCode; text: string; urgent?: boolean | undefined };
  'execution.acknowledge': { record: number } & Captured;
  'execution.object': { record: number; reason: string } & Captured;
  'execution.resolveObjection': { record: number; outcome: 'UPHELD' | 'DISMISSED'; reasons: string };
  'lead.register': {
    category: string;
    court: CourtCode;
    facts: string;
    evidence?: number[] | undefined;
  };
  'closeout.request': { outcome: CloseOutcome; recoveredAmount: number; summary: string };
  /** `lead`: its number in the case, from 1. */
  'lead.verify': { lead: number; note: string };
  'lead.conclude': { lead: number; outcome: LeadOutcome; note: string };
  'closeout.confirm': None;
  'closeout.return': { reasons: string };
  'collaboration.revoke': { reasons: string };
  /** `record`: of several duties of a kind, the one about this field record. */
  'duty.urge': { kind: DeadlineKind; record?: number | undefined; text?: string | undefined };
  /** `settings`: what the version says, added by the service that keeps the versions; nobody sends it. */
  'settings.adopt': { version: number; reason: string; settings?: Settings | undefined };
}

export type CommandType = keyof CommandFields;
/** Commands that open a collaboration; every other one is addressed to an open one. */
export type OpeningCommandType = 'application.submit' | 'order.register';

/** A person's request. `at` is the instant a service received it: the legal instant of the act. */
export interface CaseCommand<T extends CommandType = CommandType> {
  type: T;
  at: Instant;
  actor: Actor;
  with: CommandFields[T];
}

/** What the system itself asks of a case: not open to people. */
export type SystemCommand =
  | { type: 'clock.tick'; at: Instant }
  | { type: 'document.number'; at: Instant; year: number; serial: number }
  | { type: 'calendar.revise'; at: Instant; years: CalendarYear[] };
