import { cloudEventSchema, isCollaboration } from '@xiezhi/contracts';
import { casePositions, Problem } from '@xiezhi/service-kit';
import type { Logger, Metrics, NatsLink } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';

/** That a case has a new entry, and of which kind. */
export interface Happening {
  caseId: string;
  seq: number;
  type: string;
}

type Subscription = ReturnType<Awaited<ReturnType<NatsLink['connection']>>['subscribe']>;
type Message = Subscription extends AsyncIterable<infer M> ? M : never;

const SUBJECTS = 'collab.>';
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever publishes nonsense without end must not fill the log as well. */
const TOLD_EACH = 100;

/**
 * Listens to what is published of cases, for as long as the process lives: a message that is no case event is counted and
 * left out, and a subscription that ends is made again. Without a durable consumer: what happened while nobody looked is
 * in the pages when they are opened.
 */
export class Happenings {
  private readonly ending = new AbortController();
  private readonly leftOut;
  private subscription: Subscription | undefined;
  private skipped = 0;

  constructor(
    private readonly nats: NatsLink,
    private readonly tell: (happening: Happening) => void,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.leftOut = metrics.counter('xiezhi_live_left_out_total', 'Messages that were no case event');
    void this.run();
  }

  /** @throws Problem UNAVAILABLE while nothing would be heard */
  async check(): Promise<void> {
    await this.nats.check();
    if (!this.subscription || this.subscription.isClosed()) throw new Problem('UNAVAILABLE', '没有订阅案件事件。');
  }

  close(): void {
    this.ending.abort();
    this.subscription?.unsubscribe();
  }

  private async run(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.ending.signal.aborted) {
      try {
        const connection = await this.nats.connection();
        if (this.ending.signal.aborted) return;
        this.subscription = connection.subscribe(SUBJECTS);
        for await (const message of this.subscription) {
          pause = FIRST_PAUSE_MS;
          this.take(message);
        }
        if (!this.ending.signal.aborted) this.logger.warn('the subscription to live events ended');
      } catch (err) {
        if (!this.ending.signal.aborted) this.logger.warn({ err }, 'live events interrupted');
      }
      await delay(pause, undefined, { signal: this.ending.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  private take(message: Message): void {
    const happening = read(message);
    // Who may see another kind of file is not intake's to say.
    if (happening) return isCollaboration(happening.caseId) ? this.tell(happening) : undefined;
    this.leftOut.inc();
    if (this.skipped++ % TOLD_EACH > 0) return;
    this.logger.warn({ subject: message.subject.slice(0, 200), leftOut: this.skipped }, 'not a case event, left out');
  }
}

function read(message: Message): Happening | undefined {
  try {
    const { caseId, seq, type } = cloudEventSchema.parse(message.json()).data;
    // One position that cannot be asked about would spoil the question about all.
    casePositions.parse(`${caseId}:${seq}`);
    return { caseId, seq, type };
  } catch {
    return undefined;
  }
}
