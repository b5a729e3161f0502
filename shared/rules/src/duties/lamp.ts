import { workdaysBetween } from '../calendar';
import type { CalendarBook } from '../calendar';
import type { CourtCode } from '../courts';
import { addDays, daysBetween, parseInstant } from '../local-date';
import type { Instant, LocalDate } from '../local-date';
import type { Duty } from './duty';

export type Lamp = 'GREEN' | 'AMBER' | 'RED' | 'DARK';

export const LAMP_WORDS: Readonly<Record<Lamp, string>> = {
  GREEN: '正常',
  AMBER: '临近',
  RED: '今日到期',
  DARK: '已逾期',
};

/** Working days before the due day from which a duty counts as near: the rung T-3. */
const NEAR_WORKDAYS = 3;

type Clocked = Pick<Duty, 'due' | 'expiresAt' | 'countedBy'> & Partial<Pick<Duty, 'provisional'>>;

/** Never by colour alone: the word says the same. */
export interface LampReading {
  lamp: Lamp;
  /** In Chinese, for display. */
  word: string;
  /**
   * Working days after today up to and including the due day, by the calendar the deadline is counted by; 0 on the due
   * day, below zero the working days of lateness. Null without a clock.
   */
  workdaysLeft: number | null;
  /** Calendar days after the due day; null unless it is late. */
  daysLate: number | null;
}

type Lateness = Pick<LampReading, 'workdaysLeft' | 'daysLate'>;

function reading(lamp: Lamp, workdaysLeft: number | null, daysLate: number | null = null): LampReading {
  return { lamp, word: LAMP_WORDS[lamp], workdaysLeft, daysLate };
}

/**
 * How urgent a duty is at an instant: green, amber from T-3, red on the due day, dark from the first instant of lateness. By a
 * day that is not certain nothing is late: once it has passed the true one may be any day, which is near.
 * @param book the calendar of the case (`calendarOf`)
 * @param now the courts' instant
 */
export function lampOf(
  { due, expiresAt, countedBy, provisional }: Clocked,
  book: CalendarBook,
  now: Instant,
): LampReading {
  if (due === null || expiresAt === null || countedBy === null) return reading('GREEN', null);
  const today = now.slice(0, 10);
  if (parseInstant(now) >= parseInstant(expiresAt)) {
    if (provisional) return reading('AMBER', 0);
    const late = workdaysBetween(book, countedBy, due, today);
    return reading('DARK', late === 0 ? 0 : -late, daysBetween(due, today));
  }
  if (today >= due) return reading('RED', 0);
  const left = workdaysBetween(book, countedBy, today, due);
  return reading(left <= NEAR_WORKDAYS ? 'AMBER' : 'GREEN', left);
}

/**
 * By how much a duty is late, in Chinese and English: by working days where one has passed, by calendar days on the rest days
 * after the due day; null within the due day itself (a period of minutes) and of what is not late.
 */
export function lateBy({
  workdaysLeft,
  daysLate,
}: Lateness): { count: number; unit: readonly [chinese: string, english: string] } | null {
  if (daysLate === null || daysLate === 0) return null;
  const workdays = Math.abs(workdaysLeft ?? 0);
  const count = workdays || daysLate;
  const plural = count === 1 ? '' : 's';
  return workdays > 0
    ? { count, unit: ['个工作日', `working day${plural}`] }
    : { count, unit: ['个自然日', `calendar day${plural}`] };
}

/** 逾期 with its length, in Chinese and English. */
export function latenessInWords(reading: Lateness): readonly [chinese: string, english: string] {
  const late = lateBy(reading);
  return late ? [`逾期${late.count}${late.unit[0]}`, `${late.count} ${late.unit[1]} late`] : ['逾期', 'late'];
}

/**
 * The last due day that is near on this day, counted by this court's calendar: of what is not yet due, `lampOf` is amber up
 * to and including this day and green after it. So a lamp, which is never stored, can be asked for as a range of due days.
 */
export function nearUntil(book: CalendarBook, court: CourtCode, today: LocalDate): LocalDate {
  let near = today;
  while (workdaysBetween(book, court, today, addDays(near, 1)) <= NEAR_WORKDAYS) near = addDays(near, 1);
  return near;
}

/** The first day on which the lamp is no longer green; null without a clock. */
export function nearFrom({ due, countedBy }: Pick<Clocked, 'due' | 'countedBy'>, book: CalendarBook): LocalDate | null {
  if (due === null || countedBy === null) return null;
  let near = due;
  while (workdaysBetween(book, countedBy, addDays(near, -1), due) <= NEAR_WORKDAYS) near = addDays(near, -1);
  return near;
}
