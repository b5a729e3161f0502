import type { CaseState, DecisionDocument } from '../case';
import type { CourtCode } from '../courts';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { Instant, LocalDate } from '../local-date';
import { Wording, withoutStop } from './clean';
import { body, compose } from './compose';
import type { Block, Paper } from './paper';
import { basisOf, openingWords } from './the-case';

/** What the annex needs of a decision, made or only drafted. */
export interface DecisionText {
  decidedOn: LocalDate;
  reasons: string;
  legalBasis: string;
  operative: string;
}

/** The name as the annex prints it, with the full-width brackets of a printed paper. */
export const ENFORCEMENT_PROVISIONS = '《最高人民法院关于人民法院执行工作若干问题的规定（试行）》';

/** 因…… , 依照…… : one sentence in the annex, spread over paragraphs where the reasons have several. */
function reasoning(opening: string, reasons: readonly string[], legalBasis: string): Block[] {
  const basis = `依照${ENFORCEMENT_PROVISIONS}${legalBasis}规定，决定如下：`;
  const [first = '', ...more] = reasons;
  const cause = first.replace(/^因(?!此)/, '');
  if (cause === '') return [body(`${opening}，${basis}`)];
  if (more.length === 0) return [body(`${opening}，因${withoutStop(cause)}，${basis}`)];
  const last = withoutStop(more.at(-1) ?? '');
  return [body(`${opening}，因${cause}`), ...more.slice(0, -1).map(body), body(`${last}，${basis}`)];
}

/** 协同执行决定书 by the annex, to one executing court. Throws VALIDATION for text that cannot be printed. */
export function decisionPaper(
  state: Pick<CaseState, 'caseFields' | 'executingCourt' | 'supplements' | 'decidingCourt'>,
  decision: DecisionText,
  document: DecisionDocument,
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Paper {
  const wording = new Wording(jurisdiction);
  const { decidedOn, legalBasis, operative } = decision;
  const reasons = wording.paragraphs(decision.reasons, '事实和理由');
  if (reasons.length === 0) wording.warnings.push('决定没有写明事实和理由。');
  if (basisOf(state, wording) === '') {
    wording.warnings.push('没有写明执行依据，附件要求写明：报请没有填写，材料中也没有执行依据。');
  }
  const opening = openingWords(state, document.addressee, decidedOn, wording);
  const text = [...reasoning(opening, reasons, legalBasis), body(wording.take(operative, '主文'))];
  const frame = {
    kind: 'DECISION',
    number: document.number,
    court: state.decidingCourt,
    addressee: document.addressee,
    copies: document.copies as readonly CourtCode[],
    date: decidedOn,
    at,
  } as const;
  return compose(frame, text, wording);
}
