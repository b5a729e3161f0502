import type { Role } from '@xiezhi/rules';

const ADMINISTRATORS: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin'];

/** Administrators read no cases (三员分立) and have no part in them. */
export const administers = (roles: readonly Role[]): boolean => roles.every((role) => ADMINISTRATORS.includes(role));

/** Where a person's day begins. */
export const homeOf = (roles: readonly Role[]): string => {
  if (!administers(roles)) return '/';
  if (roles.includes('systemAdmin')) return '/calendars';
  if (roles.includes('securityAdmin')) return '/accounts';
  return roles.includes('auditAdmin') ? '/audit' : '/rules';
};
