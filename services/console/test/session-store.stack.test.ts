import { startStack, type Stack } from '@xiezhi/infra';
import { connectDatabase, createLogger } from '@xiezhi/service-kit';
import type { PersonUser } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomId, sha256 } from '../src/session/seal';
import { ABSOLUTE_MS, IDLE_MS, SessionStore } from '../src/session/store';

const person: PersonUser = { kind: 'user', sub: 'yu', name: '于某', court: '吉0104', roles: ['handler'] };
const tokens = {
  accessToken: 'access-secret',
  accessExpiresAt: 5,
  refreshToken: 'refresh-secret',
};

let dataDir: string;
let stack: Stack;
let connection: Connection;
let store: SessionStore;
let now: number;

interface Stored {
  _id: string;
  sealed: string;
}
const stored = () => connection.db!.collection<Stored>('sessions');

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'xiezhi-sessions-'));
  stack = await startStack({ dataDir, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
  const settings = { MONGODB_URI: stack.urls.mongodb, XIEZHI_DB_PREFIX: 'test' };
  connection = await connectDatabase(settings, 'console', createLogger('test', 'silent'));
});
afterAll(async () => {
  await connection?.close();
  await stack?.discard();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  now = Date.now();
  store = new SessionStore(connection, () => now);
  await store.prepare();
});

test('a session is found by its id, and by nothing else', async () => {
  const session = await store.create(person, tokens);
  expect(await store.read(session.id)).toEqual(session);
  expect(Buffer.from(session.id, 'base64url')).toHaveLength(32);
  for (const wrong of [undefined, '', randomId(), sha256(session.id), session.id.slice(1), '$ne', `${session.id}x`]) {
    expect(await store.read(wrong)).toBeUndefined();
  }
});

test('the database gives neither ids nor tokens away', async () => {
  const session = await store.create(person, tokens);
  const everything = JSON.stringify(await stored().find().toArray());
  for (const secret of [session.id, session.csrf, 'access-secret', 'refresh-secret', '于某']) {
    expect(everything).not.toContain(secret);
  }
});

test('fifteen idle minutes end it, every visit begins them anew', async () => {
  const { id } = await store.create(person, tokens);
  now += IDLE_MS - 1;
  expect(await store.read(id)).toBeDefined();
  now += IDLE_MS - 1;
  expect(await store.read(id)).toBeDefined();
  now += IDLE_MS;
  expect(await store.read(id)).toBeUndefined();
  now -= IDLE_MS;
  expect(await store.read(id)).toBeUndefined();
});

test('eight hours end it, however busy it is', async () => {
  const { id } = await store.create(person, tokens);
  const end = now + ABSOLUTE_MS;
  while (now + IDLE_MS / 2 < end) {
    now += IDLE_MS / 2;
    expect(await store.read(id)).toBeDefined();
  }
  now = end;
  expect(await store.read(id)).toBeUndefined();
});

test('a changed or exchanged record is no session', async () => {
  const mine = await store.create(person, tokens);
  const other = await store.create({ ...person, sub: 'director', roles: ['bureauDirector'] }, tokens);
  const theirs = await stored().findOne({ _id: sha256(other.id) });
  await stored().updateOne({ _id: sha256(mine.id) }, { $set: { sealed: theirs!.sealed } });
  expect(await store.read(mine.id)).toBeUndefined();

  const bytes = Buffer.from(theirs!.sealed, 'base64url');
  bytes[20] = bytes[20]! ^ 1;
  await stored().updateOne({ _id: sha256(other.id) }, { $set: { sealed: bytes.toString('base64url') } });
  expect(await store.read(other.id)).toBeUndefined();
});

test('renewed tokens replace the old ones; a session that has ended is not brought back by them', async () => {
  const session = await store.create(person, tokens);
  const renewed = await store.renew(session, person, { ...tokens, accessToken: 'second' });
  expect(renewed).toMatchObject({ id: session.id, csrf: session.csrf });
  expect((await store.read(session.id))?.tokens.accessToken).toBe('second');
  await store.end(session.id);
  await store.renew(session, person, tokens);
  expect(await store.read(session.id)).toBeUndefined();
});
