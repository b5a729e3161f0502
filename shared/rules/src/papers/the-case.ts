import { oneNumber, plainDate, readCaseNumber } from '../case-number';
import type { CourtCode } from '../courts';
import type { CaseState, Party } from '../case';
import type { Jurisdiction } from '../jurisdiction';
import type { LocalDate } from '../local-date';
import type { Wording } from './clean';

type Described = Pick<CaseState, 'caseFields' | 'executingCourt' | 'supplements'>;

function namesOf(state: Described, side: Party['side'], wording: Wording): string {
  const what = side === 'applicant' ? '申请执行人姓名或者名称' : '被执行人姓名或者名称';
  return state.caseFields.parties
    .filter((party) => party.side === side)
    .map(({ name }) => wording.name(name, what))
    .join('、');
}

/** The instrument enforced, as the application names it; else the titles of the materials filed as 执行依据. */
export function basisOf({ caseFields, supplements }: Described, wording: Wording): string {
  if (caseFields.basis) {
    const { document, number, madeBy, date } = caseFields.basis;
    const [name, by, its] = (
      [
        [document, '执行依据名称'],
        [madeBy, '执行依据作出机关'],
        [number, '执行依据文号'],
      ] as const
    ).map(([text, what]) => wording.name(text, what));
    return `${by}${plainDate(date)}作出的${its}${name}`;
  }
  return [...(caseFields.materials ?? []), ...supplements]
    .filter(({ kind }) => kind.includes('执行依据'))
    .map(({ title }) => wording.name(title, '执行依据名称'))
    .join('、');
}

/** 甲公司与乙公司买卖合同纠纷: the parties in full and the cause. */
export function partiesAndCause(state: Described, wording: Wording): string {
  const names = [namesOf(state, 'applicant', wording), namesOf(state, 'respondent', wording)];
  const cause = wording.take(state.caseFields.cause, '案由').replace(/\n/g, '');
  return `${names.filter((side) => side !== '').join('与')}${cause}`;
}

/** 当事人、案由、执行依据 and the case number, in full and unmasked, as the annex asks for them. Without 你院执行的 and 一案. */
export function caseInWords(state: Described, wording: Wording): string {
  const parties = partiesAndCause(state, wording);
  const basis = basisOf(state, wording);
  const number = `执行案号：${wording.name(state.caseFields.caseNumber, '案号')}`;
  return `${parties}（${basis ? `执行依据：${basis}；` : ''}${number}）`;
}

/** Related cases (3-5) that a court has on its own docket. */
function relatedOf(state: Described, court: CourtCode, { courts }: Jurisdiction): string[] {
  const numbers = state.caseFields.grounds.flatMap(({ code, relatedCases = [] }) =>
    code === '3-5' ? [...relatedCases] : [],
  );
  const once = new Map(numbers.map((text) => [oneNumber(text, courts), text]));
  return [...once.values()].filter((text) => readCaseNumber(text, courts)?.court === court);
}

/**
 * 你院执行的……一案, as the opening words to one addressee. An executing court of a series (3-5) is told of its own case and
 * of the case it belongs to.
 */
export function openingWords(state: Described, addressee: CourtCode, on: LocalDate, wording: Wording): string {
  const words = caseInWords(state, wording);
  if (addressee === state.executingCourt) return `你院执行的${words}一案`;
  const own = relatedOf(state, addressee, wording.jurisdiction).map((number) => wording.name(number, '关联案件案号'));
  const executing = wording.court(state.executingCourt, on);
  if (own.length === 0) return `${executing}执行的${words}一案`;
  return `你院执行的${own.join('、')}一案，系${executing}执行的${words}一案的系列、关联案件`;
}
