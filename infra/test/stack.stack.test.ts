import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { connect } from 'nats';
import { processStart } from '../bootstrap/process-start.mjs';
import { startStack, type StackOptions } from '../src';
import { requireFree, portsAt } from '../src/ports';

const standIn = join(__dirname, 'support/stand-in.mjs');

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'xiezhi-stack-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const options = (more: Partial<StackOptions>): StackOptions => ({
  dataDir,
  ports: 'free',
  rehearsal: false,
  demo: false,
  ...more,
});

const standInFacts = (name: string) =>
  JSON.parse(readFileSync(join(dataDir, `${name}.json`), 'utf8')) as {
    env: Record<string, string>;
    pid: number;
    grandchild: number;
  };

async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await delay(50);
  }
}

const lives = (pid: number | undefined) => pid !== undefined && processStart(pid) !== undefined;

test('the servers keep their data through kill -9 and start again at the same port', async () => {
  const stack = await startStack(options({ parts: ['temporal', 'nats', 'mongodb'] }));
  try {
    const mongo = await MongoClient.connect(stack.urls.mongodb);
    const nats = await connect({ servers: stack.urls.nats, reconnect: false });
    await mongo.db('t').collection<{ _id: number }>('c').insertOne({ _id: 1 });
    await (await nats.jetstreamManager()).streams.add({ name: 'T', subjects: ['t'] });
    await nats.jetstream().publish('t', 'one');
    await mongo.close();

    const before = stack.parts();
    await Promise.all(before.map(({ part }) => stack.kill(part)));
    await nats.close();
    expect(before.map(({ pid }) => lives(pid))).toEqual([false, false, false]);
    expect(stack.parts().map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
    await Promise.all(before.map(({ part }) => stack.start(part)));

    const mongoAgain = await MongoClient.connect(stack.urls.mongodb);
    expect(await mongoAgain.db('t').collection('c').countDocuments({})).toBe(1);
    await mongoAgain.close();
    const natsAgain = await connect({ servers: stack.urls.nats });
    expect((await (await natsAgain.jetstreamManager()).streams.info('T')).state.messages).toBe(1);
    await natsAgain.close();
  } finally {
    await stack.stop();
  }
  expect(stack.parts().map(({ pid }) => pid)).toEqual([undefined, undefined, undefined]);
});

describe('with stand-ins for the programs', () => {
  const entryPoints = { identity: standIn, intake: standIn, decision: standIn, console: standIn };
  const parts = ['identity', 'intake', 'decision', 'console'] as const;

  test('each program gets the variables every one understands and secrets of its own', async () => {
    const stack = await startStack(options({ parts, entryPoints, rehearsal: true }));
    await stack.stop();
    const intake = standInFacts('intake').env;
    const identity = standInFacts('identity').env;
    expect(intake).toMatchObject({
      ...stack.env,
      SERVICE_CLIENT_ID: 'intake',
      PORT: new URL(stack.urls.intake).port,
      OIDC_ISSUER: stack.urls.identity,
      XIEZHI_REHEARSAL: '1',
      XIEZHI_DEMO: '0',
      XIEZHI_DATA: dataDir,
    });
    expect(identity.CONSOLE_CLIENT_SECRET).toBe(standInFacts('console').env.CONSOLE_CLIENT_SECRET);
    expect(JSON.parse(identity.SERVICE_SECRETS!)).toMatchObject({ intake: intake.SERVICE_CLIENT_SECRET });
    expect(intake).not.toHaveProperty('SERVICE_SECRETS');
    expect(intake.SERVICE_CLIENT_SECRET).not.toBe(standInFacts('decision').env.SERVICE_CLIENT_SECRET);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('secrets stay the same at the next start', async () => {
    const secrets: (string | undefined)[] = [];
    for (let start = 0; start < 2; start++) {
      const stack = await startStack(options({ parts: ['intake'], entryPoints }));
      await stack.stop();
      secrets.push(standInFacts('intake').env.SERVICE_CLIENT_SECRET);
    }
    expect(secrets[0]).toBe(secrets[1]);
  });

  test('an installation that nobody keeps ends at once, with whatever its parts have started', async () => {
    const stack = await startStack(options({ parts, entryPoints }));
    const pids = stack.parts().map(({ pid }) => pid!);
    const { grandchild } = standInFacts('intake');
    await stack.discard();
    expect([...pids, grandchild].filter(lives)).toEqual([]);
    expect(stack.parts().map(({ state }) => state)).toEqual(parts.map(() => 'stopped'));
  });

  test('a part that dies at the start fails it with its last words, and nothing is left', async () => {
    process.env.STAND_IN_FAILS = '1';
    try {
      await expect(startStack(options({ parts: ['nats', 'intake'], entryPoints }))).rejects.toMatchObject({
        message: expect.stringContaining('intake 未能启动') as string,
        detail: expect.stringContaining('STAND_IN_FAILS') as string,
      });
    } finally {
      delete process.env.STAND_IN_FAILS;
    }
    expect(readdirSync(join(dataDir, 'logs')).sort()).toEqual(['intake.log', 'nats.log']);
  });

  test('a part that lives and is not ready fails the start, except where parts are started again: it is waited for', async () => {
    const file = join(dataDir, 'ready');
    process.env.STAND_IN_WAITS_FOR = file;
    const impatient = options({ parts: ['intake'], entryPoints, readyWithinMs: 1 });
    try {
      await expect(startStack(impatient)).rejects.toMatchObject({
        message: expect.stringContaining('not ready after') as string,
      });
      rmSync(`${file}.asked`, { force: true });
      const started = startStack({ ...impatient, restart: true });
      await until(() => existsSync(`${file}.asked`), 60_000);
      writeFileSync(file, '');
      await (await started).stop();
    } finally {
      delete process.env.STAND_IN_WAITS_FOR;
    }
  });

  test('with restart a part that dies comes back, one that was killed on purpose does not', async () => {
    const states: string[] = [];
    const onProgress: StackOptions['onProgress'] = (part, state) => states.push(`${part} ${state}`);
    const stack = await startStack(options({ parts: ['intake'], entryPoints, restart: true, onProgress }));
    try {
      const first = stack.parts()[0]?.pid;
      const { grandchild } = standInFacts('intake');
      process.kill(first!, 'SIGKILL');
      await until(() => states.filter((state) => state === 'intake ready').length === 2, 20_000);
      expect(stack.parts()[0]?.pid).not.toBe(first);
      expect(lives(grandchild)).toBe(false);
      expect(states).toContain('intake down');
      await stack.kill('intake');
      expect(stack.parts()[0]).toMatchObject({ state: 'stopped', pid: undefined });
    } finally {
      await stack.stop();
    }
  });

  test('a part that there is no room to start is tried again until there is', async () => {
    const states: string[] = [];
    const onProgress: StackOptions['onProgress'] = (_part, state) => states.push(state);
    const stack = await startStack(options({ parts: ['intake'], entryPoints, restart: true, onProgress }));
    try {
      const logs = join(dataDir, 'logs');
      renameSync(logs, `${logs}.away`);
      writeFileSync(logs, '');
      process.kill(stack.parts()[0]!.pid!, 'SIGKILL');
      await until(() => states.filter((state) => state === 'down').length >= 2, 60_000);
      rmSync(logs);
      renameSync(`${logs}.away`, logs);
      await until(() => states.filter((state) => state === 'ready').length === 2, 60_000);
    } finally {
      await stack.stop();
    }
  });

  test('an aborted start stops what was started', async () => {
    const abort = new AbortController();
    const states: string[] = [];
    const onProgress: StackOptions['onProgress'] = (_part, state) => {
      states.push(state);
      abort.abort();
    };
    const start = startStack(options({ parts: ['intake'], entryPoints, onProgress, signal: abort.signal }));
    await expect(start).rejects.toMatchObject({ message: expect.stringContaining('启动已中断') as string });
    expect(states).toEqual(['starting', 'stopped']);
  });
});

test('a port in use is named, with its part and the way out', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const ports = { ...portsAt(30_000), nats: port };
  await expect(requireFree(ports, ['nats'])).rejects.toMatchObject({
    message: expect.stringMatching(new RegExp(`端口 ${port}（nats）已被占用.*XIEZHI_PORT_BASE`)) as string,
  });
  server.close();
});

test('an address that replaces a part is tried before anything is started', async () => {
  process.env.NATS_URL = 'nats://127.0.0.1:1';
  try {
    await expect(startStack(options({ parts: ['nats'] }))).rejects.toMatchObject({
      message: expect.stringContaining('NATS_URL 指定的服务器无法连接（127.0.0.1:1）') as string,
    });
  } finally {
    delete process.env.NATS_URL;
  }
});

test('kill -9 of the launcher leaves no process behind', async () => {
  const launcher = spawn(process.execPath, [join(__dirname, 'support/launcher.mjs'), dataDir, standIn], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const parts = await new Promise<{ pid: number }[]>((resolve, reject) => {
    let output = '';
    launcher.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('\n')) resolve(JSON.parse(output) as { pid: number }[]);
    });
    launcher.once('exit', () => reject(new Error('the launcher ended by itself')));
  });
  const pids = [...parts.map(({ pid }) => pid), standInFacts('intake').grandchild];
  expect(pids.map(lives)).toEqual([true, true, true, true, true]);
  launcher.kill('SIGKILL');
  await until(() => pids.every((pid) => !lives(pid)), 15_000);
});
