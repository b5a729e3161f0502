import type { DocketRow } from '../../src';

/** A row that is in order, as another system sends it. */
export function sentRow(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    case_no: '（2023）吉0202执215号',
    court_code: '吉0202',
    filing_date: '2023-02-14',
    type_code: '执',
    cause: '买卖合同纠纷',
    claim_amount: 910_000,
    recovered_amount: 0,
    has_property: true,
    property_verified_on: '2025-03-10',
    close_date: null,
    close_mode: null,
    handler_id: 'jl0202-h01',
    parties: [{ side: 'applicant', name: '松江五金经营部', kind: 'organization' }],
    exclusions: [],
    related_case_nos: [],
    petition_count: 0,
    snapshot_at: '2025-04-21T20:00:00.000+08:00',
    ...changes,
  };
}

export const rowWith = (changes: Partial<DocketRow> = {}): DocketRow => sentRow(changes) as unknown as DocketRow;
