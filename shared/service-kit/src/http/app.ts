import { randomUUID } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import { Readable } from 'node:stream';
import type { Authenticator, User } from '../auth';
import type { Logger } from '../logger';
import { createMetrics, type Metrics } from '../metrics';
import { Problem } from '../problem';
import { docsRouter } from './docs';
import { errorHandler, notFound } from './errors';
import { buildOpenApi, type OpenApiDocument } from './openapi';
import { createAccountLimits, type AccountLimits } from './limits';
import { parseRequest } from './request';
import type { Route, Security } from './route';

/** What a check answers with is shown beside its name. */
export type ReadinessChecks = Record<string, () => Promise<object | void>>;

export interface HttpAppOptions {
  service: string;
  /** Chinese title of the OpenAPI document. */
  title: string;
  version: string;
  description?: string;
  routes: readonly Route[];
  /** Needed as soon as one route is not public. */
  authenticator?: Authenticator;
  /** Each resolves when its dependency answers; given two seconds. */
  readiness?: ReadinessChecks;
  logger: Logger;
  metrics?: Metrics;
  /** Points of one account a minute, 0 for no limit; see `createAccountLimits`. */
  accountPoints?: number;
  /** Further middleware behind the routes and before the 404: an OpenID provider, static files. Bodies are not parsed there. */
  extend?(app: Express): void;
  /** Replaces the content security policy (default: nothing may be loaded), for processes that serve pages; `false` leaves it to `extend`. */
  contentSecurityPolicy?: HelmetOptions['contentSecurityPolicy'];
}

export interface HttpApp {
  app: Express;
  openApi: OpenApiDocument;
  metrics: Metrics;
}

/** An event is as large as the body that caused it, and NATS takes 1 MiB unless it is told otherwise. */
const BODY_LIMIT = '960kb';
const READINESS_TIMEOUT_MS = 2_000;
const REQUEST_ID = /^[\w.-]{8,64}$/;

/** The HTTP side of a service: its routes, and everything each process serves beside them. */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const { logger } = options;
  const metrics = options.metrics ?? createMetrics(options.service);
  const routes = sortRoutes(options.routes);
  const openApi = buildOpenApi({
    title: options.title,
    version: options.version,
    routes: options.routes,
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.authenticator ? { issuer: options.authenticator.issuer } : {}),
  });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(track(logger, metrics));
  app.use(
    helmet({
      contentSecurityPolicy: options.contentSecurityPolicy ?? {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
      // Whether a court's network has TLS, and for which names, is its proxy's business.
      strictTransportSecurity: false,
    }),
  );

  app.use(decodable);
  const limits = createAccountLimits(options.accountPoints);

  const json = express.json({ limit: BODY_LIMIT, strict: false });
  for (const route of routes) {
    const chain: RequestHandler[] = [authenticated(route.security, options.authenticator, route, limits)];
    if (route.body) chain.push(json);
    if (route.fileBody) chain.push(express.raw({ type: route.fileBody.types, limit: route.fileBody.maxBytes }));
    app[route.method](route.path, ...chain, handle(route));
  }
  serveOperations(app, options, openApi, metrics);
  for (const [path, methods] of methodsByPath(routes)) app.all(path, wrongMethod(methods));

  options.extend?.(app);
  app.use(notFound);
  app.use(errorHandler(logger));
  return { app, openApi, metrics };
}

/** Request id, one log line and one observation per request. The query is not logged: it may hold names. */
function track(logger: Logger, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const started = process.hrtime.bigint();
    const given = req.get('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    const path = req.path;
    res.locals['requestId'] = requestId;
    res.locals['log'] = logger.child({ requestId });
    res.set('X-Request-Id', requestId);
    res.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const route = (res.locals['route'] as string | undefined) ?? 'other';
      metrics.httpDuration.observe({ method: req.method, route, status: String(res.statusCode) }, seconds);
      const quiet = (route === 'operations' || res.locals['quiet'] === true) && res.statusCode < 400;
      (res.locals['log'] as Logger)[quiet ? 'debug' : 'info'](
        {
          method: req.method,
          path,
          status: res.statusCode,
          ms: Math.round(seconds * 1e4) / 10,
          ...(res.locals['problem'] ? { problem: res.locals['problem'] as string } : {}),
          ...(res.writableFinished ? {} : { aborted: true }),
        },
        'request',
      );
    });
    next();
  };
}

/** An address that nothing was ever found under, sent by scanners: no fault of the server's, and none to log. */
const decodable: RequestHandler = (req, _res, next) => {
  try {
    decodeURIComponent(req.path);
  } catch {
    throw new Problem('NOT_FOUND', '没有这个地址。');
  }
  next();
};

function authenticated(
  security: Security,
  authenticator: Authenticator | undefined,
  route: Route,
  limits: AccountLimits,
): RequestHandler {
  if (security !== 'public' && !authenticator) throw new Error(`${route.operationId} needs an authenticator`);
  return async (req, res, next) => {
    res.locals['route'] = route.path;
    res.locals['quiet'] = route.quiet;
    const caseId = req.params['caseId'];
    if (caseId !== undefined) res.locals['log'] = (res.locals['log'] as Logger).child({ caseId });
    if (security !== 'public') {
      const user = await authenticator!.authenticate(req.get('authorization'));
      if (security === 'user' && user.kind !== 'user') throw new Problem('FORBIDDEN', '此操作须由人员登录办理。');
      if (security === 'service' && user.kind !== 'service') throw new Problem('FORBIDDEN', '此接口只供系统内部使用。');
      res.locals['user'] = user;
      // The installation's own processes are not counted: they ask on behalf of everybody.
      if (user.kind === 'user') {
        const leave = await limits.enter(user.sub, route.cost ?? 1);
        if (res.closed) leave();
        else res.once('close', leave);
      }
    }
    next();
  };
}

function handle(route: Route): RequestHandler {
  const handler = route.handler.bind(route) as (ctx: unknown) => Promise<HandlerResult | undefined>;
  return async (req: Request, res: Response, next: NextFunction) => {
    const parsed = await parseRequest(route, req);
    const result = await handler({
      ...parsed,
      user: res.locals['user'] as User | undefined,
      log: res.locals['log'] as Logger,
      requestId: res.locals['requestId'] as string,
      req,
      res,
    });
    if (result === undefined) return;
    send(res, result, next);
  };
}

interface HandlerResult {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

function send(res: Response, { status, body, headers }: HandlerResult, next: NextFunction): void {
  res.status(status).set('Cache-Control', 'no-store');
  if (headers) res.set(headers);
  if (body === undefined) res.end();
  else if (Buffer.isBuffer(body)) res.end(body);
  else if (body instanceof Readable) body.once('error', next).pipe(res);
  else if (typeof body === 'string' && res.getHeader('content-type')) res.end(body);
  else res.json(body);
}

function serveOperations(app: Express, options: HttpAppOptions, openApi: OpenApiDocument, metrics: Metrics): void {
  const operation: RequestHandler = (_req, res, next) => {
    res.locals['route'] = 'operations';
    next();
  };
  app.get('/healthz', operation, (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok', service: options.service });
  });
  app.get('/readyz', operation, async (_req, res) => {
    const checks = await runChecks(options.readiness ?? {});
    const ready = Object.values(checks).every((check) => check.ok);
    res
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ready' : 'not-ready', service: options.service, checks });
  });
  app.get('/metrics', operation, async (_req, res) => {
    res.set('Content-Type', metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.get('/openapi.json', operation, (_req, res) => {
    res.json(openApi);
  });
  app.use('/docs', operation, docsRouter(options.title));
}

async function runChecks(checks: ReadinessChecks): Promise<Record<string, { ok: boolean; error?: string }>> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('no answer in time')), READINESS_TIMEOUT_MS);
      });
      try {
        const told = await Promise.race([check(), timeout]);
        return [name, { ok: true, ...told }] as const;
      } catch (error) {
        return [name, { ok: false, error: error instanceof Error ? error.message : String(error) }] as const;
      } finally {
        clearTimeout(timer);
      }
    }),
  );
  return Object.fromEntries(results);
}

/** Literal segments before parameters, so that `/cases/summary` is found whatever the order of declaration. */
function sortRoutes(routes: readonly Route[]): Route[] {
  const seen = new Set<string>();
  for (const route of routes) {
    for (const key of [`${route.method} ${route.path}`, route.operationId]) {
      if (seen.has(key)) throw new Error(`route declared twice: ${key}`);
      seen.add(key);
    }
  }
  const key = (route: Route) => route.path.split('/').map((part) => (part.startsWith(':') ? '1' : '0'));
  return [...routes].sort((a, b) => {
    const left = key(a).join('');
    const right = key(b).join('');
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const byPath = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const methods = byPath.get(path) ?? [];
    methods.push(method.toUpperCase());
    if (method === 'get') methods.push('HEAD');
    byPath.set(path, methods);
  }
  return byPath;
}

function wrongMethod(methods: readonly string[]): RequestHandler {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return (req, res) => {
    if (req.method !== 'OPTIONS') throw new Problem('METHOD_NOT_ALLOWED', undefined, { headers: { Allow: allow } });
    res.set('Allow', allow).status(204).end();
  };
}
