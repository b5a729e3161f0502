import type { CourtCode } from '../courts';
import type { CountedCollaboration, CountedHit } from './counted';
import { collaborationCounts, hitCounts, quotaCounts } from './figure-counts';
import type { CollaborationFigure, HitFigure, QuotaFigure } from './figure-counts';
import type { BulletinQuestion, Counted } from './figures';
import { countedIn, enteredLate } from './figures';

/** A figure of a bulletin of which the cases can be named; `lateEntries` is the total's alone. */
export type OpenedFigure = CollaborationFigure | HitFigure | QuotaFigure | 'lateEntries';

/** What a figure was counted from: collaborations, or the hits of scans. */
export interface Behind<C, H> {
  collaborations: C[];
  hits: H[];
}

interface Question<C, H> extends Omit<BulletinQuestion, 'collaborations' | 'hits'> {
  collaborations: readonly C[];
  hits: readonly H[];
}

const has = <T extends object>(counts: T, figure: string): figure is string & keyof T => Object.hasOwn(counts, figure);

/** The courts whose numbers for the year a row adds up. */
function quotaCourts(
  { court, quotas }: Question<unknown, unknown>,
  { year, high }: Pick<Counted<CountedCollaboration, CountedHit>, 'year' | 'high'>,
  row: CourtCode | null,
): CourtCode[] {
  const having = quotas.filter((quota) => quota.year === year).map((quota) => quota.court);
  if (high) return having.filter((code) => row === null || code === row);
  return having.filter((code) => row === null && code === court);
}

/**
 * Those that a figure of a bulletin counts, by the very counts that make it.
 * @param row the court of the row; null for the total
 * @throws RuleError as `bulletinFigures`
 */
export function behindFigure<C extends CountedCollaboration, H extends CountedHit>(
  question: Question<C, H>,
  row: CourtCode | null,
  figure: OpenedFigure,
): Behind<C, H> {
  const counted = countedIn(question);
  const { days, year, rowOf, rowOfHit } = counted;
  const [ofCollaborations, ofHits] = [collaborationCounts(days), hitCounts(days)];
  if (figure === 'lateEntries') {
    return { collaborations: row === null ? enteredLate(question, counted.collaborations) : [], hits: [] };
  }
  if (has(ofHits, figure)) {
    const hits = counted.hits.filter((hit) => row === null || rowOfHit(hit) === row);
    return { collaborations: [], hits: hits.filter((hit) => ofHits[figure](hit) > 0) };
  }
  if (has(ofCollaborations, figure)) {
    const own = counted.collaborations.filter((one) => row === null || rowOf(one) === row);
    return { collaborations: own.filter((one) => ofCollaborations[figure](one) > 0), hits: [] };
  }
  const adds = quotaCounts(year, days.last)[figure];
  const courts = quotaCourts(question, counted, row);
  const own = question.collaborations.filter(({ decidingCourt }) => courts.includes(decidingCourt));
  return { collaborations: own.filter((one) => adds(one) > 0), hits: [] };
}
