import { ownerOf } from '@xiezhi/contracts';
import { SERVICES, type ProgramUrls } from '@xiezhi/contracts/installation';
import type { CommandAnswer } from '@xiezhi/contracts';
import type { CommandFields, CommandType } from '@xiezhi/rules';
import { randomUUID } from 'node:crypto';

/** Where an installation's services are. */
export type ServiceUrls = Pick<ProgramUrls, 'intake' | 'decision' | 'commandCenter' | 'notification'>;

/** A problem+json answer: the contract's code, a Chinese sentence, and which fields are wrong. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly errors: { path: string; message: string }[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

export interface SendOptions {
  /** In which of their roles the person acts; needed only by people with several. */
  actingRole?: string;
  /** The same key makes a repeated request the same request. Default: a new one for each call. */
  idempotencyKey?: string;
}

/** An application received while the engine is away: the receipt stands, the case begins later. */
export interface ReceivedLater {
  caseId: string;
  receivedAt: string;
  status: 'RECEIVED';
}

const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function problemOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const retryAfter = Number(response.headers.get('retry-after'));
  return new ApiError(
    typeof body['code'] === 'string' ? body['code'] : 'INTERNAL',
    response.status,
    typeof body['detail'] === 'string' ? body['detail'] : `HTTP ${response.status}`,
    Array.isArray(body['errors']) ? (body['errors'] as { path: string; message: string }[]) : [],
    Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined,
  );
}

/**
 * One signed-in person's way to the services. A service that is away, or has had too much of this account, is asked again
 * under the same key, as long as it says or with growing pauses, until `patienceMs` has passed: a repeated command has one
 * effect.
 */
export class XiezhiClient {
  constructor(
    private readonly urls: ServiceUrls,
    private readonly token: () => string | Promise<string>,
    private readonly patienceMs = 30_000,
  ) {}

  /** Opens a collaboration by application (Art. 6). @throws ApiError with the contract's code when refused */
  submit(
    fields: CommandFields['application.submit'],
    options: SendOptions = {},
  ): Promise<CommandAnswer | ReceivedLater> {
    return this.post(`${this.urls.intake}/collaborations`, fields, options);
  }

  /** Opens a collaboration by order (Art. 4). @throws ApiError */
  order(fields: CommandFields['order.register'], options: SendOptions = {}): Promise<CommandAnswer | ReceivedLater> {
    return this.post(`${this.urls.intake}/orders`, fields, options);
  }

  /** Sends a command to an open case, to the service that owns it. @throws ApiError */
  command<T extends CommandType>(
    caseId: string,
    type: T,
    fields: CommandFields[T],
    options: SendOptions = {},
  ): Promise<CommandAnswer> {
    const base = this.urls[SERVICES[ownerOf(type)].url[0]];
    return this.post(`${base}/collaborations/${caseId}/commands/${type}`, fields, options);
  }

  /** A case as this person may see it; with `after`, no older than that entry. @throws ApiError */
  read<V = Record<string, unknown>>(caseId: string, after?: number): Promise<V> {
    const query = after === undefined ? '' : `?after=${after}`;
    return this.request('GET', `${this.urls.intake}/collaborations/${caseId}${query}`);
  }

  /** Any other GET of the services' interfaces. @throws ApiError */
  get<V>(url: string): Promise<V> {
    return this.request('GET', url);
  }

  /** Any other POST of the services' interfaces. @throws ApiError */
  post<V>(url: string, body: unknown, options: SendOptions = {}): Promise<V> {
    return this.request('POST', url, body, options);
  }

  async request<V>(method: string, url: string, body?: unknown, options: SendOptions = {}): Promise<V> {
    const headers: Record<string, string> = { authorization: `Bearer ${await this.token()}` };
    if (method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? randomUUID();
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (options.actingRole !== undefined) headers['x-acting-role'] = options.actingRole;
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const until = Date.now() + this.patienceMs;
    for (let pause = 200; ; pause = Math.min(pause * 2, 2_000)) {
      const outcome = await this.once<V>(url, init);
      if (!('error' in outcome)) return outcome.value;
      const { error } = outcome;
      const status = error instanceof ApiError ? error.status : UNAVAILABLE;
      if (status !== UNAVAILABLE && status !== TOO_MANY_REQUESTS) throw error;
      // An outage may end before its time; a limit does not.
      const told =
        status === TOO_MANY_REQUESTS && error instanceof ApiError ? (error.retryAfterSeconds ?? 1) * 1_000 : 0;
      const rest = Math.max(pause, told);
      if (Date.now() + rest > until) throw error;
      await wait(rest);
    }
  }

  private async once<V>(url: string, init: RequestInit): Promise<{ value: V } | { error: unknown }> {
    try {
      const response = await fetch(url, init);
      if (!response.ok) return { error: await problemOf(response) };
      return { value: (response.status === 204 ? undefined : await response.json()) as V };
    } catch (error) {
      return { error };
    }
  }
}
