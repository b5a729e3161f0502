import { z } from 'zod';
import { court, moment, roleSchema } from './basics';

/** An account's holder. */
export const accountHolderSchema = z
  .object({
    username: z.string(),
    name: z.string(),
    court,
    courtName: z.string(),
    roles: z.array(roleSchema),
  })
  .meta({ id: 'Person' });

/** An account as administrators see it. Instants are real time, ISO 8601 in UTC. */
export const accountSchema = accountHolderSchema
  .extend({
    disabled: z.boolean(),
    lockedUntil: moment.nullable().describe('因连续输错密码锁定至此时；未锁定为 null'),
    createdAt: moment,
    transfer: z
      .object({ court, reason: z.string(), proposedBy: z.string(), proposedAt: moment })
      .nullable()
      .describe('等待安全管理员确认的调动'),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof accountSchema>;

/** With the password the system has made for it, which is told this once. */
export const createdAccountSchema = accountSchema
  .extend({ password: z.string().optional().describe('系统生成的初始密码，仅此一次显示') })
  .meta({ id: 'CreatedAccount' });
export type CreatedAccount = z.infer<typeof createdAccountSchema>;

export const accountsSchema = z.object({ accounts: z.array(accountSchema), next: z.string().optional() });
export type Accounts = z.infer<typeof accountsSchema>;

export const colleagueSchema = z
  .object({ sub: z.string(), name: z.string(), roles: z.array(roleSchema) })
  .meta({ id: 'Colleague' });
export type Colleague = z.infer<typeof colleagueSchema>;

export const colleaguesSchema = z.object({ people: z.array(colleagueSchema) });
export type Colleagues = z.infer<typeof colleaguesSchema>;

/** Whoever is signed in at the console. */
export const meSchema = z.object({
  sub: z.string(),
  name: z.string(),
  court,
  roles: z.array(roleSchema),
  csrf: z.string(),
  /** When the session ends, however busy it is. ISO 8601, +08:00. */
  sessionEnds: moment,
  language: z.enum(['zh', 'en']),
  rehearsal: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;
