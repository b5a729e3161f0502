import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import type { Reaper } from './reaper';

export interface Program {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  logFile: string;
}

const LOG_LIMIT_BYTES = 20 * 1024 ** 2;
const LAST_LINES = 15;

// Waits for the word to go: without it a launcher killed between starting and noting a process would leave it behind.
const GATE = 'read -r go <&3 || exit 0; exec 3<&-; exec "$0" "$@"';

/** A part that was killed could not end what it had started itself. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing was left of it.
  }
}

/** A running program whose output goes straight into its log file, so that the launcher's end does not disturb it. */
export class Child {
  readonly #process: ChildProcess;
  readonly #logFile: string;
  readonly #logStart: number;
  /** Resolves when the process is gone, with how it ended. */
  readonly exit: Promise<string>;
  #ended: string | undefined;

  constructor(program: Program, reaper: Reaper) {
    mkdirSync(dirname(program.logFile), { recursive: true });
    if (existsSync(program.logFile) && statSync(program.logFile).size > LOG_LIMIT_BYTES) {
      renameSync(program.logFile, `${program.logFile}.1`);
    }
    this.#logFile = program.logFile;
    const log = openSync(program.logFile, 'a', 0o600);
    this.#logStart = statSync(program.logFile).size;
    // A process group of its own: Ctrl-C then reaches the launcher only, which ends the parts in order.
    this.#process = spawn('/bin/sh', ['-c', GATE, program.command, ...program.args], {
      stdio: ['ignore', log, log, 'pipe'],
      detached: true,
      env: program.env,
      cwd: program.cwd,
    });
    closeSync(log);
    const { pid } = this.#process;
    this.exit = new Promise((resolve) => {
      const end = (how: string) => {
        if (pid !== undefined) {
          endGroup(pid);
          reaper.ended(pid);
        }
        this.#ended = how;
        resolve(how);
      };
      this.#process.once('error', (error) => end(error.message));
      this.#process.once('exit', (code, signal) => end(signal ?? `exit ${code}`));
    });
    if (pid === undefined) return;
    reaper.note(pid);
    const gate = this.#process.stdio[3] as Writable;
    gate.on('error', () => undefined);
    gate.end('go\n');
  }

  get pid(): number | undefined {
    return this.#ended === undefined ? this.#process.pid : undefined;
  }

  /** How it ended, undefined while it runs. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** Signals the process and whatever it started. */
  signal(signal: NodeJS.Signals): void {
    const { pid } = this;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      this.#process.kill(signal);
    }
  }

  /** TERM, then KILL for one that is still there after `patienceMs`. Resolves when it is gone. */
  async stop(patienceMs: number): Promise<void> {
    this.signal('SIGTERM');
    const impatience = setTimeout(() => this.signal('SIGKILL'), patienceMs);
    await this.exit;
    clearTimeout(impatience);
  }

  /** The last lines it has written since it was started. */
  lastWords(): string {
    const written = readFileSync(this.#logFile).subarray(this.#logStart).toString('utf8').trimEnd();
    return written.split('\n').slice(-LAST_LINES).join('\n');
  }
}
