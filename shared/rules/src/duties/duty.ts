import type { CommandType } from '../case/commands';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import type { BulletinCommandType } from '../supervision/bulletin/commands';
import type { SCAN_DISPOSE } from '../supervision/hit/commands';
import type { DeadlineKind, Role } from '../vocabulary';

/**
 * DUTY: an act is awaited. RIGHT: an act is open to a court that need not take it (执行规定第72条). WATCH: a clock for
 * which a court answers while the next act is another court's, or another duty's.
 */
export type DutyForm = 'DUTY' | 'RIGHT' | 'WATCH';

/** A command that a file of some kind waits for. */
export type AwaitedCommand = CommandType | BulletinCommandType | typeof SCAN_DISPOSE.name;

/** One thing that a file waits for, and from whom. */
export interface Duty<C extends AwaitedCommand = AwaitedCommand> {
  /**
   * Unique among the duties of a case at one time and the same from event to event: the command with what tells it from
   * others of its kind (`execution.acknowledge:3`), for a WATCH the deadline's id. A duty that comes back after it was
   * done (a plan sent back) has the same id again.
   */
  id: string;
  form: DutyForm;
  /** The command awaited; null for a WATCH. */
  command: C | null;
  /** In Chinese, for display. */
  title: string;
  /** The court that must act, and the roles of which one must. */
  court: CourtCode;
  roles: readonly Role[];
  /** The field record it is about, by its number; null for a duty about the case. */
  record: number | null;
  /** Account that may not do it although it may hold the role: whoever proposed cannot decide. */
  except: string | null;
  /** The deadline the duty falls under; all of the following are null (false) for a duty without a clock. */
  deadline: string | null;
  kind: DeadlineKind | null;
  /** The court by whose calendar the deadline is counted; with SERVICE another than the one that must act. */
  countedBy: CourtCode | null;
  /** Null also while a correction holds the clock: the due day will be another. */
  due: LocalDate | null;
  /** First instant of lateness. */
  expiresAt: Instant | null;
  provisional: boolean;
  /** `Art. 7`, `执行规定第72条`, or `HR-03`, which is a setting and not law. */
  authority: string | null;
  /** Whether the deadline's OVERDUE has rung; between its instant and the event, `lampOf` knows better. */
  late: boolean;
}

/** Whether a person of the court that must act may do it: by role, unless they are the one who must not. */
export function mayDo(
  { roles, except }: { roles: readonly string[]; except: string | null },
  person: { sub: string; roles: readonly string[] },
): boolean {
  return except !== person.sub && roles.some((role) => person.roles.includes(role));
}
