import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../bootstrap/failure.mjs';
import { tryLock } from '../bootstrap/lock.mjs';
import { processStart } from '../bootstrap/process-start.mjs';
import type { Role } from '@xiezhi/rules';
import { PROGRAM_NAMES } from '@xiezhi/contracts/installation';
import type { PartStatus, ProgramName } from './parts';
import { DEFAULT_BASE } from './ports';

export interface Settings {
  dataDir: string;
  base: number;
  rehearsal: boolean;
  demo: boolean;
  /** Whether demonstration cases are put into an installation that has none. */
  demoData: boolean;
  /** Programs under work: built and started again when a source of theirs changes. */
  watched: readonly ProgramName[];
}

const HIGHEST_BASE = 65_000;

/** How `npm run dev` asks for an installation under work. */
const WATCH = '--watch';

/** The programs named for watching, or all where none is. */
function watchedIn(args: readonly string[]): ProgramName[] {
  if (!args.includes(WATCH)) return [];
  const named = PROGRAM_NAMES.filter((name) => args.includes(name));
  return named.length === 0 ? [...PROGRAM_NAMES] : named;
}

/** What the command line and the environment ask for. @throws Failure for anything that is not understood */
export function settingsOf(args: readonly string[], env: NodeJS.ProcessEnv, root: string): Settings {
  const known = ['--rehearsal', '--empty', '--no-demo', '--demo-data'];
  const watched = watchedIn(args);
  const unknown = args.find((arg) => !known.includes(arg) && arg !== WATCH && !(watched as string[]).includes(arg));
  if (unknown !== undefined) {
    throw new Failure(
      `不认识的选项 ${unknown}：可用的选项见 npm start -- --help。`,
      `Unknown option ${unknown}: see npm start -- --help.`,
    );
  }
  const rehearsal = args.includes('--rehearsal') || env.XIEZHI_REHEARSAL === '1';
  const base = Number(env.XIEZHI_PORT_BASE || DEFAULT_BASE);
  if (!Number.isInteger(base) || base < 1_024 || base > HIGHEST_BASE) {
    throw new Failure(
      `XIEZHI_PORT_BASE 应为 1024 至 ${HIGHEST_BASE} 之间的整数。`,
      `XIEZHI_PORT_BASE must be a whole number between 1024 and ${HIGHEST_BASE}.`,
    );
  }
  const demo = !args.includes('--no-demo');
  const folder = env.XIEZHI_DATA || (rehearsal ? '.data-rehearsal' : '.data');
  return {
    dataDir: resolve(root, folder),
    base,
    rehearsal,
    demo,
    demoData: demo && !args.includes('--empty') && (!rehearsal || args.includes('--demo-data')),
    watched,
  };
}

const GIGABYTE = 1024 ** 3;

function requireWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch {
    throw new Failure(
      `数据目录 ${dataDir} 无法写入：请检查权限，或用环境变量 XIEZHI_DATA 指定其他目录。`,
      `The data folder ${dataDir} cannot be written: check its permissions, or name another one in XIEZHI_DATA.`,
    );
  }
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize >= GIGABYTE) return;
  throw new Failure(
    `数据目录 ${dataDir} 所在磁盘剩余不足 1 GB：请清理后重新启动，或用环境变量 XIEZHI_DATA 指定其他目录。`,
    `Less than 1 GB is free on the disk of the data folder ${dataDir}: free some and start again, or name another folder in XIEZHI_DATA.`,
  );
}

/** In a data folder whose restore was begun and has not ended. */
export const RESTORE_MARK = 'restore.json';

function requireRestored(dataDir: string): void {
  if (!existsSync(join(dataDir, RESTORE_MARK))) return;
  throw new Failure(
    `数据目录 ${dataDir} 的恢复没有完成：请重新运行原来的 npm run restore 命令，或用环境变量 XIEZHI_DATA 指定其他目录。`,
    `The restore of the data folder ${dataDir} was not finished: run the same npm run restore again, or name another folder in XIEZHI_DATA.`,
  );
}

interface Record {
  rehearsal: boolean;
  /** When everything was ready for the first time, ISO 8601. */
  firstReadyAt?: string;
}

/** The folder of an installation, taken by this process until it is released. */
export class Installation {
  readonly #record: Record;

  private constructor(
    readonly settings: Settings,
    private readonly lock: { release(): void },
  ) {
    this.#record = readInstallation(settings.dataDir) ?? { rehearsal: settings.rehearsal };
    this.#write();
  }

  /** @throws Failure when the folder cannot be used, is in use, or belongs to an installation of the other kind */
  static open(settings: Settings): Installation {
    const { dataDir } = settings;
    requireWritable(dataDir);
    requireRestored(dataDir);
    const lock = tryLock(join(dataDir, 'launcher.lock'));
    if ('heldBy' in lock) {
      throw new Failure(
        `数据目录 ${dataDir} 已由另一个启动的獬豸使用（进程 ${lock.heldBy}）：请先停止它，或用环境变量 XIEZHI_DATA 指定其他目录。`,
        `The data folder ${dataDir} is in use by a Xiezhi that runs already (process ${lock.heldBy}): stop it first, or name another folder in XIEZHI_DATA.`,
      );
    }
    const installation = new Installation(settings, lock);
    if (installation.#record.rehearsal === settings.rehearsal) return installation;
    lock.release();
    throw new Failure(
      `数据目录 ${dataDir} 属于${settings.rehearsal ? '正式' : '演练'}环境，不能作为${settings.rehearsal ? '演练' : '正式'}环境启动：请用环境变量 XIEZHI_DATA 指定其他目录。`,
      `The data folder ${dataDir} belongs to a ${settings.rehearsal ? 'real' : 'rehearsal'} installation: name another folder in XIEZHI_DATA.`,
    );
  }

  get firstStart(): boolean {
    return this.#record.firstReadyAt === undefined;
  }

  ready(): void {
    this.#record.firstReadyAt ??= new Date().toISOString();
    this.#write();
  }

  /** What `npm run status` reads; written whole, so that it is never read half. A full disk must not end what runs. */
  publish(parts: PartStatus[]): void {
    const { dataDir, rehearsal } = this.settings;
    const running: Running = { pid: process.pid, start: processStart(process.pid) ?? '', rehearsal, parts };
    try {
      writeWhole(runningFile(dataDir), running);
    } catch (error) {
      console.error(`✗ 运行情况未能写入 ${runningFile(dataDir)}（${(error as Error).message}）`);
    }
  }

  release(): void {
    rmSync(runningFile(this.settings.dataDir), { force: true });
    this.lock.release();
  }

  #write(): void {
    writeWhole(join(this.settings.dataDir, 'installation.json'), this.#record);
  }
}

/** @returns what is known of the installation in this folder, undefined when there is none */
export function readInstallation(dataDir: string): Record | undefined {
  const path = join(dataDir, 'installation.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record) : undefined;
}

export interface Running {
  pid: number;
  start: string;
  rehearsal: boolean;
  parts: PartStatus[];
}

const runningFile = (dataDir: string) => join(dataDir, 'stack.json');

export function writeWhole(path: string, content: object): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** @returns what a launcher that still lives has written about itself, undefined when none runs in this folder */
export function readRunning(dataDir: string): Running | undefined {
  if (!existsSync(runningFile(dataDir))) return undefined;
  const running = JSON.parse(readFileSync(runningFile(dataDir), 'utf8')) as Running;
  return processStart(running.pid) === running.start ? running : undefined;
}

/** An account as identity writes it down, with its password, when it makes the first ones. */
export interface FirstAccount {
  username: string;
  name: string;
  court: string;
  courtName: string;
  roles: Role[];
  password: string;
}

/** The files in which identity leaves the first accounts: the administrators', and the demo accounts unless there are none. */
export const firstAccountFiles = (dataDir: string): string[] =>
  ['first-accounts.json', 'demo-accounts.json'].map((name) => join(dataDir, name)).filter((path) => existsSync(path));

export const readAccounts = (file: string): FirstAccount[] => JSON.parse(readFileSync(file, 'utf8')) as FirstAccount[];
