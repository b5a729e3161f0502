import type { AdvisedCourt } from '../allocation/advised';
import type { KeptFields, Party, ScanOpening } from '../case';
import type { Courts } from '../courts';
import { TERRITORY } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';
import type { DocketExclusion, DocketParty, DocketRow } from './docket-row';
import type { HitCommand } from './hit/commands';
import type { ScannedCase } from './hit/state';

/** How the courts' own system and those who export from it write sides and kinds. */
const SIDES: Readonly<Record<string, Party['side']>> = {
  applicant: 'applicant',
  申请执行人: 'applicant',
  申请人: 'applicant',
  respondent: 'respondent',
  被执行人: 'respondent',
  被申请人: 'respondent',
};
const ORGANISATIONS: ReadonlySet<string> = new Set(['organization', 'organisation', '单位', '法人', '非法人组织']);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Whose side is neither (a third party of some proceeding) is none of the two that a decision names. */
function partiesOf(parties: readonly DocketParty[]): Party[] {
  return parties.flatMap(({ side, name, kind }) => {
    const known = SIDES[oneLine(side)];
    if (!known) return [];
    // Of a kind that says nothing: a person, whose name is not shown to everybody.
    return [{ side: known, name: oneLine(name), kind: ORGANISATIONS.has(oneLine(kind)) ? 'organization' : 'person' }];
  });
}

/** A period that still runs counts up to the day, as it does for the scan; one that begins later does not count yet. */
function exclusionsOf(exclusions: readonly DocketExclusion[], on: LocalDate): NonNullable<KeptFields['exclusions']> {
  return exclusions.flatMap(({ type, start, end, document_no }) => {
    if (end === null && start >= on) return [];
    return [{ type, start, end: end ?? on, ...(document_no === null ? {} : { document: document_no }) }];
  });
}

/** An enforcement case as a collaboration that comes of a scan is told of it (Art. 14). */
export function caseOfRow(row: DocketRow, on: LocalDate): KeptFields {
  return {
    caseNumber: row.case_no,
    filingDate: row.filing_date,
    cause: oneLine(row.cause ?? ''),
    parties: partiesOf(row.parties),
    claimAmount: row.claim_amount,
    hasProperty: row.has_property,
    grounds: [{ code: '3-1' }],
    matters: '对定期扫描发现的长期未实际执结案件协同执行。',
    exclusions: exclusionsOf(row.exclusions, on),
  };
}

/** What a hit is opened as, and by whom: DECIDE and DESIGNATE only. */
export interface OpeningDisposition {
  hit: string;
  found: Pick<ScannedCase, 'executingCourt'>;
  command: Pick<HitCommand, 'at' | 'actor'> & {
    with: Pick<HitCommand['with'], 'disposition' | 'reason' | 'participants' | 'to'>;
  };
  /** The newest row of the case. */
  row: DocketRow;
  /** Whom the system advises to draft, where courts are drafted. */
  advised?: AdvisedCourt[] | undefined;
}

/** The collaboration that a disposition opens; whether the hit may be disposed of so, the hit says. */
export function scanOpeningOf(
  { hit, found, command, row, advised }: OpeningDisposition,
  courts: Courts = TERRITORY.courts,
): ScanOpening {
  const { at, actor, with: given } = command;
  const on = at.slice(0, 10);
  const { disposition, reason = '', participants = [], to = actor.court } = given;
  return {
    type: 'scan.open',
    at,
    actor,
    with: {
      ...caseOfRow(row, on),
      hit,
      reason,
      executingCourt: courts.codeOn(found.executingCourt, on),
      decidingCourt: disposition === 'DESIGNATE' ? to : actor.court,
      ...(disposition === 'DECIDE' ? { participants } : {}),
      ...(advised ? { advised } : {}),
    },
  };
}
