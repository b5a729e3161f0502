import { enforcementCaseKey, parseInstant } from '@xiezhi/rules';
import type { CaseState } from '@xiezhi/rules';
import type { LedgerEntry } from '@xiezhi/contracts';
import { replay } from '@xiezhi/case-kit';
import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { LedgerClient } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';

/** One active collaboration per enforcement case, whatever the spelling of its number: the key is the case's own. */
export interface Claim {
  _id: string;
  caseId: string;
}

export function claimOf({ caseFields, executingCourt }: Pick<CaseState, 'caseFields' | 'executingCourt'>): string {
  return enforcementCaseKey(caseFields, executingCourt);
}

/** A key that may have been a spelling: of the older form without its court, or with the number of a paper behind it. */
const OLD_KEY = /第(?!.*@)|号./;

/** Which collaboration an enforcement case is in, or was in last. */
export class ActiveClaims {
  private readonly claims: Collection<Claim>;

  constructor(
    connection: Connection,
    private readonly ledger: LedgerClient,
  ) {
    this.claims = collectionOf<Claim>(connection, 'active_claims');
  }

  /** Claims made under a spelling, by releases before the key was the case's own, are made again under the key. */
  async prepare(): Promise<void> {
    for await (const { _id, caseId } of this.claims.find({ _id: OLD_KEY })) {
      const state = await replay(this.ledger, caseId);
      const claim = state && claimOf(state);
      if (state && claim !== _id) await this.grant(claimOf(state), caseId, state);
    }
  }

  holder(claim: string): Promise<Claim | null> {
    return this.claims.findOne({ _id: claim });
  }

  /** False when somebody else has it. */
  async insert(claim: string, caseId: string): Promise<boolean> {
    try {
      await this.claims.insertOne({ _id: claim, caseId });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Compare and set: of two that find the old case ended, one gets the claim. False for the other. */
  async takeOver(claim: string, from: string, to: string): Promise<boolean> {
    const { modifiedCount } = await this.claims.updateOne({ _id: claim, caseId: from }, { $set: { caseId: to } });
    return modifiedCount === 1;
  }

  /** Gives up what a case holds, to the ended one it took it from where there is one; what another holds stays. */
  async release(claim: string, caseId: string, before: string | undefined): Promise<void> {
    if (before === undefined) await this.claims.deleteOne({ _id: claim, caseId });
    else await this.takeOver(claim, caseId, before);
  }

  /**
   * What a ledger says of who holds a claim: of several cases on one number the one submitted last, because it was let in
   * only when the others had ended. A case that intake itself let in has its claim; this finds those it did not, in
   * demonstration data and in a rebuild. Idempotent.
   */
  async learn({ seq, caseId }: LedgerEntry, state: CaseState): Promise<void> {
    if (seq === 1) await this.grant(claimOf(state), caseId, state);
  }

  private async grant(claim: string, caseId: string, { submittedAt }: CaseState): Promise<void> {
    for (;;) {
      const holder = await this.holder(claim);
      if (holder?.caseId === caseId) return;
      if (!holder) {
        if (await this.insert(claim, caseId)) return;
        continue;
      }
      const other = await replay(this.ledger, holder.caseId);
      // Without a ledger it is only about to begin, and it was let in after this one.
      if (!other || parseInstant(other.submittedAt) >= parseInstant(submittedAt)) return;
      if (await this.takeOver(claim, holder.caseId, caseId)) return;
    }
  }
}
