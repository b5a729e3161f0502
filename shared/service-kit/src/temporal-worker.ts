import { setTimeout as delay } from 'node:timers/promises';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { LogLevel, NativeConnection, Worker } from '@temporalio/worker';
import { fileIdOf } from '@xiezhi/contracts';
import type { Logger } from './logger';

interface RunningWorker {
  worker: Worker;
  engine: NativeConnection;
}

const RETRY_MS = 1_000;

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const satisfies Record<
  LogLevel,
  string
>;

/** The SDK's own lines, also those of its native core, become lines of this process's log, with the case they concern. */
function logThrough(logger: Logger, metricsAddress: string | undefined): void {
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const workflowId: unknown = meta?.['workflowId'];
      const caseId = typeof workflowId === 'string' ? fileIdOf(workflowId) : undefined;
      logger[LEVELS[level]]({ ...meta, ...(caseId === undefined ? {} : { caseId }) }, message);
    }),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} },
      ...(metricsAddress === undefined ? {} : { metrics: { prometheus: { bindAddress: metricsAddress } } }),
    },
  });
}

/**
 * Keeps one worker polling: waits for the engine at start, and starts anew if the worker ends by itself after a long
 * outage. `stop` lets tasks in hand finish. One in a process: the SDK has one log.
 * @param options.metricsAddress `host:port` at which the SDK is to tell its own metrics for Prometheus; without it, none
 */
export function keepWorking({
  create,
  logger,
  metricsAddress,
}: {
  create(): Promise<RunningWorker>;
  logger: Logger;
  metricsAddress?: string;
}) {
  logThrough(logger, metricsAddress);
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
