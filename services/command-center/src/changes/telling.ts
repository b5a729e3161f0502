import { inParallel } from '@xiezhi/service-kit';
import type { CasePosition, Logger, Metrics } from '@xiezhi/service-kit';
import type { Unanswered } from './types';

const CASES_AT_ONCE = 8;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

export const pauseAfter = (round: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (round - 1), LONGEST_PAUSE_MS);

interface TellingOptions {
  /** Tells one case and answers its position; rejects when the case has not answered. May be asked again. */
  tell(caseId: string): Promise<CasePosition[]>;
  /** Waits, and answers false when the work is to end. */
  pause(ms: number): Promise<boolean>;
  /** Cases done among those of this telling, and those that have not answered yet; called often. */
  onProgress(done: number, unanswered: readonly Unanswered[]): Promise<void>;
  /**
   * Told once, some time after the first case that did not answer, with what has arrived and how many are left: where the
   * engine is away each case is silent for seconds, and a round of thousands takes hours.
   */
  silence?: { afterMs: number; tell(arrived: CasePosition[], left: number): void };
  metrics: Metrics;
  logger: Logger;
}

/**
 * Tells cases in rounds: each case once, then those that did not answer again after growing pauses, until none is left. So
 * a case that is silent holds up no other, however many of them there are.
 */
export class Telling {
  private readonly unanswered = new Map<string, Unanswered>();
  private readonly positions: CasePosition[] = [];
  private done = 0;
  private total = 0;
  private silence: NodeJS.Timeout | undefined;

  constructor(private readonly options: TellingOptions) {}

  /** @param afterRound told at the end of each round, with what has arrived so far and how many cases are left */
  async run(cases: readonly string[], afterRound: (arrived: CasePosition[], left: number) => void): Promise<void> {
    const { pause, metrics } = this.options;
    const waiting = metrics.gauge('xiezhi_publication_cases_waiting', 'Cases that have not taken a published year');
    let left = [...cases];
    this.total = left.length;
    try {
      for (let round = 1; ; round += 1) {
        await inParallel(left, CASES_AT_ONCE, (caseId) => this.tellOne(caseId));
        left = [...this.unanswered.keys()];
        waiting.set(left.length);
        afterRound([...this.positions], left.length);
        if (left.length === 0 || !(await pause(pauseAfter(round)))) return;
      }
    } finally {
      clearTimeout(this.silence);
    }
  }

  private async tellOne(caseId: string): Promise<void> {
    const { tell, onProgress, metrics, logger } = this.options;
    try {
      this.positions.push(...(await tell(caseId)));
      this.unanswered.delete(caseId);
      this.done += 1;
    } catch (err) {
      const { silence } = this.options;
      if (silence) {
        this.silence ??= setTimeout(() => silence.tell([...this.positions], this.total - this.done), silence.afterMs);
      }
      const attempts = (this.unanswered.get(caseId)?.attempts ?? 0) + 1;
      this.unanswered.set(caseId, { caseId, attempts, message: err instanceof Error ? err.message : String(err) });
      metrics.counter('xiezhi_publication_failures_total', 'Times a case did not take a published year').inc();
      logger.warn({ err, caseId, attempts }, 'case has not taken a published year, again later');
    }
    await onProgress(this.done, [...this.unanswered.values()]);
  }
}
