import type { CourtCode } from '../../courts';
import { codesOf, everParents, toAsciiCourt } from '../../courts';
import type { EventActor, FileCommand, FileKind, FileOutcome, Hour } from '../../file';
import {
  calendarOf,
  FileTransition,
  isDeadlineEvent,
  notBefore,
  outcomeOf,
  refuse,
  withDeadlineEvent,
} from '../../file';
import { JURISDICTION } from '../../jurisdiction';
import type { Instant, LocalDate } from '../../local-date';
import { addMonths, parseInstant, startOfDay, toInstant } from '../../local-date';
import { nextScanDay, scanInstantOf } from '../scan';
import type {
  ScheduleContext,
  ScheduleEvent,
  ScheduleOpening,
  SchedulePayloads,
  ScheduleState,
  ScheduleSystemCommand,
} from './state';

type ScheduleOutcome = FileOutcome<ScheduleState, ScheduleEvent>;

const SCHEDULE_PREFIX = 'schedule-';

/** A court has one schedule; ids have small letters only. */
export const scheduleIdOf = (court: CourtCode): string => `${SCHEDULE_PREFIX}${toAsciiCourt(court)}`;

/** The courts that scan, or once scanned, the cases of these courts: those above them at any time (Art. 14). */
export function scannersOf(courts: Iterable<CourtCode>): CourtCode[] {
  const found = new Set<CourtCode>();
  const climb = (court: CourtCode): void => {
    for (const above of codesOf(court).flatMap((code) => everParents(code) ?? [])) {
      if (found.has(above)) continue;
      found.add(above);
      climb(above);
    }
  };
  for (const court of courts) climb(court);
  return [...found].sort();
}

class ScheduleTransition extends FileTransition<ScheduleState, SchedulePayloads> {
  constructor(current: ScheduleState | null, instant: Instant, actor: EventActor) {
    super(evolveSchedule, current, instant, actor, JURISDICTION);
  }
}

const hourOf = (court: CourtCode, asOf: LocalDate): Hour => ({
  ...{ kind: 'SCAN', court, on: asOf },
  at: parseInstant(scanInstantOf(asOf)),
});

/**
 * When the court scans next by itself. A month has one scan, also where a calendar that is published afterwards makes another
 * day of it the first working day.
 * @param last the day of the scan before; undefined before the first
 */
function nextScan(state: ScheduleState, last = state.days.at(-1)): Hour {
  const { court, openedAt } = state;
  const after = last === undefined ? openedAt : toInstant(startOfDay(addMonths(`${last.slice(0, 7)}-01`, 1)));
  return hourOf(court, nextScanDay(calendarOf(state), court, after));
}

/** So many scans ahead each is known by itself: of an outage that is longer the first year is told month by month. */
const SCANS_AHEAD = 12;

function scansAhead(state: ScheduleState): Hour[] {
  const hours = [nextScan(state)];
  while (hours.length < SCANS_AHEAD) hours.push(nextScan(state, hours.at(-1)?.on));
  return hours;
}

/** Says of every hour that has come by `until` (epoch ms), each at its own instant, that the court scans. */
function advance(t: ScheduleTransition, until: number): void {
  for (let next = nextScan(t.state); next.at <= until; next = nextScan(t.state)) {
    t.as(notBefore(toInstant(next.at), t.state.lastAt), { court: t.state.court, role: 'clock' });
    t.emit('scan.due', { asOf: next.on });
  }
}

/** Art. 14: from now on the court scans by itself. */
export function openSchedule(
  { at: given, actor, with: { court } }: ScheduleOpening,
  context: ScheduleContext,
): ScheduleOutcome {
  return outcomeOf(() => {
    const at = toInstant(parseInstant(given));
    const t = new ScheduleTransition(null, at, actor);
    const own = t.courts.byCode(court, t.today) ?? refuse('COURT_UNKNOWN', `${t.today}没有代字为“${court}”的法院。`);
    if (own.tier === 'BASIC') refuse('FORBIDDEN', '底册由高级人民法院和中级人民法院扫描（第十四条）。');
    t.emit('schedule.opened', { court, ...context });
    return t;
  });
}

function decideScheduleSystem(state: ScheduleState, command: ScheduleSystemCommand): ScheduleOutcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    const system = { court: state.court, role: 'system' };
    const t = new ScheduleTransition(state, at, system);
    advance(t, parseInstant(at));
    t.as(at, system);
    if (command.type === 'calendar.revise') t.tell('calendar.revised', { years: command.years });
    advance(t, parseInstant(at));
    return t;
  });
}

function opened(at: Instant, { court, settings, calendar }: SchedulePayloads['schedule.opened']): ScheduleState {
  return {
    ...{ seq: 0, lastAt: at, openedAt: at, status: 'RUNNING', court, days: [] },
    ...{ deadlines: [], settings, calendar, wholeCalendar: true },
  };
}

/** The state after one more event; from null over all events of a schedule it gives its state. */
export function evolveSchedule(state: ScheduleState | null, event: ScheduleEvent): ScheduleState {
  if (state === null) {
    if (event.type !== 'schedule.opened') throw new Error(`a schedule cannot begin with ${event.type}`);
    state = opened(event.at, event.payload);
  }
  const applied = isDeadlineEvent(event) ? withDeadlineEvent(state, event) : state;
  const days = event.type === 'scan.due' ? [...applied.days, event.payload.asOf] : applied.days;
  return { ...applied, days, seq: state.seq + 1, lastAt: event.at };
}

/** A court's scans by themselves as a kind of file. Nobody asks anything of it. */
export const SCHEDULE: FileKind<
  ScheduleState,
  FileCommand,
  ScheduleSystemCommand,
  ScheduleEvent,
  ScheduleOpening,
  ScheduleContext
> = {
  name: 'schedule',
  idPrefix: SCHEDULE_PREFIX,
  open: openSchedule,
  decide: () => ({ refusal: { code: 'FORBIDDEN', message: '定期扫描由系统按期进行，不接受办理事项。' } }),
  decideSystem: decideScheduleSystem,
  evolve: evolveSchedule,
  nextRung: (state) => nextScan(state),
  hours: {
    ahead: scansAhead,
    toldBy: ({ type, actor, payload }) =>
      type === 'scan.due' && actor.court !== null ? hourOf(actor.court, payload.asOf) : undefined,
  },
  isOver: () => false,
  courtOf: ({ court }) => court,
  documentNumberOf: () => null,
  tick: (at) => ({ type: 'clock.tick', at }),
};
