import { BULLETIN, COLLABORATION, GUIDANCE, HIT, QUOTA, SCHEDULE } from '@xiezhi/rules';
import type {
  BulletinState,
  CaseState,
  FileCommand,
  FileEvent,
  FileKind,
  FileState,
  FileSystemCommand,
  GuidanceState,
  HitState,
  HoursStep,
  Instant,
  QuotaState,
  ScheduleState,
} from '@xiezhi/rules';
import { bulletinEventOf } from './bulletin-events';
import { eventOf } from './case-events';
import { kindOf } from './file-kinds';
import type { FileKindName } from './file-kinds';
import { guidanceEventOf } from './guidance-events';
import { hitEventOf } from './hit-events';
import type { UnrecordedEntry } from './ledger';
import { quotaEventOf } from './quota-events';
import { scheduleEventOf } from './schedule-events';

/** A kind of file as it is read from the ledger. */
export interface ReadFile<S extends FileState = FileState> {
  /** The state after an entry; from null over all of a file's entries it gives its state. @throws for another kind's entry */
  evolve(state: S | null, entry: UnrecordedEntry): S;
  /** Whether nothing more can be asked of the file. */
  isOver(state: S): boolean;
  /** What its clock keeps beside its deadlines, with an entry and the state after it. */
  hours(entry: UnrecordedEntry, state: S): HoursStep;
  /** Until when its entries are a demonstration's made history; undefined for a file that was never made. */
  madeUntil(state: S): Instant | undefined;
}

interface StateOfKind {
  collaboration: CaseState;
  hit: HitState;
  bulletin: BulletinState;
  schedule: ScheduleState;
  quota: QuotaState;
  guidance: GuidanceState;
}

type ReadKind<S extends FileState, E extends FileEvent> = Pick<
  FileKind<S, FileCommand, FileSystemCommand, E, FileCommand, unknown>,
  'evolve' | 'isOver' | 'hours'
>;

/** A file that may be of a demonstration. */
type Demonstrated = FileState & { demo?: { asOf: Instant } };

function readBy<S extends Demonstrated, E extends FileEvent>(
  { evolve, isOver, hours }: ReadKind<S, E>,
  eventIn: (entry: UnrecordedEntry) => E,
): ReadFile<S> {
  return {
    evolve: (state, entry) => evolve(state, eventIn(entry)),
    isOver,
    hours: (entry, state) =>
      hours ? { ahead: hours.ahead(state), told: hours.toldBy(eventIn(entry)) } : { ahead: [] },
    madeUntil: ({ demo }) => demo?.asOf,
  };
}

export const READ_FILES: { [K in FileKindName]: ReadFile<StateOfKind[K]> } = {
  collaboration: readBy(COLLABORATION, eventOf),
  hit: readBy(HIT, hitEventOf),
  bulletin: readBy(BULLETIN, bulletinEventOf),
  schedule: readBy(SCHEDULE, scheduleEventOf),
  quota: readBy(QUOTA, quotaEventOf),
  guidance: readBy(GUIDANCE, guidanceEventOf),
};

/** The kind of a file whose id is known; a state is only ever given to the kind that has made it. */
export const readFileOf = (fileId: string): ReadFile => READ_FILES[kindOf(fileId)];
