import type { AuditRecord, AuditTrail } from '@xiezhi/service-kit';
import type { Collection } from 'mongoose';
import type { Person, Proposal } from './types';

type Act = 'propose' | 'approve' | 'reject' | 'withdraw';

const KINDS = {
  propose: 'CHANGE_PROPOSED',
  approve: 'CHANGE_APPROVED',
  reject: 'CHANGE_REJECTED',
  withdraw: 'CHANGE_WITHDRAWN',
} as const satisfies Record<Act, AuditRecord['kind']>;

/** One act on a proposal; the digest says of which content it was. */
export function recordOf(
  { _id, change, digest }: Pick<Proposal, '_id' | 'change' | 'digest'>,
  act: Act,
  { sub, name, court }: Person,
  reason?: string,
): AuditRecord {
  return {
    kind: KINDS[act],
    at: new Date().toISOString(),
    actor: { court, name, sub },
    command: `${change.kind}.${act}`,
    proposal: _id,
    ...(digest === undefined ? {} : { digest }),
    ...(reason === undefined ? {} : { message: reason }),
    key: `change:${_id}:${act}`,
  };
}

/**
 * The audit trail of changes, which move every deadline. A change and its record are written in one document, because the
 * database may have no transactions; the record is then moved to the trail, at the latest at the next start.
 */
export class ChangeTrail {
  constructor(
    private readonly proposals: Collection<Proposal>,
    private readonly audit: Pick<AuditTrail, 'append'>,
  ) {}

  async move(id: string): Promise<void> {
    const { outbox = [] } = (await this.proposals.findOne({ _id: id })) ?? {};
    for (const record of outbox) {
      await this.audit.append(record);
      await this.proposals.updateOne({ _id: id }, { $pull: { outbox: { key: record.key } } } as object);
    }
  }

  async resume(): Promise<void> {
    for (const { _id } of await this.proposals.find({ 'outbox.0': { $exists: true } }).toArray()) await this.move(_id);
  }
}
