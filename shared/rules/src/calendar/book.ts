import type { CourtCode } from '../courts';
import { everParents } from '../courts';
import shippedRegions from '../data/calendar-regions.json';
import shipped from '../data/calendar.json';
import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { isLocalDate } from '../local-date';

/** One published year of one region. `version` starts at 1 (shipped) and grows with each later notice. */
export interface CalendarYear {
  region: string;
  year: number;
  /** Days off, weekends inside a holiday included. */
  off: LocalDate[];
  /** 调休 working days on weekends. */
  makeup: LocalDate[];
  version: number;
  notice: string;
  /** Those of `off` that are emergency closures and not in the notice (rule/domain 3.3). */
  closed?: LocalDate[] | undefined;
}

/** All published years. Of several entries for one region and year, the last one counts. */
export interface CalendarBook {
  years: CalendarYear[];
}

export const SHIPPED_CALENDAR: CalendarBook = shipped;

/** Whose national notice decides whether a year is published at all. */
export const NATIONAL = 'national';

/**
 * Regions with days off of their own, and the courts they cover (each with all courts below it). Yanbian: rule/domain 3.3.
 * The three autonomous counties may fix days under 放假办法 Art. 4; none is shipped, an installation can publish them.
 */
const REGION_COURTS: Readonly<Record<string, readonly CourtCode[]>> = {
  yanbian: shippedRegions.yanbian,
  qianguo: ['吉0721'],
  yitong: ['吉0323'],
  changbai: ['吉0623'],
};

const REGION_NAMES: Readonly<Record<string, string>> = {
  national: '全国',
  yanbian: '延边州',
  qianguo: '前郭县',
  yitong: '伊通县',
  changbai: '长白县',
};

/** Calendar regions an installation can publish years for. */
export const KNOWN_REGIONS: readonly string[] = [NATIONAL, ...Object.keys(REGION_COURTS)];

/** Chinese name of a region, for reasons and notices. */
export function regionName(region: string): string {
  return Object.hasOwn(REGION_NAMES, region) ? (REGION_NAMES[region] ?? region) : region;
}

/**
 * The regions whose calendars a court keeps, national first. Undated on purpose: a period may run on after its court's code
 * was replaced. Throws COURT_UNKNOWN for a code never in use.
 */
export function regionsOf(court: CourtCode): string[] {
  const parents = everParents(court);
  if (!parents) throw new RuleError('COURT_UNKNOWN', `法院代码“${String(court)}”无效。`);
  const local = Object.entries(REGION_COURTS).filter(([, covered]) =>
    [court, ...parents].some((code) => covered.includes(code)),
  );
  return [NATIONAL, ...local.map(([region]) => region)];
}

/**
 * Whether a case with these courts can come to count by a region's calendar: a court of the region takes part, or may
 * yet be drafted by the deciding court, in whose jurisdiction it lies (Art. 5).
 */
export function mayKeep(
  region: string,
  courts: {
    executingCourt: CourtCode;
    decidingCourt: CourtCode;
    relayCourt: CourtCode | null;
    participants: readonly CourtCode[];
  },
): boolean {
  if (region === NATIONAL) return true;
  const { executingCourt, decidingCourt, relayCourt, participants } = courts;
  const present = [executingCourt, decidingCourt, ...(relayCourt ? [relayCourt] : []), ...participants];
  if (present.some((court) => regionsOf(court).includes(region))) return true;
  const covered = REGION_COURTS[region] ?? [];
  return decidingCourt === '吉' || covered.some((court) => everParents(court)?.includes(decidingCourt));
}

/** The entry in force for a region and year; undefined while that year is unpublished. */
export function yearEntry(book: CalendarBook, region: string, year: number): CalendarYear | undefined {
  for (let i = book.years.length - 1; i >= 0; i -= 1) {
    const entry = book.years[i];
    if (entry?.year === year && entry.region === region) return entry;
  }
  return undefined;
}

/** The version a newly published entry for this region and year has to carry. */
export function nextVersion(book: CalendarBook, region: string, year: number): number {
  return (yearEntry(book, region, year)?.version ?? 0) + 1;
}

/**
 * Refuses (VALIDATION) an entry no notice could contain: unknown region, days that do not exist, a day both off and make-up,
 * days of a year that is not adjacent. Adjacent days are real: the notice for 2019 made 2018-12-29 a working Saturday.
 */
export function checkCalendarYear(entry: Pick<CalendarYear, 'region' | 'year' | 'off' | 'makeup'>): void {
  const refuse = (message: string): never => {
    throw new RuleError('VALIDATION', message);
  };
  if (!KNOWN_REGIONS.includes(entry.region))
    refuse(`日历地区“${entry.region}”无效，可用：${KNOWN_REGIONS.join('、')}。`);
  if (!Number.isInteger(entry.year) || entry.year < 1949 || entry.year > 2999) refuse('日历年份无效。');
  for (const date of [...entry.off, ...entry.makeup]) {
    if (!isLocalDate(date)) refuse(`日历中的日期“${String(date)}”无效。`);
    if (Math.abs(Number(date.slice(0, 4)) - entry.year) > 1) refuse(`日期${date}不属于${entry.year}年的放假安排。`);
  }
  const both = entry.off.find((date) => entry.makeup.includes(date));
  if (both !== undefined) refuse(`${both}不能既是放假日又是调休上班日。`);
}

/** A new book in which `year` takes the place of any earlier entry for its region and year. Throws VALIDATION. */
export function withCalendarYear(book: CalendarBook, year: CalendarYear): CalendarBook {
  checkCalendarYear(year);
  const others = book.years.filter((entry) => entry.region !== year.region || entry.year !== year.year);
  return { years: [...others, year] };
}
