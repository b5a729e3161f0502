import { codesOf, PendingDays } from '@xiezhi/rules';
import type { CourtCode, LocalDate } from '@xiezhi/rules';
import { collectionOf } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { Docket } from '../docket/docket';

/** What was read of a court's docket, so that no process has to read it again. */
interface StoredDays {
  _id: CourtCode;
  /** So many rows of the court were held then. */
  rows: number;
  changes: [LocalDate, number][];
}

interface Kept {
  rows: number;
  days: Promise<PendingDays>;
}

/**
 * How many cases courts have open. A docket of hundreds of thousands of rows takes the database a minute, so a court's is read
 * once for all days, in the background after each import of rows of that court, and what it comes to is stored.
 */
export class Pending {
  private readonly kept = new Map<CourtCode, Kept>();
  private readonly stored: Collection<StoredDays>;

  constructor(
    connection: Connection,
    private readonly docket: Pick<Docket, 'rows' | 'batches'>,
    private readonly logger: Logger,
  ) {
    this.stored = collectionOf<StoredDays>(connection, 'docket_pending');
  }

  async on(courts: readonly CourtCode[], day: LocalDate): Promise<Map<CourtCode, number>> {
    const held = await this.docket.batches.rowsByCourt();
    const counts = new Map<CourtCode, number>();
    // One court after another: it is the database that is slow, and others want it as well.
    for (const court of courts) counts.set(court, (await this.daysOf(court, held))?.on(day) ?? 0);
    return counts;
  }

  /** Reads what has changed of these courts' dockets, else of all, before anybody asks. What fails is read when asked for. */
  async readAhead(courts?: readonly CourtCode[]): Promise<void> {
    try {
      const held = await this.docket.batches.rowsByCourt();
      for (const court of courts ?? held.keys()) await this.daysOf(court, held);
    } catch (err) {
      this.logger.warn({ err }, 'dockets not read ahead for the advice whom to draft');
    }
  }

  /** Undefined for a court without rows. */
  private daysOf(court: CourtCode, held: ReadonlyMap<CourtCode, number>): Promise<PendingDays> | undefined {
    const rows = codesOf(court).reduce((sum, code) => sum + (held.get(code) ?? 0), 0);
    if (rows === 0) return undefined;
    const before = this.kept.get(court);
    if (before?.rows === rows) return before.days;
    const days = this.load(court, rows);
    this.kept.set(court, { rows, days });
    days.catch(() => this.kept.delete(court));
    return days;
  }

  private async load(court: CourtCode, rows: number): Promise<PendingDays> {
    const known = await this.stored.findOne({ _id: court });
    if (known?.rows === rows) return new PendingDays(known.changes);
    // Batches after rows: what comes in between is read, and read again the next time, and never missed.
    const batches = await this.docket.batches.finished();
    const days = new PendingDays();
    for await (const snapshots of this.docket.rows.snapshots(court, { batches })) days.add(snapshots);
    await this.stored.replaceOne({ _id: court }, { rows, changes: days.all() }, { upsert: true });
    return days;
  }
}
