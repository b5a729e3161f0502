import { countedState, FROM_ABOVE, seesEverything } from '@xiezhi/rules';
import type { CountedForAssessment, CourtCode, LocalDate } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import type { PersonUser } from '@xiezhi/service-kit';

const FIELDS = {
  visibleTo: 1,
  'state.documentNumber': 1,
  'state.executingCourt': 1,
  'state.decidingCourt': 1,
  'state.origin': 1,
  'state.receivedOn': 1,
  'state.conclusion': 1,
  'state.closed': 1,
  'state.decision.outcome': 1,
  'state.decision.decidedOn': 1,
  'state.caseFields.caseNumber': 1,
} as const;

export interface Assessed extends CountedForAssessment {
  /** Whether this reader may be told which one it is. */
  visible: boolean;
}

/** What Art. 15 counts of these deciding courts' collaborations: those decided, and those ordered from above. */
export async function assessedCollaborations(
  { collection }: Pick<CaseService['cases'], 'collection'>,
  courts: readonly CourtCode[],
  user: PersonUser,
  today: LocalDate,
): Promise<Assessed[]> {
  const everything = seesEverything(readerOf(user), today);
  const found = collection.find(
    {
      'state.decidingCourt': { $in: [...courts] },
      $or: [{ 'state.decision.outcome': 'APPROVE' }, { 'state.origin': { $in: [...FROM_ABOVE] } }],
    },
    { projection: FIELDS },
  );
  const assessed: Assessed[] = [];
  for await (const each of found) {
    const { _id, state, visibleTo } = each as CaseDocument;
    assessed.push({ ...countedState(_id, state), visible: everything || visibleTo.includes(user.court) });
  }
  return assessed;
}
