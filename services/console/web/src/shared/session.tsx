import { createContext, use } from 'react';
import type { Me } from '@xiezhi/contracts/views';
import type { Role } from '@xiezhi/rules';
import type { Translate } from './language';

export interface SessionValue {
  me: Me;
  t: Translate;
  /** The courts' instant, ISO 8601 in +08:00. */
  now: string;
  /** The courts' day. */
  today: string;
}

export const SessionContext = createContext<SessionValue | undefined>(undefined);

export function useSession(): SessionValue {
  const value = use(SessionContext);
  if (!value) throw new Error('outside of a signed-in page');
  return value;
}

export const holds = (me: Me, ...roles: Role[]): boolean => roles.some((role) => me.roles.includes(role));
