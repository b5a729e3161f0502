import { z } from 'zod';
import { moment } from './basics';

/** Where files stand: the entry up to which whoever reads has to wait. */
export const positionsSchema = z
  .array(z.object({ caseId: z.string(), seq: z.number() }))
  .describe('受影响案件及其记录序号');

/** The court clock: a rehearsal's may be moved, the real one is the machine's. */
export const clockSchema = z
  .object({ now: moment, offsetMs: z.number(), rehearsal: z.boolean() })
  .meta({ id: 'CourtClock' });
export type ClockView = z.infer<typeof clockSchema>;

export const movedClockSchema = clockSchema.extend({ cases: positionsSchema }).meta({ id: 'MovedClock' });
export type MovedClock = z.infer<typeof movedClockSchema>;
