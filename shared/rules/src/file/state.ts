import type { CalendarYear } from '../calendar';
import type { CourtCode } from '../courts';
import type { Settings } from '../house-rules';
import type { Instant, LocalDate } from '../local-date';
import type { DeadlineStatus, Rung } from '../vocabulary';
import type { DeadlineOpened, EscalationAddressee, Pause } from './events';

export interface Deadline extends DeadlineOpened {
  openedAt: Instant;
  status: DeadlineStatus;
  doneOn: LocalDate | null;
  /** Which counted working day `doneOn` was, from 1. */
  ordinal: number | null;
  /** Working days after `due` up to and including `doneOn`. */
  lateWorkdays: number | null;
  revisions: { from: LocalDate; to: LocalDate; reason: string }[];
  /** While a correction is pending the review clock gives no reminders. */
  suspended: boolean;
  /** Late and never done, by a court that has nothing more to do with the case. */
  released?: boolean;
  paused?: Pause;
  /** When a superior court has urged it, and which. */
  urged?: { on: LocalDate; by: CourtCode }[];
  /** `due`: the due day the rung belongs to; absent in a state carried over from before it was kept. */
  fired: { rung: Rung; on: LocalDate; due?: LocalDate }[];
  /** The day its due day was last moved. */
  movedOn?: LocalDate;
  /** Who was told that it was missed, and when; kept where the lateness was withdrawn later. */
  escalated?: { on: LocalDate; to: EscalationAddressee[] };
}

/** What every file has, whatever it is about: how far it is, its clocks, and what they are counted by. */
export interface FileState {
  /** Number of events so far: the sequence number of the last one. */
  seq: number;
  /** Instant of the last event. The time of a file never runs backwards. */
  lastAt: Instant;
  status: string;
  deadlines: Deadline[];
  settings: Settings;
  /** The years it was told. */
  calendar: CalendarYear[];
  /** It was told every year it counts by; absent in a case that counts by what shipped with an early release besides. */
  wholeCalendar?: true;
}

/** Whether a rung has been sent for the due day the deadline has now: a rung belongs to a due day. */
export function hasFired({ fired, due }: Pick<Deadline, 'fired' | 'due'>, rung: Rung): boolean {
  return fired.some((done) => done.rung === rung && (done.due ?? due) === due);
}
