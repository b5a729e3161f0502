import { courtEver, ROLE_TITLES, type Role } from '@xiezhi/rules';
import { humanise, type Language } from './language';

/** A role in words; one that is newer than this console stands for itself. */
export function roleTitle(language: Language, role: string): string {
  if (language === 'en') return humanise(role);
  return Object.hasOwn(ROLE_TITLES, role) ? ROLE_TITLES[role as Role] : role;
}

/** `长春市朝阳区人民法院（吉0104）`, by the name it has on that day, else the last it had. */
export function courtTitle(code: string, on: string): string {
  const record = courtEver(code, on);
  return record ? `${record.name}（${code}）` : code;
}

/** `2018-09-20T15:20:00+08:00` → `2018-09-20 15:20`; instants are in the courts' zone already. */
export const shortTime = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
