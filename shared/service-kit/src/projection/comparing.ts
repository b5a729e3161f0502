import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logger';
import { isConnectionError } from '../unavailable';

const EVERY_MS = 3 * 60_000;
const AGAIN_MS = 2_000;
/** Of ten thousand cases too it takes no more than a twentieth of the time. */
const REST = 20;

export interface Comparing {
  /** Real time of the last whole comparison, ISO 8601; null before the first. */
  comparedAt(): string | null;
  close(): Promise<void>;
}

/**
 * Does `work` at the start and every few minutes; after an outage soon again. What no event brought, because the stream was
 * lost or a message with it, is found so, and what the ledger no longer has.
 */
export function startComparing(
  work: (signal: AbortSignal) => Promise<void>,
  logger: Logger,
  everyMs = EVERY_MS,
): Comparing {
  const ending = new AbortController();
  const { signal } = ending;
  let comparedAt: string | null = null;

  async function once(): Promise<number> {
    const began = performance.now();
    try {
      await work(signal);
      comparedAt = new Date().toISOString();
      return Math.max(everyMs, (performance.now() - began) * REST);
    } catch (err) {
      if (!signal.aborted) {
        logger[isConnectionError(err) ? 'debug' : 'warn']({ err }, 'not compared with the ledger, again soon');
      }
      return AGAIN_MS;
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) await delay(await once(), undefined, { signal, ref: false }).catch(() => undefined);
  }

  const running = run();
  return {
    comparedAt: () => comparedAt,
    async close() {
      ending.abort();
      await running;
    },
  };
}
