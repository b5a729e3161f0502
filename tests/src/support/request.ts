import { randomUUID } from 'node:crypto';

export interface Sending {
  token?: string | undefined;
  body?: unknown;
  /** Sent as it is, in place of a JSON body. */
  raw?: { content: string | Uint8Array<ArrayBuffer>; type: string };
  /** `null` sends none; by default each request has a new one. */
  key?: string | null;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON, or undefined when the answer is none. */
  body: Record<string, unknown>;
  text: string;
}

/** One request, sent once and answered whatever the status: tests of refusals and outages must see each answer. */
export async function send(method: string, url: string, sending: Sending = {}): Promise<Answer> {
  const { token, body, raw, key = randomUUID() } = sending;
  const content = raw?.content ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(content === undefined ? {} : { 'content-type': raw?.type ?? 'application/json' }),
      ...(method === 'GET' || key === null ? {} : { 'idempotency-key': key }),
      ...sending.headers,
    },
    ...(content === undefined ? {} : { body: content }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (json ? JSON.parse(text) : undefined) as Record<string, unknown>,
  };
}

const POLL_MS = 50;
/** Far beyond what any machine needs: it only ends a test that would never end. */
const LIMIT_MS = 100_000;

/**
 * Asks again until the answer is not undefined (nor false).
 * @throws Error naming `what` when that has not happened within `withinMs` of real time
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = LIMIT_MS,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
