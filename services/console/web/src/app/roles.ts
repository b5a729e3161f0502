import { ADMIN_ROLES, isIn, type Role } from '@xiezhi/rules';

/** Administrators read no cases (三员分立) and have no part in them. */
export const administers = (roles: readonly Role[]): boolean => roles.every((role) => isIn(ADMIN_ROLES, role));

/** Where a person's day begins. */
export const homeOf = (roles: readonly Role[]): string => {
  if (!administers(roles)) return '/';
  if (roles.includes('systemAdmin')) return '/calendars';
  if (roles.includes('securityAdmin')) return '/accounts';
  return roles.includes('auditAdmin') ? '/audit' : '/rules';
};
