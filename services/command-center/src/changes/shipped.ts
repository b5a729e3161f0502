import { FIRST_EDITION, SHIPPED_CALENDAR } from '@xiezhi/rules';
import type { CalendarYear } from '@xiezhi/rules';
import type { Logger, Metrics } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import type { OpenFiles } from '../open-files';
import type { Reviser } from './reviser';
import { pauseAfter, Telling } from './telling';

/**
 * Tells open files the years that this release ships and they were not told of, like any published year. Asked at every
 * start: a file that has a year changes nothing, so it does no harm twice, nor from two processes.
 */
export class ShippedYears {
  private readonly ending = new AbortController();

  constructor(
    private readonly open: Pick<OpenFiles, 'catchUp' | 'all'>,
    private readonly reviser: Pick<Reviser, 'revise'>,
    /** The courts' instant. */
    private readonly now: () => Promise<string>,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {}

  close(): void {
    this.ending.abort();
  }

  /** Resolves when every file has them, or the service ends. */
  async tell(): Promise<void> {
    // Nothing ships but what every file counts by.
    if (SHIPPED_CALENDAR.years.length === FIRST_EDITION.years.length) return;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.tellAll(await this.untold());
      } catch (err) {
        this.logger.warn({ err }, 'shipped years not told to running cases, again later');
        if (!(await this.pause(pauseAfter(attempt)))) return;
      }
    }
  }

  private async untold(): Promise<Map<string, CalendarYear[]>> {
    await this.open.catchUp();
    const untold = new Map<string, CalendarYear[]>();
    for await (const file of this.open.all()) {
      const years = file.untold();
      if (years.length > 0) untold.set(file.caseId, years);
    }
    return untold;
  }

  private async tellAll(untold: ReadonlyMap<string, CalendarYear[]>): Promise<void> {
    const at = await this.now();
    const telling = new Telling({
      tell: (caseId) => this.reviser.revise(caseId, untold.get(caseId) ?? [], at),
      pause: (ms) => this.pause(ms),
      onProgress: () => Promise.resolve(),
      metrics: this.metrics,
      logger: this.logger,
    });
    await telling.run([...untold.keys()], () => undefined);
  }

  private async pause(ms: number): Promise<boolean> {
    const { signal } = this.ending;
    return delay(ms, !signal.aborted, { signal }).catch(() => false);
  }
}
