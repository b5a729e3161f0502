import type { CalendarYear } from '../calendar';
import type { Courts } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import { parseInstant, toInstant } from '../local-date';
import { nextRung, reassessed, recounted } from './deadlines';
import type { DeadlinePayloads, EscalationAddressee } from './events';
import type { Deadline, FileState } from './state';
import { hasFired } from './state';
import type { FileTransition } from './transition';

type Of<S extends FileState, P extends DeadlinePayloads> = FileTransition<S, P>;

/** What a kind of file adds to what the clock does to every file. */
export interface ClockRules<T, S extends FileState> {
  /** Who is told that a deadline was missed. */
  escalation(state: S, deadline: Deadline, on: LocalDate, courts: Courts): EscalationAddressee[];
  /** What else follows when a deadline has passed, or turns out to have passed. */
  passed?(t: T, deadline: Deadline): void;
  /** Whether what is late no longer still waits for anybody. */
  isOwed(state: S, deadline: Deadline): boolean;
  /** Nothing more can happen to the file: its deadlines stand as they are. */
  isFinal(state: S): boolean;
}

/** The later of two instants, so that the time of a file never runs backwards. */
export function notBefore(at: string, floor: string): Instant {
  return parseInstant(at) < parseInstant(floor) ? floor : toInstant(parseInstant(at));
}

/** What the clock does to the files of a kind. */
export class Clock<S extends FileState, P extends DeadlinePayloads, T extends Of<S, P>> {
  constructor(private readonly rules: ClockRules<T, S>) {}

  /**
   * Applies every rung due by `until` (epoch ms), each at its own instant, in order. Whoever looks at a file first, a
   * person's command or the timer, the clock has been there before (design: time first). It is asked again afterwards,
   * because a command can open a period that has already run out (a paper received weeks ago).
   */
  advance(t: T, until: number): void {
    for (let next = nextRung(t.state); next && next.at <= until; next = nextRung(t.state)) {
      const { deadline, rung, on, at } = next;
      t.as(notBefore(toInstant(at), t.state.lastAt), { court: deadline.court, role: 'clock' });
      const { id, kind } = deadline;
      if (rung === 'OVERDUE') {
        this.overdue(t, deadline);
        this.rules.passed?.(t, deadline);
      } else {
        t.tell('deadline.reminded', { id, kind, rung, on });
      }
    }
  }

  /** A deadline has passed: said once for its due day, dated the calendar day after it, and told to those above. */
  private overdue(t: T, { id }: Pick<Deadline, 'id'>): void {
    const deadline = present(t, id);
    const { kind, due, status } = deadline;
    const on = deadline.expiresAt.slice(0, 10);
    t.tell('deadline.overdue', { id, kind, rung: 'OVERDUE', on, due });
    // Of what was late already those above know: only the day was another.
    const to = status === 'LATE' ? [] : this.rules.escalation(t.state, deadline, on, t.courts);
    if (to.length > 0) t.tell('deadline.escalated', { id, kind, to, on });
  }

  /**
   * A published calendar recounts every deadline that runs, was missed or was done late, and keeps old → new with the notice.
   * What is not late any more is so no longer; what was done after an uncertain day and is late after all
   * becomes late. What still runs and has passed is left to the clock, which is asked next.
   */
  reviseCalendar(t: T, years: CalendarYear[], lapseFollows: boolean): void {
    t.tell('calendar.revised', { years });
    if (this.rules.isFinal(t.state)) return;
    const reason = years.map((year) => year.notice).join('；');
    for (const { deadline, count } of recounted(t.state, lapseFollows, t.jurisdiction)) {
      t.revise(deadline, count, reason);
      this.reassess(t, deadline.id, reason);
    }
  }

  /** Asks of a deadline that has been counted anew how it stands. */
  reassess(t: T, id: string, reason: string): void {
    const before = present(t, id);
    const { kind } = before;
    const standing = reassessed(t.calendar, before, t.at);
    const late = standing ? standing.status === 'LATE' : before.status === 'LATE';
    const told = before.doneOn !== null && before.status === 'LATE';
    if (late && !told && !hasFired(before, 'OVERDUE')) this.overdue(t, before);
    if (!standing) return;
    t.tell('deadline.reassessed', { id, kind, reason, ...standing });
    if (standing.status === 'LATE') this.rules.passed?.(t, before);
    if (standing.status === 'OPEN' && !this.rules.isOwed(t.state, before)) {
      t.tell('deadline.cancelled', { id, kind, reason: '该事项已不需要办理' });
    }
  }
}

/** A deadline as it now is. */
export function present({ state }: { state: FileState }, id: string): Deadline {
  const deadline = state.deadlines.find((one) => one.id === id);
  if (!deadline) throw new Error(`the file has no deadline ${id}`);
  return deadline;
}
