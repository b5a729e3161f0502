import { cloudEventSchema, EVENT_STREAM, subjectsOfCourt } from '@xiezhi/contracts';
import type { CaseCloudEvent } from '@xiezhi/contracts';
import { AckPolicy, connect, DeliverPolicy, nanos } from 'nats';

export interface SubscribeOptions {
  natsUrl: string;
  /** The subscriber's own name: it goes on where it stopped. ASCII letters, digits, dashes. */
  durable: string;
  /** Only cases of these executing courts (`吉0104`); default: all the account may read. */
  courts?: string[];
  /** Called once per event and case in order; a rejected promise has the event delivered again. */
  onEvent(event: CaseCloudEvent): Promise<void> | void;
}

const ACK_WAIT_MS = 30_000;
const RETRY_MS = 1_000;

/**
 * Follows case events from JetStream. Delivery is at least once: keep the highest `data.seq` of each case and ignore
 * what is not above it. Resolves to a function that stops the subscription.
 */
export async function subscribe(options: SubscribeOptions): Promise<() => Promise<void>> {
  const connection = await connect({ servers: options.natsUrl, maxReconnectAttempts: -1 });
  const manager = await connection.jetstreamManager();
  const filter_subjects = options.courts?.map((court) => subjectsOfCourt(court)) ?? ['collab.>'];
  await manager.consumers.add(EVENT_STREAM, {
    durable_name: options.durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(ACK_WAIT_MS),
    // One at a time keeps a case's events in order also when one is delivered again.
    max_ack_pending: 1,
    filter_subjects,
  });
  const consumer = await connection.jetstream().consumers.get(EVENT_STREAM, options.durable);
  const messages = await consumer.consume();
  const done = (async () => {
    for await (const message of messages) {
      try {
        await options.onEvent(cloudEventSchema.parse(message.json()));
        message.ack();
      } catch {
        message.nak(RETRY_MS);
      }
    }
  })();
  return async () => {
    await messages.close();
    await done;
    await connection.close();
  };
}
