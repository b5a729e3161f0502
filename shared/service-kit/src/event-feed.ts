import { cloudEventSchema, EVENT_STREAM, type LedgerEntry } from '@xiezhi/contracts';
import { AckPolicy, DeliverPolicy, nanos, type Consumer, type ConsumerMessages, type JsMsg } from 'nats';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './logger';
import { ensureStream, isNotFound, type NatsLink } from './nats';
import { isConnectionError } from './unavailable';

export interface EventFeedOptions {
  nats: NatsLink;
  /** Durable name; letters, digits, `-` and `_`. Where a reader stands is kept by NATS under it. */
  durable: string;
  logger: Logger;
  /**
   * Takes one entry; called again later when it throws, and possibly again when it did not, so it must be idempotent.
   * Entries of one case are handed over in the stream's order, but a failed one comes after its successors.
   */
  handle(entry: LedgerEntry): Promise<void>;
  subjects?: string;
}

export interface EventFeed {
  /** Stops taking entries and waits for those in hand. */
  close(): Promise<void>;
}

/** Entries in hand at a time; those of one case still go one after another in the projection. */
const CONCURRENCY = 500;
const MAX_ACK_PENDING = CONCURRENCY;
const ACK_WAIT_MS = 30_000;
const RESTART_MS = 500;
const OUTAGE_NAK_MS = 1_000;
const LONGEST_NAK_MS = 30_000;

/**
 * Reads the case events through a durable JetStream consumer, for as long as the process lives: a server that is away,
 * restarted, or has lost stream or consumer only delays it.
 */
export function startEventFeed(options: EventFeedOptions): EventFeed {
  const { nats, logger } = options;
  const ending = new AbortController();
  const inHand = new Set<Promise<void>>();
  let messages: ConsumerMessages | undefined;

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        const consumer = await durableConsumer();
        if (ending.signal.aborted) return;
        // Short pulls, since what a restarted server has forgotten is only noticed when a pull ends.
        messages = await consumer.consume({
          max_messages: MAX_ACK_PENDING,
          expires: 5_000,
          abort_on_missing_resource: true,
        });
        if (ending.signal.aborted) messages.stop();
        for await (const message of messages) {
          if (ending.signal.aborted) break;
          await take(message);
        }
      } catch (err) {
        if (!ending.signal.aborted) logger.warn({ err, durable: options.durable }, 'event feed interrupted');
      }
      await delay(RESTART_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  async function durableConsumer(): Promise<Consumer> {
    const connection = await nats.connection();
    const manager = await connection.jetstreamManager();
    await ensureStream(manager);
    try {
      await manager.consumers.info(EVENT_STREAM, options.durable);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await manager.consumers.add(EVENT_STREAM, {
        durable_name: options.durable,
        filter_subject: options.subjects ?? 'collab.>',
        deliver_policy: DeliverPolicy.All,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ACK_WAIT_MS),
        max_deliver: -1,
        max_ack_pending: MAX_ACK_PENDING,
      });
    }
    return connection.jetstream().consumers.get(EVENT_STREAM, options.durable);
  }

  async function take(message: JsMsg): Promise<void> {
    while (inHand.size >= CONCURRENCY) await Promise.race(inHand);
    const work: Promise<void> = settle(message).finally(() => inHand.delete(work));
    inHand.add(work);
  }

  async function settle(message: JsMsg): Promise<void> {
    const entry = read(message);
    if (!entry) {
      logger.error({ subject: message.subject, seq: message.seq }, 'not a case event, left out');
      message.term();
      return;
    }
    try {
      await options.handle(entry);
      message.ack();
    } catch (err) {
      logger.warn(
        { err, caseId: entry.caseId, seq: entry.seq, durable: options.durable },
        'event not taken, again later',
      );
      message.nak(retryDelay(err, message.info.redeliveryCount));
    }
  }

  const running = run();
  return {
    async close() {
      ending.abort();
      messages?.stop();
      // Waiting for a first connection would never end while NATS is away.
      if (nats.isUp()) await running;
      await Promise.all(inHand);
    },
  };
}

/** Ms until the next try: an outage may end any moment, a fault of the reader's own stays until it is mended. */
function retryDelay(error: unknown, tries: number): number {
  return isConnectionError(error) ? OUTAGE_NAK_MS : Math.min(500 * 2 ** Math.min(tries, 10), LONGEST_NAK_MS);
}

function read(message: JsMsg): LedgerEntry | undefined {
  try {
    const event = cloudEventSchema.safeParse(message.json());
    return event.success ? event.data.data : undefined;
  } catch {
    return undefined;
  }
}
