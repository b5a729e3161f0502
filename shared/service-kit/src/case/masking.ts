import { maskName, textMask } from '@xiezhi/rules';
import type { CaseState, Party } from '@xiezhi/rules';

/** Keys under which people write freely; codes, numbers, days and the staff's own names stand under others. */
const WRITTEN: ReadonlySet<string> = new Set([
  'cause',
  'command',
  'coordination',
  'document',
  'explanation',
  'facts',
  'matters',
  'minutes',
  'missing',
  'note',
  'opinion',
  'overdueReason',
  'proposal',
  'plan',
  'propertyPlace',
  'reason',
  'reasons',
  'responsibilities',
  'risks',
  'summary',
  'support',
  'tasks',
  'text',
  'title',
  'type',
]);

function walk(value: unknown, mask: (text: string) => string, written: boolean): unknown {
  if (typeof value === 'string') return written ? mask(value) : value;
  if (Array.isArray(value)) return value.map((item) => walk(item, mask, written));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, mask, WRITTEN.has(key))]));
}

/** Natural persons by their surname (domain.md 6); organisations as they are. */
export function maskParties(parties: readonly Party[]): Party[] {
  return parties.map((party) => (party.kind === 'person' ? { ...party, name: maskName(party.name) } : party));
}

/** One line of a case for lists. */
export function maskLine({ caseFields }: Pick<CaseState, 'caseFields'>, text: string): string {
  return textMask(caseFields)(text);
}

/**
 * A part of a case as it is shown without a reason given: everywhere that somebody wrote freely, natural persons among the
 * parties by their surname, numbers and addresses shortened. The facts of the contract hold none of these texts.
 */
export function maskTexts<T>({ caseFields }: Pick<CaseState, 'caseFields'>, part: T): T {
  return walk(part, textMask(caseFields), false) as T;
}
