import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { missingCharacters, renderBoth } from '@xiezhi/papers';
import type { CaseState } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import { createHttpApp, Problem } from '@xiezhi/service-kit';
import type { Authenticator, User } from '@xiezhi/service-kit';
import { exportFileRoute } from '../../src/papers/case-file';
import { PaperRegister } from '../../src/papers/register';
import { maskingOf, paperRoutes } from '../../src/papers/routes';
import { ACase } from './support/a-case';
import { memoryConnection, MemoryStore, silent } from './support/stand-ins';

const of = ACase.submitted().decided();
const audited: unknown[] = [];
let server: Server;

/** `Bearer <court>/<role>`. */
const authenticator = {
  issuer: 'http://issuer.invalid',
  authenticate: (header: string | undefined): Promise<User> => {
    const [court, role] = decodeURIComponent(header?.replace('Bearer ', '') ?? '').split('/');
    if (!court || !role) return Promise.reject(new Problem('UNAUTHENTICATED'));
    return Promise.resolve({ kind: 'user', sub: `${court}/${role}`, court, name: '某', roles: [role] } as User);
  },
} as unknown as Authenticator;

beforeAll(async () => {
  const register = new PaperRegister({
    connection: memoryConnection(),
    store: new MemoryStore(),
    render: renderBoth,
    key: Buffer.from('a key'),
    rehearsal: false,
    logger: silent,
  });
  for (const entry of of.entries) await register.register(entry, of.at(entry.seq));
  const service = {
    cases: {
      get: (id: string) => Promise.resolve(id === of.caseId ? of.document : null),
      waitFor: () => Promise.resolve(),
    },
    clock: { now: () => Promise.resolve(Date.parse('2019-03-13T09:00:00+08:00')) },
    audit: { append: (record: unknown) => Promise.resolve(audited.push(record)) },
    ledger: { entries: (_: string, from: number) => Promise.resolve(of.entries.slice(from - 1)) },
  } as unknown as CaseService;
  const missing = (text: string) => Promise.resolve(missingCharacters(text));
  const deps = { service, register, render: renderBoth, missing };
  const logger = { ...silent, child: () => logger } as never;
  const routes = [...paperRoutes(deps), exportFileRoute(deps)];
  const { app } = createHttpApp({ service: 'decision', title: 'x', version: '0', routes, authenticator, logger });
  server = app.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

const get = (path: string, who = '吉01/handler', init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${encodeURIComponent(who)}`, 'content-type': 'application/json' },
  });

const base = `/collaborations/${of.caseId}`;
const filed = async () =>
  ((await (await get(`${base}/papers`)).json()) as { papers: Record<string, string & { pdf: string }>[] }).papers;
/** From the decision on. */
const listed = async () => (await filed()).slice(1);

test('a paper is listed and read in both forms by those who see the case', async () => {
  const [paper] = await listed();
  expect(paper).toMatchObject({
    kind: 'DECISION',
    status: 'ISSUED',
    standing: 'VALID',
    courtName: '吉林省长春市中级人民法院',
  });
  const pdf = await get(`${base}/papers/${paper!['paperId']}`);
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect(pdf.headers.get('x-paper-sm3')).toBe(paper!['sm3']!.pdf);
  const docx = await get(`${base}/papers/${paper!['paperId']}?format=docx`);
  expect(docx.headers.get('content-disposition')).toContain(encodeURIComponent('协同执行决定书'));
  expect(
    Buffer.from(await docx.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});

test.each([
  ['a court that has nothing to do with it', '吉02/handler', 404],
  ['an administrator of the system', '吉/systemAdmin', 404],
  ['nobody', '', 401],
])('%s gets neither list nor file nor export', async (_, who, status) => {
  for (const path of ['papers', 'papers/12-0', 'file']) expect((await get(`${base}/${path}`, who)).status).toBe(status);
});

test.each([
  ['papers/2-0', 404],
  ['papers/x', 400],
  ['papers/..%2f..%2fx', 400],
  ['papers/12-0?format=odt', 400],
])('%s is answered with %i', async (path, status) => expect((await get(`${base}/${path}`)).status).toBe(status));

test('a masked copy is another file, without a hash that could pass for the issued one', async () => {
  const [paper] = await listed();
  const masked = await get(`${base}/papers/${paper!['paperId']}?masked=true`);
  expect(masked.status).toBe(200);
  expect(masked.headers.get('x-paper-sm3')).toBeNull();
});

test('it names no officer of a plan that was replaced either, whose paper is still in the file', () => {
  const planOf = (name: string) => ({ officers: [{ name, court: '吉0104', credential: '1' }] });
  const state = { ...of.state, plan: planOf('尉迟恭'), planHistory: [planOf('左丘明')] } as CaseState;
  expect(maskingOf(state).people).toEqual(['左丘明', '尉迟恭']);
});

test('a code is checked by anybody signed in; a wrong one is a clear no', async () => {
  const [paper] = await listed();
  const ask = async (code: string) =>
    (await get(`/papers/verify?${new URLSearchParams({ code }).toString()}`, '吉02/fieldOfficer')).json();
  expect(await ask(paper!['code']!)).toMatchObject({ found: true, number: '（2019）吉01协同执字第1号' });
  expect(await ask('0000-0000-0000-0000')).toMatchObject({
    found: false,
    message: expect.stringContaining('没有这个核验码'),
  });
  expect(await ask('x')).toMatchObject({ found: false });
});

test('too many codes are too many', async () => {
  const statuses: number[] = [];
  for (let index = 0; index < 31; index++) statuses.push((await get('/papers/verify?code=x', '吉03/handler')).status);
  expect(new Set(statuses.slice(0, 30))).toEqual(new Set([200]));
  expect(statuses[30]).toBe(429);
});

test('a draft is for the deciding court’s handler and director, and only while there is something to decide', async () => {
  const body = JSON.stringify({ outcome: 'APPROVE', reasons: '同意' });
  const preview = (who: string) => get(`${base}/papers/preview`, who, { method: 'POST', body });
  expect((await preview('吉0104/handler')).status).toBe(403);
  expect((await preview('吉01/bureauDirector')).status).toBe(409);
});

test('the application is in the file, by the executing court', async () => {
  const [paper] = await filed();
  expect(paper).toMatchObject({ kind: 'APPLICATION', court: '吉0104', addressee: '吉01', paperId: '1-0' });
  expect((await get(`${base}/papers/1-0`)).status).toBe(200);
});

describe('an application is looked at in writing before it is sent', () => {
  const { to, ...stated } = ACase.fields();
  const ask = (path: string, who: string, body: object) =>
    get(path, who, { method: 'POST', body: JSON.stringify(body) });

  test('by a handler of any court, as a draft', async () => {
    const answer = await ask('/applications/preview', '吉0104/handler', { to, ...stated });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('协同执行申请书（草稿）'));
  });

  test.each<[string, string, object, number]>([
    ['by a field officer', '吉0104/fieldOfficer', {}, 403],
    ['with what is not of the form', '吉0104/handler', { more: 1 }, 400],
    ['to a court that is not above', '吉0104/handler', { to: '吉02' }, 422],
    ['on the number of another court', '吉0105/handler', {}, 422],
  ])('not %s', async (_, who, more, status) => {
    expect((await ask('/applications/preview', who, { to, ...stated, ...more })).status).toBe(status);
  });

  test('a correction only while it can be made, and of a case that one may see', async () => {
    const path = `${base}/application/preview`;
    expect((await ask(path, '吉0104/handler', stated)).status).toBe(409);
    expect((await ask(path, '吉01/handler', stated)).status).toBe(403);
    expect((await ask(path, '吉02/handler', stated)).status).toBe(404);
  });
});

test('phrases come with a draft of reasons for the grounds named', async () => {
  const answer = (await (await get('/phrases?grounds=3-1,3-6')).json()) as { reasons: string; phrases: unknown[] };
  expect(answer.reasons).toContain('符合协同执行情形');
  expect(answer.phrases.length).toBeGreaterThan(8);
  expect((await get('/phrases?grounds=9-9')).status).toBe(400);
});

test('an export is on the audit trail', async () => {
  const before = audited.length;
  const zip = await get(`${base}/file`, '吉01/inspector');
  expect(zip.headers.get('content-type')).toBe('application/zip');
  expect(Buffer.from(await zip.arrayBuffer()).toString('utf8')).toContain('案件记录.json');
  expect(audited.slice(before)).toEqual([expect.objectContaining({ kind: 'CASE_FILE_EXPORTED', caseId: of.caseId })]);
});
