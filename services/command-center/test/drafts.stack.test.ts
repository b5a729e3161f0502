import type { LedgerEntry } from '@xiezhi/contracts';
import { courtIdentity } from '@xiezhi/rules';
import type { CaseState, LocalDate } from '@xiezhi/rules';
import type { CaseDocument } from '@xiezhi/case-kit';
import { Drafts } from '../src/allocation/drafts';
import { databaseServer, logger } from './support/database';

const database = databaseServer();

const TODAY = '2025-04-30';
const FIRST_DAY_COUNTED = '2025-04-01';
const DAY_BEFORE = '2025-03-31';
const CODES = new Map(['吉0105', '吉0106'].map((code) => [courtIdentity(code), code]));

interface Case {
  _id: string;
  seq: number;
  on: LocalDate;
  /** Drafted by the decision; null where it keeps none, as decisions of earlier releases do. */
  drafted: string[] | null;
  participants: string[];
  outcome: 'APPROVE' | 'REFUSE';
}

/** A case as the read model has it after an entry. */
function document(given: Partial<Case> = {}): CaseDocument {
  const one: Case = {
    _id: 'c-1',
    seq: 4,
    on: TODAY,
    drafted: ['吉0105'],
    participants: [],
    outcome: 'APPROVE',
    ...given,
  };
  const { _id, seq, on: decidedOn, drafted, participants, outcome } = one;
  const decision = { outcome, decidedOn, ...(drafted ? { drafted } : {}) };
  const state = { decision, participants } as unknown as CaseState;
  return { _id, seq, state, timeline: [], status: 'APPROVED', visibleTo: [], restricted: false, updatedAt: '' };
}

const undecided = (seq: number, _id = 'c-1'): CaseDocument => {
  const one = document({ _id, seq });
  return { ...one, state: { ...one.state, decision: null } };
};

/** A process on an installation's database, and what was in its read model when it began. */
async function begin(documents: CaseDocument[] = [], on?: string) {
  const { connection, prefix } = await database.connect(on);
  const collection = connection.db!.collection<CaseDocument>('cases');
  if (documents.length > 0) await collection.insertMany(documents);
  const drafts = database.endsWith(new Drafts(connection, logger));
  await drafts.prepare();
  drafts.start({ collection, get: (_id) => collection.findOne({ _id }) });
  const { extraEffects, afterRebuild, onRemoved } = drafts.effects();
  const take = (document: CaseDocument, previous: CaseDocument | null) =>
    extraEffects({ caseId: document._id, seq: document.seq } as LedgerEntry, { document, previous, rebuilding: false });
  const until = async (on: LocalDate) =>
    Object.fromEntries([...(await drafts.until(on))].map(([identity, count]) => [CODES.get(identity), count]));
  return { prefix, take, until, afterRebuild, onRemoved };
}

test('the last thirty days count, the day asked about included', async () => {
  const { take, until } = await begin();
  const on = { a: TODAY, b: FIRST_DAY_COUNTED, c: DAY_BEFORE, d: '2025-05-01' };
  for (const [_id, day] of Object.entries(on)) await take(document({ _id, on: day }), undecided(3, _id));
  expect(await until(TODAY)).toEqual({ 吉0105: 2 });
});

test('a decision that is taken later than others and dated before them counts on its own day', async () => {
  const { take, until } = await begin();
  await take(document({ _id: 'a' }), undecided(3, 'a'));
  expect(await until('2025-04-10')).toEqual({});
  await take(document({ _id: 'b', on: '2025-04-10' }), undecided(3, 'b'));
  expect([await until('2025-04-10'), await until(TODAY)]).toEqual([{ 吉0105: 1 }, { 吉0105: 2 }]);
});

test('a court counts once a decision, and a refusal drafts nobody', async () => {
  const { take, until } = await begin();
  await take(document({ _id: 'a', drafted: ['吉0105', '吉0106', '吉0105'] }), undecided(3, 'a'));
  await take(document({ _id: 'b', outcome: 'REFUSE' }), undecided(3, 'b'));
  expect(await until(TODAY)).toEqual({ 吉0105: 1, 吉0106: 1 });
});

test('what the decision drafted stands, whatever changed later', async () => {
  const { take, until } = await begin();
  await take(document({ participants: ['吉0105'] }), undecided(3));
  await take(document({ seq: 5, participants: ['吉0106'] }), document({ participants: ['吉0105'] }));
  expect(await until(TODAY)).toEqual({ 吉0105: 1 });
});

test('of a decision that keeps no draft the participants are taken, those of now', async () => {
  const { take, until } = await begin();
  await take(document({ drafted: null, participants: ['吉0105'] }), undecided(3));
  const next = document({ seq: 5, drafted: null, participants: ['吉0106'] });
  await take(next, document({ drafted: null, participants: ['吉0105'] }));
  expect(await until(TODAY)).toEqual({ 吉0106: 1 });
});

test('two processes take the same entry, and one of them an older one late: each decision counts once, as the newest entry has it', async () => {
  const one = await begin();
  const two = await begin([], one.prefix);
  const [first, second] = [document(), document({ seq: 5, drafted: ['吉0106'] })];
  await Promise.all([one.take(first, undecided(3)), two.take(first, undecided(3))]);
  await one.take(second, first);
  await two.take(first, undecided(3));
  expect(await two.until(TODAY)).toEqual({ 吉0106: 1 });
});

test('what was decided before this was kept is made from the read model, once', async () => {
  const one = await begin([document({ _id: 'a' }), document({ _id: 'b', drafted: null, participants: ['吉0106'] })]);
  expect(await one.until(TODAY)).toEqual({ 吉0105: 1, 吉0106: 1 });
  const two = await begin([document({ _id: 'c' })], one.prefix);
  expect(await two.until(TODAY)).toEqual({ 吉0105: 1, 吉0106: 1 });
});

test('what a restored ledger does not have is forgotten, and counts again when it is decided again', async () => {
  const { take, until, onRemoved } = await begin();
  await take(document(), undecided(3));
  await onRemoved('c-1', 3);
  expect(await until(TODAY)).toEqual({});
  await take(document({ on: '2025-04-29' }), undecided(3));
  expect(await until(TODAY)).toEqual({ 吉0105: 1 });
});

test('a rebuild puts right what was lost', async () => {
  const { until, afterRebuild } = await begin();
  await afterRebuild(document());
  await afterRebuild(undecided(3, 'c-2'));
  expect(await until(TODAY)).toEqual({ 吉0105: 1 });
});
