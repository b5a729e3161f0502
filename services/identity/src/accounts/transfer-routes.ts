import { accountSchema } from '@xiezhi/contracts/views';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Guard } from './guard';
import { requireKnownCourt } from './roles';
import type { AccountRoutesOptions } from './routes';
import { accountOf, court, params } from './schemas';
import type { Account } from './store';

/**
 * An account is moved to another court by two administrators: the system administrator proposes, the security
 * administrator confirms. Roles are held at a court, so none goes along; the security administrator grants them anew.
 */
export function transferRoutes({ accounts, lockout, endSignIns }: AccountRoutesOptions, guard: Guard): Route[] {
  async function answer(account: Account) {
    return { status: 200 as const, body: accountOf(account, await lockout.lockedUntil(account._id)) };
  }

  async function waiting(user: PersonUser, name: string, ...roles: ('systemAdmin' | 'securityAdmin')[]) {
    const admin = await guard.administrator(user, ...roles);
    const account = await guard.target(admin, name);
    const { transfer } = account;
    if (!transfer) throw new Problem('NOT_ALLOWED_IN_STATE', '该账号没有等待确认的调动。');
    return { admin, account, transfer };
  }

  return [
    defineRoute({
      method: 'post',
      path: '/accounts/:username/transfer',
      operationId: 'proposeTransfer',
      summary: '提出把账号调到另一法院（系统管理员；须安全管理员确认）',
      description: '再次提出时以后一次为准。原法院和新法院都应在管理员的辖区之内。',
      tags: ['账号'],
      security: 'user',
      params,
      body: z.strictObject({
        court,
        reason: z.string().trim().min(1, '请填写调动的理由').max(200, '理由不超过200字'),
      }),
      responses: { 200: accountSchema },
      handler: async ({ user, params: { username: name }, body: { court: to, reason } }) => {
        const admin = await guard.administrator(user, 'systemAdmin');
        const account = await guard.target(admin, name);
        requireKnownCourt(to);
        guard.requireOwnArea(admin, to);
        if (to === account.court) {
          throw new Problem('VALIDATION', '该账号已在这一法院。', {
            errors: [{ path: 'body.court', message: '与现在的法院相同' }],
          });
        }
        const transfer = { court: to, reason, proposedBy: admin._id, proposedAt: new Date().toISOString() };
        const detail = { from: account.court, to, reason };
        return answer(await accounts.change(account, { transfer }, 'TRANSFER_PROPOSED', admin._id, detail));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/accounts/:username/transfer/confirm',
      operationId: 'confirmTransfer',
      summary: '确认账号的调动（安全管理员）',
      description: '账号即归新法院，原有角色全部收回，须重新授予；本人在各处的登录均失效。',
      tags: ['账号'],
      security: 'user',
      params,
      body: z.strictObject({ court: court.describe('所确认的新法院，与提出的不同时拒绝') }),
      responses: { 200: accountSchema },
      handler: async ({ user, params: { username: name }, body }) => {
        const { admin, account, transfer } = await waiting(user, name, 'securityAdmin');
        guard.requireOwnArea(admin, transfer.court);
        if (transfer.proposedBy === admin._id) {
          throw new Problem('SAME_PERSON', '提出调动的人不能自己确认。');
        }
        if (transfer.court !== body.court) {
          throw new Problem('VERSION_CONFLICT', '提出的调动刚刚变更，请刷新后重新核对。');
        }
        const detail = { from: account.court, to: transfer.court, reason: transfer.reason, before: account.roles };
        const change = { court: transfer.court, roles: [], transfer: null };
        const moved = await accounts.change(account, change, 'ACCOUNT_TRANSFERRED', admin._id, detail);
        await endSignIns(name);
        return answer(moved);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/accounts/:username/transfer/cancel',
      operationId: 'cancelTransfer',
      summary: '取消等待确认的调动（系统管理员、安全管理员）',
      tags: ['账号'],
      security: 'user',
      params,
      responses: { 200: accountSchema },
      handler: async ({ user, params: { username: name } }) => {
        const { admin, account, transfer } = await waiting(user, name, 'systemAdmin', 'securityAdmin');
        const detail = { from: account.court, to: transfer.court };
        return answer(await accounts.change(account, { transfer: null }, 'TRANSFER_CANCELLED', admin._id, detail));
      },
    }),
  ];
}
