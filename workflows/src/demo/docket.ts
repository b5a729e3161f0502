import { addDays, dateOf, HIGH_COURT, intermediateOf, startOfDay, toInstant } from '@xiezhi/rules';
import type { CaseState, CloseOutcome, Court, CourtCode, DocketRow, Instant, LocalDate } from '@xiezhi/rules';
import { Dice } from './dice';
import type { History } from './history';
import { amountOf, causeOf, partiesOf, yearOf } from './words';

/** What a court brings in for its area at one time. */
export interface Import {
  court: CourtCode;
  at: Instant;
  rows: DocketRow[];
}

const SEED = 20_240_617;
/** Below those of the cases that are collaborated in, above those that courts use. */
const FIRST_SERIAL = 80_001;
const PER_BASIC_COURT = 30;
const PER_SHOWN_COURT = 60;
const PER_INTERMEDIATE_COURT = 12;
const TWO_YEARS = 730;
const [MINUTE, HOUR] = [60_000, 3_600_000];
/** When the courts' own system is copied; an hour later it is brought in. */
const SNAPSHOT_HOUR = 18;
const CLOSED_FOR_GOOD = ['执行完毕', '执行完毕', '终结执行', '销案'] as const;
const WITHOUT_PROPERTY = '终结本次执行程序';

/** An enforcement case through time; a docket shows of it what was so on its day. */
interface Life {
  court: CourtCode;
  number: string;
  filedOn: LocalDate;
  cause: string | null;
  amount: number | null;
  parties: DocketRow['parties'];
  /** Since when property is known of; null: none is. */
  propertyFrom: LocalDate | null;
  /** Nobody looks again whether it is still there. */
  forgotten: boolean;
  closed: { on: LocalDate; mode: string } | null;
  exclusions: DocketRow['exclusions'];
}

interface Course {
  filed: number;
  propertyFrom?: number | undefined;
  closed?: { ago: number; mode: string } | undefined;
  excluded?: number | undefined;
}

/** In days before today. Of a hundred cases most are closed or young; some have grown old with property in hand. */
function courseOf(dice: Dice): Course {
  const kind = dice.below(200);
  if (kind < 112) {
    const ago = dice.between(1, 500);
    const [mode, propertyFrom] =
      dice.below(3) === 0 ? [WITHOUT_PROPERTY, undefined] : [dice.pick(CLOSED_FOR_GOOD), ago + 30];
    return { filed: ago + dice.between(40, 640), propertyFrom, closed: { ago, mode } };
  }
  if (kind < 166) return { filed: dice.between(5, 560), propertyFrom: dice.below(5) < 3 ? 4 : undefined };
  if (kind < 190) return { filed: dice.between(800, 1_500) };
  if (kind < 193) {
    // Full two years some time ago, closed after a scan had found it.
    const ago = dice.between(4, 110);
    return { filed: TWO_YEARS + ago + dice.between(40, 120), propertyFrom: 700, closed: { ago, mode: '执行完毕' } };
  }
  if (kind < 196) return { filed: TWO_YEARS + dice.between(3, 190), propertyFrom: 700 };
  if (kind < 198) return { filed: TWO_YEARS - dice.between(1, 28), propertyFrom: 600 };
  return { filed: TWO_YEARS + dice.between(60, 240), propertyFrom: 600, excluded: dice.between(45, 180) };
}

function lifeOf(court: CourtCode, serial: number, today: LocalDate): Life {
  const dice = new Dice(SEED + serial * 6_151);
  const { filed, propertyFrom, closed, excluded } = courseOf(dice);
  const filedOn = addDays(today, -filed);
  const start = addDays(filedOn, 60);
  return {
    court,
    number: `（${yearOf(filedOn)}）${court}执${serial}号`,
    filedOn,
    cause: causeOf(dice),
    amount: amountOf(dice),
    parties: partiesOf(dice),
    propertyFrom: propertyFrom === undefined ? null : addDays(today, -propertyFrom),
    forgotten: dice.below(5) === 0,
    closed: closed ? { on: addDays(today, -closed.ago), mode: closed.mode } : null,
    exclusions: excluded ? [{ type: '评估', start, end: addDays(start, excluded - 1), document_no: null }] : [],
  };
}

/** How the docket says a collaboration's case was closed; what was taken back or ended without an execution goes on. */
const MODES: Partial<Record<CloseOutcome, string>> = { ACTUALLY_CLOSED: '执行完毕', ZHONGBEN: WITHOUT_PROPERTY };

function closingOf({ status, closed, lastAt }: CaseState): Life['closed'] {
  if (status === 'SELF_EXECUTION_DONE') return { on: dateOf(lastAt), mode: '执行完毕' };
  const mode = closed && MODES[closed.outcome];
  return closed && mode ? { on: closed.on, mode } : null;
}

/** What the docket knows of a case that is collaborated in: of its property some weeks before, or just in time. */
function lifeOfHistory({ opening, state }: History, index: number): Life {
  const { caseFields: fields, executingCourt: court } = state;
  const dice = new Dice(SEED + index * 3_571);
  const opened = dateOf(opening.command.at);
  const known = addDays(opened, -(dice.below(3) === 0 ? dice.between(10, 45) : dice.between(1, 4)));
  return {
    court,
    number: fields.caseNumber,
    filedOn: fields.filingDate,
    cause: fields.cause,
    amount: fields.claimAmount,
    parties: fields.parties.map(({ side, name, kind }) => ({ side, name, kind })),
    propertyFrom: known > fields.filingDate ? known : opened,
    forgotten: false,
    closed: closingOf(state),
    exclusions: (fields.exclusions ?? []).map(({ type, start, end }) => ({ type, start, end, document_no: null })),
  };
}

/** The row of a case as the courts' own system had it in the evening of a day; undefined before it was docketed. */
function rowOn(life: Life, day: LocalDate, snapshot_at: Instant, dice: Dice): DocketRow | undefined {
  if (life.filedOn > day) return undefined;
  const closed = life.closed !== null && life.closed.on <= day ? life.closed : null;
  const since = life.propertyFrom;
  const has_property = since !== null && since <= day && closed?.mode !== WITHOUT_PROPERTY;
  const looked = life.forgotten || since === null ? since : later(since, addDays(day, -dice.between(3, 75)));
  const done = closed !== null && closed.mode !== WITHOUT_PROPERTY;
  return {
    case_no: life.number,
    court_code: life.court,
    filing_date: life.filedOn,
    type_code: '执',
    cause: life.cause,
    claim_amount: life.amount,
    recovered_amount: done ? (life.amount ?? 0) : 0,
    has_property,
    property_verified_on: has_property ? looked : null,
    close_date: closed?.on ?? null,
    close_mode: closed?.mode ?? null,
    handler_id: null,
    parties: life.parties,
    exclusions: life.exclusions,
    related_case_nos: [],
    petition_count: 0,
    snapshot_at,
  };
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

/** Of a case that goes on there is news at every import; of one that is over, or without property, there is none. */
const sameNews = (a: DocketRow, b: DocketRow): boolean =>
  JSON.stringify({ ...a, snapshot_at: '' }) === JSON.stringify({ ...b, snapshot_at: '' });

function livesOf(
  histories: readonly History[],
  today: LocalDate,
  courts: readonly CourtOf[],
  shown: readonly CourtCode[],
) {
  let serial = FIRST_SERIAL;
  const invented = courts.flatMap(({ code, tier }) => {
    const count = tier !== 'BASIC' ? PER_INTERMEDIATE_COURT : shown.includes(code) ? PER_SHOWN_COURT : PER_BASIC_COURT;
    return Array.from({ length: count }, () => lifeOf(code, serial++, today));
  });
  return [...histories.map(lifeOfHistory), ...invented];
}

type CourtOf = Pick<Court, 'code' | 'tier'>;

export interface DocketPlan {
  histories: readonly History[];
  today: LocalDate;
  /** Courts that have been there all the time, without the High Court. */
  courts: readonly CourtOf[];
  shown: readonly CourtCode[];
  /** The intermediate court that brings in its own news; that of the others is left to the High Court. */
  busy: CourtCode;
  /** Days of the imports, in order; the first brings every case, the others what is new. */
  days: readonly LocalDate[];
}

/** What courts have brought in for their areas, in order of time; the same plan gives the same rows. */
export function importsOf({ histories, today, courts, shown, busy, days }: DocketPlan): Import[] {
  const held = new Map<Life, DocketRow>();
  const lives = livesOf(histories, today, courts, shown);
  return days.flatMap((day, nth) => {
    const snapshot = toInstant(startOfDay(day) + SNAPSHOT_HOUR * HOUR);
    const areas = new Map<CourtCode, DocketRow[]>();
    for (const [index, life] of lives.entries()) {
      const row = rowOn(life, day, snapshot, new Dice(SEED + index * 104_729 + nth * 7));
      const before = held.get(life);
      if (!row || (before && (before.close_date !== null || sameNews(before, row)))) continue;
      held.set(life, row);
      const own = intermediateOf(life.court, day) ?? life.court;
      const area = nth === 0 || own === busy ? own : HIGH_COURT;
      areas.set(area, [...(areas.get(area) ?? []), row]);
    }
    return [...areas]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([court, rows], turn) => ({
        court,
        rows,
        at: toInstant(startOfDay(day) + (SNAPSHOT_HOUR + 1) * HOUR + turn * MINUTE),
      }));
  });
}
