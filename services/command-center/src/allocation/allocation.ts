import { adviseCourts, asKept, courtIdentity, courtsToAdvise, weightsOf } from '@xiezhi/rules';
import type { Advice, AdvisedCourt, AllocationWeights, CourtCode, LocalDate } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import type { Assessment } from '../assessment/assessment';
import type { Versions } from '../changes/versions';
import type { Docket } from '../docket/docket';
import { ruled } from '../routes/access';
import type { Drafts } from './drafts';
import { Pending } from './pending';

export interface AdviceAsked {
  executing: CourtCode;
  deciding: CourtCode;
  on: LocalDate;
}

/** An advice with the settings it rests on, which are no law. */
export interface Advised {
  courts: Advice[];
  weights: AllocationWeights;
  farKm: number;
}

export interface AllocationDeps extends Pick<CaseService, 'connection' | 'logger'> {
  drafts: Pick<Drafts, 'until'>;
  docket: Pick<Docket, 'rows' | 'batches'>;
  assessment: Pick<Assessment, 'reports'>;
  versions: Pick<Versions, 'settingsOn'>;
}

/** Art. 5 (2), (3): whom to draft, from dockets, reported staff and recent decisions. A person decides. */
export class Allocation {
  private readonly pending: Pending;

  constructor(private readonly deps: AllocationDeps) {
    this.pending = new Pending(deps.connection, deps.docket, deps.logger);
  }

  /** Reads dockets before anybody asks. @param courts of which rows were imported; all where it is absent */
  readAhead(courts?: readonly CourtCode[]): Promise<void> {
    return this.pending.readAhead(courts);
  }

  /** @param question one that `checkAdviceAsked` has let pass */
  async advise(question: AdviceAsked): Promise<Advised> {
    const codes = courtsToAdvise(question);
    const [pending, lent, officers, settings] = await Promise.all([
      this.pending.on(codes, question.on),
      this.deps.drafts.until(question.on),
      this.officersOn(question.on),
      this.deps.versions.settingsOn(question.on),
    ]);
    const courts = codes.map((code) => ({
      code,
      pending: pending.get(code) ?? 0,
      officers: officers.get(courtIdentity(code)) ?? null,
      lent30: lent.get(courtIdentity(code)) ?? 0,
    }));
    const weights = weightsOf(settings);
    const farKm = settings.farParticipantKm;
    return { courts: ruled(() => adviseCourts({ ...question, courts, weights, farKm })), weights, farKm };
  }

  /** What of an advice is kept with the decision that drafts. */
  async kept(question: AdviceAsked): Promise<AdvisedCourt[]> {
    return (await this.advise(question)).courts.map(asKept);
  }

  /** By a court's identity: of all its codes the report that begins last. */
  private async officersOn(on: LocalDate): Promise<Map<string, number>> {
    const reports = [...(await this.deps.assessment.reports.staffOn(on)).values()];
    reports.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    return new Map(reports.map(({ court, officers }) => [courtIdentity(court), officers]));
  }
}
