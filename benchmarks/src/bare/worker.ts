import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { FILE_WORKER } from '@xiezhi/contracts';
import { inParallel, within } from '../waiting';

const TASK_QUEUE = 'benchmark-bare';
const STARTS_AT_ONCE = 16;
const SETTLED_WITHIN_MS = 60_000;

/** The baseline: bare workflows and their worker, in this process, on the same engine. */
export class Bare {
  private constructor(
    readonly client: Client,
    private readonly worker: Worker,
    /** When each activity ran, epoch ms, by the instant of its timer. */
    private readonly ran: Map<number | null, number[]>,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(address: string): Promise<Bare> {
    const [engine, connection] = await Promise.all([
      NativeConnection.connect({ address }),
      Connection.connect({ address }),
    ]);
    const ran = new Map<number | null, number[]>();
    const worker = await Worker.create({
      connection: engine,
      taskQueue: TASK_QUEUE,
      workflowBundle: { codePath: fileURLToPath(new URL('./bare-workflows.js', import.meta.url)) },
      activities: {
        effect(fireAt: number | null) {
          const times = ran.get(fireAt);
          if (times) times.push(Date.now());
          else ran.set(fireAt, [Date.now()]);
        },
      },
      // The same as the cases' worker, so that the difference is the work and not the worker.
      ...FILE_WORKER,
    });
    const running = worker.run();
    return new Bare(new Client({ connection }), worker, ran, async () => {
      worker.shutdown();
      await running;
      await Promise.all([engine.close(), connection.close()]);
    });
  }

  /**
   * Real ms from the start of one workflow to its result. Its timer is set to one ms, but the engine looks at timers about
   * once a second; `timer: false` leaves it out.
   */
  async once(timer: boolean): Promise<number> {
    const began = performance.now();
    await this.client.workflow.execute('bareDeadline', {
      workflowId: `bare-${randomUUID()}`,
      taskQueue: TASK_QUEUE,
      args: [timer ? Date.now() + 1 : null],
    });
    return performance.now() - began;
  }

  /** Starts `count` workflows whose timers fire at one instant; resolves with their ids when all have set their timers. */
  async prepare(count: number, fireAt: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => `bare-${randomUUID()}`);
    await inParallel(ids, STARTS_AT_ONCE, async (workflowId) => {
      await this.client.workflow.start('bareDeadline', { workflowId, taskQueue: TASK_QUEUE, args: [fireAt] });
    });
    await within(SETTLED_WITHIN_MS, '裸工作流设好定时器', () => {
      const { numCachedWorkflows, numInFlightWorkflowActivations } = this.worker.getStatus();
      if (Date.now() > fireAt) return true;
      return (
        numCachedWorkflows >= Math.min(count, FILE_WORKER.maxCachedWorkflows) && numInFlightWorkflowActivations === 0
      );
    });
    return ids;
  }

  /** When the last of the `count` activities ran whose timers fire at an instant, epoch ms. */
  async lastEffect(fireAt: number, count: number, limitMs: number): Promise<number> {
    const ran = () => this.ran.get(fireAt) ?? [];
    await within(limitMs, `${count} 个裸工作流的活动`, () => ran().length >= count);
    return Math.max(...ran());
  }

  stop(): Promise<void> {
    return this.close();
  }
}

/** The engine's client library speaks only of what is wrong, and tells its figures at `metricsAddress`. */
export function quietEngineLibrary(metricsAddress: string): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} },
      metrics: { prometheus: { bindAddress: metricsAddress } },
    },
  });
}
