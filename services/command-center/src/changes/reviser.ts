import { caseWorkflowId, eventOf, REVISE_CALENDAR_UPDATE } from '@xiezhi/contracts';
import type { CommandAnswer, LedgerEntry } from '@xiezhi/contracts';
import { mayKeep, toInstant } from '@xiezhi/rules';
import type { CalendarYear, Opening } from '@xiezhi/rules';
import type { CasePosition, TemporalLink } from '@xiezhi/service-kit';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Versions } from './versions';

type Known = readonly Pick<CalendarYear, 'region' | 'year' | 'version'>[];

/** How long an opening that was seen may take to appear in the read model. */
const SETTLING_MS = 60_000;

/** Whether a case counts by this version of the year, or a later one. */
export function has(calendar: Known, { region, year, version }: CalendarYear): boolean {
  return calendar.some((known) => known.region === region && known.year === year && known.version >= version);
}

/** Tells cases of published years: each recomputes its own deadlines, and one that has a year already changes nothing. */
export class Reviser {
  private readonly lately = new Map<string, { seenAt: number; opening: Opening }>();

  constructor(
    private readonly temporal: TemporalLink,
    private readonly versions: Versions,
  ) {}

  /** The case's position afterwards; none for a case that has ended. */
  async revise(caseId: string, years: CalendarYear[], at: string): Promise<CasePosition[]> {
    const updateId = ['calendar', ...years.map(({ region, year, version }) => `${region}-${year}-${version}`)].join(
      '-',
    );
    try {
      const { seq } = await this.temporal.call(
        (client) =>
          client.workflow
            .getHandle(caseWorkflowId(caseId))
            .executeUpdate<CommandAnswer, [{ at: string; years: CalendarYear[] }]>(REVISE_CALENDAR_UPDATE, {
              updateId,
              args: [{ at: toInstant(Date.parse(at)), years }],
            }),
        { timeoutMs: 60_000 },
      );
      return [{ caseId, seq }];
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return [];
    }
  }

  /**
   * For every entry the read model takes. A case can begin with a calendar that was asked for just before a publication
   * and appear just after the publication has looked for the cases it concerns: whatever its opening lacks it is told
   * here, and until it can be found by a publication it is remembered.
   */
  async onEntry(entry: LedgerEntry): Promise<void> {
    if (entry.seq !== 1) return;
    const event = eventOf(entry);
    if (event.type !== 'application.submitted' && event.type !== 'order.registered') return;
    const opening = event.payload;
    this.remember(entry.caseId, opening);
    const missing = (await this.versions.publishedYears()).filter(
      (year) => !has(opening.calendar, year) && concerns(opening, year),
    );
    if (missing.length > 0) await this.revise(entry.caseId, missing, entry.at);
  }

  /** Cases that began within the last minute and may count by the year's region. */
  recent(year: CalendarYear): string[] {
    const since = Date.now() - SETTLING_MS;
    return [...this.lately]
      .filter(([, { seenAt, opening }]) => seenAt >= since && concerns(opening, year))
      .map(([caseId]) => caseId);
  }

  private remember(caseId: string, opening: Opening): void {
    const now = Date.now();
    for (const [known, { seenAt }] of this.lately) {
      if (seenAt >= now - SETTLING_MS) break;
      this.lately.delete(known);
    }
    this.lately.delete(caseId);
    this.lately.set(caseId, { seenAt: now, opening });
  }
}

function concerns(opening: Opening, { region }: CalendarYear): boolean {
  return mayKeep(region, { ...opening, participants: [] });
}
