import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../bootstrap/failure.mjs';
import { Child, type Program } from './child';
import {
  commonEnvironment,
  inheritedEnvironment,
  logFileOf,
  programEnvironment,
  sharedEnvironment,
  stackUrls,
  urlOf,
  urlsBeside,
  type StackUrls,
} from './environment';
import { requireExternal } from './external';
import {
  entryPointOf,
  isServer,
  PART_NAMES,
  REPLACED_BY,
  STOP_ORDER,
  type PartName,
  type PartState,
  type PartStatus,
  type ProgramName,
} from './parts';
import { freePorts, portsAt, requireFree } from './ports';
import { httpReady, type Probe } from './readiness';
import { Reaper } from './reaper';
import { repositoryRoot } from './root';
import { loadSecrets } from './secrets';
import { serverCommands, type ServerCommand } from './servers';
import { hasSpace, untilBroken } from './watchdog';

export interface StackOptions {
  /** Everything the installation keeps: databases, secrets, logs. */
  dataDir: string;
  ports: 'free' | { base: number };
  /** A separate installation whose court clock may be moved. */
  rehearsal: boolean;
  /** Whether identity makes demo accounts at the first start. */
  demo: boolean;
  /** Whether an installation without cases is filled with those of a demonstration; default: it stays empty. */
  demoData?: boolean;
  /** Default: all. */
  parts?: readonly PartName[];
  /** Default: `logs` in the data folder. */
  logDir?: string;
  /** Start a part again when it dies by itself, or is there and does not work; waits longer each time. */
  restart?: boolean;
  /** How long a part that lives may take to be ready where none is started again; default two minutes. */
  readyWithinMs?: number;
  onProgress?: (part: PartName, state: PartState) => void;
  /** Gives up the start: what was started is stopped. */
  signal?: AbortSignal;
  /** Programs instead of our own, by absolute path. */
  entryPoints?: Partial<Record<ProgramName, string>>;
  /**
   * The `env` of an installation that runs: another process of each program is started beside its own, on the same
   * servers, data folder and issuer. These processes ask one another, so the two sets have only what is shared in common.
   */
  beside?: Record<string, string>;
}

export interface Stack {
  urls: StackUrls;
  /** The variables by which a program reaches this installation. */
  env: Record<string, string>;
  parts(): PartStatus[];
  /** Ends a part without warning and waits until it is gone (unless the signal only stops it); it stays away. */
  kill(part: PartName, signal?: NodeJS.Signals): Promise<void>;
  /** Starts a part again at the same port on the same data, and waits until it is ready. @throws Failure */
  start(part: PartName): Promise<void>;
  /** Ends everything in order. May be called at any time and more than once. */
  stop(): Promise<void>;
  /** Ends everything at once and without warning: for an installation whose data nobody keeps. */
  discard(): Promise<void>;
}

const READY_WITHIN_MS = 120_000;
const PROBE_EVERY_MS = 100;
const PATIENCE_MS = 12_000;
const BACKOFF_MS = { first: 500, longest: 30_000, forgotten: 60_000 };

interface Part {
  name: PartName;
  program: Program;
  ready: Probe;
  works: Probe | undefined;
  state: PartState;
  child?: Child;
  /** Ended on purpose: its end is no accident to be put right. */
  wanted: boolean;
  backoffMs: number;
  startedAt: number;
  retry?: NodeJS.Timeout;
}

class RunningStack implements Stack {
  readonly #parts = new Map<PartName, Part>();
  readonly #external: PartName[];
  readonly #reaper = new Reaper();
  #stopped: Promise<void> | undefined;

  constructor(
    readonly urls: StackUrls,
    readonly env: Record<string, string>,
    private readonly options: StackOptions,
    external: PartName[],
  ) {
    this.#external = external;
  }

  add(name: PartName, program: Program, { ready, works }: Pick<ServerCommand, 'ready' | 'works'>): void {
    const state = 'stopped' as const;
    this.#parts.set(name, { name, program, ready, works, state, wanted: false, backoffMs: 0, startedAt: 0 });
  }

  parts(): PartStatus[] {
    return PART_NAMES.filter((name) => this.#parts.has(name) || this.#external.includes(name)).map((name) => {
      const part = this.#parts.get(name);
      return { part: name, state: part?.state ?? 'external', pid: part?.child?.pid, url: urlOf(name, this.urls) };
    });
  }

  async kill(name: PartName, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const part = this.#own(name);
    const lasting = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT'].includes(signal);
    if (lasting) part.wanted = false;
    clearTimeout(part.retry);
    part.child?.signal(signal);
    if (lasting) await part.child?.exit;
  }

  /**
   * Where parts are started again when they end, one that lives is waited for however long it takes: after a restore
   * decision reads every number of the ledger before it is ready, and giving up would end the others' work too.
   */
  start(name: PartName): Promise<void> {
    return this.#start(
      this.#own(name),
      this.options.restart ? Infinity : (this.options.readyWithinMs ?? READY_WITHIN_MS),
    );
  }

  async #start(part: Part, patienceMs: number): Promise<void> {
    if (part.child?.pid !== undefined && part.wanted) return this.#untilReady(part, part.child, patienceMs);
    await part.child?.exit;
    if (this.#stopped) throw interrupted();
    part.wanted = true;
    const child = new Child(part.program, this.#reaper);
    part.child = child;
    part.startedAt = Date.now();
    this.#show(part, 'starting');
    void child.exit.then(() => this.#onExit(part, child));
    await this.#untilReady(part, child, patienceMs);
  }

  /** All of them; the first that fails ends the wait for the others. */
  async startAll(names: readonly PartName[]): Promise<void> {
    await Promise.all(names.filter((name) => this.#parts.has(name)).map((name) => this.start(name)));
  }

  stop(): Promise<void> {
    return this.#end(STOP_ORDER, (child) => child.stop(PATIENCE_MS));
  }

  discard(): Promise<void> {
    return this.#end([PART_NAMES], (child) => {
      child.signal('SIGKILL');
      return child.exit;
    });
  }

  #end(order: readonly (readonly PartName[])[], end: (child: Child) => Promise<unknown>): Promise<void> {
    this.#stopped ??= (async () => {
      for (const names of order) {
        const parts = names.flatMap((name) => this.#parts.get(name) ?? []);
        await Promise.all(
          parts.map(async (part) => {
            part.wanted = false;
            clearTimeout(part.retry);
            if (part.child) await end(part.child);
          }),
        );
      }
      await this.#reaper.close();
    })();
    return this.#stopped;
  }

  #own(name: PartName): Part {
    const part = this.#parts.get(name);
    if (!part) throw new Error(`${name} is not run by this stack`);
    return part;
  }

  #show(part: Part, state: PartState): void {
    part.state = state;
    this.options.onProgress?.(part.name, state);
  }

  async #untilReady(part: Part, child: Child, patienceMs: number): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await part.ready().catch(() => false))) {
      if (this.#stopped || !part.wanted) throw interrupted();
      if (child.ended !== undefined) throw died(part, child, child.ended);
      if (Date.now() > deadline) throw died(part, child, `not ready after ${patienceMs / 1_000} s`);
      await delay(PROBE_EVERY_MS);
    }
    // Somebody else may be answering at its port.
    if (child.ended !== undefined) throw died(part, child, child.ended);
    if (part.state !== 'starting') return;
    this.#show(part, 'ready');
    if (this.options.restart && part.works) void this.#watch(part, child, part.works);
  }

  /** Ends a server that is there and does not work: its end brings the new start. */
  async #watch(part: Part, child: Child, works: Probe): Promise<void> {
    const over = () => child.ended !== undefined || !part.wanted || this.#stopped !== undefined;
    const broken = await untilBroken({ works, over, hasSpace: () => hasSpace(part.program.cwd) });
    if (broken) child.signal('SIGKILL');
  }

  #onExit(part: Part, child: Child): void {
    if (part.child !== child) return;
    if (!part.wanted) return this.#show(part, 'stopped');
    this.#retryLater(part);
  }

  #retryLater(part: Part): void {
    this.#show(part, 'down');
    if (!this.options.restart || this.#stopped) return;
    const lastedLong = Date.now() - part.startedAt > BACKOFF_MS.forgotten;
    part.backoffMs = lastedLong || part.backoffMs === 0 ? BACKOFF_MS.first : part.backoffMs * 2;
    part.backoffMs = Math.min(part.backoffMs, BACKOFF_MS.longest);
    part.retry = setTimeout(() => {
      const before = part.child;
      // Whatever it waits for, a full disk or another part, may take as long as it likes.
      this.#start(part, Infinity).catch(() => {
        // A process that was begun ends in another exit; without one (no room for its log) nobody else would try again.
        if (part.child === before && part.wanted) this.#retryLater(part);
      });
    }, part.backoffMs);
  }
}

const interrupted = () => new Failure('启动已中断。', 'The start was interrupted.');

function died(part: Part, child: Child, how: string): Failure {
  return new Failure(
    `${part.name} 未能启动（${how}）：请查看日志 ${part.program.logFile}。`,
    `${part.name} did not start (${how}): see its log ${part.program.logFile}.`,
    child.lastWords(),
  );
}

function entryPoint(part: ProgramName, root: string, options: StackOptions): string {
  const path = options.entryPoints?.[part] ?? join(root, entryPointOf(part));
  if (existsSync(path)) return path;
  throw new Failure(
    `尚未构建 ${part}（缺少 ${path}）：请先运行 npm run build。`,
    `${part} is not built (${path} is missing): run npm run build first.`,
  );
}

/**
 * Starts an installation on 127.0.0.1 and resolves when every part is ready: the servers side by side, then our
 * own programs side by side, which wait for one another. TEMPORAL_ADDRESS, NATS_URL, MONGODB_URI and OIDC_ISSUER in the environment replace a part.
 * No process outlives the caller, however it ends.
 * @throws Failure with one sentence and the part's last log lines; everything started is stopped by then
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const root = repositoryRoot();
  const dataDir = resolve(options.dataDir);
  const logDir = options.logDir ?? join(dataDir, 'logs');
  const wanted = (options.parts ?? PART_NAMES).filter((part) => !options.beside || !isServer(part));
  const replaced = (part: PartName) => !options.beside && Boolean(REPLACED_BY[part] && process.env[REPLACED_BY[part]]);
  const external = wanted.filter(replaced);
  const own = wanted.filter((part) => !replaced(part));

  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const ports = options.ports === 'free' ? await freePorts() : portsAt(options.ports.base);
  await requireFree(ports, own);
  const urls = options.beside ? urlsBeside(ports, options.beside) : stackUrls(ports, process.env);
  await requireExternal(external, urls);
  const env = {
    ...commonEnvironment(urls, { ...options, dataDir }, process.env),
    ...(options.beside && sharedEnvironment(options.beside)),
  };
  const inherited = inheritedEnvironment(process.env);
  const secrets = loadSecrets(dataDir, process.env);
  const stack = new RunningStack(urls, env, options, external);

  const servers = await serverCommands(own.filter(isServer), { root, dataDir, ports, env: process.env });
  for (const name of own) {
    const place = { cwd: dataDir, logFile: logFileOf(name, logDir) };
    if (isServer(name)) {
      const { command, args, ...probes } = servers[name]!;
      stack.add(name, { command, args, env: inherited, ...place }, probes);
    } else {
      const args = ['--enable-source-maps', entryPoint(name, root, options)];
      const programEnv = { ...inherited, ...env, ...programEnvironment(name, ports[name], secrets, process.env) };
      const program = { command: process.execPath, args, env: programEnv, ...place };
      stack.add(name, program, { ready: httpReady(`http://127.0.0.1:${ports[name]}`) });
    }
  }

  const abort = () => void stack.stop();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    if (options.signal?.aborted) throw interrupted();
    await stack.startAll(own.filter(isServer));
    await stack.startAll(own.filter((name) => !isServer(name)));
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}
