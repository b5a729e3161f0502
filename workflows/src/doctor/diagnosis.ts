import type { FileSnapshot } from '@xiezhi/contracts';
import type { FileState } from '@xiezhi/rules';
import { canonicalJson } from '@xiezhi/chain';
import type { FoldedFile } from './fold';
import type { Standing } from './engine';
import { kindOfFile } from '../kinds';
import type { KnownKind } from '../kinds';

/** What may be wrong with a case that is open in the ledger. */
export const FAULTS = {
  MISSING: '没有流程',
  FAILED: '流程因故障结束',
  TERMINATED: '流程被人工终止',
  CANCELLED: '流程被取消',
  TIMED_OUT: '流程超时结束',
  ENDED: '流程已结束，案件尚未办结',
  STUCK: '流程停滞，反复出错',
  BEHIND: '流程落后于案件记录',
  AHEAD: '案件记录缺少流程已经记录的内容',
  DIFFERENT: '流程中的案件与案件记录不一致',
  LEFT_OVER: '案件已经办结，流程仍在运行',
  UNRECORDED: '流程在案件记录中没有案件',
  NUMBER_REFUSED: '不能取得文号',
  CLOCK_REFUSED: '期限不能到期处理',
} as const;

export type FaultKind = keyof typeof FAULTS;

export interface Diagnosis {
  kind: FaultKind;
  detail: string;
  /** The run it is about; absent where there is none. */
  runId?: string;
  /** Whether another look may show that nothing is wrong: what was seen may have been under way. */
  passing: boolean;
  /** Whether starting the case again from the ledger mends it. */
  mends: boolean;
}

/** A task that failed so often does so because of what the case is, not because of the moment. */
const STUCK_ATTEMPTS = 5;
const REFUSED_APPENDS = 2;
const LEDGER_SAYS: Readonly<Record<string, FaultKind>> = { LedgerGap: 'AHEAD', LedgerConflict: 'BEHIND' };

const ENDINGS: Readonly<Record<string, FaultKind>> = {
  FAILED: 'FAILED',
  TERMINATED: 'TERMINATED',
  CANCELLED: 'CANCELLED',
  TIMED_OUT: 'TIMED_OUT',
};

/** Of a case's workflow, as far as the engine alone can tell. Undefined where nothing is wrong. */
export function diagnoseStanding(standing: Standing, { caseId, state }: FoldedFile): Diagnosis | undefined {
  const detail = `案件记录到第${state.seq}条`;
  const over = kindOfFile(caseId).isOver(state);
  if (standing.is === 'MISSING') {
    // Who brings a case in writes its entries first, and starts it then.
    return over ? undefined : { kind: 'MISSING', detail, passing: true, mends: true };
  }
  const { runId } = standing;
  if (standing.is === 'CLOSED') {
    if (over) return undefined;
    return { kind: ENDINGS[standing.how] ?? 'ENDED', detail, runId, passing: false, mends: true };
  }
  const { taskAttempt, pending } = standing;
  if (taskAttempt >= STUCK_ATTEMPTS) {
    return { kind: 'STUCK', detail: `${detail}，第${taskAttempt}次尝试`, runId, passing: true, mends: true };
  }
  const refused = pending.find(
    ({ type, attempt, failure }) => type === 'recordEntries' && failure && attempt > REFUSED_APPENDS,
  );
  const kind = refused && LEDGER_SAYS[refused.failure ?? ''];
  if (kind) return { kind, detail: `${detail}，不接受流程的下一条`, runId, passing: false, mends: true };
  return undefined;
}

/**
 * Of a running workflow whose case the ledger, read after it had answered, does not have at all. One that has recorded
 * nothing yet is just beginning; one that has lost everything can record nothing any more, and its case is none.
 */
export function diagnoseUnrecorded({ recordedSeq }: FileSnapshot, runId: string): Diagnosis | undefined {
  if (recordedSeq === 0) return undefined;
  const detail = `流程到第${recordedSeq}条，记录全部失去；流程即予终止，有关事项须重新办理`;
  return { kind: 'UNRECORDED', detail, runId, passing: false, mends: true };
}

/** Compares a running case with its ledger, which was read after the workflow had answered. */
export function diagnoseSnapshot(
  snapshot: FileSnapshot,
  runId: string,
  { caseId, state }: FoldedFile,
): Diagnosis | undefined {
  const kind = kindOfFile(caseId);
  const { recordedSeq, numberRefused, clockRefused } = snapshot;
  if (recordedSeq > state.seq) {
    const lost = recordedSeq === state.seq + 1 ? `第${recordedSeq}条` : `第${state.seq + 1}条至第${recordedSeq}条`;
    const detail = `案件记录到第${state.seq}条，流程到第${recordedSeq}条；${lost}已失去`;
    return { kind: 'AHEAD', detail, runId, passing: false, mends: true };
  }
  if (recordedSeq < state.seq) {
    const detail = `案件记录到第${state.seq}条，流程到第${recordedSeq}条`;
    return { kind: 'BEHIND', detail, runId, passing: true, mends: true };
  }
  if (kind.isOver(state)) {
    return { kind: 'LEFT_OVER', detail: `案件记录到第${state.seq}条`, runId, passing: true, mends: true };
  }
  if (snapshot.state.seq === state.seq && comparable(kind, snapshot.state) !== comparable(kind, state)) {
    const detail = `案件记录与流程都到第${state.seq}条，内容不同`;
    return { kind: 'DIFFERENT', detail, runId, passing: true, mends: true };
  }
  // The case is as its ledger has it and asks again by itself; what is refused it, people have to see to.
  const waiting = { runId, passing: true, mends: false };
  if (numberRefused) return { kind: 'NUMBER_REFUSED', detail: numberRefused.message, ...waiting };
  if (clockRefused) return { kind: 'CLOCK_REFUSED', detail: clockRefused.message, ...waiting };
  return undefined;
}

/** What decides over a file, without the texts that a workflow does not carry. */
function comparable(kind: KnownKind, state: FileState): string {
  const { seq, status, settings } = state;
  const deadlines = state.deadlines.map(({ id, kind: of, court, due, provisional, status: lamp, doneOn, fired }) => ({
    id,
    kind: of,
    court,
    due,
    provisional,
    lamp,
    doneOn,
    fired,
  }));
  const calendar = state.calendar.map(({ region, year, version }) => ({ region, year, version }));
  return canonicalJson({ seq, status, settings, deadlines, calendar, ...kind.decisive(state) });
}
