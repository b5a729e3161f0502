import { continueAsNew } from '@temporalio/workflow';
import { CASE_BYTES, entryTooLarge, tooLarge } from '@xiezhi/contracts/workflow';
import type { QuotaWorkflowInput } from '@xiezhi/contracts/workflow';
import { carriedQuota, QUOTA } from '@xiezhi/rules';
import type { ClocklessCommand, QuotaCommand, QuotaEvent, QuotaOpening, QuotaState } from '@xiezhi/rules';
import { FileRun } from '../file/file-run';
import { LONG_HISTORY, runFile } from '../file/run-file';
import type { RunKind } from '../file/run-kind';
import { REMEMBERED_ANSWERS } from '../file/size';

const QUOTA_KIND: RunKind<QuotaState, QuotaCommand, ClocklessCommand, QuotaEvent, QuotaOpening, object> = {
  file: QUOTA,
  contextOf: () => ({}),
  // No calendar concerns it.
  revision: QUOTA.tick,
  isOver: QUOTA.isOver,
  carried: carriedQuota,
  whyTooLarge: (type, written, { events }) =>
    written > CASE_BYTES && type === 'quota.set'
      ? tooLarge('这一年度的数量已多次变更，记录的总量已达上限，不能再次变更。')
      : entryTooLarge(events),
  isSteady: () => true,
  recalls: () => true,
};

/** How many cases a court means to handle in a year (Art. 15), which can be changed for ever. */
export function yearQuota(input: QuotaWorkflowInput): Promise<void> {
  const run = new FileRun(QUOTA_KIND, input, REMEMBERED_ANSWERS);
  return runFile(run, {
    longHistory: LONG_HISTORY,
    goOn: (next) => continueAsNew<typeof yearQuota>(next),
  });
}
