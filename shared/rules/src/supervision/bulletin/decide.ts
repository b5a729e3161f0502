import { Clock, FileTransition, notBefore, outcomeOf, refuse } from '../../file';
import type { EventActor, FileOutcome } from '../../file';
import type { Instant } from '../../local-date';
import { parseInstant, toInstant } from '../../local-date';
import { JURISDICTION } from '../../jurisdiction';
import { ROLE_TITLES } from '../../vocabulary';
import { halfYearDays } from '../period';
import { changedFigures } from './changed';
import type { BulletinCommand, BulletinContext, BulletinOpening, BulletinSystemCommand } from './commands';
import { BULLETIN_COMMANDS } from './commands';
import { escalationOfBulletin } from './duties';
import type { BulletinEvent, BulletinPayloads } from './events';
import { evolveBulletin } from './evolve';
import { bulletinOpensAt } from './needed';
import type { BulletinState, BulletinText, BulletinVersion } from './state';
import { newestVersion } from './state';

export type BulletinOutcome = FileOutcome<BulletinState, BulletinEvent>;

class BulletinTransition extends FileTransition<BulletinState, BulletinPayloads> {
  constructor(current: BulletinState | null, instant: Instant, actor: EventActor) {
    super(evolveBulletin, current, instant, actor, JURISDICTION);
  }
}

/** The first issue ends the clock; a correction has none of its own. */
const BULLETIN_CLOCK = new Clock<BulletinState, BulletinPayloads, BulletinTransition>({
  escalation: escalationOfBulletin,
  isOwed: ({ firstIssuedOn }) => firstIssuedOn === null,
  isFinal: () => false,
});

/** Art. 16: the court has to tell of the half-year, so many working days after its last day (HR-08). */
export function openBulletin(command: BulletinOpening, { settings, calendar }: BulletinContext): BulletinOutcome {
  return outcomeOf(() => {
    const at = toInstant(parseInstant(command.at));
    const { court, period } = command.with;
    const { last } = halfYearDays(period);
    if (parseInstant(at) < parseInstant(bulletinOpensAt(period))) refuse('NOT_ALLOWED_IN_STATE', `${period}尚未结束。`);
    const t = new BulletinTransition(null, at, command.actor);
    const own = t.courts.byCode(court, last) ?? refuse('COURT_UNKNOWN', `${last}没有代字为“${court}”的法院。`);
    if (own.tier === 'BASIC') refuse('FORBIDDEN', '通报由高级人民法院和中级人民法院作出（第十六条）。');
    t.emit('bulletin.opened', { court, period, settings, calendar });
    t.open(t.periods.bulletin, { court, startedOn: last });
    BULLETIN_CLOCK.advance(t, parseInstant(at));
    return t;
  });
}

/** What a person asks of a bulletin. */
export function decideBulletin(state: BulletinState, command: BulletinCommand): BulletinOutcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    const t = new BulletinTransition(state, at, command.actor);
    requireOwn(t, command);
    BULLETIN_CLOCK.advance(t, parseInstant(at));
    t.as(at, { ...command.actor, court: state.subject.court });
    switch (command.type) {
      case 'bulletin.draft':
        draft(t, command);
        break;
      case 'bulletin.issue':
        issue(t, command);
        break;
      case 'bulletin.correct':
        correct(t, command);
        break;
    }
    return t;
  });
}

/** The passing of time, and a published calendar. */
export function decideBulletinSystem(state: BulletinState, command: BulletinSystemCommand): BulletinOutcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    const system = { court: state.subject.court, role: 'system' };
    const t = new BulletinTransition(state, at, system);
    BULLETIN_CLOCK.advance(t, parseInstant(at));
    t.as(at, system);
    if (command.type === 'calendar.revise') BULLETIN_CLOCK.reviseCalendar(t, command.years, false);
    BULLETIN_CLOCK.advance(t, parseInstant(at));
    return t;
  });
}

/** Who may do it, by role and court, and of which half-year. */
function requireOwn({ courts, today, state }: BulletinTransition, { type, actor, with: given }: BulletinCommand): void {
  const { court, period } = state.subject;
  const own =
    courts.identityOf(actor.court) === courts.identityOf(court) && courts.codeOn(actor.court, today) === actor.court;
  if (!own || actor.role !== BULLETIN_COMMANDS[type].role) {
    refuse('FORBIDDEN', `${actor.court}的${ROLE_TITLES[actor.role] ?? actor.role}不能办理这份通报。`);
  }
  if (given.period !== period) refuse('NOT_FOUND', `没有${given.period}的通报。`);
}

function draft(t: BulletinTransition, { with: given }: Extract<BulletinCommand, { type: 'bulletin.draft' }>): void {
  if (t.state.firstIssuedOn !== null) {
    refuse('NOT_ALLOWED_IN_STATE', '通报已经印发，应当更正，不能重新起草。');
  }
  const { figures, restricted } = given;
  t.emit('bulletin.drafted', { version: 1, figures, restricted, ...textOf(given) });
}

type Issuing = Extract<BulletinCommand, { type: 'bulletin.issue' }>;

function issue(t: BulletinTransition, { actor, with: given }: Issuing): void {
  const newest = newestVersion(t.state);
  if (!newest) refuse('NOT_ALLOWED_IN_STATE', '通报尚未起草。');
  if (newest.issued) refuse('NOT_ALLOWED_IN_STATE', `通报已于${newest.issued.on}印发。`);
  if (newest.by.sub === actor.sub) refuse('SAME_PERSON', '起草通报的人不能自己印发。');
  // Nobody issues a draft that has taken the place of the one he has read.
  if (given.frozenAt !== undefined && given.frozenAt !== newest.frozenAt) {
    refuse('VERSION_CONFLICT', '通报已经重新起草，请核对新稿后再印发。');
  }
  const restricted = (given.restricted ?? []).filter((number) => !newest.restricted.includes(number));
  const since = restricted.length === 0 ? {} : { restricted };
  t.emit('bulletin.issued', { version: newest.version, to: addressees(t), ...since });
  t.meet('BULLETIN');
}

function correct(t: BulletinTransition, { with: given }: Extract<BulletinCommand, { type: 'bulletin.correct' }>): void {
  const newest = newestVersion(t.state);
  if (!newest?.issued) refuse('NOT_ALLOWED_IN_STATE', '通报尚未印发，不能更正。');
  const { reason, figures, restricted } = given;
  if (reason.trim() === '') refuse('VALIDATION', '请写明更正理由。');
  t.emit('bulletin.corrected', {
    version: newest.version + 1,
    reason,
    figures,
    restricted,
    changed: changedFigures(newest.figures, figures),
    ...textOf({ ...textOf(newest), ...textOf(given) }),
  });
}

const textOf = ({ problems, nextSteps }: Text | BulletinVersion): BulletinText => ({
  ...(problems === undefined ? {} : { problems }),
  ...(nextSteps === undefined ? {} : { nextSteps }),
});

type Text = { [K in keyof BulletinText]?: BulletinText[K] | undefined };

/** Every other court in the area of the court, on the day of issue. */
function addressees({ courts, today, state }: BulletinTransition) {
  const own = courts.codeOn(state.subject.court, today);
  return courts
    .on(today)
    .map(({ code }) => code)
    .filter((code) => code !== own && courts.isWithin(code, own, today))
    .sort();
}
