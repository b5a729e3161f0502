import { auditRoutes } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { adminRoutes } from './admin-routes';
import type { AccountAudit } from './audit';
import { Guard } from './guard';
import type { Lockout } from './lockout';
import { ownRoutes } from './own-routes';
import type { Cost } from './password';
import type { PasswordCheck } from './password-check';
import type { AccountStore } from './store';
import { transferRoutes } from './transfer-routes';

export interface AccountRoutesOptions {
  accounts: AccountStore;
  lockout: Lockout;
  passwords: PasswordCheck;
  audit: AccountAudit;
  /** Of generated passwords, where they need not cost what a person's own do. */
  generatedCost?: Cost | undefined;
  /** Ends every sign-in of a person: sessions, refresh tokens, codes. */
  endSignIns(username: string): Promise<void>;
}

/** Accounts over HTTP. */
export function accountRoutes(options: AccountRoutesOptions): Route[] {
  const guard = new Guard(options.accounts);
  return [
    ...ownRoutes(options, guard),
    ...adminRoutes(options, guard),
    ...transferRoutes(options, guard),
    ...auditRoutes(options.audit, (user) => guard.administrator(user, 'auditAdmin')),
  ];
}
