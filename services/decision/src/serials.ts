import type { DecisionActivities } from '@xiezhi/contracts';
import { isDuplicateKey } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';

/** One drawn number; `_id` is `<court>:<year>:<serial>`, so no serial can be drawn twice. */
interface Serial {
  _id: string;
  court: string;
  year: number;
  serial: number;
  caseId: string;
}

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
        await this.serials.insertOne({ _id: `${court}:${year}:${serial}`, court, year, serial, caseId });
        return { serial };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  };
}
