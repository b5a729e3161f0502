import { cloudEventSchema, EVENT_STREAM, kindOf, type FileKindName, type LedgerEntry } from '@xiezhi/contracts';
import {
  AckPolicy,
  DeliverPolicy,
  nanos,
  type Consumer,
  type ConsumerMessages,
  type JetStreamManager,
  type JsMsg,
} from 'nats';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './logger';
import { ensureStream, isNotFound, type NatsLink } from './nats';
import { isConnectionError } from './unavailable';

export interface EventFeedOptions {
  nats: NatsLink;
  /** Durable name; letters, digits, `-` and `_`. Where a reader stands is kept by NATS under it. */
  durable: string;
  logger: Logger;
}

export interface FollowOptions {
  /** Files of which kind. */
  of: FileKindName;
  /** The durable name under which the follower read the events by itself, in earlier releases; it is given up. */
  formerly?: string;
  /**
   * Takes one entry; called again later when it throws, and possibly again when it did not, so it must be idempotent.
   * Entries of one case are handed over in the stream's order, but a failed one comes after its successors.
   */
  handle(entry: LedgerEntry): Promise<void>;
}

export interface EventFeed {
  /** What happened before, to files of a kind that nobody followed yet, is not told again: a follower reads the ledger. */
  follow(options: FollowOptions): Following;
  /** Stops taking entries and waits for those in hand. */
  close(): Promise<void>;
}

export interface Following {
  /** Takes nothing any more and waits for what is in hand; the events come again to another process, or at the next start. */
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
 * Reads the events of files through one durable JetStream consumer for all who follow them in a process, for as long as it
 * lives: a server that is away, restarted, or has lost stream or consumer only delays it. Nothing is read before somebody
 * follows.
 */
export function startEventFeed(options: EventFeedOptions): EventFeed {
  const { nats, logger } = options;
  const ending = new AbortController();
  const inHand = new Set<Promise<void>>();
  const followers = new Map<FileKindName, Set<FollowOptions['handle']>>();
  const given = new Set<string>();
  let running: Promise<void> | undefined;
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
    for (const name of given) await giveUp(manager, name);
    try {
      await manager.consumers.info(EVENT_STREAM, options.durable);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await manager.consumers.add(EVENT_STREAM, {
        durable_name: options.durable,
        filter_subject: 'collab.>',
        deliver_policy: DeliverPolicy.All,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ACK_WAIT_MS),
        max_deliver: -1,
        max_ack_pending: MAX_ACK_PENDING,
      });
    }
    return connection.jetstream().consumers.get(EVENT_STREAM, options.durable);
  }

  async function giveUp(manager: JetStreamManager, name: string): Promise<void> {
    await manager.consumers.delete(EVENT_STREAM, name).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
    given.delete(name);
  }

  async function take(message: JsMsg): Promise<void> {
    while (inHand.size >= CONCURRENCY) await Promise.race(inHand);
    const work: Promise<void> = settle(message).finally(() => inHand.delete(work));
    inHand.add(work);
  }

  async function settle(message: JsMsg): Promise<void> {
    // `collab.<court>.<file id>.<type>`: what nobody here follows is not even read.
    const handles = followers.get(kindOf(message.subject.split('.')[2] ?? ''));
    if (!handles) {
      message.ack();
      return;
    }
    const entry = read(message);
    if (!entry) {
      logger.error({ subject: message.subject, seq: message.seq }, 'not a case event, left out');
      message.term();
      return;
    }
    try {
      await Promise.all([...handles].map((handle) => handle(entry)));
      message.ack();
    } catch (err) {
      logger.warn(
        { err, caseId: entry.caseId, seq: entry.seq, durable: options.durable },
        'event not taken, again later',
      );
      message.nak(retryDelay(err, message.info.redeliveryCount));
    }
  }

  return {
    follow({ of, formerly, handle }) {
      const working = new Set<Promise<void>>();
      let closed = false;
      const handles = followers.get(of) ?? new Set();
      if (formerly !== undefined && formerly !== options.durable) given.add(formerly);
      followers.set(
        of,
        handles.add((entry) => {
          if (closed) return Promise.reject(new Error('closing'));
          const work = handle(entry).finally(() => working.delete(work));
          working.add(work);
          return work;
        }),
      );
      running ??= run();
      return {
        async close() {
          closed = true;
          await Promise.allSettled(working);
        },
      };
    },
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
