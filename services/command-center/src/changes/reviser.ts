import { REVISE_CALENDAR_UPDATE, workflowIdOf } from '@xiezhi/contracts';
import type { FileAnswer, LedgerEntry } from '@xiezhi/contracts';
import { mayKeep, regionsOf, toInstant } from '@xiezhi/rules';
import type { CalendarYear, CaseState, CourtCode, FileState } from '@xiezhi/rules';
import type { CaseDocument } from '@xiezhi/case-kit';
import type { CasePosition, TemporalLink } from '@xiezhi/service-kit';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Versions } from './versions';

/** A case that waits for something itself, as for a number while decision is away, is asked again later. */
const ANSWER_MS = 15_000;

type Known = readonly Pick<CalendarYear, 'region' | 'year' | 'version'>[];

/** Whether a case counts by this version of the year, or a later one. */
export function has(calendar: Known, { region, year, version }: CalendarYear): boolean {
  return calendar.some((known) => known.region === region && known.year === year && known.version >= version);
}

/** Tells files of published years: each recomputes its own deadlines, and one that has a year already changes nothing. */
export class Reviser {
  constructor(
    private readonly temporal: TemporalLink,
    private readonly versions: Versions,
  ) {}

  /** The file's position afterwards; none for a file that has ended. */
  async revise(caseId: string, years: CalendarYear[], at: string): Promise<CasePosition[]> {
    const updateId = ['calendar', ...years.map(({ region, year, version }) => `${region}-${year}-${version}`)].join(
      '-',
    );
    try {
      const { seq } = await this.temporal.call(
        (client) =>
          client.workflow
            .getHandle(workflowIdOf(caseId))
            .executeUpdate<FileAnswer, [{ at: string; years: CalendarYear[] }]>(REVISE_CALENDAR_UPDATE, {
              updateId,
              args: [{ at: toInstant(Date.parse(at)), years }],
            }),
        { timeoutMs: ANSWER_MS },
      );
      return [{ caseId, seq }];
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return [];
    }
  }

  /**
   * For every entry the read model takes. A case can begin with a calendar that was asked for just before a publication
   * and be recorded just after the publication has looked for the cases it concerns, or come under a court of another
   * region (Art. 4: handed on to a higher one) whose year was published to that region's cases before. Whatever it lacks
   * then it is told here.
   */
  async onEntry(
    { caseId, at }: Pick<LedgerEntry, 'caseId' | 'at'>,
    { document: { state }, previous }: { document: CaseDocument; previous: CaseDocument | null },
  ): Promise<void> {
    if (previous && courtsOf(previous.state) === courtsOf(state)) return;
    await this.tellMissing(caseId, at, state.calendar, (region) => mayKeep(region, state));
  }

  /** The same of a file that stays with one court, as a hit does. */
  async onOpened(
    { caseId, at, seq }: Pick<LedgerEntry, 'caseId' | 'at' | 'seq'>,
    court: CourtCode,
    { calendar }: Pick<FileState, 'calendar'>,
  ): Promise<void> {
    if (seq > 1) return;
    await this.tellMissing(caseId, at, calendar, (region) => regionsOf(court).includes(region));
  }

  private async tellMissing(
    caseId: string,
    at: string,
    calendar: Known,
    keeps: (region: string) => boolean,
  ): Promise<void> {
    const published = await this.versions.publishedYears();
    const missing = published.filter((year) => !has(calendar, year) && keeps(year.region));
    if (missing.length > 0) await this.revise(caseId, missing, at);
  }
}

const courtsOf = ({ executingCourt, decidingCourt, relayCourt, participants }: CaseState): string =>
  [executingCourt, decidingCourt, relayCourt, ...participants].join();
