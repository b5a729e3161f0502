import { hitEventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { escalationOfHit, isDeadlineEvent } from '@xiezhi/rules';
import type { HitState } from '@xiezhi/rules';
import { deadlineNotices } from './deadline-messages';
import type { RoleMessage } from './deadline-messages';

/** Whom an entry of a hit is to be told: its clock's rungs. A scan may hit thousands at once, so its opening is a work item only. */
export function hitNoticesOf(entry: LedgerEntry, state: HitState): RoleMessage[] {
  const event = hitEventOf(entry);
  if (!isDeadlineEvent(event)) return [];
  return deadlineNotices(event, {
    subject: state.found.caseNumber,
    deadlines: state.deadlines,
    escalation: (deadline, on) => escalationOfHit(state, deadline, on),
  });
}
