import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Failure, printFailure } from '../bootstrap/failure.mjs';
import { readRunning, settingsOf } from './installation';
import { mongoReady } from './mongo-wire';
import type { PartStatus } from './parts';
import { httpReady, natsReady, temporalReady, type Probe } from './readiness';
import { repositoryRoot } from './root';
import { table } from './table';

/** @returns resident memory in MiB, undefined when the process is gone */
function residentMemory(pid: number): number | undefined {
  if (existsSync('/proc/self/status')) {
    try {
      const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return kib ? Number(kib) / 1024 : undefined;
    } catch {
      return undefined;
    }
  }
  const kib = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim();
  return kib ? Number(kib) / 1024 : undefined;
}

const portOf = (url: string) => Number(/:(\d+)(?:\/|$)/.exec(url)?.[1]);

function probeOf({ part, url }: PartStatus): Probe {
  if (part === 'temporal') return temporalReady(portOf(url));
  if (part === 'nats') return natsReady(portOf(url));
  if (part === 'mongodb') return mongoReady(portOf(url));
  return httpReady(url);
}

async function row(status: PartStatus): Promise<{ up: boolean; cells: string[] }> {
  const { part, state, pid, url } = status;
  // A password may stand in the address of somebody else's server.
  if (state === 'external') return { up: true, cells: [part, '外部', '', '', url.replace(/\/\/[^@/]*@/, '//***@')] };
  const memory = pid === undefined ? undefined : residentMemory(pid);
  const up = memory !== undefined && (await probeOf(status)().catch(() => false));
  const word = up ? '就绪' : memory === undefined ? '未运行' : '未就绪';
  const cells = [part, word, pid === undefined ? '' : String(pid), memory ? `${memory.toFixed(0)} MB` : '', url];
  return { up, cells };
}

try {
  const { dataDir } = settingsOf(process.argv.slice(2), process.env, repositoryRoot());
  const running = readRunning(dataDir);
  if (!running) {
    throw new Failure(
      `数据目录 ${dataDir} 没有正在运行的獬豸：请用 npm start 启动。`,
      `No Xiezhi runs on the data folder ${dataDir}: start it with npm start.`,
    );
  }
  const rows = await Promise.all(running.parts.map(row));
  console.log(`${running.rehearsal ? '【演练环境】' : ''}启动进程 ${running.pid}，数据目录 ${dataDir}\n`);
  console.log(table([['部分', '状态', '进程', '内存', '地址'], ...rows.map(({ cells }) => cells)]));
  const down = rows.filter(({ up }) => !up).map(({ cells }) => cells[0]);
  if (down.length > 0) {
    throw new Failure(
      `以下部分没有就绪：${down.join('、')}，日志在 ${dataDir}/logs。`,
      `Not ready: ${down.join(', ')}; the logs are in ${dataDir}/logs.`,
    );
  }
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
