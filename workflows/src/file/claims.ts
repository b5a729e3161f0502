import type { RefusedRequest } from '@xiezhi/contracts/workflow';
import { whyUnprintable } from '@xiezhi/rules';
import { shortText } from './refusals';

/** Longest name, code or key. */
const LONGEST_LINE = 500;

const ACTOR_FIELDS = ['court', 'role', 'name', 'sub'] as const;

/** A name, code or key that can be kept. */
export const isLine = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_LINE && whyUnprintable(value, false) === null;

/** What can be said of a signal, be it a command or not: who it claims to come from, and what it claims to be. */
export function claimsOf(signal: unknown): { id: string | undefined; actor: RefusedRequest['actor']; type: string } {
  const { id, command } = Object(signal) as Partial<Record<string, unknown>>;
  const { type, actor: by } = Object(command) as Partial<Record<string, unknown>>;
  const given = Object(by) as Partial<Record<string, unknown>>;
  const named = ACTOR_FIELDS.flatMap((field) => {
    const value = shortText(given[field]);
    return value === undefined ? [] : [[field, value]];
  });
  return {
    id: isLine(id) ? shortText(id) : undefined,
    actor: Object.fromEntries(named) as RefusedRequest['actor'],
    type: shortText(type) ?? 'approval',
  };
}
