const TTY_MS = 1_000;
const LOG_MS = 30_000;

/** What is being done right now, on standard error: one line kept up to date on a terminal, a line now and then in a log. */
class Progress {
  #tasks = new Map();
  #timer;

  /** Shows the task until the promise settles. `expected` is the wait to reckon with, in words. */
  async show(name, expected, promise) {
    const since = Date.now();
    this.#tasks.set(name, { since, expected });
    if (!process.stderr.isTTY) console.error(`${name} …（${expected}）`);
    this.#timer ??= setInterval(() => this.#tick(), process.stderr.isTTY ? TTY_MS : LOG_MS);
    try {
      const result = await promise;
      this.#clear();
      console.error(`${result?.ok === false ? '✗' : '✓'} ${name}（${seconds(since)}）`);
      return result;
    } finally {
      this.#clear();
      this.#tasks.delete(name);
      if (this.#tasks.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    }
  }

  #clear() {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  }

  #tick() {
    const line = [...this.#tasks]
      .map(([name, { since, expected }]) => `${name} ${seconds(since)}（${expected}）`)
      .join(' · ');
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K… ${line}`.slice(0, (process.stderr.columns ?? 80) + 5));
    else console.error(`… ${line}`);
  }
}

function seconds(since) {
  const total = Math.round((Date.now() - since) / 1_000);
  return total < 60 ? `${total} 秒` : `${Math.floor(total / 60)} 分 ${total % 60} 秒`;
}

export const progress = new Progress();
