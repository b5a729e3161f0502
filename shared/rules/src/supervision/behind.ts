import type { CourtCode } from '../courts';
import type { CountedCollaboration, CountedHit } from './counted';
import { addsTo, countCollaboration, countForQuota, countHit } from './figure-counts';
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

const isScan = (figure: OpenedFigure): figure is HitFigure => figure.startsWith('scan.');
const isQuota = (figure: OpenedFigure): figure is QuotaFigure => figure.startsWith('quota.');

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
  const all = counted.collaborations;
  if (figure === 'lateEntries') return { collaborations: row === null ? enteredLate(question, all) : [], hits: [] };
  if (isScan(figure)) {
    const own = counted.hits.filter((hit) => row === null || rowOfHit(hit) === row);
    return { collaborations: [], hits: own.filter((hit) => addsTo(figure, (add) => countHit(hit, days, add))) };
  }
  if (isQuota(figure)) {
    const courts = quotaCourts(question, counted, row);
    const own = question.collaborations.filter(({ decidingCourt }) => courts.includes(decidingCourt));
    const adds = (one: C) => addsTo(figure, (add) => countForQuota(one, year, days.last, add));
    return { collaborations: own.filter(adds), hits: [] };
  }
  const own = all.filter((one) => row === null || rowOf(one) === row);
  const adds = (one: C) => addsTo(figure, (add) => countCollaboration(one, days, add));
  return { collaborations: own.filter(adds), hits: [] };
}
