import type { EventActor, FileKind, FileOutcome } from '../../file';
import { FileTransition, notBefore, outcomeOf, refuse } from '../../file';
import { JURISDICTION } from '../../jurisdiction';
import type { Instant } from '../../local-date';
import { parseInstant, toInstant } from '../../local-date';
import { clockless, nothingHappens } from '../clockless';
import type { ClocklessCommand } from '../clockless';
import { addressedAs, guidanceAddressees, guidanceRole } from './acts';
import type { GuidanceCommand, GuidanceEvent, GuidanceOpening, GuidancePayloads, GuidanceState } from './state';

type GuidanceOutcome = FileOutcome<GuidanceState, GuidanceEvent>;

class GuidanceTransition extends FileTransition<GuidanceState, GuidancePayloads> {
  constructor(current: GuidanceState | null, instant: Instant, actor: EventActor) {
    super(evolveGuidance, current, instant, actor, JURISDICTION);
  }
}

/** Art. 18: a court will publish guidance for those below it under this title. */
export function openGuidance({ at: given, actor, with: { court, title } }: GuidanceOpening): GuidanceOutcome {
  return outcomeOf(() => {
    const t = new GuidanceTransition(null, toInstant(parseInstant(given)), actor);
    const own = t.courts.byCode(court, t.today) ?? refuse('COURT_UNKNOWN', `${t.today}没有代字为“${court}”的法院。`);
    if (own.tier === 'BASIC') refuse('FORBIDDEN', '指导意见由高级人民法院和中级人民法院发布（第十八条）。');
    t.emit('guidance.opened', { court, title });
    return t;
  });
}

function decideGuidance(state: GuidanceState, command: GuidanceCommand): GuidanceOutcome {
  return outcomeOf(() => {
    const t = new GuidanceTransition(state, notBefore(command.at, state.lastAt), command.actor);
    if (command.type === 'guidance.publish') publish(t, command);
    else acknowledge(t, command);
    return t;
  });
}

function publish(t: GuidanceTransition, command: Extract<GuidanceCommand, { type: 'guidance.publish' }>): void {
  const { courts, today, state } = t;
  const { actor, with: asked } = command;
  guidanceRole(command.type, { court: actor.court, roles: [actor.role] }, today);
  if (courts.identityOf(actor.court) !== courts.identityOf(state.subject.court)) {
    refuse('FORBIDDEN', '指导意见的下一版由发布的法院发布。');
  }
  const { text, files } = asked;
  const version = (state.versions.at(-1)?.version ?? 0) + 1;
  t.emit('guidance.published', { version, text, files, to: guidanceAddressees(actor.court, today, courts) });
}

/** A court has it once, whoever of it says so: said again, nothing happens. */
function acknowledge(t: GuidanceTransition, command: Extract<GuidanceCommand, { type: 'guidance.acknowledge' }>): void {
  const { actor, with: asked } = command;
  guidanceRole(command.type, { court: actor.court, roles: [actor.role] }, t.today);
  const newest = t.state.versions.at(-1);
  const own = newest && addressedAs(newest.to, actor.court, t.courts);
  if (!newest || own === undefined || asked.version > newest.version) refuse('NOT_FOUND', '没有这份指导意见。');
  if (asked.version < newest.version) {
    refuse('VERSION_CONFLICT', `已有第${newest.version}版，请阅后签收该版。`);
  }
  if (newest.receipts.some(({ court }) => court === own)) return;
  t.emit('guidance.acknowledged', { version: newest.version, court: own });
}

function apply(state: GuidanceState, event: GuidanceEvent): GuidanceState {
  const { actor: by, at } = event;
  switch (event.type) {
    case 'guidance.published': {
      const published = { ...event.payload, by, at, seq: state.seq + 1, receipts: [] };
      return { ...state, status: 'PUBLISHED', versions: [...state.versions, published] };
    }
    case 'guidance.acknowledged': {
      const { version, court } = event.payload;
      const versions = state.versions.map((one) =>
        one.version === version ? { ...one, receipts: [...one.receipts, { court, by, at }] } : one,
      );
      return { ...state, versions };
    }
    default:
      return state;
  }
}

/** The state after one more event; from null over all events of guidance it gives its state. */
export function evolveGuidance(state: GuidanceState | null, event: GuidanceEvent): GuidanceState {
  if (state === null) {
    if (event.type !== 'guidance.opened') throw new Error(`guidance cannot begin with ${event.type}`);
    state = { ...clockless(event.at), status: 'OPEN', subject: event.payload, versions: [] };
  }
  return { ...apply(state, event), seq: state.seq + 1, lastAt: event.at };
}

/** Guidance under one title as a kind of file. Its id is made of court and title where it is opened. */
export const GUIDANCE: FileKind<
  GuidanceState,
  GuidanceCommand,
  ClocklessCommand,
  GuidanceEvent,
  GuidanceOpening,
  unknown
> = {
  name: 'guidance',
  idPrefix: 'guidance-',
  open: openGuidance,
  decide: decideGuidance,
  decideSystem: nothingHappens,
  evolve: evolveGuidance,
  nextRung: () => undefined,
  // A next version can be published for ever.
  isOver: () => false,
  courtOf: ({ subject }) => subject.court,
  documentNumberOf: () => null,
  tick: (at) => ({ type: 'clock.tick', at }),
};
