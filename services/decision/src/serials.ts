import type { DecisionActivities } from '@xiezhi/contracts';
import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import type { CaseState } from '@xiezhi/rules';
import { isDuplicateKey, Problem } from '@xiezhi/service-kit';
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

const idOf = ({ court, year, serial }: DrawnNumber) => `${court}:${year}:${serial}`;

/**
 * Document numbers (annex; domain.md 2.4): per court and year 1, 2, 3 … without gaps. The next serial is the number of
 * those drawn plus one, and the insert under its key decides between contenders, so neither a race nor a kill can
 * leave a gap or a double. A case that asks again gets the number it has.
 */
export class Serials implements DecisionActivities {
  private readonly serials: Collection<Serial>;

  constructor(connection: Connection) {
    this.serials = connection.collection('document_serials') as unknown as Collection<Serial>;
  }

  async prepare(): Promise<void> {
    await this.serials.createIndex({ caseId: 1 }, { unique: true });
    await this.serials.createIndex({ court: 1, year: 1, serial: -1 }, { unique: true });
  }

  drawDocumentNumber = async (request: {
    caseId: string;
    court: string;
    year: number;
  }): Promise<{ serial: number }> => {
    const { caseId, court, year } = request;
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
  };

  /** A number that stands in a ledger is taken, whoever drew it. Idempotent. */
  async learn(entry: LedgerEntry, { decidingCourt: court }: Pick<CaseState, 'decidingCourt'>): Promise<void> {
    const event = eventOf(entry);
    if (event.type !== 'document.numbered') return;
    const { year, serial } = event.payload;
    if (await this.serials.findOne({ caseId: entry.caseId })) return;
    await this.put([{ court, year, serial, caseId: entry.caseId }]);
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
