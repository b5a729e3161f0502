import { dutiesOf } from '@xiezhi/rules';
import type { CaseState, CourtCode, Duty, GroundCode, Instant, LocalDate, Route } from '@xiezhi/rules';
import { lineFieldsOf, searchedNames } from '@xiezhi/case-kit';
import type { CaseLineFields } from '@xiezhi/case-kit';

/** Grows with every change of `ListFields` or of what they are made of: older documents are made anew at the start. */
export const LIST_VERSION = 3;

/** Documents are loaded part by part, so that no answer of the database is ever large. */
export const LIST_PARTS = 256;

/** What the list shows and is asked for, kept in the read model beside the state it is made of. */
export interface ListFields extends CaseLineFields {
  v: number;
  part: number;
  route: Route;
  documentNumber: string | null;
  grounds: GroundCode[];
  receivedOn: LocalDate;
  /** The nearest due day of what is awaited, as the work items have it; null where nothing with a clock is. */
  due: LocalDate | null;
  expiresAt: Instant | null;
  countedBy: CourtCode | null;
  provisional: boolean;
  /** As `searchable` makes them; never shown. */
  names: string[];
  /** Demonstration data. */
  demo: boolean;
}

function partOf(caseId: string): number {
  let sum = 0;
  for (let at = 0; at < caseId.length; at += 1) sum = (sum * 31 + caseId.charCodeAt(at)) % 65_521;
  return sum % LIST_PARTS;
}

/** A right left unused is nobody's lateness, so it is no due day of the case. */
function nearest(state: CaseState): Duty | undefined {
  return dutiesOf(state)
    .filter(({ form, expiresAt }) => form !== 'RIGHT' && expiresAt !== null)
    .sort((a, b) => (a.expiresAt! < b.expiresAt! ? -1 : 1))[0];
}

/** Pure: the same state gives the same fields. */
export function listFieldsOf(state: CaseState, caseId: string): ListFields {
  const next = nearest(state);
  return {
    v: LIST_VERSION,
    part: partOf(caseId),
    ...lineFieldsOf(state),
    route: state.route,
    documentNumber: state.documentNumber,
    grounds: [...new Set(state.grounds.map(({ code }) => code))].sort(),
    receivedOn: state.receivedOn ?? state.submittedAt.slice(0, 10),
    due: next?.due ?? null,
    expiresAt: next?.expiresAt ?? null,
    countedBy: next?.countedBy ?? null,
    provisional: next?.provisional ?? false,
    demo: state.demo !== undefined,
    names: searchedNames(state),
  };
}
