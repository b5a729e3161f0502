import { courtsOn, isScannedBy, nextScanDay, parseInstant, scanInstantOf, toInstant } from '@xiezhi/rules';
import type { CalendarBook, CourtCode, Instant, LocalDate } from '@xiezhi/rules';
import { collectionOf } from '@xiezhi/service-kit';
import type { CaseService, Logger } from '@xiezhi/service-kit';
import type { Collection } from 'mongoose';
import { Beginning, type Mark } from '../beginning';
import { ByTheClock } from '../by-the-clock';
import type { Versions } from '../changes/versions';
import type { RehearsalClock } from '../clock';
import type { Docket } from '../docket/docket';
import type { Scans } from './scans';

const FAILED = 'courts have not scanned by themselves, again later';

interface Due {
  court: CourtCode;
  asOf: LocalDate;
  at: Instant;
}

interface ByItselfDeps {
  connection: CaseService['connection'];
  clock: Pick<RehearsalClock, 'reading'>;
  versions: Pick<Versions, 'book'>;
  docket: { batches: Pick<Docket['batches'], 'rowsByCourt'> };
  scans: Pick<Scans, 'byClock'>;
  logger: Logger;
}

/** The scans of a court by itself since an instant, up to another one, the oldest first. */
function* dueOf(court: CourtCode, book: CalendarBook, since: number, until: number): Generator<Due> {
  for (let after = toInstant(since); ;) {
    const asOf = nextScanDay(book, court, after);
    const at = scanInstantOf(asOf);
    if (parseInstant(at) > until) return;
    yield { court, asOf, at };
    after = at;
  }
}

/** The intermediate courts and the High Court, which scan what is below them (Art. 14). */
const scanningCourts = (today: LocalDate): CourtCode[] =>
  courtsOn(today)
    .filter(({ tier }) => tier !== 'BASIC')
    .map(({ code }) => code)
    .sort();

/**
 * Has the courts scan on the first working day of each month by the court clock (HR-07), where dockets of their area are
 * held, and after an outage makes up for what was missed. A scan's id is its court and day, so that no process has to know
 * of the others, nor whether one was killed half way.
 */
export class ScansByItself {
  /** A court and day that has been seen to has a mark, whether or not there was anything to scan. */
  private readonly marks: Collection<Mark>;
  private readonly beginning: Beginning;
  private readonly looking: ByTheClock;
  /** What is known to be marked. */
  private readonly done = new Set<string>();

  constructor(private readonly deps: ByItselfDeps) {
    this.marks = collectionOf<Mark>(deps.connection, 'scan_days');
    this.beginning = new Beginning(this.marks);
    this.looking = new ByTheClock((signal) => this.scanDue(signal), deps.logger, FAILED);
  }

  close(): void {
    this.looking.close();
  }

  /** Whoever has moved the clock finds scanned what became due on the way; what fails is done a little later. */
  async arrived(): Promise<void> {
    try {
      await this.looking.upToNow();
    } catch (err) {
      this.deps.logger.warn({ err }, FAILED);
    }
  }

  /** For as long as this process lives. */
  run(): Promise<void> {
    return this.looking.run();
  }

  private async scanDue(signal: AbortSignal): Promise<void> {
    const { clock, versions, docket } = this.deps;
    const { now: court, rehearsal } = await clock.reading();
    const now = parseInstant(court);
    const since = await this.beginning.since(now);
    // What is imported later was not held on the days that have passed.
    if ((await docket.batches.rowsByCourt()).size === 0) return;
    const book = await versions.book();
    const due = scanningCourts(toInstant(now).slice(0, 10)).flatMap((court) => [...dueOf(court, book, since, now)]);
    // At one instant by court: the High Court looks at what the others had left before.
    due.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
    for (const each of due) {
      const id = `${each.court}:${each.asOf}`;
      if (this.done.has(id)) continue;
      signal.throwIfAborted();
      // After an outage a scan is run when it is over, and its hits have their time from then on; a clock that was moved
      // has passed the hour itself.
      if (!(await this.marks.findOne({ _id: id }))) await this.scan(id, each, rehearsal ? each.at : court);
      this.done.add(id);
    }
  }

  private async scan(id: string, due: Due, at: Instant): Promise<void> {
    const held = await this.deps.docket.batches.rowsByCourt(due.at);
    if ([...held.keys()].some((court) => isScannedBy(court, due))) await this.deps.scans.byClock({ ...due, at });
    await this.beginning.mark(id, at);
  }
}
