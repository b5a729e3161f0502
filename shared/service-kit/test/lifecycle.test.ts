import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Line {
  msg: string;
  url?: string;
  [key: string]: unknown;
}

let folder: string;
let program: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  // There the bundle finds the npm packages it leaves out, and no tool of the repository finds the bundle.
  folder = await mkdtemp(join(__dirname, '..', '..', '..', 'node_modules', '.service-kit-'));
  program = join(folder, 'sample.mjs');
  await build({
    entryPoints: [join(__dirname, 'support', 'process.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    plugins: [
      {
        name: 'packages stay outside',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
            kind === 'entry-point' || path.startsWith('@xiezhi/') ? null : { external: true },
          );
        },
      },
    ],
  });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A running sample: its log lines as they come, and how it ended. */
function run(env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: Line[] = [];
  const watchers: (() => void)[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    for (const look of watchers) look();
  });
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code: code as number | null, stderr, lines }));
  return {
    child,
    ended,
    line: (msg: string) =>
      new Promise<Line>((resolve) => {
        const look = () => {
          const found = lines.find((line) => line.msg === msg);
          if (found) resolve(found);
        };
        watchers.push(look);
        look();
      }),
  };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s: the request in hand is answered, closers run backwards, exit 0',
  async (signal) => {
    const { child, line, ended } = run();
    const { url } = await line('ready');
    const answer = fetch(`${url}/slow`);
    await line('slow entered');
    child.kill(signal);
    // Ctrl-C and the launcher both signal.
    child.kill(signal);
    expect(await (await answer).json()).toEqual({ done: true });
    const { code, lines } = await ended;
    expect(code).toBe(0);
    const told = lines.map(({ msg }) => msg);
    expect(told.slice(told.indexOf('stopping'))).toEqual([
      'stopping',
      'request',
      'closed second',
      'closed first',
      'stopped',
    ]);
  },
);

test('a part that cannot be closed does not keep the others open', async () => {
  const { child, line, ended } = run({ BEHAVIOUR: 'bad-close' });
  await line('ready');
  child.kill('SIGTERM');
  const { code, lines } = await ended;
  expect(code).toBe(0);
  expect(lines.map(({ msg }) => msg)).toContain('closed first');
});

test('a part that never closes is cut off within ten seconds', async () => {
  const { child, line, ended } = run({ BEHAVIOUR: 'hang' });
  await line('ready');
  const started = Date.now();
  child.kill('SIGTERM');
  const { code } = await ended;
  expect(code).toBe(0);
  expect(Date.now() - started).toBeLessThan(10_000);
});

test('a start can be interrupted', async () => {
  const { child, line, ended } = run({ BEHAVIOUR: 'wait' });
  await line('waiting');
  child.kill('SIGINT');
  const { code, lines } = await ended;
  expect(code).toBe(0);
  expect(lines.map(({ msg }) => msg)).toEqual(['waiting', 'stopping', 'closed second', 'closed first', 'stopped']);
});

test('wrong settings: one line on standard error, exit 1', async () => {
  const { code, stderr, lines } = await run({ PORT: 'x' }).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^sample: 环境变量设置有误：PORT 应为数字。Invalid environment: PORT [^\n]*\n$/);
  expect(lines).toEqual([]);
});

test('a port in use: one line on standard error, exit 1', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const { code, stderr } = await run({ PORT: `${port}` }).ended;
  holder.close();
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^端口 ${port} 已被占用[^\n]*Port ${port} is in use[^\n]*\n$`));
});

test('a start that fails, and a failure nobody handles, end the process with exit 1 and a fatal line', async () => {
  const failed = await run({ BEHAVIOUR: 'fail' }).ended;
  expect(failed.code).toBe(1);
  expect(failed.lines.at(-1)).toMatchObject({ level: 'fatal', err: { message: 'cannot start' } });

  const { line, ended } = run();
  const { url } = await line('ready');
  await fetch(`${url}/reject`, { method: 'POST' });
  const rejected = await ended;
  expect(rejected.code).toBe(1);
  expect(rejected.lines.at(-1)).toMatchObject({ level: 'fatal', err: { message: 'nobody waits for this' } });
});
