import { startStack, type Stack } from '@xiezhi/infra';
import { connectDatabase, createLogger } from '@xiezhi/service-kit';
import type { Request } from 'express';
import type { Connection } from 'mongoose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleConfig } from '../src/config';
import { createCookies } from '../src/session/cookies';
import { RENEWAL_MS, SessionStore, type Session } from '../src/session/store';
import { SignInClient } from '../src/sign-in/oidc';
import { SignIn } from '../src/sign-in/routes';
import { PERSON, startStrictProvider, type StrictProvider } from './support/provider';

const silent = createLogger('test', 'silent');
const CLIENT = 'xiezhi-console';

let dataDir: string;
let stack: Stack;
let provider: StrictProvider;
const connections: Connection[] = [];

/** Two consoles as two processes would be: nothing in common but the database and the provider. */
let consoles: { signIn: SignIn; sessions: SessionStore; client: SignInClient }[];
let ended: string[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'xiezhi-renewal-'));
  stack = await startStack({ dataDir, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
  provider = await startStrictProvider(CLIENT);
  const config = consoleConfig({
    ...stack.env,
    PORT: '0',
    OIDC_ISSUER: provider.url,
    CONSOLE_CLIENT_SECRET: 'a-secret-of-the-console',
    XIEZHI_DB_PREFIX: 'test',
  });
  consoles = [];
  for (let n = 0; n < 2; n += 1) {
    const connection = await connectDatabase(config, 'console', silent);
    connections.push(connection);
    const sessions = new SessionStore(connection);
    const client = new SignInClient(config);
    const cookies = createCookies(config.CONSOLE_URL);
    const onEnd = (id: string) => void ended.push(id);
    const signIn = new SignIn({ config, client, sessions, cookies, logger: silent, languageOf: () => 'zh', onEnd });
    consoles.push({ signIn, sessions, client });
  }
});
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await provider?.close();
  await stack?.discard();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  ended = [];
  Object.assign(provider, { ahead: 0, slow: 0, renewed: 0, reused: false });
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const runOut = (): Promise<Session> =>
  consoles[0]!.sessions.create(
    { kind: 'user', ...PERSON },
    { accessToken: 'run-out', accessExpiresAt: Date.now() - 1, refreshToken: provider.issue() },
  );

/** A request with this session's cookie, under the name that an installation without TLS gives it. */
const from = ({ id }: Session): Request => {
  const { port } = new URL(stack.env['CONSOLE_URL']!);
  const headers = { cookie: `xiezhi-console-${port || '80'}-session=${id}` };
  return { get: (name: string) => headers[name as 'cookie'] } as Partial<Request> as Request;
};

describe.each([
  ['one console', [0, 0]],
  ['two consoles', [0, 1]],
])('requests that find a token run out, at %s', (_name, [first, second]) => {
  test.each(Array.from({ length: 26 }, (_, offset) => offset))(
    'the second %i ms after the first: both are served, one renews',
    async (offset) => {
      const session = await runOut();
      provider.slow = offset % 5;
      const one = consoles[first!]!.signIn.session(from(session));
      await wait(offset);
      const other = consoles[second!]!.signIn.session(from(session));
      const served = await Promise.all([one, other]);
      const tokens = new Set(served.map((found) => found?.tokens.accessToken));
      expect(tokens.size).toBe(1);
      expect([...tokens][0]).toMatch(/^eyJ/);
      expect(provider).toMatchObject({ renewed: 1, reused: false });
      expect(ended).toEqual([]);
    },
  );
});

test('a crowd at both consoles renews once', async () => {
  const session = await runOut();
  provider.slow = 60;
  const served = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      await wait((n * 7) % 90);
      return consoles[n % 2]!.signIn.session(from(session), n % 3 === 0);
    }),
  );
  expect(new Set(served.map((found) => found?.tokens.accessToken)).size).toBe(1);
  expect(provider).toMatchObject({ renewed: 1, reused: false });
});

test('a console that died while it renewed is not waited for beyond its time', async () => {
  const session = await runOut();
  const past = new SessionStore(connections[1]!, () => Date.now() - RENEWAL_MS - 1);
  expect(await past.claimRenewal(session.id)).toBe(true);
  expect((await consoles[0]!.signIn.session(from(session)))?.tokens.accessToken).toMatch(/^eyJ/);
});

test('of all who ask for the right to renew one has it, until it has renewed', async () => {
  const session = await runOut();
  const [a, b] = consoles.map(({ sessions }) => sessions);
  const claims = await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 ? a! : b!).claimRenewal(session.id)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  await a!.renew(session, session.person, session.tokens);
  expect(await b!.claimRenewal(session.id)).toBe(true);
  await b!.releaseRenewal(session.id);
  expect(await a!.claimRenewal(session.id)).toBe(true);
});

test('refused by the provider the session ends, unless somebody was faster', async () => {
  const revoked = await runOut();
  await consoles[0]!.sessions.renew(revoked, revoked.person, { ...revoked.tokens, refreshToken: 'revoked' });
  expect(await consoles[0]!.signIn.session(from(revoked))).toBeUndefined();
  expect(ended).toEqual([revoked.id]);
  expect(await consoles[1]!.sessions.read(revoked.id)).toBeUndefined();

  const overtaken = await runOut();
  await consoles[0]!.sessions.renew(overtaken, overtaken.person, { ...overtaken.tokens, refreshToken: 'used' });
  provider.slow = 400;
  const waiting = consoles[0]!.signIn.session(from(overtaken));
  await wait(150);
  const newer = { accessToken: 'newer', accessExpiresAt: Date.now() + 300_000, refreshToken: provider.issue() };
  await consoles[1]!.sessions.renew(overtaken, overtaken.person, newer);
  expect((await waiting)?.tokens.accessToken).toBe('newer');
});

describe('a provider whose clock is ahead', () => {
  const comeBack = async () => {
    const { client } = consoles[0]!;
    const { url, pending } = await client.begin('/', 'zh');
    const nonce = url.searchParams.get('nonce')!;
    return client.finish(`?code=${nonce}&state=${pending.state}`, pending);
  };

  test.each([-20, 8, 20])('by %i s signs people in', async (ahead) => {
    provider.ahead = ahead;
    expect((await comeBack()).person).toMatchObject(PERSON);
  });

  test.each([120, -600])('by %i s: it is the time that is told, not the person', async (ahead) => {
    provider.ahead = ahead;
    await expect(comeBack()).rejects.toMatchObject({ code: 'UNAVAILABLE', detail: expect.stringContaining('时间') });
  });

  test('a session whose renewal it spoils goes on once the clocks agree', async () => {
    const session = await runOut();
    provider.ahead = 3_600;
    for (let n = 0; n < 2; n += 1) {
      await expect(consoles[n]!.signIn.session(from(session))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    }
    provider.ahead = 0;
    expect((await consoles[0]!.signIn.session(from(session)))?.tokens.accessToken).toMatch(/^eyJ/);
    expect(provider.reused).toBe(false);
    expect(ended).toEqual([]);
  });
});
