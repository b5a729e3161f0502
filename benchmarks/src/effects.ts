import { randomUUID } from 'node:crypto';
import { subscribe } from '@xiezhi/client';
import type { Stack } from '@xiezhi/infra';
import { within } from './waiting';

const MODELS_WITHIN_MS = 120_000;
const READ_MODELS = ['intake', 'decision', 'commandCenter', 'notification'] as const;

/** What an outside subscriber sees of the cases' ledger. */
export class Effects {
  /** All entries so far, of whatever kind. */
  total = 0;
  private readonly overdue = new Map<string, { recordedAt: number; seenAt: number }>();
  private stop: () => Promise<void> = () => Promise.resolve();

  private constructor(private readonly stack: Stack) {}

  static async follow(stack: Stack): Promise<Effects> {
    const effects = new Effects(stack);
    effects.stop = await subscribe({
      natsUrl: stack.urls.nats,
      durable: `benchmark-${randomUUID()}`,
      onEvent({ data: { caseId, type, payload, recordedAt } }) {
        effects.total += 1;
        if (type !== 'deadline.overdue' || payload['kind'] !== 'REVIEW' || effects.overdue.has(caseId)) return;
        effects.overdue.set(caseId, { recordedAt: Date.parse(recordedAt), seenAt: Date.now() });
      },
    });
    return effects;
  }

  /** Cases whose review has become overdue. */
  get overdueCases(): number {
    return this.overdue.size;
  }

  /**
   * When the last of `count` cases had its lateness written: by the entry's own time, and by its arrival at a subscriber,
   * which comes after the write. Epoch ms.
   */
  async lastOverdue(count: number, limitMs: number): Promise<{ recordedAt: number; seenAt: number }> {
    await within(limitMs, `${count} 件案件的逾期记录`, () => this.overdue.size >= count);
    const all = [...this.overdue.values()];
    return {
      recordedAt: Math.max(...all.map(({ recordedAt }) => recordedAt)),
      seenAt: Math.max(...all.map(({ seenAt }) => seenAt)),
    };
  }

  /** Every service has taken in every entry. Epoch ms. */
  async modelsCaughtUp(): Promise<number> {
    for (const service of READ_MODELS) {
      await within(MODELS_WITHIN_MS, `${service} 的查询数据`, async () => (await this.taken(service)) >= this.total);
    }
    return Date.now();
  }

  close(): Promise<void> {
    return this.stop();
  }

  private async taken(service: (typeof READ_MODELS)[number]): Promise<number> {
    const text = await (await fetch(`${this.stack.urls[service]}/metrics`)).text();
    return Number(/^xiezhi_projection_entries_total\{[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
  }
}
