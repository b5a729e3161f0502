import type { CalendarBook } from '../calendar';
import { lengthUnder, settingsOf } from '../house-rules';
import type { Settings } from '../house-rules';
import type { Courts } from '../courts';
import type { Jurisdiction } from '../jurisdiction';
import type { Instant, LocalDate } from '../local-date';
import type { Period, Periods } from '../periods';
import type { DeadlineKind } from '../vocabulary';
import { calendarOf, completion, endOfDay, inCalendarDays, inMinutes, inWorkdays } from './deadlines';
import type { Recount } from './deadlines';
import type { DeadlineOpened, DeadlinePayloads, EventActor, EventOf, Pause } from './events';
import type { Deadline, FileState } from './state';

type Draft<K extends keyof DeadlineOpened> = Pick<DeadlineOpened, K>;
/** Who must act, and from when it counts. */
export type PeriodStart = Draft<'court' | 'startedOn'> & Pick<DeadlineOpened, 'record' | 'awaits'>;
type PeriodFields = PeriodStart & Draft<'kind' | 'authority'>;

/**
 * Events of a file under construction: each one is applied at once, so that the next is decided on what already holds.
 * @typeParam P the payloads of the kind's events, by their types
 */
export class FileTransition<S extends FileState, P extends DeadlinePayloads> {
  readonly events: EventOf<P>[] = [];

  /** @param current null for a file that is being opened */
  constructor(
    private readonly evolve: (state: S | null, event: EventOf<P>) => S,
    private current: S | null,
    private instant: Instant,
    private actor: EventActor,
    /** What the file is decided under. */
    readonly jurisdiction: Jurisdiction,
  ) {}

  get state(): S {
    if (this.current === null) throw new Error('no file has been opened');
    return this.current;
  }

  /** What the file counts by. */
  get settings(): Settings {
    return settingsOf(this.state, this.jurisdiction.settings);
  }

  get courts(): Courts {
    return this.jurisdiction.courts;
  }

  get periods(): Periods {
    return this.jurisdiction.periods;
  }

  get at(): Instant {
    return this.instant;
  }

  /** The day of the act, Asia/Shanghai. */
  get today(): LocalDate {
    return this.instant.slice(0, 10);
  }

  get calendar(): CalendarBook {
    return calendarOf(this.state, this.jurisdiction);
  }

  /** What follows is done by someone else or at another instant: used for the rungs of the clock. */
  as(instant: Instant, actor: EventActor): this {
    this.instant = instant;
    this.actor = actor;
    return this;
  }

  emit<T extends keyof P & string>(type: T, payload: P[T]): void {
    const event = { type, at: this.instant, actor: this.actor, payload } as unknown as EventOf<P>;
    this.events.push(event);
    this.current = this.evolve(this.current, event);
  }

  /** What every kind of file says of its deadlines in the same words. */
  tell<T extends keyof DeadlinePayloads>(type: T, payload: DeadlinePayloads[T]): void {
    this.emit(type, payload as P[T]);
  }

  private period(fields: PeriodFields) {
    return { ...fields, id: `${fields.kind}-${this.state.deadlines.length + 1}` };
  }

  /** Opens a deadline of a period, as long as the file's settings make it. */
  open({ kind, authority, length }: Period, on: PeriodStart): void {
    const { amount, unit } = lengthUnder(length, this.settings);
    const period = this.period({ kind, authority, ...on });
    if (unit === 'workday') this.tell('deadline.opened', inWorkdays(this.calendar, period, amount));
    else if (unit === 'calendarDay') this.tell('deadline.opened', inCalendarDays(this.calendar, period, amount));
    else this.tell('deadline.opened', inMinutes(period, this.instant, amount));
  }

  /** Opens a deadline of working days once more from the start, as long as it was. */
  openAgain({ kind, authority, workdays }: Deadline, on: PeriodStart): void {
    if (workdays === null) throw new Error(`${kind} is not counted in working days`);
    this.tell('deadline.opened', inWorkdays(this.calendar, this.period({ kind, authority, ...on }), workdays));
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
    this.tell('deadline.met', { id, kind, ...completion(this.calendar, deadline, this.instant) });
  }

  cancel(kind: DeadlineKind, reason: string): void {
    const deadline = this.pending(kind);
    if (deadline) this.tell('deadline.cancelled', { id: deadline.id, kind, reason });
  }

  /** Ends what is still running. A deadline that has passed undone stays LATE: that it was missed is a fact. */
  cancelAll(reason: string): void {
    for (const { id, kind, status } of this.state.deadlines) {
      if (status === 'OPEN') this.tell('deadline.cancelled', { id, kind, reason });
    }
  }

  /** The same of one kind, however many of it run. */
  cancelOpen(kind: DeadlineKind, reason: string): void {
    for (const { id, kind: other, status } of this.state.deadlines) {
      if (other === kind && status === 'OPEN') this.tell('deadline.cancelled', { id, kind, reason });
    }
  }

  suspend(kind: DeadlineKind): void {
    const deadline = this.pending(kind);
    if (deadline) this.tell('deadline.suspended', { id: deadline.id, kind });
  }

  /** Moves a deadline to newly counted days; the reason is kept with old and new. */
  revise(deadline: Deadline, count: Recount, reason: string, paused?: Pause): void {
    this.tell('deadline.revised', {
      id: deadline.id,
      kind: deadline.kind,
      from: deadline.due,
      to: count.due,
      reason,
      countedDays: count.days,
      expiresAt: endOfDay(count.due),
      provisional: count.provisional,
      calendar: count.calendar,
      ...(count.startedOn && count.startedOn !== deadline.startedOn ? { startedOn: count.startedOn } : {}),
      ...(paused ? { paused } : {}),
    });
  }
}
