import { folded } from '@xiezhi/rules';
import type { CaseState, CourtCode, Party } from '@xiezhi/rules';
import { maskLine, maskParties } from './masking';

const SHOWN_PARTIES = 3;

/** By what a case is told from others in a row of a list. Natural persons by their surname, in the cause as well. */
export interface CaseLineFields {
  caseNumber: string;
  cause: string;
  applicants: string;
  respondents: string;
  executingCourt: CourtCode;
  decidingCourt: CourtCode;
}

function masked(parties: readonly Party[], side: Party['side']): string {
  const names = maskParties(parties.filter((party) => party.side === side)).map(({ name }) => name);
  const shown = names.slice(0, SHOWN_PARTIES).join('、');
  return names.length > SHOWN_PARTIES ? `${shown}等${names.length}人` : shown;
}

/** Pure: the same state gives the same line. */
export function lineFieldsOf(state: CaseState): CaseLineFields {
  const { caseNumber, cause, parties } = state.caseFields;
  return {
    caseNumber,
    cause: maskLine(state, cause),
    applicants: masked(parties, 'applicant'),
    respondents: masked(parties, 'respondent'),
    executingCourt: state.executingCourt,
    decidingCourt: state.decidingCourt,
  };
}

/** One spelling for what is typed and what is stored; brackets of every kind count for nothing. */
export function searchable(text: string): string {
  return folded(text).replace(/[()〔〕［］【】[\]{}]/g, '');
}

/** The names of the parties as `searchable` makes them, for a search alone: they are not masked. */
export function searchedNames({ caseFields: { parties } }: Pick<CaseState, 'caseFields'>): string[] {
  return [...new Set(parties.map(({ name }) => searchable(name)))].filter((name) => name !== '');
}
