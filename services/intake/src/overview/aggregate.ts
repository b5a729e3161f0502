import type { CourtCount, Lights } from '@xiezhi/contracts/views';
import { addDays, codeOn, dateOf, ENDED_STATUSES, weekday, LAMP_WORDS } from '@xiezhi/rules';
import type { CaseStatus, CourtCode, Lamp, LocalDate } from '@xiezhi/rules';
import type { Scope } from '../list/find';
import { lampFilter } from '../list/lamps';
import { courtTree } from '../list/question';
import type { Row } from '../list/roll';

const LAMPS = Object.keys(LAMP_WORDS) as Lamp[];

export interface Totals {
  open: number;
  lamps: Lights;
  /** By the code the executing court bears today, those with an open case only. */
  courts: CourtCount[];
  states: { state: CaseStatus; count: number }[];
  /** Open cases of other areas that the reader's court has to do with. */
  elsewhere: number;
  /** Late cases, the longest late first. */
  overdue: Row[];
  /** Cases whose nearest deadline is today and has not passed. */
  today: Row[];
  /** This week, Monday to Sunday: nearest deadlines of open cases by due day. */
  week: { date: LocalDate; count: number }[];
  /** Latest change first, ended cases and those of other areas included. */
  latest: Row[];
}

const LATEST = 12;

const dark = (): Lights => ({ GREEN: 0, AMBER: 0, RED: 0, DARK: 0, NONE: 0 });

/**
 * The cases of a court's area in numbers, in one pass over the roll. What the reader may not see is not counted, restricted
 * cases included: a number that grows by one tells of a case as well as its name does.
 * @param area the court whose own and lower courts are counted, by executing court
 */
export function totalsOf(rows: Iterable<Row>, { court, book, now }: Scope, area: CourtCode): Totals {
  const today = dateOf(now);
  const within = courtTree(area, today);
  const readers = LAMPS.map((lamp) => [lamp, lampFilter(new Set([lamp]), book, now)] as const);
  const lampOfRow = (row: Row) => readers.find(([, fits]) => fits(row))?.[0] ?? 'NONE';
  const courts = new Map<CourtCode, CourtCount>();
  const states = new Map<CaseStatus, number>();
  const monday = addDays(today, 1 - weekday(today));
  const week = new Map([0, 1, 2, 3, 4, 5, 6].map((day) => [addDays(monday, day), 0]));
  const lamps = dark();
  const overdue: Row[] = [];
  const due: Row[] = [];
  const latest: Row[] = [];
  let open = 0;
  let elsewhere = 0;

  function count(row: Row): void {
    const lamp = lampOfRow(row);
    const code = codeOn(row.executingCourt, today);
    const counted = courts.get(code) ?? { court: code, open: 0, lamps: dark() };
    courts.set(code, counted);
    open += 1;
    counted.open += 1;
    counted.lamps[lamp] += 1;
    lamps[lamp] += 1;
    if (lamp === 'DARK') overdue.push(row);
    if (lamp === 'RED') due.push(row);
    if (row.due !== null && week.has(row.due)) week.set(row.due, week.get(row.due)! + 1);
  }

  for (const row of rows) {
    if (court !== null && !row.visibleTo.includes(court)) continue;
    keepLatest(latest, row);
    const ended = ENDED_STATUSES.has(row.state as CaseStatus);
    if (!within.has(row.executingCourt)) {
      if (!ended) elsewhere += 1;
      continue;
    }
    states.set(row.state, (states.get(row.state) ?? 0) + 1);
    if (!ended) count(row);
  }
  const bySoonest = (a: Row, b: Row) => a.expires - b.expires || (a.caseId < b.caseId ? -1 : 1);
  return {
    open,
    lamps,
    courts: [...courts.values()].sort((a, b) => (a.court < b.court ? -1 : 1)),
    states: [...states].map(([state, number]) => ({ state, count: number })),
    elsewhere,
    overdue: overdue.sort(bySoonest),
    today: due.sort(bySoonest),
    week: [...week].map(([date, number]) => ({ date, count: number })),
    latest,
  };
}

/** A list this short is kept in order as it goes. */
function keepLatest(latest: Row[], row: Row): void {
  const last = latest.at(-1);
  if (latest.length === LATEST && last && row.updated <= last.updated) return;
  const at = latest.findIndex(({ updated }) => updated < row.updated);
  latest.splice(at < 0 ? latest.length : at, 0, row);
  if (latest.length > LATEST) latest.pop();
}
