import type { Express } from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, loadConfig, type Config } from './config';
import { createLogger, type Logger } from './logger';

export interface Listening {
  server: Server;
  host: string;
  port: number;
  url: string;
  /** Stops accepting, lets requests in hand finish, and resolves when the last connection is gone. */
  close(): Promise<void>;
}

/** Serves an app. @throws the listen error (EADDRINUSE, EACCES) */
export async function listen(app: Express, { host, port }: { host: string; port: number }): Promise<Listening> {
  const server = createServer();
  let draining = false;
  server.on('request', (_req, res) => {
    // Kept-alive connections would hold the server open, so each is ended with its present answer.
    if (draining) res.shouldKeepAlive = false;
  });
  server.on('request', app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    server,
    host,
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve, reject) => {
        draining = true;
        const idle = setInterval(() => server.closeIdleConnections(), 50);
        server.close((error) => {
          clearInterval(idle);
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}

export interface ServiceContext<C> {
  config: C;
  logger: Logger;
  /** Called in reverse order of registration when the process ends, after the HTTP server has finished. */
  onClose(name: string, close: () => Promise<void> | void): void;
}

export interface ServiceOptions<C> {
  name: string;
  /** Default: `loadConfig()`. Its ConfigError becomes one sentence on standard error and exit code 1. */
  config?: () => C;
  /** Connects and builds; the app returned is then served at HOST:PORT. */
  start(context: ServiceContext<C>): Promise<Express | void>;
}

const SHUTDOWN_LIMIT_MS = 10_000;

interface ServerSettings {
  HOST: string;
  PORT?: number | undefined;
  LOG_LEVEL: string;
}

/**
 * The life of a process: settings, log, start, listen; on SIGTERM or SIGINT the server finishes the requests in hand,
 * then the closers run, then exit 0, all within ten seconds. Whatever is cut off there must be safe to cut off anywhere.
 */
export async function runService<C extends ServerSettings = Config>(options: ServiceOptions<C>): Promise<void> {
  const config = readConfig(options);
  const logger = createLogger(options.name, config.LOG_LEVEL);
  const closers: { name: string; close: () => Promise<void> | void }[] = [];
  let server: Listening | undefined;
  let ending = false;

  const shutdown = async (signal: string) => {
    // Ctrl-C reaches the whole process group and the launcher signals too: the second one is expected.
    if (ending) return;
    ending = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.warn('work in hand was cut off at the limit');
      process.exit(0);
    }, SHUTDOWN_LIMIT_MS - 500).unref();
    if (server) await attempt('http', () => server!.close());
    for (const { name, close } of closers.reverse()) await attempt(name, close);
    logger.info('stopped');
    process.exit(0);
  };
  const attempt = async (name: string, close: () => Promise<void> | void) => {
    try {
      await close();
    } catch (err) {
      logger.warn({ err, part: name }, 'did not close cleanly');
    }
  };
  const die = (err: unknown) => {
    logger.fatal({ err }, 'unexpected failure');
    process.exit(1);
  };
  process.on('SIGTERM', (signal) => void shutdown(signal));
  process.on('SIGINT', (signal) => void shutdown(signal));
  process.on('unhandledRejection', die);
  process.on('uncaughtException', die);

  try {
    const app = await options.start({ config, logger, onClose: (name, close) => closers.push({ name, close }) });
    if (ending) return;
    if (app) server = await listenOrExit(app, config);
    if (server) logger.info({ url: server.url, pid: process.pid }, 'ready');
  } catch (err) {
    // A start that was interrupted fails in its own ways; the shutdown is already under way.
    if (!ending) {
      if (err instanceof ConfigError) exitWith(err.message);
      die(err);
    }
  }
}

function readConfig<C extends ServerSettings>(options: ServiceOptions<C>): C {
  try {
    return (options.config ?? (() => loadConfig() as unknown as C))();
  } catch (error) {
    if (error instanceof ConfigError) exitWith(`${options.name}: ${error.message}`);
    throw error;
  }
}

async function listenOrExit(app: Express, config: ServerSettings): Promise<Listening> {
  const port = config.PORT ?? 0;
  try {
    return await listen(app, { host: config.HOST, port });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') {
      exitWith(
        `端口 ${port} 已被占用，请停止占用它的程序或改设 PORT。Port ${port} is in use: stop its owner or set PORT.`,
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      exitWith(
        `不能监听 ${config.HOST}:${port}，请改设 HOST 或 PORT。Cannot listen on ${config.HOST}:${port}: set HOST or PORT.`,
      );
    }
    throw error;
  }
}

function exitWith(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
