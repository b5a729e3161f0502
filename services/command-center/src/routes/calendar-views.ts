import { closuresEnded, KNOWN_REGIONS, NATIONAL, regionName, SHIPPED_CALENDAR, yearEntry } from '@xiezhi/rules';
import type { CalendarBook, CalendarYear } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Changes } from '../changes/changes';
import type { Proposal } from '../changes/types';

export const missingSchema = z
  .array(z.object({ region: z.string(), year: z.number(), since: z.string(), courts: z.array(z.string()) }))
  .describe('到了录入的时候而尚未录入的年度：自何日起，提醒哪些法院的系统管理员');

export const overviewSchema = z
  .object({
    missing: missingSchema,
    regions: z.array(
      z.object({
        region: z.string(),
        name: z.string(),
        coverageUntil: z.string().nullable().describe('自首个公布年度起连续公布到的最后一日'),
        years: z.array(
          z.object({
            year: z.number(),
            version: z.number(),
            off: z.number().describe('放假天数'),
            makeup: z.number().describe('调休上班天数'),
            closed: z.number().describe('其中临时停止办公的天数'),
            notice: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Calendars' });

function coverageOf(years: readonly CalendarYear[]): string | null {
  const published = new Set(years.map(({ year }) => year));
  let last = Math.min(...published);
  while (published.has(last + 1)) last += 1;
  return published.size > 0 ? `${last}-12-31` : null;
}

/** Every region with the years in force; a region without a year of its own keeps the national calendar. */
export function calendarOverview(book: CalendarBook): Omit<z.infer<typeof overviewSchema>, 'missing'> {
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

const personSchema = z.object({ name: z.string(), court: z.string() }).nullable();

export const calendarYearSchema = z
  .object({
    region: z.string(),
    name: z.string(),
    year: z.number(),
    version: z.number(),
    off: z.array(z.string()),
    makeup: z.array(z.string()),
    closed: z.array(z.string()),
    names: z.record(z.string(), z.string()).describe('通知中各日的名称'),
    notice: z.string(),
    versions: z.array(
      z.object({
        version: z.number(),
        notice: z.string(),
        ended: z.array(z.string()).describe('较前一版本取消的临时停止办公'),
        proposal: z.string().nullable(),
        proposedBy: personSchema,
        proposedAt: z.string().nullable(),
        approvedBy: personSchema,
        approvedAt: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CalendarYear' });

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
