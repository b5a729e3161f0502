import {
  ADMIN_ROLES,
  courtEver,
  courtRecords,
  dateOf,
  everParents,
  isIn,
  tierOf,
  type Role,
  type Tier,
} from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';

/** The administrator's role among these, if any. */
export const administratorRole = (roles: readonly Role[]): Role | undefined =>
  roles.find((role) => isIn(ADMIN_ROLES, role));

/**
 * 三员分立 (GB/T 22239-2019 8.1.4.2): one person holds one of the three administrator's roles or business roles, never both.
 * The fault in Chinese, or undefined.
 */
export function rolesFault(roles: readonly Role[]): string | undefined {
  if (roles.length > 1 && roles.some((role) => isIn(ADMIN_ROLES, role))) {
    return '系统管理员、安全管理员、审计管理员三员分立：一人只能担任其中一项，且不得兼任其他角色。';
  }
  return undefined;
}

export function today(): string {
  return dateOf(Date.now());
}

/** The court's present name, or the name under which its code was last used. */
export function courtName(code: string): string {
  return courtEver(code, today())?.name ?? code;
}

/** The court's present tier, or the one it last had. */
export function courtTier(code: string): Tier {
  return tierOf(code, today());
}

/** @throws Problem COURT_UNKNOWN for a code that no court has, had or will have */
export function requireKnownCourt(code: string): void {
  if (everParents(code) === undefined) throw new Problem('COURT_UNKNOWN', `没有代码为“${code}”的法院。`);
}

/** Courts whose accounts an administrator of `court` keeps: its own and those below it, whenever they existed. */
export function administeredCourts(court: string): string[] {
  const below = new Set([court]);
  // Superiors may stand after their courts in the list, so it is read until nothing is added.
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const record of courtRecords()) if (record.parent !== null && below.has(record.parent)) below.add(record.code);
  }
  return [...below];
}
