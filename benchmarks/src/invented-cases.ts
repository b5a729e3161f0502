import { addDays, caseRowAfter, caseRowOf, codesIn, countedRowIn, courtsOn, GROUND_CODES } from '@xiezhi/rules';
import { CLOSE_OUTCOMES, HIGH_COURT, ORIGINS, PARTY_KINDS, REFUSAL_PHRASES } from '@xiezhi/rules';
import type { mongo } from 'mongoose';
import type { CaseEvent, CaseRowText, CountedCollaboration, KnownCase, LocalDate } from '@xiezhi/rules';

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length]!;

const at = (day: LocalDate): string => `${day}T09:00:00.000+08:00`;

/** A collaboration under review, decided, and closed, as far as rows rest on it. */
interface Invented {
  caseId: string;
  receivedOn: LocalDate;
  stages: { on: LocalDate; known: KnownCase }[];
}

/** Received evenly over so many days up to the last one. */
export const DAYS_OF_RECEIPT = 2_920;
const INSERTED_TOGETHER = 2_000;

/**
 * The same ones in every run, at all basic courts alike, the newest first: each eleventh
 * review late, each seventh refused, most of the others closed, every fiftieth restricted.
 */
export function inventedCase(serial: number, count: number, last: LocalDate): Invented {
  const basic = courtsOn(last).filter(({ tier }) => tier === 'BASIC');
  const { code, parent } = pick(basic, serial);
  const decidingCourt = parent ?? HIGH_COURT;
  const receivedOn = addDays(last, -Math.floor((serial * DAYS_OF_RECEIPT) / count));
  const inTime = serial % 11 > 0;
  const decidedOn = addDays(receivedOn, inTime ? 10 : 20);
  const refused = serial % 7 === 0;
  const restricted = serial % 50 === 0;
  const kinds = codesIn(PARTY_KINDS);
  const review = {
    ...{ due: addDays(receivedOn, 14), ordinal: 8, workdays: 10, provisional: false },
    ...({ kind: 'REVIEW', lateWorkdays: inTime ? null : 4 } as const),
  };
  const received: KnownCase['state'] = {
    ...{ executingCourt: code, decidingCourt, route: 'ART7', receivedOn, documentNumber: null },
    ...{ origin: pick(codesIn(ORIGINS), serial >>> 4), closed: null, decision: null },
    grounds: [{ code: pick(GROUND_CODES, serial) }, { code: pick(GROUND_CODES, serial + 3) }],
    deadlines: [{ ...review, status: 'OPEN', doneOn: null, lateWorkdays: null }],
    caseFields: {
      caseNumber: `（${receivedOn.slice(0, 4)}）${code}执${serial}号`,
      parties: [{ side: 'respondent', kind: pick(kinds, serial >>> 1) }],
    },
  };
  const decided: KnownCase['state'] = {
    ...received,
    documentNumber: `（${receivedOn.slice(0, 4)}）${decidingCourt}协执字第${serial}号`,
    decision: {
      outcome: refused ? 'REFUSE' : 'APPROVE',
      decidedOn,
      reasons: refused ? pick(REFUSAL_PHRASES, serial).text : '同意协同执行。',
    },
    deadlines: [{ ...review, status: inTime ? 'MET' : 'LATE', doneOn: decidedOn }],
  };
  const closedOn = addDays(decidedOn, 60);
  const closed = { outcome: pick(codesIn(CLOSE_OUTCOMES), serial >>> 3), on: closedOn, recoveredAmount: serial / 100 };
  const known = (state: KnownCase['state']): KnownCase => ({
    ...{ state, types: [], restricted },
    visibleTo: restricted ? [code, decidingCourt] : [code, decidingCourt, HIGH_COURT],
  });
  return {
    caseId: `c-00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    receivedOn,
    stages: [
      { on: receivedOn, known: known(received) },
      { on: decidedOn, known: known(decided) },
      ...(refused || serial % 3 === 0 ? [] : [{ on: closedOn, known: known({ ...decided, closed }) }]),
    ],
  };
}

/** Its row after every stage, as of which it can be counted. */
export function rowOfInvented({ receivedOn, stages }: Invented): CaseRowText {
  return stages.reduce<CaseRowText>(
    // Of an event a row that is there already minds the instant only.
    (text, { on, known }) =>
      text === ''
        ? caseRowOf(known, at(receivedOn), at(on))
        : caseRowAfter(text, { type: 'decision.served', at: at(on) } as unknown as CaseEvent, known),
    '',
  );
}

export const countedOfInvented = (invented: Invented): CountedCollaboration =>
  countedRowIn(invented.caseId, rowOfInvented(invented)).collaboration;

/** Puts the rows of invented cases where command-center keeps them. */
export async function fillRows(
  rows: mongo.Collection<{ _id: string }>,
  { from, to, of, last }: { from: number; to: number; of: number; last: LocalDate },
): Promise<void> {
  for (let next = from; next < to; next += INSERTED_TOGETHER) {
    const length = Math.min(INSERTED_TOGETHER, to - next);
    const made = Array.from({ length }, (_, index) => inventedCase(next + index, of, last));
    await rows.insertMany(
      made.map((invented) => ({ _id: invented.caseId, seq: 9, text: rowOfInvented(invented) })),
      { ordered: false },
    );
  }
}
