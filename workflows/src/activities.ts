import { activityInfo } from '@temporalio/activity';
import type { LedgerActivities } from '@xiezhi/contracts';
import type { AuditTrail } from '@xiezhi/service-kit';
import type { Ledger } from './ledger/ledger';
import type { Relay } from './ledger/relay';

/** The worker's activities. Each may run again after a crash at any point, and then has the same effect once. */
export function ledgerActivities(
  ledger: Ledger,
  relay: Relay,
  audit: AuditTrail,
  attempt = () => activityInfo().attempt,
): LedgerActivities {
  return {
    async recordEntries({ executingCourt, entries, prevHash }) {
      const recorded = await ledger.append({ entries, prevHash });
      await relay.publish(executingCourt, recorded, { repeated: attempt() > 1 });
      return { lastHash: recorded.at(-1)?.hash ?? prevHash };
    },
    async recordRefusedApproval({ caseId, id, actor, type, refusal }) {
      await audit.append({
        kind: 'APPROVAL_REFUSED',
        at: new Date().toISOString(),
        actor: actor as object,
        caseId,
        command: type,
        code: refusal.code,
        message: refusal.message,
        key: `${caseId}:${id}`,
      });
    },
  };
}
