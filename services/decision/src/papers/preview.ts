import { decide, papersOf, RuleError, toInstant } from '@xiezhi/rules';
import type { CaseCommand, CaseState, CommandFields, Paper } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';

export type Draft = Pick<CommandFields['review.decide'], 'outcome' | 'reasons' | 'participants'>;

/**
 * The papers that signing this draft now would issue, marked DRAFT: the decision itself is tried on the case as it stands
 * and then thrown away, so that a preview shows exactly what the Rule will say, its refusals included.
 * @param now epoch milliseconds of the court clock
 * @throws Problem with the contract's code where the decision would be refused, or could not be printed
 */
export function previewPapers(state: CaseState, draft: Draft, now: number): Paper[] {
  // Whoever reads a draft need not be the one who proposed or will sign it.
  const reviewed: CaseState = {
    ...state,
    proposal: { outcome: draft.outcome, reasons: draft.reasons, by: { sub: 'preview-proposer', name: '' } },
  };
  const command: CaseCommand<'review.decide'> = {
    type: 'review.decide',
    at: toInstant(now),
    actor: { court: state.decidingCourt, role: 'bureauDirector', name: '', sub: 'preview-signer' },
    with: { ...draft, overdueReason: '（签发时填写）' },
  };
  try {
    const outcome = decide(reviewed, command);
    if ('refusal' in outcome) throw new Problem(outcome.refusal.code, outcome.refusal.message);
    return outcome.events
      .flatMap((event) => papersOf(event, outcome.state))
      .map((paper) => ({ ...paper, watermark: 'DRAFT' as const }));
  } catch (error) {
    if (error instanceof RuleError) throw new Problem(error.code, error.message);
    throw error;
  }
}
