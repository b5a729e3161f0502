import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { Failure, printFailure } from '../bootstrap/failure.mjs';
import { healthOf, healthReport } from './health';
import { readRunning, settingsOf } from './installation';
import { mongoReady } from './mongo-probe';
import { isServer, type PartStatus } from './parts';
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

const GIGABYTE = 1024 ** 3;

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
  const programs = running.parts.filter(({ part, state }) => !isServer(part) && state !== 'external');
  const told = (await Promise.all(programs.map(healthOf))).filter((health) => health !== undefined);
  const { lines, faults } = healthReport(told);
  console.log(`\n${lines.join('\n')}`);
  const { bavail, bsize } = statfsSync(dataDir);
  const free = (bavail * bsize) / GIGABYTE;
  console.log(`数据目录所在磁盘剩余 ${free.toFixed(1)} GB`);
  const down = rows.filter(({ up }) => !up).map(({ cells }) => cells[0]);
  if (down.length > 0) {
    faults.unshift([
      `以下部分没有就绪：${down.join('、')}，日志在 ${dataDir}/logs`,
      `not ready: ${down.join(', ')}; the logs are in ${dataDir}/logs`,
    ]);
  }
  if (free < 1) {
    faults.unshift([
      '磁盘剩余不足 1 GB：请尽快清理，写满后不能办理',
      'less than 1 GB is free on the disk: free some soon, a full disk stops all work',
    ]);
  }
  if (faults.length > 0) {
    const [chinese, english] = [0, 1].map((language) => faults.map((fault) => fault[language]));
    throw new Failure(`${chinese!.join('；\n')}。`, `${english!.join(';\n')}.`);
  }
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
