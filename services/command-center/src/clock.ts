import { CASE_WORKFLOW, caseWorkflowId, SETTLE_UPDATE } from '@xiezhi/contracts';
import type { CommandAnswer } from '@xiezhi/contracts';
import { FINAL_STATUSES, toInstant } from '@xiezhi/rules';
import { inParallel, Problem } from '@xiezhi/service-kit';
import type { CasePosition, CaseService, Logger } from '@xiezhi/service-kit';
import { WorkflowNotFoundError } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';

interface ClockDocument {
  _id: 'court-clock';
  offsetMs: number;
  /** A move that has begun: taken up again after a crash, because some cases may already be there. */
  movingTo?: number | null;
}

const CASES_AT_ONCE = 8;
/** The engine needs about a second of real time for every timer on the way. */
const FAST_FORWARD_LIMIT_MS = 120_000;

/**
 * The court clock of a rehearsal: real time plus an offset that only grows. Moving it takes every open case's
 * workflow along by the engine's own time skipping, so that timers on the way fire as they would in real life; only
 * when all cases have arrived does the clock show the new time. In a real installation it is the time and never moves.
 */
export class RehearsalClock {
  private readonly documents: Collection<ClockDocument>;
  private offsetMs = 0;
  private moving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly service: Omit<CaseService, 'clock'>,
    private readonly namespace: string,
    private readonly rehearsal: boolean,
    private readonly logger: Logger,
  ) {
    this.documents = service.connection.collection('clock') as unknown as Collection<ClockDocument>;
  }

  async start(): Promise<void> {
    if (!this.rehearsal) return;
    const stored = await this.documents.findOne({ _id: 'court-clock' });
    if (!stored) return;
    this.offsetMs = stored.offsetMs;
    if (stored.movingTo) void this.moveTo(stored.movingTo).catch((err: unknown) => this.logger.error({ err }, 'move'));
  }

  reading(): { now: string; offsetMs: number; rehearsal: boolean } {
    return { now: toInstant(this.now()), offsetMs: this.offsetMs, rehearsal: this.rehearsal };
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /**
   * Moves the clock forward to an instant (epoch ms); an instant already past leaves it where it is.
   * @throws Problem FORBIDDEN in a real installation, UNAVAILABLE when a case could not be taken along
   */
  moveTo(target: number): Promise<CasePosition[]> {
    if (!this.rehearsal) throw new Problem('FORBIDDEN', '只有演练环境可以调整时间。');
    const move = this.moving.then(() => this.move(target));
    this.moving = move.catch(() => undefined);
    return move;
  }

  private async move(target: number): Promise<CasePosition[]> {
    if (await this.neverSet()) return this.set(target);
    if (target <= this.now()) return [];
    await this.documents.updateOne(
      { _id: 'court-clock' },
      { $set: { movingTo: target }, $setOnInsert: { offsetMs: this.offsetMs } },
      { upsert: true },
    );
    const cases = await this.openCases();
    const arrived = await inParallel([...cases], CASES_AT_ONCE, (caseId) => this.take(caseId, target));
    const offsetMs = target - Date.now();
    await this.documents.updateOne({ _id: 'court-clock' }, { $set: { offsetMs, movingTo: null } });
    this.offsetMs = offsetMs;
    return arrived.flat();
  }

  /** Before the first case a rehearsal may begin at any instant, also in the past; from then on time only moves on. */
  private async neverSet(): Promise<boolean> {
    if (await this.documents.findOne({ _id: 'court-clock' })) return false;
    return (await this.openCases()).size === 0;
  }

  private async set(target: number): Promise<CasePosition[]> {
    const offsetMs = target - Date.now();
    await this.documents.updateOne({ _id: 'court-clock' }, { $set: { offsetMs } }, { upsert: true });
    this.offsetMs = offsetMs;
    return [];
  }

  /** Cases the engine lists as running, and those the read model knows of: either may be a moment behind. */
  private async openCases(): Promise<Set<string>> {
    const { cases, temporal } = this.service;
    const open = new Set<string>();
    const prefix = caseWorkflowId('');
    await temporal.call(async (client) => {
      const running = client.workflow.list({ query: `WorkflowType='${CASE_WORKFLOW}' AND ExecutionStatus='Running'` });
      for await (const { workflowId } of running) open.add(workflowId.slice(prefix.length));
    });
    const known = cases.collection.find({ status: { $nin: [...FINAL_STATUSES] } }, { projection: { _id: 1 } });
    for await (const { _id } of known) open.add(_id);
    return open;
  }

  /** The case's position after the move; none for a case that has ended. */
  private async take(caseId: string, target: number): Promise<CasePosition[]> {
    try {
      // First to the present, then forward: after a crash a case may stand anywhere between the two.
      await this.settle(caseId, this.now());
      await this.fastForward(caseId, target - this.now());
      const { seq } = await this.settle(caseId, target);
      return [{ caseId, seq }];
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return [];
    }
  }

  private async settle(caseId: string, to: number): Promise<CommandAnswer> {
    return this.service.temporal.call(
      (client) =>
        client.workflow
          .getHandle(caseWorkflowId(caseId))
          .executeUpdate<CommandAnswer, [{ courtTime: string }]>(SETTLE_UPDATE, {
            args: [{ courtTime: toInstant(to) }],
          }),
      { timeoutMs: 60_000 },
    );
  }

  private async fastForward(caseId: string, durationMs: number): Promise<void> {
    const { client } = this.service.temporal;
    const target = { namespace: this.namespace, workflowExecution: { workflowId: caseWorkflowId(caseId) } };
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
