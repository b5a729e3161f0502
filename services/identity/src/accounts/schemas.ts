import { codesIn, COURT_CODE_FORM, PROVINCE, ROLES } from '@xiezhi/rules';
import { z } from 'zod';
import { courtName } from './roles';
import { USERNAME, type Account } from './store';

export const role = z.enum(codesIn(ROLES));
export const username = z.string().regex(USERNAME).describe('小写字母、数字、点、下划线、连字符，2 至 63 个字符');
export const court = z.string().regex(COURT_CODE_FORM).describe(`法院代码，如 ${PROVINCE.examples.court}`);
export const password = z.string().max(512);

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
