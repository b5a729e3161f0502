import { codesIn, WARNINGS } from '@xiezhi/rules';
import type { AdvisedCourt } from '@xiezhi/rules';
import { z } from 'zod';

export const advisedCourt = z.object({
  court: z.string(),
  km: z.number(),
  load: z.number().nullable(),
  score: z.number().nullable(),
  lent30: z.number(),
  warnings: z.array(z.enum(codesIn(WARNINGS)).extract(['FAR_PARTICIPANT', 'OFTEN_DRAFTED'])),
}) satisfies z.ZodType<AdvisedCourt>;

/** The advice that is kept with a decision (Art. 5), as command-center gives it to the service that takes the decision. */
export const adviceSchema = z.object({ advised: z.array(advisedCourt) }).meta({ id: 'KeptAdvice' });
