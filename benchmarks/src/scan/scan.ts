import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Failure } from '@xiezhi/infra';
import { show, spread, table } from '../statistics';
import { writeInventedDocket } from './invented';
import type { Scanned } from './process';
import type { Spooled } from './spool';
import { spool } from './spool';

const run = promisify(execFile);

export interface ScanRun {
  spooled: Spooled;
  scanned: Scanned;
  answer: Pick<Scanned, 'hits' | 'seconds' | 'rssMb'>;
}

/**
 * Scans a docket, given or invented, in a process that does nothing else.
 * @param docket a CSV file, or how many rows to invent
 */
export async function scan(docket: string | number, runs: number, signal: AbortSignal): Promise<ScanRun[]> {
  const folder = await mkdtemp(join(tmpdir(), 'xiezhi-scan-'));
  try {
    const file = typeof docket === 'string' ? docket : join(folder, 'docket.csv');
    if (typeof docket === 'number') await writeInventedDocket(file, docket);
    const pieces = join(folder, 'pieces');
    const spooled = await spool(file, pieces, signal);
    const results: ScanRun[] = [];
    if (spooled.accepted === 0)
      throw new Failure('底册中没有可以接收的行。', 'The docket has no row that can be taken.');
    for (let count = 0; count < runs && !signal.aborted; count += 1) {
      const program = fileURLToPath(new URL('./scan-process.js', import.meta.url));
      const { stdout } = await run(process.execPath, [program, pieces, spooled.newest], { signal });
      const scanned = JSON.parse(stdout) as Scanned;
      const { hits, seconds, rssMb } = scanned;
      results.push({ spooled, scanned, answer: { hits, seconds, rssMb } });
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function describeScan(results: readonly ScanRun[]): string {
  const of = (value: (result: ScanRun) => number, unit: string) => show(spread(results.map(value)), unit);
  const { spooled, scanned } = results[0] ?? {};
  const rejected = Object.entries(spooled?.rejected ?? {}).map(([code, count]) => `${code} ${count}`);
  const hits = Object.entries(scanned?.hits ?? {}).map(([court, count]) => `${court} ${count}`);
  return [
    table([
      ['项目', '数值'],
      ['接收的行', String(spooled?.accepted ?? 0)],
      ['未接收的行', rejected.join('，') || '0'],
      ['校验并存放，一次', `${(spooled?.seconds ?? 0).toFixed(1)} s`],
      ['扫描的案件', String(scanned?.rows ?? 0)],
      ['全部首次自动扫描', of((result) => result.scanned.seconds, 's')],
      ['其处理器时间，含启动', of((result) => result.scanned.cpuSeconds, 's')],
      ['仅读取同样各行', of((result) => result.scanned.plainSeconds, 's')],
      ['扫描与仅读取之比', of((result) => result.scanned.seconds / result.scanned.plainSeconds, '倍')],
      ['扫描进程最高内存', of((result) => result.scanned.rssMb, 'MB')],
    ]),
    `  各法院的命中：${hits.join('，') || '无'}`,
  ].join('\n');
}
