import { readFileOf, rungsAfter } from '@xiezhi/contracts';
import type { FileRungs, LedgerEntry, Owed } from '@xiezhi/contracts';
import { isOfClock, nextOwed, parseInstant, rungsAhead } from '@xiezhi/rules';
import type { FileState } from '@xiezhi/rules';
import type { ProjectionDocument } from '@xiezhi/service-kit';

/** What the clock of a file owes by the ledger, as far as its document goes. */
export interface Owes {
  rungs: Owed[];
  /** From when the next of them has to be there, epoch ms of court time; `NEVER` while nothing is owed. */
  from: number;
}

/** A document of a read model of files, as this service keeps it. */
export interface ClockedDocument extends ProjectionDocument {
  state: FileState;
  /** Null or absent in a document that was begun before this was kept: it is made from the file's ledger. */
  owes?: Owes | null;
}

/** Later than any instant: an index finds what is not known by null. */
const NEVER = Number.MAX_SAFE_INTEGER;

export const owesOf = (rungs: Owed[]): Owes => ({ rungs, from: nextOwed(rungs) ?? NEVER });

/** What an entry is to the clock of its file; undefined for one that is none of its business, or of a file not known. */
export function stepOf(
  entry: LedgerEntry,
  { state }: ClockedDocument,
  previous: ClockedDocument | null,
): FileRungs | undefined {
  if (previous && !(previous.owes && concernsClock(entry, state, previous.state))) return undefined;
  return rungsAfter(readFileOf(entry.caseId), entry, previous?.owes?.rungs ?? [], state);
}

/** Whether an entry can have changed what the clock owes, or has gone past something it owed. */
function concernsClock(entry: LedgerEntry, state: FileState, previous: FileState): boolean {
  if (isOfClock(entry.type)) return true;
  const read = readFileOf(entry.caseId);
  if (read.isOver(state) !== read.isOver(previous) || read.hours(entry, state).told) return true;
  const at = parseInstant(entry.at);
  return previous.deadlines.some((deadline) => rungsAhead(deadline).some((rung) => rung.at < at));
}
