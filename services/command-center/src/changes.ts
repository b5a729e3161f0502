import { REVISE_CALENDAR_UPDATE, caseWorkflowId } from '@xiezhi/contracts';
import type { CommandAnswer, InstallationContext } from '@xiezhi/contracts';
import { DEFAULT_SETTINGS, FINAL_STATUSES, regionsOf, toInstant } from '@xiezhi/rules';
import type { CalendarYear, Settings } from '@xiezhi/rules';
import { isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { CaseDocument, CaseService } from '@xiezhi/service-kit';
import { WorkflowNotFoundError } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';
import type { CasePosition } from './clock';
import { inParallel } from './parallel';

type Person = { sub: string; name: string; court: string };

/** What two people change together: a calendar year or the settings of the house rules. */
export type Change =
  | { kind: 'calendar'; year: Omit<CalendarYear, 'version'> }
  | { kind: 'settings'; settings: Partial<Omit<Settings, 'version'>> };

interface Proposal {
  _id: string;
  change: Change;
  proposedBy: Person;
  /** Court time of the proposal. */
  proposedAt: string;
  status: 'PROPOSED' | 'APPROVED' | 'PUBLISHED';
  approvedBy?: Person;
  approvedAt?: string;
  version?: number;
}

interface PublishedYear extends CalendarYear {
  _id: string;
}

interface SettingsVersion {
  _id: number;
  settings: Settings;
}

/** A published version, and the cases that recomputed their deadlines by it. */
export interface Publication {
  version: number;
  cases: CasePosition[];
}

const CASES_AT_ONCE = 8;
const SHIPPED_VERSION = 1;

/**
 * Changes by two people: one proposes, another approves. Approval is one write; what follows from it, publishing and
 * recomputing every open case of the region, is done again from that write until it is finished.
 */
export class Changes {
  private readonly proposals: Collection<Proposal>;
  private readonly years: Collection<PublishedYear>;
  private readonly settings: Collection<SettingsVersion>;

  constructor(private readonly service: Omit<CaseService, 'clock'>) {
    const { connection } = service;
    this.proposals = connection.collection('proposals') as unknown as Collection<Proposal>;
    this.years = connection.collection('calendar_years') as unknown as Collection<PublishedYear>;
    this.settings = connection.collection('settings_versions') as unknown as Collection<SettingsVersion>;
  }

  /** Finishes what a crash interrupted between approval and the last recomputed case. */
  async resume(): Promise<void> {
    for (const proposal of await this.proposals.find({ status: 'APPROVED' }).toArray()) await this.publish(proposal);
  }

  async propose(change: Change, by: Person, at: string): Promise<{ proposal: string }> {
    const _id = randomUUID();
    await this.proposals.insertOne({ _id, change, proposedBy: by, proposedAt: at, status: 'PROPOSED' });
    return { proposal: _id };
  }

  /** Approves the named proposal, or the latest open one of its kind; answers when every open case has it. */
  async approve(kind: Change['kind'], id: string | undefined, by: Person, at: string): Promise<Publication> {
    const proposal = id === undefined ? await this.latest(kind) : await this.proposals.findOne({ _id: id });
    if (!proposal || proposal.change.kind !== kind) throw new Problem('NOT_FOUND', '没有待批准的变更。');
    if (proposal.proposedBy.sub === by.sub) throw new Problem('SAME_PERSON', '提出变更的人不能自己批准。');
    if (proposal.status !== 'PUBLISHED') {
      await this.proposals.updateOne(
        { _id: proposal._id, status: 'PROPOSED' },
        { $set: { status: 'APPROVED', approvedBy: by, approvedAt: at } },
      );
    }
    return this.publish({ ...proposal, approvedAt: proposal.approvedAt ?? at });
  }

  /** What a case that begins now is given. */
  async context(): Promise<InstallationContext> {
    const [latest] = await this.settings.find({}).sort({ _id: -1 }).limit(1).toArray();
    return { settings: latest?.settings ?? DEFAULT_SETTINGS, calendar: await this.publishedYears() };
  }

  /** Published years that replace the shipped ones: the newest version of each region and year. */
  async publishedYears(): Promise<CalendarYear[]> {
    const newest = new Map<string, CalendarYear>();
    for (const { _id, ...year } of await this.years.find({}).sort({ version: 1 }).toArray()) {
      newest.set(`${year.region}:${year.year}`, year);
    }
    return [...newest.values()];
  }

  private async latest(kind: Change['kind']): Promise<Proposal | undefined> {
    const [latest] = await this.proposals
      .find({ 'change.kind': kind, status: 'PROPOSED' })
      .sort({ proposedAt: -1 })
      .limit(1)
      .toArray();
    return latest;
  }

  private async publish(proposal: Proposal): Promise<Publication> {
    const { change, approvedAt, proposedAt } = proposal;
    const version = proposal.version ?? (await this.assignVersion(proposal));
    const cases =
      change.kind === 'calendar'
        ? await this.reviseOpenCases({ ...change.year, version }, approvedAt ?? proposedAt)
        : [];
    await this.proposals.updateOne({ _id: proposal._id }, { $set: { status: 'PUBLISHED', version } });
    return { version, cases };
  }

  /** The version's own document is the publication: its key decides between two approvals at once. */
  private async assignVersion({ _id: proposal, change }: Proposal): Promise<number> {
    for (;;) {
      try {
        return change.kind === 'calendar'
          ? await this.insertYear(proposal, change.year)
          : await this.insertSettings(proposal, change.settings);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  private async insertYear(proposal: string, year: Omit<CalendarYear, 'version'>): Promise<number> {
    const known = await this.years.find({ region: year.region, year: year.year }).toArray();
    const mine = known.find((candidate) => (candidate as { proposal?: string }).proposal === proposal);
    if (mine) return mine.version;
    const version = Math.max(SHIPPED_VERSION, ...known.map((candidate) => candidate.version)) + 1;
    const document = { _id: `${year.region}:${year.year}:${version}`, ...year, version, proposal };
    await this.years.insertOne(document);
    return version;
  }

  private async insertSettings(proposal: string, change: Partial<Omit<Settings, 'version'>>): Promise<number> {
    const known = await this.settings.find({}).sort({ _id: -1 }).toArray();
    const mine = known.find((candidate) => (candidate as { proposal?: string }).proposal === proposal);
    if (mine) return mine._id;
    const base = known[0]?.settings ?? DEFAULT_SETTINGS;
    const version = base.version + 1;
    const settings = { ...base, ...change, workdays: { ...base.workdays, ...change.workdays }, version };
    const document = { _id: version, settings, proposal };
    await this.settings.insertOne(document);
    return version;
  }

  /** Each case recomputes its own deadlines; a case that has the version already says so and changes nothing. */
  private async reviseOpenCases(year: CalendarYear, at: string): Promise<CasePosition[]> {
    const { cases, temporal } = this.service;
    const open = await cases.collection
      .find({ status: { $nin: [...FINAL_STATUSES] } }, { projection: { _id: 1, 'state.deadlines': 1 } })
      .toArray();
    const concerned = (open as CaseDocument[]).filter(({ state }) =>
      state.deadlines.some(({ court, status }) => status === 'OPEN' && regionsOf(court).includes(year.region)),
    );
    const revise = async ({ _id: caseId }: CaseDocument): Promise<CasePosition[]> => {
      try {
        const { seq } = await temporal.call(
          (client) =>
            client.workflow
              .getHandle(caseWorkflowId(caseId))
              .executeUpdate<CommandAnswer, [{ at: string; years: CalendarYear[] }]>(REVISE_CALENDAR_UPDATE, {
                updateId: `calendar-${year.region}-${year.year}-${year.version}`,
                args: [{ at: toInstant(Date.parse(at)), years: [year] }],
              }),
          { timeoutMs: 60_000 },
        );
        return [{ caseId, seq }];
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        return [];
      }
    };
    return (await inParallel(concerned, CASES_AT_ONCE, revise)).flat();
  }
}
