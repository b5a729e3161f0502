import { codesIn, DISPOSITIONS } from '@xiezhi/rules';
import type { HitEvent } from '@xiezhi/rules';
import { z } from 'zod';
import { CLOCK_PAYLOADS, countedBy, day, demoMark, whole } from './clock-events';
import { actorSchema } from './ledger';
import type { LedgerEntry } from './ledger';

const PAYLOADS = {
  ...CLOCK_PAYLOADS,
  'hit.opened': z.object({
    court: z.string(),
    key: z.string(),
    caseNumber: z.string(),
    executingCourt: z.string(),
    rawDate: day,
    excludedDays: whole,
    netDate: day,
    stale: z.boolean(),
    asOf: day,
    scan: z.string(),
    row: z.string(),
    ...countedBy,
    demo: demoMark,
  }),
  'hit.disposed': z.object({
    as: z.enum(codesIn(DISPOSITIONS)),
    on: day,
    reason: z.string().exactOptional(),
    participants: z.array(z.string()).exactOptional(),
    to: z.string().exactOptional(),
    collaboration: z.string().exactOptional(),
    row: z.string().exactOptional(),
  }),
} as const;

type HitEventType = keyof typeof PAYLOADS;

const isHitEvent = (type: string): type is HitEventType => Object.hasOwn(PAYLOADS, type);

/**
 * The event of a hit that an entry of the ledger holds. What a later release writes beside it is left out; a shape that an
 * earlier one has written is lifted here and nowhere else.
 * @throws for an entry that no hit has
 */
export function hitEventOf({
  type,
  at,
  actor,
  payload,
}: Pick<LedgerEntry, 'type' | 'at' | 'actor' | 'payload'>): HitEvent {
  if (!isHitEvent(type)) throw new Error(`no hit has an entry ${type}`);
  return { type, at, actor: actorSchema.parse(actor), payload: PAYLOADS[type].parse(payload) } as HitEvent;
}
