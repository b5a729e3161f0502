import type { AuditTrail } from '@xiezhi/service-kit';

export type AccountEvent =
  | 'ACCOUNT_CREATED'
  | 'ROLES_CHANGED'
  | 'ACCOUNT_DISABLED'
  | 'ACCOUNT_ENABLED'
  | 'TRANSFER_PROPOSED'
  | 'TRANSFER_CANCELLED'
  | 'ACCOUNT_TRANSFERRED'
  | 'ACCOUNT_UNLOCKED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'PASSWORD_ACCEPTED'
  | 'PASSWORD_REFUSED'
  | 'ACCOUNT_LOCKED';

/** One act on accounts. No password, no hash and no mistyped user name (it may be a password) ever stands here. */
export interface AuditRecord {
  /** Makes a retried record the same record. */
  key: string;
  kind: AccountEvent;
  /** Real time, ISO 8601. */
  at: string;
  /** Account id of who acted; `system` at first start, null for someone not signed in. */
  actor: string | null;
  /** The account acted on; null where the name given is nobody's. */
  account: string | null;
  detail?: Record<string, unknown>;
}

/** Append-only and chained like the ledger (GB/T 22239-2019 8.1.4.3). */
export type AccountAudit = AuditTrail<AuditRecord>;
