import { COMMAND_ACCESS, mayIssue } from '../access';
import { dateOf } from '../local-date';
import type { Instant } from '../local-date';
import type { Actor, CaseCommand, CommandType } from './commands';
import { decide } from './decide';
import type { CaseState } from './state';
import type { RefusalCode } from './vocabulary';

/** What one person can do on a case at an instant, and why not where it is theirs to do but not now. */
export interface CommandOption {
  command: CommandType;
  allowed: boolean;
  /** The Rule's own words, for a command that is not allowed. */
  reason?: string;
  /** For commands about a field record: the records they can be given for now. */
  records?: number[];
}

const OPENING: readonly CommandType[] = ['application.submit', 'order.register'];

/** Commands that answer one field record. */
const ABOUT_RECORDS: ReadonlySet<CommandType> = new Set([
  'execution.acknowledge',
  'execution.object',
  'execution.resolveObjection',
]);

/** Refusals that no other input would avoid; every other one is about what was typed. */
const STANDING: ReadonlySet<RefusalCode> = new Set([
  'FORBIDDEN',
  'NOT_ALLOWED_IN_STATE',
  'SAME_PERSON',
  'DECISION_NOT_SERVED',
]);

/** The lead a command about one would be given for: the first that waits for it, else the first. */
function leadFor({ leads }: CaseState, command: CommandType): number {
  const waiting = command === 'lead.conclude' ? 'VERIFYING' : 'REGISTERED';
  const index = leads.findIndex(({ status }) => status === waiting);
  return index < 0 ? 1 : index + 1;
}

/** Input with which a command reaches the questions that do not depend on input. */
function probe(state: CaseState, actor: Actor, command: CommandType, record?: number): Record<string, unknown> {
  if (command === 'lead.verify' || command === 'lead.conclude') return { lead: leadFor(state, command) };
  if (command === 'closeout.request' && actor.role === 'commandOfficer') return { outcome: 'REVOKED' };
  const open = state.grounds.find(({ met, override }) => met !== true && !override) ?? state.grounds[0];
  return {
    ground: command === 'ground.secondRead' ? '3-8' : open?.code,
    to: state.executingCourt,
    court: state.executingCourt,
    outcome: 'APPROVE',
    presidentReview: false,
    complete: false,
    materials: [],
    missing: [],
    ...(record === undefined ? {} : { record }),
  };
}

/** `null` when it can be done with some input, else why not. */
function objection(
  state: CaseState,
  actor: Actor,
  command: CommandType,
  at: Instant,
  given: Record<string, unknown>,
): string | null {
  const request = { type: command, at, actor, with: given } as unknown as CaseCommand;
  try {
    const outcome = decide(state, request);
    if (!('refusal' in outcome) || !STANDING.has(outcome.refusal.code)) {
      return 'refusal' in outcome && outcome.refusal.code === 'NOT_FOUND' ? outcome.refusal.message : null;
    }
    return outcome.refusal.message;
  } catch {
    // A stage that got as far as reading the fields has asked all that stands before them.
    return null;
  }
}

function urging(state: CaseState, actor: Actor, at: Instant): CommandOption {
  const command = 'duty.urge';
  const owed = state.deadlines.filter(({ doneOn, status }) => doneOn === null && status !== 'CANCELLED');
  const reasons = owed.map(({ kind, record }) => objection(state, actor, command, at, { kind, record }));
  if (reasons.includes(null)) return { command, allowed: true };
  return { command, allowed: false, reason: reasons.at(-1) ?? '没有未完成的事项可以催办。' };
}

function optionFor(state: CaseState, actor: Actor, command: CommandType, at: Instant): CommandOption {
  if (command === 'duty.urge') return urging(state, actor, at);
  if (!ABOUT_RECORDS.has(command)) {
    const reason = objection(state, actor, command, at, probe(state, actor, command));
    return reason === null ? { command, allowed: true } : { command, allowed: false, reason };
  }
  const records = state.records
    .map(({ number }) => number)
    .filter((number) => objection(state, actor, command, at, probe(state, actor, command, number)) === null);
  if (records.length > 0) return { command, allowed: true, records };
  return { command, allowed: false, reason: '目前没有需要这样处理的记录。' };
}

/**
 * The commands of this case that are this person's to give, in the order of the Rule's articles, asked of `decide` itself
 * without changing anything. Commands of other roles or other courts are left out.
 */
export function optionsOf(state: CaseState, actor: Actor, at: Instant): CommandOption[] {
  return (Object.keys(COMMAND_ACCESS) as CommandType[])
    .filter((command) => !OPENING.includes(command) && mayIssue(state, actor, command, dateOf(at)))
    .map((command) => optionFor(state, actor, command, at));
}
