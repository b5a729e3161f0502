import { mayIssue } from '../access';
import { dateOf } from '../local-date';
import type { Instant } from '../local-date';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import { COMMAND, COMMAND_ACCESS } from './commands';
import type { Actor, CaseCommand, CommandType, Field } from './commands';
import { decide } from './decide';
import type { CaseState } from './state';
import type { RefusalCode } from '../vocabulary';

/** What one person can do on a case at an instant, and why not where it is theirs to do but not now. */
export interface CommandOption {
  command: CommandType;
  allowed: boolean;
  /** The Rule's own words, for a command that is not allowed. */
  reason?: string;
  /** For commands about a field record: the records they can be given for now. */
  records?: number[];
}

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

/** A value such as a field asks for, that refers to what the case has; undefined where the field may be left out. */
function sampleOf(field: Field, { executingCourt }: CaseState): unknown {
  if (field.optional) return undefined;
  switch (field.kind) {
    case 'court':
      return executingCourt;
    case 'code':
      return field.codes?.[0];
    case 'flag':
      return false;
    case 'amount':
      return 0;
    case 'number':
      return 1;
    case 'list':
      return [];
    default:
      return '—';
  }
}

/** What only the case itself can give, for the fields that speak of it. */
function ownSamples(state: CaseState, command: CommandType): Record<string, unknown> {
  switch (command) {
    case 'lead.verify':
    case 'lead.conclude':
      return { lead: leadFor(state, command) };
    case 'ground.override':
      return {
        ground: (state.grounds.find(({ met, override }) => met !== true && !override) ?? state.grounds[0])?.code,
      };
    case 'settings.adopt': {
      // Which versions there are is known elsewhere; to ask for one is always open.
      const version = state.settings.version + 1;
      return { version, settings: { ...state.settings, version } };
    }
    default:
      return {};
  }
}

/** Input of the command's own shape, with which it reaches the questions that do not depend on what is typed. */
function probe(state: CaseState, command: CommandType, record?: number): Record<string, unknown> {
  const samples = Object.entries(COMMAND[command].fields).flatMap(([name, field]) => {
    const value = sampleOf(field, state);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(samples),
    ...ownSamples(state, command),
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
  jurisdiction: Jurisdiction,
): string | null {
  const outcome = decide(state, { type: command, at, actor, with: given } as CaseCommand, jurisdiction);
  if (!('refusal' in outcome)) return null;
  const { code, message } = outcome.refusal;
  return code === 'NOT_FOUND' || STANDING.has(code) ? message : null;
}

function urging(state: CaseState, actor: Actor, at: Instant, jurisdiction: Jurisdiction): CommandOption {
  const command = 'duty.urge';
  const owed = state.deadlines.filter(({ doneOn, status }) => doneOn === null && status !== 'CANCELLED');
  const reasons = owed.map(({ kind, record }) => objection(state, actor, command, at, { kind, record }, jurisdiction));
  if (reasons.includes(null)) return { command, allowed: true };
  return { command, allowed: false, reason: reasons.at(-1) ?? '没有未完成的事项可以催办。' };
}

function optionFor(
  state: CaseState,
  actor: Actor,
  command: CommandType,
  at: Instant,
  jurisdiction: Jurisdiction,
): CommandOption {
  if (command === 'duty.urge') return urging(state, actor, at, jurisdiction);
  if (!ABOUT_RECORDS.has(command)) {
    const reason = objection(state, actor, command, at, probe(state, command), jurisdiction);
    return reason === null ? { command, allowed: true } : { command, allowed: false, reason };
  }
  const records = state.records
    .map(({ number }) => number)
    .filter((number) => objection(state, actor, command, at, probe(state, command, number), jurisdiction) === null);
  if (records.length > 0) return { command, allowed: true, records };
  return { command, allowed: false, reason: '目前没有需要这样处理的记录。' };
}

/**
 * The commands of this case that are this person's to give, in the order of the Rule's articles, asked of `decide` itself
 * without changing anything. Commands of other roles or other courts are left out.
 */
export function optionsOf(
  state: CaseState,
  actor: Actor,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): CommandOption[] {
  const mine = (command: CommandType) => mayIssue(state, actor, command, dateOf(at), jurisdiction.courts);
  return (Object.keys(COMMAND_ACCESS) as CommandType[])
    .filter((command) => !COMMAND[command].opens && mine(command))
    .map((command) => optionFor(state, actor, command, at, jurisdiction));
}
