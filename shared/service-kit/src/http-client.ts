import { z } from 'zod';
import { isProblemCode, Problem } from './problem';
import type { ServiceTokens } from './service-token';

export interface RequestOptions {
  headers?: Record<string, string>;
  /** Sent as `Idempotency-Key`. */
  idempotencyKey?: string;
  timeoutMs?: number;
}

/** JSON over HTTP to the other processes of the installation. */
export interface HttpClient {
  /**
   * @throws Problem with the neighbour's own code when it refused; UNAVAILABLE when it did not answer in time, or
   * answered 5xx or something that does not fit the schema's service
   */
  getJson<S extends z.ZodType>(url: string, schema: S, options?: RequestOptions): Promise<z.output<S>>;
  postJson<S extends z.ZodType>(url: string, body: unknown, schema: S, options?: RequestOptions): Promise<z.output<S>>;
}

export interface HttpClientOptions {
  /** Calls carry this service's token; without it they are anonymous. */
  tokens?: ServiceTokens;
  timeoutMs?: number;
}

const refusalSchema = z.object({
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export function createHttpClient({ tokens, timeoutMs = 3_000 }: HttpClientOptions = {}): HttpClient {
  async function send(url: string, init: RequestInit, options: RequestOptions): Promise<Response> {
    const headers = new Headers(options.headers);
    headers.set('accept', 'application/json');
    if (typeof init.body === 'string') headers.set('content-type', 'application/json');
    if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
    if (tokens) headers.set('authorization', `Bearer ${await tokens.token()}`);
    try {
      return await fetch(url, { ...init, headers, signal: AbortSignal.timeout(options.timeoutMs ?? timeoutMs) });
    } catch (error) {
      throw unavailable(url, error);
    }
  }

  async function call<S extends z.ZodType>(url: string, schema: S, init: RequestInit, options: RequestOptions = {}) {
    let response = await send(url, init, options);
    if (response.status === 401 && tokens) {
      await response.body?.cancel();
      tokens.renew();
      response = await send(url, init, options);
    }
    let body: unknown;
    try {
      body = await response.json();
    } catch (error) {
      throw unavailable(url, error);
    }
    if (response.ok) {
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      throw new Error(`${describe(url)} answered in an unknown form`, { cause: parsed.error });
    }
    throw refusal(url, response.status, body);
  }

  return {
    getJson: (url, schema, options) => call(url, schema, {}, options),
    postJson: (url, body, schema, options) =>
      call(url, schema, { method: 'POST', body: JSON.stringify(body) }, options),
  };
}

function refusal(url: string, status: number, body: unknown): Error {
  const parsed = refusalSchema.safeParse(body);
  // A neighbour that refuses this service's own token is misconfigured; the person who asked is not to be sent to log in.
  if (status >= 500 || status === 401) return unavailable(url, new Error(`${describe(url)} answered ${status}`));
  if (!parsed.success || !isProblemCode(parsed.data.code)) return new Error(`${describe(url)} answered ${status}`);
  const { code, detail, errors } = parsed.data;
  return new Problem(code, detail, errors ? { errors } : {});
}

function unavailable(url: string, cause: unknown): Problem {
  return new Problem('UNAVAILABLE', '系统的一个服务暂时没有应答，请稍后重试。', {
    retryAfter: 5,
    cause: new Error(`no usable answer from ${describe(url)}`, { cause }),
  });
}

/** Without the query, which may hold names. */
function describe(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
