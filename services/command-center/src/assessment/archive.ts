import type { Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { pauseAfter } from '../changes/telling';
import type { Version } from './records';

interface ArchiveDeps<C extends object> {
  /** Every series that there is, with its versions, oldest first. */
  all(): Promise<Version<C>[][]>;
  /** Whether everything in a series stands in its file by now. */
  isLifted(versions: readonly Version<C>[]): Promise<boolean>;
  /** Asks of the file, in order and each under its own request, what was asked then. May be repeated, and broken off. */
  lift(versions: readonly Version<C>[]): Promise<void>;
  logger: Logger;
}

/**
 * What an earlier release kept in versions of this service's own. It is made into files once: each act is asked of its file
 * again under the request it came by, at its own instant, so that neither a kill nor two processes make two of it, and whoever
 * repeats that request hears what he was told then. Nothing is added here any more; until a series is in its file it is read
 * as it is here.
 */
export class Archive<C extends object> {
  private readonly ending = new AbortController();
  private readonly held = new Map<string, readonly Version<C>[]>();

  constructor(private readonly deps: ArchiveDeps<C>) {}

  async prepare(): Promise<void> {
    for (const versions of await this.deps.all()) this.held.set(versions[0]!.series, versions);
  }

  close(): void {
    this.ending.abort();
  }

  /** The series that are not known to be in their files. */
  get rest(): Iterable<readonly Version<C>[]> {
    return this.held.values();
  }

  /** Before anything else is asked of a file. @throws Problem UNAVAILABLE while the engine is away */
  async lift(series: string): Promise<void> {
    const versions = this.held.get(series);
    if (!versions) return;
    if (!(await this.deps.isLifted(versions))) await this.deps.lift(versions);
    this.held.delete(series);
  }

  /** Goes on until everything is in its file, with growing pauses while something is not taken. */
  async liftAll(): Promise<void> {
    const { signal } = this.ending;
    for (let round = 1; this.held.size > 0 && !signal.aborted; round += 1) {
      for (const series of [...this.held.keys()]) {
        if (signal.aborted) return;
        await this.lift(series).catch((err: unknown) =>
          this.deps.logger.warn({ err, series }, 'what was kept before is not in its file yet, again later'),
        );
      }
      if (this.held.size > 0) await delay(pauseAfter(round), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
