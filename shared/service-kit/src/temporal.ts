import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { Config } from './config';
import { asUnavailable } from './unavailable';

/** A client that may be made while the server is away, and connects whenever it is there. */
export interface TemporalLink {
  client: Client;
  /**
   * Runs calls with a deadline (default 10 s of real time).
   * @throws Problem UNAVAILABLE for an outage or a missed deadline; the call may have had its effect, so repeat it under
   * the same workflow or update id. Other errors come through unchanged.
   */
  call<T>(fn: (client: Client) => Promise<T>, options?: { timeoutMs?: number }): Promise<T>;
  /** True when the server answers within two seconds. */
  isUp(): Promise<boolean>;
  /** Readiness check. @throws Problem UNAVAILABLE */
  check(): Promise<void>;
  close(): Promise<void>;
}

const CHECK_MS = 2_000;
const CALL_MS = 10_000;

export function connectTemporal(config: Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>): TemporalLink {
  const connection = Connection.lazy({
    address: config.TEMPORAL_ADDRESS,
    // Ten attempts, as by default, keep a person waiting for half a minute; the caller has Retry-After instead.
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }))],
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 },
  });
  const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });

  async function call<T>(fn: (client: Client) => Promise<T>, { timeoutMs = CALL_MS } = {}): Promise<T> {
    try {
      return await client.withDeadline(Date.now() + timeoutMs, () => fn(client));
    } catch (error) {
      throw asUnavailable(error, '流程引擎暂时没有应答，请稍后重试。');
    }
  }

  async function check(): Promise<void> {
    await call(() => connection.workflowService.getSystemInfo({}), { timeoutMs: CHECK_MS });
  }

  return {
    client,
    call,
    check,
    isUp: () =>
      check().then(
        () => true,
        () => false,
      ),
    close: () => connection.close(),
  };
}
