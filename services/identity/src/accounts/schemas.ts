import { codesIn, COURT_CODE_FORM, PROVINCE, ROLES } from '@xiezhi/rules';
import { z } from 'zod';
import { courtName } from './roles';
import { USERNAME, type Account } from './store';

export const role = z.enum(codesIn(ROLES));
export const username = z.string().regex(USERNAME).describe('小写字母、数字、点、下划线、连字符，2 至 63 个字符');
export const court = z.string().regex(COURT_CODE_FORM).describe(`法院代码，如 ${PROVINCE.examples.court}`);
export const password = z.string().max(512);

export const personSchema = z
  .object({
    username: z.string(),
    name: z.string(),
    court: z.string(),
    courtName: z.string(),
    roles: z.array(role),
  })
  .meta({ id: 'Person' });

export const accountSchema = personSchema
  .extend({
    disabled: z.boolean(),
    lockedUntil: z.string().nullable().describe('因连续输错密码锁定至此时；未锁定为 null'),
    createdAt: z.string(),
    transfer: z
      .object({ court: z.string(), reason: z.string(), proposedBy: z.string(), proposedAt: z.string() })
      .nullable()
      .describe('等待安全管理员确认的调动'),
  })
  .meta({ id: 'Account' });

export const createdSchema = accountSchema
  .extend({ password: z.string().optional().describe('系统生成的初始密码，仅此一次显示') })
  .meta({ id: 'CreatedAccount' });

export const colleagueSchema = z
  .object({ sub: z.string(), name: z.string(), roles: z.array(role) })
  .meta({ id: 'Colleague' });

export const params = z.object({ username });

export const personOf = (account: Account) => ({
  username: account._id,
  name: account.name,
  court: account.court,
  courtName: courtName(account.court),
  roles: account.roles,
});

export const accountOf = (account: Account, lockedUntil: number | undefined) => ({
  ...personOf(account),
  disabled: account.disabled,
  lockedUntil: lockedUntil === undefined ? null : new Date(lockedUntil).toISOString(),
  createdAt: account.createdAt,
  transfer: account.transfer ?? null,
});
