import type { DocketBatch } from '@xiezhi/contracts/views';
import { maskName, textMask } from '@xiezhi/rules';
import type { DocketRow, Party } from '@xiezhi/rules';
import { visibleDifferences } from './report';
import type { Batch } from './types';

/** @param unseen the cases whose collaborations the reader is not to know of */
export function batchView(batch: Batch, unseen: ReadonlySet<string>): DocketBatch {
  const { _id, court, by, at, kind, name, bytes, status, rows, totals: counts, shown, fault } = batch;
  return {
    batch: _id,
    court,
    by: by.name,
    at,
    kind,
    name: name ?? null,
    bytes: bytes ?? null,
    status,
    rows,
    accepted: counts.accepted,
    unchanged: counts.unchanged,
    rejectedCount: counts.rejected,
    differsCount: counts.differs,
    rejected: shown.rejected,
    differs: visibleDifferences(shown.differs, unseen),
    fault: fault ?? null,
  };
}

/** Who is known to be no person; the docket's own words for it are any. */
const ORGANISATIONS: ReadonlySet<string> = new Set(['organization', 'organisation', '单位', '法人', '非法人组织']);

/** A row as lists show it: natural persons by their surname, in every text. */
export function maskedRow(row: DocketRow): DocketRow {
  const people = row.parties.filter(({ kind }) => !ORGANISATIONS.has(kind));
  const parties = people.map(({ name }) => ({ side: 'respondent', name, kind: 'person' }) satisfies Party);
  const mask = textMask({ parties });
  return {
    ...row,
    cause: row.cause && mask(row.cause),
    close_mode: row.close_mode && mask(row.close_mode),
    parties: row.parties.map((party) =>
      ORGANISATIONS.has(party.kind) ? party : { ...party, name: maskName(party.name) },
    ),
    exclusions: row.exclusions.map((period) => ({ ...period, type: mask(period.type) })),
  };
}
