import lunarDays from '../data/lunar-days.json';
import type { LocalDate } from '../local-date';
import { addDays } from '../local-date';

/** Where the days off by law stand, whatever a year's notice adds to them. */
export const HOLIDAYS_LAW = '《全国年节及纪念日放假办法》';

/**
 * Solar days (MMDD) of 正月初一, 清明, 端午 and 中秋, 1949-2100. A table, because the Rule runs where no library should;
 * the tests compare it with `lunar-typescript`. Node's own Intl calendar is wrong (it has 2027-02-07 for 正月初一).
 */
const LUNAR_DAYS: Readonly<Record<string, string>> = lunarDays;

interface Version {
  /** First year in which this text of the law decided. */
  from: number;
  /** Days of 春节, counted from 正月初一 as 0; -1 is 除夕. */
  springFestival: readonly number[];
  labourDays: number;
  nationalDays: number;
  /** 清明, 端午 and 中秋 have been days off since 2008. */
  traditional: boolean;
}

/** The law of 1949-12-23 as amended on 1999-09-18, 2007-12-14, 2013-12-11 and 2024-11-10 (each from the year named). */
const VERSIONS: readonly Version[] = [
  { from: 2025, springFestival: [-1, 0, 1, 2], labourDays: 2, nationalDays: 3, traditional: true },
  { from: 2014, springFestival: [0, 1, 2], labourDays: 1, nationalDays: 3, traditional: true },
  { from: 2008, springFestival: [-1, 0, 1], labourDays: 1, nationalDays: 3, traditional: true },
  { from: 2000, springFestival: [0, 1, 2], labourDays: 3, nationalDays: 3, traditional: false },
  { from: 1950, springFestival: [0, 1, 2], labourDays: 1, nationalDays: 2, traditional: false },
];

function daysFrom(year: number, monthDay: string, count: number): LocalDate[] {
  const first = `${String(year).padStart(4, '0')}-${monthDay}`;
  return Array.from({ length: count }, (_, i) => addDays(first, i));
}

function daysOf(year: number): Map<LocalDate, string> {
  const version = VERSIONS.find(({ from }) => from <= year);
  const days = new Map<LocalDate, string>();
  if (!version) return days;
  const name = (dates: readonly LocalDate[], holiday: string) => dates.forEach((date) => days.set(date, holiday));
  name(daysFrom(year, '01-01', 1), '元旦');
  name(daysFrom(year, '05-01', version.labourDays), '劳动节');
  // 中秋 can fall on a National Day, which then keeps its own name.
  const lunar = LUNAR_DAYS[year]?.split(' ').map((day) => `${year}-${day.slice(0, 2)}-${day.slice(2)}`);
  if (lunar) {
    const [spring = '', qingming = '', dragonBoat = '', midAutumn = ''] = lunar;
    name(
      version.springFestival.map((offset) => addDays(spring, offset)),
      '春节',
    );
    if (version.traditional) {
      name([qingming], '清明节');
      name([dragonBoat], '端午节');
      name([midAutumn], '中秋节');
    }
  }
  name(daysFrom(year, '10-01', version.nationalDays), '国庆节');
  return days;
}

/** A handful of dates a year, and at most 9999 years: bounded, whoever asks for what. */
const known = new Map<number, ReadonlyMap<LocalDate, string>>();

/**
 * The days off of a year by law alone, each with its holiday's name: all that can be known of a year whose notice is not out.
 * Years after 2100 have the fixed days only.
 */
export function statutoryDays(year: number): ReadonlyMap<LocalDate, string> {
  const before = known.get(year);
  if (before) return before;
  const days = daysOf(year);
  known.set(year, days);
  return days;
}
