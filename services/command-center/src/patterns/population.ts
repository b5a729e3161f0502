import { patternRowIn, receivedWithin, seesEverything } from '@xiezhi/rules';
import type { CourtCode, LocalDate, PatternRow } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { PersonUser } from '@xiezhi/service-kit';
import type { CaseRows } from '../case-rows';
import { withEarlierCodes } from '../docket/scope';

/** A case of those asked about, and whether this reader may be told which one it is. */
export interface Found extends Pick<PatternRow, 'one' | 'number' | 'caseNumber'> {
  caseId: string;
  visible: boolean;
}

export interface PopulationAsked {
  from: LocalDate;
  to: LocalDate;
  courts: readonly CourtCode[];
  user: PersonUser;
  today: LocalDate;
}

/** The collaborations received in these days that these courts decide or execute, one after another. */
export async function* population(
  rows: Pick<CaseRows, 'all'>,
  { from, to, courts, user, today }: PopulationAsked,
): AsyncGenerator<Found> {
  const everything = seesEverything(readerOf(user), today);
  const codes = new Set(withEarlierCodes(courts));
  for await (const { caseId, text } of rows.all()) {
    const row = patternRowIn(text);
    if (!row || !receivedWithin(row.one, from, to)) continue;
    const { one, number, caseNumber, visibleTo } = row;
    if (!codes.has(one.decidingCourt) && !codes.has(one.executingCourt)) continue;
    yield { one, caseId, number, caseNumber, visible: everything || visibleTo.includes(user.court) };
  }
}
