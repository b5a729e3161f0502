import { ROLE_TITLES, type Role } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import type { PersonUser } from '@xiezhi/service-kit';
import { administeredCourts } from './roles';
import type { Account, AccountStore } from './store';

/** Who may do what to which account, by the accounts as they are now: here a token does not outlive the right it was issued for. */
export class Guard {
  constructor(private readonly accounts: AccountStore) {}

  /** The caller's own account. @throws Problem FORBIDDEN */
  async self(user: PersonUser): Promise<Account> {
    const account = await this.accounts.find(user.sub);
    if (!account || account.disabled) throw new Problem('FORBIDDEN', '您的账号已停用。');
    return account;
  }

  /** The caller's account, which holds one of the roles. @throws Problem FORBIDDEN */
  async administrator(user: PersonUser, ...roles: Role[]): Promise<Account> {
    const account = await this.self(user);
    if (!account.roles.some((held) => roles.includes(held))) {
      throw new Problem('FORBIDDEN', `此事项只能由${roles.map((held) => ROLE_TITLES[held]).join('或')}办理。`);
    }
    return account;
  }

  /** @throws Problem FORBIDDEN for a court that is neither the administrator's nor below it */
  requireOwnArea(admin: Account, code: string): void {
    if (!administeredCourts(admin.court).includes(code)) {
      throw new Problem('FORBIDDEN', '只能管理本院和下级法院的账号。');
    }
  }

  /** An account the administrator may change. @throws Problem NOT_FOUND, FORBIDDEN, SAME_PERSON */
  async target(admin: Account, name: string): Promise<Account> {
    const account = await this.accounts.find(name);
    if (!account) throw new Problem('NOT_FOUND', `没有账号“${name}”。`);
    this.requireOwnArea(admin, account.court);
    if (account._id === admin._id) {
      throw new Problem('SAME_PERSON', '本人的账号须由他人变更；本人的密码可以自行修改。');
    }
    return account;
  }
}
