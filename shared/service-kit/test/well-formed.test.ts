import { z } from 'zod';
import { fromAsciiCourt } from '@xiezhi/rules';
import { canonicalJson, IllFormedText } from '@xiezhi/chain';
import { createHttpApp, createLogger, defineRoute, listen, PROBLEMS, toProblem } from '../src';
import type { Listening, ProblemBody, Route } from '../src';

const lines: { level: string }[] = [];
let server: Listening;

const open = z.looseObject({
  court: z
    .string()
    .transform((text) => fromAsciiCourt(text))
    .optional(),
});

const routes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/things/:id',
    operationId: 'putThing',
    summary: '存',
    security: 'public',
    idempotency: 'optional',
    params: z.object({ id: z.string() }),
    query: z.object({ q: z.string().optional() }),
    headers: z.object({ 'x-acting-role': z.string().optional() }),
    body: open,
    responses: { 200: z.unknown() },
    handler: ({ body }) => ({ status: 200, body: JSON.parse(canonicalJson(body)) as unknown }),
  }),
  defineRoute({
    method: 'post',
    path: '/lists',
    operationId: 'putList',
    summary: '导入',
    security: 'public',
    body: z.union([z.string(), z.instanceof(Buffer)]),
    fileBody: { types: ['text/csv'], maxBytes: 1024 },
    responses: { 200: z.unknown() },
    handler: ({ body }) => ({ status: 200, body: body.length }),
  }),
];

beforeAll(async () => {
  const logger = createLogger('test', 'debug', {
    write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]),
  });
  const { app } = createHttpApp({ service: 'test', title: '测试', version: '1', routes, logger });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as ProblemBody };
}

const json = (value: unknown) => JSON.stringify(value);
const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

test.each<[string, string, string, RegExp]>([
  ['half a character', json({ deep: [{ text: '吉\ud800' }] }), 'deep[0].text', /^含有残缺的字符/],
  ['the other half', json({ text: '\udc00吉' }), 'text', /^含有残缺的字符/],
  ['halves the wrong way round', json({ text: '\udc00\ud800' }), 'text', /^含有残缺的字符/],
  ['a NUL', json({ text: '张\u0000三' }), 'text', /控制字符/],
  ['an escape sequence', json({ list: ['a', '\u001b[2J'] }), 'list[1]', /控制字符/],
  ['DEL', json({ text: '\u007f' }), 'text', /控制字符/],
  ['a control character of Latin-1', json({ text: 'a\u0085b' }), 'text', /控制字符/],
  ['half a character in a key', json({ a: { '\ud800b': 1 } }), 'a.\ufffdb', /^字段名含有残缺的字符/],
  ['a control character in a key', json({ 'a\u0007': 1 }), 'a\ufffd', /^字段名含有不可见的控制字符/],
  ['nesting without end', nested(400_000), 'a', /嵌套超过50层/],
])('%s is refused with its field, whether or not the schema knows it', async (_what, content, path, message) => {
  const { status, body } = await post('/things/1', content);
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'VALIDATION' });
  expect(body.errors).toEqual([{ path, message: expect.stringMatching(message) as string }]);
});

test('tab, line breaks, characters of two halves and rare ones are text', async () => {
  const text = '张\t三\r\n李四𠮷\u{2f81a}👩‍👩‍👧\u200b';
  expect(await post('/things/1', json({ text }))).toEqual({ status: 200, body: { text } });
  expect((await post('/things/1', nested(48))).status).toBe(200);
});

test('of a body full of faults twenty are told', async () => {
  const { body } = await post('/things/1', json({ list: Array.from({ length: 50_000 }, () => '\ud800') }));
  expect(body.errors).toHaveLength(20);
  expect(body.errors?.[0]?.path).toBe('list[0]');
});

test('path, query and headers are looked at like the body', async () => {
  const { status, body } = await post('/things/a%00b?q=%1b', '{"c":"\\ud800"}', { 'x-acting-role': 'a\u0085' });
  expect(status).toBe(400);
  expect(body.errors?.map(({ path }) => path)).toEqual(['path.id', 'query.q', 'header.x-acting-role', 'c']);
});

test('a list in a format of its own is left to its reader, unless it comes as JSON', async () => {
  expect(await post('/lists', 'a\u0000b', { 'content-type': 'text/csv; charset=utf-8' })).toEqual({
    status: 200,
    body: 3,
  });
  expect((await post('/lists', '"a\\u0000b"')).body.code).toBe('VALIDATION');
});

test.each(['/things/%FF', '/things/%', '/%E0%A4%A', '/things/%ED%A0%80'])(
  '%s is an address that does not exist, and no error',
  async (path) => {
    lines.length = 0;
    const { status, body } = await post(path, '{}');
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'NOT_FOUND' });
    expect(lines.map(({ level }) => level)).toEqual(['info']);
  },
);

test('what the Rule refuses in a transform has its own code and status', async () => {
  const { status, body } = await post('/things/1', json({ court: 'jl1' }));
  expect({ status, code: body.code }).toEqual({ status: PROBLEMS.COURT_UNKNOWN.status, code: 'COURT_UNKNOWN' });
});

test('text that came another way and cannot be hashed is the sender’s fault', () => {
  expect(toProblem(new IllFormedText())).toMatchObject({ code: 'VALIDATION' });
});
