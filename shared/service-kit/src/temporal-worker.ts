import { setTimeout as delay } from 'node:timers/promises';
import type { NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from './logger';

interface RunningWorker {
  worker: Worker;
  engine: NativeConnection;
}

const RETRY_MS = 1_000;

/**
 * Keeps one worker polling: waits for the engine at start, and starts anew if the worker ends by itself after a long
 * outage. `stop` lets tasks in hand finish.
 */
export function keepWorking({ create, logger }: { create(): Promise<RunningWorker>; logger: Logger }) {
  let current: RunningWorker | undefined;
  let stopping = false;

  const done = (async () => {
    while (!stopping) {
      try {
        current = await create();
        logger.info('worker polls');
        await current.worker.run();
      } catch (err) {
        if (!stopping) logger.warn({ err: err instanceof Error ? err.message : err }, 'worker waits for the engine');
      } finally {
        await current?.engine.close().catch(() => undefined);
        current = undefined;
      }
      if (!stopping) await delay(RETRY_MS);
    }
  })();

  return {
    /** Readiness: the worker polls. */
    async check(): Promise<void> {
      if (current?.worker.getState() !== 'RUNNING') throw new Error('worker does not poll yet');
    },
    async stop(): Promise<void> {
      stopping = true;
      if (current?.worker.getState() === 'RUNNING') current.worker.shutdown();
      await done;
    },
  };
}
