import { createHash } from 'node:crypto';
import JSZip from 'jszip';
import { carryOn, caseAt, castOf, Installation, send, until } from '../../src/support';
import type { Answer, Cast, OpenCase, Person, Sending } from '../../src/support';

const PERIOD = '2024-H1';
const OWN = 'bulletin-jl06-2024-h1';

let house: Installation;
let cast: Cast;
let people: Record<
  | 'assessor'
  | 'director'
  | 'both'
  | 'high'
  | 'highAssessor'
  | 'highDirector'
  | 'below'
  | 'basic'
  | 'basicDirector'
  | 'neighbour'
  | 'inspector'
  | 'administrator',
  Person
>;
let system: Person;
let restricted: OpenCase;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  const [hired, own, others] = await Promise.all([
    house.hire({ system: { court: '吉', roles: ['systemAdmin'] } }),
    house.hire(castOf('吉0602', '吉06')),
    house.hire({
      assessor: { court: '吉06', roles: ['assessor'] },
      director: { court: '吉06', roles: ['bureauDirector'] },
      both: { court: '吉06', roles: ['assessor', 'bureauDirector'] },
      high: { court: '吉', roles: ['inspector'] },
      highAssessor: { court: '吉', roles: ['assessor'] },
      highDirector: { court: '吉', roles: ['bureauDirector'] },
      below: { court: '吉0605', roles: ['handler'] },
      basic: { court: '吉0605', roles: ['assessor', 'bureauDirector'] },
      basicDirector: { court: '吉0605', roles: ['bureauDirector'] },
      neighbour: { court: '吉01', roles: ['inspector'] },
      inspector: { court: '吉06', roles: ['inspector'] },
      administrator: { court: '吉0605', roles: ['systemAdmin'] },
    }),
  ]);
  [system, cast, people] = [hired.system, own, others];
  await moveTo('2024-06-03T09:00:00+08:00');
  await caseAt(cast, 'APPROVED');
  // Need-to-know, and late: ten working days from 3 June.
  restricted = await caseAt(cast, 'UNDER_REVIEW', {
    grounds: [{ code: '3-2', facts: '被执行人是党政机关，需要上级法院协调。' }],
  });
  await moveTo('2024-06-24T09:00:00+08:00');
  await carryOn(cast, restricted, 'UNDER_REVIEW', 'APPROVED').catch(() => undefined);
  await moveTo('2024-07-02T09:00:00+08:00');
});
afterAll(() => house?.stop());

const center = (path: string) => `${house.urls.commandCenter}${path}`;
const moveTo = (to: string) => send('POST', center('/clock/move'), { token: system.token, body: { to } });
const give = (by: Person, command: string, more: object = {}, sending: Sending = {}) =>
  send('POST', center(`/commands/bulletin.${command}`), {
    ...{ token: by.token, body: { period: PERIOD, ...more } },
    ...sending,
  });
const get = (by: Person, path: string) => house.get(by, center(path));
const code = ({ body }: Answer) => body?.['code'];
const listed = async (by: Person, query = '') =>
  ((await get(by, `/bulletins${query}`)).body['items'] as { bulletin: string }[]).map(({ bulletin }) => bulletin);

interface View {
  status: string;
  version: number;
  late: boolean;
  hidden: number;
  figures: { total: { received: number; overdue: string[]; onTime: object } };
  versions: {
    version: number;
    frozenAt: string;
    correction: { reason: string; changed: object[] } | null;
    issued: { to: string[] };
  }[];
}
const read = async (by: Person, id = OWN): Promise<View> => (await get(by, `/bulletins/${id}`)).body as unknown as View;

test('the end of a half-year has opened the bulletins of the courts that had anything in it', async () => {
  expect(await listed(people.high, `?period=${PERIOD}`)).toEqual(['bulletin-jl-2024-h1', OWN]);
  expect(await listed(people.high, `?court=吉06&period=${PERIOD}`)).toEqual([OWN]);
  expect(await read(people.high, 'bulletin-jl-2024-h1')).toMatchObject({
    status: 'OPEN',
    due: '2024-07-19',
    openedAt: expect.any(String),
  });
  // Again by a restart, and by a process that was killed before it knew that all were open.
  const periods = house.database('command-center').collection<{ _id: string }>('bulletin_periods');
  await periods.deleteOne({ _id: PERIOD });
  await house.stack.kill('command-center');
  await house.stack.start('command-center');
  await until('all are known to be open', async () => {
    return (await periods.countDocuments({ _id: PERIOD })) === 1;
  });
  expect(await listed(people.high, `?period=${PERIOD}`)).toEqual(['bulletin-jl-2024-h1', OWN]);
});

test.each<[string, () => Promise<Answer>, string]>([
  ['a half-year that is none', () => give(people.highAssessor, 'draft', { period: '2024' }), 'VALIDATION'],
  [
    'a half-year that has not ended',
    () => give(people.highAssessor, 'draft', { period: '2098-H2' }),
    'NOT_ALLOWED_IN_STATE',
  ],
  [
    'a half-year in which the court had nothing',
    () => give(people.highAssessor, 'draft', { period: '2023-H2' }),
    'NOT_FOUND',
  ],
  ['a field that it does not have', () => give(people.highAssessor, 'issue', { reason: '无' }), 'VALIDATION'],
  ['a basic court', () => give(people.basic, 'draft'), 'FORBIDDEN'],
  ['another role', () => give(people.highDirector, 'draft'), 'FORBIDDEN'],
  ['before a draft', () => give(people.highDirector, 'issue'), 'NOT_ALLOWED_IN_STATE'],
  ['correction before a draft', () => give(people.highAssessor, 'correct', { reason: '漏计' }), 'NOT_ALLOWED_IN_STATE'],
])('refused: %s', async (_, act, expected) => expect(code(await act())).toBe(expected));

interface Behind {
  counted: number | string;
  recounted: number | string;
  cases: number;
  hidden: number;
  items: { file: string; number: string }[];
  next: string | null;
}
const casesOf = (by: Person, query: string, id = OWN) => get(by, `/bulletins/${id}/cases?${query}`);
const behind = async (by: Person, query: string) => (await casesOf(by, query)).body as unknown as Behind;

const workOf = async (by: Person): Promise<string[]> => {
  const { body } = await house.get(by, `${house.urls.notification}/work-items?view=todo&limit=200`);
  const items = body['items'] as { caseId: string; command: string; due: string }[];
  return items.filter(({ caseId }) => caseId === OWN).map(({ command, due }) => `${command} ${due}`);
};

test('what a bulletin waits for is work of its assessor, with its clock', async () => {
  await until('a work item', async () => (await workOf(people.assessor)).length > 0);
  expect(await workOf(people.assessor)).toEqual(['bulletin.draft 2024-07-19']);
  expect(await workOf(people.director)).toEqual([]);
});

/** A draft freezes the figures, and its drafter does not issue it. */
async function draft() {
  const key = { key: `draft-${Date.now()}` };
  const answer = await give(people.both, 'draft', { problems: '个别案件临近期限才审查。' }, key);
  expect(answer.body).toMatchObject({ bulletin: OWN, status: 'DRAFTED', version: 1 });
  expect((await give(people.both, 'draft', { problems: '个别案件临近期限才审查。' }, key)).body).toEqual(answer.body);
  expect(code(await give(people.both, 'draft', { problems: '其他' }, key))).toBe('VERSION_CONFLICT');
  expect(code(await give(people.both, 'issue'))).toBe('SAME_PERSON');
  const { figures } = await read(people.director);
  expect(figures.total).toMatchObject({ received: 2, onTime: { numerator: 1, denominator: 2, display: '50.0%' } });
}

/** Its issue is work of a director, and not of whoever drafted it. */
async function waitForIssue() {
  await until('it waits for a director', async () => (await workOf(people.director)).length > 0);
  expect(await workOf(people.director)).toEqual(['bulletin.issue 2024-07-19']);
  expect(await workOf(people.both)).toEqual([]);
}

/** Behind a figure stand its cases as it was frozen, to each reader those that are his to see. */
async function openFigures() {
  const one = 'figure=received&limit=1';
  const first = await behind(people.high, one);
  expect(first).toMatchObject({ counted: 2, recounted: 2, cases: 2, hidden: 0, items: [expect.anything()] });
  const second = await behind(people.high, `${one}&after=${encodeURIComponent(first.next!)}`);
  expect(second.next).toBeNull();
  const files = [...first.items, ...second.items].map(({ file }) => file);
  expect(new Set(files).size).toBe(2);
  expect(files).toContain(restricted.caseId);
  expect(await behind(people.inspector, 'figure=overdue&court=吉0602')).toMatchObject({
    ...{ counted: 1, cases: 1 },
    items: [{ file: restricted.caseId }],
  });
  const refusals = await Promise.all([
    casesOf(people.high, 'figure=received&court=吉0104'),
    casesOf(people.high, 'figure=none'),
    casesOf(people.high, 'figure=received', 'bulletin-jl-2024-h1'),
    casesOf(people.below, 'figure=received'),
  ]);
  expect(refusals.map(code)).toEqual(['NOT_FOUND', 'VALIDATION', 'NOT_ALLOWED_IN_STATE', 'NOT_FOUND']);
}

/** An order of the half-year that is entered after its figures were frozen changes neither them nor their cases. */
async function enterLate() {
  await cast.reviewer.client.order({
    origin: 'SUPERIOR_ORDER',
    ...{ executingCourt: '吉0605', receivedOn: '2024-06-20', caseNumber: '（2016）吉0605执9号' },
    letter: { number: '吉高法执〔2024〕6号', issuedBy: '吉林省高级人民法院', channel: '督办' },
    ...{ filingDate: '2016-03-01', cause: '买卖合同纠纷', claimAmount: 1_000_000, hasProperty: true },
    parties: [
      { side: 'applicant', name: '长白山信用社', kind: 'organization' },
      { side: 'respondent', name: '某某建材有限公司', kind: 'organization' },
    ],
    grounds: [{ code: '3-1', facts: '厂房可供执行。' }],
    matters: '协助查控财产并组织腾退。',
  });
}

/** It is for those who supervise, who may see this court's need-to-know cases as well. */
async function readDraft() {
  const [whole, own] = await Promise.all([read(people.high), read(people.inspector)]);
  expect(whole.figures.total.overdue).toHaveLength(1);
  expect(own.figures.total.overdue).toEqual(whole.figures.total.overdue);
  const low = await Promise.all([get(people.below, `/bulletins/${OWN}`), get(people.neighbour, `/bulletins/${OWN}`)]);
  expect(low.map(({ status }) => status)).toEqual([404, 404]);
}

/** Issued, it is for every court of the area; a correction is the next version. */
async function issueAndCorrect() {
  const other = { frozenAt: '2024-07-01T09:00:00.000+08:00' };
  expect(code(await give(people.director, 'issue', other))).toBe('VERSION_CONFLICT');
  const { frozenAt } = (await read(people.director)).versions[0]!;
  expect((await give(people.director, 'issue', { frozenAt })).body).toMatchObject({ status: 'ISSUED', version: 1 });
  const issued = await read(people.below);
  expect(issued).toMatchObject({ status: 'ISSUED', late: false, hidden: 1, figures: { total: { overdue: [] } } });
  expect(issued.versions[0]!.issued.to).toContain('吉0605');
  // Who administers the system holds no business data.
  const administrators = ['', '/cases?figure=received', '/figures.xlsx'].map((part) =>
    get(people.administrator, `/bulletins/${OWN}${part}`),
  );
  expect((await Promise.all(administrators)).map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(await listed(people.administrator)).toEqual([]);
  const inbox = `${house.urls.notification}/inbox?limit=200`;
  await until('its addressees are told', async () => {
    const { body } = await house.get(people.basicDirector, inbox);
    return (body['items'] as { caseId: string }[]).some(({ caseId }) => caseId === OWN);
  });
  await enterLate();
  expect(await behind(people.below, 'figure=received')).toMatchObject({
    counted: 2,
    recounted: 2,
    hidden: 2,
    items: [],
  });
  expect(await behind(people.high, 'figure=received')).toMatchObject({ counted: 2, recounted: 2, hidden: 0 });
  expect(code(await give(people.assessor, 'draft'))).toBe('NOT_ALLOWED_IN_STATE');

  expect((await give(people.assessor, 'correct', { reason: '核对后更正。' })).body).toMatchObject({
    status: 'DRAFTED',
    version: 2,
  });
  expect(await behind(people.high, 'figure=received')).toMatchObject({ counted: 3, recounted: 3, cases: 3 });
  // Of a correction nobody below hears before it is issued.
  expect(await read(people.below)).toMatchObject({ status: 'ISSUED', version: 1 });
  expect(code(await give(people.assessor, 'issue'))).toBe('FORBIDDEN');
  await give(people.director, 'issue');
  expect(await read(people.below)).toMatchObject({ version: 2, status: 'ISSUED' });
}

/** Each version that was issued is a paper, read at every court of the area; the last one holds. */
async function printed() {
  const url = `${house.urls.decision}/files/${OWN}/papers`;
  interface Listed {
    papers: { number: string; standing: string; code: string; sm3: { pdf: string } }[];
  }
  const papers = await until('both papers', async () => {
    const { body } = await house.get(people.below, url);
    const found = (body as unknown as Listed).papers;
    return found?.length === 2 && found;
  });
  expect(papers.map(({ number, standing }) => [number, standing])).toEqual([
    ['2024年上半年第1版', 'SUPERSEDED'],
    ['2024年上半年第2版', 'VALID'],
  ]);
  const answer = await fetch(`${url}/newest`, { headers: { authorization: `Bearer ${people.below.token}` } });
  const file = Buffer.from(await answer.arrayBuffer());
  expect(createHash('sm3').update(file).digest('hex')).toBe(papers[1]!.sm3.pdf);
  const { body } = await house.get(people.neighbour, `${house.urls.decision}/papers/verify?code=${papers[0]!.code}`);
  expect(body).toMatchObject({ found: true, standing: 'SUPERSEDED' });
  const others = await Promise.all([house.get(people.neighbour, url), house.get(system, url)]);
  expect(others.map(({ status }) => status)).toEqual([404, 404]);

  // A service that lost what it has of it makes the same papers again from the ledger.
  const own = house.database('decision');
  await house.stack.kill('decision');
  await own.collection('papers').deleteMany({ caseId: OWN });
  await own.collection('bulletin_papers').deleteMany({});
  await house.stack.start('decision');
  const again = await until('both papers again', async () => {
    const { status, body } = await house.get(people.below, url);
    const found = (body as unknown as Listed).papers;
    return status === 200 && found.length === 2 && found;
  });
  expect(again.map(({ sm3 }) => sm3)).toEqual(papers.map(({ sm3 }) => sm3));
}

/** Its tables are a workbook, without the cases that its reader may not be told of. */
async function download() {
  const sheetsFor = async (by: Person) => {
    const url = center(`/bulletins/${OWN}/figures.xlsx`);
    const answer = await fetch(url, { headers: { authorization: `Bearer ${by.token}` } });
    const folder = await JSZip.loadAsync(await answer.arrayBuffer());
    return Promise.all([1, 2].map((sheet) => folder.file(`xl/worksheets/sheet${sheet}.xml`)!.async('text')));
  };
  const [figures, lists] = await sheetsFor(people.below);
  expect(figures).toContain('合计');
  expect(lists).not.toContain('号</t>');
  const { figures: whole } = await read(people.high);
  expect((await sheetsFor(people.high))[1]).toContain(whole.total.overdue[0]);
  expect((await get(people.high, '/bulletins/bulletin-jl-2024-h1/figures.xlsx')).status).toBe(409);
}

/** What nobody issues is late the day after. */
async function missTheDay() {
  await moveTo('2024-07-20T09:00:00+08:00');
  expect(await read(people.high, 'bulletin-jl-2024-h1')).toMatchObject({ status: 'OPEN', late: true });
  expect(await read(people.high)).toMatchObject({ status: 'ISSUED', late: false });
}

/** After an outage over the end of the next half-year its bulletins are opened all the same. */
async function goOnAfterAnOutage() {
  const halfAYearMs = 184 * 86_400_000;
  await house.stack.kill('command-center');
  const clocks = house.database('command-center').collection<{ _id: string; offsetMs: number }>('clock');
  await clocks.updateOne({ _id: 'court-clock' }, { $inc: { offsetMs: halfAYearMs } });
  await house.stack.start('command-center');
  const later = await until('bulletins opened late', async () => {
    const found = await listed(people.high, '?period=2024-H2');
    return found.length === 2 && found;
  });
  expect(later).toEqual(['bulletin-jl-2024-h2', 'bulletin-jl06-2024-h2']);
  const [opened] = await house.ledger(later[0]!);
  expect(opened).toMatchObject({ type: 'bulletin.opened', at: '2025-01-01T00:00:00.000+08:00' });
}

test('a bulletin lives from its draft over issue and correction, beside one that is late, to the next half-year', async () => {
  await draft();
  await waitForIssue();
  await readDraft();
  await openFigures();
  await issueAndCorrect();
  await printed();
  await download();
  await missTheDay();
  await goOnAfterAnOutage();
});
