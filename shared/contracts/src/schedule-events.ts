import type { ScheduleEvent } from '@xiezhi/rules';
import { z } from 'zod';
import { CLOCK_PAYLOADS, countedBy, day } from './clock-events';
import { actorSchema } from './ledger';
import type { LedgerEntry } from './ledger';

const PAYLOADS = {
  'schedule.opened': z.object({ court: z.string(), ...countedBy }),
  'scan.due': z.object({ asOf: day }),
  'calendar.revised': CLOCK_PAYLOADS['calendar.revised'],
} as const;

type ScheduleEntryType = keyof typeof PAYLOADS;

const isScheduleEvent = (type: string): type is ScheduleEntryType => Object.hasOwn(PAYLOADS, type);

/**
 * The event of a court's schedule of scans that an entry of the ledger holds. What a later release writes beside it is left out.
 * @throws for an entry that no schedule has
 */
export function scheduleEventOf({
  type,
  at,
  actor,
  payload,
}: Pick<LedgerEntry, 'type' | 'at' | 'actor' | 'payload'>): ScheduleEvent {
  if (!isScheduleEvent(type)) throw new Error(`no schedule of scans has an entry ${type}`);
  return { type, at, actor: actorSchema.parse(actor), payload: PAYLOADS[type].parse(payload) } as ScheduleEvent;
}
