import { isCollaboration } from '@xiezhi/contracts';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
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

/** While no events arrive each question is preceded by a comparison; these take at most a tenth of the time. */
const REST = 10;
/** As long as an event that was told before a connection came back may still be on its way into the read model. */
const UNSURE_MS = 60_000;
/** An event can be lost without anybody noticing. */
const COMPARE_EVERY_MS = 60_000;

/**
 * Keeps the roll beside the read model: loads it part by part at the start, follows what this process writes, and asks
 * again about cases that another process has taken further, of which the events tell. While NATS is away from this process
 * nothing tells of what another one writes, who may no longer see a case included; so the roll is then compared with the
 * read model, and once more when NATS is back.
 */
export class RollKeeper {
  readonly roll = new Roll();
  private readonly behind = new Map<string, number>();
  private readonly ending = new AbortController();
  private loaded = false;
  private loading: Promise<void> | undefined;
  private comparing: Promise<void> | undefined;
  /** When the roll is to be compared again, in ms of this process. */
  private compareAt = 0;
  private restUntil = 0;
  private sureFrom = 0;
  private hears: () => boolean = () => true;

  /** For `onStored` of the read model. */
  readonly stored = (document: CaseDocument): void => {
    const { list } = document as CaseDocument & { list?: ListDocument['list'] };
    if (list) this.roll.put({ ...document, list });
  };

  readonly removed = (caseId: string): void => this.roll.remove(caseId);

  /** Loads in the background and tries again until it is done; the list answers when it is. */
  start({ cases, nats }: Pick<CaseService, 'cases' | 'nats'>, logger: Logger): void {
    this.hears = () => nats.isUp();
    const follow = async () => {
      const connection = await nats.connection();
      void this.noteOutages(connection.status());
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
    const now = performance.now();
    if (now >= this.restUntil && (now >= this.compareAt || now < this.sureFrom || !this.hears()))
      await this.compared(cases);
    await this.catchUp(cases);
    return this.roll;
  }

  private async noteOutages(statuses: AsyncIterable<{ type: string }>): Promise<void> {
    for await (const { type } of statuses) {
      // What was told in between was told to nobody here, and its writer may need a while.
      if (type === 'reconnect') this.sureFrom = performance.now() + UNSURE_MS;
    }
  }

  /** One comparison for all who ask meanwhile. */
  private compared(cases: Cases): Promise<void> {
    this.comparing ??= this.compare(cases).finally(() => (this.comparing = undefined));
    return this.comparing;
  }

  /** Reads again every case that stands otherwise in the read model than in the roll, and takes out what is gone. */
  private async compare(cases: Cases): Promise<void> {
    const began = performance.now();
    this.compareAt = began + COMPARE_EVERY_MS;
    const gone = new Set([...this.roll.rows()].map(({ caseId }) => caseId));
    const other: string[] = [];
    for await (const { _id, seq } of cases.find({}, { projection: { seq: 1 } })) {
      gone.delete(_id);
      if (this.roll.seqOf(_id) !== seq) other.push(_id);
    }
    for (const caseId of gone) this.roll.remove(caseId);
    for (let at = 0; at < other.length; at += BATCH) {
      const ids = other.slice(at, at + BATCH);
      await this.take(cases.find({ _id: { $in: ids } }, { projection: NEEDED }), { anew: true });
    }
    this.restUntil = performance.now() + (performance.now() - began) * REST;
  }

  /** `collab.<court>.<file id>.<type>` with `<file id>:<seq>` as its id; the list is of collaborations. */
  private heard(subject: string, id: string): void {
    const caseId = subject.split('.')[2] ?? '';
    const seq = Number(id.slice(id.lastIndexOf(':') + 1));
    if (caseId !== '' && isCollaboration(caseId) && seq > this.roll.seqOf(caseId))
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
        this.compareAt = performance.now() + COMPARE_EVERY_MS;
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

  /** @param anew also takes a document that is older than the roll knows it, of a ledger restored from before */
  private async take(found: AsyncIterable<unknown>, { anew = false } = {}): Promise<void> {
    for await (const document of found) {
      const { list, ...rest } = document as Stored;
      if (anew) this.roll.remove(rest._id);
      if (list) this.roll.put({ ...rest, list });
    }
  }
}
