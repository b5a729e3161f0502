import { Browser } from './support/browser';
import { startInstallation, type Installation } from './support/installation';
import { CASE_ID } from './support/sample-case';

let house: Installation;
beforeAll(async () => {
  house = await startInstallation({ rehearsal: true });
});
afterAll(() => house?.close());
beforeEach(() => {
  delete house.outage.status;
  house.marked.length = 0;
});

const handler = 'jl0104-handler';
const application = ['/', '/nowhere', '/cases', `/cases/${CASE_ID}`, '/inbox', '/apply', '/calculator'];
const pages = ['/about', '/token', '/nowhere.txt', '/about?lang=en'];

interface Me {
  csrf: string;
  [name: string]: unknown;
}

const me = async (browser: Browser): Promise<Me> => (await (await browser.open(`${house.url}/api/me`)).json()) as Me;
const send = (browser: Browser, path: string, headers: Record<string, string> = {}) =>
  browser.open(`${house.url}/api/${path}`, undefined, { method: 'POST', headers });

describe('signing in', () => {
  test('a page asked for is reached after the sign-in at the provider', async () => {
    const { browser, url, status, text } = await house.signIn(handler, `/cases/${CASE_ID}?after=3`);
    expect({ url, status }).toEqual({ url: `${house.url}/cases/${CASE_ID}?after=3`, status: 200 });
    expect(text).toContain('<div id="root"></div>');
    expect(await me(browser)).toMatchObject({
      name: '于某',
      court: '吉0104',
      roles: ['handler'],
      language: 'zh',
      rehearsal: true,
    });
  });

  test('the browser is sent with PKCE, state and nonce, and the sign-in is remembered in a sealed cookie', async () => {
    const browser = new Browser();
    const answer = await browser.open(`${house.url}/auth/sign-in?returnTo=/inbox`);
    const target = new URL(answer.headers.get('location')!);
    expect(target.origin).toBe(house.stack.urls.identity);
    expect(Object.fromEntries(target.searchParams)).toMatchObject({
      client_id: 'xiezhi-console',
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${house.url}/auth/callback`,
    });
    expect(target.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(target.searchParams.get('nonce')).toBeTruthy();
    expect(browser.setCookies.at(-1)).toMatch(/HttpOnly; SameSite=Lax/);
    expect(browser.setCookies.join()).not.toContain('/inbox');
  });

  test('the session cookie is HttpOnly, SameSite=Lax and new at every sign-in', async () => {
    const { browser } = await house.signIn(handler);
    const header = browser.setCookies.findLast((cookie) => cookie.includes('-session='));
    expect(header).toMatch(/=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const first = browser.cookie('-session');
    await browser.visit(`${house.url}/auth/sign-in`);
    expect(browser.cookie('-session')).not.toBe(first);
  });

  test('a callback of another browser, a made-up one and a refused one are no sign-in', async () => {
    const browser = new Browser();
    const started = await browser.open(`${house.url}/auth/sign-in`);
    const state = new URL(started.headers.get('location')!).searchParams.get('state')!;
    const callback = `${house.url}/auth/callback?state=${state}`;
    expect((await new Browser().visit(`${callback}&code=stolen`)).status).toBe(401);
    expect((await new Browser().visit(`${house.url}/auth/callback?code=x&state=y`)).status).toBe(401);
    const refused = await browser.visit(`${callback}&error=access_denied&iss=${house.stack.urls.identity}`);
    expect(refused.status).toBe(401);
    expect(refused.text).toContain('登录没有完成');
    expect(browser.cookie('-session')).toBeUndefined();
  });

  test('an ended session leads to the sign-in and back to the page', async () => {
    const { browser } = await house.signIn(handler);
    browser.setCookie('-session', 'A'.repeat(43));
    const answer = await browser.open(`${house.url}/inbox?unread=1`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/auth/sign-in?returnTo=%2Finbox%3Funread%3D1');
    const back = await browser.visit(`${house.url}/inbox?unread=1`);
    expect(back.url).toBe(`${house.url}/inbox?unread=1`);
  });

  test('a token that a service no longer takes is told as it is and ends nothing here', async () => {
    const { browser } = await house.signIn(handler);
    house.outage.status = 401;
    expect((await browser.open(`${house.url}/api/intake/collaborations?limit=5`)).status).toBe(401);
    expect((await browser.open(`${house.url}/api/me`)).status).toBe(200);
  });
});

describe('a token that runs out', () => {
  const shownToken = async (browser: Browser) => {
    const { text } = await browser.visit(`${house.url}/token`, { csrf: (await me(browser)).csrf });
    return /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(text)?.[0];
  };
  const runOut = async (browser: Browser, refreshToken?: string) => {
    const session = await house.sessions.read(browser.cookie('-session'));
    const tokens = { ...session!.tokens, accessExpiresAt: Date.now(), ...(refreshToken ? { refreshToken } : {}) };
    await house.sessions.renew(session!, session!.person, tokens);
  };

  test('is renewed once, also for pages asked for at once, and the person notices nothing', async () => {
    const { browser } = await house.signIn(handler);
    const before = await shownToken(browser);
    await runOut(browser);
    const answers = await Promise.all(
      ['/', '/inbox', '/about', '/token'].map((path) => browser.open(house.url + path)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const after = await shownToken(browser);
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });

  test('and is not renewed ends the session', async () => {
    const { browser } = await house.signIn(handler);
    await runOut(browser, 'revoked');
    expect((await browser.open(`${house.url}/inbox`)).headers.get('location')).toContain('/auth/sign-in');
    expect(await house.sessions.read(browser.cookie('-session'))).toBeUndefined();
  });
});

describe('signing out', () => {
  test('ends the session here, goes to the provider and then says so', async () => {
    const { browser } = await house.signIn(handler);
    const id = browser.cookie('-session')!;
    const answer = await browser.open(`${house.url}/auth/sign-out`, { csrf: (await me(browser)).csrf });
    const end = new URL(answer.headers.get('location')!);
    expect(end.origin).toBe(house.stack.urls.identity);
    expect(end.search).not.toContain('eyJ');
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe(`${house.url}/`);
    expect((await browser.visit(`${house.url}/`)).text).toContain('您已退出登录');
    const thief = new Browser();
    await thief.open(`${house.url}/auth/sign-in`);
    thief.setCookie('console', id);
    expect((await thief.open(`${house.url}/inbox`)).status).toBe(303);
  });
});

describe('forms', () => {
  test.each([undefined, '', 'A'.repeat(43)])(
    'without the session’s own form token (%p) nothing is done',
    async (csrf) => {
      const { browser } = await house.signIn(handler);
      const given = csrf === undefined ? {} : { csrf };
      for (const path of ['/auth/sign-out', '/token']) {
        const answer = await browser.visit(`${house.url}${path}`, { ...given, id: 'x' });
        expect(answer.status).toBe(403);
        expect(answer.text).toContain('表单不是从本系统的页面提交的');
      }
      const read = await send(browser, 'notification/inbox/x/read', given.csrf ? { 'x-csrf-token': given.csrf } : {});
      expect({ status: read.status, body: await read.json() }).toMatchObject({
        status: 403,
        body: { code: 'FORBIDDEN' },
      });
      expect(house.marked).toEqual([]);
      expect((await browser.visit(`${house.url}/`)).status).toBe(200);
    },
  );

  test('the form token of another person does not do', async () => {
    const other = await house.signIn('jl01-handler');
    const { browser } = await house.signIn(handler);
    const { csrf } = await me(other.browser);
    expect((await browser.visit(`${house.url}/token`, { csrf })).status).toBe(403);
  });
});

describe('the way to the services', () => {
  test('a request goes on as the signed-in person, and the answer comes back as it is', async () => {
    const { browser } = await house.signIn(handler);
    const answer = await browser.open(`${house.url}/api/intake/collaborations?limit=5`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toMatchObject({ items: [{ caseId: CASE_ID }], next: 'more' });
    const missing = await browser.open(`${house.url}/api/intake/collaborations/${CASE_ID}x`);
    expect(missing.headers.get('content-type')).toBe('application/problem+json');
    expect(await missing.json()).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });

  test('a write with the session’s token arrives', async () => {
    const { browser } = await house.signIn(handler);
    const id = `${CASE_ID}:9:吉0104:handler`;
    const { csrf } = await me(browser);
    const path = `notification/inbox/${encodeURIComponent(id)}/read`;
    expect((await send(browser, path, { 'x-csrf-token': csrf })).status).toBe(204);
    expect(house.marked).toEqual([id]);
  });

  test.each(['api/me', 'api/intake/collaborations?limit=5', 'api/events', 'api/nobody/x'])(
    'without a session %s is a 401 and no redirect',
    async (path) => {
      const answer = await fetch(`${house.url}/${path}`, { redirect: 'manual' });
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: path === 'api/nobody/x' ? 404 : 401,
      });
    },
  );

  test.each(['api/intake/collaborations/%FF', 'api/%FF/x', 'api/intake/%', 'cases/%FF', '%FF', 'cases/%E5%90'])(
    '%s is text that is none: told as such, and no failure of the system',
    async (path) => {
      const { browser } = await house.signIn(handler);
      const answer = await browser.open(`${house.url}/${path}`);
      expect([400, 404]).toContain(answer.status);
    },
  );

  test('a service that is away is told as a problem, with when to ask again', async () => {
    const { browser } = await house.signIn(handler);
    const answer = await browser.open(`${house.url}/api/decision/collaborations/x`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  test('a page that refreshes itself does not keep its reader signed in', async () => {
    const { browser } = await house.signIn(handler);
    const read = () => house.seenAt(browser.cookie('-session')!);
    const before = await read();
    await browser.open(`${house.url}/api/intake/collaborations?limit=5`);
    expect(await read()).toBe(before);
    await browser.open(`${house.url}/api/intake/collaborations?limit=5`, undefined, { headers: { 'x-active': '1' } });
    expect(await read()).toBeGreaterThan(before);
  });
});

describe('pages', () => {
  test('tokens are on no page but the token page, and there only when asked for', async () => {
    const { browser } = await house.signIn(handler);
    for (const path of [...application, ...pages])
      expect((await browser.visit(house.url + path)).text).not.toMatch(/eyJ[\w-]{10}/);
    const token = await browser.visit(`${house.url}/token`, { csrf: (await me(browser)).csrf });
    const [shown] = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(token.text) ?? [];
    const answer = await fetch(`${house.stack.urls.intake}/collaborations?limit=5`, {
      headers: { authorization: `Bearer ${shown}` },
    });
    expect(answer.status).toBe(200);
  });

  test('nothing may be loaded from elsewhere, framed or kept, and only the page’s own nonce may add styles', async () => {
    const { browser } = await house.signIn(handler);
    const nonces = new Set<string>();
    for (const path of [...application, ...pages].filter((one) => !one.includes('lang'))) {
      const answer = await browser.open(house.url + path);
      const { headers } = answer;
      const policy = headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([\w-]{43})'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      expect(policy.replace(nonce, 'N')).toBe(
        `default-src 'none';script-src 'self';style-src 'self' 'nonce-N';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self' ${house.stack.urls.identity};frame-ancestors 'none';base-uri 'none'`,
      );
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      const text = await answer.text();
      expect(text).not.toMatch(/style="|\son\w+=["']/i);
      if (application.includes(path)) expect(text).toContain(`content="${nonce}"`);
      const outside = [...text.matchAll(/(?:src|href|action)="(https?:[^"]+)"/g)].map(
        ([, url]) => new URL(url!).hostname,
      );
      expect(outside.filter((host) => host !== '127.0.0.1')).toEqual([]);
    }
    expect(nonces.size).toBe(application.length + 3);
  });

  test('the files of the application are kept for good, because their names change with them', async () => {
    const { browser } = await house.signIn(handler);
    const { text } = await browser.visit(`${house.url}/`);
    const files = [...text.matchAll(/(?:src|href)="(\/app\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(1);
    const face = await fetch(`${house.url}/assets/lxgw-wenkai.woff2`, { redirect: 'manual' });
    files.push(face.headers.get('location')!);
    expect(files.at(-1)).toMatch(/^\/app\/lxgw-wenkai-.+\.woff2$/);
    for (const path of files) {
      const answer = await fetch(house.url + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  test('every page of a rehearsal says so, with the court clock where one is signed in', async () => {
    const { browser } = await house.signIn(handler);
    for (const path of pages) {
      expect((await browser.visit(house.url + path)).text).toMatch(/<strong>(演练|Rehearsal)<\/strong>/);
    }
    await browser.visit(`${house.url}/?lang=zh`);
    expect((await browser.visit(`${house.url}/about`)).text).toContain('法院时间 2018-10-25 10:00');
    expect((await new Browser().visit(`${house.url}/auth/callback`)).text).toContain('演练系统');
  });

  test('English is kept by a cookie and the address is cleaned of the switch', async () => {
    const { browser } = await house.signIn(handler);
    const english = await browser.visit(`${house.url}/inbox?unread=1&lang=en`);
    expect(english.url).toBe(`${house.url}/inbox?unread=1`);
    expect(english.text).toContain('<html lang="en">');
    expect((await browser.visit(`${house.url}/about`)).text).toContain('About this installation');
    expect(await me(browser)).toMatchObject({ language: 'en' });
    expect((await browser.open(`${house.url}//evil.example?lang=zh`)).headers.get('location')).toBe('/');
  });

  test('an address of no page is the application’s to tell of, and one of no file says so with what to do', async () => {
    const { browser } = await house.signIn(handler);
    const nowhere = await browser.visit(`${house.url}/nowhere/at/all`);
    expect(nowhere).toMatchObject({ status: 200, text: expect.stringContaining('<div id="root"></div>') as string });
    const answer = await browser.visit(`${house.url}/nowhere.txt`);
    expect(answer.status).toBe(404);
    for (const part of ['没有这个页面', '怎么办', '请求编号']) expect(answer.text).toContain(part);
  });

  test('a provider that is away is a page that says so, not an address that does not answer', async () => {
    const { browser } = await house.signIn(handler);
    await house.stack.kill('identity');
    try {
      const answer = await new Browser().visit(`${house.url}/inbox`);
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('统一登录服务暂时没有应答');
      // Whoever is signed in goes on working.
      expect((await browser.visit(`${house.url}/`)).status).toBe(200);
    } finally {
      await house.stack.start('identity');
    }
  });

  test('health, readiness and metrics', async () => {
    expect(await (await fetch(`${house.url}/healthz`)).json()).toEqual({ status: 'ok', service: 'console' });
    expect(await (await fetch(`${house.url}/readyz`)).json()).toMatchObject({
      status: 'ready',
      checks: { database: { ok: true }, identity: { ok: true } },
    });
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    expect(metrics).toContain('route="application"');
    expect(metrics).toContain('route="/api/intake"');
    expect(metrics).not.toContain(CASE_ID);
  });
});
