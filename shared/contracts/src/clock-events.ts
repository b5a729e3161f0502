import { codesIn, DEADLINE_KINDS, ROLES, RUNGS } from '@xiezhi/rules';
import type { DeadlineKind, Settings } from '@xiezhi/rules';
import { z } from 'zod';
import { calendarYearSchema } from './answers';

/** A day as an entry of the ledger holds it. */
export const day = z.string();
const days = z.array(day);
export const whole = z.number().int();
export const kind: z.ZodType<DeadlineKind> = z.enum(codesIn(DEADLINE_KINDS));
const about = { id: z.string(), kind };
const rung = z.enum(codesIn(RUNGS));
const counted = { expiresAt: z.string(), countedDays: days, provisional: z.boolean(), calendar: z.string() };

/** What happens to the clocks of a file, in the entries of every kind. */
export const CLOCK_PAYLOADS = {
  'deadline.opened': z.object({
    ...about,
    ...counted,
    authority: z.string(),
    court: z.string(),
    startedOn: day,
    workdays: whole.nullable(),
    due: day,
  }),
  'deadline.met': z.object({
    ...about,
    doneOn: day,
    ordinal: whole.nullable(),
    lateWorkdays: whole,
    late: z.boolean(),
  }),
  'deadline.cancelled': z.object({ ...about, reason: z.string() }),
  'deadline.revised': z.object({ ...about, ...counted, from: day, to: day, reason: z.string() }),
  'deadline.reassessed': z.object({
    ...about,
    status: z.enum(['OPEN', 'MET', 'LATE']),
    ordinal: whole.nullable(),
    lateWorkdays: whole.nullable(),
    reason: z.string(),
  }),
  'deadline.reminded': z.object({ ...about, rung: rung.exclude(['OVERDUE']), on: day }),
  'deadline.overdue': z.object({ ...about, rung: z.literal('OVERDUE'), on: day, due: day }),
  'deadline.escalated': z.object({
    ...about,
    to: z.array(z.object({ court: z.string(), role: z.enum(codesIn(ROLES)) })),
    on: day,
  }),
  'calendar.revised': z.object({ years: z.array(calendarYearSchema) }),
} as const;

/** Of demonstration data, where its first entry says so. */
export const demoMark = z.object({ asOf: z.string(), entries: whole }).exactOptional();

/** A version of the settings, whatever they were when it was current. */
export const settings = z.custom<Settings>((value) => typeof value === 'object' && value !== null);

/** What a file is opened with beside what it is about: what it counts by. */
export const countedBy = {
  settings,
  calendar: z.array(calendarYearSchema),
};
