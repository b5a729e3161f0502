import { caseWorkflowId, REFUSED_FAILURE } from '@xiezhi/contracts';
import type { Refusal } from '@xiezhi/rules';
import { isProblemCode } from '@xiezhi/service-kit';
import type { TemporalLink } from '@xiezhi/service-kit';
import { ApplicationFailure, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';

/**
 * Where a case stands that has no entry yet: its first run goes on, the engine does not know it, somebody ended it from
 * outside, or it refused.
 * @throws Problem UNAVAILABLE while the engine is away
 */
export async function firstRunOf(
  temporal: TemporalLink,
  caseId: string,
): Promise<'RUNNING' | 'UNKNOWN' | 'ENDED' | Refusal> {
  try {
    return await temporal.call(async (client) => {
      const handle = client.workflow.getHandle(caseWorkflowId(caseId));
      const { status } = await handle.describe();
      if (status.name === 'RUNNING' || status.name === 'PAUSED') return 'RUNNING';
      await handle.result();
      return 'ENDED';
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'UNKNOWN';
    if (!(error instanceof WorkflowFailedError)) throw error;
    return refusalIn(error) ?? 'ENDED';
  }
}

function refusalIn({ cause }: WorkflowFailedError): Refusal | undefined {
  if (!(cause instanceof ApplicationFailure) || cause.type !== REFUSED_FAILURE) return undefined;
  const refusal = cause.details?.[0] as Refusal | undefined;
  return refusal && isProblemCode(refusal.code) ? refusal : undefined;
}
