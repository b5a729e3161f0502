import { rungOfFile, RungFold } from '@xiezhi/contracts';
import type { LedgerEntry, Owed, RungOfFile } from '@xiezhi/contracts';
import { latenessFigures, latenessOf, MISSED_AFTER_MS, parseInstant, REAL_TIME, toInstant } from '@xiezhi/rules';
import type { Instant, LatenessFigures } from '@xiezhi/rules';

/** A rung that should stand in the record and does not. */
export interface MissingRung extends RungOfFile {
  /** Later entries have gone past it: it will not come any more. */
  passedOver: boolean;
}

/** Between an act and its entry lies so much at the most, in the middle of all acts, where the court clock is the time. */
const SAME_CLOCK_MS = 60 * 60_000;

/** What a record says of the clocks of its files, without the system. */
export class OfflineRungs {
  /** Files whose entries cannot be read: nothing is said of their clocks. */
  readonly unread: string[] = [];
  private readonly passedOver: RungOfFile[] = [];
  private readonly owed: { caseId: string; owed: readonly Owed[] }[] = [];
  private readonly written: { from: number; recordedAt: number }[] = [];
  private readonly apart: number[] = [];
  private newest = -Infinity;

  /** @param entries of one file, in order from the first */
  take(caseId: string, entries: readonly LedgerEntry[]): void {
    const fold = new RungFold(caseId);
    for (const { at } of entries) this.newest = Math.max(this.newest, parseInstant(at));
    try {
      for (const entry of entries) this.takeEntry(fold, entry);
      this.owed.push({ caseId, owed: fold.owed });
    } catch {
      this.unread.push(caseId);
    }
  }

  private takeEntry(fold: RungFold, entry: LedgerEntry): void {
    const { written, passedOver } = fold.take(entry);
    this.passedOver.push(...passedOver);
    if (written)
      this.written.push({ from: parseInstant(written.owedFrom), recordedAt: Date.parse(written.recordedAt) });
    if (entry.actor.role !== 'clock') {
      this.apart.push(Math.abs(Date.parse(entry.recordedAt) - parseInstant(entry.at)));
    }
  }

  /** The court time of the newest entry. */
  newestAt(): Instant {
    return toInstant(this.newest);
  }

  /** @param asOf court time up to which the record should be whole */
  missing(asOf: Instant): MissingRung[] {
    const until = parseInstant(asOf) - MISSED_AFTER_MS;
    const due = this.owed.flatMap(({ caseId, owed }) =>
      owed.filter(({ from }) => from < until).map((one) => rungOfFile(caseId, one)),
    );
    const all = [
      ...this.passedOver.map((rung) => ({ ...rung, passedOver: true })),
      ...due.map((rung) => ({ ...rung, passedOver: false })),
    ];
    return all.sort((a, b) => (a.caseId === b.caseId ? cmp(a.dueAt, b.dueAt) : cmp(a.caseId, b.caseId)));
  }

  /** Undefined for the record of a rehearsal: how its court clock went is not in it. */
  figures(): LatenessFigures | undefined {
    const apart = [...this.apart].sort((a, b) => a - b);
    if ((apart[Math.floor(apart.length / 2)] ?? 0) > SAME_CLOCK_MS) return undefined;
    return latenessFigures(this.written.map(({ from, recordedAt }) => latenessOf(REAL_TIME, from, recordedAt)));
  }
}

const cmp = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
