import type { LocalDate } from '../local-date';
import { dateOf } from '../local-date';
import type { DocketRow } from '../supervision/docket-row';

type Snapshot = Pick<DocketRow, 'snapshot_at' | 'close_date'>;

/**
 * How many of a court's cases are open on any day, by its docket: of each case the newest snapshot of the day or before
 * counts, and a case that is closed on the day is not open. Only the days on which the number changes are held, so that a
 * docket is read once for all days.
 */
export class PendingDays {
  private readonly changes: Map<LocalDate, number>;
  private sums: { day: LocalDate; open: number }[] | undefined;

  /** @param changes of an earlier `all` */
  constructor(changes: readonly (readonly [LocalDate, number])[] = []) {
    this.changes = new Map(changes);
  }

  /** The days on which the number changes, and by how many. */
  all(): [LocalDate, number][] {
    return [...this.changes];
  }

  /** Adds a case. @param snapshots all of it, the oldest first */
  add(snapshots: readonly Snapshot[]): void {
    this.sums = undefined;
    snapshots.forEach(({ snapshot_at, close_date }, index) => {
      const from = dateOf(snapshot_at);
      const next = snapshots[index + 1];
      const ends = [...(next ? [dateOf(next.snapshot_at)] : []), ...(close_date === null ? [] : [close_date])];
      const until = ends.sort()[0];
      if (until !== undefined && until <= from) return;
      this.change(from, 1);
      if (until !== undefined) this.change(until, -1);
    });
  }

  /** At the end of a day. */
  on(day: LocalDate): number {
    const sums = (this.sums ??= this.summed());
    let [low, high] = [0, sums.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]!.day <= day) low = middle + 1;
      else high = middle;
    }
    return sums[low - 1]?.open ?? 0;
  }

  private change(day: LocalDate, by: number): void {
    this.changes.set(day, (this.changes.get(day) ?? 0) + by);
  }

  private summed() {
    let open = 0;
    return [...this.changes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, by]) => ({ day, open: (open += by) }));
  }
}
