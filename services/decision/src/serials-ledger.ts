import { isCollaboration } from '@xiezhi/contracts';
import type { DecisionActivities } from '@xiezhi/contracts';
import type { CaseDocument } from '@xiezhi/case-kit';
import { inParallel } from '@xiezhi/service-kit';
import type { LedgerClient, Logger } from '@xiezhi/service-kit';
import type { mongo } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import type { DrawnNumber, Serials } from './serials';

const CASES_AT_ONCE = 8;
const PAUSE_MS = { first: 500, longest: 30_000 };

export interface LedgerNumbersOptions {
  serials: Serials;
  cases: mongo.Collection<CaseDocument>;
  ledger: LedgerClient;
  logger: Logger;
}

/**
 * Draws document numbers, once every one that stands in the ledger has been learnt. Events do not suffice: after the
 * database was put back to an earlier moment the stream believes that they have been taken.
 */
export class LedgerNumbers implements DecisionActivities {
  private learnt = false;
  private readonly ending = new AbortController();
  private readonly whole: Promise<void>;

  constructor(private readonly options: LedgerNumbersOptions) {
    this.whole = this.run();
  }

  /** The number of a case; the same again when it asks again. @throws Error when the process ends before all are known */
  drawDocumentNumber = async (request: Parameters<Serials['draw']>[0]): Promise<{ serial: number }> => {
    await this.known();
    return this.options.serials.draw(request);
  };

  /** @throws what `Serials.reserve` throws */
  async reserve(numbers: readonly DrawnNumber[]): Promise<void> {
    await this.known();
    await this.options.serials.reserve(numbers);
  }

  /** Readiness. @throws Error while numbers of the ledger may be unknown */
  check(): Promise<void> {
    return this.learnt ? Promise.resolve() : Promise.reject(new Error('document numbers not read from the ledger yet'));
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.whole;
  }

  private async known(): Promise<void> {
    await this.whole;
    await this.check();
  }

  /** The ledger's process may start later than this one. */
  private async run(): Promise<void> {
    const { signal } = this.ending;
    for (let pause = PAUSE_MS.first; !signal.aborted; pause = Math.min(pause * 2, PAUSE_MS.longest)) {
      try {
        await this.learnAll();
        this.learnt = true;
        return;
      } catch (err) {
        this.options.logger.warn({ err }, 'document numbers not read from the ledger, again later');
        await delay(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async learnAll(): Promise<void> {
    const { ledger } = this.options;
    let after: string | undefined;
    do {
      const { caseIds, next } = await ledger.cases(after);
      await inParallel(await this.unsure(caseIds.filter(isCollaboration)), CASES_AT_ONCE, (caseId) =>
        this.learnCase(caseId),
      );
      after = next;
    } while (after !== undefined);
  }

  /** Those of the cases whose number may stand in the ledger and is not known here. */
  private async unsure(caseIds: readonly string[]): Promise<string[]> {
    const { serials, cases, ledger } = this.options;
    const numbered = await serials.numbered(caseIds);
    const left = caseIds.filter((caseId) => !numbered.has(caseId));
    const read = await cases
      .find({ _id: { $in: left } })
      .project<Pick<CaseDocument, '_id' | 'seq'> & { state: Pick<CaseDocument['state'], 'documentSerial'> }>({
        seq: 1,
        'state.documentSerial': 1,
      })
      .toArray();
    const unnumbered = read.filter(({ state }) => !state.documentSerial);
    const ahead = new Set(await ledger.ahead(unnumbered.map(({ _id, seq }) => ({ caseId: _id, seq }))));
    const sure = new Set(unnumbered.map(({ _id }) => _id).filter((caseId) => !ahead.has(caseId)));
    return left.filter((caseId) => !sure.has(caseId));
  }

  private async learnCase(caseId: string): Promise<void> {
    const { serials, ledger } = this.options;
    let decidingCourt = '';
    for (let from = 1; ;) {
      const entries = await ledger.entries(caseId, from);
      for (const entry of entries) {
        // The court a case begins at is the one that numbers it, to its end.
        if (entry.seq === 1) decidingCourt = String(entry.payload['decidingCourt']);
        if (await serials.learn(entry, { decidingCourt })) return;
      }
      const last = entries.at(-1);
      if (!last || this.ending.signal.aborted) return;
      from = last.seq + 1;
    }
  }
}
