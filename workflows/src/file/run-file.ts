import { allHandlersFinished, condition, setHandler, workflowInfo } from '@temporalio/workflow';
import type { FileWorkflowInput } from '@xiezhi/contracts/workflow';
import type { FileCommand, FileEvent, FileState, FileSystemCommand } from '@xiezhi/rules';
import type { FileRun } from './file-run';
import { commandUpdate, reviseCalendarUpdate, settleUpdate, stateQuery } from './messages';
import { writesRungsWithinTask } from './patches';

/** History events after which a run hands over to a new one, well before the engine's own limits. */
export const LONG_HISTORY = 2_000;

/**
 * One file from its opening to its end. People's commands, published calendars and the passing of time all go to the same pure
 * `decide`; this function only waits, and writes down what it said.
 * @param options.longHistory events after which the run hands over
 * @param options.goOn begins the next run
 * @param options.listen sets what else the kind is asked by; always at the same place, because a replay notices the order
 */
export async function runFile<
  S extends FileState,
  C extends FileCommand,
  Y extends FileSystemCommand,
  E extends FileEvent,
  O extends FileCommand,
  X,
>(
  run: FileRun<S, C, Y, E, O, X>,
  options: { longHistory: number; goOn(input: FileWorkflowInput<S, O>): Promise<never>; listen?(): void },
): Promise<void> {
  setHandler(commandUpdate, (request) => run.execute(request as never), {
    validator: (request) => run.validate(request as never),
  });
  setHandler(settleUpdate, ({ courtTime }) => run.settle(courtTime));
  setHandler(reviseCalendarUpdate, ({ at, years }) => run.reviseCalendar(at, years));
  options.listen?.();
  setHandler(stateQuery, () => run.snapshot());
  const shouldHandOver = () => {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    return continueAsNewSuggested || historyLength > options.longHistory;
  };
  // Handlers wait for their entries, which only this loop writes: whoever waits for handlers goes on writing.
  const handlersDone = async () => {
    await condition(() => allHandlersFinished() || run.owes());
    return allHandlersFinished() && run.isRecorded();
  };

  // Marked when the run begins: of many files that fall due together none has to mark it then.
  writesRungsWithinTask();
  for (;;) {
    if (await run.writeDown()) continue;
    if (run.isOver()) {
      if ((await handlersDone()) && run.isOver()) return;
    } else if (shouldHandOver()) {
      run.leave();
      if (await handlersDone()) await options.goOn(run.handover());
    } else {
      await run.sleepToNextRung(shouldHandOver);
    }
  }
}
