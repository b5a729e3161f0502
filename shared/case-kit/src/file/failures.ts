import { ApplicationFailure, WorkflowUpdateFailedError } from '@temporalio/client';
import { DIGEST_MISMATCH_FAILURE, REFUSED_FAILURE } from '@xiezhi/contracts';
import type { Refusal } from '@xiezhi/rules';
import { isProblemCode, Problem } from '@xiezhi/service-kit';

/** A refusal of the Rule as the problem its sender sees. */
export function refusalProblem({ code, message }: Refusal): Problem {
  return new Problem(code, message);
}

/** What an update that failed tells its sender. */
export function fromFailure(error: unknown): unknown {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return error;
  const { type, details } = error.cause;
  if (type === DIGEST_MISMATCH_FAILURE) return otherRequest();
  const refusal = details?.[0] as Refusal | undefined;
  if (type === REFUSED_FAILURE && refusal && isProblemCode(refusal.code)) return refusalProblem(refusal);
  return error;
}

export function otherRequest(): Problem {
  return new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
}

/** An open file the engine does not know: the doctor starts it again from the ledger within a minute or two. */
export const lost = () =>
  new Problem('UNAVAILABLE', '流程中断，系统正在按台账恢复，请稍后以同一请求重试。', { retryAfter: 30 });
