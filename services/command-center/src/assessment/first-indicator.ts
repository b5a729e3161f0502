import { countFirstIndicator, indicatorDays } from '@xiezhi/rules';
import type { CourtCode, IndicatorCount } from '@xiezhi/rules';
import type { Docket } from '../docket/docket';

/** So many answers are remembered until the docket grows. */
const KEPT = 500;

/** R1 as the docket has it. A docket may have a million rows, so a court's count is kept until something was imported. */
export class FirstIndicator {
  private readonly counted = new Map<string, Promise<IndicatorCount>>();
  private batches = -1;

  constructor(private readonly docket: Pick<Docket, 'rows' | 'batches'>) {}

  /** Of all these courts together; a denominator of 0 where they have no rows. */
  async of(courts: readonly CourtCode[], period: string): Promise<IndicatorCount> {
    const sum = { numerator: 0, denominator: 0 };
    // One court after another: it is the database that is slow, and others want it as well.
    for (const court of courts) {
      const { numerator, denominator } = await this.court(court, period);
      sum.numerator += numerator;
      sum.denominator += denominator;
    }
    return sum;
  }

  private async court(court: CourtCode, period: string): Promise<IndicatorCount> {
    const batches = await this.docket.batches.finished();
    if (batches.size !== this.batches || this.counted.size >= KEPT) {
      this.counted.clear();
      this.batches = batches.size;
    }
    const name = `${court}:${period}`;
    const before = this.counted.get(name);
    if (before) return before;
    const counting = this.count(court, period, batches);
    this.counted.set(name, counting);
    counting.catch(() => this.counted.delete(name));
    return counting;
  }

  private async count(court: CourtCode, period: string, batches: ReadonlySet<string>): Promise<IndicatorCount> {
    const days = indicatorDays(period);
    const sum = { numerator: 0, denominator: 0 };
    for await (const { row } of this.docket.rows.newest(court, { batches })) countFirstIndicator(sum, row, days);
    return sum;
  }
}
