import { createServer } from 'node:net';

/** What a worker has had to do. */
export interface EngineFigures {
  tasks: number;
  /** Tasks of runs that were not in memory: each is a replay from the beginning of the run. */
  misses: number;
}

/** A free address on loopback at which the engine's client library of a process may tell its figures. */
export function freeAddress(): Promise<string> {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(`127.0.0.1:${port}`));
    });
  });
}

/** Since the start of the process that tells them there. */
export async function engineFigures(address: string): Promise<EngineFigures> {
  const text = await (await fetch(`http://${address}/metrics`)).text();
  // What has not happened yet has no line.
  const total = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)`, 'gm'))].reduce((sum, [, n]) => sum + Number(n), 0);
  return {
    tasks: total('temporal_workflow_task_execution_latency(?:_milliseconds|_seconds)?_count'),
    misses: total('temporal_sticky_cache_miss(?:_total)?'),
  };
}
