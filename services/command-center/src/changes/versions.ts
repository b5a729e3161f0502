import {
  bookWith,
  changedSettings,
  closuresEnded,
  DEFAULT_SETTINGS,
  nextVersion,
  overClosures,
  readClosure,
  settingsInForce,
} from '@xiezhi/rules';
import type { CalendarBook, CalendarYear, LocalDate, Settings } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { Change, Proposal, PublishedYear, SettingsVersion } from './types';

type CalendarChange = Extract<Change, { kind: 'calendar' }>;
type SettingsOnly = Extract<Change, { kind: 'settings' }>;

function asYear({
  region,
  year,
  off,
  makeup,
  version,
  notice,
  closed,
  names,
  onlyClosures,
}: PublishedYear): CalendarYear {
  return {
    ...{ region, year, off, makeup, version, notice },
    ...(closed ? { closed } : {}),
    ...(names ? { names } : {}),
    ...(onlyClosures ? { onlyClosures } : {}),
  };
}

/** Published versions of calendars and settings: each is written once, under its own number, and never changed. */
export class Versions {
  private readonly years: Collection<PublishedYear>;
  private readonly settings: Collection<SettingsVersion>;

  constructor(connection: Connection) {
    this.years = collectionOf<PublishedYear>(connection, 'calendar_years');
    this.settings = collectionOf<SettingsVersion>(connection, 'settings_versions');
  }

  /** Published years that replace the shipped ones: the newest version of each region and year. */
  async publishedYears(): Promise<CalendarYear[]> {
    const newest = new Map<string, CalendarYear>();
    for (const year of await this.years.find({}).sort({ version: 1 }).toArray()) {
      newest.set(`${year.region}:${year.year}`, asYear(year));
    }
    return [...newest.values()];
  }

  /** What ships with everything published since laid over it. */
  async book(): Promise<CalendarBook> {
    return bookWith(await this.publishedYears());
  }

  /** Every published version of a region's year, oldest first, with the proposal it came from. */
  async yearVersions(region: string, year: number): Promise<(CalendarYear & { proposal: string })[]> {
    const found = await this.years.find({ region, year }).sort({ version: 1 }).toArray();
    return found.map((version) => ({ ...asYear(version), proposal: version.proposal }));
  }

  async settingsVersions(): Promise<Required<SettingsVersion>[]> {
    const found = await this.settings.find({}).sort({ _id: 1 }).toArray();
    return found.map((version) => ({ effectiveFrom: '', ...version }));
  }

  /** The settings with which a case opened on that day begins. */
  async settingsOn(on: LocalDate): Promise<Settings> {
    return settingsInForce(await this.settingsVersions(), on);
  }

  /** One version's content, if a case may adopt it on that day: published, and in force. */
  async settingsVersion(version: number, on: LocalDate): Promise<Settings | undefined> {
    if (version === DEFAULT_SETTINGS.version) return DEFAULT_SETTINGS;
    const found = (await this.settingsVersions()).find(({ _id }) => _id === version);
    return found && found.effectiveFrom <= on ? found.settings : undefined;
  }

  /** The version's own document is the publication: its key decides between two approvals at once. */
  async publishYear(proposal: Proposal, change: CalendarChange): Promise<CalendarYear> {
    return this.insert(async () => {
      const mine = await this.years.findOne({ proposal: proposal._id });
      if (mine) return asYear(mine);
      const book = await this.book();
      const year = yearOver(change, proposal.ends, book);
      const version = nextVersion(book, year.region, year.year);
      const document = { _id: `${year.region}:${year.year}:${version}`, ...year, version, proposal: proposal._id };
      await this.years.insertOne(document);
      return asYear(document);
    });
  }

  /** Takes effect on the day asked for, but neither before it was approved nor before the version it builds on. */
  async publishSettings(
    proposal: Proposal,
    { settings: change, effectiveFrom = '' }: SettingsOnly,
    approvedOn: LocalDate,
  ): Promise<Required<SettingsVersion>> {
    return this.insert(async () => {
      const known = await this.settingsVersions();
      const mine = known.find((candidate) => candidate.proposal === proposal._id);
      if (mine) return mine;
      const last = known.at(-1);
      const base = last?.settings ?? DEFAULT_SETTINGS;
      const version = base.version + 1;
      const [from = approvedOn] = [effectiveFrom, approvedOn, last?.effectiveFrom ?? ''].sort().reverse();
      const settings = changedSettings(base, change, version);
      const document = { _id: version, settings, proposal: proposal._id, effectiveFrom: from };
      await this.settings.insertOne(document);
      return document;
    });
  }

  private async insert<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }
}

/**
 * The year as it is published over what is in force.
 * @param ends the closures it ends, as far as that is known: one published since then stays
 */
export function yearOver(
  change: CalendarChange,
  ends: readonly LocalDate[] | undefined,
  book: CalendarBook,
): Omit<CalendarYear, 'version'> {
  if ('year' in change) return overClosures(change.year, ends ?? closuresEnded(change.year, book), book);
  const read = readClosure(change.closure, book);
  if ('problems' in read) throw new Problem('VALIDATION', read.problems.map(({ message }) => message).join(''));
  return read.year;
}
