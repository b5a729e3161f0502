import { labelOf, patternCaseOf, seesEverything } from '@xiezhi/rules';
import type { CaseState, CourtCode, LocalDate, PatternCase } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/service-kit';
import type { CaseDocument, CaseService, PersonUser } from '@xiezhi/service-kit';
import { withEarlierCodes } from '../docket/scope';

const FIELDS = Object.fromEntries(
  [
    ...['visibleTo', 'timeline.type', 'state.documentNumber', 'state.executingCourt', 'state.decidingCourt'],
    ...['state.origin', 'state.route', 'state.receivedOn', 'state.conclusion', 'state.closed', 'state.grounds.code'],
    ...['state.decision.outcome', 'state.decision.decidedOn', 'state.decision.reasons'],
    ...['state.caseFields.caseNumber', 'state.caseFields.parties.side', 'state.caseFields.parties.kind'],
  ].map((field) => [field, 1]),
);

/** A case of those asked about, and whether this reader may be told which one it is. */
export interface Found {
  one: PatternCase;
  caseId: string;
  number: string;
  caseNumber: string;
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
  { collection }: Pick<CaseService['cases'], 'collection'>,
  { from, to, courts, user, today }: PopulationAsked,
): AsyncGenerator<Found> {
  const everything = seesEverything(readerOf(user), today);
  const codes = new Set(withEarlierCodes(courts));
  const found = collection.find({ 'state.receivedOn': { $gte: from, $lte: to } }, { projection: FIELDS });
  for await (const each of found) {
    const { _id: caseId, state: known, visibleTo, timeline } = each as CaseDocument;
    if (!codes.has(known.decidingCourt) && !codes.has(known.executingCourt)) continue;
    // Of a field that is null nothing comes where a part of it is asked for.
    const { decision = null, documentNumber = null } = known as Partial<CaseState>;
    const types = timeline.map(({ type }) => type);
    const one = patternCaseOf({ ...known, decision }, types);
    if (!one) continue;
    const { caseNumber } = known.caseFields;
    const visible = everything || visibleTo.includes(user.court);
    yield { one, caseId, number: labelOf({ documentNumber, caseNumber }), caseNumber, visible };
  }
}
