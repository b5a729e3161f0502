import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Paper } from '@xiezhi/rules';
import type { RenderedPaper } from './render';

export interface PoolOptions {
  /** The bundled `worker.ts`. */
  worker: URL;
  /** Default: one less than there are processors, at least one, at most four. */
  threads?: number;
  /** A thread that has had nothing to do for so long gives its memory back. Default one minute. */
  idleMs?: number;
}

interface Job {
  id: number;
  work: Paper | string;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

interface Answer {
  id: number;
  error?: string;
  result?: unknown;
}

/** Bytes arrive from a thread as plain arrays. */
interface Sent {
  pdf: Uint8Array;
  docx: Uint8Array;
  warnings: string[];
}

interface Thread {
  worker: Worker;
  job: Job | undefined;
  idle: NodeJS.Timeout | undefined;
}

const IDLE_MS = 60_000;

/**
 * Renders papers in threads of their own, because a tenth of a second of typesetting would hold up every request of the
 * service. Threads start when there is work, take one paper at a time, and end when there is none.
 */
export class PaperPool {
  private readonly threads = new Set<Thread>();
  private readonly queue: Job[] = [];
  private readonly most: number;
  private nextId = 1;
  private closed = false;

  constructor(private readonly options: PoolOptions) {
    this.most = options.threads ?? Math.max(1, Math.min(4, availableParallelism() - 1));
  }

  /** Rejects with the words of the renderer, or when the pool is closed or a thread ends over the paper. */
  async render(paper: Paper): Promise<RenderedPaper> {
    const { pdf, docx, warnings } = (await this.ask(paper)) as Sent;
    return { pdf: Buffer.from(pdf), docx: Buffer.from(docx), warnings };
  }

  /** The characters of a text that no face can print: `䶮（U+4DAE）`. */
  async missing(text: string): Promise<string[]> {
    return (await this.ask(text)) as string[];
  }

  private ask(work: Paper | string): Promise<unknown> {
    if (this.closed) return Promise.reject(new Error('the pool is closed'));
    return new Promise((resolve, reject) => {
      this.queue.push({ id: this.nextId++, work, resolve, reject });
      this.work();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const left = [...this.queue.splice(0), ...[...this.threads].flatMap(({ job }) => job ?? [])];
    await Promise.all([...this.threads].map((thread) => this.end(thread)));
    for (const { reject } of left) reject(new Error('the pool is closed'));
  }

  private work(): void {
    while (this.queue.length > 0) {
      const free = [...this.threads].find(({ job }) => job === undefined);
      if (!free && this.threads.size >= this.most) return;
      const thread = free ?? this.start();
      const job = this.queue.shift();
      if (!job) return;
      clearTimeout(thread.idle);
      thread.job = job;
      thread.worker.ref();
      thread.worker.postMessage({ id: job.id, work: job.work });
    }
  }

  private start(): Thread {
    const thread: Thread = { worker: new Worker(this.options.worker), job: undefined, idle: undefined };
    thread.worker.on('message', (answer: Answer) => this.answered(thread, answer));
    thread.worker.on('error', (error) => this.lost(thread, error instanceof Error ? error : new Error(String(error))));
    thread.worker.on('exit', () => this.lost(thread, new Error('the rendering thread ended')));
    this.threads.add(thread);
    return thread;
  }

  private answered(thread: Thread, { id, error, result }: Answer): void {
    const { job } = thread;
    if (job?.id !== id) return;
    thread.job = undefined;
    thread.worker.unref();
    thread.idle = setTimeout(() => void this.end(thread), this.options.idleMs ?? IDLE_MS).unref();
    if (error === undefined) job.resolve(result);
    else job.reject(new Error(error));
    this.work();
  }

  private lost(thread: Thread, error: Error): void {
    if (!this.threads.delete(thread)) return;
    clearTimeout(thread.idle);
    thread.job?.reject(error);
    if (!this.closed) this.work();
  }

  private async end(thread: Thread): Promise<void> {
    clearTimeout(thread.idle);
    this.threads.delete(thread);
    await thread.worker.terminate();
  }
}
