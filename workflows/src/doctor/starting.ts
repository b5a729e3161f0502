import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { CASE_TASK_QUEUE, kindOf, workflowIdOf, workflowOf } from '@xiezhi/contracts';
import type { AnsweredCommand, FileWorkflowInput } from '@xiezhi/contracts';
import type { FileState } from '@xiezhi/rules';
import type { CourtClock, TemporalLink } from '@xiezhi/service-kit';
import { kindOfFile } from '../kinds';

/** A file that is in the ledger, as a workflow goes on with it. */
export interface StartingFile {
  caseId: string;
  state: FileState;
  lastHash: string;
  answered?: Record<string, AnsweredCommand>;
}

export interface StartOptions {
  temporal: TemporalLink;
  clock: CourtClock;
  rehearsal: boolean;
  /** Whether a file whose workflow has ended is started all the same. */
  again: boolean;
}

/**
 * Starts the workflow of a file at the state its ledger leads to. However many do it at a time, one workflow comes of it.
 * @returns false when there is one already
 */
export async function startFromLedger(
  { caseId, state, lastHash, answered = {} }: StartingFile,
  { temporal, clock, rehearsal, again }: StartOptions,
): Promise<boolean> {
  const kind = kindOfFile(caseId);
  const clockOffset = rehearsal ? (await clock.now()) - Date.now() : 0;
  const carried = { state: kind.carried(state), recordedSeq: state.seq, lastHash, answered };
  const input: FileWorkflowInput<FileState, never> = { caseId, rehearsal, clockOffset, carried };
  try {
    await temporal.call((client) =>
      client.workflow.start(workflowOf(kindOf(caseId)), {
        workflowId: workflowIdOf(caseId),
        taskQueue: CASE_TASK_QUEUE,
        workflowIdReusePolicy: again ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        staticSummary: kind.summary(state).slice(0, 100),
        args: [input],
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
