import { continueAsNew, patched, setHandler } from '@temporalio/workflow';
import type { CaseWorkflowInput } from '@xiezhi/contracts/workflow';
import { COLLABORATION, hasOpenLead, isFinal } from '@xiezhi/rules';
import type {
  CaseCommand,
  CaseEvent,
  CaseOpening,
  CaseState,
  CommandType,
  OpeningContext,
  SystemCommand,
} from '@xiezhi/rules';
import { FileRun } from '../file/file-run';
import { approvalSignal } from '../file/messages';
import { LONG_HISTORY, runFile } from '../file/run-file';
import type { RunKind } from '../file/run-kind';
import { REMEMBERED_ANSWERS } from '../file/size';
import { isApproval } from './approval';
import { carriedState } from './carried';
import { LAPSE_FOLLOWS, OPEN_LEADS, RECALL, STEADY } from './patches';
import { whyTooLarge } from './size';

type CaseKind = RunKind<
  CaseState,
  CaseCommand,
  SystemCommand,
  CaseEvent,
  CaseOpening,
  OpeningContext,
  CaseWorkflowInput
>;

/** A collaboration, with what its runs did otherwise before. */
const CASE: CaseKind = {
  file: COLLABORATION,
  contextOf: ({ settings, calendar, wholeCalendar, previous }) =>
    settings && calendar && { settings, calendar, wholeCalendar, previous, admitted: true },
  revision: (at, years) => ({ type: 'calendar.revise', at, years, lapseFollows: patched(LAPSE_FOLLOWS) }),
  isOver: (state) => isFinal(state) && (!hasOpenLead(state) || !patched(OPEN_LEADS)),
  carried: carriedState,
  whyTooLarge: (type, written, outcome) => whyTooLarge(type as CommandType, written, outcome),
  isSteady: () => patched(STEADY),
  recalls: () => patched(RECALL),
  isSignal: isApproval,
};

/** One collaboration, from the first paper to close-out. */
export function collaborationCase(input: CaseWorkflowInput): Promise<void> {
  return runCase(input, LONG_HISTORY, REMEMBERED_ANSWERS);
}

/**
 * @param longHistory events after which the run hands over
 * @param remembered answers it keeps; it asks the ledger for those before them
 */
export function runCase(input: CaseWorkflowInput, longHistory: number, remembered: number): Promise<void> {
  const run = new FileRun(CASE, input, remembered);
  return runFile(run, {
    longHistory,
    goOn: (next) => continueAsNew<typeof collaborationCase>(next),
    listen: () => setHandler(approvalSignal, (request) => run.approve(request)),
  });
}
