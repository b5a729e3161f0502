import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from '../bootstrap/process-start.mjs';
import { Reaper, REAPER_SCRIPT } from '../src/reaper';

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

function sleeper(): ChildProcess & { pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: 'ignore', detached: true });
  children.push(child);
  return child as ChildProcess & { pid: number };
}

const gone = (child: ChildProcess) =>
  new Promise<string>((resolve) => child.once('exit', (_, signal) => resolve(signal ?? '')));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

test('whatever is still noted when the launcher is gone is ended, what has been struck off is not', async () => {
  const [noted, struck] = [sleeper(), sleeper()];
  const reaper = new Reaper();
  reaper.note(noted.pid);
  reaper.note(struck.pid);
  reaper.ended(struck.pid);
  const [how] = await Promise.all([gone(noted), reaper.close()]);
  expect(how).toBe('SIGTERM');
  expect(processStart(struck.pid)).toBeDefined();
});

test('a process that ignores TERM is killed after eight seconds', async () => {
  const stubborn = spawn('/bin/sh', ['-c', "trap '' TERM; echo deaf; while :; do sleep 1; done"], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  children.push(stubborn);
  await once(stubborn.stdout, 'data');
  const reaper = new Reaper();
  reaper.note(stubborn.pid!);
  const [how] = await Promise.all([gone(stubborn), reaper.close()]);
  expect(how).toBe('SIGKILL');
});

test('a reaper that is killed is replaced by one that knows the same processes', async () => {
  const noted = sleeper();
  const reaper = new Reaper();
  reaper.note(noted.pid);
  const first = reaper.pid!;
  process.kill(first, 'SIGKILL');
  await until(() => reaper.pid !== undefined && reaper.pid !== first);
  const [how] = await Promise.all([gone(noted), reaper.close()]);
  expect(how).toBe('SIGTERM');
});

test('a pid that belongs to somebody else by now is left alone', async () => {
  const stranger = sleeper();
  const script = spawn('/bin/sh', ['-c', REAPER_SCRIPT], { stdio: ['pipe', 'ignore', 'inherit'] });
  script.stdin.end(`+ ${stranger.pid} ${Number(processStart(stranger.pid)) - 1}\n`);
  await gone(script);
  expect(processStart(stranger.pid)).toBeDefined();
});
