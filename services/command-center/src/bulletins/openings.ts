import {
  bulletinOpensAt,
  calendarFor,
  halfYearBefore,
  halfYearOf,
  needsBulletin,
  parseInstant,
  toInstant,
} from '@xiezhi/rules';
import type { HalfYear } from '@xiezhi/rules';
import { openBulletinFile } from '@xiezhi/case-kit';
import type { BulletinFile, CaseService } from '@xiezhi/case-kit';
import { collectionOf } from '@xiezhi/service-kit';
import type { CasePosition, Logger, Projection } from '@xiezhi/service-kit';
import { kindOf } from '@xiezhi/contracts';
import type { Collection } from 'mongoose';
import { Beginning, type Mark } from '../beginning';
import { ByTheClock } from '../by-the-clock';
import type { Versions } from '../changes/versions';
import type { RehearsalClock } from '../clock';
import type { Known } from './known';

const FAILED = 'bulletins not opened, again later';
interface OpeningDeps {
  connection: CaseService['connection'];
  temporal: CaseService['temporal'];
  clock: Pick<RehearsalClock, 'reading'>;
  versions: Pick<Versions, 'settingsOn' | 'publishedYears'>;
  known: Known;
  bulletinFiles: Pick<Projection<BulletinFile>, 'waitFor'>;
  logger: Logger;
}

/**
 * Opens the bulletins of each half-year when it has ended by the court clock, and after an outage those it has missed. A
 * bulletin's id is its court and half-year, so that no process has to know of the others, nor whether one was killed half way.
 */
export class Openings {
  /** A half-year whose bulletins have all been opened has a mark. */
  private readonly marks: Collection<Mark>;
  private readonly beginning: Beginning;
  private readonly looking: ByTheClock;
  /** What is known to be marked, so that nothing is asked as long as nothing is due. */
  private readonly done = new Set<HalfYear>();

  constructor(private readonly deps: OpeningDeps) {
    this.marks = collectionOf<Mark>(deps.connection, 'bulletin_periods');
    this.beginning = new Beginning(this.marks);
    this.looking = new ByTheClock(() => this.openDue(), deps.logger, FAILED);
  }

  close(): void {
    this.looking.close();
  }

  /** Whoever has moved the clock finds opened and told what became due on the way; what fails is done a little later. */
  async arrived(files: readonly CasePosition[]): Promise<void> {
    try {
      await this.upToNow();
      for (const { caseId, seq } of files) {
        if (kindOf(caseId) === 'bulletin') await this.deps.bulletinFiles.waitFor(caseId, seq);
      }
    } catch (err) {
      this.deps.logger.warn({ err }, FAILED);
    }
  }

  /** For as long as this process lives. */
  run(): Promise<void> {
    return this.looking.run();
  }

  /** Opens what is due by the court clock and not open yet. */
  upToNow(): Promise<void> {
    return this.looking.upToNow();
  }

  private async openDue(): Promise<void> {
    const { now, offsetMs, rehearsal } = await this.deps.clock.reading();
    const since = await this.beginning.since(parseInstant(now));
    const due: HalfYear[] = [];
    for (
      let period = halfYearBefore(halfYearOf(now.slice(0, 10)));
      parseInstant(bulletinOpensAt(period)) > since && !this.done.has(period);
      period = halfYearBefore(period)
    ) {
      due.unshift(period);
    }
    for (const period of due) {
      if (!(await this.marks.findOne({ _id: period }))) await this.open(period, { clockOffset: offsetMs, rehearsal });
      this.done.add(period);
    }
  }

  private async open(period: HalfYear, clock: { clockOffset: number; rehearsal: boolean }): Promise<void> {
    const { known, versions, temporal, bulletinFiles, logger } = this.deps;
    await known.catchUp();
    const at = bulletinOpensAt(period);
    const today = at.slice(0, 10);
    const [collaborations, docketCourts, settings, published] = await Promise.all([
      known.collaborations(),
      known.docketCourts(at),
      versions.settingsOn(today),
      versions.publishedYears(),
    ]);
    const courts = needsBulletin(period, collaborations, docketCourts);
    const context = { settings, calendar: calendarFor(published, today), ...clock };
    for (const court of courts) {
      const actor = { court, role: 'clock' };
      const id = await openBulletinFile(
        temporal,
        { type: 'bulletin.open', at, actor, with: { court, period } },
        context,
      );
      await bulletinFiles.waitFor(id, 1);
    }
    await this.beginning.mark(period, toInstant(Date.now()));
    logger.info({ period, courts: courts.length }, 'bulletins opened');
  }
}
