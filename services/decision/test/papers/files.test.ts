import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderBoth } from '@xiezhi/papers';
import { designationNotice } from '@xiezhi/rules';
import type { Role } from '@xiezhi/rules';
import type { LedgerEntry } from '@xiezhi/contracts';
import type { CaseService } from '@xiezhi/case-kit';
import { createHttpApp, Problem } from '@xiezhi/service-kit';
import type { Authenticator, User } from '@xiezhi/service-kit';
import { fileRoutes } from '../../src/papers/file-routes';
import { mayReadPapers } from '../../src/papers/files';
import type { PaperFile } from '../../src/papers/files';
import { PaperRegister } from '../../src/papers/register';
import { paperRoutes } from '../../src/papers/routes';
import { memoryConnection, MemoryStore, silent } from './support/stand-ins';

const TODAY = '2024-07-10';
const HIT = 'hit-jl-0123456789abcdef0123';
/** A basic court's case that 吉 has designated 吉06 for. */
const hit: PaperFile = { _id: HIT, seq: 4, court: '吉', executingCourt: '吉0602', addressed: ['吉0602', '吉06'] };
const bulletin: PaperFile = { _id: 'bulletin-jl06-2024-h1', seq: 4, court: '吉06', addressed: ['吉0602', '吉0605'] };

test.each<[string, 'hit' | 'bulletin', PaperFile, string, Role, boolean]>([
  ['who supervises the court that scans', 'hit', hit, '吉', 'commandDirector', true],
  ['anybody there who does not', 'hit', hit, '吉', 'handler', false],
  ['anybody at the court designated', 'hit', hit, '吉06', 'handler', true],
  ['anybody at the executing court', 'hit', hit, '吉0602', 'fieldOfficer', true],
  ['an administrator there', 'hit', hit, '吉0602', 'systemAdmin', false],
  ['a neighbouring court', 'hit', hit, '吉0605', 'president', false],
  ['a hit’s courts before it has papers', 'hit', { ...hit, addressed: [] }, '吉0602', 'handler', false],
  ['who supervises above the court of a bulletin', 'bulletin', bulletin, '吉', 'assessor', true],
  ['its own director', 'bulletin', bulletin, '吉06', 'bureauDirector', true],
  ['anybody at a court it was sent to', 'bulletin', bulletin, '吉0605', 'handler', true],
  ['another intermediate court', 'bulletin', bulletin, '吉01', 'inspector', false],
  ['a court of another area', 'bulletin', bulletin, '吉0104', 'president', false],
])('whether it is read by %s', (_, kind, file, court, role, expected) => {
  expect(mayReadPapers(kind, file, { court, roles: [role] }, TODAY)).toBe(expected);
});

const entry = { caseId: HIT, seq: 4, type: 'hit.disposed' } as LedgerEntry;
const found = {
  ...{ court: '吉', key: 'k', caseNumber: '（2021）吉0602执733号', executingCourt: '吉0602', rawDate: '2023-05-10' },
  ...{ excludedDays: 0, netDate: '2023-05-10', stale: false, asOf: '2024-07-01', scan: 's', row: 'r' },
};
const notice = () => [
  designationNotice({ found }, { reason: '长期未结', on: '2024-07-03', to: '吉06' }, '2024-07-03T10:00:00.000+08:00'),
];

const register = new PaperRegister({
  connection: memoryConnection(),
  store: new MemoryStore(),
  render: renderBoth,
  key: Buffer.from('a key'),
  rehearsal: false,
  logger: silent,
});
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
  // As after a kill between the paper's being written down and the entry's being taken: once more, by another process.
  expect(await register.record(entry, notice, false)).toBe(true);
  expect(await register.record(entry, notice, false)).toBe(true);
  const files = {
    requireReadable: (fileId: string, { court, roles }: { court: string; roles: string[] }) =>
      fileId === HIT && mayReadPapers('hit', hit, { court, roles: roles as Role[] }, TODAY)
        ? Promise.resolve()
        : Promise.reject(new Problem('NOT_FOUND')),
  };
  // Of a file that is no collaboration the read model of cases knows nothing.
  const service = { cases: { get: () => Promise.resolve(null) } } as unknown as CaseService;
  const deps = { service, register, render: renderBoth, missing: () => Promise.resolve([]) };
  const logger = { ...silent, child: () => logger } as never;
  const routes = [...fileRoutes({ files, register }), ...paperRoutes(deps)];
  const { app } = createHttpApp({ service: 'decision', title: 'x', version: '0', routes, authenticator, logger });
  server = app.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

const get = (path: string, who = '吉06/handler') =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    headers: { authorization: `Bearer ${encodeURIComponent(who)}` },
  });

interface Listed {
  papers: { paperId: string; kind: string; code: string; sm3: { pdf: string; docx: string } }[];
}

test('the papers of a file are listed once, read in both forms, and verified by their code', async () => {
  const { papers } = (await (await get(`/files/${HIT}/papers`)).json()) as Listed;
  expect(papers).toEqual([
    expect.objectContaining({ paperId: '4-0', kind: 'DESIGNATION_NOTICE', status: 'ISSUED', standing: 'VALID' }),
  ]);
  const [{ code, sm3 }] = papers as [Listed['papers'][number]];
  for (const format of ['pdf', 'docx'] as const) {
    for (const paperId of ['4-0', 'newest']) {
      const answer = await get(`/files/${HIT}/papers/${paperId}?format=${format}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-paper-sm3')).toBe(sm3[format]);
    }
  }
  const query = new URLSearchParams({ code, sm3: sm3.pdf }).toString();
  expect(await (await get(`/papers/verify?${query}`, '吉02/handler')).json()).toMatchObject({
    ...{ found: true, title: '指定协同执行通知书', standing: 'VALID', matches: 'pdf' },
  });
});

test.each([
  ['a court that it is not addressed to', `/files/${HIT}/papers`, '吉0605/handler', 404],
  ['a file that is not there', '/files/hit-jl-none/papers', '吉06/handler', 404],
  ['an id that is none', '/files/HIT/papers', '吉06/handler', 400],
  ['a paper that is not there', `/files/${HIT}/papers/9-0`, '吉06/handler', 404],
  ['a number that is none', `/files/${HIT}/papers/latest`, '吉06/handler', 400],
  ['a form that is none', `/files/${HIT}/papers/4-0?format=odt`, '吉06/handler', 400],
  ['nobody', `/files/${HIT}/papers`, '', 401],
])('%s is answered with a clear no', async (_, path, who, status) => {
  expect((await get(path, who)).status).toBe(status);
});
