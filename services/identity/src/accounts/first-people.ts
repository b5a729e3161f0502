import { HIGH_COURT, type Role } from '@xiezhi/rules';

export interface Person {
  username: string;
  name: string;
  court: string;
  roles: Role[];
}

/** The three administrators without whom nobody could be given an account. */
export const FIRST_ADMINISTRATORS: readonly Person[] = [
  { username: 'sysadmin', name: '系统管理员', court: HIGH_COURT, roles: ['systemAdmin'] },
  { username: 'secadmin', name: '安全管理员', court: HIGH_COURT, roles: ['securityAdmin'] },
  { username: 'auditadmin', name: '审计管理员', court: HIGH_COURT, roles: ['auditAdmin'] },
];
