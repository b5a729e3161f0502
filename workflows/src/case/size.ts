import { CASE_BYTES, ENDING_BYTES, entryTooLarge, jsonBytes, kilobytes, tooLarge } from '@xiezhi/contracts/workflow';
import type { CaseEvent, CaseState, CommandType, Refusal } from '@xiezhi/rules';
import { bytesOf } from '../file/size';
import { carriedState } from './carried';

/** What the state of a case may come to, in bytes of JSON, when it is handed over; the engine takes two megabytes in all. */
export const STATE_BYTES = 700_000;

/** What brings a case to its end, or does what is owed, is taken however full the case is, as far as reserves go. */
const ENDING: ReadonlySet<CommandType> = new Set<CommandType>([
  'application.register',
  'application.forward',
  'application.accept',
  'application.withdraw',
  'order.conclude',
  'order.confirmConclusion',
  'ground.secondRead',
  'review.propose',
  'review.decide',
  'decision.acknowledge',
  'refusal.relay',
  'refusal.acknowledge',
  'selfExecution.finish',
  'plan.approve',
  'plan.return',
  'plan.recordMeeting',
  'plan.presidentReview',
  'execution.acknowledge',
  'execution.resolveObjection',
  'lead.verify',
  'lead.conclude',
  'closeout.request',
  'closeout.confirm',
  'closeout.return',
  'collaboration.revoke',
]);

/** The plans a case waits for: taken from the same reserve, but their officers stand in the state like anybody's. */
const AWAITED: ReadonlySet<CommandType> = new Set<CommandType>(['plan.submit', 'selfExecution.submitPlan']);

/** A plan's officers stand in the state once more when it is approved. */
function reserve({ plan }: CaseState): number {
  return plan && plan.status !== 'APPROVED' ? jsonBytes(plan.officers) : 0;
}

/**
 * Why a case cannot take what someone sends, because of its size alone.
 * @param written bytes of the case's entries so far
 */
export function whyTooLarge(
  type: CommandType,
  written: number,
  outcome: { events: CaseEvent[]; state: CaseState },
): Refusal | undefined {
  const { events, state } = outcome;
  const single = entryTooLarge(events);
  if (single) return single;
  const ending = ENDING.has(type);
  const total = written + bytesOf(events);
  if (total > CASE_BYTES + (ending ? ENDING_BYTES : AWAITED.has(type) ? ENDING_BYTES / 2 : 0)) {
    return tooLarge(
      `本案已有内容${kilobytes(written)}，加上本次将超过${kilobytes(CASE_BYTES)}的上限。请精简内容，长文作为卷宗材料另行保存。`,
    );
  }
  if (ending) return undefined;
  const carried = jsonBytes(carriedState(state)) + reserve(state);
  if (carried <= STATE_BYTES) return undefined;
  return tooLarge(
    `本案的记录、期限和人员名单将达到${kilobytes(carried)}，超过${kilobytes(STATE_BYTES)}的上限。请减少名单或者记录的数量。`,
  );
}
