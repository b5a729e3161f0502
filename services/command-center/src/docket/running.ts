import { coveringOf, ENDED_STATUSES, enforcementCaseKey, oneNumber, parseInstant, seesEverything } from '@xiezhi/rules';
import type { Covering, Instant, KeptFields, LocalDate } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import type { PersonUser } from '@xiezhi/service-kit';

type Cases = Pick<CaseService['cases'], 'collection' | 'catchUp'>;

const FIELDS = {
  status: 1,
  'state.status': 1,
  'state.conclusion': 1,
  'state.closed': 1,
  'state.executingCourt': 1,
  'state.caseFields.caseNumber': 1,
  'state.caseFields.transferredFrom': 1,
  'state.caseFields.filingDate': 1,
  'state.caseFields.exclusions': 1,
  'state.caseFields.claimAmount': 1,
} as const;

const keyOf = ({ state }: CaseDocument): string => enforcementCaseKey(state.caseFields, state.executingCourt);

function listed<T>(map: Map<string, T[]>, key: string, value: T): void {
  const before = map.get(key);
  if (before) before.push(value);
  else map.set(key, [value]);
}

/** What the running collaborations say of their enforcement cases, by case. */
export async function runningCollaborations({ collection }: Cases): Promise<Map<string, KeptFields[]>> {
  const found = collection.find({ status: { $nin: [...ENDED_STATUSES] } }, { projection: FIELDS });
  const running = new Map<string, KeptFields[]>();
  for await (const each of found) {
    const document = each as CaseDocument;
    if (coveringOf(document.state).end === null) listed(running, keyOf(document), document.state.caseFields);
  }
  return running;
}

/** The running collaborations by their ids, by case. */
export async function runningCaseIds({ collection }: Cases): Promise<Map<string, string[]>> {
  const found = collection.find({ status: { $nin: [...ENDED_STATUSES] } }, { projection: FIELDS });
  const running = new Map<string, string[]>();
  for await (const each of found) {
    const document = each as CaseDocument;
    if (coveringOf(document.state).end === null) listed(running, keyOf(document), document._id);
  }
  return running;
}

/**
 * The collaborations that may cover a case, by case: those that run, and those that were closed. A clock that was moved over
 * months takes the files along first; of what ends one only a lapse comes by itself, and one after `at` had not come yet.
 */
export async function coveringCollaborations({ collection }: Cases, at: Instant): Promise<Map<string, Covering[]>> {
  const ended = [...ENDED_STATUSES].filter((status) => status !== 'CLOSED');
  const found = collection.find({ status: { $nin: ended } }, { projection: FIELDS });
  const covering = new Map<string, Covering[]>();
  for await (const each of found) {
    const document = each as CaseDocument;
    const how = coveringOf(document.state);
    if (how.end?.kind !== 'ENDED') listed(covering, keyOf(document), how);
  }
  const times = { 'timeline.type': 1, 'timeline.at': 1 } as const;
  for await (const each of collection.find({ status: 'LAPSED' }, { projection: { ...FIELDS, ...times } })) {
    const document = each as CaseDocument;
    const lapse = document.timeline.findLast(({ type }) => type === 'application.lapsed');
    if (lapse && parseInstant(lapse.at) > parseInstant(at)) listed(covering, keyOf(document), { end: null });
  }
  return covering;
}

/**
 * The enforcement cases on which there is, or was, a need-to-know collaboration that a reader may not know of, by key and by
 * number: what would tell of it is counted and not listed.
 */
export async function unseenCases(
  user: PersonUser,
  today: LocalDate,
  { collection }: Pick<Cases, 'collection'>,
): Promise<ReadonlySet<string>> {
  const unseen = new Set<string>();
  if (seesEverything(readerOf(user), today)) return unseen;
  const found = collection.find({ restricted: true }, { projection: { ...FIELDS, visibleTo: 1 } });
  for await (const each of found) {
    const document = each as CaseDocument;
    if (document.visibleTo.includes(user.court)) continue;
    unseen.add(keyOf(document)).add(oneNumber(document.state.caseFields.caseNumber));
  }
  return unseen;
}
