import { closuresEnded, KNOWN_REGIONS, NATIONAL, regionName, SHIPPED_CALENDAR, yearEntry } from '@xiezhi/rules';
import type { CalendarBook, CalendarYear } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import type { CalendarOverview } from '@xiezhi/contracts/views';
import type { Changes } from '../changes/changes';
import type { Proposal } from '../changes/types';

function coverageOf(years: readonly CalendarYear[]): string | null {
  const published = new Set(years.map(({ year }) => year));
  let last = Math.min(...published);
  while (published.has(last + 1)) last += 1;
  return published.size > 0 ? `${last}-12-31` : null;
}

/** Every region with the years in force; a region without a year of its own keeps the national calendar. */
export function calendarOverview(book: CalendarBook): Omit<CalendarOverview, 'missing'> {
  const regions = KNOWN_REGIONS.map((region) => {
    const years = book.years.filter((year) => year.region === region).sort((a, b) => a.year - b.year);
    return {
      region,
      name: regionName(region),
      coverageUntil: region === NATIONAL ? coverageOf(years) : null,
      years: years.map(({ year, version, off, makeup, closed = [], notice }) => ({
        year,
        version,
        off: off.length,
        makeup: makeup.length,
        closed: closed.length,
        notice,
      })),
    };
  });
  return { regions };
}

function madeBy(version: CalendarYear, before: CalendarYear | undefined, proposal: Proposal | undefined) {
  const named = (person: Proposal['proposedBy'] | undefined) =>
    person ? { name: person.name, court: person.court } : null;
  return {
    version: version.version,
    notice: version.notice,
    ended: closuresEnded(version, { years: before ? [before] : [] }),
    proposal: proposal?._id ?? null,
    proposedBy: named(proposal?.proposedBy),
    proposedAt: proposal?.proposedAt ?? null,
    approvedBy: named(proposal?.approvedBy),
    approvedAt: proposal?.approvedAt ?? null,
  };
}

/** One version of a region's year, by default the newest. @throws Problem NOT_FOUND */
export async function calendarYear(changes: Changes, region: string, year: number, version: number | undefined) {
  const shipped = yearEntry(SHIPPED_CALENDAR, region, year);
  const published = await changes.versions.yearVersions(region, year);
  const all: CalendarYear[] = [...(shipped ? [shipped] : []), ...published];
  const shown = version === undefined ? all.at(-1) : all.find((candidate) => candidate.version === version);
  if (!shown) throw new Problem('NOT_FOUND', `没有${regionName(region)}${year}年的该版放假安排。`);
  const proposals = await changes.proposalsById(published.map(({ proposal }) => proposal));
  const proposalOf = new Map(published.map((each) => [each.version, proposals.get(each.proposal)]));
  const { off, makeup, closed = [], names = {}, notice } = shown;
  return {
    region,
    name: regionName(region),
    year,
    version: shown.version,
    off,
    makeup,
    closed,
    names: { ...names },
    notice,
    versions: all.map((each, index) => madeBy(each, all[index - 1], proposalOf.get(each.version))),
  };
}
