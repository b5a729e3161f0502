import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { CASE_TASK_QUEUE, kindOf, workflowIdOf, workflowOf } from '@xiezhi/contracts';
import type { FileWorkflowInput, InstallationContext } from '@xiezhi/contracts';
import type { FileState } from '@xiezhi/rules';
import type { TemporalLink } from '@xiezhi/service-kit';

/** What a file is opened under: the settings and every calendar year of its day, and the court clock. */
export interface OpeningContext extends InstallationContext {
  rehearsal: boolean;
  /** Court clock minus real time, in ms. */
  clockOffset: number;
}

/** Of a file that keeps no clock: settings and calendars do not concern it. */
export type ClocklessContext = Pick<OpeningContext, 'rehearsal' | 'clockOffset'>;

/** How long a person waits for the engine; after that the same request may be sent again under the same key. */
export const UPDATE_TIMEOUT_MS = 15_000;

/**
 * Starts the workflow of a file, once, however often it is asked for. One that was terminated may be started again: where the
 * ledger was put back to before the file began, the doctor ends what it does not have, and the file may be opened anew.
 */
export async function startFile<S extends FileState, O>(
  temporal: TemporalLink,
  input: FileWorkflowInput<S, O>,
  summary: string,
): Promise<void> {
  const { caseId } = input;
  try {
    await temporal.call((client) =>
      client.workflow.start(workflowOf(kindOf(caseId)), {
        workflowId: workflowIdOf(caseId),
        taskQueue: CASE_TASK_QUEUE,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
        staticSummary: summary.slice(0, 100),
        args: [input],
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
