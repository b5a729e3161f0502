import type { Logger, Metrics, NatsLink } from '@xiezhi/service-kit';
import { Events } from 'nats';
import type { HeldEvents } from './held-events';
import type { Refill } from './refill';
import type { BacklogSize, Relay } from './relay';

/** How often a backlog of one's own is looked at, and how often that of other processes, which may have died. */
const TICK_MS = 500;
const LOOK_MS = 15_000;
const COMPARE_MS = 30 * 60_000;
const COMPARE_AGAIN_MS = 20_000;

/** Keeps events flowing: drains the backlog, and compares stream and ledger at the start, after each outage and every half hour. */
export class Outlet {
  private lastLook = 0;
  private nextCompare = 0;
  private thorough = true;
  /** Marks of processes that died with events in their memory: the next comparison brings these out. */
  private left: string[] = [];
  private behind: BacklogSize = { cases: 0 };
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> | undefined;

  constructor(
    private readonly relay: Relay,
    private readonly held: Pick<HeldEvents, 'left' | 'forget' | 'close'>,
    private readonly refill: Refill,
    private readonly nats: NatsLink,
    private readonly logger: Logger,
  ) {}

  start(metrics: Metrics): void {
    const behind = metrics.gauge('xiezhi_relay_cases_behind', 'Cases whose events wait for NATS');
    const oldest = metrics.gauge('xiezhi_relay_oldest_seconds', 'How long the oldest of them has waited');
    const refilled = metrics.counter(
      'xiezhi_relay_refilled_total',
      'Cases published again because the stream lacked them',
    );
    this.timer = setInterval(() => {
      this.turn ??= this.takeTurn((cases) => refilled.inc(cases))
        .catch((err: unknown) => this.logger.warn({ err }, 'backlog not looked at'))
        .finally(() => {
          behind.set(this.behind.cases);
          oldest.set(this.behind.since ? (Date.now() - Date.parse(this.behind.since)) / 1_000 : 0);
          this.turn = undefined;
        });
    }, TICK_MS);
    void this.watch().catch(() => undefined);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.turn;
    await this.held.close();
  }

  /** Shown by the readiness check; an outage of NATS blocks nothing, so it never fails it. */
  async check(): Promise<object> {
    const nats = this.nats.isUp() ? 'up' : 'away';
    return { nats, ...(await this.relay.waiting()) };
  }

  private async takeTurn(refilled: (cases: number) => void): Promise<void> {
    const now = Date.now();
    if (this.behind.cases > 0 || now - this.lastLook >= LOOK_MS) {
      this.lastLook = now;
      await this.relay.drain();
      this.behind = await this.relay.waiting();
      this.left = await this.held.left();
      if (this.left.length > 0) this.compareSoon();
    }
    if (!this.nats.isUp() || now < this.nextCompare) return;
    this.nextCompare = now + COMPARE_AGAIN_MS;
    const { left } = this;
    const brought = await this.refill.compare({ thorough: this.thorough });
    if (brought === undefined) return;
    await this.held.forget(left);
    this.left = [];
    this.thorough = false;
    refilled(brought);
    this.nextCompare = now + COMPARE_MS;
  }

  /** A server that was away may have lost what it held. */
  private async watch(): Promise<void> {
    for await (const { type } of (await this.nats.connection()).status()) {
      if (type !== Events.Reconnect) continue;
      this.relay.forget();
      this.compareSoon();
      this.lastLook = 0;
    }
  }

  private compareSoon(): void {
    this.thorough = true;
    this.nextCompare = 0;
  }
}
