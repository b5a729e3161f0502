import type { CaseState } from '../case';
import type { PaperKind } from './paper';

/** VALID, or why a paper no longer holds; it stays in the file either way. */
export type PaperStanding = 'VALID' | 'SUPERSEDED' | 'VOIDED';

export const STANDING_TITLES: Readonly<Record<PaperStanding, string>> = {
  VALID: '有效',
  SUPERSEDED: '已被后续文书取代',
  VOIDED: '已撤销',
};

export interface IssuedPaper {
  seq: number;
  kind: PaperKind;
  addressee: string | null;
}

/** Kinds of which the newest replaces those before it; of the others each stands beside the others. */
const REPLACED_BY_THE_NEXT: ReadonlySet<PaperKind> = new Set<PaperKind>([
  'APPLICATION',
  'DECISION',
  'PLAN',
  'CLOSING_REPORT',
  'BULLETIN',
]);

/** How a paper stands today, from the papers of its file and how the file has ended; nothing is written on the paper itself. */
export function standingOf(
  paper: IssuedPaper,
  all: readonly IssuedPaper[],
  { closed }: Pick<CaseState, 'closed'>,
): PaperStanding {
  const later = all.some(
    ({ seq, kind, addressee }) => seq > paper.seq && kind === paper.kind && addressee === paper.addressee,
  );
  if (later && REPLACED_BY_THE_NEXT.has(paper.kind)) return 'SUPERSEDED';
  if (closed?.outcome === 'REVOKED' && (paper.kind === 'DECISION' || paper.kind === 'PLAN')) return 'VOIDED';
  return 'VALID';
}
