import type { CourtCode, Courts } from '../courts/courts';
import { RuleError } from '../errors';
import { TERRITORY } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';

/** A region with days off of its own. */
export interface Region {
  name: string;
  /** The courts it covers, each with all courts below it. */
  courts: readonly CourtCode[];
  /**
   * Days on which it rests every year by a notice that comes late. Only there does a year that is not entered leave
   * something open.
   */
  usual?: { since: number; from: string; to: string };
}

/** The regions of a province that have days of their own, by their names in notices. */
export type Regions = Readonly<Record<string, Region>>;

/** Which courts there are, and whose calendar each of them keeps. */
export interface Territory {
  courts: Courts;
  regions: Regions;
}

/** Whose national notice decides whether a year is published at all. */
export const NATIONAL = 'national';

function regionIn({ regions }: Territory, region: string): Region | undefined {
  return Object.hasOwn(regions, region) ? regions[region] : undefined;
}

/** Whether a region usually rests about that day, so that its notice of the year has to be known. */
export function isUsualDay(region: string, date: LocalDate, territory: Territory = TERRITORY): boolean {
  const usual = regionIn(territory, region)?.usual;
  if (!usual || Number(date.slice(0, 4)) < usual.since) return false;
  return usual.from <= date.slice(5) && date.slice(5) <= usual.to;
}

/** The first of a region's usual days in a year; undefined where it has none. */
export function usualDaysFrom(region: string, year: number, territory: Territory = TERRITORY): LocalDate | undefined {
  const usual = regionIn(territory, region)?.usual;
  return usual && year >= usual.since ? `${year}-${usual.from}` : undefined;
}

/** Calendar regions an installation can publish years for. */
export function knownRegions({ regions }: Territory = TERRITORY): readonly string[] {
  return [NATIONAL, ...Object.keys(regions)];
}

/** The same, of the territory in force. */
export const KNOWN_REGIONS = knownRegions();

/** Chinese name of a region, for reasons and notices. */
export function regionName(region: string, territory: Territory = TERRITORY): string {
  return region === NATIONAL ? '全国' : (regionIn(territory, region)?.name ?? region);
}

/**
 * The regions whose calendars a court keeps, national first. Undated on purpose: a period may run on after its court's code
 * was replaced. Throws COURT_UNKNOWN for a code never in use.
 */
export function regionsOf(court: CourtCode, { courts, regions }: Territory = TERRITORY): string[] {
  const parents = courts.everParents(court);
  if (!parents) throw new RuleError('COURT_UNKNOWN', `法院代码“${String(court)}”无效。`);
  const local = Object.entries(regions).filter(([, region]) =>
    [court, ...parents].some((code) => region.courts.includes(code)),
  );
  return [NATIONAL, ...local.map(([region]) => region)];
}

/**
 * Whether a case with these courts can come to count by a region's calendar: a court of the region takes part, or may
 * yet be drafted by the deciding court, in whose jurisdiction it lies (Art. 5).
 */
export function mayKeep(
  region: string,
  at: {
    executingCourt: CourtCode;
    decidingCourt: CourtCode;
    relayCourt: CourtCode | null;
    participants: readonly CourtCode[];
  },
  territory: Territory = TERRITORY,
): boolean {
  if (region === NATIONAL) return true;
  const { executingCourt, decidingCourt, relayCourt, participants } = at;
  const { courts } = territory;
  const present = [executingCourt, decidingCourt, ...(relayCourt ? [relayCourt] : []), ...participants];
  if (present.some((court) => regionsOf(court, territory).includes(region))) return true;
  const covered = regionIn(territory, region)?.courts ?? [];
  return decidingCourt === courts.high || covered.some((court) => courts.everParents(court)?.includes(decidingCourt));
}
