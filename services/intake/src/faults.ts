import { caseFaults, dateOf, docketFault } from '@xiezhi/rules';
import type { CaseFault, CaseOpening, Refusal } from '@xiezhi/rules';
import { refusalProblem } from '@xiezhi/case-kit';
import { pathOf, Problem } from '@xiezhi/service-kit';

/** The court in whose books the case stands that somebody opens a collaboration about. */
const executingCourtOf = ({ actor, with: given }: CaseOpening): string =>
  'executingCourt' in given ? given.executingCourt : actor.court;

/**
 * What an opening is refused with. Where the Rule objects to what was filled in, every such fault is named with its field,
 * so that a form can show them all at once; code and sentence are those of the first.
 */
export function refusedOpening(command: CaseOpening, refusal: Refusal): Problem {
  const docket = docketFault(command.with, { code: executingCourtOf(command) });
  const faults: CaseFault[] = [...caseFaults(command.with, dateOf(command.at)), ...(docket ? [docket] : [])];
  if (!faults.some(({ message }) => message === refusal.message)) return refusalProblem(refusal);
  const told = new Map(faults.map(({ path, message }) => [`${pathOf(path, 'body')} ${message}`, { path, message }]));
  const errors = [...told.values()].map(({ path, message }) => ({ path: pathOf(path, 'body'), message }));
  return new Problem(refusal.code, refusal.message, { errors });
}
