import { parseInstant } from '@xiezhi/rules';
import type { CaseState } from '@xiezhi/rules';
import type { LedgerEntry } from '@xiezhi/contracts';
import { isDuplicateKey, replay } from '@xiezhi/service-kit';
import type { LedgerClient } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';

/** One active collaboration per enforcement case: the case number is the key. */
export interface Claim {
  _id: string;
  caseId: string;
}

/** Which collaboration an enforcement case is in, or was in last. */
export class Claims {
  private readonly claims: Collection<Claim>;

  constructor(
    connection: Connection,
    private readonly ledger: LedgerClient,
  ) {
    this.claims = connection.collection('active_claims') as unknown as Collection<Claim>;
  }

  holder(caseNumber: string): Promise<Claim | null> {
    return this.claims.findOne({ _id: caseNumber });
  }

  /** False when somebody else has it. */
  async insert(caseNumber: string, caseId: string): Promise<boolean> {
    try {
      await this.claims.insertOne({ _id: caseNumber, caseId });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Compare and set: of two that find the old case ended, one gets the claim. False for the other. */
  async takeOver(caseNumber: string, from: string, to: string): Promise<boolean> {
    const { modifiedCount } = await this.claims.updateOne({ _id: caseNumber, caseId: from }, { $set: { caseId: to } });
    return modifiedCount === 1;
  }

  /**
   * What a ledger says of who holds a claim: of several cases on one number the one submitted last, because it was let in
   * only when the others had ended. A case that intake itself let in has its claim; this finds those it did not, in
   * demonstration data and in a rebuild. Idempotent.
   */
  async learn({ seq, caseId }: LedgerEntry, { caseFields, submittedAt }: CaseState): Promise<void> {
    if (seq !== 1) return;
    const { caseNumber } = caseFields;
    for (;;) {
      const holder = await this.holder(caseNumber);
      if (holder?.caseId === caseId) return;
      if (!holder) {
        if (await this.insert(caseNumber, caseId)) return;
        continue;
      }
      const other = await replay(this.ledger, holder.caseId);
      // Without a ledger it is only about to begin, and it was let in after this one.
      if (!other || parseInstant(other.submittedAt) >= parseInstant(submittedAt)) return;
      if (await this.takeOver(caseNumber, holder.caseId, caseId)) return;
    }
  }
}
