import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { DECISION_TASK_QUEUE } from '@xiezhi/contracts/workflow';
import type { DecisionActivities, LedgerActivities, TurnActivities } from '@xiezhi/contracts/workflow';

const patiently = { initialInterval: '200ms', maximumInterval: '5s', backoffCoefficient: 2 } as const;

// Ordinary activities: what somebody asks for may be written only after it is part of the workflow's history. A local one
// writes first, and a worker killed in between would leave the ledger ahead of the case
// (docs/decisions/0002-ledger-by-ordinary-activity.md).
export const ledger = proxyActivities<LedgerActivities>({ startToCloseTimeout: '30s', retry: patiently });
export const decision = proxyActivities<DecisionActivities>({
  taskQueue: DECISION_TASK_QUEUE,
  startToCloseTimeout: '30s',
  retry: patiently,
});

// Local ones, for what the clock alone decides: a task that is repeated decides and writes the very same
// (docs/decisions/0012-rungs-within-their-task.md). One try, shorter than a task may last: one that lasts longer is renewed
// again and again, and each time the history grows.
export const withinTask = proxyLocalActivities<Pick<LedgerActivities, 'recordEntries'> & TurnActivities>({
  scheduleToCloseTimeout: '4s',
  retry: { maximumAttempts: 1 },
});
