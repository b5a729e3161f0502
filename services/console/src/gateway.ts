import { toInstant } from '@xiezhi/rules';
import { createHttpApp, databaseCheck, diskCheck, Problem, PROBLEMS, toProblem } from '@xiezhi/service-kit';
import type { HttpApp, Logger, Metrics, PersonUser } from '@xiezhi/service-kit';
import { urlencoded, type Express, type NextFunction, type Request, type Response } from 'express';
import type { Connection } from 'mongoose';
import { timingSafeEqual } from 'node:crypto';
import { Api } from './api';
import type { Happenings } from './api-gateway/happenings';
import type { LiveEvents } from './api-gateway/live';
import { mountApi } from './api-gateway/routes';
import type { ConsoleConfig } from './config';
import type { Language } from './language';
import { viewOf, type View } from './pages/layout';
import { errorPage, signedOutPage } from './pages/others';
import { createCookies } from './session/cookies';
import { randomId } from './session/seal';
import { SessionStore, type Session } from './session/store';
import { SignInClient } from './sign-in/oidc';
import { localPath, SignIn } from './sign-in/routes';
import { FACE_URL, ICON, STYLE, STYLE_URL } from './style';
import { mountPages } from './routes';
import { loadWebFiles, type WebFiles } from './web-files';
import { VERSION, type Visit } from './visit';

/** A file, which the application has no page for: its own are under `/app`. */
const FILE = /\.\w+$/;

const LANGUAGE_MS = 365 * 24 * 60 * 60_000;
/** A service that refuses a token this young would refuse the next one as well: sending the person to sign in would never end. */
const YOUNG_SESSION_MS = 60_000;

export interface ConsoleDeps {
  config: ConsoleConfig;
  connection: Connection;
  logger: Logger;
  metrics: Metrics;
  live: LiveEvents;
  happenings: Happenings;
}

/** The gateway: sessions, sign-in and the pages. The browser gets pages and a cookie; tokens stay here. */
export async function createConsole(deps: ConsoleDeps): Promise<HttpApp> {
  const { config, connection, logger, metrics, live, happenings } = deps;
  const web = loadWebFiles();
  const sessions = new SessionStore(connection);
  await sessions.prepare();
  const client = new SignInClient(config);
  const cookies = createCookies(config.CONSOLE_URL);
  const languageOf = (req: Request): Language => (cookies.read(req, 'lang') === 'en' ? 'en' : 'zh');
  const signIn = new SignIn({ config, client, sessions, cookies, logger, languageOf, onEnd: (id) => live.ended(id) });

  const plainView = (req: Request): View =>
    viewOf(languageOf(req), {
      here: localPath(pageOf(req)),
      rehearsal: config.XIEZHI_REHEARSAL,
      courtTime: config.XIEZHI_REHEARSAL ? undefined : toInstant(Date.now()),
    });

  const signedOut = (req: Request, res: Response): void => {
    res.redirect(303, `/auth/sign-in?${new URLSearchParams({ returnTo: pageOf(req) }).toString()}`);
  };

  /** A route for signed-in people only; anybody else is sent to sign in and comes back to it. */
  const visited = (route: string, handler: (visit: Visit) => Promise<void>) => async (req: Request, res: Response) => {
    res.locals['route'] = route;
    const session = await signIn.session(req);
    if (!session) return signedOut(req, res);
    res.locals['session'] = session;
    if (req.method === 'POST') requireCsrf(session, req);
    const api = new Api(config, session.tokens.accessToken);
    const view = async (): Promise<View> => {
      const { person, csrf } = session;
      const plain = plainView(req);
      const courtTime = config.XIEZHI_REHEARSAL ? await api.clock() : plain.courtTime;
      return { ...plain, courtTime, signedIn: { person, csrf } };
    };
    await handler({ req, res, session, api, view });
  };

  const showError = async (error: unknown, req: Request, res: Response, next: NextFunction): Promise<void> => {
    if (res.headersSent) return next(error);
    const problem = toProblem(error);
    const session = res.locals['session'] as Session | undefined;
    if (problem.code === 'UNAUTHENTICATED' && session && Date.now() - session.createdAt > YOUNG_SESSION_MS) {
      await signIn.end(res, session);
      return signedOut(req, res);
    }
    res.locals['problem'] = problem.code;
    if (problem.status >= 500) logFailure(res, logger, error, problem);
    if (problem.retryAfter !== undefined) res.set('Retry-After', String(problem.retryAfter));
    const person: PersonUser | undefined = session?.person;
    const view: View = {
      ...plainView(req),
      ...(session && person ? { signedIn: { person, csrf: session.csrf } } : {}),
    };
    const requestId = String(res.locals['requestId'] ?? '');
    res.status(problem.status).send(errorPage(view, problem, PROBLEMS[problem.code].title, requestId));
  };

  return createHttpApp({
    service: 'console',
    title: '獬豸 工作台',
    version: VERSION,
    description: '工作台只提供页面；数据与命令的接口见各服务的接口说明。',
    logger,
    metrics,
    readiness: {
      database: databaseCheck(connection),
      identity: () => client.authenticator.check(),
      events: () => happenings.check(),
      disk: diskCheck(config.XIEZHI_DATA, metrics),
    },
    routes: [],
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The application adds its styles while it runs; the nonce lets only the page that was sent do so.
        styleSrc: ["'self'", (_req, res) => `'nonce-${nonceOf(res as Response)}'`],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        // Browsers apply it to the redirect after signing out as well.
        formAction: ["'self'", new URL(config.OIDC_ISSUER).origin],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    extend(app: Express) {
      mountAssets(app, web);
      web.mount(app);
      const session = (req: Request, touch: boolean) => signIn.session(req, touch);
      mountApi(app, { config, logger, live, session, languageOf });
      app.use(urlencoded({ extended: false, limit: '16kb' }));
      app.use((req, res, next) => {
        res.set('Cache-Control', 'no-store');
        const { lang } = req.query;
        if (req.method !== 'GET' || (lang !== 'en' && lang !== 'zh')) return next();
        cookies.set(res, 'lang', lang, LANGUAGE_MS);
        res.redirect(303, withoutLanguage(req.originalUrl));
      });
      signIn.mount(app, { csrf: requireCsrf, signedOut });
      app.get('/', (req, res, next) => {
        const justOut = cookies.read(req, 'signed-out') !== undefined && cookies.read(req, 'session') === undefined;
        if (!justOut) return next();
        cookies.clear(res, 'signed-out');
        res.send(signedOutPage(plainView(req)));
      });
      mountPages(app, visited, config);
      const application = visited('application', async ({ req, res }) => {
        web.send(res, { nonce: nonceOf(res), language: languageOf(req) });
      });
      // Which pages there are, the application knows: it says so itself where there is none.
      app.get('/{*page}', (req, res, next) =>
        req.accepts('html') === 'html' && !FILE.test(req.path) ? application(req, res) : next(),
      );
      app.use((_req, _res, next) => next(new Problem('NOT_FOUND', '没有这个页面。')));
      app.use(showError);
    },
  });
}

/** One for each answer, in its policy and in its page. */
function nonceOf(res: Response): string {
  const nonce = (res.locals['nonce'] as string | undefined) ?? randomId();
  res.locals['nonce'] = nonce;
  return nonce;
}

/** The page to come back to. A form cannot be sent again, so for one it is the page the form is on. */
const pageOf = (req: Request): string => (req.method === 'GET' ? req.originalUrl : `/${req.path.split('/')[1] ?? ''}`);

/** @throws Problem FORBIDDEN for a form that was not made by this session's own pages */
function requireCsrf(session: Session, req: Request): void {
  const given = Buffer.from(String((req.body as Record<string, unknown> | undefined)?.['csrf'] ?? ''));
  const expected = Buffer.from(session.csrf);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new Problem('FORBIDDEN', '表单不是从本系统的页面提交的，或者已经过期，请刷新页面后重新提交。');
}

function logFailure(res: Response, logger: Logger, error: unknown, problem: Problem): void {
  const log = (res.locals['log'] as Logger | undefined) ?? logger;
  if (problem.code === 'UNAVAILABLE') log.warn({ err: problem.cause ?? problem }, 'page failed');
  else log.error({ err: error }, 'page failed');
}

function mountAssets(app: Express, { face }: WebFiles): void {
  const asset = (path: string, type: string, content: string) =>
    app.get(path, (_req, res) => {
      res.locals['route'] = 'assets';
      res.set('Cache-Control', 'public, max-age=86400').type(type).send(content);
    });
  asset(STYLE_URL, 'text/css', STYLE);
  asset('/assets/icon.svg', 'image/svg+xml', ICON);
  app.get(FACE_URL, (_req, res) => {
    res.locals['route'] = 'assets';
    res.redirect(302, face);
  });
}

function withoutLanguage(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://console.invalid');
  searchParams.delete('lang');
  // Two slashes at the start would name another host.
  return `${pathname.replace(/^\/+/, '/')}${searchParams.size === 0 ? '' : `?${searchParams.toString()}`}`;
}
