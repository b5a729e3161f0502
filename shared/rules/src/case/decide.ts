import { decisionNumber } from '../case-number';
import { RuleError } from '../errors';
import { dateOf, parseInstant, toInstant } from '../local-date';
import { mayIssue, roleMayIssue } from '../access';
import { ROLE_TITLES } from './vocabulary';
import type { CaseCommand, CommandType, OpeningCommandType, SystemCommand } from './commands';
import { nextRung, recountOpen } from './deadlines';
import { escalationOf } from './escalation';
import type { CaseEvent } from './events';
import { accept, forward, lapse, register, requestCorrection, supplement, withdraw } from './stages/application';
import { confirmCloseout, requestCloseout, returnCloseout, revoke } from './stages/closeout';
import { acknowledge, correct, instruct, object, report, resolveObjection } from './stages/execution';
import { concludeOrder, confirmConclusion } from './stages/conclusion';
import { overrideGround, secondRead } from './stages/grounds';
import { concludeLead, registerLead, verifyLead } from './stages/leads';
import { registerOrder, submitApplication } from './stages/opening';
import type { OpeningContext } from './stages/opening';
import { changeParticipants } from './stages/participants';
import { approvePlan, presidentReview, recordMeeting, submitPlan } from './stages/plan';
import {
  acknowledgeDecision,
  acknowledgeRefusal,
  decideReview,
  finishSelfExecution,
  propose,
  relayRefusal,
  reportSelfExecution,
  submitSelfExecutionPlan,
} from './stages/review';
import { lowerSensitivity, raiseSensitivity } from './stages/sensitivity';
import { adoptSettings } from './stages/settings';
import { urge } from './stages/urging';
import type { CaseState } from './state';
import { awaitsDocumentNumber } from './state';
import { Refused, refuse, Transition } from './transition';
import type { Refusal } from './transition';

/** What became of a command: the events it caused and the state they lead to, or why it was refused. */
export type Outcome = { events: CaseEvent[]; state: CaseState } | { refusal: Refusal };

type Stage = { [T in CommandType]: (t: Transition, command: CaseCommand<T>) => void };

const STAGES: Omit<Stage, OpeningCommandType> = {
  'application.register': register,
  'application.accept': accept,
  'application.forward': forward,
  'application.withdraw': withdraw,
  'correction.request': requestCorrection,
  'application.supplement': supplement,
  'order.conclude': concludeOrder,
  'order.confirmConclusion': confirmConclusion,
  'ground.override': overrideGround,
  'ground.secondRead': secondRead,
  'review.propose': propose,
  'review.decide': decideReview,
  'decision.acknowledge': acknowledgeDecision,
  'refusal.relay': relayRefusal,
  'refusal.acknowledge': acknowledgeRefusal,
  'selfExecution.submitPlan': submitSelfExecutionPlan,
  'selfExecution.report': reportSelfExecution,
  'selfExecution.finish': finishSelfExecution,
  'plan.submit': submitPlan,
  'plan.approve': approvePlan,
  'plan.recordMeeting': recordMeeting,
  'plan.presidentReview': presidentReview,
  'sensitivity.raise': raiseSensitivity,
  'sensitivity.lower': lowerSensitivity,
  'participants.change': changeParticipants,
  'execution.report': report,
  'execution.instruct': instruct,
  'execution.correct': correct,
  'execution.acknowledge': acknowledge,
  'execution.object': object,
  'execution.resolveObjection': resolveObjection,
  'lead.register': registerLead,
  'lead.verify': verifyLead,
  'lead.conclude': concludeLead,
  'closeout.request': requestCloseout,
  'closeout.confirm': confirmCloseout,
  'closeout.return': returnCloseout,
  'collaboration.revoke': revoke,
  'duty.urge': urge,
  'settings.adopt': adoptSettings,
};

function outcomeOf(work: () => Transition): Outcome {
  try {
    const t = work();
    return { events: t.events, state: t.state };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    if (error instanceof RuleError) return { refusal: { code: error.code, message: error.message } };
    throw error;
  }
}

/** The later of two instants, so that case time never runs backwards. */
function notBefore(at: string, floor: string): string {
  return parseInstant(at) < parseInstant(floor) ? floor : toInstant(parseInstant(at));
}

/**
 * Applies every rung due by `until` (epoch ms), each at its own instant, in order. Whoever looks at a case first, a
 * person's command or the timer, the clock has been there before (design: time first). It is asked again afterwards,
 * because a command can open a period that has already run out (a paper received weeks ago).
 */
function advance(t: Transition, until: number): void {
  for (let next = nextRung(t.state); next && next.at <= until; next = nextRung(t.state)) {
    const { deadline, rung, on, at } = next;
    t.as(notBefore(toInstant(at), t.state.lastAt), { court: deadline.court, role: 'clock' });
    const { id, kind } = deadline;
    if (rung !== 'OVERDUE') {
      t.emit('deadline.reminded', { id, kind, rung, on });
      continue;
    }
    t.emit('deadline.overdue', { id, kind, rung, on, due: deadline.due });
    const to = escalationOf(t.state, deadline, on);
    if (to.length > 0) t.emit('deadline.escalated', { id, kind, to, on });
    if (kind === 'SUPPLEMENT' && t.state.status === 'CORRECTION_REQUESTED') lapse(t, deadline.due);
  }
}

/** Opens a collaboration: Art. 6 by application, Art. 4 by order. `VALIDATION` of the shape is the caller's. */
export function open(command: CaseCommand<OpeningCommandType>, context: OpeningContext): Outcome {
  return outcomeOf(() => {
    const at = toInstant(parseInstant(command.at));
    const t = new Transition(null, at, command.actor);
    if (!roleMayIssue(command.actor.role, command.type)) forbidden(command);
    if (command.type === 'application.submit') {
      submitApplication(t, command as CaseCommand<'application.submit'>, context);
    } else {
      registerOrder(t, command as CaseCommand<'order.register'>, context);
    }
    advance(t, parseInstant(at));
    return t;
  });
}

function forbidden(command: CaseCommand): never {
  const { role, court } = command.actor;
  refuse('FORBIDDEN', `${court}的${ROLE_TITLES[role] ?? role}不能在本案中办理此事项。`);
}

/**
 * The Rule applied to one request on an open case. Never throws for anything a person can send: a request the Rule
 * does not allow comes back as a refusal and changes nothing, not even the rungs that were due.
 */
export function decide(state: CaseState, command: CaseCommand): Outcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    if (!mayIssue(state, command.actor, command.type, dateOf(at))) forbidden(command);
    const t = new Transition(state, at, command.actor);
    advance(t, parseInstant(at));
    t.as(at, command.actor);
    const stage = STAGES[command.type as Exclude<CommandType, OpeningCommandType>] as
      ((t: Transition, command: CaseCommand) => void) | undefined;
    if (!stage) refuse('NOT_ALLOWED_IN_STATE', '该案已经立项。');
    stage(t, command);
    advance(t, parseInstant(at));
    return t;
  });
}

/** The passing of time, a drawn document number, a published calendar: commands like any other, from the system. */
export function decideSystem(state: CaseState, command: SystemCommand): Outcome {
  return outcomeOf(() => {
    const at = notBefore(command.at, state.lastAt);
    const t = new Transition(state, at, { court: null, role: 'system' });
    advance(t, parseInstant(at));
    t.as(at, { court: state.decidingCourt, role: 'system' });
    if (command.type === 'document.number') numberDocument(t, command);
    if (command.type === 'calendar.revise') reviseCalendar(t, command);
    advance(t, parseInstant(at));
    return t;
  });
}

function numberDocument(t: Transition, { year, serial }: { year: number; serial: number }): void {
  if (!awaitsDocumentNumber(t.state)) return;
  t.emit('document.numbered', { year, serial, number: decisionNumber({ year, court: t.state.decidingCourt, serial }) });
}

/** A published calendar recomputes every open deadline and keeps old → new with the notice (domain.md 3.3). */
function reviseCalendar(t: Transition, command: Extract<SystemCommand, { type: 'calendar.revise' }>): void {
  t.emit('calendar.revised', { years: command.years });
  const reason = command.years.map((year) => year.notice).join('；');
  for (const { deadline, count } of recountOpen(t.state)) t.revise(deadline, count, reason);
}
