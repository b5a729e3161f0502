import type {
  BulletinCommand,
  BulletinOpening,
  BulletinState,
  CalendarYear,
  CaseCommand,
  CaseOpening,
  CaseState,
  FileEvent,
  FileState,
  GuidanceCommand,
  GuidanceOpening,
  GuidanceState,
  HitCommand,
  HitEnd,
  HitOpening,
  HitState,
  PreviousCase,
  QuotaCommand,
  QuotaOpening,
  QuotaState,
  Refusal,
  ScheduleOpening,
  ScheduleState,
  Settings,
} from '@xiezhi/rules';
import type { UnrecordedEntry } from './ledger';

export type { LedgerEntry, UnrecordedEntry } from './ledger';
export * from './sizes';

/** Names by which services reach the workflows; no service imports their code. */
export const CASE_TASK_QUEUE = 'collaboration';
export const DECISION_TASK_QUEUE = 'decision';
export const COMMAND_UPDATE = 'command';
export const SETTLE_UPDATE = 'settle';
export const REVISE_CALENDAR_UPDATE = 'reviseCalendar';
export const APPROVAL_SIGNAL = 'approval';
/** What the system asks of a hit of a scan, by whoever has noticed. */
export const END_UPDATE = 'end';
export const STATE_QUERY = 'state';

/** How far a command's instant may be ahead of the engine's own time, and a receipt's of the database's. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** A command with its identity: the request's Idempotency-Key and a digest of what was asked under it. */
export interface Identified<C> {
  id: string;
  digest: string;
  command: C;
}
export type IdentifiedCommand = Identified<CaseCommand>;
/** What opened a case, as its sender repeats it to hear the answer. */
export type IdentifiedOpening = Identified<CaseOpening>;

/**
 * Names a request by its key and what was asked under it: the engine answers a repeat by itself, a different request
 * under the same key reaches the workflow, which refuses it, and the ledger's entries tell the two apart for good.
 */
export function updateIdOf({ id, digest }: Pick<Identified<unknown>, 'id' | 'digest'>): string {
  return `${id}-${digest.slice(0, 16)}`;
}

/** What a command's sender is told: the last sequence number its events brought, and where the file stands now. */
export interface FileAnswer<Status extends string = string> {
  /** The file's id. */
  caseId: string;
  seq: number;
  state: Status;
  documentNumber: string | null;
}
export type CommandAnswer = FileAnswer<CaseState['status']>;

/**
 * Input of a file's first run, which opens it, or of a later one, which goes on from what was carried over. Never both: what
 * opened a file is in its ledger, and a run's input has to stay small.
 */
export interface FileWorkflowInput<S extends FileState, O> {
  /** The file's id. */
  caseId: string;
  opening?: Identified<O>;
  /** Of an opening: the settings in force on the day it is opened. */
  settings?: Settings;
  /** Of an opening: the years it counts by. */
  calendar?: CalendarYear[];
  /** Whether the court clock may be moved while the file is open. */
  rehearsal: boolean;
  /** Court clock minus real time when the file began: zero but in a rehearsal. Milliseconds. */
  clockOffset: number;
  carried?: CarriedFile<S>;
}

export interface CaseWorkflowInput extends FileWorkflowInput<CaseState, CaseOpening> {
  /** `calendar` is every year the case counts by; absent in cases begun before it was. */
  wholeCalendar?: true;
  /** Of an opening: the ended collaboration that this one follows. */
  previous?: PreviousCase;
}

export type HitWorkflowInput = FileWorkflowInput<HitState, HitOpening>;
export type IdentifiedHitCommand = Identified<HitCommand>;
export type HitAnswer = FileAnswer<HitState['status']>;

export type BulletinWorkflowInput = FileWorkflowInput<BulletinState, BulletinOpening>;
export type IdentifiedBulletinCommand = Identified<BulletinCommand>;
export type BulletinAnswer = FileAnswer<BulletinState['status']>;

export type ScheduleWorkflowInput = FileWorkflowInput<ScheduleState, ScheduleOpening>;

export type QuotaWorkflowInput = FileWorkflowInput<QuotaState, QuotaOpening>;
export type IdentifiedQuotaCommand = Identified<QuotaCommand>;

export type GuidanceWorkflowInput = FileWorkflowInput<GuidanceState, GuidanceOpening>;
export type IdentifiedGuidanceCommand = Identified<GuidanceCommand>;

/** How a hit ends by itself; `at` is the instant of what has ended it. */
export type HitEnding = HitEnd & { at: string };

export interface CarriedFile<S extends FileState> {
  /** Without the texts that no decision looks at (`carriedState`). */
  state: S;
  recordedSeq: number;
  lastHash: string;
  answered: Record<string, AnsweredCommand>;
  /** Bytes of all entries so far; absent in runs begun before they were counted. */
  written?: number;
  /** What was refused and is not in the audit trail yet. */
  refusals?: PendingRefusals;
  /** Why the document number cannot be given, as far as is known. */
  numberRefused?: Refusal;
}

/** Refusals on their way to the audit trail. However many come, what is kept of them is bounded. */
export interface PendingRefusals {
  list: RefusedRequest[];
  /** Further ones, of which only the number was kept. */
  more: number;
}

/** A request that a case did not accept and whose sender hears nothing: an approval by signal, or the system's own. */
export interface RefusedRequest {
  /** Unique in the file. */
  id: string;
  /** Case time. */
  at: string;
  /** As far as the request says who sent it; clean and short. */
  actor: Partial<Record<'court' | 'role' | 'name' | 'sub', string>>;
  type: string;
  refusal: Refusal;
}

export interface AnsweredCommand {
  digest: string;
  /** Absent until everything the command caused is recorded. */
  answer?: FileAnswer;
}

/** What a query of a running file shows. */
export interface FileSnapshot<S extends FileState = FileState> {
  state: S;
  recordedSeq: number;
  /** The time of the file. */
  caseTime: string;
  /** Why the document number that was drawn cannot be given; asked again every day. Absent while nothing is wrong. */
  numberRefused?: Refusal;
  /** Why the clock's last act was refused; tried again every hour. Absent while nothing is wrong. */
  clockRefused?: Refusal;
}
export type CaseSnapshot = FileSnapshot<CaseState>;

/** Failure types of the workflow's answers, by which a service tells a refusal from a fault. */
export const REFUSED_FAILURE = 'Refused';
export const DIGEST_MISMATCH_FAILURE = 'DigestMismatch';

export type RefusalDetails = Refusal;

/** Activities of the worker's own queue. */
export interface LedgerActivities {
  /** `executingCourt`: the court under which the entries are published, which is another court in other kinds of file. */
  recordEntries(request: {
    caseId: string;
    executingCourt: string;
    entries: UnrecordedEntry[];
    prevHash: string;
  }): Promise<{ lastHash: string }>;
  /** In runs that began before refusals were recorded together. */
  recordRefusedApproval(request: RefusedRequest & { caseId: string }): Promise<void>;
  recordRefusals(request: PendingRefusals & { caseId: string }): Promise<void>;
  /** What a request was answered by the ledger, by the key it came under; null when it had no effect. */
  findAnswer(request: { caseId: string; id: string }): Promise<AnsweredCommand | null>;
}

/** What a run asks of its own worker. */
export interface TurnActivities {
  /** Does nothing. Its answer comes after everything else that a task has brought. */
  takeTurn(): Promise<void>;
}

/** Activities of the decision service. */
export interface DecisionActivities {
  /** Draws the next serial of a court and year, the same one again for the same case. */
  drawDocumentNumber(request: { caseId: string; court: string; year: number }): Promise<{ serial: number }>;
}

/** An event of a file as an entry of its ledger, not yet recorded. */
export function entryOf(
  caseId: string,
  seq: number,
  event: FileEvent,
  ruleSet: string,
  commandId?: string,
): UnrecordedEntry {
  return {
    caseId,
    seq,
    type: event.type,
    at: event.at,
    actor: event.actor,
    ruleSet,
    payload: event.payload as unknown as Record<string, unknown>,
    ...(commandId === undefined ? {} : { commandId }),
  };
}
