import { z } from 'zod';
import { commandTypeSchema, roleSchema } from './basics';

/** A thing this person can do on a case now, or not now and why. */
export const actionSchema = z
  .object({
    command: commandTypeSchema,
    title: z.string(),
    role: roleSchema.describe('以何种角色办理'),
    allowed: z.boolean(),
    reason: z.string().exactOptional(),
    records: z.array(z.number()).exactOptional(),
  })
  .meta({ id: 'CommandOption' });
export type Action = z.infer<typeof actionSchema>;

export const actionsSchema = z.object({ items: z.array(actionSchema) });
export type Actions = z.infer<typeof actionsSchema>;
