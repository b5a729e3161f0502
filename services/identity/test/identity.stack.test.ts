import { signIn } from '@xiezhi/client';
import { createAuthenticator, createServiceTokens } from '@xiezhi/service-kit';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestBrowser } from './support/browser';
import { TestInstallation } from './support/installation';

const NEW_PASSWORD = 'Zhixing-2018-xietong';

let house: TestInstallation;
let admin: { system: string; security: string };

beforeAll(async () => {
  house = await TestInstallation.start();
  const [system, security] = await Promise.all(['sysadmin', 'secadmin'].map((name) => house.adminToken(name)));
  admin = { system: system!, security: security! };
});

afterAll(() => house.stop());

const verifier = () => createAuthenticator({ issuer: house.issuer, clockToleranceS: 5 });

describe('sign-in of people', () => {
  test('by code and PKCE to a token that every service can verify', async () => {
    const password = house.passwordOf('jl0104-handler');
    const { accessToken, expiresAt, claims } = await signIn({
      issuer: house.issuer,
      username: ' JL0104-Handler',
      password,
    });
    expect(claims).toEqual({ sub: 'jl0104-handler', name: '于某', court: '吉0104', roles: ['handler'] });
    expect(await verifier().verify(accessToken)).toEqual({ kind: 'user', ...claims });
    const minutes = (expiresAt - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThanOrEqual(60);
    expect(await house.call(accessToken, 'GET', '/me')).toMatchObject({
      status: 200,
      body: { username: 'jl0104-handler', courtName: expect.stringContaining('法院') },
    });
  });

  test('a wrong password and an unknown name get the same answer', async () => {
    expect(await house.refusalOf('jl0105-handler', 'not this one')).toBe('WRONG_PASSWORD');
    expect(await house.refusalOf('nobody-at-all', 'not this one')).toBe('WRONG_PASSWORD');
    expect(await house.refusalOf('$where', 'not this one')).toBe('WRONG_PASSWORD');
  });

  test.each(['somebody', 'nobody'])(
    'five failures lock %s, also for the right password and when sent at once',
    async (who) => {
      const account =
        who === 'somebody' ? await house.newAccount(['handler']) : { username: 'not-there', password: 'x' };
      const codes = await Promise.all(Array.from({ length: 7 }, () => house.refusalOf(account.username, 'wrong')));
      expect(codes.sort()).toEqual(['LOCKED', 'LOCKED', 'LOCKED', ...Array<string>(4).fill('WRONG_PASSWORD')]);
      expect(await house.refusalOf(account.username, account.password)).toBe('LOCKED');
      const listed = await house.call(admin.security, 'GET', '/accounts?limit=200');
      const locked = listed.body.accounts.find((one: { username: string }) => one.username === account.username);
      expect(locked?.lockedUntil ?? null).toEqual(who === 'somebody' ? expect.any(String) : null);
    },
  );

  test('a success forgets the failures before it', async () => {
    const { username, password } = await house.newAccount(['handler']);
    for (let round = 0; round < 2; round++) {
      for (let failure = 0; failure < 4; failure++)
        expect(await house.refusalOf(username, 'wrong')).toBe('WRONG_PASSWORD');
      await house.tokenOf(username, password);
    }
  });

  test('a disabled account stays out at once, and returns when it is enabled', async () => {
    const { username, password } = await house.newAccount(['handler']);
    const token = await house.tokenOf(username, password);
    expect((await house.call(admin.security, 'POST', `/accounts/${username}/disable`)).body.disabled).toBe(true);
    expect(await house.refusalOf(username, password)).toBe('DISABLED');
    expect(await house.refusalOf(username, 'wrong')).toBe('WRONG_PASSWORD');
    expect(await house.call(token, 'GET', '/me')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect((await house.call(admin.security, 'POST', `/accounts/${username}/enable`)).body.disabled).toBe(false);
    await house.tokenOf(username, password);
  });

  test('new roles stand in the next token', async () => {
    const { username, password } = await house.newAccount(['handler']);
    await house.call(admin.security, 'PUT', `/accounts/${username}/roles`, { roles: ['fieldOfficer', 'handler'] });
    expect((await verifier().verify(await house.tokenOf(username, password))) as object).toMatchObject({
      roles: ['fieldOfficer', 'handler'],
    });
  });
});

describe('services', () => {
  test('sign in with their own secret', async () => {
    const tokens = createServiceTokens({
      OIDC_ISSUER: house.issuer,
      SERVICE_CLIENT_ID: 'intake',
      SERVICE_CLIENT_SECRET: house.secrets['intake']!,
    });
    expect(await verifier().verify(await tokens.token())).toEqual({ kind: 'service', clientId: 'intake' });
  });

  test.each([
    ['another secret', { authorization: basic('intake', 'x'.repeat(43)) }, {}, 401],
    ['another resource', {}, { resource: 'urn:other' }, 400],
    ['another grant', {}, { grant_type: 'password', username: 'sysadmin' }, 400],
  ])('%s is refused', async (_what, headers, form, status) => {
    const response = await fetch(`${house.issuer}/oidc/token`, {
      method: 'POST',
      headers: { authorization: basic('intake', house.secrets['intake']!), ...headers },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'service', ...form }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).not.toHaveProperty('access_token');
  });
});

function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

describe('the sign-in page', () => {
  const authorize = (client: string, redirect: string, more: Record<string, string> = {}) =>
    `${house.issuer}/oidc/auth?${new URLSearchParams({
      client_id: client,
      response_type: 'code',
      redirect_uri: redirect,
      scope: 'openid profile',
      code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    })}`;

  test('names the demonstration accounts, never a password, and allows nothing from elsewhere', async () => {
    const browser = new TestBrowser();
    const { response, url } = await browser.follow(authorize('xiezhi-cli', 'http://127.0.0.1:40123/callback'));
    const html = await response.text();
    expect(new URL(url).pathname).toMatch(/^\/interaction\//);
    expect(html).toContain('jl0104-handler');
    for (const { password } of house.people) expect(html).not.toContain(password);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    for (const cookie of browser.setCookies) expect(cookie).toMatch(/samesite=lax.*httponly/i);
    const [, face] = /url\("([^"]+)"\)/.exec(html)!;
    const { status, headers } = await fetch(new URL(face!, url), { method: 'HEAD' });
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'font/woff2',
      'public, max-age=31536000, immutable',
    ]);
  });

  test('fills in the password of a chosen demonstration account until it has been changed', async () => {
    const page = async (user: string) => {
      const hint = authorize('xiezhi-cli', 'http://127.0.0.1/callback', { login_hint: user });
      return (await new TestBrowser().follow(hint)).response.text();
    };
    expect(await page('jl0105-command-officer')).toContain(house.passwordOf('jl0105-command-officer'));
    expect(await page('sysadmin')).not.toContain(house.passwordOf('sysadmin'));
    const oldPassword = house.passwordOf('jl0105-command-officer');
    const token = await house.tokenOf('jl0105-command-officer');
    const change = { oldPassword, newPassword: NEW_PASSWORD };
    expect((await house.call(token, 'POST', '/accounts/jl0105-command-officer/password', change)).status).toBe(204);
    const afterwards = await page('jl0105-command-officer');
    expect(afterwards).toContain('value="jl0105-command-officer"');
    expect(afterwards).not.toContain(oldPassword);
    expect(afterwards).not.toContain(NEW_PASSWORD);
  });

  test('a form from another browser, a used one and an invented one sign nobody in', async () => {
    const browser = new TestBrowser();
    const { url } = await browser.follow(authorize('xiezhi-cli', 'http://127.0.0.1/callback'));
    const form = { username: 'jl0104-handler', password: house.passwordOf('jl0104-handler') };
    const stranger = new TestBrowser();
    const forged = await stranger.open(url, form);
    expect(forged.status).toBe(400);
    expect(await forged.text()).toContain('登录页面已经过期');
    const done = await browser.follow(url, form);
    expect(new URL(done.url).searchParams.get('code')).toBeTruthy();
    expect((await browser.open(url, form)).status).toBe(400);
    expect((await browser.open(`${house.issuer}/interaction/invented`, form)).status).toBe(400);
  });

  test.each([
    ['an unknown client', 'nobody', 'http://127.0.0.1/callback', {}],
    ['another redirect', 'xiezhi-cli', 'http://example.org/callback', {}],
    ['another path', 'xiezhi-cli', 'http://127.0.0.1/other', {}],
  ])('%s gets a Chinese error page and no redirect', async (_what, client, redirect, more) => {
    const response = await new TestBrowser().open(authorize(client, redirect, more));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('登录请求不正确');
  });

  test.each([
    ['no PKCE', { code_challenge: '' }],
    ['a service’s scope', { scope: 'openid service' }],
    ['another resource', { resource: 'urn:other' }],
  ])('%s is sent back refused', async (_what, more) => {
    const { url } = await new TestBrowser().follow(authorize('xiezhi-cli', 'http://127.0.0.1/callback', more));
    expect(new URL(url).searchParams.get('error')).toBeTruthy();
    expect(new URL(url).searchParams.get('code')).toBeNull();
  });

  test('the console signs in once, renews its tokens, and signs out', async () => {
    const browser = new TestBrowser();
    const console = house.stack.urls.console;
    const redirect = `${console}/auth/callback`;
    const token = async (form: Record<string, string>) => {
      const response = await fetch(`${house.issuer}/oidc/token`, {
        method: 'POST',
        headers: { authorization: basic('xiezhi-console', house.secrets['xiezhi-console']!) },
        body: new URLSearchParams(form),
      });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const login = await browser.follow(
      authorize('xiezhi-console', redirect, { state: randomBytes(8).toString('hex') }),
    );
    const form = { username: 'jl01-president', password: house.passwordOf('jl01-president') };
    const back = new URL((await browser.follow(login.url, form)).url);
    expect(back.href.startsWith(`${redirect}?`)).toBe(true);
    const code = back.searchParams.get('code')!;
    const exchange = { grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: 'v'.repeat(43) };
    const first = await token(exchange);
    expect(first.status).toBe(200);
    expect(await verifier().verify(first.body['access_token']!)).toMatchObject({
      sub: 'jl01-president',
      roles: ['president'],
    });
    const idToken = JSON.parse(Buffer.from(first.body['id_token']!.split('.')[1]!, 'base64url').toString()) as object;
    expect(idToken).toMatchObject({ aud: 'xiezhi-console', sub: 'jl01-president', court: '吉01' });

    const renewed = await token({ grant_type: 'refresh_token', refresh_token: first.body['refresh_token']! });
    expect(await verifier().verify(renewed.body['access_token']!)).toMatchObject({ sub: 'jl01-president' });
    // The session needs no second password.
    const again = await browser.follow(authorize('xiezhi-console', redirect));
    expect(new URL(again.url).searchParams.get('code')).toBeTruthy();

    const asked = await browser.follow(
      `${house.issuer}/oidc/logout?${new URLSearchParams({ id_token_hint: first.body['id_token']!, post_logout_redirect_uri: console })}`,
    );
    const html = await asked.response.text();
    expect(html).toContain('退出登录');
    const action = /action="([^"]+)"/.exec(html)![1]!;
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1]!;
    const out = await browser.follow(action, { xsrf, logout: 'yes' });
    expect(new URL(out.url).origin).toBe(console);
    const afterwards = await token({ grant_type: 'refresh_token', refresh_token: renewed.body['refresh_token']! });
    expect(afterwards).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await browser.follow(authorize('xiezhi-console', redirect))).response.status).toBe(200);
  });

  test('a code is good for one exchange', async () => {
    const browser = new TestBrowser();
    const redirect = 'http://127.0.0.1/callback';
    const login = await browser.follow(authorize('xiezhi-cli', redirect));
    const form = { username: 'jl0105-handler', password: house.passwordOf('jl0105-handler') };
    const code = new URL((await browser.follow(login.url, form)).url).searchParams.get('code')!;
    const exchange = () =>
      fetch(`${house.issuer}/oidc/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: 'xiezhi-cli',
          redirect_uri: redirect,
          code,
          code_verifier: 'v'.repeat(43),
        }),
      });
    const statuses = (await Promise.all([exchange(), exchange(), exchange()])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 400, 400]);
  });
});

describe('the process', () => {
  test('killed and started again it has the same keys, accounts and passwords', async () => {
    const before = await house.tokenOf('jl01-handler');
    await house.stack.kill('identity');
    await house.stack.start('identity');
    expect(await verifier().verify(before)).toMatchObject({ sub: 'jl01-handler' });
    expect((await house.call(before, 'GET', '/me')).status).toBe(200);
    await house.tokenOf('jl01-handler');
  });

  test('takes sixty failures from one address, then says how long to wait, and starts anew with the process', async () => {
    const form = { method: 'POST', body: new URLSearchParams({ username: 'a', password: 'b' }) };
    const attempt = () => fetch(`${house.issuer}/interaction/none`, form);
    try {
      let answer = await attempt();
      for (let failures = 1; answer.status === 400 && failures <= 60; failures += 1) answer = await attempt();
      expect(answer.status).toBe(429);
      const wait = Number(answer.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(15 * 60);
      expect(await answer.text()).toContain('data-code="TOO_MANY_ATTEMPTS"');
    } finally {
      await house.stack.kill('identity');
      await house.stack.start('identity');
    }
    expect((await attempt()).status).toBe(400);
  });

  test('without its database it says so, and goes on by itself afterwards', async () => {
    const { username, password } = await house.newAccount(['handler']);
    await house.stack.kill('mongodb');
    try {
      expect((await fetch(`${house.issuer}/readyz`)).status).toBe(503);
      expect(await house.refusalOf(username, password)).toBe('UNAVAILABLE');
      expect(await house.call(admin.system, 'GET', '/accounts')).toMatchObject({
        status: 503,
        body: { code: 'UNAVAILABLE' },
      });
    } finally {
      await house.stack.start('mongodb');
    }
    await house.tokenOf(username, password);
  });

  test('neither its log nor any answer holds a password, a hash, a secret or a key', async () => {
    const { username, password } = await house.newAccount(['handler']);
    const token = await house.tokenOf(username, password);
    await house.call(token, 'GET', '/me');
    const change = { oldPassword: password, newPassword: NEW_PASSWORD };
    expect((await house.call(token, 'POST', `/accounts/${username}/password`, change)).status).toBe(204);
    const log = await readFile(join(house.folder, 'logs/identity.log'), 'utf8');
    expect(log).toContain('"service":"identity"');
    expect(
      log
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('{')),
    ).toEqual([]);
    const secrets = [...house.people.map((person) => person.password), ...Object.values(house.secrets), NEW_PASSWORD];
    for (const secret of [...secrets, password, token]) expect(log.includes(secret)).toBe(false);
    for (const text of [log, ...house.answers]) expect(text).not.toMatch(/scrypt\$|passwordHash|"d":/);
    const keys = await (await fetch(`${house.issuer}/oidc/jwks`)).text();
    expect(keys).toContain('"kty":"EC"');
    expect(keys).not.toContain('"d"');
  });
});

describe('the sign-in page outside a demonstration', () => {
  test('names no account and fills in nothing, though the accounts are there', async () => {
    const { issuer, folder, people } = house;
    await house.stack.stop();
    house = await TestInstallation.start({ demo: false, folder });
    expect(house.issuer).not.toBe(issuer);
    const query = {
      client_id: 'xiezhi-cli',
      response_type: 'code',
      redirect_uri: 'http://127.0.0.1/callback',
      scope: 'openid profile',
      code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'),
      code_challenge_method: 'S256',
      login_hint: 'jl0104-handler',
    };
    const hint = `${house.issuer}/oidc/auth?${new URLSearchParams(query)}`;
    const html = await (await new TestBrowser().follow(hint)).response.text();
    expect(html).toContain('value="jl0104-handler"');
    expect(html).not.toContain('jl01-handler');
    expect(html).not.toContain('演示账号');
    for (const { password } of people) expect(html).not.toContain(password);
  });
});
