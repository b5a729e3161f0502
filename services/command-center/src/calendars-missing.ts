import {
  addDays,
  courtRecords,
  hasNotice,
  HIGH_COURT,
  KNOWN_REGIONS,
  NATIONAL,
  regionsOf,
  usualDaysFrom,
} from '@xiezhi/rules';
import type { CalendarBook, CourtCode, LocalDate } from '@xiezhi/rules';

/** The year of a region that is not entered although its notice is out by now, or should be. */
export interface MissingYear {
  region: string;
  year: number;
  /** The day from which it is missed. */
  since: LocalDate;
  /** Courts whose system administrators are reminded of it. */
  courts: CourtCode[];
}

/** The State Council's notice comes in the last weeks of the year before. */
const NATIONAL_SINCE = '11-01';
/** A region's comes two or three weeks before its days; it is asked for a month before. */
const REGIONAL_DAYS = 31;

function missedSince(region: string, year: number): LocalDate | undefined {
  if (region === NATIONAL) return `${year - 1}-${NATIONAL_SINCE}`;
  const from = usualDaysFrom(region, year);
  return from === undefined ? undefined : addDays(from, -REGIONAL_DAYS);
}

/** The High Court keeps every calendar, a region's own intermediate courts theirs. */
function courtsFor(region: string): CourtCode[] {
  if (region === NATIONAL) return [HIGH_COURT];
  const own = courtRecords().filter(({ code, tier }) => tier === 'INTERMEDIATE' && regionsOf(code).includes(region));
  return [...new Set([HIGH_COURT, ...own.map(({ code }) => code)])];
}

/** From the first year of the national calendar to the next one. */
function yearsAsked({ years }: CalendarBook, today: LocalDate): number[] {
  const first = Math.min(...years.filter(({ region }) => region === NATIONAL).map(({ year }) => year));
  const next = Number(today.slice(0, 4)) + 1;
  return Array.from({ length: Math.max(0, next - first + 1) }, (_, index) => first + index);
}

/**
 * Which years are missed on that day, each from the day its notice can be asked for until it is published: what was
 * counted through one stays 暂定 after the year has passed as well.
 */
export function missingYears(book: CalendarBook, today: LocalDate): MissingYear[] {
  const years = yearsAsked(book, today);
  return KNOWN_REGIONS.flatMap((region) =>
    years.flatMap((year) => {
      const since = missedSince(region, year);
      if (since === undefined || today < since || hasNotice(book, region, year)) return [];
      return [{ region, year, since, courts: courtsFor(region) }];
    }),
  );
}
