import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectSocket, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A real server on a free port with a folder of its own, which can be killed and started again on the same data. */
export interface TestServer {
  port: number;
  start(): Promise<void>;
  /** SIGKILL, as a failing machine would. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

export function natsServer(): Promise<TestServer> {
  const program = process.env['XIEZHI_TEST_NATS_SERVER'] ?? 'nats-server';
  return createTestServer(program, (port, folder) => ['-a', '127.0.0.1', '-p', `${port}`, '-js', '-sd', folder]);
}

export function mongoServer(): Promise<TestServer> {
  const program = process.env['XIEZHI_TEST_SECANTUSD'] ?? 'secantusd-py';
  return createTestServer(program, (port, folder) => [
    '--host',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--standalone',
    '--sync-on-commit',
    '--storage-path',
    folder,
  ]);
}

export function temporalServer(): Promise<TestServer> {
  const program = process.env['XIEZHI_TEST_TEMPORAL'] ?? 'temporal';
  return createTestServer(program, (port, folder) => [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', `${port}`],
    ...['--db-filename', join(folder, 'temporal.db'), '--log-level', 'never'],
  ]);
}

async function createTestServer(
  program: string,
  args: (port: number, folder: string) => string[],
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'xiezhi-kit-'));
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function kill() {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  return {
    port,
    async start() {
      const started = spawn(program, args(port, folder), { stdio: 'ignore' });
      let failure: Error | undefined;
      started.once('error', (error) => (failure = error));
      child = started;
      while (!(await accepts(port))) {
        if (failure) throw failure;
        if (started.exitCode !== null) throw new Error(`${program} ended with ${started.exitCode}`);
        await delay(20);
      }
    },
    kill,
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Waits until `probe` no longer throws, and gives its answer. */
export async function eventually<T>(probe: () => Promise<T> | T, limitMs = 20_000): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(25);
    }
  }
}
