import { createTries, isOutage, networkOf } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import express, { Router } from 'express';
import type { ErrorRequestHandler, NextFunction, Request, Response } from 'express';
import type { Provider } from 'oidc-provider';
import type { PasswordAnswer, PasswordCheck } from '../accounts/password-check';
import { firstPasswordOf } from '../accounts/first-start';
import type { Account, AccountStore } from '../accounts/store';
import type { IdentityConfig } from '../config';
import { errorPage } from './error-page';
import { loginPage, type LoginFault } from './login-page';
import type { Layout } from './layout';
import type { Language } from './texts';

export interface LoginRoutesOptions {
  config: IdentityConfig;
  layout: Layout;
  provider: Provider;
  accounts: AccountStore;
  passwords: PasswordCheck;
}

/** Failures from one address in a quarter of an hour; many people of a court may share one. */
const FAILURES_PER_ADDRESS = 60;
const WINDOW_S = 15 * 60;

const STATUS = { WRONG_PASSWORD: 403, LOCKED: 429, DISABLED: 403, TOO_MANY_ATTEMPTS: 429 } as const;

/** The sign-in under way: its address, and what was asked of it. */
interface SignIn {
  uid: string;
  params: Readonly<Record<string, unknown>>;
}

/**
 * The sign-in form. Its address holds the secret number of this one sign-in, which must fit the signed same-site cookie
 * of the same browser: a form sent from elsewhere has neither.
 */
export function loginRoutes({ config, layout, provider, accounts, passwords }: LoginRoutesOptions): Router {
  const router = Router();
  const { basePath } = layout;

  async function show(req: Request, res: Response, { uid, params }: SignIn, username: string, fault?: LoginFault) {
    const demoAccounts = config.XIEZHI_DEMO ? await accounts.demoAccounts() : [];
    const password = fault ? undefined : await knownPassword(demoAccounts, username);
    const page = loginPage(layout, {
      language: languageOf(req, params),
      action: `${basePath}/interaction/${uid}`,
      username,
      demoAccounts,
      search: typeof req.query['q'] === 'string' ? req.query['q'].slice(0, 64) : '',
      ...(password === undefined ? {} : { password }),
      rehearsal: config.XIEZHI_REHEARSAL,
      ...(fault ? { fault } : {}),
    });
    if (fault && 'until' in fault) res.set('Retry-After', String(Math.ceil((fault.until - Date.now()) / 1000)));
    sendPage(res, fault ? STATUS[fault.code] : 200, page);
  }

  /** Of a demonstration account that nobody has given a password of its own. */
  async function knownPassword(demoAccounts: readonly Account[], username: string): Promise<string | undefined> {
    const chosen = demoAccounts.find(({ _id }) => _id === username);
    if (!chosen?.initialPassword || chosen.disabled) return undefined;
    return firstPasswordOf(config.XIEZHI_DATA, username);
  }

  /** The sign-in under way in this browser; undefined after an answer, when it has ended or is another one. */
  async function interaction(req: Request, res: Response) {
    const details = await provider.interactionDetails(req, res);
    if (details.uid === req.params['uid'] && details.prompt.name === 'login') return details;
    sendPage(res, 400, errorPage(layout, 'EXPIRED'));
    return undefined;
  }

  const failures = createTries({ most: FAILURES_PER_ADDRESS, seconds: WINDOW_S });

  /** Every attempt counts from its beginning, so that many at once are no way round. */
  async function limit(req: Request, res: Response, next: NextFunction): Promise<void> {
    const network = networkOf(req.ip ?? '');
    const wait = await failures.take(network);
    if (wait > 0) {
      const fault: LoginFault = { code: 'TOO_MANY_ATTEMPTS', until: Date.now() + wait * 1000 };
      return show(req, res, { uid: String(req.params['uid']), params: {} }, '', fault);
    }
    res.once('finish', () => {
      if (res.statusCode < 400) void failures.giveBack(network);
    });
    next();
  }

  router.use((_req, res, next) => {
    res.locals['route'] = 'sign-in';
    next();
  });

  router.get('/:uid', async (req, res) => {
    const details = await interaction(req, res);
    if (!details) return;
    const hint = typeof req.query['user'] === 'string' ? req.query['user'] : details.params['login_hint'];
    await show(req, res, details, typeof hint === 'string' ? hint.slice(0, 64) : '');
  });

  router.post('/:uid', limit, express.urlencoded({ extended: false, limit: '8kb' }), async (req, res) => {
    const details = await interaction(req, res);
    if (!details) return;
    const { username, password } = (req.body ?? {}) as Record<string, unknown>;
    if (typeof username !== 'string' || typeof password !== 'string' || username.length > 64 || password.length > 512) {
      return show(req, res, details, '', { code: 'WRONG_PASSWORD' });
    }
    const answer = await passwords.check(username, password, req.ip);
    if (answer.kind === 'RIGHT') {
      const login = { accountId: answer.account._id, amr: ['pwd'], remember: false };
      return provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false });
    }
    return show(req, res, details, username, faultOf(answer));
  });

  router.use(pageErrors(layout));
  return router;
}

function faultOf(answer: Exclude<PasswordAnswer, { kind: 'RIGHT' }>): LoginFault {
  if (answer.kind === 'LOCKED') return { code: 'LOCKED', until: answer.until };
  return { code: answer.kind === 'DISABLED' ? 'DISABLED' : 'WRONG_PASSWORD' };
}

/** As chosen on this page, else as the system that sent the person here is shown to them. */
function languageOf(req: Request, params: SignIn['params']): Language {
  const { lang } = req.query;
  if (lang === 'en' || lang === 'zh') return lang;
  return /^en\b/.test(String(params['ui_locales'] ?? '')) ? 'en' : 'zh';
}

function sendPage(res: Response, status: number, page: string): void {
  res.status(status).set('Cache-Control', 'no-store').type('html').send(page);
}

/** People get a page where programs get problem+json. */
const pageErrors =
  (layout: Layout): ErrorRequestHandler =>
  (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    const log = res.locals['log'] as Logger;
    if (error instanceof Error && error.name === 'SessionNotFound')
      return sendPage(res, 400, errorPage(layout, 'EXPIRED'));
    const { status } = error as { status?: unknown };
    if (typeof status === 'number' && status < 500) return sendPage(res, status, errorPage(layout, 'REQUEST'));
    const outage = isOutage(error);
    log[outage ? 'warn' : 'error']({ err: error }, 'sign-in page failed');
    if (outage) res.set('Retry-After', '5');
    sendPage(res, outage ? 503 : 500, errorPage(layout, outage ? 'UNAVAILABLE' : 'INTERNAL'));
  };
