import { codesOf, PendingDays } from '@xiezhi/rules';
import type { CourtCode, LocalDate } from '@xiezhi/rules';
import type { Docket } from '../docket/docket';

interface Kept {
  /** So many rows of the court were held when it was read. */
  rows: number;
  days: Promise<PendingDays>;
}

/**
 * How many cases courts have open. A court's docket is read once for all days, and again when rows of that court were
 * imported.
 */
export class Pending {
  private readonly kept = new Map<CourtCode, Kept>();

  constructor(private readonly docket: Pick<Docket, 'rows' | 'batches'>) {}

  async on(courts: readonly CourtCode[], day: LocalDate): Promise<Map<CourtCode, number>> {
    // Before the batches: rows that come in between are read, and read again the next time, and never missed.
    const held = await this.docket.batches.rowsByCourt();
    const batches = await this.docket.batches.finished();
    const counts = new Map<CourtCode, number>();
    // One court after another: it is the database that is slow, and others want it as well.
    for (const court of courts) {
      const rows = codesOf(court).reduce((sum, code) => sum + (held.get(code) ?? 0), 0);
      counts.set(court, rows === 0 ? 0 : (await this.daysOf(court, rows, batches)).on(day));
    }
    return counts;
  }

  private daysOf(court: CourtCode, rows: number, batches: ReadonlySet<string>): Promise<PendingDays> {
    const before = this.kept.get(court);
    if (before?.rows === rows) return before.days;
    const days = this.read(court, batches);
    this.kept.set(court, { rows, days });
    days.catch(() => this.kept.delete(court));
    return days;
  }

  private async read(court: CourtCode, batches: ReadonlySet<string>): Promise<PendingDays> {
    const days = new PendingDays();
    for await (const snapshots of this.docket.rows.snapshots(court, { batches })) days.add(snapshots);
    return days;
  }
}
