import type { Logger } from '../logger';
import type { Metrics } from '../metrics';
import { isConnectionError } from '../unavailable';
import { inParallel } from '../parallel';

/** A case that a read model could not take further. */
export interface CaseBehind {
  caseId: string;
  /** Real time of the first failure, ISO 8601. */
  since: string;
  tries: number;
  error: string;
}

const TICK_MS = 500;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const AT_ONCE = 8;
const LONGEST_ERROR = 200;

interface BehindOptions {
  name: string;
  logger: Logger;
  metrics?: Metrics | undefined;
  /** Takes what the ledger has of a case. */
  again(caseId: string): Promise<void>;
}

/**
 * The cases with an entry that cannot be applied: each is named, counted, and tried again from the ledger after growing
 * pauses, and holds up nobody else; the stream is told that its message is taken, so that no window fills.
 */
export class Behind {
  private readonly cases = new Map<string, CaseBehind & { nextAt: number }>();
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | undefined;

  constructor(private readonly options: BehindOptions) {
    this.timer = setInterval(() => {
      this.running ??= this.retry().finally(() => (this.running = undefined));
    }, TICK_MS).unref();
    this.measure();
  }

  list(): CaseBehind[] {
    return [...this.cases.values()].map(({ nextAt: _, ...known }) => known);
  }

  get size(): number {
    return this.cases.size;
  }

  /** Notes the case, to be tried again. Returns what it is shown as. */
  failed(caseId: string, failure: unknown): string {
    const { name, logger } = this.options;
    const known = this.cases.get(caseId);
    const tries = (known?.tries ?? 0) + 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 20), LONGEST_PAUSE_MS);
    const error = describe(failure);
    const since = known?.since ?? new Date().toISOString();
    this.cases.set(caseId, { caseId, since, tries, error, nextAt: performance.now() + pause });
    logger.warn({ err: failure, caseId, tries, readModel: name }, 'a case cannot be taken further, again later');
    this.measure();
    return error;
  }

  taken(caseId: string): void {
    if (!this.cases.delete(caseId)) return;
    this.options.logger.info({ caseId, readModel: this.options.name }, 'a case that was behind has been taken');
    this.measure();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async retry(): Promise<void> {
    const now = performance.now();
    const due = [...this.cases.values()].filter(({ nextAt }) => nextAt <= now);
    await inParallel(due, AT_ONCE, async ({ caseId }) => {
      try {
        await this.options.again(caseId);
        this.taken(caseId);
      } catch (error) {
        // While a part is away nothing is said about the case.
        if (!isConnectionError(error)) this.failed(caseId, error);
      }
    });
  }

  private measure(): void {
    this.options.metrics
      ?.gauge('xiezhi_cases_poison', 'Cases with an entry that this read model cannot apply', ['projection'])
      .set({ projection: this.options.name }, this.cases.size);
  }
}

function describe(failure: unknown): string {
  return (failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure)).slice(0, LONGEST_ERROR);
}
