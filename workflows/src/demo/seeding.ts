import { DEMO_PEOPLE, installationContextSchema } from '@xiezhi/contracts';
import type { InstallationContext } from '@xiezhi/contracts';
import { dateOf, isFinal, toInstant } from '@xiezhi/rules';
import type { Instant } from '@xiezhi/rules';
import { collectionOf, inParallel } from '@xiezhi/service-kit';
import type { CourtClock, HttpClient, Logger, Metrics, TemporalLink } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { startFromLedger } from '../doctor/starting';
import { kindOfFile } from '../kinds';
import type { Ledger, Relay } from '@xiezhi/ledger';
import type { History } from './history';
import { partsOf } from './parts';
import type { MadeFile } from './file-story';
import { worldOf } from './supervision';
import type { Supervision } from './supervision';

/** What the demonstration was made of, so that a start after a kill goes on with the very same cases. */
interface SeedingRecord extends InstallationContext {
  _id: 'demo';
  asOf: Instant;
  status: 'RUNNING' | 'DONE' | 'GIVEN_UP';
}

/** The launcher reads these to show how far it is. */
export function watchSeeding({ progress }: DemoSeeding, metrics: Metrics): void {
  const planned = metrics.gauge('xiezhi_demo_cases_planned', 'Demonstration cases that there will be');
  const ready = metrics.gauge('xiezhi_demo_cases_ready', 'Demonstration cases that are in');
  progress.changed = () => {
    planned.set(progress.planned);
    ready.set(progress.ready);
  };
}

/** What the people of the demonstration's courts have to do comes first, so that they see it at once. */
function rank({ state }: History): number {
  const theirs = DEMO_PEOPLE.some(({ court }) => court === state.decidingCourt || court === state.executingCourt);
  return (theirs ? 0 : 2) + (isFinal(state) ? 1 : 0);
}

export interface SeedingOptions {
  connection: Connection;
  ledger: Ledger;
  relay: Relay;
  temporal: TemporalLink;
  http: HttpClient;
  clock: CourtClock;
  rehearsal: boolean;
  urls: { commandCenter: string; decision: string };
  logger: Logger;
}

/** Cases in hand at once. More would only keep the people waiting who are using the system meanwhile. */
const AT_ONCE = 8;
const AGAIN_MS = 1_000;
const RESERVE_MS = 20_000;
const PART_MS = 60_000;

const takenSchema = z.object({ taken: z.number() });

/**
 * Fills an empty installation with the cases of a demonstration, beside running service: their histories go into the
 * ledger and out to the read models as those of any case, and each case's workflow begins with the state they lead to, so
 * that its deadlines go on and its commands work. Every step may be repeated after a kill. An installation that has cases
 * is left alone.
 */
export class DemoSeeding {
  private readonly records: Collection<SeedingRecord>;
  private readonly ending = new AbortController();
  private running: Promise<void> | undefined;
  /** For those who watch: how many cases there will be, and how many there are. */
  readonly progress = { planned: 0, ready: 0, changed: () => undefined as void };

  constructor(private readonly options: SeedingOptions) {
    this.records = collectionOf<SeedingRecord>(options.connection, 'demo_seeding');
  }

  start(): void {
    this.running ??= this.run();
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** Services may still be starting, so what fails is tried again until it is done. */
  private async run(): Promise<void> {
    for (let attempt = 1; !this.ending.signal.aborted; attempt += 1) {
      try {
        return await this.seed(attempt > 1);
      } catch (err) {
        this.options.logger.warn({ err, attempt }, 'demonstration data not complete, again later');
        await delay(AGAIN_MS, undefined, { signal: this.ending.signal }).catch(() => undefined);
      }
    }
  }

  private async seed(again: boolean): Promise<void> {
    const { logger } = this.options;
    const known = await this.records.findOne({ _id: 'demo' });
    const record = known ?? (await this.begin());
    if (!record || record.status !== 'RUNNING') return;
    const began = Date.now();
    const { histories, supervision } = await worldOf(record);
    if (!(await this.reserveNumbers(histories))) {
      await this.records.updateOne({ _id: 'demo' }, { $set: { status: 'GIVEN_UP' } });
      return;
    }
    this.tell(histories.length, 0);
    const repeated = again || known !== null;
    await inParallel(
      [...histories].sort((a, b) => rank(a) - rank(b)),
      AT_ONCE,
      async (history) => {
        if (this.ending.signal.aborted) return;
        const { caseId, entries, state } = history;
        await this.bringIn({ caseId, entries, state, court: state.executingCourt, over: false }, repeated);
        this.tell(histories.length, this.progress.ready + 1);
      },
    );
    if (this.ending.signal.aborted) return;
    await this.supervise(supervision, repeated);
    if (this.ending.signal.aborted) return;
    await this.records.updateOne({ _id: 'demo' }, { $set: { status: 'DONE' } });
    logger.info({ cases: histories.length, ms: Date.now() - began }, 'demonstration data complete');
  }

  private tell(planned: number, ready: number): void {
    Object.assign(this.progress, { planned, ready });
    this.progress.changed();
  }

  /** Undefined where there are cases already. */
  private async begin(): Promise<SeedingRecord | undefined> {
    const { ledger, clock, http, urls } = this.options;
    if ((await ledger.caseIds('', 1)).length > 0) return undefined;
    const asOf = toInstant(await clock.now());
    const url = `${urls.commandCenter}/installation/context?on=${dateOf(asOf)}`;
    const context = await http.getJson(url, installationContextSchema);
    const record: SeedingRecord = { _id: 'demo', asOf, status: 'RUNNING', ...context };
    await this.records.insertOne(record);
    return record;
  }

  /** Before anything else, so that no case that begins meanwhile draws one of these. False when one has. */
  private async reserveNumbers(histories: readonly History[]): Promise<boolean> {
    const { http, urls, logger } = this.options;
    const numbers = histories.flatMap(({ caseId, state: { decidingCourt: court, documentSerial } }) =>
      documentSerial ? [{ caseId, court, ...documentSerial }] : [],
    );
    const answer = z.object({ reserved: z.number() });
    try {
      await http.postJson(`${urls.decision}/document-numbers`, { numbers }, answer, { timeoutMs: RESERVE_MS });
      return true;
    } catch (error) {
      // By its code: what was thrown comes from another program than this one, with classes of its own.
      if ((error as { code?: unknown }).code !== 'VERSION_CONFLICT') throw error;
      logger.warn('no demonstration data: a case has taken its document number first');
      return false;
    }
  }

  private async bringIn(
    { caseId, court, entries, state, over }: MadeFile & { over: boolean },
    repeated: boolean,
  ): Promise<void> {
    const { ledger, relay } = this.options;
    const recorded = await ledger.append({ entries, prevHash: '' });
    await relay.publish(court, recorded, { repeated });
    const lastHash = recorded.at(-1)?.hash ?? '';
    if (over) return;
    await startFromLedger({ caseId, state, lastHash }, { ...this.options, again: false });
  }

  /** Files first: what command-center is told of a hit says that it has one. */
  private async supervise({ imports, scans, files, reports }: Supervision, repeated: boolean): Promise<void> {
    await inParallel(files, AT_ONCE, async (file) => {
      if (this.ending.signal.aborted) return;
      await this.bringIn({ ...file, over: kindOfFile(file.caseId).isOver(file.state) }, repeated);
    });
    for (const part of partsOf({ imports, scans, reports, files })) {
      if (this.ending.signal.aborted) return;
      const { http, urls } = this.options;
      await http.postJson(`${urls.commandCenter}/demonstration`, part, takenSchema, { timeoutMs: PART_MS });
    }
  }
}
