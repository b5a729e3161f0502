import type { Logger, Metrics, NatsLink } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { EventStream } from './event-stream';
import type { Ledger } from './ledger';
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

/** The way of entries to NATS: `relay` publishes what has just been written, `outlet` whatever an outage has left behind. */
export function startPublishing({ connection, ledger, nats, metrics, logger }: PublishingDeps): {
  relay: Relay;
  outlet: Outlet;
} {
  const stream = new EventStream(nats);
  const relay = new Relay(connection, ledger, stream, logger);
  const outlet = new Outlet(relay, new Refill(connection, ledger, stream, relay, logger), nats, logger);
  outlet.start(metrics);
  return { relay, outlet };
}
