import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Lists {
  off: string[];
  makeup: string[];
}
interface Source {
  national: Record<string, Lists>;
  yanbian: Record<string, Lists>;
}

const source = JSON.parse(readFileSync(join(__dirname, '../data/calendar.json'), 'utf8')) as Source;

/** Every day from `first` to `last`, by way of Date at UTC noon, where no zone and no leap second reaches. */
export function everyDay(first: string, last: string): string[] {
  const days: string[] = [];
  for (let t = Date.parse(`${first}T12:00:00Z`); t <= Date.parse(`${last}T12:00:00Z`); t += 86_400_000) {
    days.push(new Date(t).toISOString().slice(0, 10));
  }
  return days;
}

/** 2027, whose notice is not shipped: what the law of 2024 makes days off, by hand. */
export const LAW_2027 = [
  ...['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-05-01', '2027-05-02'],
  ...['2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'],
];

/**
 * Working days 2018–2026 and the provisional ones of 2027, written once more and differently: one sorted list, read straight
 * from the notices' lists, in which counting is slicing.
 */
export function naiveWorkdays(yanbian: boolean): string[] {
  const lists = [...Object.values(source.national)];
  const rest = new Set(lists.flatMap((list) => list.off).concat(LAW_2027));
  const work = new Set(lists.flatMap((list) => list.makeup));
  if (yanbian) Object.values(source.yanbian).forEach((list) => list.off.forEach((day) => rest.add(day)));
  return everyDay('2018-01-01', '2027-12-31').filter((day) => {
    const weekend = [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
    return !rest.has(day) && (work.has(day) || !weekend);
  });
}

export function naiveCount(workdays: readonly string[], from: string, count: number): string[] {
  const first = workdays.findIndex((day) => day > from);
  return workdays.slice(first, first + count);
}
