import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { inParallel, within } from '../waiting';

const TASK_QUEUE = 'benchmark-bare';
const STARTS_AT_ONCE = 16;
const CACHED = 2_000;
const SETTLED_WITHIN_MS = 60_000;

/** The baseline: bare workflows and their worker, in this process, on the same engine. */
export class Bare {
  private constructor(
    private readonly client: Client,
    private readonly worker: Worker,
    /** When each activity ran, epoch ms. */
    private readonly ran: number[],
    private readonly close: () => Promise<void>,
  ) {}

  static async start(address: string): Promise<Bare> {
    const [engine, connection] = await Promise.all([
      NativeConnection.connect({ address }),
      Connection.connect({ address }),
    ]);
    const ran: number[] = [];
    const worker = await Worker.create({
      connection: engine,
      taskQueue: TASK_QUEUE,
      workflowBundle: { codePath: fileURLToPath(new URL('./bare-workflows.js', import.meta.url)) },
      activities: {
        effect() {
          ran.push(Date.now());
        },
      },
      // The same as the cases' worker, so that the difference is the work and not the worker.
      maxCachedWorkflows: CACHED,
      maxConcurrentActivityTaskExecutions: 200,
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

  /** Starts `count` workflows whose timers fire at one instant; resolves when all have set their timers. */
  async prepare(count: number, fireAt: number): Promise<void> {
    this.ran.length = 0;
    await inParallel(Array.from({ length: count }), STARTS_AT_ONCE, async () => {
      await this.client.workflow.start('bareDeadline', {
        workflowId: `bare-${randomUUID()}`,
        taskQueue: TASK_QUEUE,
        args: [fireAt],
      });
    });
    await within(SETTLED_WITHIN_MS, '裸工作流设好定时器', () => {
      const { numCachedWorkflows, numInFlightWorkflowActivations } = this.worker.getStatus();
      if (Date.now() > fireAt) return true;
      return numCachedWorkflows >= Math.min(count, CACHED) && numInFlightWorkflowActivations === 0;
    });
  }

  /** When the last of `count` activities ran, epoch ms. */
  async lastEffect(count: number, limitMs: number): Promise<number> {
    await within(limitMs, `${count} 个裸工作流的活动`, () => this.ran.length >= count);
    return Math.max(...this.ran);
  }

  stop(): Promise<void> {
    return this.close();
  }
}

/** The engine's client library speaks only of what is wrong. */
export function quietEngineLibrary(): void {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
}
