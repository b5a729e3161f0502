import { eventOf } from '@xiezhi/contracts';
import {
  addDays,
  addMonths,
  bookWith,
  countWorkdays,
  courtsOn,
  dateOf,
  evolve,
  HIGH_COURT,
  parseInstant,
  toInstant,
} from '@xiezhi/rules';
import type { CalendarBook, CaseState, CourtCode, Instant } from '@xiezhi/rules';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { quotasAt, reportsOf } from './assessment';
import type { PastReport } from './assessment';
import { bulletinsOf } from './bulletins';
import { PastWorkdays } from './days';
import { importsOf } from './docket';
import type { Import } from './docket';
import type { MadeFile } from './file-story';
import type { History } from './history';
import { LONGEST_DAYS, SHOWN } from './province';
import type { ProvinceOptions } from './province';
import { PastScans, scanDaysOf } from './scans';
import type { Course, PastScan } from './scans';

/** What watches over the demonstration's courts (Arts. 14-16). */
export interface Supervision {
  imports: Import[];
  scans: PastScan[];
  /** Files of hits and of bulletins. */
  files: MadeFile[];
  reports: PastReport[];
}

const MONTHS = 6;
/** The intermediate court for which a demonstration has accounts; it scans by hand too, and its bulletin is only drafted. */
const OWN: CourtCode = '吉01';
/** One that has let its last bulletin slip. */
const FORGETFUL: CourtCode = '吉03';
const TEN = 10 * 3_600_000;

/**
 * What the scans of the last months would have found beside these histories, and what was made of it: the same options give
 * the same to the last byte. Some seconds of computing, so others have their turn.
 */
export async function supervisionOf(options: ProvinceOptions, histories: readonly History[]): Promise<Supervision> {
  const { asOf, settings, calendar } = options;
  const today = dateOf(asOf);
  const then = new Set(courtsOn(addDays(today, -LONGEST_DAYS)).map(({ code }) => code));
  const courts = courtsOn(today).filter(({ code }) => then.has(code));
  const scanDays = scanDaysOf(options, HIGH_COURT, MONTHS);
  const imports = importsOf({
    ...{ histories, today, shown: SHOWN, busy: OWN },
    courts: courts.filter(({ tier }) => tier !== 'HIGH'),
    days: importDays(scanDays, today, asOf),
  });
  await nextTurn();
  const courses = histories.map(courseOf);
  const scanning = courts.filter(({ tier }) => tier !== 'BASIC').map(({ code }) => code);
  const plan = {
    asOf,
    settings,
    calendar,
    imports,
    courses,
    courts: scanning,
    byHand: byHand(scanDays, today, bookWith(calendar)),
  };
  const past = new PastScans(plan, MONTHS).play();
  await nextTurn();
  const reports = reportsOf({ asOf, courts, shown: OWN });
  const bulletins = bulletinsOf({
    ...{ asOf, settings, calendar, histories, imports, hits: past.hits },
    ...{ quotasAt: (at: Instant) => quotasAt(reports, at), drafted: OWN, forgotten: FORGETFUL },
  });
  const files = [...past.hits.map(({ story }) => story), ...bulletins].map((story) => story.made(asOf));
  return { imports, scans: past.scans, files, reports };
}

/** Before the first scan with every case, before some of the later ones, and once more just now. */
function importDays(scanDays: readonly string[], today: string, asOf: Instant): string[] {
  const [first = addMonths(today, -1), ...more] = scanDays;
  const news = more.filter((_, index) => (more.length - index) % 2 === 1).map((day) => addDays(day, -4));
  const days = [addDays(first, -9), ...news, addDays(today, -3)];
  return [...new Set(days)].sort().filter((day) => parseInstant(`${day}T23:59:59+08:00`) < parseInstant(asOf));
}

/** The High Court has looked into what was under way below; the intermediate court has scanned what came in last. */
function byHand(scanDays: readonly string[], today: string, book: CalendarBook) {
  const past = new PastWorkdays(today);
  const at = (day: string) => toInstant(Date.parse(`${day}T00:00:00+08:00`) + TEN);
  const before = scanDays.at(-2);
  return [
    ...(before === undefined ? [] : [{ court: HIGH_COURT, at: at(countWorkdays(book, HIGH_COURT, before, 3).due) }]),
    { court: OWN, at: at(past.ago(1)) },
  ];
}

function courseOf({ caseId, entries }: History): Course {
  let state: CaseState | null = null;
  const states = entries.map((entry) => {
    state = evolve(state, eventOf(entry));
    return { at: parseInstant(entry.at), state };
  });
  return { caseId, states };
}
