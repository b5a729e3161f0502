import { ApplicationFailure, isCancellation, log } from '@temporalio/workflow';
import { REFUSED_FAILURE } from '@xiezhi/contracts/workflow';
import { parseInstant } from '@xiezhi/rules';
import type { FileOutcome, Refusal } from '@xiezhi/rules';

export function refused(refusal: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(refusal.message, REFUSED_FAILURE, refusal);
}

/** A fault of the Rule's code concerns one request; it must not take the file with it. */
export function attempt<S, E>(work: () => FileOutcome<S, E>): FileOutcome<S, E> {
  try {
    return work();
  } catch (error) {
    log.error('the Rule could not answer', { error });
    return { refusal: { code: 'VALIDATION', message: '系统无法处理这一事项，请联系系统管理员。' } };
  }
}

/** Goes on by itself. It fails only when the whole run is cancelled, which the run itself says. */
export function beside(work: Promise<void>): void {
  work.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
}

/** @throws ApplicationFailure for what is no instant: an update's sender hears it, and the file goes on */
export function instantOf(value: string): number {
  try {
    return parseInstant(value);
  } catch {
    throw refused({ code: 'VALIDATION', message: '时间格式不正确。' });
  }
}
