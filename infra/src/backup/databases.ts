import { MARKS_OF_WHOLE, READ_MODELS } from '@xiezhi/contracts/installation';
import { BSON, MongoClient, MongoServerSelectionError, type Db, type Document } from 'mongodb';
import { Failure } from '../../bootstrap/failure.mjs';
import type { LedgerEntry } from './ledger';

/** The ledger comes last: whatever is derived from it is then behind what the backup holds of it, and never ahead. */
const ORDER = ['identity', 'command_center', 'intake', 'notification', 'decision'];
const LAST = 'ledger';

/** Who is signed in is nobody's business after a restore. */
const isPassing = (database: string, collection: string) =>
  database === 'console' || (database === 'identity' && collection.startsWith('oidc_'));

/** A collection by its service's part of the database's name. */
export interface Kept {
  database: string;
  collection: string;
}

const MARKS: ReadonlySet<string> = new Set(MARKS_OF_WHOLE);
const DOCUMENTS: ReadonlySet<string> = new Set(Object.values(READ_MODELS));

/**
 * Within a database, what a read model keeps beside a document comes after it: it is written before the document, so that no
 * document in the backup, which nobody writes again, tells of something that the backup lacks. What is newer than the document
 * is written again with its entry. So too with what says that others are whole.
 */
function place(collection: string): number {
  if (MARKS.has(collection)) return 0;
  return DOCUMENTS.has(collection) ? 1 : 2;
}

const rank = ({ database, collection }: Kept) => {
  if (database !== LAST) return ORDER.includes(database) ? ORDER.indexOf(database) : ORDER.length;
  return ORDER.length + (collection === LAST ? 2 : 1);
};

export const isLedger = ({ database, collection }: Kept) => database === LAST && collection === LAST;

export const fileOf = ({ database, collection }: Kept) =>
  `databases/${database}/${encodeURIComponent(collection)}.jsonl.gz`;

export function keptIn(path: string): Kept | undefined {
  const [, database, collection] = /^databases\/([^/]+)\/([^/]+)\.jsonl\.gz$/.exec(path) ?? [];
  return database && collection ? { database, collection: decodeURIComponent(collection) } : undefined;
}

export async function databasesOf(client: MongoClient, prefix: string): Promise<string[]> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  return databases.map(({ name }) => name).filter((name) => name.startsWith(`${prefix}_`));
}

/** Everything an installation keeps in its database, in the order in which to write it down. */
export async function collectionsOf(client: MongoClient, prefix: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const name of await databasesOf(client, prefix)) {
    const database = name.slice(prefix.length + 1);
    for (const { name: collection } of await client.db(name).listCollections({}, { nameOnly: true }).toArray()) {
      if (!collection.startsWith('system.') && !isPassing(database, collection)) kept.push({ database, collection });
    }
  }
  return inOrder(kept);
}

/** The order in which to write collections down. */
export function inOrder(kept: readonly Kept[]): Kept[] {
  return [...kept].sort(
    (a, b) => rank(a) - rank(b) || place(a.collection) - place(b.collection) || fileOf(a).localeCompare(fileOf(b)),
  );
}

/** @throws Failure when it does not answer */
export async function connectTo(uri: string): Promise<MongoClient> {
  try {
    return await MongoClient.connect(uri, { serverSelectionTimeoutMS: 10_000 });
  } catch (error) {
    if (!(error instanceof MongoServerSelectionError)) throw error;
    throw new Failure(
      '数据库没有应答：请确认它正在运行，地址（MONGODB_URI）正确。',
      'The database does not answer: make sure that it runs and that its address (MONGODB_URI) is right.',
      error.message,
    );
  }
}

const READ_AT_ONCE = 200;
const WRITE_AT_ONCE = 200;
const CASES_AT_ONCE = 100;

/** Documents with their exact types, a line each. */
export async function* documentLines(db: Db, collection: string, onLine: () => void): AsyncGenerator<string> {
  for await (const document of db.collection(collection).find({}).batchSize(READ_AT_ONCE)) {
    onLine();
    yield BSON.EJSON.stringify(document, { relaxed: false });
  }
}

/** The ledger's entries by case and number, so that of each case there is an unbroken beginning, whatever is appended meanwhile. */
export async function* ledgerEntries(db: Db): AsyncGenerator<LedgerEntry> {
  const ledger = db.collection<LedgerEntry & { _id: string }>(LAST);
  for (let after = ''; ;) {
    const first = await ledger
      .find({ seq: 1, caseId: { $gt: after } }, { projection: { caseId: 1 } })
      .sort({ caseId: 1 })
      .limit(CASES_AT_ONCE)
      .toArray();
    const caseIds = first.map(({ caseId }) => caseId);
    const last = caseIds.at(-1);
    if (last === undefined) return;
    const entries = ledger.find({ caseId: { $in: caseIds } }).sort({ caseId: 1, seq: 1 });
    for await (const { _id, ...entry } of entries) yield entry;
    after = last;
  }
}

async function insert(db: Db, collection: string, documents: Document[]): Promise<void> {
  if (documents.length > 0) await db.collection(collection).insertMany(documents, { ordered: false });
}

/** Puts documents into an empty collection. Returns how many there are afterwards. */
export async function fill(
  db: Db,
  collection: string,
  documents: AsyncIterable<Document>,
  onDocument: () => void,
): Promise<number> {
  let waiting: Document[] = [];
  for await (const document of documents) {
    waiting.push(document);
    onDocument();
    if (waiting.length < WRITE_AT_ONCE) continue;
    await insert(db, collection, waiting);
    waiting = [];
  }
  await insert(db, collection, waiting);
  return db.collection(collection).countDocuments({});
}

export const parseDocument = (line: string): Document => BSON.EJSON.parse(line, { relaxed: false }) as Document;
