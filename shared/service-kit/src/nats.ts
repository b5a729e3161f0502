import { EVENT_STREAM } from '@xiezhi/contracts';
import {
  connect,
  DiscardPolicy,
  Events,
  nanos,
  NatsError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type NatsConnection,
} from 'nats';
import type { Config } from './config';
import type { Logger } from './logger';
import { Problem } from './problem';

/** A connection that outlives every outage of the server. */
export interface NatsLink {
  isUp(): boolean;
  /** Resolves once the first connection stands, however long that takes; rejects only after `close`. */
  connection(): Promise<NatsConnection>;
  /** The connection of this instant. @throws Problem UNAVAILABLE while the server is away */
  current(): NatsConnection;
  /** Readiness check: the server answers. @throws Problem UNAVAILABLE */
  check(): Promise<void>;
  /** Sends what is waiting, if the server is there, and ends. */
  close(): Promise<void>;
}

const RETRY_MS = 500;
const DUPLICATE_WINDOW_MS = 600_000;

/** Starts connecting and returns at once: a service works without NATS, and catches up when it is back. */
export function connectNats(config: Pick<Config, 'NATS_URL'>, logger: Logger): NatsLink {
  let established: NatsConnection | undefined;
  let up = false;
  let closed = false;
  let wake: () => void = () => undefined;

  async function establish(): Promise<NatsConnection> {
    for (let attempt = 1; !closed; attempt++) {
      try {
        const connection = await connect({
          servers: config.NATS_URL.split(',').map((server) => server.trim()),
          reconnect: true,
          maxReconnectAttempts: -1,
          reconnectTimeWait: RETRY_MS,
          timeout: 3_000,
          // A server that hangs without closing is noticed within half a minute.
          pingInterval: 10_000,
          maxPingOut: 2,
        });
        if (closed) {
          await connection.close();
          break;
        }
        established = connection;
        up = true;
        void watch(connection);
        return connection;
      } catch (err) {
        if (attempt % 20 === 1) logger.warn({ attempt, err }, 'waiting for NATS');
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, RETRY_MS);
        });
      }
    }
    throw new Problem('UNAVAILABLE', '事件通道已关闭。');
  }

  async function watch(connection: NatsConnection) {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect || status.type === Events.Reconnect) {
        up = status.type === Events.Reconnect;
        logger[up ? 'info' : 'warn'](up ? 'NATS is back' : 'NATS is away');
      }
    }
    up = false;
  }

  const first = establish();
  // Whoever waits sees the rejection; nobody need wait.
  first.catch(() => undefined);

  function current(): NatsConnection {
    if (established && up) return established;
    throw new Problem('UNAVAILABLE', '事件通道暂时没有应答，请稍后重试。', { retryAfter: 5 });
  }

  return {
    isUp: () => up,
    connection: () => first,
    current,
    async check() {
      await current().flush();
    },
    async close() {
      closed = true;
      wake();
      if (!established || established.isClosed()) return;
      if (up) await established.drain();
      else await established.close();
    },
  };
}

/**
 * Makes the stream of case events if it is missing. An existing one keeps its settings (replicas, placement), which are
 * the operator's; only a missing subject would be an error worth failing for, and NATS then refuses the publish itself.
 */
export async function ensureStream(manager: JetStreamManager): Promise<void> {
  try {
    await manager.streams.info(EVENT_STREAM);
    return;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  // Two processes may do this at the same time: the same settings twice are accepted.
  await manager.streams.add({
    name: EVENT_STREAM,
    subjects: ['collab.>'],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
    max_age: 0,
    max_msgs: -1,
    max_bytes: -1,
    num_replicas: 1,
  });
}

/** True when JetStream says that a stream or consumer does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof NatsError && error.api_error?.code === 404;
}
