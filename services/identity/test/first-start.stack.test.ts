import { startStack, type Stack } from '@xiezhi/infra';
import { AuditTrail, connectDatabase, createLogger } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountAudit, AuditRecord } from '../src/accounts/audit';
import { makeFirstAccounts } from '../src/accounts/first-start';
import { Lockout } from '../src/accounts/lockout';
import { verifyPassword } from '../src/accounts/password';
import { AccountStore } from '../src/accounts/store';
import { installationKeys } from '../src/provider/keys';
import type { FirstAccount } from './support/installation';

const logger = createLogger('identity', 'silent');
let stack: Stack;
let stackFolder: string;
let dataFolder: string;
let connection: Connection;
let number = 0;

beforeAll(async () => {
  stackFolder = await mkdtemp(join(tmpdir(), 'xiezhi-identity-'));
  stack = await startStack({ dataDir: stackFolder, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
});

afterAll(async () => {
  await stack.discard();
  await rm(stackFolder, { recursive: true, force: true });
});

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'xiezhi-identity-'));
  const settings = { MONGODB_URI: stack.urls.mongodb, XIEZHI_DB_PREFIX: `first${++number}` };
  connection = await connectDatabase(settings, 'identity', logger);
});

afterEach(async () => {
  await connection.close();
  await rm(dataFolder, { recursive: true, force: true });
});

async function store(): Promise<AccountStore> {
  const audit = new AuditTrail<AuditRecord>(connection);
  await audit.prepare({ keyed: true });
  return new AccountStore(connection, audit);
}

const make = async (demo: boolean, accounts?: AccountStore) =>
  makeFirstAccounts({ dataFolder, demo }, accounts ?? (await store()), connection, logger);

const read = async (name: string) => JSON.parse(await readFile(join(dataFolder, name), 'utf8')) as FirstAccount[];

async function expectKnownPasswords(people: FirstAccount[]): Promise<void> {
  const accounts = await store();
  await Promise.all(
    people.map(async ({ username, password, roles, court }) => {
      const account = await accounts.find(username);
      expect(account).toMatchObject({ roles, court });
      expect(await verifyPassword(account!.passwordHash, password)).toBe(true);
      expect(account!.passwordHash).toMatch(account!.demo ? /^scrypt\$1024\$/ : /^scrypt\$32768\$/);
    }),
  );
  expect(await connection.db!.collection('accounts').countDocuments()).toBe(people.length);
}

test('three administrators, each with a password only the owner of the folder can read', async () => {
  await make(false);
  const people = await read('first-accounts.json');
  expect(people.map(({ username, roles }) => [username, ...roles])).toEqual([
    ['sysadmin', 'systemAdmin'],
    ['secadmin', 'securityAdmin'],
    ['auditadmin', 'auditAdmin'],
  ]);
  expect((await stat(join(dataFolder, 'first-accounts.json'))).mode & 0o777).toBe(0o600);
  await expect(read('demo-accounts.json')).rejects.toThrow('ENOENT');
  await expectKnownPasswords(people);
});

test('a crash after any account leaves no password unknown', async () => {
  const accounts = await store();
  let made = 0;
  const dying = Object.assign(Object.create(accounts) as AccountStore, {
    create: (...args: Parameters<AccountStore['create']>) => {
      if (made++ >= 4) throw new Error('killed');
      return accounts.create(...args);
    },
  });
  await expect(make(true, dying)).rejects.toThrow('killed');
  const before = [...(await read('first-accounts.json')), ...(await read('demo-accounts.json'))];
  await make(true);
  expect([...(await read('first-accounts.json')), ...(await read('demo-accounts.json'))]).toEqual(before);
  await expectKnownPasswords(before);
});

test('two processes at the first start agree on passwords and keys', async () => {
  await Promise.all([make(true), make(true)]);
  await expectKnownPasswords([...(await read('first-accounts.json')), ...(await read('demo-accounts.json'))]);
  const [one, other] = await Promise.all([installationKeys(connection), installationKeys(connection)]);
  expect(one).toEqual(other);
  expect(await installationKeys(connection)).toEqual(one);
});

test('later starts make nothing: an account that was removed stays removed', async () => {
  await make(false);
  await connection.db!.collection<{ _id: string }>('accounts').deleteOne({ _id: 'auditadmin' });
  await make(true);
  expect(await connection.db!.collection('accounts').countDocuments()).toBe(2);
});

test('a damaged file stops the start without showing what is in it', async () => {
  await writeFile(join(dataFolder, 'first-accounts.json'), '[{"username":"sysadmin","password":"Secret-1');
  const failure = await make(false).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  expect(failure?.message).toContain('已损坏');
  expect(`${failure?.stack} ${String(failure?.cause)}`).not.toContain('Secret-1');
});

test('an audit record left behind by a crash is moved at the next start, once', async () => {
  const accounts = await store();
  const dying = new AccountStore(connection, {
    append: () => Promise.reject(new Error('killed')),
  } as unknown as AccountAudit);
  const account = { username: 'left', name: '某', court: '吉', roles: [], passwordHash: 'scrypt' };
  await expect(dying.create(account, 'sysadmin')).rejects.toThrow('killed');
  await accounts.prepare();
  await accounts.prepare();
  const trail = await new AuditTrail<AuditRecord>(connection).read(1, 10);
  expect(trail).toMatchObject([{ seq: 1, kind: 'ACCOUNT_CREATED', account: 'left' }]);
  expect((await accounts.find('left'))?.outbox).toEqual([]);
});

test('a lock ends after thirty minutes, and so does a failure’s weight', async () => {
  let now = Date.parse('2026-03-02T09:00:00+08:00');
  const minutes = (count: number) => (now += count * 60_000);
  const lockout = new Lockout(connection, () => now);
  for (let failure = 1; failure <= 4; failure++) expect(await lockout.fail('someone')).toBeUndefined();
  const until = await lockout.fail('someone');
  expect(until).toBe(now + 30 * 60_000);
  minutes(29.9);
  expect(await lockout.lockedUntil('someone')).toBe(until);
  expect(await lockout.lockedAmong(['someone', 'other'])).toEqual(new Map([['someone', until]]));
  minutes(0.1);
  expect(await lockout.lockedUntil('someone')).toBeUndefined();
  expect(await lockout.fail('someone')).toBeUndefined();
  minutes(31);
  for (let failure = 1; failure <= 4; failure++) expect(await lockout.fail('someone')).toBeUndefined();
});
