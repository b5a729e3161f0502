import type { Logger, Metrics, NatsLink } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { EventStream } from './event-stream';
import type { Ledger } from './ledger';
import { HeldEvents } from './held-events';
import { Outlet } from './outlet';
import { Refill } from './refill';
import { Relay } from './relay';

interface PublishingDeps {
  connection: Connection;
  ledger: Ledger;
  nats: NatsLink;
  metrics: Metrics;
  logger: Logger;
}

/**
 * The way of entries to NATS: `relay` publishes what has just been written, but for what `held` holds of a crowd for a moment;
 * `outlet` publishes whatever an outage or a kill has left behind.
 */
export function startPublishing({ connection, ledger, nats, metrics, logger }: PublishingDeps): {
  relay: Relay;
  held: HeldEvents;
  outlet: Outlet;
} {
  const stream = new EventStream(nats);
  const relay = new Relay(connection, ledger, stream, logger);
  const held = new HeldEvents(connection, (court, entries) => relay.publish(court, entries), logger);
  const outlet = new Outlet(relay, held, new Refill(connection, ledger, stream, relay, logger), nats, logger);
  outlet.start(metrics);
  return { relay, held, outlet };
}
