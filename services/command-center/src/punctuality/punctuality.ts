import type { LedgerEntry } from '@xiezhi/contracts';
import { toInstant } from '@xiezhi/rules';
import type { FileState } from '@xiezhi/rules';
import type { LedgerClient, Logger, Metrics, ProjectionDocument, ProjectionOptions } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import type { RehearsalClock } from '../clock';
import { ClockedFiles } from './files';
import { Misses } from './misses';
import { MissNotices } from './notices';
import type { ReadModels } from './read-models';
import { Rungs } from './rungs';
import { Watchdog } from './watchdog';

interface PunctualityDeps {
  connection: Connection;
  ledger: LedgerClient;
  clock: Pick<RehearsalClock, 'now' | 'steps' | 'underWay'>;
  metrics: Metrics;
  logger: Logger;
  graceMs: number;
}

type OfFiles = ProjectionDocument & { state: FileState };

type Effects = Required<Pick<ProjectionOptions<OfFiles>, 'extraEffects' | 'afterRebuild' | 'onRemoved'>>;

/** The system's own record: how late the rungs of its clocks were written, and which should have been and were not. */
export class Punctuality {
  readonly rungs: Rungs;
  readonly misses: Misses;
  readonly notices: MissNotices;
  readonly files: ClockedFiles;
  readonly courtClock: Pick<RehearsalClock, 'steps'>;
  readonly graceMs: number;
  private watching: Watchdog | undefined;

  constructor(private readonly deps: PunctualityDeps) {
    const { connection, clock } = deps;
    this.courtClock = clock;
    this.graceMs = deps.graceMs;
    this.rungs = new Rungs(connection);
    this.misses = new Misses(connection, async () => ({
      court: toInstant(await clock.now()),
      real: new Date().toISOString(),
    }));
    this.notices = new MissNotices(connection, this.misses);
    this.files = new ClockedFiles({ ...deps, rungs: this.rungs, misses: this.misses });
  }

  async prepare(): Promise<void> {
    await Promise.all([this.rungs.prepare(), this.misses.prepare(), this.files.prepare()]);
  }

  /** What a read model of files does for this record beside its own. */
  effects(): Effects {
    return {
      extraEffects: (entry: LedgerEntry, { document, previous, rebuilding }) =>
        rebuilding ? Promise.resolve() : this.files.follow(entry, document.state, previous?.state ?? null),
      afterRebuild: ({ _id }) => this.files.anew(_id),
      onRemoved: (caseId, beyond) => this.files.forget(caseId, beyond),
    };
  }

  /** The watchdog, as soon as there are read models that it may bring up to date. */
  watch(models: Pick<ReadModels, 'bringUp'>): Watchdog {
    this.watching = new Watchdog({
      ...this.deps,
      models,
      files: this.files,
      rungs: this.rungs,
      misses: this.misses,
      notices: this.notices,
    });
    return this.watching;
  }

  get watchdog(): Watchdog {
    if (!this.watching) throw new Error('nothing is watched yet');
    return this.watching;
  }
}
