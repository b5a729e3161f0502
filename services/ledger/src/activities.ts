import { activityInfo } from '@temporalio/activity';
import type { LedgerActivities, RefusedRequest } from '@xiezhi/contracts';
import type { AuditTrail } from '@xiezhi/service-kit';
import { LedgerConflict, LedgerGap } from './chaining';
import type { Ledger } from './ledger';
import type { HeldEvents } from './held-events';
import type { Relay } from './relay';

/** What a file's run asks of the ledger. What a request was answered is folded from entries, which only the run can do. */
export type RecordingActivities = Omit<LedgerActivities, 'findAnswer'>;

/**
 * What the worker does with the ledger. Each may run again after a crash at any point, and then has the same effect once.
 * @param suspect is told of a case whose workflow the ledger refuses
 */
export function ledgerActivities(
  ledger: Ledger,
  { relay, held }: { relay: Pick<Relay, 'publish'>; held: Pick<HeldEvents, 'hold' | 'give'> },
  audit: AuditTrail,
  info: () => { attempt: number; isLocal: boolean } = activityInfo,
  suspect: (caseId: string) => void = () => undefined,
): RecordingActivities {
  const refusedOne = (caseId: string, { id, actor, type, refusal }: RefusedRequest) =>
    audit.append({
      kind: actor.role === 'system' ? 'COMMAND_REFUSED' : 'APPROVAL_REFUSED',
      at: new Date().toISOString(),
      actor,
      caseId,
      command: type,
      code: refusal.code,
      message: refusal.message,
      key: `${caseId}:${id}`,
    });
  return {
    async recordEntries({ caseId, executingCourt, entries, prevHash }) {
      const recorded = await ledger.append({ entries, prevHash }).catch((error: unknown) => {
        if (error instanceof LedgerGap || error instanceof LedgerConflict) suspect(caseId);
        throw error;
      });
      const { attempt, isLocal } = info();
      // What the clock does is recorded within its timer's task, and nobody waits for its event.
      const mayWait = isLocal && attempt === 1;
      if (!mayWait || !(await held.hold(executingCourt, recorded))) {
        await relay.publish(executingCourt, [...held.give(caseId), ...recorded], { repeated: attempt > 1 });
      }
      return { lastHash: recorded.at(-1)?.hash ?? prevHash };
    },
    recordRefusedApproval: ({ caseId, ...refused }) => refusedOne(caseId, refused),
    async recordRefusals({ caseId, list, more }) {
      for (const refused of list) await refusedOne(caseId, refused);
      const last = list.at(-1);
      if (more === 0 || !last) return;
      await audit.append({
        kind: 'APPROVAL_REFUSED',
        at: new Date().toISOString(),
        actor: {},
        caseId,
        code: 'TOO_MANY_REQUESTS',
        message: `另有${more}件不能接受的审批短时间内到达，没有逐件记录。`,
        key: `${caseId}:${last.id}:more`,
      });
    },
  };
}
