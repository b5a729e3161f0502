import { readFileSync } from 'node:fs';
import type { Stack } from '@xiezhi/infra';

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const TICKS_PER_SECOND = 100;
const KILOBYTE = 1024;

export type ByProcess = Record<string, number>;

function pids(stack: Stack): [string, number][] {
  const parts = stack.parts().flatMap(({ part, pid }): [string, number][] => (pid === undefined ? [] : [[part, pid]]));
  return [...parts, ['本程序（客户端与裸工作流）', process.pid]];
}

function cpuSecondsOf(pid: number): number {
  // The name in brackets may hold anything, so fields are counted from its end.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Processor seconds each process of the stack has used so far; empty where there is no /proc. */
export function cpuSeconds(stack: Stack): ByProcess {
  try {
    return Object.fromEntries(pids(stack).map(([name, pid]) => [name, cpuSecondsOf(pid)]));
  } catch {
    return {};
  }
}

export function since(before: ByProcess, after: ByProcess): ByProcess {
  return Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));
}

/** Processor seconds that all processes of the machine have used so far; NaN where there is no /proc. */
export function machineSeconds(): number {
  try {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (
      readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
    )
      .split(/\s+/)
      .slice(1)
      .map(Number);
    return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
  } catch {
    return NaN;
  }
}

/** Resident memory of each process, in MB; empty where there is no /proc. */
export function residentMegabytes(stack: Stack): ByProcess {
  try {
    return Object.fromEntries(
      pids(stack).map(([name, pid]) => {
        const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return [name, (Number(kilobytes) * KILOBYTE) / 1e6];
      }),
    );
  } catch {
    return {};
  }
}
