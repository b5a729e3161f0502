import { decide, DEFAULT_SETTINGS, open, papersOf, RuleError, toInstant } from '@xiezhi/rules';
import type { Actor, CaseCommand, CaseState, CommandFields, Outcome, Paper } from '@xiezhi/rules';
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
  return draftsOf(() => decide(reviewed, command));
}

type Applicant = Pick<Actor, 'court' | 'sub' | 'name'>;

const applicant = ({ court, sub, name }: Applicant): Actor => ({ court, sub, name, role: 'handler' });

/**
 * The 协同执行申请书 that applying with these words now would make, as `previewPapers` gives what a decision would issue. Which
 * collaboration it follows is not looked for.
 * @throws Problem with the contract's code where the application would be refused, or could not be printed
 */
export function previewApplication(
  { previous: _, ...given }: CommandFields['application.submit'],
  by: Applicant,
  now: number,
): Paper[] {
  const actor = applicant(by);
  const command: CaseCommand<'application.submit'> = {
    type: 'application.submit',
    at: toInstant(now),
    actor,
    with: given,
  };
  // No period stands in it, so that settings and calendars do not matter.
  return draftsOf(() => open(command, { settings: DEFAULT_SETTINGS, calendar: [] }));
}

/** The same of an application that these words would correct. */
export function previewAmendment(
  state: CaseState,
  given: CommandFields['application.amend'],
  by: Applicant,
  now: number,
): Paper[] {
  const actor = applicant(by);
  const command: CaseCommand<'application.amend'> = {
    type: 'application.amend',
    at: toInstant(now),
    actor,
    with: given,
  };
  return draftsOf(() => decide(state, command));
}

function draftsOf(tried: () => Outcome): Paper[] {
  try {
    const outcome = tried();
    if ('refusal' in outcome) throw new Problem(outcome.refusal.code, outcome.refusal.message);
    return outcome.events
      .flatMap((event) => papersOf(event, outcome.state))
      .map((paper) => ({ ...paper, watermark: 'DRAFT' as const }));
  } catch (error) {
    if (error instanceof RuleError) throw new Problem(error.code, error.message);
    throw error;
  }
}
