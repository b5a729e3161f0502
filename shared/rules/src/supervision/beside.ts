import type { CaseState, KeptFields } from '../case';
import { ENDED_STATUSES } from '../vocabulary';
import type { DocketRow } from './docket-row';
import { docketKey } from './docket-row';
import type { Covering } from './scan';

/** How a collaboration stands to a scan of its enforcement case. */
export function coveringOf({
  status,
  conclusion,
  closed,
}: Pick<CaseState, 'status' | 'conclusion' | 'closed'>): Covering {
  if (status === 'CLOSED' && closed && closed.outcome !== 'REVOKED') return { end: { kind: 'CLOSED', on: closed.on } };
  const ended = ENDED_STATUSES.has(status) || (conclusion !== undefined && conclusion.on !== null);
  return { end: ended ? { kind: 'ENDED' } : null };
}

/** What the docket may say otherwise than a collaboration does; both stay and are shown. */
export interface DocketDifference {
  field: 'filing_date' | 'exclusions' | 'claim_amount';
  ours: unknown;
  theirs: unknown;
}

/** Periods without their papers, in one order. */
const spansOf = (periods: readonly { type: string; start: string; end: string | null }[]) =>
  periods
    .map(({ type, start, end }) => ({ type, start, end }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Where a row and the collaboration running on its case disagree. What the docket leaves empty says nothing. */
export function docketDifferences(
  row: DocketRow,
  held: Pick<KeptFields, 'filingDate' | 'exclusions' | 'claimAmount'>,
): DocketDifference[] {
  const pairs: DocketDifference[] = [
    { field: 'filing_date', ours: held.filingDate, theirs: row.filing_date },
    { field: 'exclusions', ours: spansOf(held.exclusions ?? []), theirs: spansOf(row.exclusions) },
    { field: 'claim_amount', ours: held.claimAmount, theirs: row.claim_amount },
  ];
  return pairs.filter(({ ours, theirs }) => theirs !== null && JSON.stringify(ours) !== JSON.stringify(theirs));
}

/** Whether two rows of one case and snapshot say the same, however its number is spelt. */
export function isSameDocketRow(a: DocketRow, b: DocketRow): boolean {
  const text = (row: DocketRow) => JSON.stringify({ ...row, case_no: docketKey(row) });
  return text(a) === text(b);
}
