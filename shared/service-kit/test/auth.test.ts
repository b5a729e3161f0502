import { generateKeyPair, UnsecuredJWT } from 'jose';
import { z } from 'zod';
import {
  createAuthenticator,
  createHttpApp,
  createHttpClient,
  createLogger,
  createServiceTokens,
  defineRoute,
  listen,
  type Listening,
  type ProblemBody,
} from '../src';
import { createTestIssuer, type TestIssuer } from './support/issuer';

const person = { sub: 'a-1', name: '王某', court: '吉0104', roles: ['handler', 'bureauDirector'] };
const echo = z.object({ caller: z.unknown() });

let issuer: TestIssuer;
let server: Listening;

beforeAll(async () => {
  issuer = await createTestIssuer();
  await issuer.start();
  server = await serve(issuer.url);
});
afterAll(async () => {
  await server.close();
  await issuer.close();
});

function serve(url: string): Promise<Listening> {
  const { app } = createHttpApp({
    service: 'test',
    title: '测试',
    version: '1',
    logger: createLogger('test', 'silent'),
    authenticator: createAuthenticator({ issuer: url, timeoutMs: 1_000, clockToleranceS: 30 }),
    routes: (['user', 'service', 'user-or-service'] as const).map((security) =>
      defineRoute({
        method: 'post',
        path: `/${security}`,
        operationId: security,
        summary: '谁在调用',
        security,
        body: z.object({ x: z.number() }),
        responses: { 200: echo },
        handler: ({ user }) => ({ status: 200, body: { caller: user } }),
      }),
    ),
  });
  return listen(app, { host: '127.0.0.1', port: 0 });
}

function call(path: string, authorization?: string, base = server.url) {
  return fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: '{"x":1}',
  });
}

test.each(['RS256', 'ES256'] as const)('a person is known by a token signed with %s', async (alg) => {
  const response = await call('/user', `Bearer ${await issuer.sign(person, { alg })}`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ caller: { kind: 'user', ...person } });
});

test('a service is known by its client, and is no person', async () => {
  const token = `Bearer ${await issuer.sign({ sub: 'intake', client_id: 'intake', scope: 'service' })}`;
  expect(await (await call('/service', token)).json()).toEqual({ caller: { kind: 'service', clientId: 'intake' } });
  expect((await call('/user-or-service', token)).status).toBe(200);
  expect((await call('/user', token)).status).toBe(403);
  expect((await call('/service', `Bearer ${await issuer.sign(person)}`)).status).toBe(403);
});

const seconds = () => Math.floor(Date.now() / 1000);
const without = (key: keyof typeof person) => ({ ...person, [key]: undefined });

test.each<[string, () => Promise<string | undefined>]>([
  ['no token', async () => undefined],
  ['another scheme', async () => 'Basic eHh4OnltbQ=='],
  ['not a token', async () => 'Bearer abc'],
  ['expired', async () => `Bearer ${await issuer.sign({ ...person, exp: seconds() - 60 })}`],
  ['not yet valid', async () => `Bearer ${await issuer.sign({ ...person, nbf: seconds() + 600 })}`],
  ['without end', async () => `Bearer ${await issuer.sign({ ...person, exp: undefined })}`],
  ['for another audience', async () => `Bearer ${await issuer.sign({ ...person, aud: 'xiezhi-console' })}`],
  ['from another issuer', async () => `Bearer ${await issuer.sign({ ...person, iss: 'http://127.0.0.1:9' })}`],
  ['unsigned (alg none)', async () => `Bearer ${unsigned()}`],
  ['changed afterwards', async () => `Bearer ${tampered(await issuer.sign(person))}`],
  ['signed by a stranger', async () => `Bearer ${await issuer.sign(person, { key: await strangersKey() })}`],
  ['with an unknown key id', async () => `Bearer ${await issuer.sign(person, { kid: 'none' })}`],
  ['without a name', async () => `Bearer ${await issuer.sign(without('name'))}`],
  ['without a court', async () => `Bearer ${await issuer.sign(without('court'))}`],
  ['without roles', async () => `Bearer ${await issuer.sign(without('roles'))}`],
  ['with a court that is none', async () => `Bearer ${await issuer.sign({ ...person, court: 'jl0104' })}`],
  [
    "a person's, with the scope of services",
    async () => `Bearer ${await issuer.sign({ ...person, client_id: 'xiezhi-cli', scope: 'openid service' })}`,
  ],
])('a token is refused: %s', async (_name, header) => {
  const response = await call('/user-or-service', await header());
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="xiezhi"/);
  const problem = (await response.json()) as ProblemBody;
  expect(problem.code).toBe('UNAUTHENTICATED');
  expect(problem.detail).toMatch(/\p{Script=Han}/u);
});

function unsigned(): string {
  return new UnsecuredJWT({ ...person })
    .setIssuer(issuer.url)
    .setAudience('urn:xiezhi:api')
    .setExpirationTime('5m')
    .encode();
}

function tampered(token: string): string {
  const [header, , signature] = token.split('.');
  const payload = { ...person, court: '吉', iss: issuer.url, aud: 'urn:xiezhi:api', exp: seconds() + 300 };
  return [header, Buffer.from(JSON.stringify(payload)).toString('base64url'), signature].join('.');
}

async function strangersKey() {
  return (await generateKeyPair('ES256')).privateKey;
}

test('a token in the address is not looked at', async () => {
  const token = await issuer.sign(person);
  for (const name of ['token', 'access_token']) expect((await call(`/user?${name}=${token}`)).status).toBe(401);
});

test('who is not signed in is told so before what he sent is looked at', async () => {
  const response = await fetch(`${server.url}/user`, { method: 'POST', body: '{' });
  expect(response.status).toBe(401);
});

test('an issuer that is away at the start is 503 until it is there', async () => {
  const late = await createTestIssuer();
  await late.start();
  const { port } = late;
  const token = `Bearer ${await late.sign(person)}`;
  await late.close();
  const own = await serve(late.url);
  const response = await call('/user', token, own.url);
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  await late.start(port);
  expect((await call('/user', token, own.url)).status).toBe(200);
  await late.close();
  expect((await call('/user', token, own.url)).status).toBe(200);
  await own.close();
});

test('keys are fetched once, and a new one is found', async () => {
  const own = await createTestIssuer();
  await own.start();
  const authenticator = createAuthenticator({ issuer: own.url, clockToleranceS: 30 });
  await Promise.all([own.sign(person), own.sign(person)].map(async (token) => authenticator.verify(await token)));
  expect(own.requests.get('/jwks')).toBe(1);
  expect(own.requests.get('/.well-known/openid-configuration')).toBe(1);
  await own.close();
});

describe('the token of a service', () => {
  const settings = () => ({ OIDC_ISSUER: issuer.url, SERVICE_CLIENT_ID: 'intake', SERVICE_CLIENT_SECRET: 'a b' });

  test('is fetched once while it lasts, and again when it is to end', async () => {
    const tokens = createServiceTokens(settings());
    const [first, second] = await Promise.all([tokens.token(), tokens.token()]);
    expect(first).toBe(second);
    expect(await tokens.token()).toBe(first);
    tokens.renew();
    expect(await tokens.token()).not.toBe(first);
  });

  test('is accepted by a neighbour', async () => {
    const http = createHttpClient({ tokens: createServiceTokens(settings()) });
    expect(await http.postJson(`${server.url}/service`, { x: 1 }, echo)).toEqual({
      caller: { kind: 'service', clientId: 'intake' },
    });
  });

  test('cannot be had with a wrong secret: that is an outage for the person who asked', async () => {
    const tokens = createServiceTokens({ ...settings(), SERVICE_CLIENT_SECRET: 'x' });
    await expect(tokens.token()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('a call to a neighbour', () => {
  test("passes on the neighbour's refusal", async () => {
    const http = createHttpClient({
      tokens: createServiceTokens({
        OIDC_ISSUER: issuer.url,
        SERVICE_CLIENT_ID: 'intake',
        SERVICE_CLIENT_SECRET: 'a b',
      }),
    });
    await expect(http.postJson(`${server.url}/service`, { x: '1' }, echo)).rejects.toMatchObject({
      code: 'VALIDATION',
      errors: [{ path: 'x', message: '应为数字' }],
    });
    await expect(http.postJson(`${server.url}/user`, { x: 1 }, echo)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is UNAVAILABLE without an answer, and when the caller is not known there', async () => {
    const http = createHttpClient();
    await expect(http.getJson('http://127.0.0.1:9/x?name=secret', echo)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(http.postJson(`${server.url}/service`, { x: 1 }, echo)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
