import { decisionNumber } from '../case-number';
import { notBefore, outcomeOf, refuse } from '../file';
import type { FileOutcome } from '../file';
import { dateOf, parseInstant, toInstant } from '../local-date';
import type { LocalDate } from '../local-date';
import type { CourtCode, Courts } from '../courts';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import { codeInCase, mayIssue, maySee, roleMayIssue } from '../access';
import { ROLE_TITLES } from '../vocabulary';
import { COMMAND, STAGES } from './commands';
import type { CaseCommand, CaseOpening, Officer, SystemCommand } from './commands';
import type { CaseEvent } from './events';
import { CASE_CLOCK } from './stages/calendar';
import type { OpeningContext } from './stages/opening';
import { decideFromScan, openFromScan } from './stages/scanned';
import type { CaseState } from './state';
import { awaitsDocumentNumber } from './state';
import { Transition } from './transition';

/** What became of a command on a case. */
export type Outcome = FileOutcome<CaseState, CaseEvent>;

/** Opens a collaboration: Art. 6 by application, Art. 4 by order, Art. 14 from a scan's hit. `VALIDATION` of the shape is the caller's. */
export function open(
  command: CaseOpening,
  context: OpeningContext,
  jurisdiction: Jurisdiction = JURISDICTION,
): Outcome {
  return outcomeOf(() => {
    const at = toInstant(parseInstant(command.at));
    const t = new Transition(null, at, command.actor, jurisdiction);
    if (command.type === 'scan.open') openFromScan(t, command, context);
    else {
      if (!roleMayIssue(command.actor.role, command.type)) forbidden(command);
      const stage = STAGES[command.type] as (t: Transition, command: CaseCommand, context: OpeningContext) => void;
      stage(t, command, context);
    }
    CASE_CLOCK.advance(t, parseInstant(at));
    return t;
  });
}

/** What whoever may not see a case is told of it, whatever they ask: also that there is one is none of their business. */
export const UNSEEN = '没有这件协同执行案件，或者您无权查看。';

function forbidden({ actor: { role, court } }: CaseCommand): never {
  refuse('FORBIDDEN', `${court}的${ROLE_TITLES[role] ?? role}不能在本案中办理此事项。`);
}

function checkIssuer(state: CaseState, command: CaseCommand, on: LocalDate, courts: Courts): void {
  const { actor, type } = command;
  if (mayIssue(state, actor, type, on, courts)) return;
  if (!maySee(state, { court: actor.court, roles: [actor.role] }, on, courts)) refuse('NOT_FOUND', UNSEEN);
  forbidden(command);
}

/** Courts named in a command, by the codes under which the case knows them: facts keep the codes of the opening. */
function inTheCase(state: CaseState, command: CaseCommand, courts: Courts): CaseCommand {
  const code = (court: CourtCode) => codeInCase(state, court, courts);
  const given = command.with as { to?: CourtCode; court?: CourtCode; remove?: CourtCode[]; officers?: Officer[] };
  return {
    ...command,
    actor: { ...command.actor, court: code(command.actor.court) },
    with: {
      ...command.with,
      ...(given.to === undefined ? {} : { to: code(given.to) }),
      ...(given.court === undefined ? {} : { court: code(given.court) }),
      ...(given.remove === undefined ? {} : { remove: given.remove.map(code) }),
      ...(given.officers === undefined
        ? {}
        : { officers: given.officers.map((officer) => ({ ...officer, court: code(officer.court) })) }),
    },
  };
}

/**
 * The Rule applied to one request on an open case. Never throws for anything a person can send: a request the Rule
 * does not allow comes back as a refusal and changes nothing, not even the rungs that were due.
 */
export function decide(state: CaseState, command: CaseCommand, jurisdiction: Jurisdiction = JURISDICTION): Outcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    checkIssuer(state, command, dateOf(at), jurisdiction.courts);
    const t = new Transition(state, at, command.actor, jurisdiction);
    CASE_CLOCK.advance(t, parseInstant(at));
    const own = inTheCase(state, command, t.courts);
    t.as(at, own.actor);
    if (COMMAND[command.type].opens) refuse('NOT_ALLOWED_IN_STATE', '该案已经立项。');
    const stage = STAGES[command.type] as (t: Transition, command: CaseCommand) => void;
    stage(t, own);
    CASE_CLOCK.advance(t, parseInstant(at));
    return t;
  });
}

/** The passing of time, a drawn document number, a published calendar: commands like any other, from the system. */
export function decideSystem(
  state: CaseState,
  command: SystemCommand,
  jurisdiction: Jurisdiction = JURISDICTION,
): Outcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    const t = new Transition(state, at, { court: null, role: 'system' }, jurisdiction);
    CASE_CLOCK.advance(t, parseInstant(at));
    t.as(at, { court: state.decidingCourt, role: 'system' });
    if (command.type === 'document.number') numberDocument(t, command);
    if (command.type === 'calendar.revise') CASE_CLOCK.reviseCalendar(t, command.years, command.lapseFollows === true);
    CASE_CLOCK.advance(t, parseInstant(at));
    return t;
  });
}

function numberDocument(t: Transition, { year, serial }: { year: number; serial: number }): void {
  if (!awaitsDocumentNumber(t.state)) return;
  const number = decisionNumber({ year, court: t.state.decidingCourt, serial }, t.jurisdiction);
  t.emit('document.numbered', { year, serial, number });
  decideFromScan(t);
}
