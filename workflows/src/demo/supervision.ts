import {
  addDays,
  addMonths,
  bookWith,
  countWorkdays,
  courtsOn,
  dateOf,
  HIGH_COURT,
  parseInstant,
  toInstant,
} from '@xiezhi/rules';
import type { CalendarBook, Court, CourtCode, Instant } from '@xiezhi/rules';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { quotasAt, reportsOf } from './assessment';
import type { PastReport } from './assessment';
import { bulletinsOf } from './bulletins';
import { PastWorkdays } from './days';
import { importsOf } from './docket';
import type { Import } from './docket';
import type { MadeFile } from './file-story';
import { courseOf } from './history';
import type { History } from './history';
import { draftsOf, LONGEST_DAYS, provinceOf, SHOWN } from './province';
import type { ProvinceOptions } from './province';
import { PastScans, scanDaysOf } from './scans';
import type { PastScan } from './scans';

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

/** All of a demonstration: the collaborations of its courts, and what watches over these. */
export interface World {
  histories: History[];
  supervision: Supervision;
}

/**
 * The province, what the scans of the last months would have found beside its cases, and what was made of it: some of these
 * hits open a collaboration, which is then one of the histories. The same options give the same to the last byte. Some seconds
 * of computing, so others have their turn.
 */
export async function worldOf(options: ProvinceOptions): Promise<World> {
  const today = dateOf(options.asOf);
  const then = new Set(courtsOn(addDays(today, -LONGEST_DAYS)).map(({ code }) => code));
  const courts = courtsOn(today).filter(({ code }) => then.has(code));
  // Their numbers come last: those that scans have opened draw from the same books.
  const { imports, past } = await scansBeside(await draftsOf(options), courts, options);
  await nextTurn();
  const histories = await provinceOf(options, past.opened);
  const reports = reportsOf({ asOf: options.asOf, courts, shown: OWN });
  const bulletins = bulletinsOf({
    ...{ ...options, histories, imports, hits: past.hits },
    ...{ quotasAt: (at: Instant) => quotasAt(reports, at), drafted: OWN, forgotten: FORGETFUL },
  });
  const files = [...past.hits.map(({ story }) => story), ...bulletins].map((story) => story.made(options.asOf));
  return { histories, supervision: { imports, scans: past.scans, files, reports } };
}

async function scansBeside(histories: readonly History[], courts: readonly Court[], options: ProvinceOptions) {
  const { asOf, settings, calendar } = options;
  const today = dateOf(asOf);
  const scanDays = scanDaysOf(options, HIGH_COURT, MONTHS);
  const imports = importsOf({
    ...{ histories, today, shown: SHOWN, busy: OWN },
    courts: courts.filter(({ tier }) => tier !== 'HIGH'),
    days: importDays(scanDays, today, asOf),
  });
  await nextTurn();
  const courses = histories.map(courseOf);
  const scanning = courts.filter(({ tier }) => tier !== 'BASIC').map(({ code }) => code);
  const by = byHand(scanDays, today, bookWith(calendar));
  const plan = { asOf, settings, calendar, imports, courses, courts: scanning, byHand: by };
  return { imports, past: new PastScans(plan, MONTHS).play() };
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
