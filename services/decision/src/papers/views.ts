import type { PaperVerification } from '@xiezhi/contracts/views';
import { PAPER_TITLES, STANDING_TITLES, standingOf } from '@xiezhi/rules';
import type { CaseState, IssuedPaper, Paper, PaperStanding } from '@xiezhi/rules';
import { FORMATS, paperIdOf } from './register';
import type { PaperRecord } from './register';

const asIssued = (records: readonly PaperRecord[]): IssuedPaper[] =>
  records.flatMap(({ seq, paper }) => (paper ? [{ seq, kind: paper.kind, addressee: paper.addressee }] : []));

/** How a file has ended, as far as its papers hang on it. */
export type Ended = Pick<CaseState, 'closed'>;
/** No end takes their force from papers that hang on nothing but the next one. */
export const NOT_ENDED: Ended = { closed: null };

function standing(record: PaperRecord, all: readonly PaperRecord[], state: Ended) {
  const [one] = asIssued([record]);
  return one ? standingOf(one, asIssued(all), state) : 'VALID';
}

/** One paper as a list shows it, with how it stands today. */
export function paperView(record: PaperRecord, all: readonly PaperRecord[], state: Ended) {
  const { paper, status, code, sm3, warnings, reason } = record;
  const stands = standing(record, all, state);
  return {
    paperId: paperIdOf(record),
    status,
    kind: paper?.kind ?? null,
    title: paper ? PAPER_TITLES[paper.kind] : '文书（未能制作）',
    number: paper?.number ?? null,
    court: paper?.court ?? null,
    courtName: paper?.courtName ?? null,
    addressee: paper?.addressee ?? null,
    date: paper?.date ?? null,
    standing: stands,
    standingTitle: STANDING_TITLES[stands],
    templateVersion: paper?.templateVersion ?? null,
    formNote: paper?.formNote ?? null,
    code,
    sm3,
    warnings: [...new Set([...(paper?.warnings ?? []), ...warnings])],
    ...(reason ? { reason } : {}),
  };
}

/** Nobody may take the first words of an answer for a yes when the paper no longer holds. */
const FINDINGS: Readonly<Record<PaperStanding, string>> = {
  VALID: '核验通过，有效。',
  SUPERSEDED: '这份文书已被后续文书取代，不再有效；文号、日期、法院与签发时一致。',
  VOIDED: '这份文书已撤销，不再有效；文号、日期、法院与签发时一致。',
};

const WITHOUT_EFFECT: Readonly<Partial<Record<NonNullable<Paper['watermark']>, string>>> = {
  REHEARSAL: '（演练文书，不具效力）',
  DEMO: '（演示文书，不具效力）',
};

/**
 * What anybody in the network who holds a paper may learn: what it is, not what it says.
 * @param hash SM3 of the file they hold, hex, if they gave it
 */
export function verificationView(
  record: PaperRecord,
  all: readonly PaperRecord[],
  state: Ended,
  hash?: string,
): PaperVerification {
  const { paper, sm3 } = record;
  if (!paper) return { found: false, message: '没有这份文书。' };
  const stands = standing(record, all, state);
  const given = hash?.toLowerCase();
  const match = given === undefined ? undefined : (FORMATS.find((format) => sm3?.[format] === given) ?? 'none');
  const effect = paper.watermark === null ? '' : (WITHOUT_EFFECT[paper.watermark] ?? '');
  return {
    found: true,
    message:
      match === 'none'
        ? `核验码属于下列文书，但文件与签发的不一致，可能已被改动。${effect}`
        : `${FINDINGS[stands]}${effect}`,
    title: PAPER_TITLES[paper.kind],
    number: paper.number,
    date: paper.date,
    courtName: paper.courtName,
    standing: stands,
    sm3,
    ...(match === undefined ? {} : { matches: match }),
  };
}
