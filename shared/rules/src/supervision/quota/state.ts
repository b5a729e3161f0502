import type { Actor } from '../../case/commands';
import type { CourtCode } from '../../courts';
import type { DeadlinePayloads, EventActor, EventOf, FileState } from '../../file';
import type { Instant } from '../../local-date';

/** Whose number of which year: what opens its file. */
export interface QuotaSubject {
  /** The court, under its code of the day it was opened. */
  court: CourtCode;
  year: number;
}

/** A person has agreed to a version, or said it. */
export interface QuotaAct {
  by: EventActor;
  at: Instant;
  /** Number of its entry. */
  seq: number;
}

/** How many cases the court means to handle in the year, and why so many (Art. 15 (1)). */
export interface QuotaVersion extends QuotaAct {
  version: number;
  number: number;
  rationale: string;
  approval: QuotaAct | null;
}

/** What is known of a court's year, oldest version first. */
export interface QuotaBook {
  subject: QuotaSubject;
  versions: QuotaVersion[];
}

/**
 * A court's number for a year: a file of its own, without a clock, which can be changed for ever. OPEN until the first number
 * is set.
 */
export interface QuotaState extends FileState, QuotaBook {
  status: 'OPEN' | 'PROPOSED' | 'IN_FORCE';
  openedAt: Instant;
}

export interface QuotaPayloads extends DeadlinePayloads {
  'quota.opened': QuotaSubject;
  'quota.set': { version: number; number: number; rationale: string };
  'quota.approved': { version: number };
}

/** One fact of a court's number. */
export type QuotaEvent = EventOf<QuotaPayloads>;

/** What opens it: that somebody sets the year's first number. */
export interface QuotaOpening {
  type: 'quota.open';
  at: Instant;
  actor: EventActor;
  with: QuotaSubject;
}

interface QuotaAsked {
  'quota.set': { number: number; rationale: string };
  /** `version`: the one that was read, where the approver says so. */
  'quota.approve': { version?: number | undefined };
}
export type QuotaCommandType = keyof QuotaAsked;

type CommandOf<T extends QuotaCommandType> = { type: T; at: Instant; actor: Actor; with: QuotaAsked[T] };

/** What people ask of it. */
export type QuotaCommand = { [T in QuotaCommandType]: CommandOf<T> }[QuotaCommandType];

/** The version in force: the newest that was approved, whatever was set after it. */
export const quotaInForce = ({ versions }: Pick<QuotaBook, 'versions'>): QuotaVersion | undefined =>
  versions.findLast(({ approval }) => approval !== null);

/** As a run goes on with it: of the versions only the newest decides anything. */
export const carriedQuota = (state: QuotaState): QuotaState => ({ ...state, versions: state.versions.slice(-1) });
