import { startStack, type PartName, type Stack } from '@xiezhi/infra';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface TestServers {
  stack: Stack;
  env: Record<'NATS_URL' | 'MONGODB_URI' | 'TEMPORAL_ADDRESS', string>;
  remove(): Promise<void>;
}

/** Real servers on free ports with a folder of their own, which can be killed and started again on the same data. */
export async function startServers(...parts: PartName[]): Promise<TestServers> {
  // These tests kill their servers, so it cannot be ones that somebody else runs.
  for (const name of ['NATS_URL', 'MONGODB_URI', 'TEMPORAL_ADDRESS']) delete process.env[name];
  const dataDir = await mkdtemp(join(tmpdir(), 'xiezhi-kit-'));
  const stack = await startStack({ dataDir, ports: 'free', rehearsal: false, demo: false, parts });
  return {
    stack,
    env: stack.env as TestServers['env'],
    async remove() {
      await stack.discard();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
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
