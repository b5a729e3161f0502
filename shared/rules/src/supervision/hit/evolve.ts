import { isDeadlineEvent, withDeadlineEvent } from '../../file';
import type { HitEvent, HitPayloads } from './events';
import type { HitState } from './state';

function opened(at: string, { settings, calendar, demo, ...found }: HitPayloads['hit.opened']): HitState {
  return {
    seq: 0,
    lastAt: at,
    openedAt: at,
    status: 'OPEN',
    found,
    disposed: null,
    deadlines: [],
    settings,
    calendar,
    wholeCalendar: true,
    ...(demo ? { demo } : {}),
  };
}

function apply(state: HitState, event: HitEvent): HitState {
  if (isDeadlineEvent(event)) return withDeadlineEvent(state, event);
  if (event.type === 'hit.disposed') return { ...state, status: 'DISPOSED', disposed: event.payload };
  return state;
}

/** The state after one more event; from null over all events of a hit it gives its state. */
export function evolveHit(state: HitState | null, event: HitEvent): HitState {
  if (state === null) {
    if (event.type !== 'hit.opened') throw new Error(`a hit cannot begin with ${event.type}`);
    state = opened(event.at, event.payload);
  }
  return { ...apply(state, event), seq: state.seq + 1, lastAt: event.at };
}
