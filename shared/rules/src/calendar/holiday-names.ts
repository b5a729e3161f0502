import type { LocalDate } from '../local-date';

/** Month-day ranges (inclusive) in which each national holiday can fall. For labels only: no day is counted by them. */
const HOLIDAYS: readonly (readonly [from: string, to: string, name: string])[] = [
  ['01-01', '01-05', '元旦'],
  ['01-20', '02-29', '春节'],
  ['04-01', '04-10', '清明节'],
  ['04-27', '05-06', '劳动节'],
  ['05-25', '06-30', '端午节'],
  ['09-01', '09-27', '中秋节'],
  ['09-28', '10-10', '国庆节等'],
  ['12-27', '12-31', '元旦'],
];

/** The holiday a national day off most likely belongs to, or an empty string. */
export function holidayName(date: LocalDate): string {
  const day = date.slice(5);
  return HOLIDAYS.find(([from, to]) => from <= day && day <= to)?.[2] ?? '';
}
