import type { Role } from '@xiezhi/rules';
import { isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Connection, mongo } from 'mongoose';
import type { AccountAudit, AccountEvent, AuditRecord } from './audit';

/** A move to another court that waits for the security administrator. */
export interface Transfer {
  court: string;
  reason: string;
  /** User name of the system administrator who proposed it. */
  proposedBy: string;
  /** Real time, ISO 8601. */
  proposedAt: string;
}

/** A person's account: one court, and the roles held there. */
export interface Account {
  /** The user name, lower case; also the `sub` of tokens. */
  _id: string;
  name: string;
  /** Court code as written, `吉0104`. */
  court: string;
  roles: Role[];
  passwordHash: string;
  disabled: boolean;
  /** Made for a demonstration; listed on the sign-in page of a demonstration installation. */
  demo: boolean;
  /** A demonstration account that still has the password it was made with. */
  initialPassword?: boolean;
  transfer?: Transfer | null;
  /** Real time, ISO 8601. */
  createdAt: string;
  version: number;
  /** Audit records of changes already in this document, until they stand in the audit trail. */
  outbox: AuditRecord[];
}

export interface NewAccount {
  username: string;
  name: string;
  court: string;
  roles: Role[];
  passwordHash: string;
  demo?: boolean;
}

export const USERNAME = /^[a-z0-9][a-z0-9._-]{1,62}$/;

/** What a person typed as user name in the form accounts are kept under. */
export function normaliseUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

type Change = Partial<Pick<Account, 'court' | 'roles' | 'disabled' | 'passwordHash' | 'transfer'>>;

/**
 * Accounts and the record of every change to them. A change and its audit record are written in one document, because
 * the database may have no transactions; the record is then moved to the audit trail, at the latest at the next start.
 */
export class AccountStore {
  private readonly collection: mongo.Collection<Account>;

  constructor(
    connection: Connection,
    private readonly audit: AccountAudit,
  ) {
    this.collection = connection.db!.collection('accounts');
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ court: 1 });
    const left = await this.collection.find({ 'outbox.0': { $exists: true } }).toArray();
    for (const account of left) await this.moveToAudit(account);
  }

  async find(username: string): Promise<Account | undefined> {
    return (await this.collection.findOne({ _id: username })) ?? undefined;
  }

  /** In order of user name. @param courts only accounts of these courts */
  async page(courts: readonly string[], after: string, limit: number): Promise<Account[]> {
    return this.collection
      .find({ _id: { $gt: after }, court: { $in: [...courts] } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  /** Those of a court who hold any role and may sign in, in order of user name. */
  async ofCourt(court: string): Promise<Account[]> {
    return this.collection
      .find({ court, disabled: false, 'roles.0': { $exists: true } })
      .sort({ _id: 1 })
      .toArray();
  }

  async demoAccounts(): Promise<Account[]> {
    return this.collection.find({ demo: true }).sort({ court: 1, _id: 1 }).toArray();
  }

  /** @returns undefined when the user name is taken */
  async create(account: NewAccount, actor: string): Promise<Account | undefined> {
    const { username, name, court, roles, passwordHash, demo = false } = account;
    const createdAt = new Date().toISOString();
    const record = auditRecord('ACCOUNT_CREATED', username, 1, actor, createdAt, { name, court, roles });
    const created: Account = {
      _id: username,
      name,
      court,
      roles,
      passwordHash,
      disabled: false,
      demo,
      ...(demo ? { initialPassword: true } : {}),
      createdAt,
      version: 1,
      outbox: [record],
    };
    try {
      await this.collection.insertOne(created);
    } catch (error) {
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
    await this.moveToAudit(created);
    return created;
  }

  /**
   * Changes an account that is still as `account` says.
   * @throws Problem VERSION_CONFLICT when someone else has changed it meanwhile
   */
  async change(
    account: Account,
    change: Change,
    event: AccountEvent,
    actor: string,
    detail?: Record<string, unknown>,
  ): Promise<Account> {
    const version = account.version + 1;
    const record = auditRecord(event, account._id, version, actor, new Date().toISOString(), detail);
    const given = change.passwordHash === undefined ? change : { ...change, initialPassword: false };
    const { matchedCount } = await this.collection.updateOne(
      { _id: account._id, version: account.version },
      { $set: { ...given, version }, $push: { outbox: record } },
    );
    if (matchedCount === 0) throw new Problem('VERSION_CONFLICT', '该账号刚刚被他人修改，请刷新后重试。');
    const changed = { ...account, ...given, version, outbox: [...account.outbox, record] };
    await this.moveToAudit(changed);
    return changed;
  }

  private async moveToAudit(account: Account): Promise<void> {
    for (const record of account.outbox) {
      await this.audit.append(record);
      await this.collection.updateOne({ _id: account._id }, { $pull: { outbox: { key: record.key } } });
    }
  }
}

function auditRecord(
  kind: AccountEvent,
  account: string,
  version: number,
  actor: string,
  at: string,
  detail?: Record<string, unknown>,
): AuditRecord {
  return { key: `${account}:${version}`, kind, at, actor, account, ...(detail ? { detail } : {}) };
}
