import { BULLETIN, COLLABORATION, HIT, SCHEDULE } from '@xiezhi/rules';
import type { BulletinState, CaseState, FileState, HitState, Instant, ScheduleState } from '@xiezhi/rules';
import { bulletinEventOf } from './bulletin-events';
import { kindOf } from './file-kinds';
import type { FileKindName } from './file-kinds';
import { hitEventOf } from './hit-events';
import type { UnrecordedEntry } from './ledger';
import { scheduleEventOf } from './schedule-events';
import { eventOf } from './workflow';

/** A kind of file as it is read from the ledger. */
export interface ReadFile<S extends FileState = FileState> {
  /** The state after an entry; from null over all of a file's entries it gives its state. @throws for another kind's entry */
  evolve(state: S | null, entry: UnrecordedEntry): S;
  /** Whether nothing more can be asked of the file. */
  isOver(state: S): boolean;
  /** Until when its entries are a demonstration's made history; undefined for a file that was never made. */
  madeUntil(state: S): Instant | undefined;
}

interface StateOfKind {
  collaboration: CaseState;
  hit: HitState;
  bulletin: BulletinState;
  schedule: ScheduleState;
}

export const READ_FILES: { [K in FileKindName]: ReadFile<StateOfKind[K]> } = {
  collaboration: {
    evolve: (state, entry) => COLLABORATION.evolve(state, eventOf(entry)),
    isOver: COLLABORATION.isOver,
    madeUntil: ({ demo }) => demo?.asOf,
  },
  hit: {
    evolve: (state, entry) => HIT.evolve(state, hitEventOf(entry)),
    isOver: HIT.isOver,
    madeUntil: ({ demo }) => demo?.asOf,
  },
  bulletin: {
    evolve: (state, entry) => BULLETIN.evolve(state, bulletinEventOf(entry)),
    isOver: BULLETIN.isOver,
    madeUntil: ({ demo }) => demo?.asOf,
  },
  schedule: {
    evolve: (state, entry) => SCHEDULE.evolve(state, scheduleEventOf(entry)),
    isOver: SCHEDULE.isOver,
    madeUntil: () => undefined,
  },
};

/** The kind of a file whose id is known; a state is only ever given to the kind that has made it. */
export const readFileOf = (fileId: string): ReadFile => READ_FILES[kindOf(fileId)];
