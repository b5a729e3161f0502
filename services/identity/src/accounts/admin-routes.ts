import { accountSchema, accountsSchema, createdAccountSchema } from '@xiezhi/contracts/views';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Guard } from './guard';
import { generatePassword, hashPassword } from './password';
import { requirePassword } from './refusals';
import { administeredCourts, administratorRole, requireKnownCourt, rolesFault } from './roles';
import type { AccountRoutesOptions } from './routes';
import { accountOf, court, params, password, role, username } from './schemas';
import type { Account } from './store';

const PAGE_SIZE = 50;

/** 三员分立: the system administrator makes empty accounts, the security administrator gives them roles. */
export function adminRoutes(
  { accounts, lockout, endSignIns, generatedCost }: AccountRoutesOptions,
  guard: Guard,
): Route[] {
  async function answer(account: Account) {
    return { status: 200 as const, body: accountOf(account, await lockout.lockedUntil(account._id)) };
  }

  async function setDisabled(user: PersonUser, name: string, disabled: boolean) {
    const admin = await guard.administrator(user, 'securityAdmin');
    let account = await guard.target(admin, name);
    if (account.disabled !== disabled) {
      account = await accounts.change(
        account,
        { disabled },
        disabled ? 'ACCOUNT_DISABLED' : 'ACCOUNT_ENABLED',
        admin._id,
      );
    }
    // Also when it was disabled before: an interrupted request may have left sign-ins behind.
    if (disabled) await endSignIns(name);
    return answer(account);
  }

  return [
    defineRoute({
      method: 'get',
      path: '/accounts',
      operationId: 'listAccounts',
      summary: '账号列表（系统管理员、安全管理员；本院和下级法院）',
      tags: ['账号'],
      security: 'user',
      query: z.object({
        after: z.string().max(64).default('').describe('上一页最后一个用户名'),
        limit: z.coerce.number().int().min(1).max(200).default(PAGE_SIZE),
        court: court.optional(),
      }),
      responses: { 200: accountsSchema },
      handler: async ({ user, query }) => {
        const admin = await guard.administrator(user, 'systemAdmin', 'securityAdmin');
        if (query.court !== undefined) guard.requireOwnArea(admin, query.court);
        const courts = query.court === undefined ? administeredCourts(admin.court) : [query.court];
        const found = await accounts.page(courts, query.after, query.limit + 1);
        const page = found.slice(0, query.limit);
        const locks = await lockout.lockedAmong(page.map((account) => account._id));
        const next = found.length > query.limit ? page.at(-1)?._id : undefined;
        return {
          status: 200,
          body: {
            accounts: page.map((account) => accountOf(account, locks.get(account._id))),
            ...(next === undefined ? {} : { next }),
          },
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/accounts',
      operationId: 'createAccount',
      summary: '建立账号（系统管理员）',
      description: '新账号没有任何角色，角色由安全管理员授予。不填密码时由系统生成，仅在本次应答中显示一次。',
      tags: ['账号'],
      security: 'user',
      body: z.object({ username, name: z.string().trim().min(1).max(40), court, password: password.optional() }),
      responses: { 201: createdAccountSchema },
      handler: async ({ user, body }) => {
        const admin = await guard.administrator(user, 'systemAdmin');
        requireKnownCourt(body.court);
        guard.requireOwnArea(admin, body.court);
        if (body.password !== undefined) requirePassword(body.password, body.username, 'body.password');
        const chosen = body.password ?? generatePassword();
        const created = await accounts.create(
          {
            username: body.username,
            name: body.name,
            court: body.court,
            roles: [],
            passwordHash: await hashPassword(chosen, body.password === undefined ? generatedCost : undefined),
          },
          admin._id,
        );
        if (!created) throw new Problem('VERSION_CONFLICT', `用户名“${body.username}”已被使用。`);
        return {
          status: 201,
          body: { ...accountOf(created, undefined), ...(body.password === undefined ? { password: chosen } : {}) },
        };
      },
    }),
    defineRoute({
      method: 'put',
      path: '/accounts/:username/roles',
      operationId: 'setRoles',
      summary: '授予角色（安全管理员）',
      description: '以所给角色替换原有角色。已签发的访问令牌在到期前（最长 60 分钟）仍载有原角色。',
      tags: ['账号'],
      security: 'user',
      params,
      body: z.object({ roles: z.array(role).max(20) }),
      responses: { 200: accountSchema },
      handler: async ({ user, params: { username: name }, body }) => {
        const admin = await guard.administrator(user, 'securityAdmin');
        const account = await guard.target(admin, name);
        const roles = [...new Set(body.roles)].sort();
        const fault = rolesFault(roles);
        if (fault) throw new Problem('VALIDATION', fault, { errors: [{ path: 'body.roles', message: fault }] });
        if (roles.join() === account.roles.join()) return answer(account);
        const detail = { before: account.roles, after: roles };
        return answer(await accounts.change(account, { roles }, 'ROLES_CHANGED', admin._id, detail));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/accounts/:username/disable',
      operationId: 'disableAccount',
      summary: '停用账号（安全管理员）',
      tags: ['账号'],
      security: 'user',
      params,
      responses: { 200: accountSchema },
      handler: ({ user, params: { username: name } }) => setDisabled(user, name, true),
    }),
    defineRoute({
      method: 'post',
      path: '/accounts/:username/enable',
      operationId: 'enableAccount',
      summary: '启用账号（安全管理员）',
      tags: ['账号'],
      security: 'user',
      params,
      responses: { 200: accountSchema },
      handler: ({ user, params: { username: name } }) => setDisabled(user, name, false),
    }),
    defineRoute({
      method: 'post',
      path: '/accounts/:username/unlock',
      operationId: 'unlockAccount',
      summary: '解除因连续输错密码的锁定（安全管理员）',
      tags: ['账号'],
      security: 'user',
      params,
      responses: { 200: accountSchema },
      handler: async ({ user, params: { username: name } }) => {
        const admin = await guard.administrator(user, 'securityAdmin');
        const account = await guard.target(admin, name);
        if ((await lockout.lockedUntil(name)) === undefined) return answer(account);
        // The record first: an unlocking that nobody knows of must not be, a record of one that was cut short may.
        const unlocked = await accounts.change(account, {}, 'ACCOUNT_UNLOCKED', admin._id);
        await lockout.clear(name);
        return answer(unlocked);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/accounts/:username/password/reset',
      operationId: 'resetPassword',
      summary: '重置密码（系统管理员；管理员的密码由另一名同岗位管理员重置）',
      description: '新密码由系统生成，仅在本次应答中显示一次；本人在各处的登录均失效，锁定解除。',
      tags: ['账号'],
      security: 'user',
      params,
      responses: { 200: createdAccountSchema },
      handler: async ({ user, params: { username: name } }) => {
        const account = await accounts.find(name);
        // Whoever resets a password could sign in with it, and must not come into another administrator's rights.
        const admin = await guard.administrator(user, administratorRole(account?.roles ?? []) ?? 'systemAdmin');
        const own = await guard.target(admin, name);
        const password = generatePassword();
        const passwordHash = await hashPassword(password, generatedCost);
        const reset = await accounts.change(own, { passwordHash }, 'PASSWORD_RESET', admin._id);
        await lockout.clear(name);
        await endSignIns(name);
        return { status: 200, body: { ...accountOf(reset, undefined), password } };
      },
    }),
  ];
}
