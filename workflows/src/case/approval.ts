import type { IdentifiedCommand } from '@xiezhi/contracts/workflow';
import { parseInstant } from '@xiezhi/rules';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const oneOf =
  (...allowed: string[]): Check =>
  (value) =>
    allowed.includes(value as string);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const fields =
  (checks: Record<string, Check>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => Object.hasOwn(checks, name)) &&
    Object.entries(checks).every(([name, check]) => check((value as Record<string, unknown>)[name]));

/** The commands by which someone superior says yes or no, and their fields. */
const APPROVALS: Readonly<Record<string, Check>> = {
  'review.decide': fields({
    outcome: oneOf('APPROVE', 'REFUSE'),
    reasons: text,
    participants: optional(texts),
    sensitivity: optional(oneOf('ORDINARY', 'MAJOR')),
    overdueReason: optional(text),
  }),
  'plan.approve': fields({}),
  'plan.recordMeeting': fields({
    attendees: optional(texts),
    minutes: optional(text),
    outcome: oneOf('PASS', 'REJECT'),
    presidentReview: flag,
  }),
  'plan.presidentReview': fields({ outcome: oneOf('PASS', 'REJECT') }),
  'closeout.confirm': fields({}),
};

const actor = fields({ court: text, role: text, name: text, sub: text });

const instant: Check = (value) => {
  try {
    return Number.isFinite(parseInstant(value as string));
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
  if (!text(id) || !text(digest) || typeof command !== 'object' || command === null) return false;
  const { type, at, actor: by, with: given } = command as Partial<Record<string, unknown>>;
  const check = typeof type === 'string' && Object.hasOwn(APPROVALS, type) ? APPROVALS[type] : undefined;
  return check !== undefined && instant(at) && actor(by) && check(given);
}

/** What can be said of a signal that is no approval: who it claims to come from, and what it claims to be. */
export function claimsOf(signal: unknown): { id?: string; actor: object; type: string } {
  const { id, command } = Object(signal) as Partial<Record<string, unknown>>;
  const { type, actor: by } = Object(command) as Partial<Record<string, unknown>>;
  return {
    ...(typeof id === 'string' ? { id } : {}),
    actor: typeof by === 'object' && by !== null ? by : {},
    type: typeof type === 'string' ? type : 'approval',
  };
}
