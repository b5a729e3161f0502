import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import type { CaseState } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Logger, Metrics } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';

/** One drawn number; `_id` is `<court>:<year>:<serial>`, so no serial can be drawn twice. */
interface Serial extends DrawnNumber {
  _id: string;
}

export interface DrawnNumber {
  court: string;
  year: number;
  serial: number;
  caseId: string;
}

export interface SerialsOptions {
  connection: Connection;
  metrics: Metrics;
  logger: Logger;
}

const idOf = ({ court, year, serial }: DrawnNumber) => `${court}:${year}:${serial}`;

/**
 * Document numbers (annex of the Rule): per court and year 1, 2, 3 … without gaps. The next serial is the number of
 * those drawn plus one, and the insert under its key decides between contenders, so neither a race nor a kill can
 * leave a gap or a double. A case that asks again gets the number it has. People draw through `LedgerNumbers`, which first
 * learns what stands in the ledger.
 */
export class Serials {
  private readonly serials: Collection<Serial>;
  /** Cases whose number in the ledger is another case's here. */
  private readonly conflicts = new Set<string>();

  constructor(private readonly options: SerialsOptions) {
    this.serials = collectionOf<Serial>(options.connection, 'document_serials');
  }

  async prepare(): Promise<void> {
    await this.serials.createIndex({ caseId: 1 }, { unique: true });
    await this.serials.createIndex({ court: 1, year: 1, serial: -1 }, { unique: true });
  }

  async draw({ caseId, court, year }: { caseId: string; court: string; year: number }): Promise<{ serial: number }> {
    for (;;) {
      const drawn = await this.serials.findOne({ caseId });
      if (drawn) return { serial: drawn.serial };
      const [last] = await this.serials
        .find({ court, year })
        .sort({ court: 1, year: 1, serial: -1 })
        .limit(1)
        .toArray();
      const serial = (last?.serial ?? 0) + 1;
      try {
        const drawing = { court, year, serial, caseId };
        await this.serials.insertOne({ _id: idOf(drawing), ...drawing });
        return { serial };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  /** Those of the cases that have a number here. */
  async numbered(caseIds: readonly string[]): Promise<Set<string>> {
    const drawn = await this.serials.find({ caseId: { $in: [...caseIds] } }).toArray();
    return new Set(drawn.map(({ caseId }) => caseId));
  }

  /** A number that stands in a ledger is taken, whoever drew it. Idempotent. True for the entry that numbers its case. */
  async learn(entry: LedgerEntry, { decidingCourt: court }: Pick<CaseState, 'decidingCourt'>): Promise<boolean> {
    const event = eventOf(entry);
    if (event.type !== 'document.numbered') return false;
    const { year, serial } = event.payload;
    const number = { court, year, serial, caseId: entry.caseId };
    const own = await this.serials.findOne({ caseId: entry.caseId });
    if (own?._id === idOf(number)) return true;
    if (!own) await this.put([number]);
    const holder = await this.serials.findOne({ _id: idOf(number) });
    if (holder?.caseId !== entry.caseId) this.complain(number, own ?? holder);
    return true;
  }

  /** Two decisions under one number, or one under two: people have to know, since no program can put it right. */
  private complain(number: DrawnNumber, held: Serial | null): void {
    const { logger, metrics } = this.options;
    this.conflicts.add(number.caseId);
    const help = 'Cases whose document number in the ledger is not the one drawn for them';
    metrics.gauge('xiezhi_document_number_conflicts', help).set(this.conflicts.size);
    logger.error(
      { number: idOf(number), caseId: number.caseId, held },
      'document number of the ledger is held otherwise',
    );
  }

  /**
   * Takes numbers for cases whose history is about to be written, so that no other case draws them meanwhile. Taking the
   * same again changes nothing.
   * @throws Problem VERSION_CONFLICT when another case has one of them already; nothing is taken then
   */
  async reserve(numbers: readonly DrawnNumber[]): Promise<void> {
    const drawn = await this.serials.find({ _id: { $in: numbers.map(idOf) } }).toArray();
    const holders = new Map(drawn.map(({ _id, caseId }) => [_id, caseId]));
    if (numbers.some((number) => (holders.get(idOf(number)) ?? number.caseId) !== number.caseId)) {
      throw new Problem('VERSION_CONFLICT', '已有案件取得文号，不能再预留。');
    }
    await this.put(numbers.filter((number) => !holders.has(idOf(number))));
  }

  private async put(numbers: readonly DrawnNumber[]): Promise<void> {
    if (numbers.length === 0) return;
    try {
      await this.serials.insertMany(
        numbers.map((number) => ({ _id: idOf(number), ...number })),
        { ordered: false },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
