import { assessmentSchemas } from '@xiezhi/contracts';
import { assessedCourt, checkQuotaYear, countedState, QUOTA, quotaIdOf, quotaProgress } from '@xiezhi/rules';
import type { Actor, CaseState, FileOutcome, Instant, QuotaCommand, QuotaEvent, QuotaState } from '@xiezhi/rules';
import { Refused } from './refused';

/** The commands of a story about the numbers that courts set themselves. */
export const QUOTA_COMMANDS: ReadonlySet<string> = new Set(['quota.set', 'quota.approve']);

function taken({ ...outcome }: FileOutcome<QuotaState, QuotaEvent>): QuotaState {
  if ('refusal' in outcome) throw new Refused(outcome.refusal);
  return outcome.state;
}

/** The numbers for years of a story, on the Rule alone. */
export class PureQuotas {
  private readonly files = new Map<string, QuotaState>();

  /** @throws Refused, RuleError */
  act(type: QuotaCommand['type'], actor: Actor, given: unknown, at: Instant): void {
    const today = at.slice(0, 10);
    const court = assessedCourt(type, { court: actor.court, roles: [actor.role] }, today);
    const read = assessmentSchemas[type].safeParse(given);
    if (!read.success) throw new Refused({ code: 'VALIDATION', message: '' });
    const { year, ...asked } = read.data;
    const id = quotaIdOf({ court, year });
    if (type === 'quota.set') checkQuotaYear(year, today);
    else if (!this.files.has(id)) throw new Refused({ code: 'NOT_FOUND', message: '' });
    const opening = { type: 'quota.open', at, actor, with: { court, year } } as const;
    const state = this.files.get(id) ?? taken(QUOTA.open(opening, undefined));
    this.files.set(id, taken(QUOTA.decide(state, { type, at, actor, with: asked } as QuotaCommand)));
  }

  /** @param cases every collaboration of the story */
  facts(cases: readonly CaseState[], today: string): unknown[] {
    const counted = cases.map((state, index) => countedState(`${index}`, state));
    return [...this.files.values()]
      .map(({ subject, versions, status }) => {
        const { version, number } = versions.at(-1)!;
        const end = `${subject.year}-12-31`;
        const { decided, closed } = quotaProgress({ ...subject, number }, counted, today < end ? today : end);
        return { ...subject, number, version, status, decided, closed };
      })
      .sort((a, b) => (a.court === b.court ? a.year - b.year : a.court < b.court ? -1 : 1));
  }
}
