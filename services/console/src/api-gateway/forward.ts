import { Problem } from '@xiezhi/service-kit';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { ConsoleConfig } from '../config';
import type { Session } from '../session/store';

const TIMEOUT_MS = 30_000;
const RETRY_AFTER_S = 5;

const REQUEST_HEADERS = ['accept', 'content-type', 'idempotency-key', 'x-acting-role', 'x-request-id'] as const;
const ANSWER_HEADERS = ['content-type', 'content-disposition', 'content-length', 'retry-after'] as const;

/** Ways to another place than the path seems to lead to. */
const UNSOUND = /(^|\/)\.\.?(\/|$)|\/\/|\\/;

export type ServiceName = 'intake' | 'decision' | 'command-center' | 'notification' | 'identity' | 'ledger';

/** All of a service, or the part of it that is for people at the console: signing in is identity's own pages' business. */
const OFFERED: Readonly<Record<ServiceName, RegExp>> = {
  intake: /^/,
  decision: /^/,
  'command-center': /^/,
  notification: /^/,
  identity: /^\/(people|accounts|audit)(\/|$)/,
  ledger: /^\/audit(\/|$)/,
};

export function isOffered(service: string, path: string): service is ServiceName {
  return Object.hasOwn(OFFERED, service) && OFFERED[service as ServiceName].test(path);
}

export function serviceUrls(config: ConsoleConfig): Record<ServiceName, string> {
  return {
    intake: config.INTAKE_URL,
    decision: config.DECISION_URL,
    'command-center': config.COMMAND_CENTER_URL,
    notification: config.NOTIFICATION_URL,
    identity: config.OIDC_ISSUER,
    ledger: config.LEDGER_URL,
  };
}

/** The service's own address for a path below `/api/<service>`. @throws Problem NOT_FOUND for one that leads elsewhere */
export function targetOf(base: string, path: string): URL {
  const url = new URL(base.replace(/\/$/, '') + path);
  const sound = url.origin === new URL(base).origin && !UNSOUND.test(decodeURIComponent(url.pathname));
  if (!sound) throw new Problem('NOT_FOUND', '没有这个接口。');
  return url;
}

/**
 * Passes a request to its service as the signed-in person and the answer back as it is: what may be seen and done is
 * decided there. @throws Problem UNAVAILABLE when the service does not answer
 */
export async function forward(req: Request, res: Response, base: string, path: string, session: Session) {
  const url = targetOf(base, path);
  const headers = new Headers({ authorization: `Bearer ${session.tokens.accessToken}` });
  for (const name of REQUEST_HEADERS) {
    const value = req.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  if (!headers.has('x-request-id')) headers.set('x-request-id', String(res.locals['requestId']));
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD';
  const answer = await ask(url, {
    method: req.method,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(hasBody ? { body: Readable.toWeb(req), duplex: 'half' } : {}),
  } as RequestInit);
  res.status(answer.status);
  // Decoded on the way, the length would be another one.
  const encoded = answer.headers.has('content-encoding');
  for (const name of ANSWER_HEADERS) {
    const value = answer.headers.get(name);
    if (value !== null && !(encoded && name === 'content-length')) res.set(name, value);
  }
  if (!answer.body) return void res.end();
  const body = Readable.fromWeb(answer.body as ReadableStream);
  body.once('error', () => res.destroy());
  body.pipe(res);
}

async function ask(url: URL, init: RequestInit): Promise<globalThis.Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new Problem('UNAVAILABLE', '系统的一个服务暂时没有应答，请稍后重试。', { retryAfter: RETRY_AFTER_S, cause });
  }
}
