import { setTimeout as delay } from 'node:timers/promises';
import { PART_NAMES } from '@xiezhi/infra';
import { onInstallation } from './installation';
import { residentMegabytes } from './processes';
import type { ByProcess } from './processes';
import { show, spread, table } from './statistics';

/** Long enough for the start's garbage to be collected and connections to settle. */
const REST_MS = 15_000;

export interface FootprintRun {
  startSeconds: number;
  memory: ByProcess;
}

/** An idle installation with all its parts: how long it takes to be ready, and the memory it then holds. */
export async function footprint(runs: number, signal: AbortSignal): Promise<FootprintRun[]> {
  const results: FootprintRun[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const began = performance.now();
    const result = await onInstallation({ rehearsal: false, signal, parts: PART_NAMES }, async ({ stack }) => {
      const startSeconds = (performance.now() - began) / 1000;
      await delay(REST_MS, undefined, { signal });
      const memory = residentMegabytes(stack);
      return { startSeconds, memory };
    });
    console.log(`  第 ${run} 轮：${result.startSeconds.toFixed(1)} s 就绪`);
    results.push(result);
  }
  return results;
}

export function describeFootprint(results: readonly FootprintRun[]): string {
  const names = Object.keys(results[0]?.memory ?? {}).filter((name) => !name.startsWith('本程序'));
  const of = (value: (run: FootprintRun) => number) => show(spread(results.map(value)));
  const rows = [
    ['进程', '常驻内存（MB）'],
    ...names.map((name) => [name, of((run) => run.memory[name] ?? 0)]),
    ['合计', of((run) => names.reduce((sum, name) => sum + (run.memory[name] ?? 0), 0))],
  ];
  return [
    `空闲的完整环境，空数据目录。${results.length} 轮，中位数（最小..最大）。\n`,
    `  全部就绪用时（s）：${of((run) => run.startSeconds)}\n`,
    table(rows),
  ].join('\n');
}
