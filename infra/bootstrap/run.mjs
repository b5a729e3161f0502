import { createHash } from 'node:crypto';
import { mkdirSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure, printFailure } from './failure.mjs';
import { DEV_HELP, START_HELP } from './help.mjs';
import { withLock } from './lock.mjs';
import { build, buildFresh, installPackages, packagesFresh } from './packages.mjs';
import { cacheFolder, checkToolchains, ensureTools } from './tools.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const commands = {
  install: { scope: 'all', tools: true },
  start: { scope: 'all', tools: true, program: 'infra/dist/start.js' },
  dev: { scope: 'all', tools: true, program: 'infra/dist/start.js', first: ['--watch'] },
  status: { scope: 'infra', tools: false, program: 'infra/dist/status.js' },
  doctor: { scope: 'infra', tools: false, program: 'infra/dist/doctor.js' },
  backup: { scope: 'infra', tools: false, program: 'infra/dist/backup.js' },
  restore: { scope: 'infra', tools: true, program: 'infra/dist/restore.js' },
  test: { scope: 'all', tools: true, program: 'jest' },
  scenario: { scope: 'all', tools: true, program: 'tests/dist/scenario.js' },
  bench: { scope: 'all', tools: true, program: 'benchmarks/dist/main.js' },
  rule: { scope: 'rules', tools: false, program: 'shared/rules/dist/rule-cli.js' },
  token: { scope: 'infra', tools: false, program: 'infra/dist/token.js' },
  'verify-ledger': { scope: 'all', tools: false, program: 'workflows/dist/verify-ledger.js' },
};

const GIGABYTE = 1024 ** 3;

function requireSpace(folder, gigabytes) {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const free = (bavail * bsize) / GIGABYTE;
  if (free >= gigabytes) return;
  throw new Failure(
    `磁盘空间不足：${folder} 仅剩 ${free.toFixed(1)} GB，安装需要约 ${gigabytes} GB，请清理后重新运行。`,
    `Not enough disk space: ${folder} has ${free.toFixed(1)} GB left, installing takes about ${gigabytes} GB; free some and run the command again.`,
  );
}

async function prepare({ scope, tools }) {
  const toolsMissing = tools && checkToolchains(root);
  const install = async () => {
    if (packagesFresh(root) && buildFresh(root, scope)) return;
    const lock = join(cacheFolder(), 'locks', createHash('sha256').update(root).digest('hex').slice(0, 16));
    const waiting = (pid) => console.error(`另一个进程（${pid}）正在安装或构建，等待其完成 …`);
    const work = async () => {
      if (!packagesFresh(root)) {
        requireSpace(root, 1);
        await installPackages(root);
      }
      if (!buildFresh(root, scope)) await build(root, scope);
    };
    await withLock(lock, work, waiting);
  };
  if (toolsMissing) requireSpace(cacheFolder(), 1);
  // Side by side: compiling the servers keeps the processor busy while npm and pip wait for the network.
  await Promise.all([install(), toolsMissing ? ensureTools(root) : undefined]);
}

/** A test may start a single server by its name, as an operator would. */
async function toolsOnPath() {
  const folders = Object.values(await ensureTools(root)).map(dirname);
  const absolute = [...new Set(folders)].filter((folder) => folder !== '.');
  process.env.PATH = [...absolute, process.env.PATH].join(delimiter);
}

/** A file system that refuses gets a sentence as well; everything else is a fault of ours and keeps its stack. */
function explained(error) {
  if (error?.code === 'ENOSPC') {
    return new Failure('磁盘已满：请清理后重新运行。', 'The disk is full: free some space and run the command again.');
  }
  if (['EACCES', 'EROFS', 'EPERM', 'ENOTDIR'].includes(error?.code) && error.path) {
    return new Failure(
      `无法写入 ${error.path}：请检查目录权限，或用环境变量 XDG_CACHE_HOME 指定可写的缓存目录。`,
      `Cannot write ${error.path}: check the folder's permissions, or name a writable cache folder in XDG_CACHE_HOME.`,
    );
  }
  return error;
}

export async function run([name, ...args]) {
  const command = commands[name];
  if ((name === 'start' || name === 'dev') && args.some((arg) => arg === '--help' || arg === '-h')) {
    console.log(name === 'dev' ? DEV_HELP : START_HELP);
    return;
  }
  if (!command) {
    console.error(`用法：node infra/bootstrap.mjs ${Object.keys(commands).join('|')} [参数]`);
    process.exit(1);
  }
  // Node's default would end us without the exit event that also ends a running npm, pip or go.
  const abandon = () => process.exit(1);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, abandon);
  try {
    await prepare(command);
  } catch (error) {
    printFailure(explained(error));
    process.exit(1);
  }
  for (const signal of signals) process.off(signal, abandon);
  if (!command.program) return;
  // In this process and not a child: one process less to pass signals to, and none to leave behind.
  if (command.program === 'jest') {
    const require = createRequire(join(root, 'package.json'));
    await toolsOnPath();
    process.chdir(root);
    process.argv = [process.execPath, require.resolve('jest/bin/jest'), ...args];
    require('jest/bin/jest');
  } else {
    const program = join(root, command.program);
    process.argv = [process.execPath, program, ...(command.first ?? []), ...args];
    await import(pathToFileURL(program).href);
  }
}
