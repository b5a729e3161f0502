import { z } from 'zod';
import {
  createHttpApp,
  createLogger,
  defineRoute,
  listen,
  Problem,
  PROBLEMS,
  type HttpAppOptions,
  type Listening,
  type ProblemBody,
  type Route,
} from '../src';

const partySchema = z
  .object({ name: z.string().min(1), kind: z.enum(['person', 'organization']) })
  .meta({ id: 'Party' });
const caseSchema = z
  .object({ caseId: z.string(), parties: z.array(partySchema), seq: z.number().int() })
  .meta({ id: 'Case' });

let finishSlow: () => void = () => undefined;

const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/cases/:caseId',
    operationId: 'getCase',
    summary: '查看案件',
    security: 'public',
    params: z.object({ caseId: z.string().regex(/^c\d+$/) }),
    query: z.object({ after: z.coerce.number().int().positive().optional() }),
    responses: { 200: caseSchema },
    handler: ({ params, query }) => ({
      status: 200,
      body: { caseId: params.caseId, parties: [], seq: query.after ?? 0 },
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/cases/summary',
    operationId: 'getSummary',
    summary: '案件汇总',
    security: 'public',
    responses: { 200: z.object({ total: z.number() }) },
    handler: () => ({ status: 200, body: { total: 7 } }),
  }),
  defineRoute({
    method: 'post',
    path: '/cases',
    operationId: 'createCase',
    summary: '新建案件',
    security: 'public',
    idempotency: 'required',
    body: z.object({
      parties: z.array(partySchema).min(1),
      claimAmount: z.number().nonnegative(),
      filedOn: z.iso.date(),
    }),
    responses: { 201: z.object({ key: z.string() }) },
    handler: ({ idempotencyKey }) => ({
      status: 201,
      body: { key: idempotencyKey },
      headers: { Location: '/cases/c1' },
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/fail/:how',
    operationId: 'fail',
    summary: '失败',
    security: 'public',
    params: z.object({ how: z.string() }),
    responses: { 204: { description: '不会发生' } },
    handler: async ({ params }) => {
      if (params.how === 'unknown') throw new Error('secret detail at /some/file.ts');
      if (params.how === 'network') throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      if (params.how in PROBLEMS) {
        throw new Problem(params.how as keyof typeof PROBLEMS, '说明', { extra: { state: 'CLOSED', status: 200 } });
      }
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/document',
    operationId: 'getDocument',
    summary: '下载文书',
    security: 'public',
    responses: { 200: { description: '文书', contentType: 'application/pdf' } },
    handler: () => ({ status: 200, body: Buffer.from('%PDF'), headers: { 'Content-Type': 'application/pdf' } }),
  }),
  defineRoute({
    method: 'get',
    path: '/slow',
    operationId: 'slow',
    summary: '慢',
    security: 'public',
    responses: { 200: z.object({ done: z.boolean() }) },
    handler: async () => {
      await new Promise<void>((resolve) => (finishSlow = resolve));
      return { status: 200, body: { done: true } };
    },
  }),
];

let databaseUp = true;
let server: Listening;

const options: HttpAppOptions = {
  service: 'test',
  title: '测试服务',
  version: '1.0.0',
  routes,
  readiness: {
    database: async () => {
      if (!databaseUp) throw new Error('down');
    },
  },
  logger: createLogger('test', 'silent'),
};

beforeAll(async () => {
  server = await listen(createHttpApp(options).app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());
beforeEach(() => (databaseUp = true));

const call = (path: string, init?: RequestInit) => fetch(server.url + path, init);

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k-12345678', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function problemOf(response: Response): Promise<ProblemBody> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = (await response.json()) as ProblemBody;
  expect(body.status).toBe(response.status);
  expect(body.type).toBe(`urn:xiezhi:problem:${body.code}`);
  expect(body.instance).toBe(`urn:xiezhi:request:${response.headers.get('x-request-id')}`);
  expect(body.title).toMatch(/\p{Script=Han}/u);
  return body;
}

const goodCase = { parties: [{ name: '甲', kind: 'person' }], claimAmount: 1, filedOn: '2018-09-20' };

test('an answer carries what the schemas read from path and query', async () => {
  const response = await call('/cases/c12?after=4');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ caseId: 'c12', parties: [], seq: 4 });
  expect(response.headers.get('x-powered-by')).toBeNull();
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a literal path is found although a parameter path was declared first', async () => {
  expect(await (await call('/cases/summary')).json()).toEqual({ total: 7 });
});

test('an accepted body is answered with status and headers', async () => {
  const response = await post('/cases', goodCase);
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toBe('/cases/c1');
  expect(await response.json()).toEqual({ key: 'k-12345678' });
});

test('bytes go out as they are', async () => {
  const response = await call('/document');
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(await response.text()).toBe('%PDF');
});

test.each([
  ['missing field', { parties: goodCase.parties, filedOn: '2018-09-20' }, 'claimAmount', '必填'],
  ['empty list', { ...goodCase, parties: [] }, 'parties', '至少 1 项'],
  ['empty text', { ...goodCase, parties: [{ name: '', kind: 'person' }] }, 'parties[0].name', '不能为空'],
  [
    'wrong choice',
    { ...goodCase, parties: [{ name: '甲', kind: 'x' }] },
    'parties[0].kind',
    '应为下列之一：person、organization',
  ],
  ['wrong type', { ...goodCase, claimAmount: '1' }, 'claimAmount', '应为数字'],
  ['negative', { ...goodCase, claimAmount: -1 }, 'claimAmount', '不得小于 0'],
  ['no such date', { ...goodCase, filedOn: '2018-02-30' }, 'filedOn', '格式不正确，应为日期（YYYY-MM-DD）'],
  ['not an object', 'null', 'body', '应为对象'],
])('a bad body is refused with the field and a Chinese remark: %s', async (_name, body, path, message) => {
  const response = await post('/cases', body);
  expect(response.status).toBe(400);
  const problem = await problemOf(response);
  expect(problem.code).toBe('VALIDATION');
  expect(problem.errors).toEqual([{ path, message }]);
});

test('faults in path, query and headers are told with their place, all at once', async () => {
  const response = await call('/cases/x?after=0');
  const problem = await problemOf(response);
  expect(problem.errors?.map(({ path }) => path)).toEqual(['path.caseId', 'query.after']);
});

test.each([
  ['absent', undefined],
  ['short', '1234567'],
  ['long', 'x'.repeat(201)],
  ['with a space', 'abcd efgh'],
  ['not ASCII', 'é'.repeat(8)],
])('an idempotency key is refused when %s', async (_name, key) => {
  const response = await call('/cases', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
    body: JSON.stringify(goodCase),
  });
  const problem = await problemOf(response);
  expect([response.status, problem.code, problem.errors?.[0]?.path]).toEqual([
    400,
    'VALIDATION',
    'header.Idempotency-Key',
  ]);
});

test.each([
  ['malformed JSON', '{"parties":', {}, 400],
  ['other media type', '<case/>', { 'content-type': 'application/xml' }, 415],
  ['unknown charset', '{}', { 'content-type': 'application/json; charset=x-none' }, 415],
  // An event is as large as the body that caused it, and NATS takes one megabyte at most.
  ['too large', JSON.stringify({ text: 'x'.repeat(1_000_000) }), {}, 413],
])('an unreadable body is VALIDATION: %s', async (_name, body, headers, status) => {
  const response = await post('/cases', body, headers);
  expect(response.status).toBe(status);
  expect((await problemOf(response)).code).toBe('VALIDATION');
});

test('an unknown path is NOT_FOUND, a wrong method names the right ones', async () => {
  expect((await problemOf(await call('/nothing'))).code).toBe('NOT_FOUND');
  const wrong = await call('/cases', { method: 'DELETE' });
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toBe('POST, OPTIONS');
  expect((await problemOf(wrong)).code).toBe('METHOD_NOT_ALLOWED');
  expect((await call('/cases/summary', { method: 'OPTIONS' })).status).toBe(204);
});

test.each(Object.entries(PROBLEMS))('%s is answered with its status and title', async (code, { status, title }) => {
  const response = await call(`/fail/${code}`, { method: 'POST' });
  expect(response.status).toBe(status);
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ code, title, detail: '说明', state: 'CLOSED' });
});

test('an unknown error shows its request id and nothing of itself', async () => {
  const response = await call('/fail/unknown', { method: 'POST', headers: { 'x-request-id': 'req-00000042' } });
  expect(response.status).toBe(500);
  const text = JSON.stringify(await problemOf(response));
  expect(text).toContain('req-00000042');
  expect(text).not.toMatch(/secret|\.ts|at /);
});

test('a neighbour that does not answer is UNAVAILABLE with Retry-After', async () => {
  const response = await call('/fail/network', { method: 'POST' });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect((await problemOf(response)).code).toBe('UNAVAILABLE');
});

test('an unsafe request id is replaced', async () => {
  const response = await call('/healthz', { headers: { 'x-request-id': 'a b<script>' } });
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('health says alive, readiness says what is missing', async () => {
  expect((await call('/healthz')).status).toBe(200);
  expect(await (await call('/readyz')).json()).toMatchObject({ status: 'ready', checks: { database: { ok: true } } });
  databaseUp = false;
  const response = await call('/readyz');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    status: 'not-ready',
    checks: { database: { ok: false, error: 'down' } },
  });
  expect((await call('/healthz')).status).toBe(200);
});

test('metrics count requests by route, not by address', async () => {
  await call('/cases/c77');
  const text = await (await call('/metrics')).text();
  expect(text).toMatch(
    /_duration_seconds_count\{service="test",method="GET",route="\/cases\/:caseId",status="200"\} \d+/,
  );
  expect(text).not.toContain('c77');
  expect(text).toContain('process_cpu_seconds_total');
});

test('the documentation page loads only its own files', async () => {
  const page = await call('/docs');
  expect(page.url).toBe(`${server.url}/docs/`);
  const html = await page.text();
  expect(html).not.toMatch(/https?:\/\//);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  for (const [, asset] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect((await call(`/docs/${asset}`)).status).toBe(200);
  }
  expect((await call('/docs/swagger-initializer.js')).status).toBe(404);
});

test('closing lets the request in hand finish and refuses new ones', async () => {
  const own = await listen(createHttpApp(options).app, { host: '127.0.0.1', port: 0 });
  const entered = new Promise<void>((resolve) => own.server.once('request', () => resolve()));
  const answer = fetch(`${own.url}/slow`);
  await entered;
  const closed = own.close();
  await expect(fetch(`${own.url}/healthz`)).rejects.toThrow();
  finishSlow();
  expect(await (await answer).json()).toEqual({ done: true });
  await closed;
});

test('a route that is not public needs an authenticator, and nothing is declared twice', () => {
  const [first] = routes;
  expect(() => createHttpApp({ ...options, routes: [{ ...first!, security: 'user' }] })).toThrow('authenticator');
  expect(() => createHttpApp({ ...options, routes: [first!, { ...first!, path: '/other' }] })).toThrow('twice');
});
