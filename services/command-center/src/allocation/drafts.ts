import { addDays, courtIdentity, LENT_DAYS } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';

const DAY = 'state.decision.decidedOn';
const FIELDS = { 'state.decision.outcome': 1, 'state.decision.drafted': 1, 'state.participants': 1 } as const;

/** How often courts were drafted of late, from this service's read model. */
export class Drafts {
  constructor(private readonly cases: Pick<CaseService['cases'], 'collection'>) {}

  async prepare(): Promise<void> {
    await this.cases.collection.createIndex({ [DAY]: 1 });
  }

  /** Decisions of the last days up to this one that drafted a court, by the court's identity. */
  async until(on: LocalDate): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    // Day by day: the index answers what is equal, and not what lies between.
    for (let back = 0; back < LENT_DAYS; back += 1) {
      const found = this.cases.collection.find({ [DAY]: addDays(on, -back) }, { projection: FIELDS });
      for await (const each of found) {
        const { decision, participants } = (each as CaseDocument).state;
        if (decision?.outcome !== 'APPROVE') continue;
        const drafted = new Set((decision.drafted ?? participants).map(courtIdentity));
        for (const identity of drafted) counts.set(identity, (counts.get(identity) ?? 0) + 1);
      }
    }
    return counts;
  }
}
