import { RULE_SET } from '../house-rules';
import type { CalendarBook, WorkdayCount } from '../calendar';
import type { Instant, LocalDate } from '../local-date';
import { calendarOf, completion, endOfDay, inCalendarDays, inMinutes, inWorkdays } from './deadlines';
import type { CaseEvent, DeadlineOpened, EventActor, EventPayloads, EventType, Pause } from './events';
import { evolve } from './evolve';
import type { CaseState, Deadline } from './state';
import type { DeadlineKind, RefusalCode } from './vocabulary';

/** Why a command was not carried out: one of the contract's codes and a sentence for the person who asked. */
export interface Refusal {
  code: RefusalCode;
  message: string;
}

/** Thrown inside a stage and turned into a value by `decide`; it never leaves this package. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

export function refuse(code: RefusalCode, message: string): never {
  throw new Refused({ code, message });
}

type Draft<K extends keyof DeadlineOpened> = Pick<DeadlineOpened, K>;
type PeriodFields = Draft<'kind' | 'authority' | 'court' | 'startedOn'> & Pick<DeadlineOpened, 'record' | 'awaits'>;

/** Events under construction: each one is applied at once, so that the next is decided on what already holds. */
export class Transition {
  readonly events: CaseEvent[] = [];

  constructor(
    private current: CaseState | null,
    private instant: Instant,
    private actor: EventActor,
  ) {}

  get state(): CaseState {
    if (this.current === null) throw new Error(`no case of ${RULE_SET} has been opened`);
    return this.current;
  }

  get at(): Instant {
    return this.instant;
  }

  /** The day of the act, Asia/Shanghai. */
  get today(): LocalDate {
    return this.instant.slice(0, 10);
  }

  get calendar(): CalendarBook {
    return calendarOf(this.state);
  }

  /** What follows is done by someone else or at another instant: used for the rungs of the clock. */
  as(instant: Instant, actor: EventActor): this {
    this.instant = instant;
    this.actor = actor;
    return this;
  }

  emit<T extends EventType>(type: T, payload: EventPayloads[T]): void {
    const event = { type, at: this.instant, actor: this.actor, payload } as CaseEvent;
    this.events.push(event);
    this.current = evolve(this.current, event);
  }

  private period(fields: PeriodFields) {
    return { ...fields, id: `${fields.kind}-${this.state.deadlines.length + 1}` };
  }

  openWorkdays(fields: PeriodFields, workdays: number): void {
    this.emit('deadline.opened', inWorkdays(this.calendar, this.period(fields), workdays));
  }

  openCalendarDays(fields: PeriodFields, days: number): void {
    this.emit('deadline.opened', inCalendarDays(this.calendar, this.period(fields), days));
  }

  openMinutes(fields: PeriodFields, minutes: number): void {
    this.emit('deadline.opened', inMinutes(this.period(fields), this.instant, minutes));
  }

  /** The latest deadline of a kind that still asks for something: open, or late and not done. */
  pending(kind: DeadlineKind, record?: number): Deadline | undefined {
    return this.state.deadlines.findLast(
      (deadline) =>
        deadline.kind === kind &&
        (record === undefined || deadline.record === record) &&
        deadline.doneOn === null &&
        deadline.status !== 'CANCELLED' &&
        !deadline.released,
    );
  }

  meet(kind: DeadlineKind, record?: number): void {
    const deadline = this.pending(kind, record);
    if (deadline) this.meetOne(deadline);
  }

  meetOne(deadline: Deadline): void {
    const { id, kind } = deadline;
    this.emit('deadline.met', { id, kind, ...completion(this.calendar, deadline, this.instant) });
  }

  cancel(kind: DeadlineKind, reason: string): void {
    const deadline = this.pending(kind);
    if (deadline) this.emit('deadline.cancelled', { id: deadline.id, kind, reason });
  }

  /** Ends what is still running. A deadline that has passed undone stays LATE: that it was missed is a fact. */
  cancelAll(reason: string): void {
    for (const { id, kind, status } of this.state.deadlines) {
      if (status === 'OPEN') this.emit('deadline.cancelled', { id, kind, reason });
    }
  }

  suspend(kind: DeadlineKind): void {
    const deadline = this.pending(kind);
    if (deadline) this.emit('deadline.suspended', { id: deadline.id, kind });
  }

  /** Moves a deadline to newly counted days; the reason is kept with old and new (domain.md 3.3). */
  revise(deadline: Deadline, count: WorkdayCount, reason: string, paused?: Pause): void {
    this.emit('deadline.revised', {
      id: deadline.id,
      kind: deadline.kind,
      from: deadline.due,
      to: count.due,
      reason,
      countedDays: count.days,
      expiresAt: endOfDay(count.due),
      provisional: count.provisional,
      calendar: count.calendar,
      ...(paused ? { paused } : {}),
    });
  }

  /** Refuses a command out of turn, naming what the case is waiting for. */
  allowIn(statuses: readonly CaseState['status'][], what: string): void {
    if (!statuses.includes(this.state.status)) {
      refuse('NOT_ALLOWED_IN_STATE', `当前状态下不能${what}。`);
    }
  }
}
