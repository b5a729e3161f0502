import { Problem } from '@xiezhi/service-kit';
import type { Logger, PersonUser } from '@xiezhi/service-kit';
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import type { ConsoleConfig } from '../config';
import type { Language } from '../language';
import type { Cookies } from '../session/cookies';
import { deriveKey, seal, sha256, unseal } from '../session/seal';
import type { Session, SessionStore } from '../session/store';
import type { SignInClient } from './oidc';
import { Renewals } from './renewals';

/** Time a person has for typing a password. */
const PENDING_MS = 15 * 60_000;
const SIGNED_OUT_MS = 60_000;

const pendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  until: z.number(),
});

export interface SignInDeps {
  config: ConsoleConfig;
  client: SignInClient;
  sessions: SessionStore;
  cookies: Cookies;
  logger: Logger;
  languageOf(req: Request): Language;
  /** Told of a session that has ended here. */
  onEnd(sessionId: string): void;
}

/** A path of this console, or `/` for anything that would lead elsewhere. */
export function localPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > 1_000) return '/';
  const base = 'http://console.invalid';
  if (!URL.canParse(wanted, base)) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, base);
  return origin === base && !pathname.startsWith('//') && !/^\/auth(\/|$)/.test(pathname)
    ? pathname + search + hash
    : '/';
}

/** Signing in and out, and whose session a request belongs to. */
export class SignIn {
  /** What a sign-in in progress needs is kept in the browser, sealed: nobody can fill the database by knocking. */
  private readonly key: Buffer;
  private readonly renewals: Renewals;

  constructor(private readonly deps: SignInDeps) {
    this.key = deriveKey(deps.config.CONSOLE_CLIENT_SECRET, 'xiezhi console sign-in');
    this.renewals = new Renewals(deps);
  }

  /** The request's session with a token that is still valid for a while; undefined when one must sign in. */
  async session(req: Request, touch = true): Promise<Session | undefined> {
    const { sessions, cookies } = this.deps;
    const session = await sessions.read(cookies.read(req, 'session'), touch);
    return session && this.renewals.fresh(session);
  }

  async end(res: Response, session: Session): Promise<void> {
    await this.deps.sessions.end(session.id);
    this.deps.onEnd(session.id);
    this.deps.cookies.clear(res, 'session');
  }

  mount(
    app: Express,
    guard: { csrf(session: Session, req: Request): void; signedOut(req: Request, res: Response): void },
  ): void {
    app.get('/auth/sign-in', (req, res) => this.begin(req, res));
    app.get('/auth/callback', (req, res) => this.finish(req, res));
    app.post('/auth/sign-out', async (req, res) => {
      const session = await this.deps.sessions.read(this.deps.cookies.read(req, 'session'));
      if (!session) return guard.signedOut(req, res);
      guard.csrf(session, req);
      await this.end(res, session);
      this.log('signed out', session.person);
      this.deps.cookies.set(res, 'signed-out', '1', SIGNED_OUT_MS);
      const end = await this.deps.client.endUrl();
      res.redirect(303, end?.href ?? '/');
    });
  }

  private async begin(req: Request, res: Response): Promise<void> {
    const { client, cookies, languageOf } = this.deps;
    const returnTo = localPath(req.query['returnTo']);
    const { url, pending } = await client.begin(returnTo, languageOf(req));
    const sealed = seal({ ...pending, until: Date.now() + PENDING_MS }, this.key, pending.state);
    cookies.clear(res, 'signed-out');
    // One cookie a sign-in: several tabs may be sent to the provider at once.
    cookies.set(res, nameOf(pending.state), sealed, PENDING_MS);
    res.redirect(303, url.href);
  }

  private async finish(req: Request, res: Response): Promise<void> {
    const { client, cookies, sessions } = this.deps;
    const { state } = req.query;
    const name = nameOf(typeof state === 'string' ? state : '');
    const sealed = cookies.read(req, name);
    const opened = sealed && typeof state === 'string' ? unseal(sealed, this.key, state) : undefined;
    const pending = pendingSchema.safeParse(opened);
    const before = cookies.read(req, 'session');
    if (!pending.success || pending.data.until < Date.now()) {
      // The back button after a finished sign-in comes here; whoever is signed in has nothing to repeat.
      if (await sessions.read(before)) return res.redirect(303, '/');
      throw new Problem('UNAUTHENTICATED', '这次登录已过期或者不是在本浏览器发起的，请重新登录。');
    }
    cookies.clear(res, name);
    const query = new URL(req.originalUrl, 'http://console.invalid').search;
    const { person, tokens } = await client.finish(query, pending.data);
    await sessions.end(before);
    if (before !== undefined) this.deps.onEnd(before);
    const session = await sessions.create(person, tokens);
    cookies.set(res, 'session', session.id);
    this.log('signed in', person);
    res.redirect(303, pending.data.returnTo);
  }

  private log(what: string, { sub, court }: PersonUser): void {
    this.deps.logger.info({ sub, court }, what);
  }
}

const nameOf = (state: string) => `sign-in-${sha256(state).slice(0, 12)}` as const;
