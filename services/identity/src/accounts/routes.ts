import { ROLE_TITLES, type Role } from '@xiezhi/rules';
import { defineRoute, Problem, type PersonUser, type Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { AccountAudit } from './audit';
import type { Lockout } from './lockout';
import { generatePassword, hashPassword, passwordFault } from './password';
import type { PasswordCheck } from './password-check';
import { administeredCourts, courtName, requireKnownCourt, rolesFault } from './roles';
import { USERNAME, type Account, type AccountStore } from './store';

export interface AccountRoutesOptions {
  accounts: AccountStore;
  lockout: Lockout;
  passwords: PasswordCheck;
  audit: AccountAudit;
  /** Ends every sign-in of a person: sessions, refresh tokens, codes. */
  endSignIns(username: string): Promise<void>;
}

const PAGE_SIZE = 50;

const role = z.enum(Object.keys(ROLE_TITLES) as [Role, ...Role[]]);
const username = z.string().regex(USERNAME).describe('小写字母、数字、点、下划线、连字符，2 至 63 个字符');
const court = z
  .string()
  .regex(/^吉(\d{2}|\d{4})?$/)
  .describe('法院代码，如 吉0104');
const password = z.string().max(512);

const personSchema = z
  .object({
    username: z.string(),
    name: z.string(),
    court: z.string(),
    courtName: z.string(),
    roles: z.array(role),
  })
  .meta({ id: 'Person' });

const accountSchema = personSchema
  .extend({
    disabled: z.boolean(),
    lockedUntil: z.string().nullable().describe('因连续输错密码锁定至此时；未锁定为 null'),
    createdAt: z.string(),
  })
  .meta({ id: 'Account' });

const createdSchema = accountSchema
  .extend({ password: z.string().optional().describe('系统生成的初始密码，仅此一次显示') })
  .meta({ id: 'CreatedAccount' });

const auditSchema = z
  .object({
    seq: z.number().int(),
    key: z.string(),
    kind: z.string(),
    at: z.string(),
    actor: z.string().nullable(),
    account: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()).optional(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AccountAuditEntry' });

const colleagueSchema = z.object({ sub: z.string(), name: z.string(), roles: z.array(role) }).meta({ id: 'Colleague' });

const params = z.object({ username });

const personOf = (account: Account) => ({
  username: account._id,
  name: account.name,
  court: account.court,
  courtName: courtName(account.court),
  roles: account.roles,
});

const accountOf = (account: Account, lockedUntil: number | undefined) => ({
  ...personOf(account),
  disabled: account.disabled,
  lockedUntil: lockedUntil === undefined ? null : new Date(lockedUntil).toISOString(),
  createdAt: account.createdAt,
});

/** Accounts over HTTP. 三员分立: the system administrator makes empty accounts, the security administrator gives them roles. */
export function accountRoutes(options: AccountRoutesOptions): Route[] {
  const { accounts, lockout, passwords, audit, endSignIns } = options;

  /** The caller's account as it is now: here a token does not outlive the right it was issued for. */
  async function self(user: PersonUser): Promise<Account> {
    const account = await accounts.find(user.sub);
    if (!account || account.disabled) throw new Problem('FORBIDDEN', '您的账号已停用。');
    return account;
  }

  async function administrator(user: PersonUser, ...roles: Role[]): Promise<Account> {
    const account = await self(user);
    if (!account.roles.some((held) => roles.includes(held))) {
      throw new Problem('FORBIDDEN', `此事项只能由${roles.map((held) => ROLE_TITLES[held]).join('或')}办理。`);
    }
    return account;
  }

  function requireOwnArea(admin: Account, code: string): void {
    if (!administeredCourts(admin.court).includes(code)) {
      throw new Problem('FORBIDDEN', '只能管理本院和下级法院的账号。');
    }
  }

  async function target(admin: Account, name: string): Promise<Account> {
    const account = await accounts.find(name);
    if (!account) throw new Problem('NOT_FOUND', `没有账号“${name}”。`);
    requireOwnArea(admin, account.court);
    if (account._id === admin._id) throw new Problem('SAME_PERSON', '不得变更本人的角色或者停用、启用本人的账号。');
    return account;
  }

  async function answer(account: Account) {
    return { status: 200 as const, body: accountOf(account, await lockout.lockedUntil(account._id)) };
  }

  async function setDisabled(user: PersonUser, name: string, disabled: boolean) {
    const admin = await administrator(user, 'securityAdmin');
    let account = await target(admin, name);
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
      path: '/me',
      operationId: 'me',
      summary: '本人账号',
      tags: ['账号'],
      security: 'user',
      responses: { 200: personSchema },
      handler: async ({ user }) => ({ status: 200, body: personOf(await self(user)) }),
    }),
    defineRoute({
      method: 'get',
      path: '/people',
      operationId: 'listPeople',
      summary: '一个法院的在岗人员及岗位（本院人员可查，用于指派和委托）',
      tags: ['账号'],
      security: 'user-or-service',
      query: z.object({ court: court.optional() }),
      responses: { 200: z.object({ people: z.array(colleagueSchema) }) },
      handler: async ({ user, query }) => {
        const of = query.court ?? (user.kind === 'user' ? user.court : undefined);
        if (of === undefined) throw new Problem('VALIDATION', '请指明法院。');
        if (user.kind === 'user' && (await self(user)).court !== of) {
          throw new Problem('FORBIDDEN', '只能查看本院的人员。');
        }
        const found = await accounts.ofCourt(of);
        return { status: 200, body: { people: found.map(({ _id, name, roles }) => ({ sub: _id, name, roles })) } };
      },
    }),
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
      responses: { 200: z.object({ accounts: z.array(accountSchema), next: z.string().optional() }) },
      handler: async ({ user, query }) => {
        const admin = await administrator(user, 'systemAdmin', 'securityAdmin');
        if (query.court !== undefined) requireOwnArea(admin, query.court);
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
      responses: { 201: createdSchema },
      handler: async ({ user, body }) => {
        const admin = await administrator(user, 'systemAdmin');
        requireKnownCourt(body.court);
        requireOwnArea(admin, body.court);
        if (body.password !== undefined) requirePassword(body.password, body.username, 'body.password');
        const chosen = body.password ?? generatePassword();
        const created = await accounts.create(
          {
            username: body.username,
            name: body.name,
            court: body.court,
            roles: [],
            passwordHash: await hashPassword(chosen),
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
        const admin = await administrator(user, 'securityAdmin');
        const account = await target(admin, name);
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
      path: '/accounts/:username/password',
      operationId: 'changePassword',
      summary: '修改本人密码',
      description: '成功后本人在各处的登录均失效。',
      tags: ['账号'],
      security: 'user',
      params,
      body: z.object({ oldPassword: password, newPassword: password }),
      responses: { 204: { description: '已修改' } },
      handler: async ({ user, params: { username: name }, body, req }) => {
        if (user.sub !== name) throw new Problem('FORBIDDEN', '只能修改本人的密码。');
        await self(user);
        requirePassword(body.newPassword, name, 'body.newPassword');
        if (body.newPassword === body.oldPassword) {
          refuseField('body.newPassword', '不得与原密码相同');
        }
        const checked = await passwords.check(name, body.oldPassword, req.ip);
        if (checked.kind === 'LOCKED') {
          const retryAfter = Math.ceil((checked.until - Date.now()) / 1000);
          throw new Problem('TOO_MANY_REQUESTS', '连续输错密码，账号已锁定三十分钟。', { retryAfter });
        }
        if (checked.kind !== 'RIGHT') throw new Problem('FORBIDDEN', '原密码不正确。');
        const passwordHash = await hashPassword(body.newPassword);
        await accounts.change(checked.account, { passwordHash }, 'PASSWORD_CHANGED', name);
        await endSignIns(name);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/audit',
      operationId: 'readAccountAudit',
      summary: '账号审计记录（审计管理员）',
      description: '按序号连续，每条载有前一条的 SM3 摘要。',
      tags: ['审计'],
      security: 'user',
      query: z.object({
        from: z.coerce.number().int().min(1).default(1),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
      responses: { 200: z.object({ entries: z.array(auditSchema) }) },
      handler: async ({ user, query }) => {
        await administrator(user, 'auditAdmin');
        return { status: 200, body: { entries: await audit.read(query.from, query.limit) } };
      },
    }),
  ];
}

function requirePassword(chosen: string, name: string, path: string): void {
  const fault = passwordFault(chosen, name);
  if (fault) refuseField(path, fault);
}

function refuseField(path: string, message: string): never {
  throw new Problem('VALIDATION', `密码不符合要求：${message}。`, { errors: [{ path, message }] });
}
