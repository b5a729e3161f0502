import type { QuotaEvent } from '@xiezhi/rules';
import { z } from 'zod';
import { whole } from './clock-events';
import { actorSchema } from './ledger';
import type { LedgerEntry } from './ledger';

const PAYLOADS = {
  'quota.opened': z.object({ court: z.string(), year: whole }),
  'quota.set': z.object({ version: whole, number: whole, rationale: z.string() }),
  'quota.approved': z.object({ version: whole }),
} as const;

type QuotaEntryType = keyof typeof PAYLOADS;

const isQuotaEvent = (type: string): type is QuotaEntryType => Object.hasOwn(PAYLOADS, type);

/**
 * The event of a court's number for a year that an entry of the ledger holds. What a later release writes beside it is left out.
 * @throws for an entry that no such file has
 */
export function quotaEventOf({
  type,
  at,
  actor,
  payload,
}: Pick<LedgerEntry, 'type' | 'at' | 'actor' | 'payload'>): QuotaEvent {
  if (!isQuotaEvent(type)) throw new Error(`no number for a year has an entry ${type}`);
  return { type, at, actor: actorSchema.parse(actor), payload: PAYLOADS[type].parse(payload) } as QuotaEvent;
}
