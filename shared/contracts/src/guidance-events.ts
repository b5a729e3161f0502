import type { GuidanceEvent } from '@xiezhi/rules';
import { z } from 'zod';
import { whole } from './clock-events';
import { actorSchema } from './ledger';
import type { LedgerEntry } from './ledger';

const PAYLOADS = {
  'guidance.opened': z.object({ court: z.string(), title: z.string() }),
  'guidance.published': z.object({
    version: whole,
    text: z.string(),
    files: z.array(z.object({ file: z.string(), name: z.string() })),
    to: z.array(z.string()),
  }),
  'guidance.acknowledged': z.object({ version: whole, court: z.string() }),
} as const;

type GuidanceEntryType = keyof typeof PAYLOADS;

const isGuidanceEvent = (type: string): type is GuidanceEntryType => Object.hasOwn(PAYLOADS, type);

/**
 * The event of guidance that an entry of the ledger holds. What a later release writes beside it is left out.
 * @throws for an entry that no guidance has
 */
export function guidanceEventOf({
  type,
  at,
  actor,
  payload,
}: Pick<LedgerEntry, 'type' | 'at' | 'actor' | 'payload'>): GuidanceEvent {
  if (!isGuidanceEvent(type)) throw new Error(`no guidance has an entry ${type}`);
  return { type, at, actor: actorSchema.parse(actor), payload: PAYLOADS[type].parse(payload) } as GuidanceEvent;
}
