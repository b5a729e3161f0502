import { addDays, courtIdentity, LENT_DAYS } from '@xiezhi/rules';
import type { CaseState, LocalDate } from '@xiezhi/rules';
import type { CaseDocument } from '@xiezhi/case-kit';
import type { Logger, ProjectionEffects } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { BesideCases } from '../beside-cases';
import type { Cases } from '../beside-cases';

/** Whom a case's decision has drafted. */
interface Draft {
  /** The day of the decision; empty where it drafts nobody any more. */
  on: LocalDate;
  /** By their identity. */
  courts: string[];
}

const NOBODY: Draft = { on: '', courts: [] };

/** A decision is not kept waiting for advice any longer. */
const PATIENCE_MS = 1_000;

const FIELDS = ['outcome', 'decidedOn', 'drafted']
  .map((field) => `state.decision.${field}`)
  .concat('state.participants');

type Decided = Pick<CaseState, 'participants'> & Partial<Pick<CaseState, 'decision'>>;

function draftOf({ decision, participants }: Decided): Draft {
  if (decision?.outcome !== 'APPROVE') return NOBODY;
  return { on: decision.decidedOn, courts: [...new Set((decision.drafted ?? participants).map(courtIdentity))].sort() };
}

const isSame = (one: Draft, other: Draft): boolean => one.on === other.on && one.courts.join() === other.courts.join();

type Effects = Required<Pick<ProjectionEffects<CaseDocument>, 'extraEffects' | 'afterRebuild' | 'onRemoved'>>;

/** How often courts were drafted of late: for each case whose decision drafts, whom, so that a month is one question. */
export class Drafts {
  private readonly drafts: BesideCases<Draft>;

  constructor(connection: Connection, logger: Logger) {
    const of = ({ state }: CaseDocument) => {
      const draft = draftOf(state);
      return isSame(draft, NOBODY) ? undefined : draft;
    };
    const unready = '近期抽调情况正在整理，请稍后重试。';
    const options = { name: 'drafted_courts', fields: FIELDS, of, unready, patienceMs: PATIENCE_MS };
    this.drafts = new BesideCases(connection, options, logger);
  }

  async prepare(): Promise<void> {
    await this.drafts.collection.createIndex({ on: 1 });
  }

  /** What the read model of cases does for this beside its own. */
  effects(): Effects {
    return {
      extraEffects: async (_entry, { document, previous, rebuilding }) => {
        if (rebuilding) return;
        const draft = draftOf(document.state);
        if (!isSame(draft, previous ? draftOf(previous.state) : NOBODY)) await this.drafts.write(document, draft);
      },
      afterRebuild: (document) => this.drafts.write(document, draftOf(document.state)),
      onRemoved: (caseId, beyond) => this.drafts.forget(caseId, beyond),
    };
  }

  /** Makes what is lacking of cases decided before this was kept. */
  start(cases: Cases): void {
    this.drafts.start(cases);
  }

  close(): Promise<void> {
    return this.drafts.close();
  }

  /**
   * Decisions of the last days up to this one that drafted a court, by the court's identity.
   * @throws Problem UNAVAILABLE while what was decided before is being made
   */
  async until(on: LocalDate): Promise<Map<string, number>> {
    await this.drafts.ready();
    const counts = new Map<string, number>();
    for await (const { courts } of this.drafts.collection.find({ on: { $gt: addDays(on, -LENT_DAYS), $lte: on } })) {
      for (const identity of courts) counts.set(identity, (counts.get(identity) ?? 0) + 1);
    }
    return counts;
  }
}
