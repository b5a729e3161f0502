import { isDeadlineEvent, withDeadlineEvent } from '../../file';
import type { BulletinEvent, BulletinPayloads } from './events';
import type { BulletinState, BulletinText, BulletinVersion } from './state';

function opened(
  at: string,
  { settings, calendar, demo, ...subject }: BulletinPayloads['bulletin.opened'],
): BulletinState {
  return {
    seq: 0,
    lastAt: at,
    openedAt: at,
    status: 'OPEN',
    subject,
    firstIssuedOn: null,
    versions: [],
    deadlines: [],
    settings,
    calendar,
    wholeCalendar: true,
    ...(demo ? { demo } : {}),
  };
}

const textOf = ({ problems, nextSteps }: BulletinText): BulletinText => ({
  ...(problems === undefined ? {} : { problems }),
  ...(nextSteps === undefined ? {} : { nextSteps }),
});

type Drafting = Extract<BulletinEvent, { type: 'bulletin.drafted' | 'bulletin.corrected' }>;

function drafted(state: BulletinState, event: Drafting): BulletinState {
  const { version, figures, restricted } = event.payload;
  const { reason, changed } = 'reason' in event.payload ? event.payload : {};
  const draft: BulletinVersion = {
    version,
    figures,
    restricted,
    frozenAt: event.at,
    by: event.actor,
    ...textOf(event.payload),
    correction: reason === undefined || changed === undefined ? null : { reason, changed },
    issued: null,
  };
  const kept = state.versions.filter((other) => other.version !== version);
  return { ...state, status: 'DRAFTED', versions: [...kept, draft] };
}

function apply(state: BulletinState, event: BulletinEvent): BulletinState {
  if (isDeadlineEvent(event)) return withDeadlineEvent(state, event);
  switch (event.type) {
    case 'bulletin.drafted':
    case 'bulletin.corrected':
      return drafted(state, event);
    case 'bulletin.issued': {
      const { version, to, restricted = [] } = event.payload;
      const issued = { on: event.at.slice(0, 10), at: event.at, by: event.actor, to };
      const versions = state.versions.map((one) =>
        one.version === version ? { ...one, issued, restricted: [...one.restricted, ...restricted] } : one,
      );
      return { ...state, status: 'ISSUED', firstIssuedOn: state.firstIssuedOn ?? issued.on, versions };
    }
    default:
      return state;
  }
}

/** The state after one more event; from null over all events of a bulletin it gives its state. */
export function evolveBulletin(state: BulletinState | null, event: BulletinEvent): BulletinState {
  if (state === null) {
    if (event.type !== 'bulletin.opened') throw new Error(`a bulletin cannot begin with ${event.type}`);
    state = opened(event.at, event.payload);
  }
  return { ...apply(state, event), seq: state.seq + 1, lastAt: event.at };
}
