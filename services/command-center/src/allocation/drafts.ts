import { addDays, courtIdentity, LENT_DAYS } from '@xiezhi/rules';
import type { CaseState, LocalDate } from '@xiezhi/rules';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import { collectionOf, inBatches, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Logger, ProjectionOptions } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';

/** Whom a case's decision has drafted. */
interface Draft {
  /** The day of the decision; empty where it drafts nobody any more. */
  on: LocalDate;
  /** By their identity. */
  courts: string[];
}

interface StoredDraft extends Draft {
  /** The case's id. */
  _id: string;
  /** The last entry that changed it; of one made from a document, the document's. */
  seq: number;
}

const NAME = 'drafted_courts';
/** What of collections is whole; a backup takes it before them. */
const BUILT = 'built';
const NOBODY: Draft = { on: '', courts: [] };

const BATCH = 200;
const AGAIN_MS = 5_000;
/** A decision is not kept waiting for advice any longer. */
const PATIENCE_MS = 1_000;

const FIELDS = Object.fromEntries(
  ['seq', 'state.decision.outcome', 'state.decision.decidedOn', 'state.decision.drafted', 'state.participants'].map(
    (field) => [field, 1],
  ),
);

type Decided = Pick<CaseState, 'participants'> & Partial<Pick<CaseState, 'decision'>>;

function draftOf({ decision, participants }: Decided): Draft {
  if (decision?.outcome !== 'APPROVE') return NOBODY;
  return { on: decision.decidedOn, courts: [...new Set((decision.drafted ?? participants).map(courtIdentity))].sort() };
}

const isSame = (one: Draft, other: Draft): boolean => one.on === other.on && one.courts.join() === other.courts.join();

type Effects = Required<Pick<ProjectionOptions<CaseDocument>, 'extraEffects' | 'afterRebuild' | 'onRemoved'>>;

/**
 * How often courts were drafted of late: one short document for each case whose decision drafts, beside the read model, so
 * that a month of them is one question and no case is read. It is written before the case's document and only over an older
 * one, so that several processes, a repeated entry or a kill change nothing.
 */
export class Drafts {
  private readonly drafts: Collection<StoredDraft>;
  private readonly built: Collection<{ _id: string }>;
  private readonly ending = new AbortController();
  private whole = false;
  private making: Promise<void> | undefined;

  private readonly writeTogether = inBatches<StoredDraft, void>(BATCH, async (drafts) => {
    const writes = (upsert: boolean) =>
      drafts.map(({ _id, ...draft }) => ({
        updateOne: { filter: { _id, seq: { $lte: draft.seq } }, update: { $set: draft }, upsert },
      }));
    try {
      await this.drafts.bulkWrite(writes(true), { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // There is one, as new or newer, or another process has put in an older one meanwhile.
      await this.drafts.bulkWrite(writes(false), { ordered: false });
    }
    return drafts.map(() => undefined);
  });

  constructor(
    connection: Connection,
    private readonly logger: Logger,
  ) {
    this.drafts = collectionOf<StoredDraft>(connection, NAME);
    this.built = collectionOf<{ _id: string }>(connection, BUILT);
  }

  async prepare(): Promise<void> {
    await this.drafts.createIndex({ on: 1 });
  }

  /** What the read model of cases does for this beside its own. */
  effects(): Effects {
    return {
      extraEffects: async ({ seq }, { document, previous, rebuilding }) => {
        if (rebuilding) return;
        const draft = draftOf(document.state);
        if (!isSame(draft, previous ? draftOf(previous.state) : NOBODY)) await this.write(document._id, seq, draft);
      },
      afterRebuild: ({ _id, seq, state }) => this.write(_id, seq, draftOf(state)),
      onRemoved: async (_id, beyond) => {
        await this.drafts.deleteOne({ _id, seq: { $gt: beyond } });
      },
    };
  }

  /** Makes what is lacking of cases decided before this was kept, in the background, and tries again until it is done. */
  start(cases: Pick<CaseService['cases'], 'collection'>): void {
    this.making = this.make(cases);
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.making;
  }

  /**
   * Decisions of the last days up to this one that drafted a court, by the court's identity.
   * @throws Problem UNAVAILABLE while what was decided before is being made
   */
  async until(on: LocalDate): Promise<Map<string, number>> {
    if (!this.whole) {
      await Promise.race([this.making, delay(PATIENCE_MS, undefined, { ref: false })]);
      if (!this.whole) throw new Problem('UNAVAILABLE', '近期抽调情况正在整理，请稍后重试。', { retryAfter: 5 });
    }
    const counts = new Map<string, number>();
    for await (const { courts } of this.drafts.find({ on: { $gt: addDays(on, -LENT_DAYS), $lte: on } })) {
      for (const identity of courts) counts.set(identity, (counts.get(identity) ?? 0) + 1);
    }
    return counts;
  }

  private write(_id: string, seq: number, draft: Draft): Promise<void> {
    return this.writeTogether({ _id, seq, ...draft });
  }

  private async make(cases: Pick<CaseService['cases'], 'collection'>): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted && !this.whole) {
      try {
        if (!(await this.built.findOne({ _id: NAME }))) await this.makeAll(cases);
        this.whole = !signal.aborted;
      } catch (err) {
        this.logger.warn({ err }, 'drafted courts not made, again later');
        await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async makeAll({ collection }: Pick<CaseService['cases'], 'collection'>): Promise<void> {
    let waiting: Promise<void>[] = [];
    for await (const each of collection.find({}, { projection: FIELDS })) {
      if (this.ending.signal.aborted) return;
      const { _id, seq, state } = each as CaseDocument;
      const draft = draftOf(state);
      if (isSame(draft, NOBODY)) continue;
      waiting.push(this.write(_id, seq, draft));
      if (waiting.length < BATCH) continue;
      await Promise.all(waiting);
      waiting = [];
    }
    await Promise.all(waiting);
    await this.built.updateOne({ _id: NAME }, { $set: { _id: NAME } }, { upsert: true });
  }
}
