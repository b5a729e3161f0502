import { countWorkdays, FIRST_EDITION, withCalendarYear, workdaysBetween } from '../calendar';
import { addDays, parseInstant, startOfDay, toInstant } from '../local-date';
import { PERIODS } from '../periods';
import type { Length, Periods } from '../periods';
import { TERRITORY } from '../jurisdiction/in-force';
import type { CalendarBook, CalendarYear, Territory, WorkdayCount } from '../calendar';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import type { DeadlineOpened, Pause } from './events';
import type { Deadline, FileState } from './state';
import { hasFired } from './state';
import type { DeadlineKind, Rung } from '../vocabulary';

const MINUTE = 60_000;

const books = new WeakMap<Territory, WeakMap<readonly CalendarYear[], CalendarBook>>();

export type FileCalendar = Pick<FileState, 'calendar' | 'wholeCalendar'>;

/** What a deadline is counted by beside its calendar. */
export type Counting = Territory & { periods: Periods };

/**
 * The calendar a case counts by: the years it was told, and nothing else; a case of before it was told all of them has what
 * shipped then under them. Made once for each list of years, because every deadline asks for it.
 */
export function calendarOf({ calendar, wholeCalendar }: FileCalendar, territory: Territory = TERRITORY): CalendarBook {
  const ofTerritory = books.get(territory) ?? new WeakMap<readonly CalendarYear[], CalendarBook>();
  books.set(territory, ofTerritory);
  const known = ofTerritory.get(calendar);
  if (known) return known;
  const under: CalendarBook = { ...FIRST_EDITION, territory };
  const book = wholeCalendar ? { years: calendar, territory } : calendar.reduce(withCalendarYear, under);
  ofTerritory.set(calendar, book);
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
  return { ...countWorkdays(book, court, addDays(lastDay, -1), 1), days: [] };
}

/**
 * A period of working days that stood still for a while: the days up to the pause, then those after it (HR-02). It is as
 * certain as both parts of it; cases of before they were told their whole calendar ask the second part only, for ever.
 */
export function countAroundPause(
  file: FileCalendar,
  { court, startedOn }: Pick<Period, 'court' | 'startedOn'>,
  workdays: number,
  pause: Pause,
  territory: Territory,
): WorkdayCount {
  const book = calendarOf(file, territory);
  const whole = countWorkdays(book, court, startedOn, workdays);
  const used = whole.days.filter((day) => day <= pause.from);
  if (used.length === workdays) return whole;
  const rest = countWorkdays(book, court, pause.to, workdays - used.length);
  const days = [...used, ...rest.days];
  if (!file.wholeCalendar) return { ...rest, days };
  // The first day that was no longer used tells that none before it was missed.
  const before = countWorkdays(book, court, startedOn, used.length + 1);
  const calendar = [...new Set(`${before.calendar} ${rest.calendar}`.split(' '))].join(' ');
  return { days, due: rest.due, provisional: before.provisional || rest.provisional, calendar };
}

/** A deadline counted anew by another calendar; undefined for one in minutes, which no calendar moves. */
export function recount(file: FileCalendar, deadline: Deadline, by: Counting): WorkdayCount | undefined {
  const book = calendarOf(file, by);
  const { court, startedOn, paused } = deadline;
  const { amount, unit } = lengthOf(deadline, by.periods);
  if (unit === 'minute') return undefined;
  if (unit === 'calendarDay') return calendarDays(book, court, startedOn, amount);
  if (paused) return countAroundPause(file, deadline, amount, paused, by);
  return countWorkdays(book, court, startedOn, amount);
}

/**
 * Whether a calendar published later is to be asked about a deadline: what runs, what was missed or done late, and what was
 * done, early or late, while its day was not certain. What was done in time by a published calendar stays so.
 */
function isUnsettled({ status, provisional }: Deadline): boolean {
  return status === 'OPEN' || status === 'LATE' || (status === 'MET' && provisional);
}

/** A count of its own, and the day it starts from where that is another than before. */
export type Recount = WorkdayCount & { startedOn?: LocalDate };

/**
 * After a lapse the plan of self-execution is counted from the day the supplement was due, and so from another day where a
 * calendar moves that one. Nothing else leaves a supplement behind that is neither done nor cancelled.
 */
function startOf(
  file: FileCalendar,
  { kind, startedOn }: Deadline,
  deadlines: readonly Deadline[],
  by: Counting,
): LocalDate {
  if (kind !== 'SELF_EXECUTION_PLAN') return startedOn;
  const lapsed = deadlines.find(
    (one) =>
      one.kind === 'SUPPLEMENT' &&
      one.doneOn === null &&
      one.status !== 'CANCELLED' &&
      (one.due === startedOn || one.revisions.some(({ from }) => from === startedOn)),
  );
  return (lapsed && recount(file, lapsed, by)?.due) ?? startedOn;
}

/** The deadlines of a case that its calendar now counts otherwise than they were counted, and how. */
export function recounted(state: FileCalendar & Pick<FileState, 'deadlines'>, lapseFollows: boolean, by: Counting) {
  return state.deadlines.flatMap((deadline): { deadline: Deadline; count: Recount }[] => {
    if (!isUnsettled(deadline)) return [];
    const startedOn = lapseFollows ? startOf(state, deadline, state.deadlines, by) : deadline.startedOn;
    const count = recount(state, { ...deadline, startedOn }, by);
    const same =
      startedOn === deadline.startedOn &&
      count?.provisional === deadline.provisional &&
      count.due === deadline.due &&
      count.days.join() === deadline.countedDays.join();
    return count && !same ? [{ deadline, count: { ...count, startedOn } }] : [];
  });
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

/** How long a deadline's period is. One that is not of working days says its kind, and when it began and ends. */
export function lengthOf(
  {
    kind,
    authority,
    workdays,
    openedAt,
    expiresAt,
  }: Pick<Deadline, 'kind' | 'authority' | 'workdays' | 'openedAt' | 'expiresAt'>,
  periods: Periods = PERIODS,
): Length {
  if (workdays !== null) return { amount: workdays, unit: 'workday' };
  const byDays = Object.values(periods).find((row) => row.kind === kind && row.authority === authority)?.length;
  if (byDays?.unit === 'calendarDay') return { amount: byDays.amount, unit: 'calendarDay' };
  return { amount: Math.round((parseInstant(expiresAt) - parseInstant(openedAt)) / MINUTE), unit: 'minute' };
}

function rungDay(deadline: Deadline, before: number): LocalDate | undefined {
  if (deadline.workdays === null) return addDays(deadline.due, -before);
  return deadline.countedDays[deadline.countedDays.length - 1 - before];
}

/**
 * The rungs of a deadline's due day that have not fired yet, in order: T-3, T-1 and T at 00:00 of their day, OVERDUE at the
 * first instant of lateness. While the day is not certain nothing is late: PROVISIONAL stands in OVERDUE's place. Of T-3,
 * T-1 and T those dated on or before the day the deadline opened, or its due day was moved, do not exist.
 */
export function rungsAhead(deadline: Deadline): { rung: Rung; on: LocalDate; at: number }[] {
  if (deadline.status !== 'OPEN' || deadline.suspended) return [];
  const openedOn = deadline.openedAt.slice(0, 10);
  const since = deadline.movedOn !== undefined && deadline.movedOn > openedOn ? deadline.movedOn : openedOn;
  const rungs: { rung: Rung; on: LocalDate; at: number }[] = [];
  for (const [rung, before] of [
    ['T-3', 3],
    ['T-1', 1],
    ['T', 0],
  ] as const) {
    const on = rungDay(deadline, before);
    if (on !== undefined && on > since) rungs.push({ rung, on, at: startOfDay(on) });
  }
  const expiresAt = parseInstant(deadline.expiresAt);
  const last = deadline.provisional ? 'PROVISIONAL' : 'OVERDUE';
  rungs.push({ rung: last, on: deadline.expiresAt.slice(0, 10), at: expiresAt });
  return rungs.filter(({ rung }) => !hasFired(deadline, rung));
}

/** A rung of one of a file's deadlines; `at` in epoch milliseconds. */
export interface NextRung {
  deadline: Deadline;
  rung: Rung;
  on: LocalDate;
  at: number;
}

/** The next thing the clock will do to a file by itself, or undefined while nothing is open. */
export function nextRung(state: Pick<FileState, 'lastAt' | 'deadlines'>): NextRung | undefined {
  let next: NextRung | undefined;
  const lastAt = parseInstant(state.lastAt);
  for (const deadline of state.deadlines) {
    for (const rung of rungsAhead(deadline)) {
      const reminder = rung.rung !== 'OVERDUE' && rung.rung !== 'PROVISIONAL';
      const missed = reminder && rung.at < lastAt;
      if (!missed && (next === undefined || rung.at < next.at)) next = { deadline, ...rung };
    }
  }
  return next;
}

/**
 * How a deadline stands when its duty is done on `doneOn`: which counted day that was, and how late (Arts. 7, 8). Nothing is
 * late by a day that is not certain.
 */
export function completion(book: CalendarBook, deadline: Deadline, doneAt: Instant) {
  const doneOn = doneAt.slice(0, 10);
  const late = !deadline.provisional && parseInstant(doneAt) >= parseInstant(deadline.expiresAt);
  return { doneOn, late, ...standingOn(book, deadline, doneOn) };
}

function standingOn(book: CalendarBook, deadline: Deadline, doneOn: LocalDate) {
  const { due, court, countedDays, workdays, provisional } = deadline;
  const beyond = workdaysBetween(book, court, due, doneOn);
  const counted = countedDays.filter((day) => day <= doneOn).length;
  return { lateWorkdays: provisional ? 0 : beyond, ordinal: workdays === null ? null : counted + beyond };
}

/** How a deadline that has been counted anew stands at an instant; undefined for one that stands as before. */
export function reassessed(book: CalendarBook, deadline: Deadline, at: Instant) {
  const { status, doneOn, due, expiresAt, provisional, suspended } = deadline;
  if (doneOn === null) {
    const undone = { lateWorkdays: null, ordinal: null };
    const runs = provisional || parseInstant(at) < parseInstant(expiresAt);
    if (runs) return status === 'LATE' ? { status: 'OPEN' as const, ...undone } : undefined;
    // Back on a day of which it has been said already that it had passed.
    const again = status === 'OPEN' && !suspended && hasFired(deadline, 'OVERDUE');
    return again ? { status: 'LATE' as const, ...undone } : undefined;
  }
  const now = { status: doneOn > due && !provisional ? ('LATE' as const) : ('MET' as const) };
  const standing = { ...now, ...standingOn(book, deadline, doneOn) };
  const same =
    standing.status === status &&
    standing.lateWorkdays === deadline.lateWorkdays &&
    standing.ordinal === deadline.ordinal;
  return same ? undefined : standing;
}
