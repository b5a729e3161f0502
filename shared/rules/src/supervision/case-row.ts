import type { CaseEvent } from '../case';
import type { CourtCode } from '../courts';
import type { Instant } from '../local-date';
import { parseInstant } from '../local-date';
import { FROM_ABOVE } from '../vocabulary';
import { countedWithDays, isCountedByState, NO_DAYS, withDay } from './counted';
import type { CountedCollaboration, DaysBeside, StateForFigures } from './counted';
import { labelOf } from './figures';
import { patternCaseOf } from './patterns';
import type { PatternCase, StateForPatterns } from './patterns';

/**
 * A collaboration in one short text: what figures (Arts. 15, 16) and patterns (Art. 18) rest on, now and, of the figures, as
 * it was before. A database reads a hundred thousand short texts in the time of a few thousand states.
 */
export type CaseRowText = string;

/** Grows with every change of the text, or of what it is made of: rows are made anew then. */
export const CASE_ROW_VERSION = 1;

/** The fields of a state that a row rests on; a read model may give no more of it. */
export type StateForRow = StateForFigures & StateForPatterns;

/** A collaboration as far as it is known, by which its row is made. */
export interface KnownCase {
  state: StateForRow;
  /** Of its events, in order. */
  types: readonly string[];
  visibleTo: readonly CourtCode[];
  restricted: boolean;
}

/** As it stands in a cross table: its numbers, and the courts whose people may see it. */
export interface PatternRow {
  one: PatternCase;
  /** The document number, else the case number. */
  number: string;
  caseNumber: string;
  visibleTo: readonly CourtCode[];
}

/** What figures count of it, in an order that stays; without names, for the names would be most of the text. */
const countedFields = (one: CountedCollaboration) =>
  [
    one.caseNumber,
    one.documentNumber,
    one.executingCourt,
    one.decidingCourt,
    one.origin,
    one.grounds,
    one.receivedOn,
    one.end && ([one.end.kind, one.end.on] as const),
    one.reviews.map(({ due, inTime, workdays }) => [due, inTime, workdays] as const),
    one.closed && ([one.closed.outcome, one.closed.on, one.closed.recoveredAmount] as const),
    one.leads.map(({ registered, referred, unfounded }) => [registered, referred, unfounded] as const),
  ] as const;
type Counted = ReturnType<typeof countedFields>;

const patternFields = (one: PatternCase) => [one.route, one.respondents, one.outcome, one.refusalReasons] as const;

/** A change of figures at an instant: of the fields that changed, what they were before. */
type Change = readonly [at: Instant, before: readonly (readonly [field: number, value: unknown])[]];

type Parts = readonly [
  counted: Counted,
  /** Null before the deciding court has received it. */
  patterns: ReturnType<typeof patternFields> | null,
  visibleTo: readonly CourtCode[],
  restricted: 0 | 1,
  enteredAt: Instant,
  /** The days that neither a state nor `counted` keeps; null where only the entries tell all days. */
  days: readonly [DaysBeside['withdrawn'], DaysBeside['lapsed']] | null,
  /** From when on it is known how it stood: since it was entered, or since a row was made of a state. */
  from: Instant,
  changes: readonly Change[],
];

const partsOf = (text: CaseRowText): Parts => JSON.parse(text) as Parts;

function collaborationOf(caseId: string, fields: Counted, enteredAt: Instant): CountedCollaboration {
  const [caseNumber, documentNumber, executingCourt, decidingCourt, origin, grounds, receivedOn, ...rest] = fields;
  const [end, reviews, closed, leads] = rest;
  return {
    ...{ caseId, caseNumber, documentNumber, executingCourt, decidingCourt, origin, grounds, enteredAt, receivedOn },
    end: end && { kind: end[0], on: end[1] },
    reviews: reviews.map(([due, inTime, workdays]) => ({ due, inTime, workdays })),
    closed: closed && { outcome: closed[0], on: closed[1], recoveredAmount: closed[2] },
    ordered: FROM_ABOVE.has(origin),
    leads: leads.map(([registered, referred, unfounded]) => ({ registered, referred, unfounded })),
  };
}

/** What of a row does not tell how it came about. */
function presentParts({ state, types, visibleTo, restricted }: KnownCase, enteredAt: Instant, days: DaysBeside | null) {
  const patterns = patternCaseOf(state, types);
  return [
    countedFields(countedWithDays('', state, enteredAt, days ?? NO_DAYS)),
    patterns ? patternFields(patterns) : null,
    visibleTo,
    restricted ? 1 : 0,
    enteredAt,
    days && ([days.withdrawn, days.lapsed] as const),
  ] as const;
}

/** The row of a collaboration of which no row has told before, with nothing of how it came about. */
export function caseRowOf(known: KnownCase, enteredAt: Instant, lastAt: Instant): CaseRowText {
  const days = isCountedByState(known.types) ? NO_DAYS : null;
  return JSON.stringify([...presentParts(known, enteredAt, days), lastAt, []] satisfies Parts);
}

function daysIn([[, , , , , , , , , , leads], , , , , days]: Parts): DaysBeside | null {
  if (!days) return null;
  return {
    withdrawn: days[0],
    lapsed: days[1],
    leads: leads.map(([registered, referred, unfounded]) => ({ registered, referred, unfounded })),
  };
}

/** The changes so far and that of an event; what happens at one instant is one change. */
function withChange(changes: readonly Change[], from: Instant, at: Instant, before: Change[1]): readonly Change[] {
  const last = changes.at(-1);
  if (before.length === 0 || parseInstant(last?.[0] ?? from) < parseInstant(at)) {
    return before.length === 0 ? changes : [...changes, [at, before]];
  }
  if (!last) return [];
  const told = new Set(last[1].map(([field]) => field));
  return [...changes.slice(0, -1), [last[0], [...last[1], ...before.filter(([field]) => !told.has(field))]]];
}

/**
 * The row as an event leaves it; the same text where it changes nothing of it.
 * @param before the row of the event before; null for the first one
 * @param known the collaboration after the event
 */
export function caseRowAfter(before: CaseRowText | null, event: CaseEvent, known: KnownCase): CaseRowText {
  if (before === null) {
    const present = presentParts(known, event.at, withDay(NO_DAYS, event));
    return JSON.stringify([...present, event.at, []] satisfies Parts);
  }
  const parts = partsOf(before);
  const [counted, , , , enteredAt, , from, changes] = parts;
  const days = daysIn(parts);
  const present = presentParts(known, enteredAt, days && withDay(days, event));
  const differs = (field: number) => JSON.stringify(counted[field]) !== JSON.stringify(present[0][field]);
  const was = counted.flatMap((value, field) => (differs(field) ? [[field, value] as const] : []));
  return JSON.stringify([...present, from, withChange(changes, from, event.at, was)] satisfies Parts);
}

/** Whether there is anything to be told of it: nothing is counted of what no deciding court has received. */
export function isRowNeeded(text: CaseRowText): boolean {
  const [, patterns, , restricted] = partsOf(text);
  return patterns !== null || restricted === 1;
}

/** A row as cross tables read it; undefined before the deciding court has received the case. */
export function patternRowIn(text: CaseRowText): PatternRow | undefined {
  const [counted, patterns, visibleTo] = partsOf(text);
  if (!patterns) return undefined;
  const [caseNumber, documentNumber, executingCourt, decidingCourt, origin, grounds, receivedOn, end, , closed] =
    counted;
  const [route, respondents, outcome, refusalReasons] = patterns;
  return {
    one: {
      ...{ receivedOn: receivedOn!, executingCourt, decidingCourt, origin, route, grounds, respondents, outcome },
      decidedOn: end && (end[0] === 'decided' || end[0] === 'refused') ? end[1] : null,
      refusalReasons,
      closed: closed && { outcome: closed[0], on: closed[1], recoveredAmount: closed[2] },
    },
    number: labelOf({ documentNumber, caseNumber }),
    ...{ caseNumber, visibleTo },
  };
}

/** A row as figures read it. */
export interface CountedRow {
  collaboration: CountedCollaboration;
  /** False where the collaboration lacks days, which its entries alone tell. */
  complete: boolean;
  /** Now, and the courts whose people may see it. */
  restricted: boolean;
  visibleTo: readonly CourtCode[];
}

/** @param at as it stood at this instant; undefined where it was not there yet */
export function countedRowIn(caseId: string, text: CaseRowText): CountedRow;
export function countedRowIn(caseId: string, text: CaseRowText, at: Instant): CountedRow | undefined;
export function countedRowIn(caseId: string, text: CaseRowText, at?: Instant): CountedRow | undefined {
  const [counted, , visibleTo, restricted, enteredAt, days, from, changes] = partsOf(text);
  const until = at === undefined ? Infinity : parseInstant(at);
  if (parseInstant(enteredAt) > until) return undefined;
  const fields = [...counted] satisfies Counted;
  for (const [changed, before] of [...changes].reverse()) {
    if (parseInstant(changed) <= until) break;
    Object.assign(fields, Object.fromEntries(before));
  }
  return {
    collaboration: collaborationOf(caseId, fields, enteredAt),
    complete: days !== null && parseInstant(from) <= until,
    restricted: restricted === 1,
    visibleTo,
  };
}

/** The courts whose people may see the collaboration of a row. */
export const visibleInRow = (text: CaseRowText): readonly CourtCode[] => partsOf(text)[2];
