import { spawn, type ChildProcess } from 'node:child_process';
import { processStart } from '../bootstrap/process-start.mjs';

/**
 * Reads "+ PID START" and "- PID" lines. When its standard input ends, which it does however the launcher dies, it ends
 * every process still noted: TERM, up to eight seconds, KILL. A pid that has been given to somebody else is left alone.
 */
export const REAPER_SCRIPT = `
start_of() {
  if [ -r /proc/self/stat ]; then
    # The name in field 2 may hold blanks and parentheses; a zombie has ended.
    s=$(cat "/proc/$1/stat" 2>/dev/null) || return
    set -- \${s##*) }
    [ "$1" = Z ] || echo "\${20}"
  else
    echo $(ps -o lstart= -p "$1" 2>/dev/null)
  fi
}
trap '' INT TERM HUP
noted=''
while read -r sign pid start; do
  rest=''
  IFS=';'
  for entry in $noted; do
    [ "\${entry%% *}" = "$pid" ] || rest="$rest;$entry"
  done
  unset IFS
  noted=$rest
  [ "$sign" = + ] && noted="$noted;$pid $start"
done
alive() {
  left=''
  IFS=';'
  for entry in $noted; do
    unset IFS
    [ -n "$entry" ] || continue
    [ "$(start_of "\${entry%% *}")" = "\${entry#* }" ] && left="$left \${entry%% *}"
  done
  unset IFS
}
# Each part leads its own process group, so that what it started goes with it.
signal_all() { for pid in $left; do kill -s "$1" -- "-$pid" 2>/dev/null || kill -s "$1" "$pid" 2>/dev/null; done; }
alive
signal_all TERM
waited=0
while [ -n "$left" ] && [ "$waited" -lt 40 ]; do
  sleep 0.2 2>/dev/null || { sleep 1; waited=$((waited + 4)); }
  waited=$((waited + 1))
  alive
done
signal_all KILL
`;

/** Sees to it that no process outlives the launcher, even when the launcher is killed with -9. */
export class Reaper {
  #child: ChildProcess | undefined;
  readonly #noted = new Map<number, string>();
  #closed = false;

  /** Must be called, and have returned, before the process is allowed to do anything. */
  note(pid: number): void {
    const start = processStart(pid);
    if (start === undefined) return;
    this.#noted.set(pid, start);
    this.#write(`+ ${pid} ${start}\n`);
  }

  ended(pid: number): void {
    if (this.#noted.delete(pid)) this.#child?.stdin?.write(`- ${pid}\n`);
  }

  /** The pid of the helper process while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Lets the reaper end; whatever is still noted ends with it. */
  async close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.stdin?.end();
    await ended;
  }

  #write(line: string): void {
    if (this.#closed) return;
    if (!this.#child) this.#start();
    else this.#child.stdin?.write(line);
  }

  #start(): void {
    // A session of its own: neither Ctrl-C nor the end of the terminal reaches it.
    const child = spawn('/bin/sh', ['-c', REAPER_SCRIPT, 'xiezhi-reaper'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      cwd: '/',
    });
    this.#child = child;
    // Its death is noticed by its exit; a write that comes before that must not take the launcher down.
    child.stdin?.on('error', () => undefined);
    child.on('error', () => undefined);
    child.once('exit', () => {
      if (this.#closed || this.#child !== child) return;
      this.#child = undefined;
      if (this.#noted.size > 0) this.#start();
    });
    child.unref();
    for (const [pid, start] of this.#noted) child.stdin?.write(`+ ${pid} ${start}\n`);
  }
}
