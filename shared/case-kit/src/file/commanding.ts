import { WorkflowNotFoundError } from '@temporalio/client';
import { COMMAND_UPDATE, updateIdOf, workflowIdOf } from '@xiezhi/contracts';
import type { FileAnswer, Identified } from '@xiezhi/contracts';
import type { TemporalLink } from '@xiezhi/service-kit';
import { fromFailure, lost } from './failures';
import { UPDATE_TIMEOUT_MS } from './opening';

/**
 * Gives a file that is never over a command and waits until what it caused is recorded. The same request again hears the same.
 * @throws Problem with the contract's code when refused; UNAVAILABLE while the engine is away or does not know the file
 */
export async function commandFile<A extends FileAnswer, C>(
  temporal: TemporalLink,
  fileId: string,
  request: Identified<C>,
): Promise<A> {
  try {
    return await temporal.call(
      (client) =>
        client.workflow.getHandle(workflowIdOf(fileId)).executeUpdate<A, [Identified<C>]>(COMMAND_UPDATE, {
          updateId: updateIdOf(request),
          args: [request],
        }),
      { timeoutMs: UPDATE_TIMEOUT_MS },
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw lost();
    throw fromFailure(error);
  }
}
