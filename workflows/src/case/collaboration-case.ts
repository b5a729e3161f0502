import { allHandlersFinished, condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import type { CaseWorkflowInput } from '@xiezhi/contracts/workflow';
import { CaseRun } from './case-run';
import { approvalSignal, commandUpdate, reviseCalendarUpdate, settleUpdate, stateQuery } from './messages';

/** History events after which a run hands over to a new one, well before the engine's own limits. */
const LONG_HISTORY = 2_000;

function shouldHandOver(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > LONG_HISTORY;
}

/**
 * One collaboration, from the first paper to close-out. People's commands, supervisors' signals, published calendars
 * and the passing of time all go to the same pure `decide`; this function only waits, and writes down what it said.
 */
export async function collaborationCase(input: CaseWorkflowInput): Promise<void> {
  const run = new CaseRun(input);
  setHandler(commandUpdate, (request) => run.execute(request), { validator: (request) => run.validate(request) });
  setHandler(settleUpdate, ({ courtTime }) => run.settle(courtTime));
  setHandler(reviseCalendarUpdate, ({ at, years }) => run.reviseCalendar(at, years));
  setHandler(approvalSignal, (request) => run.approve(request));
  setHandler(stateQuery, () => run.snapshot());

  for (;;) {
    if (await run.writeDown()) continue;
    if (run.isOver()) break;
    if (shouldHandOver()) {
      await condition(allHandlersFinished);
      if (run.isSettled()) await continueAsNew<typeof collaborationCase>(run.handover());
      continue;
    }
    await run.sleepToNextRung();
  }
  await condition(allHandlersFinished);
}
