import { FILE_WORKFLOW_TYPES, fileIdOf, SETTLE_UPDATE, workflowIdOf } from '@xiezhi/contracts';
import type { FileAnswer } from '@xiezhi/contracts';
import { toInstant } from '@xiezhi/rules';
import { collectionOf, inParallel, isConnectionError, Problem } from '@xiezhi/service-kit';
import type { CasePosition, CaseService, Logger } from '@xiezhi/service-kit';
import { WorkflowNotFoundError } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { pauseAfter } from './changes/telling';
import type { Leases, Release } from './leases';

const CLOCK = 'court-clock';

interface ClockDocument {
  _id: typeof CLOCK;
  offsetMs: number;
  /** A move that has begun: taken up again after a crash, because some cases may already be there. */
  movingTo?: number | null;
}

const FILES_AT_ONCE = 8;
/** The engine needs about a second of real time for every timer on the way. */
const FAST_FORWARD_LIMIT_MS = 120_000;
/** How often it is looked for a move that nobody carries on. */
const LOOK_MS = 1_000;
const LEASE_AGAIN_MS = 100;
/** How long whoever asks for the time waits for the database. */
const READ_LIMIT_MS = 1_000;

/**
 * The court clock of a rehearsal: real time plus an offset that only grows. Moving it takes every open file's
 * workflow along by the engine's own time skipping, so that timers on the way fire as they would in real life; only
 * when all files have arrived does the clock show the new time. In a real installation it is the time and never moves.
 *
 * The offset is in the database, where every process of this service reads it. One process at a time moves the clock, and
 * a move whose process has died is taken up by whichever finds it first.
 */
export class RehearsalClock {
  private readonly documents: Collection<ClockDocument>;
  private readonly ending = new AbortController();
  /** As last read. */
  private offsetMs = 0;
  private moving: Promise<unknown> = Promise.resolve();
  private readonly arrivals: ((files: CasePosition[]) => Promise<void>)[] = [];

  constructor(
    private readonly service: Pick<CaseService, 'connection' | 'temporal'>,
    /** Open files that the read models of this service know of. */
    private readonly known: () => AsyncIterable<string>,
    private readonly leases: Leases,
    private readonly namespace: string,
    private readonly rehearsal: boolean,
    private readonly logger: Logger,
  ) {
    this.documents = collectionOf<ClockDocument>(service.connection, 'clock');
  }

  async start(): Promise<void> {
    if (!this.rehearsal) return;
    await this.stored();
    void this.takeUpLeftMoves();
  }

  close(): void {
    this.ending.abort();
  }

  async reading(): Promise<{ now: string; offsetMs: number; rehearsal: boolean }> {
    const now = toInstant(await this.now());
    return { now, offsetMs: this.offsetMs, rehearsal: this.rehearsal };
  }

  /** By the offset last read; only a move changes it. */
  private present(): number {
    return Date.now() + this.offsetMs;
  }

  /** Epoch ms. While the database is away or does not answer, by the offset last read: nobody moves the clock then. */
  async now(): Promise<number> {
    if (this.rehearsal) {
      const read = this.stored().catch((error: unknown) => {
        if (!isConnectionError(error)) throw error;
      });
      const waited = new AbortController();
      const limit = delay(READ_LIMIT_MS, undefined, { signal: waited.signal }).catch(() => undefined);
      await Promise.race([read, limit]).finally(() => waited.abort());
    }
    return this.present();
  }

  /**
   * Moves the clock forward to an instant (epoch ms); an instant already past leaves it where it is.
   * @throws Problem FORBIDDEN in a real installation, UNAVAILABLE when a case could not be taken along
   */
  async moveTo(target: number): Promise<CasePosition[]> {
    if (!this.rehearsal) throw new Problem('FORBIDDEN', '只有演练环境可以调整时间。');
    const files = await this.alone(async () => {
      const left = await this.finishLeft();
      const moved = await this.move(target);
      return moved.length > 0 ? moved : left;
    });
    for (const arrived of this.arrivals) await arrived(files);
    return files;
  }

  /** What whoever moves the clock waits for: what no file does by itself at an instant that has been passed. */
  onArrival(arrived: (files: CasePosition[]) => Promise<void>): void {
    this.arrivals.push(arrived);
  }

  /** After every move under way, at whatever process. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.moving.then(async () => {
      const done = await this.lease();
      try {
        return await work();
      } finally {
        await done();
      }
    });
    this.moving = turn.catch(() => undefined);
    return turn;
  }

  private async lease(): Promise<Release> {
    for (;;) {
      const done = await this.leases.take(CLOCK);
      if (done) return done;
      if (!(await this.pause(LEASE_AGAIN_MS))) throw new Problem('UNAVAILABLE', '服务正在停止，请稍后重试。');
    }
  }

  private async takeUpLeftMoves(): Promise<void> {
    for (let failures = 0; ;) {
      try {
        if ((await this.stored())?.movingTo) await this.alone(() => this.finishLeft());
        failures = 0;
      } catch (err) {
        failures += 1;
        if (!this.ending.signal.aborted) this.logger.error({ err }, 'move of the clock not finished, again later');
      }
      if (!(await this.pause(failures === 0 ? LOOK_MS : pauseAfter(failures)))) return;
    }
  }

  /** What a process began that is no more. Some cases may be there already, so it comes before anything else. */
  private async finishLeft(): Promise<CasePosition[]> {
    const stored = await this.stored();
    // Real time may have passed it meanwhile.
    return stored?.movingTo ? this.takeAll(Math.max(stored.movingTo, this.present())) : [];
  }

  private async move(target: number): Promise<CasePosition[]> {
    if (await this.neverSet()) return this.set(target);
    if (target <= (await this.now())) return [];
    await this.documents.updateOne(
      { _id: CLOCK },
      { $set: { movingTo: target }, $setOnInsert: { offsetMs: this.offsetMs } },
      { upsert: true },
    );
    return this.takeAll(target);
  }

  private async takeAll(target: number): Promise<CasePosition[]> {
    const files = await this.openFiles();
    const arrived = await inParallel([...files], FILES_AT_ONCE, (caseId) => this.take(caseId, target));
    const offsetMs = target - Date.now();
    await this.documents.updateOne({ _id: CLOCK }, { $set: { offsetMs, movingTo: null } });
    this.offsetMs = offsetMs;
    return arrived.flat();
  }

  /** Before the first case a rehearsal may begin at any instant, also in the past; from then on time only moves on. */
  private async neverSet(): Promise<boolean> {
    if (await this.stored()) return false;
    return (await this.openFiles()).size === 0;
  }

  private async set(target: number): Promise<CasePosition[]> {
    const offsetMs = target - Date.now();
    await this.documents.updateOne({ _id: CLOCK }, { $set: { offsetMs } }, { upsert: true });
    this.offsetMs = offsetMs;
    return [];
  }

  private async stored(): Promise<ClockDocument | null> {
    const stored = await this.documents.findOne({ _id: CLOCK });
    if (stored) this.offsetMs = stored.offsetMs;
    return stored;
  }

  private async pause(ms: number): Promise<boolean> {
    const { signal } = this.ending;
    return delay(ms, !signal.aborted, { signal }).catch(() => false);
  }

  /** Files the engine lists as running, and those the read models know of: either may be a moment behind. */
  private async openFiles(): Promise<Set<string>> {
    const { temporal } = this.service;
    const open = new Set<string>();
    const types = FILE_WORKFLOW_TYPES.map((type) => `'${type}'`).join(', ');
    await temporal.call(async (client) => {
      const running = client.workflow.list({ query: `WorkflowType IN (${types}) AND ExecutionStatus='Running'` });
      for await (const { workflowId } of running) {
        const fileId = fileIdOf(workflowId);
        if (fileId !== undefined) open.add(fileId);
      }
    });
    for await (const fileId of this.known()) open.add(fileId);
    return open;
  }

  /** The file's position after the move; none for a file that has ended. */
  private async take(caseId: string, target: number): Promise<CasePosition[]> {
    try {
      // First to the present, then forward: after a crash a case may stand anywhere between the two.
      await this.settle(caseId, this.present());
      await this.fastForward(caseId, target - this.present());
      const { seq } = await this.settle(caseId, target);
      return [{ caseId, seq }];
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return [];
    }
  }

  private async settle(caseId: string, to: number): Promise<FileAnswer> {
    return this.service.temporal.call(
      (client) =>
        client.workflow
          .getHandle(workflowIdOf(caseId))
          .executeUpdate<FileAnswer, [{ courtTime: string }]>(SETTLE_UPDATE, {
            args: [{ courtTime: toInstant(to) }],
          }),
      { timeoutMs: 60_000 },
    );
  }

  private async fastForward(caseId: string, durationMs: number): Promise<void> {
    const { client } = this.service.temporal;
    const target = { namespace: this.namespace, workflowExecution: { workflowId: workflowIdOf(caseId) } };
    const id = randomUUID();
    const duration = { seconds: Math.floor(durationMs / 1000) as never, nanos: (durationMs % 1000) * 1_000_000 };
    try {
      await client.workflowService.updateWorkflowExecutionOptions({
        ...target,
        workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration } } },
        updateMask: { paths: ['time_skipping_config'] },
      });
      const until = Date.now() + FAST_FORWARD_LIMIT_MS;
      while (Date.now() < until) {
        const { fastForwardInfo } = await client.workflowService.pollWorkflowExecutionTimeSkipping({
          ...target,
          fastForwardId: id,
        });
        if (fastForwardInfo?.hasCompleted) return;
      }
    } catch (err) {
      // An engine without time skipping: the case is settled at the target instead, rung by rung, without its timers.
      this.logger.warn({ err, caseId }, 'time not skipped by the engine');
    }
  }
}
