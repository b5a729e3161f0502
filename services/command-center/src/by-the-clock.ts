import type { Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { pauseAfter } from './changes/telling';

const LOOK_MS = 5_000;

/**
 * Work that becomes due by the court clock and belongs to no file: looked for every few seconds for as long as this process
 * lives, one look after another. What fails is done a little later.
 */
export class ByTheClock {
  private readonly ending = new AbortController();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly work: (signal: AbortSignal) => Promise<void>,
    private readonly logger: Logger,
    /** What the log says when it fails. */
    private readonly failure: string,
  ) {}

  close(): void {
    this.ending.abort();
  }

  /** Does what is due now, after whoever is at it. */
  upToNow(): Promise<void> {
    const turn = this.turn.then(() => this.work(this.ending.signal));
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  async run(): Promise<void> {
    for (let failures = 0; !this.ending.signal.aborted;) {
      try {
        await this.upToNow();
        failures = 0;
      } catch (err) {
        failures += 1;
        if (!this.ending.signal.aborted) this.logger.warn({ err }, this.failure);
      }
      const pause = failures === 0 ? LOOK_MS : pauseAfter(failures);
      await delay(pause, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }
}
