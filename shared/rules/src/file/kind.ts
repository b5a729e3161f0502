import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import type { ClockKind } from '../vocabulary';
import type { NextRung } from './deadlines';
import type { EventActor, FileEvent } from './events';
import type { FileOutcome } from './refusal';
import type { FileState } from './state';

/** What somebody asks of a file. `at` is the instant a service received it: the legal instant of the act. */
export interface FileCommand {
  type: string;
  at: Instant;
  actor: EventActor;
  with: object;
}

/** What the system itself asks of a file: not open to people. */
export interface FileSystemCommand {
  type: string;
  at: Instant;
}

/** An hour at which a file's clock says something that is no rung of a deadline. */
export interface Hour {
  kind: ClockKind;
  /** The court that acts on it. */
  court: CourtCode;
  /** Its day; a file has one hour of a kind a day. */
  on: LocalDate;
  /** Epoch ms. */
  at: number;
}

/**
 * A kind of file: what opens it, what may be asked of it, what comes of that and when its clock acts. Pure; a run of the
 * engine, the ledger and the read models need to know nothing else of a file.
 * @typeParam C what people ask
 * @typeParam Y what the system asks
 * @typeParam E its events
 * @typeParam O what opens it
 * @typeParam X what whoever opens it knows beside that
 */
export interface FileKind<
  S extends FileState,
  C extends FileCommand,
  Y extends FileSystemCommand,
  E extends FileEvent,
  O extends FileCommand,
  X,
> {
  name: string;
  /** How the ids of its files begin; empty for the collaborations, whose ids begin with a court. */
  idPrefix: string;
  open(opening: O, context: X): FileOutcome<S, E>;
  decide(state: S, command: C): FileOutcome<S, E>;
  decideSystem(state: S, command: Y): FileOutcome<S, E>;
  /** Total over every event the kind can produce; from null over all events of a file it gives its state. */
  evolve(state: S | null, event: E): S;
  /** When its clock acts next, in epoch ms; undefined while it waits for nothing. */
  nextRung(state: S): Pick<NextRung, 'at'> | undefined;
  /** The hours its clock keeps beside its deadlines; absent in a kind that has none. */
  hours?: {
    /** Those that have not come, in order, as far ahead as it matters that each of them is known. */
    ahead(state: S): Hour[];
    /** The hour that an event tells of; undefined for any other event. */
    toldBy(event: E): Hour | undefined;
  };
  /** Whether nothing more can be asked of it: its run may end. */
  isOver(state: S): boolean;
  /** The court under which its events are published. */
  courtOf(state: S): CourtCode;
  /** The number the file goes by outside, as far as it has one. */
  documentNumberOf(state: S): string | null;
  /** A serial it waits for from outside; absent in a kind that has none. */
  number?: {
    isAwaited(state: S): boolean;
    series(state: S): { court: CourtCode; year: number };
    given(state: S, drawn: { year: number; serial: number }): Y;
  };
  /** The clock has come to an instant. */
  tick(at: Instant): Y;
}
