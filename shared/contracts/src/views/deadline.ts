import { codesIn, DEADLINE_KINDS, DEADLINE_STATUSES } from '@xiezhi/rules';
import type { DeadlineFacts, Pause } from '@xiezhi/rules';
import { z } from 'zod';
import { court, day, moment, roleSchema } from './basics';

/** A deadline of a file, of whatever kind, day by day. */
export const deadlineFactsSchema = z.object({
  kind: z.enum(codesIn(DEADLINE_KINDS)),
  authority: z.string(),
  court,
  startedOn: day,
  /** null for a period that is not in working days. */
  workdays: z.number().nullable(),
  length: z.object({ amount: z.number(), unit: z.enum(['workday', 'calendarDay', 'minute']) }),
  countedDays: z.array(day),
  due: day,
  /** First instant of lateness. */
  expiresAt: moment,
  provisional: z.boolean(),
  calendar: z.string(),
  status: z.enum(codesIn(DEADLINE_STATUSES)),
  doneOn: day.nullable(),
  ordinal: z.number().nullable(),
  lateWorkdays: z.number().nullable(),
  revisions: z.array(z.object({ from: day, to: day, reason: z.string() })),
  escalated: z.object({ on: day, to: z.array(z.object({ court, role: roleSchema })) }).nullable(),
  urged: z.array(z.object({ on: day, by: court })).exactOptional(),
}) satisfies z.ZodType<DeadlineFacts, DeadlineFacts>;

/** The same with what explains it beside the facts. */
export const deadlineViewSchema = deadlineFactsSchema
  .extend({
    suspended: z.boolean().exactOptional(),
    paused: (z.object({ from: day, to: day }) satisfies z.ZodType<Pause>).exactOptional(),

    /** Late and never done, by a court that has nothing more to do with the case. */
    released: z.boolean().exactOptional(),
    /** The field record that an acknowledgement or objection is about. */
    record: z.number().exactOptional(),
  })
  .meta({ id: 'Deadline' });
export type DeadlineView = z.infer<typeof deadlineViewSchema>;
