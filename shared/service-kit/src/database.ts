import mongoose, { type Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from './config';
import type { Logger } from './logger';

export type DatabaseSettings = Pick<Config, 'MONGODB_URI' | 'XIEZHI_DB_PREFIX'>;

export interface DatabaseOptions {
  /** How long the start may wait for the server, in ms. */
  startLimitMs?: number;
  /** Ends the wait for a process that is told to stop meanwhile. */
  signal?: AbortSignal;
}

/** `<prefix>_<service>`, dashes as underscores: each service has a database of its own. */
export function databaseName(prefix: string, service: string): string {
  return `${prefix}_${service.replaceAll('-', '_')}`;
}

/**
 * The service's own connection (never mongoose's global one), retried until the server answers.
 *
 * Acknowledged writes are on disk of a majority. A server that is away fails each operation after three seconds with an
 * error that becomes UNAVAILABLE; nothing is buffered, because a buffered write is neither done nor refused.
 * Development runs on a server without multi-document transactions and with slow findOneAndUpdate beyond `_id`: keep
 * every invariant in one document, and write by `updateOne({ _id, version })`.
 * @throws Error after `startLimitMs` (default two minutes) without a server
 */
export async function connectDatabase(
  config: DatabaseSettings,
  service: string,
  logger: Logger,
  options: DatabaseOptions = {},
): Promise<Connection> {
  const until = Date.now() + (options.startLimitMs ?? 120_000);
  for (let attempt = 1; ; attempt++) {
    const connection = mongoose.createConnection(config.MONGODB_URI, {
      dbName: databaseName(config.XIEZHI_DB_PREFIX, service),
      appName: `xiezhi-${service}`,
      bufferCommands: false,
      serverSelectionTimeoutMS: 3_000,
      connectTimeoutMS: 3_000,
      socketTimeoutMS: 30_000,
      writeConcern: { w: 'majority', journal: true },
      ignoreUndefined: true,
    });
    // Later outages are told by each operation; without a listener they would end the process.
    connection.on('error', (err) => logger.warn({ err }, 'database connection'));
    try {
      await connection.asPromise();
      await databaseCheck(connection)();
      return connection;
    } catch (err) {
      await connection.close(true).catch(() => undefined);
      options.signal?.throwIfAborted();
      if (Date.now() >= until) {
        throw new Error('数据库没有应答，请检查 MONGODB_URI。The database does not answer: check MONGODB_URI.', {
          cause: err,
        });
      }
      logger.warn({ attempt, err: err instanceof Error ? err.message : err }, 'waiting for the database');
      await delay(Math.min(250 * attempt, 2_000), undefined, options.signal ? { signal: options.signal } : {});
    }
  }
}

/** Readiness check: the server reads. A ping it answers as well when it can do nothing any more. */
export function databaseCheck(connection: Connection): () => Promise<void> {
  return async () => {
    await connection.db!.collection('readiness').findOne({});
  };
}

/** True for a violated unique index, also when every failed write of a bulk was one. */
export function isDuplicateKey(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: unknown };
  if (Array.isArray(writeErrors) && writeErrors.length > 0) {
    return writeErrors.every((one: { code?: unknown }) => one.code === 11_000);
  }
  return code === 11_000;
}
