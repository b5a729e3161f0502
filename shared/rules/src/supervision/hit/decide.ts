import { requireParticipants } from '../../access';
import type { CourtCode } from '../../courts';
import { Clock, FileTransition, notBefore, outcomeOf, refuse } from '../../file';
import type { EventActor, FileOutcome } from '../../file';
import { parseInstant, toInstant } from '../../local-date';
import type { Instant } from '../../local-date';
import { JURISDICTION } from '../../jurisdiction';
import { DISPOSITIONS, ROLE_TITLES } from '../../vocabulary';
import type { HitCommand, HitContext, HitOpening, HitSystemCommand } from './commands';
import { SCAN_DISPOSE } from './commands';
import { escalationOfHit } from './duties';
import type { HitEvent, HitPayloads } from './events';
import { evolveHit } from './evolve';
import { opensAs } from './opens-as';
import type { Disposed, HitState } from './state';

export type HitOutcome = FileOutcome<HitState, HitEvent>;

class HitTransition extends FileTransition<HitState, HitPayloads> {
  constructor(current: HitState | null, instant: Instant, actor: EventActor) {
    super(evolveHit, current, instant, actor, JURISDICTION);
  }
}

/** A hit has one clock, which nothing but its disposition ends. */
const HIT_CLOCK = new Clock<HitState, HitPayloads, HitTransition>({
  escalation: escalationOfHit,
  isOwed: ({ status }) => status === 'OPEN',
  isFinal: ({ status }) => status === 'DISPOSED',
});

/** Art. 14: the scanning court has to dispose of the hit, from the day the scan is run (HR-07). */
export function openHit(command: HitOpening, { settings, calendar }: HitContext): HitOutcome {
  return outcomeOf(() => {
    const at = toInstant(parseInstant(command.at));
    const t = new HitTransition(null, at, command.actor);
    const { court } = command.with;
    t.emit('hit.opened', { ...command.with, settings, calendar });
    t.open(t.periods.scanDisposition, { court, startedOn: t.today });
    HIT_CLOCK.advance(t, parseInstant(at));
    return t;
  });
}

/** What a person asks of a hit: to be disposed of. */
export function decideHit(state: HitState, command: HitCommand): HitOutcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    const t = new HitTransition(state, at, command.actor);
    requireOwn(t, command);
    HIT_CLOCK.advance(t, parseInstant(at));
    t.as(at, { ...command.actor, court: state.found.court });
    dispose(t, disposedBy(t, command));
    return t;
  });
}

/** The passing of time, a published calendar, and what ends a hit by itself. */
export function decideHitSystem(state: HitState, command: HitSystemCommand): HitOutcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    const system = { court: state.found.court, role: 'system' };
    const t = new HitTransition(state, at, system);
    HIT_CLOCK.advance(t, parseInstant(at));
    t.as(at, system);
    if (command.type === 'calendar.revise') HIT_CLOCK.reviseCalendar(t, command.years, false);
    if (command.type === 'hit.end' && t.state.status === 'OPEN') {
      const { type: _, at: __, ...end } = command;
      dispose(t, { ...end, on: t.today });
    }
    HIT_CLOCK.advance(t, parseInstant(at));
    return t;
  });
}

function dispose(t: HitTransition, disposed: Disposed): void {
  t.emit('hit.disposed', disposed);
  t.meet('SCAN_DISPOSITION');
}

/** Who may dispose of a hit, by role and court, and of what with what: the High Court designates where others decide. */
function requireOwn(t: HitTransition, { actor, with: { disposition } }: HitCommand): void {
  const { courts, today } = t;
  const { court } = t.state.found;
  const own =
    courts.identityOf(actor.court) === courts.identityOf(court) && courts.codeOn(actor.court, today) === actor.court;
  if (!own || actor.role !== SCAN_DISPOSE.role) {
    refuse('FORBIDDEN', `${actor.court}的${ROLE_TITLES[actor.role] ?? actor.role}不能处置这一扫描结果。`);
  }
  const high = courts.byCode(courts.codeOn(court, today), today)?.tier === 'HIGH';
  if (disposition === 'DESIGNATE' && !high) {
    refuse('FORBIDDEN', '指定协同由高级人民法院办理；本院应当直接决定协同。');
  }
  const between = { court, executingCourt: t.state.found.executingCourt };
  if (disposition === 'DECIDE' && opensAs(between, today, courts) === 'DESIGNATE') {
    refuse('FORBIDDEN', '基层法院的案件由高级人民法院指定其中级法院协同，不能直接决定。');
  }
}

/** The executing court under the code it bears on the day of the act. */
const executingCourt = (t: HitTransition): CourtCode => t.courts.codeOn(t.state.found.executingCourt, t.today);

const isBasic = (t: HitTransition): boolean => t.courts.byCode(executingCourt(t), t.today)?.tier === 'BASIC';

/** What a person's disposition comes to. Refused, the first that applies: disposed already, what it lacks, what it may not have. */
function disposedBy(t: HitTransition, { with: given }: HitCommand): Disposed {
  if (t.state.disposed) {
    refuse(
      'NOT_ALLOWED_IN_STATE',
      `该扫描结果已于${t.state.disposed.on}处置（${DISPOSITIONS[t.state.disposed.as][0]}）。`,
    );
  }
  const { disposition: as, collaboration, opens } = given;
  const on = t.today;
  const opened = opens === undefined ? {} : { collaboration: opens };
  requireFitting(given);
  switch (as) {
    case 'ALREADY_COLLABORATING':
      if (collaboration === undefined) refuse('NOT_ALLOWED_IN_STATE', '该案没有正在进行的协同执行。');
      return { as, on, collaboration, ...(given.reason === undefined ? {} : { reason: given.reason }) };
    case 'EXEMPT_WITH_REASON':
      return { as, on, reason: reasonOf(given), row: given.row ?? t.state.found.row };
    case 'DESIGNATE':
      return { as, on, reason: reasonOf(given), to: designated(t, given), ...opened };
    case 'DECIDE': {
      const participants = given.participants ?? [];
      const reason = reasonOf(given);
      const between = { decidingCourt: t.state.found.court, executingCourt: executingCourt(t) };
      requireParticipants(between, participants, on, t.courts);
      return { as, on, reason, participants, ...opened };
    }
  }
}

/** Nothing comes with a disposition that is not its own, and none opens a second collaboration. */
function requireFitting({ disposition, participants, to, collaboration }: HitCommand['with']): void {
  if (participants !== undefined && disposition !== 'DECIDE')
    refuse('VALIDATION', '只有决定协同可以列参与协同的法院。');
  if (to !== undefined && disposition !== 'DESIGNATE') refuse('VALIDATION', '只有指定协同可以指明审查的法院。');
  if (collaboration !== undefined && (disposition === 'DECIDE' || disposition === 'DESIGNATE')) {
    refuse('ACTIVE_COLLABORATION_EXISTS', '该案已有正在进行的协同执行。');
  }
}

function reasonOf({ reason = '' }: HitCommand['with']): string {
  if (reason.trim() === '') refuse('VALIDATION', '请写明理由。');
  return reason;
}

/** Art. 14: only the intermediate court of a basic court can be designated for its case. */
function designated(t: HitTransition, { to }: HitCommand['with']): CourtCode {
  if (to === undefined) refuse('VALIDATION', '请指明审查的法院。');
  if (!isBasic(t) || t.courts.intermediateOf(executingCourt(t), t.today) !== to) {
    refuse('ROUTE_NOT_AVAILABLE', `${to}不是执行法院的上一级中级法院，不能指定。`);
  }
  return to;
}
