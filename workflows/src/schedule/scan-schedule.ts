import { continueAsNew } from '@temporalio/workflow';
import { entryTooLarge } from '@xiezhi/contracts/workflow';
import type { ScheduleWorkflowInput } from '@xiezhi/contracts/workflow';
import { carriedSchedule, SCHEDULE } from '@xiezhi/rules';
import type {
  FileCommand,
  ScheduleContext,
  ScheduleEvent,
  ScheduleOpening,
  ScheduleState,
  ScheduleSystemCommand,
} from '@xiezhi/rules';
import { FileRun } from '../file/file-run';
import { LONG_HISTORY, runFile } from '../file/run-file';
import type { RunKind } from '../file/run-kind';
import { REMEMBERED_ANSWERS } from '../file/size';

const SCHEDULE_KIND: RunKind<
  ScheduleState,
  FileCommand,
  ScheduleSystemCommand,
  ScheduleEvent,
  ScheduleOpening,
  ScheduleContext
> = {
  file: SCHEDULE,
  contextOf: ({ settings, calendar }) => settings && calendar && { settings, calendar },
  revision: (at, years) => ({ type: 'calendar.revise', at, years }),
  isOver: SCHEDULE.isOver,
  carried: carriedSchedule,
  whyTooLarge: (_type, _written, { events }) => entryTooLarge(events),
  isSteady: () => true,
  recalls: () => true,
};

/** The scans by itself of one court: it sleeps on the court clock from one to the next, for ever (Art. 14). */
export function scanSchedule(input: ScheduleWorkflowInput): Promise<void> {
  const run = new FileRun(SCHEDULE_KIND, input, REMEMBERED_ANSWERS);
  return runFile(run, {
    longHistory: LONG_HISTORY,
    goOn: (next) => continueAsNew<typeof scanSchedule>(next),
  });
}
