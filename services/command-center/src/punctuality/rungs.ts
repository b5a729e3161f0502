import type { WrittenRung } from '@xiezhi/contracts';
import type { CourtCode, Instant } from '@xiezhi/rules';
import { collectionOf, inBatches, isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';

type StoredRung = WrittenRung & {
  /** `<caseId>:<seq>` of its entry. */
  _id: string;
  /** Of `dueAt`, `YYYY-MM`: the embedded database finds by equality of an index, or reads from end to end. */
  month: string;
};

/** Instants of court time as `toInstant` writes them, so that they compare as texts. */
export interface Span {
  from: Instant;
  until: Instant;
}

export type DueRung = Pick<WrittenRung, 'court' | 'dueAt' | 'owedFrom' | 'recordedAt'>;

const BATCH = 200;

/** The lateness ledger: every rung that was written, when it was due, took effect and was written. */
export class Rungs {
  private readonly rungs: Collection<StoredRung>;
  private readonly insertTogether = inBatches<WrittenRung, void>(BATCH, async (written) => {
    try {
      await this.rungs.insertMany(written.map(stored), { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return written.map(() => undefined);
  });

  constructor(connection: Connection) {
    this.rungs = collectionOf<StoredRung>(connection, 'punctuality_rungs');
  }

  async prepare(): Promise<void> {
    await this.rungs.createIndex({ month: 1 });
    await this.rungs.createIndex({ caseId: 1 });
  }

  /** Once, however often it is done. */
  keep(rung: WrittenRung): Promise<void> {
    return this.insertTogether(rung);
  }

  /** The ledger does not have a file's entries after `beyond`. */
  async forget(caseId: string, beyond: number): Promise<void> {
    await this.rungs.deleteMany({ caseId, seq: { $gt: beyond } });
  }

  /** Of a file's entries up to `upTo` these have written rungs, and no others: a restored ledger may have gone on otherwise. */
  async only(caseId: string, upTo: number, written: readonly WrittenRung[]): Promise<void> {
    const right = new Map(written.map((rung) => [idOf(rung), rung]));
    const held = await this.rungs.find({ caseId }).toArray();
    const wrong = held.filter((rung) => rung.seq <= upTo && rung.recordedAt !== right.get(rung._id)?.recordedAt);
    if (wrong.length === 0) return;
    await this.rungs.deleteMany({ _id: { $in: wrong.map(({ _id }) => _id) } });
    await Promise.all(wrong.flatMap(({ _id }) => right.get(_id) ?? []).map((rung) => this.keep(rung)));
  }

  ofFiles(caseIds: readonly string[]): Promise<WrittenRung[]> {
    return this.rungs.find({ caseId: { $in: [...new Set(caseIds)] } }).toArray();
  }

  /** What was due from one instant until before another, on deadlines of these courts; of all where none are named. */
  async *dueIn({ from, until }: Span, courts?: ReadonlySet<CourtCode>): AsyncGenerator<DueRung> {
    const fields = { court: 1, dueAt: 1, owedFrom: 1, recordedAt: 1 } as const;
    for (const month of monthsOf(from, until)) {
      for await (const rung of this.rungs.find({ month }, { projection: fields })) {
        const due = rung as DueRung;
        if (due.dueAt >= from && due.dueAt < until && (!courts || courts.has(due.court))) yield due;
      }
    }
  }
}

const idOf = ({ caseId, seq }: WrittenRung): string => `${caseId}:${seq}`;

const stored = (rung: WrittenRung): StoredRung => ({
  _id: idOf(rung),
  ...rung,
  month: rung.dueAt.slice(0, 7),
});

function monthsOf(from: Instant, until: Instant): string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (;;) {
    const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (name > until.slice(0, 7)) return months;
    months.push(name);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}
