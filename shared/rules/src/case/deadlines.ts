import { countWorkdays, explainDay, SHIPPED_CALENDAR, withCalendarYear, workdaysBetween } from '../calendar';
import { addDays, parseInstant, startOfDay, toInstant } from '../local-date';
import { OBJECTION_CALENDAR_DAYS } from '../house-rules';
import type { CalendarBook, CalendarYear, WorkdayCount } from '../calendar';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import type { DeadlineOpened, Pause } from './events';
import type { CaseState, Deadline } from './state';
import type { DeadlineKind, Rung } from './vocabulary';

const MINUTE = 60_000;

const books = new WeakMap<readonly CalendarYear[], CalendarBook>();

/**
 * The calendar a case counts by: what ships, with every year published since laid over it. Made once for each list of
 * years, because every deadline asks for it.
 */
export function calendarOf({ calendar }: Pick<CaseState, 'calendar'>): CalendarBook {
  const known = books.get(calendar);
  if (known) return known;
  const book = calendar.reduce(withCalendarYear, SHIPPED_CALENDAR);
  books.set(calendar, book);
  return book;
}

interface Period {
  id: string;
  kind: DeadlineKind;
  authority: string;
  court: CourtCode;
  startedOn: LocalDate;
  record?: number;
  awaits?: CourtCode[];
}

/** First instant after `due`: the day ends at 24:00 in the courts' zone. */
export function endOfDay(due: LocalDate): Instant {
  return toInstant(startOfDay(addDays(due, 1)));
}

/** A period of working days by the calendar of the court that must act; the day of the event is not counted. */
export function inWorkdays(book: CalendarBook, period: Period, workdays: number): DeadlineOpened {
  const count = countWorkdays(book, period.court, period.startedOn, workdays);
  return {
    ...period,
    workdays,
    countedDays: count.days,
    due: count.due,
    expiresAt: endOfDay(count.due),
    provisional: count.provisional,
    calendar: count.calendar,
  };
}

/** A period of calendar days; one that ends on a rest day ends with the first working day after it. */
export function inCalendarDays(book: CalendarBook, period: Period, days: number): DeadlineOpened {
  const { due, provisional, calendar } = calendarDays(book, period.court, period.startedOn, days);
  return { ...period, workdays: null, countedDays: [], due, expiresAt: endOfDay(due), provisional, calendar };
}

function calendarDays(book: CalendarBook, court: CourtCode, from: LocalDate, days: number): WorkdayCount {
  const lastDay = addDays(from, days);
  const { due, provisional, calendar } = countWorkdays(book, court, addDays(lastDay, -1), 1);
  return { days: [], due, provisional: provisional || explainDay(book, court, lastDay).workday === null, calendar };
}

/** A period of working days that stood still for a while: the days up to the pause, then those after it (HR-02). */
export function countAroundPause(
  book: CalendarBook,
  { court, startedOn }: Pick<Period, 'court' | 'startedOn'>,
  workdays: number,
  pause: Pause,
): WorkdayCount {
  const whole = countWorkdays(book, court, startedOn, workdays);
  const used = whole.days.filter((day) => day <= pause.from);
  if (used.length === workdays) return whole;
  const rest = countWorkdays(book, court, pause.to, workdays - used.length);
  return { ...rest, days: [...used, ...rest.days] };
}

/** A deadline counted anew by another calendar; undefined for one in minutes, which no calendar moves. */
export function recount(book: CalendarBook, deadline: Deadline): WorkdayCount | undefined {
  const { court, startedOn, workdays, paused, kind } = deadline;
  if (workdays === null) {
    return kind === 'OBJECTION' ? calendarDays(book, court, startedOn, OBJECTION_CALENDAR_DAYS) : undefined;
  }
  if (paused) return countAroundPause(book, deadline, workdays, paused);
  return countWorkdays(book, court, startedOn, workdays);
}

/** The open deadlines of a case that its calendar now counts otherwise than they were counted, and how. */
export function recountOpen(state: Pick<CaseState, 'calendar' | 'deadlines'>): {
  deadline: Deadline;
  count: WorkdayCount;
}[] {
  const book = calendarOf(state);
  return state.deadlines.flatMap((deadline) => {
    const count = deadline.status === 'OPEN' ? recount(book, deadline) : undefined;
    const same =
      count?.provisional === deadline.provisional &&
      count.due === deadline.due &&
      count.days.join() === deadline.countedDays.join();
    return count && !same ? [{ deadline, count }] : [];
  });
}

/** What publishing these years would do to a case's open deadlines: old and new day, final or 暂定. Changes nothing. */
export function previewRevision(state: Pick<CaseState, 'calendar' | 'deadlines'>, years: readonly CalendarYear[]) {
  return recountOpen({ ...state, calendar: [...state.calendar, ...years] }).map(({ deadline, count }) => ({
    kind: deadline.kind,
    court: deadline.court,
    from: deadline.due,
    to: count.due,
    provisionalBefore: deadline.provisional,
    provisionalAfter: count.provisional,
  }));
}

/** A period of minutes from an instant, for urgent instructions (HR-10). */
export function inMinutes(period: Period, from: Instant, minutes: number): DeadlineOpened {
  const expiresAt = toInstant(parseInstant(from) + minutes * MINUTE);
  return {
    ...period,
    workdays: null,
    countedDays: [],
    due: expiresAt.slice(0, 10),
    expiresAt,
    provisional: false,
    calendar: '',
  };
}

function rungDay(deadline: Deadline, before: number): LocalDate | undefined {
  if (deadline.workdays === null) return addDays(deadline.due, -before);
  return deadline.countedDays[deadline.countedDays.length - 1 - before];
}

/**
 * The rungs of a deadline that have not fired yet, in order: T-3, T-1 and T at 00:00 of their day, OVERDUE at the
 * first instant of lateness. A rung dated on or before the day the deadline opened does not exist; nor does one
 * whose day had passed when a calendar revision moved the due day.
 */
export function rungsAhead(deadline: Deadline): { rung: Rung; on: LocalDate; at: number }[] {
  if (deadline.status !== 'OPEN' || deadline.suspended) return [];
  const openedOn = deadline.openedAt.slice(0, 10);
  const rungs: { rung: Rung; on: LocalDate; at: number }[] = [];
  for (const [rung, before] of [
    ['T-3', 3],
    ['T-1', 1],
    ['T', 0],
  ] as const) {
    const on = rungDay(deadline, before);
    if (on !== undefined && on > openedOn) rungs.push({ rung, on, at: startOfDay(on) });
  }
  const expiresAt = parseInstant(deadline.expiresAt);
  rungs.push({ rung: 'OVERDUE', on: deadline.expiresAt.slice(0, 10), at: expiresAt });
  return rungs.filter(({ rung }) => !deadline.fired.some((done) => done.rung === rung));
}

/** The next thing the clock will do to a case by itself, or undefined while nothing is open. Epoch milliseconds. */
export function nextRung(state: CaseState): { deadline: Deadline; rung: Rung; on: LocalDate; at: number } | undefined {
  let next: { deadline: Deadline; rung: Rung; on: LocalDate; at: number } | undefined;
  const lastAt = parseInstant(state.lastAt);
  for (const deadline of state.deadlines) {
    for (const rung of rungsAhead(deadline)) {
      const missed = rung.rung !== 'OVERDUE' && rung.at < lastAt;
      if (!missed && (next === undefined || rung.at < next.at)) next = { deadline, ...rung };
    }
  }
  return next;
}

/** How a deadline stands when its duty is done on `doneOn`: which counted day that was, and how late (Arts. 7, 8). */
export function completion(book: CalendarBook, deadline: Deadline, doneAt: Instant) {
  const doneOn = doneAt.slice(0, 10);
  const late = parseInstant(doneAt) >= parseInstant(deadline.expiresAt);
  const lateWorkdays = late && doneOn > deadline.due ? workdaysBetween(book, deadline.court, deadline.due, doneOn) : 0;
  const counted = deadline.countedDays.filter((day) => day <= doneOn).length;
  return {
    doneOn,
    late,
    lateWorkdays,
    ordinal: deadline.workdays === null ? null : counted + lateWorkdays,
  };
}
