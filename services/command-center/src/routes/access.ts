import { HIGH_COURT, RuleError } from '@xiezhi/rules';
import type { Role } from '@xiezhi/rules';
import { isProblemCode, Problem } from '@xiezhi/service-kit';
import type { PersonUser } from '@xiezhi/service-kit';
import type { Person } from '../changes/types';

export { HIGH_COURT };

/** @throws Problem FORBIDDEN unless the person holds one of the roles, at `court` where one is named */
export function requireRole(user: PersonUser, roles: readonly Role[], what: string, court?: string): void {
  const allowed = roles.some((role) => user.roles.includes(role)) && (court === undefined || user.court === court);
  if (!allowed) throw new Problem('FORBIDDEN', `当前账号无权${what}。`);
}

export function personOf({ sub, name, court }: PersonUser): Person {
  return { sub, name, court };
}

/** The Rule's own objection as the problem its sender sees. */
export function ruled<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RuleError && isProblemCode(error.code)) throw new Problem(error.code, error.message);
    throw error;
  }
}
