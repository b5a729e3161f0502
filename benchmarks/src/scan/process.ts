import {
  codeOn,
  intermediateOf,
  nextScanDay,
  NOTHING_KNOWN,
  SCAN_SETTINGS,
  scanning,
  SHIPPED_CALENDAR,
} from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import { newestRows } from './spool';

/** What one process that only scans found out, and what it took. */
export interface Scanned {
  hits: Record<string, number>;
  rows: number;
  seconds: number;
  /** Processor seconds of the scans, which others' work on the machine does not lengthen. */
  cpuSeconds: number;
  /** The same walk over the same rows without any scan. */
  plainSeconds: number;
  rssMb: number;
}

const KILOBYTES_OF_MEGABYTE = 1024;

type Scan = { asOf: LocalDate; look: ReturnType<typeof scanning>; hits: number };

/** The scans by itself of every court that has rows in its area, each as of its own next day. */
async function scanAll(folder: string, newest: string): Promise<{ hits: Record<string, number>; rows: number }> {
  const scans = new Map<string, Scan>();
  const scanOf = (court: string): Scan => {
    const before = scans.get(court);
    if (before) return before;
    const asOf = nextScanDay(SHIPPED_CALENDAR, court, newest);
    const scan = { asOf, look: scanning({ court, by: 'clock', asOf, settings: SCAN_SETTINGS }), hits: 0 };
    scans.set(court, scan);
    return scan;
  };
  const high = scanOf('吉');
  let rows = 0;
  for await (const piece of newestRows(folder)) {
    for (const row of piece) {
      rows += 1;
      const court = codeOn(row.court_code, high.asOf);
      const intermediate = intermediateOf(court, high.asOf);
      const looking = intermediate === undefined || intermediate === court ? [high] : [scanOf(intermediate), high];
      for (const scan of looking) if (scan.look(row, NOTHING_KNOWN)?.list === 'hits') scan.hits += 1;
    }
  }
  const byCode = [...scans].sort(([a], [b]) => (a < b ? -1 : 1));
  return { hits: Object.fromEntries(byCode.map(([court, { hits }]) => [court, hits])), rows };
}

async function walk(folder: string): Promise<void> {
  for await (const piece of newestRows(folder)) for (const row of piece) void row.has_property;
}

const [folder = '', newest = ''] = process.argv.slice(2);
const began = performance.now();
const { hits, rows } = await scanAll(folder, newest);
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage();
const cpuSeconds = (user + system) / 1e6;
const rssMb = Math.round(process.resourceUsage().maxRSS / KILOBYTES_OF_MEGABYTE);
const again = performance.now();
await walk(folder);
const plainSeconds = (performance.now() - again) / 1000;
console.log(JSON.stringify({ hits, rows, seconds, cpuSeconds, plainSeconds, rssMb } satisfies Scanned));
