import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PART_NAMES, startStack } from '@xiezhi/infra';
import type { PartName, Stack } from '@xiezhi/infra';

export const WITHOUT_CONSOLE: readonly PartName[] = PART_NAMES.filter((part) => part !== 'console');

export interface Installation {
  stack: Stack;
  dataDir: string;
}

/** Runs `work` on an installation of its own, which is stopped and removed afterwards. */
export async function onInstallation<T>(
  options: { rehearsal: boolean; signal: AbortSignal; parts?: readonly PartName[] },
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const { rehearsal, signal, parts = WITHOUT_CONSOLE } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'xiezhi-bench-'));
  let stack: Stack | undefined;
  try {
    stack = await startStack({ dataDir, ports: 'free', rehearsal, demo: false, parts, signal });
    const interrupted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('已中断，或者超过了时间上限。')), { once: true });
    });
    interrupted.catch(() => undefined);
    return await Promise.race([work({ stack, dataDir }), interrupted]);
  } finally {
    await stack?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
