import { parseInstant, rungStep, toInstant } from '@xiezhi/rules';
import type { ClockKind, ClockRung, CourtCode, FileState, Instant, LocalDate, OwedRung } from '@xiezhi/rules';
import type { LedgerEntry } from './ledger';
import { readFileOf } from './read-files';
import type { ReadFile } from './read-files';

/** A rung of a file's clock, by its due day. */
export interface RungOfFile {
  caseId: string;
  deadline: string;
  kind: ClockKind;
  /** The court that must act on the deadline. */
  court: CourtCode;
  rung: ClockRung;
  due: LocalDate;
  /** The rung's own instant; court time. */
  dueAt: Instant;
  /** From when it had to be there; court time, never before `dueAt`. */
  owedFrom: Instant;
}

/** A rung that stands in the ledger. */
export interface WrittenRung extends RungOfFile {
  seq: number;
  /** When it took effect; court time. */
  at: Instant;
  /** When it was written; real time, ISO 8601. */
  recordedAt: string;
}

/** What a file's clock owes, and since which real instant (epoch ms) the ledger says so. */
export interface Owed extends OwedRung {
  known: number;
}

export interface FileRungs {
  owed: Owed[];
  written?: WrittenRung;
  /** Of what should have been written before this entry, what never will be. */
  passedOver: RungOfFile[];
}

export const rungOfFile = (caseId: string, { deadline, kind, court, rung, due, at, from }: OwedRung): RungOfFile => ({
  ...{ caseId, deadline, kind, court, rung, due },
  dueAt: toInstant(at),
  owedFrom: toInstant(from),
});

/**
 * What an entry is to the clock of its file. Of a demonstration's made history nothing is said: no clock has made it.
 * @param before what was owed before the entry
 * @param state the file with the entry
 */
export function rungsAfter<S extends FileState>(
  read: ReadFile<S>,
  entry: LedgerEntry,
  before: readonly Owed[],
  state: S,
): FileRungs {
  const { caseId, seq, at, recordedAt } = entry;
  const { owed, fired, passedOver } = rungStep(before, entry, state, read.isOver(state), read.hours(entry, state));
  const since = new Map<OwedRung, number>(before.map((one) => [one, one.known]));
  const known = Date.parse(recordedAt);
  const made = read.madeUntil(state);
  const own = made === undefined || parseInstant(at) > parseInstant(made);
  return {
    owed: owed.map((one) => ({ ...one, known: since.get(one) ?? known })),
    passedOver: own ? passedOver.map((one) => rungOfFile(caseId, one)) : [],
    ...(fired && own ? { written: { ...rungOfFile(caseId, fired), seq, at, recordedAt } } : {}),
  };
}

/** Follows a file's entries from the first, for what its clock has written and what it owes. */
export class RungFold {
  owed: Owed[] = [];
  seq = 0;
  private state: FileState | null = null;
  private readonly read: ReadFile;

  constructor(readonly caseId: string) {
    this.read = readFileOf(caseId);
  }

  /** @throws for an entry that the file cannot have */
  take(entry: LedgerEntry): Omit<FileRungs, 'owed'> {
    const state = this.read.evolve(this.state, entry);
    const { owed, ...rungs } = rungsAfter(this.read, entry, this.owed, state);
    this.state = state;
    this.owed = owed;
    this.seq = entry.seq;
    return rungs;
  }
}
