import { SERVICES, type ProgramUrls, type ServiceName } from '@xiezhi/contracts/installation';
import { Problem } from '@xiezhi/service-kit';
import type { Request, Response } from 'express';
import { pipeline, Readable, Transform } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Session } from '../session/store';

/** So long nothing moves, either way, and the service counts as away: a large file may take longer as long as it moves. */
const QUIET_MS = 30_000;
const RETRY_AFTER_S = 5;

const REQUEST_HEADERS = ['accept', 'content-type', 'idempotency-key', 'x-acting-role', 'x-request-id'] as const;
const ANSWER_HEADERS = ['content-type', 'content-disposition', 'content-length', 'retry-after'] as const;

/** Ways to another place than the path seems to lead to. */
const UNSOUND = /(^|\/)\.\.?(\/|$)|\/\/|\\/;

/** What tells operators how a process is, and its description, are had from the process itself. */
const NOT_OPERATIONS = /^\/(?!(metrics|healthz|readyz|docs|openapi\.json)(\/|$))/;

/** All of a service, or the part of it that is for people at the console: signing in is identity's own pages' business. */
function isOffered(name: ServiceName, path: string): boolean {
  const { offered } = SERVICES[name];
  if (offered === 'all') return NOT_OPERATIONS.test(path);
  return offered.some((part) => path === `/${part}` || path.startsWith(`/${part}/`));
}

const nowhere = () => new Problem('NOT_FOUND', '没有这个接口。');

/**
 * The service's own address for a path below `/api/<service>`. What is offered is decided by where the address leads and
 * not by how it is written. @param path with its query, as it arrived
 * @throws Problem NOT_FOUND for one that leads elsewhere, is not offered, or is no text
 */
export function targetOf(urls: ProgramUrls, service: string, path: string): URL {
  if (!Object.hasOwn(SERVICES, service)) throw nowhere();
  const name = service as ServiceName;
  const base = urls[SERVICES[name].url[0]].replace(/\/$/, '');
  const written = base + path;
  if (!URL.canParse(written)) throw nowhere();
  const url = new URL(written);
  const { origin, pathname: above } = new URL(`${base}/`);
  if (url.origin !== origin || !url.pathname.startsWith(above)) throw nowhere();
  const resolved = decoded(url.pathname.slice(above.length - 1));
  if (resolved === undefined || UNSOUND.test(resolved) || !isOffered(name, resolved)) throw nowhere();
  return url;
}

/** Undefined for what does not decode: such a path names nothing. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/**
 * Passes a request to its service as the signed-in person and the answer back as it is: what may be seen and done is
 * decided there. @param url as `targetOf` gave it
 * @throws Problem UNAVAILABLE when the service does not answer
 */
export async function forward(req: Request, res: Response, url: URL, session: Session): Promise<void> {
  const headers = new Headers({ authorization: `Bearer ${session.tokens.accessToken}` });
  for (const name of REQUEST_HEADERS) {
    const value = req.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  if (!headers.has('x-request-id')) headers.set('x-request-id', String(res.locals['requestId']));
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD';
  const quiet = new AbortController();
  const timer = setTimeout(() => quiet.abort(), QUIET_MS);
  res.once('close', () => clearTimeout(timer));
  const answer = await ask(url, {
    method: req.method,
    headers,
    redirect: 'error',
    signal: quiet.signal,
    ...(hasBody ? { body: Readable.toWeb(moving(req, () => timer.refresh())), duplex: 'half' } : {}),
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
  body.on('data', () => timer.refresh());
  body.pipe(res);
}

/** The same bytes, telling of each piece that passes. */
function moving(sent: Readable, passed: () => void): Readable {
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed();
      done(null, chunk);
    },
  });
  // What breaks off at one end is told at the other by the stream itself.
  pipeline(sent, through, () => undefined);
  return through;
}

async function ask(url: URL, init: RequestInit): Promise<globalThis.Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new Problem('UNAVAILABLE', '系统的一个服务暂时没有应答，请稍后重试。', { retryAfter: RETRY_AFTER_S, cause });
  }
}
