import { isCancellation } from '@temporalio/workflow';
import type { LedgerActivities } from '@xiezhi/contracts/workflow';
import { ledger, withinTask } from './activities';

/** Records what the clock has decided; where that does not succeed at once it is done as patiently as anything else. */
export async function recordWithinTask(
  piece: Parameters<LedgerActivities['recordEntries']>[0],
): Promise<{ lastHash: string }> {
  try {
    return await withinTask.recordEntries(piece);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return ledger.recordEntries(piece);
  }
}

/** Waits until a timer that has fired with the same task has been seen to; where none has, nothing happens meanwhile. */
export async function letClockGoFirst(): Promise<void> {
  try {
    await withinTask.takeTurn();
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
}
