import { continueAsNew } from '@temporalio/workflow';
import { CASE_BYTES, entryTooLarge, tooLarge } from '@xiezhi/contracts/workflow';
import type { BulletinWorkflowInput } from '@xiezhi/contracts/workflow';
import { BULLETIN, carriedBulletin } from '@xiezhi/rules';
import type {
  BulletinCommand,
  BulletinContext,
  BulletinEvent,
  BulletinOpening,
  BulletinState,
  BulletinSystemCommand,
} from '@xiezhi/rules';
import { FileRun } from '../file/file-run';
import { LONG_HISTORY, runFile } from '../file/run-file';
import type { RunKind } from '../file/run-kind';
import { REMEMBERED_ANSWERS } from '../file/size';

const BULLETIN_KIND: RunKind<
  BulletinState,
  BulletinCommand,
  BulletinSystemCommand,
  BulletinEvent,
  BulletinOpening,
  BulletinContext
> = {
  file: BULLETIN,
  contextOf: ({ settings, calendar }) => settings && calendar && { settings, calendar },
  revision: (at, years) => ({ type: 'calendar.revise', at, years }),
  isOver: BULLETIN.isOver,
  carried: carriedBulletin,
  whyTooLarge: (type, written, { events }) =>
    written > CASE_BYTES && type !== 'bulletin.issue'
      ? tooLarge('这份通报已多次起草、更正，记录的总量已达上限，不能再次起草或者更正。')
      : entryTooLarge(events),
  isSteady: () => true,
  recalls: () => true,
};

/** The bulletin of a court's half-year (Art. 16), which can be corrected for ever. */
export function halfYearBulletin(input: BulletinWorkflowInput): Promise<void> {
  const run = new FileRun(BULLETIN_KIND, input, REMEMBERED_ANSWERS);
  return runFile(run, {
    longHistory: LONG_HISTORY,
    goOn: (next) => continueAsNew<typeof halfYearBulletin>(next),
  });
}
