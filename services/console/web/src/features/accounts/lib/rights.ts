import type { Account } from '@xiezhi/contracts/views';
import { ADMIN_ROLES, courtsOn, isIn, type CourtCode, type LocalDate, type Role } from '@xiezhi/rules';

interface Administrator {
  sub: string;
  roles: readonly Role[];
}

/** 三员分立 (GB/T 22239-2019 8.1.4.2): an administrator's role stands alone. */
export const rolesMix = (roles: readonly Role[]): boolean =>
  roles.length > 1 && roles.some((role) => isIn(ADMIN_ROLES, role));

/** An administrator's password is replaced by another holder of the same role, everybody else's by the system administrator. */
export function mayReset({ sub, roles }: Administrator, account: Account): boolean {
  const needed = account.roles.find((role) => isIn(ADMIN_ROLES, role)) ?? 'systemAdmin';
  return account.username !== sub && roles.includes(needed);
}

/** The court and those below it, superiors first. */
export function courtsOf(court: CourtCode, on: LocalDate): CourtCode[] {
  const all = courtsOn(on);
  const below = (code: CourtCode): CourtCode[] => [
    code,
    ...all.filter(({ parent }) => parent === code).flatMap((child) => below(child.code)),
  ];
  return below(court);
}
