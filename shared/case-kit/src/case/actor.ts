import { roleMayIssue, ROLE_TITLES } from '@xiezhi/rules';
import type { Actor, CommandType, Reader, Role } from '@xiezhi/rules';
import { z } from 'zod';
import { Problem } from '@xiezhi/service-kit';
import type { PersonUser } from '@xiezhi/service-kit';

/** Someone who holds several roles says in which one they act; otherwise the first that may issue the command counts. */
export const actingRoleHeaders = z.object({
  'x-acting-role': z.string().max(40).optional().describe('以何种角色办理（一人多岗时填写，如 handler）'),
});

/**
 * The person as an actor of this command.
 * @throws Problem FORBIDDEN when none of their roles (or not the one they name) may issue it on any case
 */
export function actorFor(user: PersonUser, command: CommandType, actingRole: string | undefined): Actor {
  const held = user.roles as readonly Role[];
  const wanted = actingRole === undefined ? held : held.filter((role) => role === actingRole);
  const role = wanted.find((candidate) => roleMayIssue(candidate, command));
  if (!role) {
    const titles = wanted.map((candidate) => ROLE_TITLES[candidate] ?? candidate).join('、') || '当前账号';
    throw new Problem('FORBIDDEN', `${titles}无权办理此事项。`);
  }
  return { court: user.court, role, name: user.name, sub: user.sub };
}

export function readerOf(user: PersonUser): Reader {
  return { court: user.court, roles: user.roles as readonly Role[] };
}
