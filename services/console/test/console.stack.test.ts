import { hiddenField, Browser } from './support/browser';
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
const pages = ['/', `/cases/${CASE_ID}`, '/inbox', '/about', '/token', '/nowhere', '/?lang=en'];

describe('signing in', () => {
  test('a page asked for is reached after the sign-in at the provider', async () => {
    const { browser, url, status, text } = await house.signIn(handler, `/cases/${CASE_ID}?after=3`);
    expect({ url, status }).toEqual({ url: `${house.url}/cases/${CASE_ID}?after=3`, status: 200 });
    expect(text).toContain('于某 · 吉林省长春市朝阳区人民法院（吉0104）');
    expect(browser.cookie('console')).toBeDefined();
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

  test('a token the services no longer take ends an old session, and is told in a young one', async () => {
    const { browser } = await house.signIn(handler);
    house.outage.status = 401;
    const young = await browser.visit(`${house.url}/`);
    expect(young.status).toBe(401);
    expect(young.text).toContain('怎么办');
  });
});

describe('a token that runs out', () => {
  const shownToken = async (browser: Browser, page: string) => {
    const { text } = await browser.visit(`${house.url}/token`, { csrf: hiddenField(page, 'csrf') });
    return /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(text)?.[0];
  };
  const runOut = async (browser: Browser, refreshToken?: string) => {
    const session = await house.sessions.read(browser.cookie('-session'));
    const tokens = { ...session!.tokens, accessExpiresAt: Date.now(), ...(refreshToken ? { refreshToken } : {}) };
    await house.sessions.renew(session!, session!.person, tokens);
  };

  test('is renewed once, also for pages asked for at once, and the person notices nothing', async () => {
    const { browser, text } = await house.signIn(handler);
    const before = await shownToken(browser, text);
    await runOut(browser);
    const answers = await Promise.all(
      ['/', '/inbox', '/about', '/token'].map((path) => browser.open(house.url + path)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const after = await shownToken(browser, text);
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
    const { browser, text } = await house.signIn(handler);
    const id = browser.cookie('-session')!;
    const answer = await browser.open(`${house.url}/auth/sign-out`, { csrf: hiddenField(text, 'csrf') });
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
      for (const path of ['/auth/sign-out', '/token', '/inbox/read']) {
        const answer = await browser.visit(`${house.url}${path}`, { ...given, id: 'x' });
        expect(answer.status).toBe(403);
        expect(answer.text).toContain('表单不是从本系统的页面提交的');
      }
      expect(house.marked).toEqual([]);
      expect((await browser.visit(`${house.url}/`)).status).toBe(200);
    },
  );

  test('the form token of another person does not do', async () => {
    const other = await house.signIn('jl01-handler');
    const { browser } = await house.signIn(handler);
    const csrf = hiddenField(other.text, 'csrf');
    expect((await browser.visit(`${house.url}/token`, { csrf })).status).toBe(403);
  });

  test('a message is marked as read and the list comes back as it was', async () => {
    const { browser, text } = await house.signIn(handler, '/inbox?unread=1');
    const form = {
      csrf: hiddenField(text, 'csrf'),
      id: hiddenField(text, 'id'),
      back: '//evil.example/inbox?unread=1',
    };
    const after = await browser.visit(`${house.url}/inbox/read`, form);
    expect(after.url).toBe(`${house.url}/inbox?unread=1`);
    expect(house.marked).toEqual([`${CASE_ID}:9:吉0104:handler`]);
    expect(after.text).toContain('已读');
  });
});

describe('pages', () => {
  test('tokens are on no page but the token page, and there only when asked for', async () => {
    const { browser, text } = await house.signIn(handler);
    for (const path of pages) expect((await browser.visit(house.url + path)).text).not.toMatch(/eyJ[\w-]{10}/);
    const token = await browser.visit(`${house.url}/token`, { csrf: hiddenField(text, 'csrf') });
    const [shown] = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(token.text) ?? [];
    const answer = await fetch(`${house.stack.urls.intake}/collaborations?limit=5`, {
      headers: { authorization: `Bearer ${shown}` },
    });
    expect(answer.status).toBe(200);
  });

  test('nothing may be loaded from elsewhere, framed or kept, and no script runs', async () => {
    const { browser } = await house.signIn(handler);
    for (const path of pages.filter((one) => !one.includes('lang'))) {
      const answer = await browser.open(house.url + path);
      const { headers } = answer;
      expect(headers.get('content-security-policy')).toBe(
        `default-src 'none';style-src 'self';img-src 'self';form-action 'self' ${house.stack.urls.identity};frame-ancestors 'none';base-uri 'none'`,
      );
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      const text = await answer.text();
      expect(text).not.toMatch(/<script|<img|style="|\son\w+=["']/i);
      const outside = [...text.matchAll(/(?:src|href|action)="(https?:[^"]+)"/g)].map(
        ([, url]) => new URL(url!).hostname,
      );
      expect(outside.filter((host) => host !== '127.0.0.1')).toEqual([]);
    }
  });

  test('every page of a rehearsal says so, with the court clock where one is signed in', async () => {
    const { browser } = await house.signIn(handler);
    for (const path of pages) {
      expect((await browser.visit(house.url + path)).text).toMatch(/<strong>(演练|REHEARSAL)<\/strong>/);
    }
    await browser.visit(`${house.url}/?lang=zh`);
    expect((await browser.visit(`${house.url}/`)).text).toContain('法院时间 2018-10-25 10:00');
    expect((await new Browser().visit(`${house.url}/auth/callback`)).text).toContain('演练系统');
  });

  test('the list filters, pages and says when it is empty', async () => {
    const { browser, text } = await house.signIn(handler);
    expect(text).toContain(`href="/cases/${CASE_ID}"`);
    expect(text).toContain('href="/?cursor=more"');
    const empty = await browser.visit(`${house.url}/?state=CLOSED`);
    expect(empty.text).toContain('没有这种状态的案件');
    expect(empty.text).toMatch(/<option value="CLOSED" selected\s*>已办结/);
    expect((await browser.visit(`${house.url}/?cursor=more`)).text).toContain('回到第一页');
  });

  test('English is kept by a cookie and the address is cleaned of the switch', async () => {
    const { browser } = await house.signIn(handler);
    const english = await browser.visit(`${house.url}/inbox?unread=1&lang=en`);
    expect(english.url).toBe(`${house.url}/inbox?unread=1`);
    expect(english.text).toContain('<html lang="en">');
    expect((await browser.visit(`${house.url}/`)).text).toContain('Executing court');
    expect((await browser.open(`${house.url}//evil.example?lang=zh`)).headers.get('location')).toBe('/');
  });

  test.each([
    [`/cases/${CASE_ID}x`, 404, '没有这件案件'],
    ['/nowhere', 404, '没有这个页面'],
  ])('%s answers %i with what to do', async (path, status, detail) => {
    const { browser } = await house.signIn(handler);
    const answer = await browser.visit(house.url + path);
    expect(answer.status).toBe(status);
    for (const part of [detail, '怎么办', '请求编号']) expect(answer.text).toContain(part);
  });

  test('a service that is away is a page that says so', async () => {
    const { browser } = await house.signIn(handler);
    house.outage.status = 503;
    const answer = await browser.open(`${house.url}/`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.text()).toContain('已经提交成功的事项不会丢失');
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
    expect(metrics).toContain('route="/cases/:caseId"');
    expect(metrics).not.toContain(CASE_ID);
  });
});
