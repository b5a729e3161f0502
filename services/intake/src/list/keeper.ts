import { Problem } from '@xiezhi/service-kit';
import type { CaseDocument, CaseService, Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { LIST_PARTS, LIST_VERSION, listFieldsOf } from './fields';
import { Roll } from './roll';
import type { ListDocument } from './roll';

const BATCH = 200;
const AGAIN_MS = 1_000;
/** A person rather waits this long at a restart than reads that the list is being loaded. */
const PATIENCE_MS = 4_000;

const NEEDED = { seq: 1, status: 1, visibleTo: 1, restricted: 1, updatedAt: 1, list: 1 } as const;

type Cases = CaseService['cases']['collection'];
type Stored = Partial<Pick<ListDocument, 'list'>> & Omit<ListDocument, 'list'>;

/**
 * Keeps the roll beside the read model: loads it part by part at the start, follows what this process writes, and asks
 * again about cases that another process has taken further, of which the events tell.
 */
export class RollKeeper {
  readonly roll = new Roll();
  private readonly behind = new Map<string, number>();
  private readonly ending = new AbortController();
  private loaded = false;
  private loading: Promise<void> | undefined;

  /** For `onStored` of the read model. */
  readonly stored = (document: CaseDocument): void => {
    const { list } = document as CaseDocument & { list?: ListDocument['list'] };
    if (list) this.roll.put({ ...document, list });
  };

  readonly removed = (caseId: string): void => this.roll.remove(caseId);

  /** Loads in the background and tries again until it is done; the list answers when it is. */
  start({ cases, nats }: Pick<CaseService, 'cases' | 'nats'>, logger: Logger): void {
    const follow = async () => {
      const connection = await nats.connection();
      for await (const { subject, headers } of connection.subscribe('collab.>')) {
        this.heard(subject, headers?.get('Nats-Msg-Id') ?? '');
      }
    };
    follow().catch((err: unknown) => {
      if (!this.ending.signal.aborted) logger.warn({ err }, 'the list no longer follows other processes');
    });
    this.loading = this.load(cases.collection, logger);
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.loading;
  }

  /** The roll, as new as the read model. @throws Problem UNAVAILABLE while it is being loaded */
  async current(cases: Cases): Promise<Roll> {
    if (!this.loaded) {
      await Promise.race([this.loading, delay(PATIENCE_MS, undefined, { ref: false })]);
      if (!this.loaded) throw new Problem('UNAVAILABLE', '案件列表正在载入，请稍后重试。', { retryAfter: 2 });
    }
    await this.catchUp(cases);
    return this.roll;
  }

  /** `collab.<executing court>.<caseId>.<type>` with `<caseId>:<seq>` as its id. */
  private heard(subject: string, id: string): void {
    const caseId = subject.split('.')[2] ?? '';
    const seq = Number(id.slice(id.lastIndexOf(':') + 1));
    if (caseId !== '' && seq > this.roll.seqOf(caseId))
      this.behind.set(caseId, Math.max(seq, this.behind.get(caseId) ?? 0));
  }

  /** Reads again what has been heard of; what its process has not written yet stays noted. */
  private async catchUp(cases: Cases): Promise<void> {
    for (const [caseId, seq] of this.behind) if (this.roll.seqOf(caseId) >= seq) this.behind.delete(caseId);
    const ids = [...this.behind.keys()].slice(0, BATCH);
    if (ids.length === 0) return;
    await this.take(cases.find({ _id: { $in: ids } }, { projection: NEEDED }));
  }

  private async load(cases: Cases, logger: Logger): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted && !this.loaded) {
      try {
        const began = performance.now();
        await cases.createIndex({ 'list.v': 1, 'list.part': 1 });
        await this.renew(cases, { 'list.v': null });
        await this.renew(cases, { 'list.v': { $lt: LIST_VERSION } });
        for (let part = 0; part < LIST_PARTS && !signal.aborted; part += 1) {
          await this.take(cases.find({ 'list.v': LIST_VERSION, 'list.part': part }, { projection: NEEDED }));
        }
        this.loaded = !signal.aborted;
        logger.info({ cases: this.roll.size, ms: Math.round(performance.now() - began) }, 'case list loaded');
      } catch (err) {
        logger.warn({ err }, 'case list not loaded, again later');
        await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Gives documents of an earlier version of this program their fields, from the state that they hold. */
  private async renew(cases: Cases, older: object): Promise<void> {
    for (;;) {
      const ids = (await cases.find(older, { projection: { _id: 1 }, limit: BATCH }).toArray()).map(({ _id }) => _id);
      if (ids.length === 0 || this.ending.signal.aborted) return;
      const documents = await cases.find({ _id: { $in: ids } }).toArray();
      await cases.bulkWrite(
        documents.map(({ _id, seq, state }) => ({
          // A document that has moved on meanwhile has them already, and is not found again.
          updateOne: { filter: { _id, seq }, update: { $set: { list: listFieldsOf(state, _id) } as object } },
        })),
        { ordered: false },
      );
    }
  }

  private async take(found: AsyncIterable<unknown>): Promise<void> {
    for await (const document of found) {
      const { list, ...rest } = document as Stored;
      if (list) this.roll.put({ ...rest, list });
    }
  }
}
