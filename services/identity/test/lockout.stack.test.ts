import { connectDatabase, createLogger } from '@xiezhi/service-kit';
import { startStack, type Stack } from '@xiezhi/infra';
import type { Connection } from 'mongoose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lockout } from '../src/accounts/lockout';

let stack: Stack;
let folder: string;
const connections: Connection[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiezhi-lockout-'));
  stack = await startStack({ dataDir: folder, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
  const settings = { MONGODB_URI: String(stack.env['MONGODB_URI']), XIEZHI_DB_PREFIX: 'lockout' };
  for (let process = 0; process < 2; process += 1) {
    connections.push(await connectDatabase(settings, 'identity', createLogger('test', 'silent')));
  }
});

afterAll(async () => {
  for (const connection of connections) await connection.close();
  await stack?.discard();
  await rm(folder, { recursive: true, force: true });
});

test('of failures that two processes count at the same time none is lost', async () => {
  const processes = connections.map((connection) => new Lockout(connection));
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
    const counted = await Promise.all([0, 1, 0, 1, 0].map((process) => processes[process]!.fail(name)));
    expect(counted.some((until) => until !== undefined)).toBe(true);
    expect(await processes[1]!.lockedUntil(name)).toEqual(expect.any(Number));
  }
});

test('what was counted before the lock ended counts no more', async () => {
  let now = Date.now();
  const lockout = new Lockout(connections[0]!, () => now);
  for (let failure = 1; failure < 5; failure += 1) expect(await lockout.fail('late')).toBeUndefined();
  now += 31 * 60_000;
  expect(await lockout.fail('late')).toBeUndefined();
  for (let failure = 2; failure < 5; failure += 1) expect(await lockout.fail('late')).toBeUndefined();
  expect(await lockout.fail('late')).toBe(now + 30 * 60_000);
});
