import { continueAsNew } from '@temporalio/workflow';
import { CASE_BYTES, entryTooLarge, tooLarge } from '@xiezhi/contracts/workflow';
import type { GuidanceWorkflowInput } from '@xiezhi/contracts/workflow';
import { carriedGuidance, GUIDANCE } from '@xiezhi/rules';
import type { ClocklessCommand, GuidanceCommand, GuidanceEvent, GuidanceOpening, GuidanceState } from '@xiezhi/rules';
import { FileRun } from '../file/file-run';
import { LONG_HISTORY, runFile } from '../file/run-file';
import type { RunKind } from '../file/run-kind';
import { REMEMBERED_ANSWERS } from '../file/size';

const GUIDANCE_KIND: RunKind<GuidanceState, GuidanceCommand, ClocklessCommand, GuidanceEvent, GuidanceOpening, object> =
  {
    file: GUIDANCE,
    contextOf: () => ({}),
    // No calendar concerns it.
    revision: GUIDANCE.tick,
    isOver: GUIDANCE.isOver,
    carried: carriedGuidance,
    whyTooLarge: (type, written, { events }) =>
      written > CASE_BYTES && type === 'guidance.publish'
        ? tooLarge('这份指导意见已多次发布，记录的总量已达上限，请以新的标题发布。')
        : entryTooLarge(events),
    isSteady: () => true,
    recalls: () => true,
  };

/** Guidance of a court under one title (Art. 18), of which a next version can be published for ever. */
export function courtGuidance(input: GuidanceWorkflowInput): Promise<void> {
  const run = new FileRun(GUIDANCE_KIND, input, REMEMBERED_ANSWERS);
  return runFile(run, {
    longHistory: LONG_HISTORY,
    goOn: (next) => continueAsNew<typeof courtGuidance>(next),
  });
}
