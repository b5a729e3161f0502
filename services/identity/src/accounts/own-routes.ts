import { accountHolderSchema, colleaguesSchema } from '@xiezhi/contracts/views';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Guard } from './guard';
import { hashPassword } from './password';
import { refuseField, requirePassword } from './refusals';
import type { AccountRoutesOptions } from './routes';
import { court, params, password, personOf } from './schemas';

/** What everybody may ask of the accounts: the own one, the colleagues', another password. */
export function ownRoutes({ accounts, passwords, endSignIns }: AccountRoutesOptions, guard: Guard): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/me',
      operationId: 'me',
      summary: '本人账号',
      tags: ['账号'],
      security: 'user',
      responses: { 200: accountHolderSchema },
      handler: async ({ user }) => ({ status: 200, body: personOf(await guard.self(user)) }),
    }),
    defineRoute({
      method: 'get',
      path: '/people',
      operationId: 'listPeople',
      summary: '一个法院的在岗人员及岗位（本院人员可查，用于指派和委托）',
      tags: ['账号'],
      security: 'user-or-service',
      query: z.object({ court: court.optional() }),
      responses: { 200: colleaguesSchema },
      handler: async ({ user, query }) => {
        const of = query.court ?? (user.kind === 'user' ? user.court : undefined);
        if (of === undefined) throw new Problem('VALIDATION', '请指明法院。');
        if (user.kind === 'user' && (await guard.self(user)).court !== of) {
          throw new Problem('FORBIDDEN', '只能查看本院的人员。');
        }
        const found = await accounts.ofCourt(of);
        return { status: 200, body: { people: found.map(({ _id, name, roles }) => ({ sub: _id, name, roles })) } };
      },
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
        await guard.self(user);
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
  ];
}
