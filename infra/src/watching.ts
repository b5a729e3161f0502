import { PROGRAM_NAMES, PROGRAMS, type ProgramName } from '@xiezhi/contracts/installation';
import { readFileSync, watch } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { execute } from '../bootstrap/command.mjs';
import { workspaces } from '../bootstrap/workspaces.mjs';
import { Child } from './child';
import { Reaper } from './reaper';
import type { Stack } from './stack';

/** An editor saves several files at once, and one file in several steps. */
const SETTLED_MS = 200;
const PATIENCE_MS = 3_000;

/** Workspace packages by folder, each with the folders of those it is made of, its own first. */
export type Parts = ReadonlyMap<string, readonly string[]>;

export function partsOf(root: string): Parts {
  const packages = workspaces(root);
  const folderOf = new Map(packages.map(({ name, folder }) => [name, folder]));
  const direct = new Map(
    packages.map(({ folder }) => {
      const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
        dependencies?: Record<string, string>;
      };
      return [folder, Object.keys(dependencies).flatMap((name) => folderOf.get(name) ?? [])] as const;
    }),
  );
  const all = (folder: string, seen = new Set<string>()): string[] => {
    seen.add(folder);
    for (const other of direct.get(folder) ?? []) if (!seen.has(other)) all(other, seen);
    return [...seen];
  };
  return new Map(packages.map(({ folder }) => [folder, all(folder)]));
}

/** The programs that are made of a file, given relative to the repository; none for tests, pages and what is built. */
export function programsOf(file: string, parts: Parts): ProgramName[] {
  return PROGRAM_NAMES.filter((name) =>
    parts.get(PROGRAMS[name].folder)?.some((folder) => file.startsWith(`${folder}/src/`)),
  );
}

interface Work {
  root: string;
  stack: Pick<Stack, 'kill' | 'start'>;
  /** The programs under work; what others are made of is left as it runs. */
  programs: readonly ProgramName[];
  say(line: string): void;
}

/** Builds a program anew and starts it again; one that does not build goes on as it was. */
async function renew(name: ProgramName, { root, stack, say }: Work): Promise<void> {
  const began = Date.now();
  const { ok, output } = await execute('npm', ['run', '-s', 'build'], { cwd: join(root, PROGRAMS[name].folder) });
  if (!ok) return say(`✗ ${PROGRAMS[name].title[0]}未能构建，仍按原样运行\n${output.trim()}`);
  await stack.kill(name, 'SIGTERM');
  await stack.start(name);
  say(`↻ ${PROGRAMS[name].title[0]}已更新（${((Date.now() - began) / 1_000).toFixed(1)} 秒）`);
}

/** Builds and starts the programs under work again whenever a source of theirs has changed. @returns how to end it */
export function watchPrograms(work: Work): () => void {
  const { root, programs, say } = work;
  const parts = partsOf(root);
  const waiting = new Set<ProgramName>();
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  const go = async () => {
    if (busy) return;
    busy = true;
    while (waiting.size > 0) {
      const names = [...waiting];
      waiting.clear();
      for (const name of names) {
        await renew(name, work).catch((error: Error) => say(`✗ ${PROGRAMS[name].title[0]}：${error.message}`));
      }
    }
    busy = false;
  };
  const changed = (file: string) => {
    const made = programsOf(file, parts).filter((name) => programs.includes(name));
    if (made.length === 0) return;
    for (const name of made) waiting.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => void go(), SETTLED_MS);
  };
  const folders = new Set(programs.flatMap((name) => parts.get(PROGRAMS[name].folder) ?? []));
  const watchers = [...folders].map((folder) =>
    watch(join(root, folder, 'src'), { recursive: true }, (_, file) => {
      if (file !== null) changed(`${folder}/src/${file.split(sep).join('/')}`);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** The console's application as Vite serves it from its sources, with everything else asked of the running console. */
export function serveApplication(at: { root: string; port: number; console: string; logFile: string }) {
  const cwd = join(at.root, 'services/console/web');
  const vite = join(createRequire(join(cwd, 'package.json')).resolve('vite/package.json'), '../bin/vite.js');
  const args = [vite, '--host', '127.0.0.1', '--port', String(at.port), '--strictPort', '--clearScreen', 'false'];
  const env = { ...process.env, CONSOLE_URL: at.console };
  const reaper = new Reaper();
  const child = new Child({ command: process.execPath, args, env, cwd, logFile: at.logFile }, reaper);
  return {
    url: `http://127.0.0.1:${at.port}`,
    async stop(): Promise<void> {
      await child.stop(PATIENCE_MS);
      await reaper.close();
    },
  };
}
