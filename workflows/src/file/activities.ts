import { proxyActivities } from '@temporalio/workflow';
import { DECISION_TASK_QUEUE } from '@xiezhi/contracts/workflow';
import type { DecisionActivities, LedgerActivities } from '@xiezhi/contracts/workflow';

const patiently = { initialInterval: '200ms', maximumInterval: '5s', backoffCoefficient: 2 } as const;

// Ordinary activities, not local ones: an entry may be written only after the command that caused it is part of the
// workflow's history. A local activity writes first, and a worker killed in between would leave the ledger ahead of
// the case (docs/decisions/0002-ledger-by-ordinary-activity.md).
export const ledger = proxyActivities<LedgerActivities>({ startToCloseTimeout: '30s', retry: patiently });
export const decision = proxyActivities<DecisionActivities>({
  taskQueue: DECISION_TASK_QUEUE,
  startToCloseTimeout: '30s',
  retry: patiently,
});
