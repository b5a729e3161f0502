import { calendarFor, isScannedBy, parseInstant, scanInstantOf, scannersOf } from '@xiezhi/rules';
import type { CourtCode, Instant, LocalDate } from '@xiezhi/rules';
import { kindOf } from '@xiezhi/contracts';
import { openScheduleFile } from '@xiezhi/case-kit';
import type { CaseService, ScheduleFile } from '@xiezhi/case-kit';
import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { CasePosition, Logger, Projection } from '@xiezhi/service-kit';
import type { Collection } from 'mongoose';
import { ByTheClock } from '../by-the-clock';
import type { Versions } from '../changes/versions';
import type { RehearsalClock } from '../clock';
import type { Docket } from '../docket/docket';
import type { Scans } from './scans';

const FAILED = 'courts have not scanned by themselves, again later';

/** A court and day that has been seen to, and under which court time. */
interface Mark {
  _id: string;
  at: Instant;
}

interface Due {
  court: CourtCode;
  asOf: LocalDate;
  at: Instant;
}

interface ByItselfDeps {
  connection: CaseService['connection'];
  temporal: CaseService['temporal'];
  clock: Pick<RehearsalClock, 'reading'>;
  versions: Pick<Versions, 'settingsOn' | 'publishedYears'>;
  schedules: Pick<Projection<ScheduleFile>, 'collection' | 'get' | 'waitFor'>;
  docket: { batches: Pick<Docket['batches'], 'rowsByCourt'> };
  scans: Pick<Scans, 'byClock'>;
  logger: Logger;
}

/**
 * Has the courts scan on the first working day of each month (HR-07). The hour is told by the court's schedule, a file that
 * sleeps on the court clock; what is left here is to scan, once for each hour that has come. A scan's id is its court and day,
 * so that no process has to know of the others, nor whether one was killed half way.
 */
export class ScansByItself {
  /** A court and day that has been seen to has a mark, whether or not there was anything to scan. */
  private readonly marks: Collection<Mark>;
  private readonly looking: ByTheClock;
  /** What is known to be marked. */
  private readonly done = new Set<string>();

  constructor(private readonly deps: ByItselfDeps) {
    this.marks = collectionOf<Mark>(deps.connection, 'scan_days');
    this.looking = new ByTheClock((signal) => this.scanDue(signal), deps.logger, FAILED);
  }

  close(): void {
    this.looking.close();
  }

  /** Rows of these courts have come: whoever is above them scans by itself from then on. The same done twice is done once. */
  async onRows(courts: readonly CourtCode[], at: Instant): Promise<void> {
    const { clock, versions, schedules, temporal } = this.deps;
    const known = new Set((await schedules.collection.find({}).toArray()).map(({ court }) => court));
    const missing = scannersOf(courts).filter((court) => !known.has(court));
    if (missing.length === 0) return;
    const today = at.slice(0, 10);
    const [{ offsetMs: clockOffset, rehearsal }, settings, published] = await Promise.all([
      clock.reading(),
      versions.settingsOn(today),
      versions.publishedYears(),
    ]);
    const context = { settings, calendar: calendarFor(published, today), rehearsal, clockOffset };
    for (const court of missing) {
      const actor = { court, role: 'system' };
      await openScheduleFile(temporal, { type: 'schedule.open', at, actor, with: { court } }, context);
    }
  }

  /** Whoever has moved the clock finds scanned what became due on the way; what fails is done a little later. */
  async arrived(files: readonly CasePosition[]): Promise<void> {
    try {
      for (const { caseId, seq } of files) {
        if (kindOf(caseId) === 'schedule') await this.deps.schedules.waitFor(caseId, seq);
      }
      await this.looking.upToNow();
    } catch (err) {
      this.deps.logger.warn({ err }, FAILED);
    }
  }

  /** An hour has come, or a schedule was opened. */
  wake(): void {
    void this.arrived([]);
  }

  /** For as long as this process lives. */
  run(): Promise<void> {
    return this.looking.run();
  }

  private async scanDue(signal: AbortSignal): Promise<void> {
    const { now, rehearsal } = await this.deps.clock.reading();
    const due: (Due & { id: string })[] = [];
    for await (const { court, state } of this.deps.schedules.collection.find({})) {
      for (const asOf of state.days) {
        const id = `${court}:${asOf}`;
        const at = scanInstantOf(asOf);
        // A file that is being taken along is ahead of the clock until all have arrived.
        if (parseInstant(at) <= parseInstant(now) && !this.done.has(id)) due.push({ id, court, asOf, at });
      }
    }
    // At one instant by court: the High Court looks at what the others had left before.
    due.sort((a, b) => (a.at === b.at ? (a.court < b.court ? -1 : 1) : a.at < b.at ? -1 : 1));
    for (const { id, ...each } of due) {
      signal.throwIfAborted();
      // After an outage a scan is run when it is over, and its hits have their time from then on; a clock that was moved has
      // passed the hour itself.
      if (!(await this.marks.findOne({ _id: id }))) await this.scan(id, each, rehearsal ? each.at : now);
      this.done.add(id);
    }
  }

  private async scan(_id: string, due: Due, at: Instant): Promise<void> {
    const { docket, scans } = this.deps;
    const held = await docket.batches.rowsByCourt(due.at);
    if ([...held.keys()].some((court) => isScannedBy(court, due))) await scans.byClock({ ...due, at });
    try {
      await this.marks.insertOne({ _id, at });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
