import type { CaseState } from '../../case';
import type { CourtCode } from '../../courts';
import { labelOf } from '../figures';
import { patternCaseOf } from './pattern-case';
import type { PatternCase, StateForPatterns } from './pattern-case';

/** A collaboration as it is kept for patterns: what they rest on, its numbers, and the courts whose people may see it. */
export interface PatternRow {
  one: PatternCase;
  /** The document number, else the case number. */
  number: string;
  caseNumber: string;
  visibleTo: readonly CourtCode[];
}

/** Grows with every change of `PatternRow`, of its text, or of what it is made of: rows are made anew then. */
export const PATTERN_ROW_VERSION = 1;

/** The fields of a state that a row rests on. */
export type StateForRow = StateForPatterns &
  Pick<CaseState, 'documentNumber'> & { caseFields: Pick<CaseState['caseFields'], 'caseNumber'> };

/** @param types of its events, in order; undefined before the deciding court has received it */
export function patternRowOf(
  state: StateForRow,
  types: readonly string[],
  visibleTo: readonly CourtCode[],
): PatternRow | undefined {
  const one = patternCaseOf(state, types);
  if (!one) return undefined;
  const { caseNumber } = state.caseFields;
  return { one, number: labelOf({ documentNumber: state.documentNumber, caseNumber }), caseNumber, visibleTo };
}

/** Without the names of its fields: a database reads a hundred thousand short texts in the time of a few thousand states. */
const fieldsOf = ({ one, number, caseNumber, visibleTo }: PatternRow) =>
  [
    one.receivedOn,
    one.executingCourt,
    one.decidingCourt,
    one.origin,
    one.route,
    one.grounds,
    one.respondents,
    one.outcome,
    one.decidedOn,
    one.refusalReasons,
    one.closed && ([one.closed.outcome, one.closed.on, one.closed.recoveredAmount] as const),
    number,
    caseNumber,
    visibleTo,
  ] as const;

/** A row as text. The same row gives the same text. */
export const patternText = (row: PatternRow): string => JSON.stringify(fieldsOf(row));

/** The row of a text that `patternText` of this version has written. */
export function readPatternText(text: string): PatternRow {
  const [receivedOn, executingCourt, decidingCourt, origin, route, grounds, respondents, outcome, ...rest] = JSON.parse(
    text,
  ) as ReturnType<typeof fieldsOf>;
  const [decidedOn, refusalReasons, closed, number, caseNumber, visibleTo] = rest;
  return {
    one: {
      ...{ receivedOn, executingCourt, decidingCourt, origin, route, grounds, respondents, outcome },
      ...{ decidedOn, refusalReasons },
      closed: closed && { outcome: closed[0], on: closed[1], recoveredAmount: closed[2] },
    },
    ...{ number, caseNumber, visibleTo },
  };
}
