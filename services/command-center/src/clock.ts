import { FILE_WORKFLOW_TYPES, fileIdOf, SETTLE_UPDATE, workflowIdOf } from '@xiezhi/contracts';
import type { FileAnswer } from '@xiezhi/contracts';
import { REAL_TIME, toInstant } from '@xiezhi/rules';
import type { ClockStep } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import { collectionOf, inParallel, isConnectionError, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { CasePosition, Logger } from '@xiezhi/service-kit';
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
  /** Since when the move is under way, epoch ms of real time. */
  movingSince?: number | null;
  /** Since when the offset holds, epoch ms of real time; absent until a process has started that keeps it. */
  since?: number;
}

/** An earlier offset, by the real instant from which it held. */
interface StepDocument {
  _id: number;
  offsetMs: number;
}

/** A move that has not arrived. Epoch ms: where it goes by the court clock, and since when it is under way in real time. */
export interface Move {
  to: number;
  since: number;
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
  private readonly earlier: Collection<StepDocument>;
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
    this.earlier = collectionOf<StepDocument>(service.connection, 'clock_steps');
  }

  async start(): Promise<void> {
    if (!this.rehearsal) return;
    if (await this.stored()) {
      // How an earlier release has moved it is not known.
      const unknown = { _id: CLOCK, since: { $exists: false } } as const;
      await this.documents.updateOne(unknown, { $set: { since: Date.now() } });
    }
    void this.takeUpLeftMoves();
  }

  close(): void {
    this.ending.abort();
  }

  async reading(): Promise<{ now: string; offsetMs: number; rehearsal: boolean }> {
    const now = toInstant(await this.now());
    return { now, offsetMs: this.offsetMs, rehearsal: this.rehearsal };
  }

  /** How the court clock has gone in real time, in order, as far back as it is known. */
  async steps(): Promise<readonly ClockStep[]> {
    const stored = this.rehearsal ? await this.stored() : null;
    if (!stored) return REAL_TIME;
    const { since = Date.now(), offsetMs } = stored;
    const earlier = await this.earlier.find({}).sort({ _id: 1 }).toArray();
    const steps = earlier.map(({ _id, offsetMs: before }) => ({ since: _id, offsetMs: before }));
    return [...steps.filter((step) => step.since < since), { since, offsetMs }];
  }

  /** The move that is under way, or was left by a process that is no more. */
  async underWay(): Promise<Move | undefined> {
    const stored = this.rehearsal ? await this.stored() : null;
    return stored?.movingTo ? { to: stored.movingTo, since: stored.movingSince ?? Date.now() } : undefined;
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
      { $set: { movingTo: target, movingSince: Date.now() }, $setOnInsert: { offsetMs: this.offsetMs, since: 0 } },
      { upsert: true },
    );
    return this.takeAll(target);
  }

  private async takeAll(target: number): Promise<CasePosition[]> {
    const files = await this.openFiles();
    const arrived = await inParallel([...files], FILES_AT_ONCE, (caseId) => this.take(caseId, target));
    await this.keepStep();
    const since = Date.now();
    const offsetMs = target - since;
    const shown = { offsetMs, since, movingTo: null, movingSince: null };
    await this.documents.updateOne({ _id: CLOCK }, { $set: shown });
    this.offsetMs = offsetMs;
    return arrived.flat();
  }

  /** Keeps the offset that is about to be another one; the same however often it is done. */
  private async keepStep(): Promise<void> {
    const stored = await this.stored();
    if (stored?.since === undefined) return;
    try {
      await this.earlier.insertOne({ _id: stored.since, offsetMs: stored.offsetMs });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Before the first case a rehearsal may begin at any instant, also in the past; from then on time only moves on. */
  private async neverSet(): Promise<boolean> {
    if (await this.stored()) return false;
    return (await this.openFiles()).size === 0;
  }

  private async set(target: number): Promise<CasePosition[]> {
    const since = Date.now();
    const offsetMs = target - since;
    await this.documents.updateOne({ _id: CLOCK }, { $set: { offsetMs, since } }, { upsert: true });
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
