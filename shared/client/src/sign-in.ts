import * as oidc from 'openid-client';

export type SignInErrorCode =
  | 'WRONG_PASSWORD'
  | 'LOCKED'
  | 'DISABLED'
  | 'TOO_MANY_ATTEMPTS'
  /** The provider does not answer. */
  | 'UNAVAILABLE'
  /** The provider answers something else than expected, for instance because it is another product with another form. */
  | 'UNEXPECTED';

/** A sign-in that did not succeed. `message` is Chinese, for the person who signs in; it never holds the password. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  constructor(
    readonly code: SignInErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface SignInOptions {
  /** The OpenID Connect issuer, `http://127.0.0.1:8705`. */
  issuer: string;
  username: string;
  password: string;
  clientId?: string;
  fetch?: typeof fetch;
  /** Time each answer may take, in ms. */
  timeoutMs?: number;
}

/** What the access token says about the person. */
export interface PersonClaims {
  sub: string;
  name: string;
  /** Court code as written, `吉0104`. */
  court: string;
  roles: string[];
}

export interface SignedIn {
  /** For `Authorization: Bearer …`. */
  accessToken: string;
  /** End of the token's life, epoch ms. */
  expiresAt: number;
  claims: PersonClaims;
}

const REDIRECT_URI = 'http://127.0.0.1/callback';
const MAX_REDIRECTS = 10;

const REFUSALS: Partial<Record<string, string>> = {
  WRONG_PASSWORD: '用户名或者密码不正确。',
  LOCKED: '连续五次输入不正确，此用户名已锁定三十分钟。',
  DISABLED: '该账号已停用，请与安全管理员联系。',
  TOO_MANY_ATTEMPTS: '本机尝试登录过于频繁，请稍后再试。',
};

/**
 * Signs a person in the way a browser does: authorization code with PKCE, the provider's own form in between. The code is
 * taken from the redirect, which is never opened. For command lines, tests and programs that act for a person; other
 * programs sign in with client credentials of their own.
 * @throws SignInError
 */
export async function signIn(options: SignInOptions): Promise<SignedIn> {
  const browser = new Browser(options.fetch ?? fetch, options.timeoutMs ?? 15_000);
  const provider = await asked(() =>
    oidc.discovery(new URL(options.issuer), options.clientId ?? 'xiezhi-cli', undefined, oidc.None(), {
      execute: [oidc.allowInsecureRequests],
      [oidc.customFetch]: browser.send,
    }),
  );
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const page = await browser.follow(
    oidc.buildAuthorizationUrl(provider, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile',
      state,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  );
  if (page.kind === 'callback') throw unexpected(callbackFault(page.url) ?? 'no sign-in form');
  if (page.status >= 400) throw refusal(page.html, page.status);
  const form = signInForm(page.html, page.url);
  form.fields.set('username', options.username);
  form.fields.set('password', options.password);
  const answer = await browser.follow(form.action, form.fields);
  if (answer.kind === 'page') throw refusal(answer.html, answer.status);

  const tokens = await asked(() =>
    oidc.authorizationCodeGrant(provider, answer.url, { expectedState: state, pkceCodeVerifier: verifier }),
  );
  const claims = claimsOf(tokens.access_token);
  return { accessToken: tokens.access_token, expiresAt: claims.exp * 1000, claims: claims.person };
}

/** What the library asks of the provider. @throws SignInError */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      if (cause instanceof SignInError) throw cause;
      if (cause.cause instanceof Response) throw statusError(cause.cause.status, `status ${cause.cause.status}`);
    }
    throw unexpected(error instanceof Error ? error.message : String(error));
  }
}

type Arrival = { kind: 'page'; url: URL; status: number; html: string } | { kind: 'callback'; url: URL };

/** As much of a browser as the flow needs: redirects, and cookies by host and path. */
class Browser {
  private readonly cookies = new Map<string, { name: string; value: string; host: string; path: string }>();

  constructor(
    private readonly fetch: typeof globalThis.fetch,
    private readonly timeoutMs: number,
  ) {}

  /** A request whose answer comes in time. @throws SignInError UNAVAILABLE */
  readonly send: oidc.CustomFetch = async (url, { body, ...init }) => {
    const sent = body === undefined ? {} : { body };
    try {
      return await this.fetch(url, { ...init, ...sent, signal: AbortSignal.timeout(this.timeoutMs) });
    } catch (error) {
      throw unavailable(new URL(url), error);
    }
  };

  /** Follows redirects to the next page, or to our redirect URI, which is not opened. */
  async follow(start: URL, form?: URLSearchParams): Promise<Arrival> {
    let url = start;
    let body = form;
    for (let hop = 0; hop < MAX_REDIRECTS; hop++) {
      const response = await this.request(url, body);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) {
        return { kind: 'page', url, status: response.status, html: await response.text() };
      }
      await response.body?.cancel();
      url = new URL(location, url);
      if (url.href.startsWith(`${REDIRECT_URI}?`)) return { kind: 'callback', url };
      // 303, and by custom 302: what follows a form is a page.
      body = undefined;
    }
    throw unexpected('too many redirects');
  }

  private async request(url: URL, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.cookies.values()]
      .filter(({ host, path }) => host === url.host && pathMatches(url.pathname, path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const response = await this.send(url.href, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) },
    });
    for (const header of response.headers.getSetCookie()) this.keep(header, url);
    return response;
  }

  private keep(header: string, url: URL): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const [name = '', ...value] = pair.split('=');
    const attribute = (wanted: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute('path') ?? '/';
    const key = `${url.host} ${path} ${name}`;
    const expires = attribute('expires');
    if (expires !== undefined && Date.parse(expires) <= Date.now()) this.cookies.delete(key);
    else this.cookies.set(key, { name, value: value.join('='), host: url.host, path });
  }
}

function pathMatches(path: string, cookiePath: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}

/** The page's only form, with the fields it brings along. */
function signInForm(html: string, url: URL): { action: URL; fields: URLSearchParams } {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html);
  const action = form && attributeOf(form[1]!, 'action');
  if (!form || !/name="password"/.test(form[2]!)) throw unexpected('no sign-in form');
  const fields = new URLSearchParams();
  for (const [input] of form[2]!.matchAll(/<input\b[^>]*>/gi)) {
    const name = attributeOf(input, 'name');
    if (name) fields.set(name, attributeOf(input, 'value') ?? '');
  }
  return { action: new URL(action ?? '', url), fields };
}

function attributeOf(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value
    ?.replace(/&#(\d+);/g, (_all, number: string) => String.fromCharCode(Number(number)))
    .replace(/&(amp|lt|gt|quot);/g, (_all, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]!);
}

const faultCode = (html: string) => /data-code="([A-Z_]+)"/.exec(html)?.[1];

function refusal(html: string, status: number): SignInError {
  const code = faultCode(html);
  const message = code === undefined ? undefined : REFUSALS[code];
  if (code !== undefined && message !== undefined) return new SignInError(code as SignInErrorCode, message);
  return statusError(status, code ?? `status ${status}`);
}

function callbackFault(url: URL): string | undefined {
  return url.searchParams.get('error') ?? undefined;
}

function statusError(status: number, reason: string): SignInError {
  if (status === 502 || status === 503 || status === 504) {
    return new SignInError('UNAVAILABLE', '统一登录服务暂时没有应答，请稍后重试。');
  }
  return unexpected(reason);
}

function unavailable(url: URL, cause: unknown): SignInError {
  return new SignInError('UNAVAILABLE', `统一登录服务 ${url.origin} 没有应答，请确认系统已经启动。`, { cause });
}

function unexpected(reason: string): SignInError {
  return new SignInError('UNEXPECTED', `统一登录服务的应答与预期不符（${reason}）。`);
}

/** Reads the token without verifying it: it came straight from the issuer, and whoever receives it verifies it. */
function claimsOf(token: string): { exp: number; person: PersonClaims } {
  try {
    const payload = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')) as PersonClaims & {
      exp: number;
    };
    const { sub, name, court, roles, exp } = payload;
    return { exp, person: { sub, name, court, roles } };
  } catch {
    throw unexpected('not a JWT');
  }
}
