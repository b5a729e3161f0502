import type { CalendarYear } from '../calendar';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import type { DeadlineKind, Role, Rung } from '../vocabulary';

export interface DeadlineOpened {
  id: string;
  kind: DeadlineKind;
  /** `Art. 7`, `Art. 8`, 执行规定第72条, or the house rule that sets the period. */
  authority: string;
  /** The court that must act; its calendar counts. */
  court: CourtCode;
  startedOn: LocalDate;
  /** Number of working days; null for a period in calendar days or minutes. */
  workdays: number | null;
  countedDays: LocalDate[];
  due: LocalDate;
  /** First instant of lateness. */
  expiresAt: Instant;
  provisional: boolean;
  /** Which calendar versions the count used. */
  calendar: string;
  /** The field record an acknowledgement or objection is about. */
  record?: number;
  /** Whose receipts a later service waits for; absent: those of all who took part when the decision was made. */
  awaits?: CourtCode[];
}

/** Days that do not count: after the day of the notice, up to and including the day of completion. */
export interface Pause {
  from: LocalDate;
  to: LocalDate;
}

/** Whoever holds a role at a court, as one who is told of a missed deadline. */
export interface EscalationAddressee {
  court: CourtCode;
  role: Role;
}

/** What happens to the deadlines of a file, of whatever kind it is. */
export interface DeadlinePayloads {
  'deadline.opened': DeadlineOpened;
  'deadline.met': {
    id: string;
    kind: DeadlineKind;
    doneOn: LocalDate;
    ordinal: number | null;
    lateWorkdays: number;
    late: boolean;
  };
  'deadline.cancelled': { id: string; kind: DeadlineKind; reason: string };
  'deadline.released': { id: string; kind: DeadlineKind; reason: string };
  'deadline.revised': {
    id: string;
    kind: DeadlineKind;
    from: LocalDate;
    to: LocalDate;
    reason: string;
    countedDays: LocalDate[];
    expiresAt: Instant;
    provisional: boolean;
    calendar: string;
    /** Set when the day it is counted from has moved as well. */
    startedOn?: LocalDate;
    /** Set when the clock runs again after a correction (HR-02, pause): the days between do not count. */
    paused?: Pause;
  };
  /** A later calendar has changed how it stands: late no longer (OPEN, or MET where it was done), or late after all. */
  'deadline.reassessed': {
    id: string;
    kind: DeadlineKind;
    status: 'OPEN' | 'MET' | 'LATE';
    ordinal: number | null;
    lateWorkdays: number | null;
    reason: string;
  };
  /** Runs again as if it had not been cancelled. */
  'deadline.reopened': { id: string; kind: DeadlineKind; reason: string };
  'deadline.suspended': { id: string; kind: DeadlineKind };
  'deadline.reminded': { id: string; kind: DeadlineKind; rung: Exclude<Rung, 'OVERDUE'>; on: LocalDate };
  'deadline.overdue': { id: string; kind: DeadlineKind; rung: 'OVERDUE'; on: LocalDate; due: LocalDate };
  /** Follows `deadline.overdue` at the same instant, once for each time the deadline becomes late. */
  'deadline.escalated': { id: string; kind: DeadlineKind; to: EscalationAddressee[]; on: LocalDate };
  'calendar.revised': { years: CalendarYear[] };
}

/** By whom: a person, or the clock acting for the court whose duty it is. */
export interface EventActor {
  court: CourtCode | null;
  role: string;
  name?: string;
  sub?: string;
}

/**
 * One fact of a file, of some kind whose events have these payloads. `at` is the instant it took effect, which for a rung of
 * the clock is the rung's own instant.
 */
export type EventOf<P> = {
  [T in keyof P & string]: { type: T; at: Instant; actor: EventActor; payload: P[T] };
}[keyof P & string];

/** A fact of any file. */
export interface FileEvent {
  type: string;
  at: Instant;
  actor: EventActor;
  payload: object;
}

export type DeadlineEvent = EventOf<DeadlinePayloads>;
