import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../bootstrap/lock.mjs';
import { processStart } from '../bootstrap/process-start.mjs';
import { PROGRAM_NAMES } from '@xiezhi/contracts/installation';
import { Installation, readRunning, settingsOf, type Settings } from '../src/installation';
import { table } from '../src/table';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'xiezhi-installation-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = (more: Partial<Settings> = {}): Settings => ({
  dataDir: folder,
  base: 8700,
  watched: [],
  rehearsal: false,
  demo: true,
  demoData: false,
  ...more,
});

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

test.each([
  [[], {}, { dataDir: '/r/.data', base: 8700, rehearsal: false, demo: true, demoData: true }],
  [['--rehearsal'], {}, { dataDir: '/r/.data-rehearsal', base: 8700, rehearsal: true, demo: true, demoData: false }],
  [['--rehearsal', '--demo-data'], {}, { rehearsal: true, demo: true, demoData: true }],
  [['--rehearsal', '--demo-data', '--no-demo'], {}, { demo: false, demoData: false }],
  [[], { XIEZHI_REHEARSAL: '1', XIEZHI_DATA: '' }, { dataDir: '/r/.data-rehearsal', rehearsal: true }],
  [
    ['--empty'],
    { XIEZHI_DATA: '/d', XIEZHI_PORT_BASE: '9000' },
    { dataDir: '/d', base: 9000, demo: true, demoData: false },
  ],
  [['--no-demo'], { XIEZHI_DATA: 'd' }, { dataDir: '/r/d', demo: false, demoData: false, watched: [] }],
  [['--watch', 'intake', '--empty', 'worker'], {}, { demoData: false, watched: ['intake', 'worker'] }],
  [['--watch'], {}, { watched: PROGRAM_NAMES }],
])('%j with %j', (args, env, expected) => {
  expect(settingsOf(args, env, '/r')).toMatchObject(expected);
});

test.each([
  [['--rehersal'], {}, '不认识的选项 --rehersal'],
  [['intake'], {}, '不认识的选项 intake'],
  [['--watch', 'intak'], {}, '不认识的选项 intak'],
  [[], { XIEZHI_PORT_BASE: '80' }, 'XIEZHI_PORT_BASE 应为'],
  [[], { XIEZHI_PORT_BASE: 'x' }, 'XIEZHI_PORT_BASE 应为'],
])('%j with %j is refused in one sentence', (args, env, sentence) => {
  expect(refusal(() => settingsOf(args, env, '/r'))).toContain(sentence);
});

test('a folder in use is refused with the pid that uses it, and free again when released', () => {
  const first = Installation.open(settings());
  expect(refusal(() => Installation.open(settings()))).toContain(`进程 ${process.pid}`);
  first.release();
  Installation.open(settings()).release();
});

test('the lock of a launcher that was killed is recovered, also when its pid is somebody else’s by now', () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  for (const holder of [`${gone}\t1`, `${process.pid}\t1`]) {
    writeFileSync(join(folder, 'launcher.lock'), holder);
    Installation.open(settings()).release();
  }
});

test('a rehearsal’s folder never becomes a real installation, nor the other way round', () => {
  Installation.open(settings({ rehearsal: true })).release();
  expect(refusal(() => Installation.open(settings()))).toContain('属于演练环境');
  Installation.open(settings({ rehearsal: true })).release();
});

test('the first start ends when everything has been ready once', () => {
  const first = Installation.open(settings());
  expect(first.firstStart).toBe(true);
  first.release();
  const again = Installation.open(settings());
  expect(again.firstStart).toBe(true);
  again.ready();
  again.release();
  const later = Installation.open(settings());
  expect(later.firstStart).toBe(false);
  later.release();
});

test('what runs is published for as long as the launcher lives', () => {
  const installation = Installation.open(settings());
  const parts = [{ part: 'nats' as const, state: 'ready' as const, pid: 1, url: 'nats://127.0.0.1:4222' }];
  installation.publish(parts);
  expect(readRunning(folder)).toMatchObject({ pid: process.pid, parts });
  writeFileSync(join(folder, 'stack.json'), JSON.stringify({ pid: process.pid, start: 'earlier', parts }));
  expect(readRunning(folder)).toBeUndefined();
  installation.release();
});

test('what runs goes on when there is no room to say so', () => {
  const installation = Installation.open(settings());
  const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  mkdirSync(join(folder, 'stack.json.new'));
  installation.publish([]);
  expect(told.mock.calls.flat().join()).toContain('未能写入');
  told.mockRestore();
  installation.release();
});

test('a folder whose restore was not finished is refused in one sentence, and stays as it is', () => {
  writeFileSync(join(folder, 'restore.json'), '{}');
  expect(refusal(() => Installation.open(settings()))).toContain('恢复没有完成');
  expect(readdirSync(folder)).toEqual(['restore.json']);
});

test('a folder that cannot be written is refused in one sentence', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(refusal(() => Installation.open(settings({ dataDir: join(folder, 'file/data') })))).toContain('无法写入');
});

test('a lock is held by one at a time, and whoever waits is told by whom', async () => {
  const lock = join(folder, 'lock');
  const told: number[] = [];
  let inside = 0;
  const work = () =>
    withLock(
      lock,
      async () => {
        inside++;
        expect(inside).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
      },
      (pid) => told.push(pid),
    );
  await Promise.all(Array.from({ length: 4 }, work));
  expect(told).toEqual([process.pid, process.pid, process.pid]);
});

test('a process that has ended has no start', () => {
  expect(processStart(process.pid)).toBe(processStart(process.pid));
  expect(processStart(process.pid)).toBeDefined();
  expect(processStart(spawnSync(process.execPath, ['-e', '']).pid)).toBeUndefined();
});

test('columns line up when Chinese and Latin are mixed', () => {
  const rows = [
    ['名称', 'x'],
    ['abcdef', 'y'],
    ['（一）', 'z'],
  ];
  expect(table(rows)).toBe('  名称    x\n  abcdef  y\n  （一）  z');
});
