import { readFileSync } from 'node:fs';
import { countWorkdays, SHIPPED_CALENDAR, workdaysBetween } from '../../src/index';

/** 2027, whose notice is not shipped: what the law of 2024 makes days off, by hand. */
const LAW_2027 = [
  ...['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-05-01', '2027-05-02'],
  ...['2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'],
];

/**
 * Every day of 2018–2026 × every count from 1 to 60, for courts of all regions, against days classified one by one from
 * the notices' own lists and running totals over them. Run as a process of its own under several time zones; prints how
 * many counts agreed, or the first that did not.
 */
interface Lists {
  off: string[];
  makeup: string[];
}
const [sourceFile = ''] = process.argv.slice(2);
const source = JSON.parse(readFileSync(sourceFile, 'utf8')) as Record<'national' | 'yanbian', Record<string, Lists>>;

const FIRST = Date.UTC(2018, 0, 1);
const DAYS = Math.round((Date.UTC(2027, 11, 31) - FIRST) / 86_400_000) + 1;
const FROM_DAYS = Math.round((Date.UTC(2026, 11, 31) - FIRST) / 86_400_000) + 1;
const COUNTS = 60;

const dates = Array.from({ length: DAYS }, (_, i) => new Date(FIRST + i * 86_400_000).toISOString().slice(0, 10));

function workdaysOf(regions: readonly ('national' | 'yanbian')[]): boolean[] {
  const rest = new Set<string>(LAW_2027);
  const work = new Set<string>();
  for (const region of regions) {
    for (const { off, makeup } of Object.values(source[region])) {
      off.forEach((day) => rest.add(day));
      makeup.forEach((day) => work.add(day));
    }
  }
  // 2018-01-01 was a Monday.
  return dates.map((date, i) => !rest.has(date) && (work.has(date) || i % 7 < 5));
}

/** Regions without days of their own are counted once from every day, the others by every count. */
const COURTS: readonly [court: string, regions: readonly ('national' | 'yanbian')[], counts: number][] = [
  ['吉01', ['national'], COUNTS],
  ['吉2426', ['national', 'yanbian'], COUNTS],
  ['吉0721', ['national'], 0],
  ['吉0323', ['national'], 0],
  ['吉0623', ['national'], 0],
];

let agreed = 0;
for (const [court, regions, counts] of COURTS) {
  const workdays = workdaysOf(regions);
  const total: number[] = [];
  workdays.reduce((sum, workday, i) => (total[i] = sum + (workday ? 1 : 0)), 0);
  const nth: string[] = [];
  workdays.forEach((workday, i) => {
    if (workday) nth[total[i] ?? 0] = dates[i] ?? '';
  });
  for (let i = 0; i < FROM_DAYS; i += 1) {
    const from = dates[i] ?? '';
    const before = total[i] ?? 0;
    for (let count = 1; count <= counts; count += 1) {
      const { days, due, provisional } = countWorkdays(SHIPPED_CALENDAR, court, from, count);
      const expected = nth[before + count] ?? '';
      const fits = due === expected && days.length === count && days[count - 1] === expected;
      const unsure = expected > '2026-12-31' || (regions.length > 1 && from < '2026-09-06' && expected > '2026-08-31');
      if (!fits || provisional !== unsure) throw new Error(`${court} ${from} ${count}: ${due}, not ${expected}`);
      agreed += 1;
    }
    const { days, due } = countWorkdays(SHIPPED_CALENDAR, court, from, COUNTS);
    const all = nth.slice(before + 1, before + 1 + COUNTS).join();
    if (days.join() !== all) throw new Error(`${court} ${from}: ${days.join()}, not ${all}`);
    agreed += 1;
    if (workdaysBetween(SHIPPED_CALENDAR, court, from, due) !== COUNTS) throw new Error(`${court} ${from}..${due}`);
  }
}
console.log(agreed);
