import type { Me } from '@xiezhi/contracts/views';
import { Problem, sendProblem, toProblem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import { toInstant } from '@xiezhi/rules';
import type { Express, NextFunction, Request, Response } from 'express';
import { timingSafeEqual } from 'node:crypto';
import type { ConsoleConfig } from '../config';
import type { Language } from '../language';
import { mountPlays } from '../rehearsal/routes';
import { ABSOLUTE_MS, type Session } from '../session/store';
import { programUrls } from '@xiezhi/contracts/installation';
import { forward, targetOf } from './forward';
import type { LiveEvents } from './live';

export interface ApiDeps {
  config: ConsoleConfig;
  logger: Logger;
  live: LiveEvents;
  /** @param touch whether the request is a sign of life of the person, and not of a page that refreshes itself */
  session(req: Request, touch: boolean): Promise<Session | undefined>;
  languageOf(req: Request): Language;
}

/** The browser's way to the services, below `/api`. Everything here answers with JSON or problem+json. */
export function mountApi(app: Express, { config, logger, live, session, languageOf }: ApiDeps): void {
  const urls = programUrls(config);

  const signedIn = async (req: Request, touch = req.get('x-active') === '1'): Promise<Session> => {
    const found = await session(req, touch);
    if (!found) throw new Problem('UNAUTHENTICATED', '登录已到期，请重新登录。');
    return found;
  };

  app.use('/api', (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    res.locals['route'] = '/api';
    next();
  });

  app.get('/api/me', async (req, res) => {
    const { person, csrf, createdAt } = await signedIn(req, true);
    const { sub, name, court, roles } = person;
    const sessionEnds = toInstant(createdAt + ABSOLUTE_MS);
    const me: Me = {
      sub,
      name,
      court,
      roles: roles as Me['roles'],
      csrf,
      sessionEnds,
      language: languageOf(req),
      rehearsal: config.XIEZHI_REHEARSAL,
    };
    res.json(me);
  });

  app.get('/api/events', async (req, res) => {
    const found = await signedIn(req, false);
    // A page whose stream was refused asks why: the browser tells it no more than that it was.
    if (req.method === 'HEAD') return void res.end();
    live.listen(res, found, () => session(req, false));
  });

  if (config.XIEZHI_REHEARSAL) mountPlays(app, { config, logger, signedIn, requireToken });

  app.use('/api/:service', async (req, res) => {
    const { service } = req.params;
    const target = targetOf(urls, service, req.url);
    res.locals['route'] = `/api/${service}`;
    const found = await signedIn(req);
    if (!['GET', 'HEAD'].includes(req.method)) requireToken(found, req);
    await forward(req, res, target, found);
  });

  app.use('/api', (error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) return next(error);
    const problem = toProblem(error);
    res.locals['problem'] = problem.code;
    if (problem.status >= 500) logger.warn({ err: problem.cause ?? error }, 'request failed');
    sendProblem(res, problem, String(res.locals['requestId'] ?? ''));
  });
}

/** @throws Problem FORBIDDEN for a write that was not made by this session's own pages */
function requireToken(session: Session, req: Request): void {
  const given = Buffer.from(req.get('x-csrf-token') ?? '');
  const expected = Buffer.from(session.csrf);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new Problem('FORBIDDEN', '请求不是从本系统的页面发出的，或者页面已经过期，请刷新后重新提交。');
}
