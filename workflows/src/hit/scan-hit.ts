import { continueAsNew, setHandler } from '@temporalio/workflow';
import { entryTooLarge } from '@xiezhi/contracts/workflow';
import type { HitAnswer, HitWorkflowInput } from '@xiezhi/contracts/workflow';
import { HIT } from '@xiezhi/rules';
import type { HitCommand, HitContext, HitEvent, HitOpening, HitState, HitSystemCommand } from '@xiezhi/rules';
import { FileRun } from '../file/file-run';
import { endUpdate } from '../file/messages';
import { LONG_HISTORY, runFile } from '../file/run-file';
import type { RunKind } from '../file/run-kind';
import { REMEMBERED_ANSWERS } from '../file/size';

const HIT_KIND: RunKind<HitState, HitCommand, HitSystemCommand, HitEvent, HitOpening, HitContext> = {
  file: HIT,
  contextOf: ({ settings, calendar }) => settings && calendar && { settings, calendar },
  revision: (at, years) => ({ type: 'calendar.revise', at, years }),
  isOver: HIT.isOver,
  // A hit holds one text at most, and that ends it.
  carried: (state) => state,
  whyTooLarge: (_type, _written, { events }) => entryTooLarge(events),
  isSteady: () => true,
  recalls: () => true,
};

/** One hit of a scan, until it is disposed of (Art. 14). */
export function scanHit(input: HitWorkflowInput): Promise<void> {
  const run = new FileRun(HIT_KIND, input, REMEMBERED_ANSWERS);
  return runFile(run, {
    longHistory: LONG_HISTORY,
    goOn: (next) => continueAsNew<typeof scanHit>(next),
    listen: () => setHandler(endUpdate, (ending) => run.ask({ type: 'hit.end', ...ending }) as Promise<HitAnswer>),
  });
}
