import type { CalendarYear } from '../../calendar';
import type { CourtCode } from '../../courts';
import type { DeadlinePayloads, EventActor, EventOf, FileState } from '../../file';
import type { Settings } from '../../house-rules';
import type { Instant, LocalDate } from '../../local-date';

/** Whose scans by themselves they are: what opens a schedule. */
export interface ScheduleSubject {
  /** The court that scans: an intermediate court or the High Court. */
  court: CourtCode;
}

/** The scans by itself of one court (Art. 14, HR-07): a file that never ends and sleeps from one to the next. */
export interface ScheduleState extends FileState, ScheduleSubject {
  status: 'RUNNING';
  openedAt: Instant;
  /** The days for which the hour has come, the oldest first. */
  days: LocalDate[];
}

export interface SchedulePayloads extends DeadlinePayloads {
  'schedule.opened': ScheduleSubject & { settings: Settings; calendar: CalendarYear[] };
  /** The hour has come at which the court scans by itself, as of this day. */
  'scan.due': { asOf: LocalDate };
}

/** One fact of a schedule. */
export type ScheduleEvent = EventOf<SchedulePayloads>;

/** What opens a schedule: that rows of the court's area are held. */
export interface ScheduleOpening {
  type: 'schedule.open';
  at: Instant;
  actor: EventActor;
  with: ScheduleSubject;
}

export interface ScheduleContext {
  settings: Settings;
  /** Every year the court counts by. */
  calendar: CalendarYear[];
}

export type ScheduleSystemCommand =
  { type: 'clock.tick'; at: Instant } | { type: 'calendar.revise'; at: Instant; years: CalendarYear[] };

/** As a run goes on with it: of the days only the last decides anything. */
export const carriedSchedule = (state: ScheduleState): ScheduleState => ({ ...state, days: state.days.slice(-1) });
