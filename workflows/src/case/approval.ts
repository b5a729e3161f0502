import type { IdentifiedCommand } from '@xiezhi/contracts/workflow';
import { APPROVALS, COMMAND, isAdvice, LONGEST_TEXT, parseInstant, whyUnprintable } from '@xiezhi/rules';
import type { Field } from '@xiezhi/rules';
import { isLine } from '../file/claims';

type Check = (value: unknown) => boolean;

const MOST_ENTRIES = 200;

const text: Check = (value) =>
  typeof value === 'string' && value.length <= LONGEST_TEXT && whyUnprintable(value, true) === null;
const line: Check = isLine;
const fields =
  (checks: Record<string, Check>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => Object.hasOwn(checks, name)) &&
    Object.entries(checks).every(([name, check]) => check((value as Record<string, unknown>)[name]));

/**
 * What is to be said of a field here: its values are checked for what a case could not live with, and by the Rule. What a
 * service adds to an approval is advice, and nothing else.
 */
function checkOf(field: Field): Check {
  const { kind, optional, entry } = field;
  const codes: readonly unknown[] = field.codes ?? [];
  const check: Check = (value) => {
    if (kind === 'flag') return typeof value === 'boolean';
    if (kind === 'text') return text(value);
    if (kind === 'code') return codes.includes(value);
    if (kind === 'internal') return isAdvice(value);
    if (entry) return Array.isArray(value) && value.length <= MOST_ENTRIES && value.every(checkOf(entry));
    return line(value);
  };
  return optional ? (value) => value === undefined || check(value) : check;
}

/** The commands by which someone superior says yes or no, and their fields. */
const CHECKS = new Map<unknown, Check>(
  APPROVALS.map((type) => [
    type,
    fields(Object.fromEntries(Object.entries(COMMAND[type].fields).map(([name, field]) => [name, checkOf(field)]))),
  ]),
);

const actor = fields({ court: line, role: line, name: line, sub: line });

const instant: Check = (value) => {
  try {
    return line(value) && Number.isFinite(parseInstant(value as string));
  } catch {
    return false;
  }
};

/**
 * Whether a signal holds an approval. No service has looked at a signal before the case sees it, and a handler that
 * throws would be tried again forever, with the whole case waiting behind it.
 */
export function isApproval(signal: unknown): signal is IdentifiedCommand {
  if (typeof signal !== 'object' || signal === null) return false;
  const { id, digest, command } = signal as Partial<Record<string, unknown>>;
  if (!line(id) || !line(digest) || typeof command !== 'object' || command === null) return false;
  const { type, at, actor: by, with: given } = command as Partial<Record<string, unknown>>;
  const check = CHECKS.get(type);
  return check !== undefined && instant(at) && actor(by) && check(given);
}
