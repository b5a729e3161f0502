import { codeOn, courtIdentity } from '@xiezhi/rules';
import type { AdvisedCourt, CaseCommand, CaseState, CourtCode, LocalDate } from '@xiezhi/rules';
import type { Logger } from '@xiezhi/service-kit';
import type { Complete } from './commands';

export interface AdviceQuestion {
  executing: CourtCode;
  deciding: CourtCode;
  on: LocalDate;
}

type Decided = Pick<CaseState, 'executingCourt' | 'decidingCourt'>;

/** The courts that a command drafts; none of a command that drafts nobody. */
function draftedBy({ type, with: given }: CaseCommand): readonly CourtCode[] {
  if (type === 'review.decide') {
    const { outcome, participants = [] } = given as CaseCommand<'review.decide'>['with'];
    return outcome === 'APPROVE' ? participants : [];
  }
  return type === 'participants.change' ? ((given as CaseCommand<'participants.change'>['with']).add ?? []) : [];
}

/**
 * Adds to a command that drafts courts whom the system advises to draft then (Art. 5 (2), (3)), so that both stand in one
 * event. A decision never waits for advice: where none is to be had it goes without.
 */
export function advising(
  { cases, logger }: { cases: { get(caseId: string): Promise<{ state: Decided } | null> }; logger: Logger },
  advice: (asked: AdviceQuestion) => Promise<AdvisedCourt[]>,
): Complete {
  return async (command, caseId) => {
    if (draftedBy(command).length === 0) return command;
    try {
      const state = (await cases.get(caseId))?.state;
      // What the case will refuse anyway needs no advice.
      if (!state || courtIdentity(state.decidingCourt) !== courtIdentity(command.actor.court)) return command;
      const on = command.at.slice(0, 10);
      const [executing, deciding] = [codeOn(state.executingCourt, on), codeOn(state.decidingCourt, on)];
      const advised = await advice({ executing, deciding, on });
      return { ...command, with: { ...command.with, advised } } as CaseCommand;
    } catch (error) {
      logger.warn({ err: error, caseId }, 'courts are drafted without advice');
      return command;
    }
  };
}
