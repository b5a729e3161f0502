import type { CourtCode } from '../courts';
import { rungsAhead } from '../file';
import type { Deadline, FileEvent, FileState, Hour } from '../file';
import { parseInstant, startOfDay } from '../local-date';
import type { LocalDate } from '../local-date';
import type { ClockKind, ClockRung, Rung } from '../vocabulary';

/** A rung of the clock that has to come to be written in its file. Instants are epoch ms of the file's own time. */
export interface OwedRung {
  /** The deadline's id within its file; of an hour that is no deadline's, its kind. */
  deadline: string;
  kind: ClockKind;
  /** The court that must act on the deadline. */
  court: CourtCode;
  rung: ClockRung;
  /** The due day the rung belongs to; of an hour its day. */
  due: LocalDate;
  /** Its own instant. */
  at: number;
  /** From when it has to be there: never before the entry by which it came to exist. */
  from: number;
}

/** What an entry changes in what a file's clock owes. */
export interface RungStep {
  owed: OwedRung[];
  /** The rung that the entry is. */
  fired?: OwedRung;
  /** Rungs that should have stood before the entry, and will not come any more. */
  passedOver: OwedRung[];
}

type Written = Pick<FileEvent, 'type' | 'at' | 'payload'>;

/** Names a rung within its file. */
export const rungKey = ({ deadline, rung, due }: Pick<OwedRung, 'deadline' | 'rung' | 'due'>): string =>
  `${deadline}:${rung}:${due}`;

/** What never lapses: it is written, however late. */
const LASTING: ReadonlySet<ClockRung> = new Set(['OVERDUE', 'PROVISIONAL', 'HOUR']);
const isReminder = (rung: ClockRung): boolean => !LASTING.has(rung);

const RUNG_EVENTS: ReadonlySet<string> = new Set(['deadline.reminded', 'deadline.overdue']);

/** What a file's clock keeps beside its deadlines, after an entry. */
export interface HoursStep {
  ahead: readonly Hour[];
  /** The hour that the entry tells of. */
  told?: Hour | undefined;
}

const NO_HOURS: HoursStep = { ahead: [] };

const asRung = ({ kind, court, on, at }: Hour) => ({ deadline: kind, kind, court, rung: 'HOUR', due: on, at }) as const;

/**
 * What a file's clock owes after an entry. It is told from the entries alone, one after another: a rung is owed from its own
 * instant, or from the entry that made it due afterwards (a period that had run out when it was opened, a calendar published
 * late). A reminder whose instant had passed when it came to exist does not exist at all: a rung belongs to a due day.
 * @param before what was owed before the entry, from an empty list on
 * @param state the file with the entry
 * @param over whether nothing more can be asked of the file, so that its clock stands still
 * @param hours what it keeps beside its deadlines
 */
export function rungStep(
  before: readonly OwedRung[],
  entry: Written,
  state: Pick<FileState, 'deadlines'>,
  over: boolean,
  { ahead: hours, told }: HoursStep = NO_HOURS,
): RungStep {
  const at = parseInstant(entry.at);
  const fired = told ? seenOr(before, asRung(told), at) : firedBy(before, entry, state);
  const known = new Map(before.map((owed) => [rungKey(owed), owed]));
  const ahead = over ? [] : aheadOf([...state.deadlines.flatMap(rungsOf), ...hours.map(asRung)], at, known);
  const still = new Set(ahead.map(rungKey));
  const passedOver = before.filter(
    (owed) =>
      owed.from < at &&
      (fired === undefined || rungKey(owed) !== rungKey(fired)) &&
      (isReminder(owed.rung) || !still.has(rungKey(owed))),
  );
  const gone = new Set(passedOver.map(rungKey));
  const owed = ahead.filter((rung) => !gone.has(rungKey(rung)));
  return { owed, passedOver, ...(fired ? { fired } : {}) };
}

/** A rung by itself, whoever owes it since when. */
type Ahead = Omit<OwedRung, 'from'>;

const rungsOf = (deadline: Deadline): Ahead[] =>
  rungsAhead(deadline).map(({ rung, at }) => ({ ...ofDeadline(deadline), rung, at }));

function aheadOf(rungs: readonly Ahead[], at: number, known: ReadonlyMap<string, OwedRung>): OwedRung[] {
  return rungs.flatMap((one) => {
    const earlier = known.get(rungKey(one));
    if (earlier?.at === one.at) return [earlier];
    return isReminder(one.rung) && one.at < at ? [] : [{ ...one, from: Math.max(one.at, at) }];
  });
}

const ofDeadline = ({ id, kind, court, due }: Deadline) => ({ deadline: id, kind, court, due });

/** The rung an entry is; undefined for an entry that is none. */
function firedBy(before: readonly OwedRung[], entry: Written, { deadlines }: Pick<FileState, 'deadlines'>) {
  if (!RUNG_EVENTS.has(entry.type)) return undefined;
  const { id, rung, on } = entry.payload as { id: string; rung: Rung; on: LocalDate };
  const deadline = deadlines.find((one) => one.id === id);
  if (!deadline) return undefined;
  const at = isReminder(rung) ? startOfDay(on) : parseInstant(deadline.expiresAt);
  return seenOr(before, { ...ofDeadline(deadline), rung, at }, parseInstant(entry.at));
}

/** What was seen coming, as it was; one that nobody had seen coming was due from its own entry on. */
const seenOr = (before: readonly OwedRung[], fired: Ahead, written: number): OwedRung =>
  before.find((owed) => rungKey(owed) === rungKey(fired)) ?? { ...fired, from: Math.max(fired.at, written) };

/** The next instant (epoch ms) from which something is owed; null while nothing is. */
export function nextOwed(owed: readonly OwedRung[]): number | null {
  return owed.length === 0 ? null : Math.min(...owed.map(({ from }) => from));
}
