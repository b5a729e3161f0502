import { proxyActivities, sleep } from '@temporalio/workflow';

const { effect } = proxyActivities<{ effect(fireAt: number | null): Promise<void> }>({ startToCloseTimeout: '30s' });

/** What the engine itself costs: one timer up to an instant (epoch ms; null: none), one activity that does nothing. */
export async function bareDeadline(fireAt: number | null): Promise<void> {
  if (fireAt !== null) await sleep(Math.max(1, fireAt - Date.now()));
  await effect(fireAt);
}
