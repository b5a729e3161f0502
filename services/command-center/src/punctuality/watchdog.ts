import { rungOfFile } from '@xiezhi/contracts';
import type { RungOfFile } from '@xiezhi/contracts';
import { rungKey, shownAt, toInstant } from '@xiezhi/rules';
import type { ClockStep } from '@xiezhi/rules';
import { collectionOf, isConnectionError } from '@xiezhi/service-kit';
import type { LedgerClient, Logger, Metrics } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import type { RehearsalClock } from '../clock';
import type { ClockedFile, ClockedFiles } from './files';
import { missId } from './misses';
import type { Miss, Misses, Moment } from './misses';
import type { MissNotices } from './notices';
import type { ReadModels } from './read-models';
import type { Rungs } from './rungs';

interface WatchdogDeps {
  connection: Connection;
  ledger: Pick<LedgerClient, 'ahead' | 'cases'>;
  clock: Pick<RehearsalClock, 'now' | 'steps' | 'underWay'>;
  models: Pick<ReadModels, 'bringUp'>;
  files: ClockedFiles;
  rungs: Rungs;
  misses: Misses;
  notices: MissNotices;
  metrics: Metrics;
  logger: Logger;
  /** A rung missing for longer than this is a silent miss; ms of real time. */
  graceMs: number;
}

/** What the last whole round came to. */
export interface Round {
  _id: 'round';
  /** When it ended: real time, ISO 8601. */
  at: string;
  ms: number;
}

const LONGEST_PAUSE_MS = 30_000;
const ROUNDS_IN_GRACE = 4;
const PAGE = 200;

/** What there is to judge by in one round. */
interface Judging extends Moment {
  /** Epoch ms, real time. */
  now: number;
  steps: readonly ClockStep[];
  /** Epoch ms, court time: what had to be there before this is looked for. */
  horizon: number;
  /** Of a move of a rehearsal's clock that nobody carries on: since when it has been under way. */
  movingSince?: number;
}

/**
 * Works out from the ledger alone which rungs should be in it by now, and says so where one is missing. It knows no workflow
 * and no timer: what an entry made owed stands in the file's document (`ClockedFiles`), and a round reads those that owe something by
 * now. Rounds may be held by several processes at once and be broken off anywhere: whatever is written is
 * written once.
 */
export class Watchdog {
  private readonly rounds: Collection<Round>;
  private readonly ending = new AbortController();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: WatchdogDeps) {
    this.rounds = collectionOf<Round>(deps.connection, 'punctuality_watch');
    const { metrics, misses } = deps;
    metrics.gauge(
      'xiezhi_silent_misses',
      'Rungs of deadlines that should be in the ledger and are not',
      [],
      async (gauge) => {
        const count = await misses.count().catch(() => undefined);
        if (count !== undefined) gauge.set(count);
      },
    );
    metrics.gauge(
      'xiezhi_watchdog_age_seconds',
      'How long ago the last whole round of the watchdog ended',
      [],
      async (gauge) => {
        const last = await this.lastRound().catch(() => undefined);
        if (last) gauge.set((Date.now() - Date.parse(last.at)) / 1_000);
      },
    );
  }

  close(): void {
    this.ending.abort();
  }

  lastRound(): Promise<Round | null> {
    return this.rounds.findOne({ _id: 'round' });
  }

  async run(): Promise<void> {
    const { logger, graceMs } = this.deps;
    const { signal } = this.ending;
    while (!signal.aborted) {
      await this.round().catch((err: unknown) => {
        if (!signal.aborted) logger.warn({ err }, 'round of the watchdog failed, again soon');
      });
      const pause = Math.min(LONGEST_PAUSE_MS, graceMs / ROUNDS_IN_GRACE);
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One round, after whichever is under way in this process. */
  round(): Promise<void> {
    const turn = this.turn.then(() => this.look());
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async look(): Promise<void> {
    const began = Date.now();
    const { notices } = this.deps;
    await this.learn();
    const judging = await this.judging();
    await this.endOpen(judging);
    await this.findNew(judging);
    await notices.write();
    const round = { at: new Date().toISOString(), ms: Date.now() - began };
    await this.rounds.updateOne({ _id: 'round' }, { $set: round }, { upsert: true });
  }

  /** Files that are not known yet; while the ledger is away what is known is watched all the same. */
  private async learn(): Promise<void> {
    const { files } = this.deps;
    try {
      await files.makeUnknown();
    } catch (err) {
      if (!isConnectionError(err)) this.deps.logger.warn({ err }, 'files not known to the watchdog yet');
    }
  }

  /**
   * By which instant things have to be there. While a rehearsal's clock is being moved it shows the old time, and nothing on
   * the way is late; but where the ledger is away as well, nobody is carrying the move on.
   */
  private async judging(): Promise<Judging> {
    const { clock, graceMs } = this.deps;
    const court = await clock.now();
    const now = Date.now();
    const base = { now, steps: await clock.steps(), court: toInstant(court), real: new Date(now).toISOString() };
    const move = await clock.underWay();
    if (!move || move.to <= court || now - move.since <= graceMs || (await this.ledgerAnswers())) {
      return { ...base, horizon: court };
    }
    return { ...base, horizon: move.to, movingSince: move.since };
  }

  private async ledgerAnswers(): Promise<boolean> {
    return this.deps.ledger.cases().then(
      () => true,
      () => false,
    );
  }

  /** Of the misses that are open, those that are none any more. */
  private async endOpen(judging: Judging): Promise<void> {
    const { files, rungs, misses } = this.deps;
    const open = await misses.open();
    for (let first = 0; first < open.length; first += PAGE) {
      const page = open.slice(first, first + PAGE);
      const known = await files.of(page.map(({ caseId }) => caseId));
      const ended = page.filter((miss) => !owes(known.get(miss.caseId), miss));
      if (ended.length === 0) continue;
      const written = new Set((await rungs.ofFiles(ended.map(({ caseId }) => caseId))).map(missId));
      const isWritten = ({ _id }: Miss) => written.has(_id);
      await misses.ended(
        ended.filter(isWritten).map(({ _id }) => _id),
        'WRITTEN',
        judging,
      );
      await misses.ended(
        ended.filter((miss) => !isWritten(miss)).map(({ _id }) => _id),
        'NOT_OWED',
        judging,
      );
    }
  }

  private async findNew(judging: Judging): Promise<void> {
    const { files, misses } = this.deps;
    const open = new Set((await misses.open()).map(({ _id }) => _id));
    let suspects: string[] = [];
    const confirm = async () => {
      const confirmed = await this.confirmed(suspects, open, judging);
      suspects = [];
      if (confirmed.length > 0) await misses.found(confirmed, judging);
    };
    for await (const file of files.due(judging.horizon)) {
      if (this.missingIn(file, open, judging).length === 0) continue;
      suspects.push(file._id);
      if (suspects.length >= PAGE) await confirm();
    }
    await confirm();
  }

  /** What is still missing when everything the ledger has of these files has been taken: an event may have been late. */
  private async confirmed(caseIds: readonly string[], open: ReadonlySet<string>, judging: Judging) {
    if (caseIds.length === 0) return [];
    const behind = new Set(await this.deps.models.bringUp(caseIds));
    const files = await this.deps.files.of(caseIds);
    return [...files.values()]
      .filter(({ _id }) => !behind.has(_id))
      .flatMap((file) => this.missingIn(file, open, judging));
  }

  private missingIn(file: ClockedFile, open: ReadonlySet<string>, judging: Judging): RungOfFile[] {
    const { now, steps, horizon, movingSince } = judging;
    const { graceMs } = this.deps;
    return file.owed
      .filter(({ from, known }) => {
        if (from >= horizon) return false;
        const shown = shownAt(steps, from) ?? known;
        // What only the move has come to is due since the move.
        const since = shown > now && movingSince !== undefined ? movingSince : shown;
        return now - Math.max(since, known) > graceMs;
      })
      .map((owed) => rungOfFile(file._id, owed))
      .filter((rung) => !open.has(missId(rung)));
  }
}

const owes = (file: ClockedFile | undefined, miss: Miss): boolean =>
  file?.owed.some((owed) => rungKey(owed) === rungKey(miss)) ?? false;
