import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 1_000;

/** @returns parent and name of a process, undefined when it is gone */
function processInfo(pid: number): { parent: number; name: string } | undefined {
  if (existsSync('/proc/self/stat')) {
    try {
      const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return { name, parent: Number(rest.split(' ')[1]) };
    } catch {
      return undefined;
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parent, name = ''] = /^\s*(\d+)\s+(.*)$/.exec(stdout ?? '') ?? [];
  return parent ? { parent: Number(parent), name } : undefined;
}

/**
 * npm runs us through a shell. When npm itself is killed nobody tells us, and the person who killed it believes that
 * everything has ended; so the line of parents up to npm is watched. Started without npm, nothing is watched.
 */
export function whenNpmIsGone(env: NodeJS.ProcessEnv, then: () => void): void {
  if (!env.npm_lifecycle_event) return;
  const shell = processInfo(process.ppid);
  const throughShell = shell !== undefined && /(^|\/)(ba|da|z|k)?sh$/.test(shell.name);
  const line = { parent: process.ppid, grandparent: throughShell ? shell.parent : undefined };
  const timer = setInterval(() => {
    const changed =
      process.ppid !== line.parent ||
      (line.grandparent !== undefined && processInfo(line.parent)?.parent !== line.grandparent);
    if (!changed) return;
    clearInterval(timer);
    then();
  }, LOOK_EVERY_MS);
  timer.unref();
}
