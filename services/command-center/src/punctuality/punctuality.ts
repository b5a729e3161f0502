import type { FileRungs, LedgerEntry, WrittenRung } from '@xiezhi/contracts';
import { toInstant } from '@xiezhi/rules';
import type { LedgerClient, Logger, Metrics, ProjectionEffects } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import type { RehearsalClock } from '../clock';
import { ClockedFiles } from './files';
import { Misses } from './misses';
import { MissNotices } from './notices';
import { owesOf, stepOf } from './owes';
import type { ClockedDocument } from './owes';
import type { Models, ReadModels } from './read-models';
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

type Effects = Required<
  Pick<ProjectionEffects<ClockedDocument>, 'ownFields' | 'extraEffects' | 'afterRebuild' | 'onRemoved'>
>;

/** Where an earlier release kept what files owe. */
const FORMERLY = 'punctuality_files';

/** The system's own record: how late the rungs of its clocks were written, and which should have been and were not. */
export class Punctuality {
  readonly rungs: Rungs;
  readonly misses: Misses;
  readonly notices: MissNotices;
  readonly courtClock: Pick<RehearsalClock, 'steps'>;
  readonly graceMs: number;
  private watching: Watchdog | undefined;
  /** By file that is being made anew, the rungs that its entries have written so far. */
  private readonly anew = new Map<string, WrittenRung[]>();

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
  }

  async prepare(): Promise<void> {
    await Promise.all([this.rungs.prepare(), this.misses.prepare()]);
    await this.deps.connection.collection(FORMERLY).drop();
  }

  /** What a read model of files does for this record beside its own. */
  effects(): Effects {
    return {
      ownFields: (entry, document, previous) => {
        if (previous && !previous.owes) return { owes: null };
        const step = stepOf(entry, document, previous);
        return step ? { owes: owesOf(step.owed) } : {};
      },
      extraEffects: async (entry: LedgerEntry, { document, previous, rebuilding }) => {
        const step = stepOf(entry, document, previous);
        if (rebuilding && previous === null) this.anew.set(entry.caseId, []);
        if (rebuilding && step?.written) this.anew.get(entry.caseId)?.push(step.written);
        if (step) await this.keep(step, !rebuilding);
      },
      afterRebuild: async ({ _id, seq }) => {
        const written = this.anew.get(_id) ?? [];
        this.anew.delete(_id);
        await this.rungs.only(_id, seq, written);
      },
      onRemoved: (caseId, beyond) => this.rungs.forget(caseId, beyond),
    };
  }

  /** The watchdog, as soon as there are read models that it may bring up to date. */
  async watch(models: Models, upToDate: Pick<ReadModels, 'bringUp'>): Promise<Watchdog> {
    const files = new ClockedFiles({ ...this.deps, models, keepPast: (rungs) => this.keep(rungs, false) });
    await files.prepare();
    this.watching = new Watchdog({
      ...this.deps,
      models: upToDate,
      files,
      rungs: this.rungs,
      misses: this.misses,
      notices: this.notices,
    });
    return this.watching;
  }

  /** Keeps what an entry has written and gone past. May be repeated. @param live whether it has just happened */
  private async keep({ written, passedOver }: Omit<FileRungs, 'owed'>, live: boolean): Promise<void> {
    if (written) await this.rungs.keep(written);
    if (passedOver.length > 0) await this.misses.passedOver(passedOver, live);
  }

  get watchdog(): Watchdog {
    if (!this.watching) throw new Error('nothing is watched yet');
    return this.watching;
  }
}
