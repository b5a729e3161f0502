import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from '../bootstrap/process-start.mjs';
import { readRunning } from '../src/installation';
import { PART_NAMES } from '../src/parts';
import { freePorts } from '../src/ports';

// As `npm start` and `npm run status` run them when everything is built.
const program = (name: string) => join(__dirname, `../dist/${name}.js`);

let dataDir: string;
let env: NodeJS.ProcessEnv;
let launcher: ChildProcess | undefined;
let over = false;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'xiezhi-start-'));
  const ports = await freePorts();
  env = { ...process.env, XIEZHI_DATA: dataDir, XIEZHI_PORT_BASE: String(ports.intake - 1), npm_lifecycle_event: '' };
});

afterAll(() => {
  over = true;
  launcher?.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
});

/** Starts an installation and resolves with what it printed when everything is ready. */
async function start(): Promise<string> {
  if (over) throw new Error('the test has been given up');
  const child = spawn(process.execPath, [program('start'), '--empty'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  launcher = child;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!output.includes('按 Ctrl-C 停止')) {
    if (child.exitCode !== null) throw new Error(output);
    await delay(50);
  }
  return output;
}

const run = (command: string, ...args: string[]) =>
  spawnSync(process.execPath, [program(command), ...args], { env, encoding: 'utf8' });

test('an installation starts, reports itself, survives the launcher’s death with its data, and stops on Ctrl-C', async () => {
  const first = await start();
  expect(first).toMatch(/初始账号（密码为本次随机生成/);
  expect(first).toMatch(/控制台 +http:/);

  const status = run('status');
  expect(status.stdout.match(/就绪/g)).toHaveLength(PART_NAMES.length);
  expect(status.stdout).toMatch(/磁盘剩余 \d+\.\d GB/);
  for (const service of ['intake', 'decision', 'command-center', 'notification']) {
    expect(status.stdout).toMatch(new RegExp(`^ +${service} +0 +0 +`, 'm'));
  }
  expect(status.stdout).toContain('待发布事件的案件 0 件\n流程自检发现的问题 0 件');
  expect(status.status).toBe(0);

  const token = run('token', '--user', 'sysadmin');
  expect({ out: token.stdout, err: token.stderr }).toEqual({ out: expect.stringMatching(/^eyJ/) as string, err: '' });

  const second = run('start');
  expect(second.status).toBe(1);
  expect(second.stderr).toContain('已由另一个启动的獬豸使用');

  const pids = readRunning(dataDir)!.parts.map(({ pid }) => pid!);
  launcher!.kill('SIGKILL');
  while (pids.some((pid) => processStart(pid) !== undefined)) await delay(50);
  expect(run('status')).toMatchObject({ status: 1, stderr: expect.stringContaining('没有正在运行的獬豸') as string });

  const again = await start();
  expect(again).toContain('初始账号与密码见');
  expect(again).not.toContain('随机生成');
  launcher!.kill('SIGINT');
  expect(await once(launcher!, 'exit')).toEqual([0, null]);
  expect(readRunning(dataDir)).toBeUndefined();
}, 300_000);
