import type {
  CalendarYear,
  CaseCommand,
  CaseEvent,
  CaseState,
  OpeningCommandType,
  PreviousCase,
  Refusal,
  Settings,
} from '@xiezhi/rules';
import type { LedgerEntry, UnrecordedEntry } from './ledger';

export type { LedgerEntry, UnrecordedEntry } from './ledger';

/** Names by which services reach the workflows; no service imports their code. */
export const CASE_WORKFLOW = 'collaborationCase';
export const CASE_TASK_QUEUE = 'collaboration';
export const DECISION_TASK_QUEUE = 'decision';
export const COMMAND_UPDATE = 'command';
export const SETTLE_UPDATE = 'settle';
export const REVISE_CALENDAR_UPDATE = 'reviseCalendar';
export const APPROVAL_SIGNAL = 'approval';
export const STATE_QUERY = 'state';

export const caseWorkflowId = (caseId: string) => `collaboration-${caseId}`;

/** A command with its identity: the request's Idempotency-Key and a digest of what was asked under it. */
export interface IdentifiedCommand {
  id: string;
  digest: string;
  command: CaseCommand;
}

/**
 * Names a request by its key and what was asked under it: the engine answers a repeat by itself, a different request
 * under the same key reaches the workflow, which refuses it, and the ledger's entries tell the two apart for good.
 */
export function updateIdOf({ id, digest }: Pick<IdentifiedCommand, 'id' | 'digest'>): string {
  return `${id}-${digest.slice(0, 16)}`;
}

/** What a command's sender is told: the last sequence number its events brought, and where the case stands now. */
export interface CommandAnswer {
  caseId: string;
  seq: number;
  state: CaseState['status'];
  documentNumber: string | null;
}

/** Input of a case's first run, and of every later one (`carried`, after continue-as-new). */
export interface CaseWorkflowInput {
  caseId: string;
  opening: { id: string; digest: string; command: CaseCommand<OpeningCommandType> };
  settings: Settings;
  calendar: CalendarYear[];
  /** The ended collaboration that this one follows. */
  previous?: PreviousCase;
  /** Whether the court clock may be moved while the case runs. */
  rehearsal: boolean;
  /** Court clock minus real time when the case began: zero but in a rehearsal. Milliseconds. */
  clockOffset: number;
  carried?: CarriedCase;
}

export interface CarriedCase {
  state: CaseState;
  recordedSeq: number;
  lastHash: string;
  answered: Record<string, AnsweredCommand>;
}

export interface AnsweredCommand {
  digest: string;
  /** Absent until everything the command caused is recorded. */
  answer?: CommandAnswer;
}

/** What a query of a running case shows. */
export interface CaseSnapshot {
  state: CaseState;
  recordedSeq: number;
  caseTime: string;
}

/** Failure types of the workflow's answers, by which a service tells a refusal from a fault. */
export const REFUSED_FAILURE = 'Refused';
export const DIGEST_MISMATCH_FAILURE = 'DigestMismatch';

export type RefusalDetails = Refusal;

/** Activities of the worker's own queue. */
export interface LedgerActivities {
  recordEntries(request: {
    caseId: string;
    executingCourt: string;
    entries: UnrecordedEntry[];
    prevHash: string;
  }): Promise<{ lastHash: string }>;
  recordRefusedApproval(request: {
    caseId: string;
    id: string;
    at: string;
    actor: unknown;
    type: string;
    refusal: Refusal;
  }): Promise<void>;
}

/** Activities of the decision service. */
export interface DecisionActivities {
  /** Draws the next serial of a court and year, the same one again for the same case. */
  drawDocumentNumber(request: { caseId: string; court: string; year: number }): Promise<{ serial: number }>;
}

/** A case event as an entry of its ledger, not yet recorded. */
export function entryOf(
  caseId: string,
  seq: number,
  event: CaseEvent,
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

/** The case event an entry of the ledger holds, as `evolve` takes it. */
export function eventOf(entry: Pick<LedgerEntry, 'type' | 'at' | 'actor' | 'payload'>): CaseEvent {
  return { type: entry.type, at: entry.at, actor: entry.actor, payload: entry.payload } as unknown as CaseEvent;
}
