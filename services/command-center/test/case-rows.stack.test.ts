import { countedRowIn, patternRowIn, visibleInRow } from '@xiezhi/rules';
import type { CaseEvent, CaseState } from '@xiezhi/rules';
import type { CaseDocument } from '@xiezhi/case-kit';
import { CaseRows, rowField } from '../src/case-rows';
import { databaseServer, logger } from './support/database';

const database = databaseServer();

const CASE = 'c-1';

/** A minute for each entry. */
const instant = (seq: number) => `2025-03-04T09:0${seq}:00.000+08:00`;

interface Given {
  _id?: string;
  receivedOn?: string | null;
}

/** As the read model of a release without rows has a case after an entry; one more ground with each but the fourth. */
function document(seq: number, { _id = CASE, receivedOn = '2025-03-04' }: Given = {}): CaseDocument {
  const codes = ['3-1', '3-3', '3-4', '3-4', '3-5'].slice(0, seq);
  const state = {
    ...{ executingCourt: '吉0104', decidingCourt: '吉01', origin: 'APPLICATION', route: 'ART7', receivedOn },
    ...{ documentNumber: null, decision: null, conclusion: null, closed: null, deadlines: [] },
    grounds: codes.map((code) => ({ code, facts: '' })),
    caseFields: { caseNumber: '（2024）吉0104执1号', parties: [{ side: 'respondent', kind: 'person' }] },
  } as unknown as CaseState;
  const timeline = Array.from({ length: seq }, (_, index) => ({
    ...{ seq: index + 1, type: 'application.submitted' as const, at: instant(index + 1), court: '吉0104' },
    role: 'handler',
  }));
  return {
    ...{ _id, seq, state, timeline, status: 'SUBMITTED', visibleTo: ['吉0104', '吉01'] },
    ...{ restricted: false, updatedAt: '' },
  };
}

/** An event of which a row minds no more than when it happened. */
const event = (seq: number) => ({ type: 'duty.urged', at: instant(seq) }) as unknown as CaseEvent;

const SEQS = [1, 2, 3, 4, 5];

/** An installation's database of its own, and what was in its read model when it began. */
async function begin(documents: CaseDocument[] = [], on?: string) {
  const { connection, prefix } = await database.connect(on);
  const collection = connection.db!.collection<CaseDocument>('cases');
  if (documents.length > 0) await collection.insertMany(documents);
  const rows = database.endsWith(new CaseRows(connection, logger));
  rows.start({ collection, get: (_id) => Promise.resolve(document(3, { _id })) });
  const { beforeStored, afterRebuild, onRemoved } = rows.effects();
  /** What a document becomes that this release has written from its first entry, or from one of another release, on. */
  const written = (seq: number, { since = 1, ...given }: Given & { since?: number } = {}): CaseDocument =>
    SEQS.slice(since - 1, seq).reduce<CaseDocument>(
      (previous, number) => {
        const next = document(number, given);
        const before = number === 1 ? null : previous;
        return { ...next, ...rowField(next, event(number), before) };
      },
      document(since - 1, given),
    );
  /** Entries up to `seq`, taken at once. */
  const take = (seq: number, { after = seq - 1, ...given }: Given & { after?: number } = {}) =>
    beforeStored(written(seq, given), after > 0 ? written(after, given) : null);
  const texts = async () => {
    const found = [];
    for await (const row of rows.all()) found.push(row);
    return found.sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  };
  const all = async () =>
    (await texts()).map(({ caseId, text }) => ({
      ...{ caseId, grounds: patternRowIn(text)!.one.grounds, visibleTo: visibleInRow(text) },
    }));
  const grounds = async () => (await all()).map((row) => row.grounds.length);
  return { prefix, connection, rows, written, take, texts, all, grounds, beforeStored, afterRebuild, onRemoved };
}

test('a row follows its case, whatever is told twice or late', async () => {
  const { take, all } = await begin();
  for (const seq of [1, 2, 3, 2, 1]) await take(seq);
  expect(await all()).toEqual([{ caseId: CASE, grounds: ['3-1', '3-3', '3-4'], visibleTo: ['吉0104', '吉01'] }]);
});

test('entries that several processes take at once leave the newest row', async () => {
  const first = await begin();
  const second = await begin([], first.prefix);
  await Promise.all([first.take(1), second.take(3), first.take(2), second.take(1), first.take(5), second.take(2)]);
  expect(await first.grounds()).toEqual([4]);
});

test('of entries taken at once the row still knows how each left the case', async () => {
  const { take, texts } = await begin();
  await take(5, { after: 0 });
  const [{ text } = { text: '' }] = await texts();
  const asOf = SEQS.map((seq) => countedRowIn(CASE, text, instant(seq)));
  expect(asOf.map((row) => row?.collaboration.grounds.length)).toEqual([1, 2, 3, 3, 4]);
  expect(asOf.every((row) => row?.complete)).toBe(true);
});

test('a case that no deciding court has received takes no row until it is received', async () => {
  const { take, grounds } = await begin();
  await take(1, { receivedOn: null });
  await take(2, { receivedOn: null });
  expect(await grounds()).toEqual([]);
  await take(3);
  expect(await grounds()).toEqual([3]);
});

test('an entry that changes nothing of a row writes none', async () => {
  const { take, onRemoved, grounds } = await begin();
  await take(3);
  await onRemoved(CASE, 0);
  await take(4);
  expect(await grounds()).toEqual([]);
});

test('cases that were there before get their rows, those with texts beside them too, others none', async () => {
  const { all } = await begin([
    document(2),
    { ...document(1, { _id: 'large' }), packed: true },
    document(1, { _id: 'unreceived', receivedOn: null }),
  ]);
  expect((await all()).map(({ caseId, grounds }) => [caseId, grounds.length])).toEqual([
    [CASE, 2],
    ['large', 3],
  ]);
});

test('what is read while rows are made for the first time is no older than an entry that came meanwhile', async () => {
  const { take, grounds } = await begin([document(2)]);
  await take(3);
  expect(await grounds()).toEqual([3]);
});

test('an entry after one that another release took makes the row anew, and it says how far back it knows', async () => {
  const { take, written, beforeStored, texts } = await begin();
  await take(1);
  // Entries 2 and 3 came while a release without rows ran.
  await beforeStored(written(4, { since: 4 }), document(3));
  const [{ text } = { text: '' }] = await texts();
  expect(patternRowIn(text)?.one.grounds).toHaveLength(3);
  expect([3, 4].map((seq) => countedRowIn(CASE, text, instant(seq))?.complete)).toEqual([false, true]);
});

test('rows that did not follow while another release kept its own are made anew, and the others are gone', async () => {
  const { take, grounds, connection, prefix, rows } = await begin();
  await take(1);
  expect(await grounds()).toEqual([1]);
  await rows.close();
  const db = connection.db!;
  await db.collection<{ _id: string }>('built').insertMany([{ _id: 'patterns_1' }, { _id: 'another_one' }]);
  await db.collection<{ _id: string }>('patterns_1').insertOne({ _id: CASE });
  const later = await begin([document(3)], prefix);
  expect(await later.grounds()).toEqual([3]);
  expect(await db.collection('patterns_1').countDocuments({})).toBe(0);
  const built = (await db.collection('built').find({}).toArray()).map(({ _id }) => String(_id));
  expect(built.sort()).toEqual(['another_one', 'case_rows_1']);
});

test('a row goes back with a ledger restored from before', async () => {
  const { take, grounds, written, onRemoved, afterRebuild } = await begin();
  await take(5);
  await onRemoved(CASE, 3);
  expect(await grounds()).toEqual([]);
  await afterRebuild(written(3));
  expect(await grounds()).toEqual([3]);
});

test('a row of entries that the ledger still has stays', async () => {
  const { take, grounds, onRemoved } = await begin();
  await take(3);
  await onRemoved(CASE, 3);
  expect(await grounds()).toEqual([3]);
});

test('the rows of some cases are read alone', async () => {
  const { rows, grounds } = await begin([document(1), document(2, { _id: 'other' })]);
  expect(await grounds()).toHaveLength(2);
  const found = [];
  for await (const { caseId } of rows.of(['other', 'unknown'])) found.push(caseId);
  expect(found).toEqual(['other']);
});
