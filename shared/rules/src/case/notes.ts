import type { Courts } from '../courts';
import { TERRITORY } from '../jurisdiction/in-force';
import { readCaseNumber } from '../case-number';
import type { AssessedGround } from './events';
import type { CaseState } from './state';

export const NOTE_CODES = [
  'SECOND_READING_MISSING',
  'CASE_NUMBER_OF_OTHER_COURT',
  'SAME_GROUNDS_AGAIN',
  'FILED_BEFORE_RESUMPTION',
  'RECOVERED_BEYOND_CLAIM',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];

/** Something whoever reads the case should know. It refuses nothing and is no warning of the contract. */
export interface Note {
  code: NoteCode;
  text: string;
}

/** Grounds a decision can rest on: not found unmet, or let count all the same by the head of the bureau. */
export function standingGrounds(grounds: readonly AssessedGround[]): AssessedGround[] {
  return grounds.filter(({ met, override }) => met !== false || override !== undefined);
}

function secondReading({ grounds }: CaseState): Note[] {
  const standing = standingGrounds(grounds);
  const unread = standing.some(({ secondReading: read }) => !read) && standing.every(({ code }) => code === '3-8');
  return unread
    ? [
        {
          code: 'SECOND_READING_MISSING',
          text: '本案只依据第三条第（八）项“其他重大、疑难、复杂案件”，尚未由第二名审查人复核（设置，不是法律规定）。',
        },
      ]
    : [];
}

function numberOfOtherCourt({ caseFields, executingCourt }: CaseState, courts: Courts): Note[] {
  const { caseNumber, transferredFrom = executingCourt } = caseFields;
  const court = readCaseNumber(caseNumber, courts)?.court ?? null;
  if (court === null || courts.identityOf(court) === courts.identityOf(transferredFrom)) return [];
  const text = `案号${caseNumber}的法院代字是“${court}”，与执行法院“${executingCourt}”不一致，请核对。`;
  return [{ code: 'CASE_NUMBER_OF_OTHER_COURT', text }];
}

/** A re-application after refusal, and a resumed case: what Art. 10, and a filing date of its own under Art. 3 (1), make a reviewer look at. */
function afterPrevious({ previous, caseFields: { filingDate } }: CaseState): Note[] {
  const notes: Note[] = [];
  if (previous?.newGround === false) {
    const text = '本案曾被决定不予协同执行，这次报请没有新的情形，请审查有无新的理由（第十条；设置，不是法律规定）。';
    notes.push({ code: 'SAME_GROUNDS_AGAIN', text });
  }
  if (previous?.resumed && filingDate <= previous.filingDate) {
    const text = '恢复执行案件的立案日期应为恢复执行立案之日，现不晚于原案立案日期，请核对（设置，不是法律规定）。';
    notes.push({ code: 'FILED_BEFORE_RESUMPTION', text });
  }
  return notes;
}

/** More was recovered than is claimed (yuan). It may be right, since interest runs on, and is looked at twice. */
export const exceedsClaim = (claimAmount: number | null | undefined, recoveredAmount: number): boolean =>
  typeof claimAmount === 'number' && recoveredAmount > claimAmount;

function beyondClaim({ caseFields: { claimAmount }, closeRequest, ownResult }: CaseState): Note[] {
  const amount = (closeRequest ?? ownResult)?.recoveredAmount;
  if (amount === undefined || !exceedsClaim(claimAmount, amount)) return [];
  const text = `报告的执行到位金额${amount}元，超过申请标的额${claimAmount}元，请核对。`;
  return [{ code: 'RECOVERED_BEYOND_CLAIM', text }];
}

/** All there is to note about a case as it stands; the same state gives the same notes. */
export function notesOf(state: CaseState, courts: Courts = TERRITORY.courts): Note[] {
  return [
    ...numberOfOtherCourt(state, courts),
    ...afterPrevious(state),
    ...secondReading(state),
    ...beyondClaim(state),
  ];
}
