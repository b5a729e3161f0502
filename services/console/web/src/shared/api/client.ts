import type { ServiceName } from '@xiezhi/contracts/installation';
import { problemWords } from '../problem-words';

/** A refusal or outage as a service told it: the contract's code and a Chinese sentence. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly errors: readonly { path: string; message: string }[] = [],
  ) {
    super(message);
  }

  /** Whether the request may have been received all the same, so that it must be repeated under the same key. */
  get undecided(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 408 || this.status >= 500;
  }
}

export type Service = Exclude<ServiceName, 'identity' | 'ledger'>;

/** Told to the shell when a request finds the session ended; what is typed stays where it is. */
export const SESSION_ENDED = 'xiezhi:session-ended';

const ACTIVE_MS = 60_000;

let csrf = '';
let lastInput = Date.now();
for (const type of ['keydown', 'pointerdown', 'wheel']) {
  window.addEventListener(type, () => (lastInput = Date.now()), { passive: true });
}

export function useCsrf(token: string): void {
  csrf = token;
}

export const csrfToken = (): string => csrf;

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** A file instead of a body, as it was chosen: the service reads its encoding and its form. */
  file?: Blob;
  idempotencyKey?: string;
  actingRole?: string;
  /** Ends it before it is done. */
  signal?: AbortSignal;
}

async function problemOf(answer: Response): Promise<ApiError> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const code = typeof body['code'] === 'string' ? body['code'] : undefined;
  const retryAfter = Number(answer.headers.get('retry-after')) || undefined;
  return new ApiError(
    code ?? 'INTERNAL',
    answer.status,
    problemWords({ code, status: answer.status, detail: body['detail'] }, retryAfter),
    Array.isArray(body['errors']) ? (body['errors'] as { path: string; message: string }[]) : [],
  );
}

async function send(path: string, accept: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', body, file, idempotencyKey, actingRole, signal } = options;
  const headers: Record<string, string> = { accept };
  if (Date.now() - lastInput < ACTIVE_MS) headers['x-active'] = '1';
  if (method !== 'GET') headers['x-csrf-token'] = csrf;
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (file !== undefined) headers['content-type'] = 'application/octet-stream';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  if (actingRole !== undefined) headers['x-acting-role'] = actingRole;
  let answer: Response;
  try {
    answer = await fetch(`/api/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch {
    throw new ApiError('UNAVAILABLE', 0, '网络连接中断，内容已保存在本机，恢复后请再次提交。');
  }
  if (!answer.ok) {
    const problem = await problemOf(answer);
    if (problem.status === 401) window.dispatchEvent(new Event(SESSION_ENDED));
    throw problem;
  }
  return answer;
}

/** @throws ApiError; status 0 when there is no connection at all */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const answer = await send(path, 'application/json', options);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export interface ReceivedFile {
  name: string;
  bytes: Blob;
}

/** The name a service gave its file (RFC 6266). */
function nameOf(answer: Response): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  return encoded === undefined ? 'file' : decodeURIComponent(encoded);
}

/**
 * A file of a service.
 * @param onProgress bytes so far, and in all where the service said so
 * @throws ApiError; status 0 also when the connection breaks on the way
 */
export async function requestFile(
  path: string,
  options: RequestOptions & { onProgress?: (received: number, total: number | undefined) => void } = {},
): Promise<ReceivedFile> {
  const answer = await send(path, '*/*', options);
  const total = Number(answer.headers.get('content-length')) || undefined;
  const parts: BlobPart[] = [];
  let received = 0;
  const reader = answer.body!.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      received += value.byteLength;
      options.onProgress?.(received, total);
    }
  } catch {
    throw new ApiError('UNAVAILABLE', 0, '网络连接中断，文件没有收全，请重试。');
  }
  return { name: nameOf(answer), bytes: new Blob(parts, { type: answer.headers.get('content-type') ?? '' }) };
}

/** Hands a file to the browser's own downloads. */
export function saveFile({ name, bytes }: ReceivedFile): void {
  const address = URL.createObjectURL(bytes);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // The browser has begun to read it by then; released at once, it could not.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A path with those of the parameters that are given. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}
