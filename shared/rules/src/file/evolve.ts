import type { DeadlineEvent, DeadlinePayloads, FileEvent } from './events';
import type { Deadline, FileState } from './state';
import { hasFired } from './state';

function withDeadline(
  deadlines: readonly Deadline[],
  id: string,
  change: (deadline: Deadline) => Partial<Deadline>,
): Deadline[] {
  return deadlines.map((deadline) => (deadline.id === id ? { ...deadline, ...change(deadline) } : deadline));
}

function opened(event: Extract<DeadlineEvent, { type: 'deadline.opened' }>): Deadline {
  return {
    ...event.payload,
    openedAt: event.at,
    status: 'OPEN',
    doneOn: null,
    ordinal: null,
    lateWorkdays: null,
    revisions: [],
    suspended: false,
    fired: [],
  };
}

function revised(deadline: Deadline, at: string, payload: DeadlinePayloads['deadline.revised']): Partial<Deadline> {
  const { from, to, reason, countedDays, expiresAt, provisional, calendar, startedOn, paused } = payload;
  return {
    due: to,
    countedDays,
    expiresAt,
    provisional,
    calendar,
    ...(startedOn ? { startedOn } : {}),
    ...(paused ? { paused, suspended: false } : {}),
    ...(from === to ? {} : { movedOn: at.slice(0, 10) }),
    fired: deadline.fired.map((rung) => ({ due: from, ...rung })),
    revisions: from === to ? deadline.revisions : [...deadline.revisions, { from, to, reason }],
  };
}

/** What an event changes in the deadline it names. */
function changed(deadline: Deadline, event: DeadlineEvent): Partial<Deadline> {
  switch (event.type) {
    case 'deadline.met': {
      const { late, doneOn, ordinal, lateWorkdays } = event.payload;
      return { status: late ? 'LATE' : 'MET', doneOn, ordinal, lateWorkdays };
    }
    case 'deadline.cancelled':
      return { status: 'CANCELLED' };
    case 'deadline.revised':
      return revised(deadline, event.at, event.payload);
    case 'deadline.reassessed': {
      const { status, ordinal, lateWorkdays } = event.payload;
      return { status, ordinal, lateWorkdays };
    }
    case 'deadline.reopened':
      return { status: hasFired(deadline, 'OVERDUE') ? 'LATE' : 'OPEN' };
    case 'deadline.released':
      return { released: true };
    case 'deadline.suspended':
      return { suspended: true };
    case 'deadline.reminded':
    case 'deadline.overdue':
      return {
        fired: [...deadline.fired, { rung: event.payload.rung, on: event.payload.on, due: deadline.due }],
        ...(event.type === 'deadline.overdue' ? { status: 'LATE' as const } : {}),
      };
    case 'deadline.escalated':
      return { escalated: { on: event.payload.on, to: event.payload.to } };
    default:
      return {};
  }
}

/** Whether events of this type are about the clocks of a file, which are the same in every kind. */
export const isOfClock = (type: string): boolean => type.startsWith('deadline.') || type === 'calendar.revised';

export function isDeadlineEvent<E extends FileEvent>(event: E): event is Extract<E, DeadlineEvent> {
  return isOfClock(event.type);
}

/** The state of a file after something has happened to its deadlines, or to what they are counted by. */
export function withDeadlineEvent<S extends FileState>(state: S, event: DeadlineEvent): S {
  if (event.type === 'calendar.revised') return { ...state, calendar: [...state.calendar, ...event.payload.years] };
  if (event.type === 'deadline.opened') return { ...state, deadlines: [...state.deadlines, opened(event)] };
  const { id } = event.payload;
  return { ...state, deadlines: withDeadline(state.deadlines, id, (deadline) => changed(deadline, event)) };
}

/** Something else than the clock changes of a deadline. */
export function withDeadlineChange<S extends FileState>(
  state: S,
  id: string,
  change: Parameters<typeof withDeadline>[2],
): S {
  return { ...state, deadlines: withDeadline(state.deadlines, id, change) };
}
