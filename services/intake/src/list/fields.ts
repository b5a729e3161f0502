import { dutiesOf, folded } from '@xiezhi/rules';
import type { CaseState, CourtCode, Duty, GroundCode, Instant, LocalDate, Party, Route } from '@xiezhi/rules';
import { maskLine, maskParties } from '@xiezhi/case-kit';

/** Grows with every change of `ListFields` or of what they are made of: older documents are made anew at the start. */
export const LIST_VERSION = 2;

/** Documents are loaded part by part, so that no answer of the database is ever large. */
export const LIST_PARTS = 256;

const SHOWN_PARTIES = 3;

/** What the list shows and is asked for, kept in the read model beside the state it is made of. */
export interface ListFields {
  v: number;
  part: number;
  route: Route;
  executingCourt: CourtCode;
  decidingCourt: CourtCode;
  documentNumber: string | null;
  caseNumber: string;
  /** Masked, as are the parties below. */
  cause: string;
  grounds: GroundCode[];
  receivedOn: LocalDate;
  /** The nearest due day of what is awaited, as the work items have it; null where nothing with a clock is. */
  due: LocalDate | null;
  expiresAt: Instant | null;
  countedBy: CourtCode | null;
  provisional: boolean;
  applicants: string;
  respondents: string;
  /** As `searchable` makes them; never shown. */
  names: string[];
  /** Demonstration data. */
  demo: boolean;
}

/** One spelling for what is typed and what is stored, brackets of every kind included. */
export function searchable(text: string): string {
  return folded(text)
    .replace(/[〔［【[{]/g, '(')
    .replace(/[〕］】\]}]/g, ')');
}

function partOf(caseId: string): number {
  let sum = 0;
  for (let at = 0; at < caseId.length; at += 1) sum = (sum * 31 + caseId.charCodeAt(at)) % 65_521;
  return sum % LIST_PARTS;
}

function masked(parties: readonly Party[], side: Party['side']): string {
  const names = maskParties(parties.filter((party) => party.side === side)).map(({ name }) => name);
  const shown = names.slice(0, SHOWN_PARTIES).join('、');
  return names.length > SHOWN_PARTIES ? `${shown}等${names.length}人` : shown;
}

/** A right left unused is nobody's lateness, so it is no due day of the case. */
function nearest(state: CaseState): Duty | undefined {
  return dutiesOf(state)
    .filter(({ form, expiresAt }) => form !== 'RIGHT' && expiresAt !== null)
    .sort((a, b) => (a.expiresAt! < b.expiresAt! ? -1 : 1))[0];
}

/** Pure: the same state gives the same fields. */
export function listFieldsOf(state: CaseState, caseId: string): ListFields {
  const { caseNumber, cause, parties } = state.caseFields;
  const next = nearest(state);
  return {
    v: LIST_VERSION,
    part: partOf(caseId),
    route: state.route,
    executingCourt: state.executingCourt,
    decidingCourt: state.decidingCourt,
    documentNumber: state.documentNumber,
    caseNumber,
    cause: maskLine(state, cause),
    grounds: [...new Set(state.grounds.map(({ code }) => code))].sort(),
    receivedOn: state.receivedOn ?? state.submittedAt.slice(0, 10),
    due: next?.due ?? null,
    expiresAt: next?.expiresAt ?? null,
    countedBy: next?.countedBy ?? null,
    provisional: next?.provisional ?? false,
    applicants: masked(parties, 'applicant'),
    respondents: masked(parties, 'respondent'),
    demo: state.demo !== undefined,
    names: [...new Set(parties.map(({ name }) => searchable(name)))].filter((name) => name !== ''),
  };
}
