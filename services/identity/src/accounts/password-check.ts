import { randomUUID } from 'node:crypto';
import type { AccountAudit, AccountEvent } from './audit';
import type { Lockout } from './lockout';
import { verifyPassword } from './password';
import { normaliseUsername, type Account, type AccountStore } from './store';

export type PasswordAnswer =
  | { kind: 'RIGHT'; account: Account }
  | { kind: 'WRONG' }
  | { kind: 'LOCKED'; until: number }
  /** Told only to someone who knows the password. */
  | { kind: 'DISABLED' };

/** The one place where a password is compared, with counting, locking and the record of it. */
export class PasswordCheck {
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly accounts: AccountStore,
    private readonly lockout: Lockout,
    private readonly audit: AccountAudit,
  ) {}

  /**
   * Attempts on one name are taken one after another: a hundred at once must not all be compared before the fifth failure
   * counts.
   */
  check(typed: string, password: string, ip: string | undefined): Promise<PasswordAnswer> {
    const username = normaliseUsername(typed);
    const previous = this.queues.get(username) ?? Promise.resolve();
    const answer = previous.then(() => this.compare(username, password, ip));
    const settled = answer.catch(() => undefined);
    this.queues.set(username, settled);
    void settled.then(() => {
      if (this.queues.get(username) === settled) this.queues.delete(username);
    });
    return answer;
  }

  private async compare(username: string, password: string, ip: string | undefined): Promise<PasswordAnswer> {
    const until = await this.lockout.lockedUntil(username);
    if (until !== undefined) return { kind: 'LOCKED', until };
    const account = await this.accounts.find(username);
    const right = await verifyPassword(account?.passwordHash, password);
    if (!right || !account) {
      const lockedUntil = await this.lockout.fail(username);
      await this.record(lockedUntil === undefined ? 'PASSWORD_REFUSED' : 'ACCOUNT_LOCKED', null, account, ip);
      return lockedUntil === undefined ? { kind: 'WRONG' } : { kind: 'LOCKED', until: lockedUntil };
    }
    await this.lockout.clear(username);
    await this.record(account.disabled ? 'PASSWORD_REFUSED' : 'PASSWORD_ACCEPTED', username, account, ip);
    return account.disabled ? { kind: 'DISABLED' } : { kind: 'RIGHT', account };
  }

  private record(kind: AccountEvent, actor: string | null, account: Account | undefined, ip: string | undefined) {
    return this.audit.append({
      key: randomUUID(),
      kind,
      at: new Date().toISOString(),
      actor,
      account: account?._id ?? null,
      ...(ip === undefined ? {} : { detail: { ip } }),
    });
  }
}
