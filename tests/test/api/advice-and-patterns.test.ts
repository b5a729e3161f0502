import { adviseCourts, DEFAULT_SETTINGS } from '@xiezhi/rules';
import { application, caseAt, castOf, Installation, send, until } from '../../src/support';
import type { Answer, Cast, OpenCase, Person, Sending } from '../../src/support';

const NOW = '2024-07-02T09:00:00+08:00';
const SNAPSHOT = '2024-07-01T20:00:00+08:00';
const [EXECUTING, DECIDING, DRAFTED] = ['吉0602', '吉06', '吉0605'];

let house: Installation;
let cast: Cast;
let people: Record<
  'importer' | 'assessor' | 'high' | 'highDirector' | 'neighbour' | 'receiver' | 'inspector' | 'system',
  Person
>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [people, cast] = await Promise.all([
    house.hire({
      importer: { court: DECIDING, roles: ['commandOfficer'] },
      assessor: { court: DECIDING, roles: ['assessor'] },
      high: { court: '吉', roles: ['commandOfficer'] },
      highDirector: { court: '吉', roles: ['commandDirector'] },
      neighbour: { court: '吉01', roles: ['bureauDirector', 'commandDirector'] },
      receiver: { court: DRAFTED, roles: ['handler'] },
      inspector: { court: '吉', roles: ['inspector'] },
      system: { court: '吉', roles: ['systemAdmin'] },
    }),
    house.hire(castOf(EXECUTING, DECIDING)),
  ]);
  await post(people.system, '/clock/move', { to: NOW });
});
afterAll(() => house?.stop());

const center = (path: string) => `${house.urls.commandCenter}${path}`;
const post = (by: Person, path: string, body: unknown, sending: Sending = {}) =>
  send('POST', center(path), { token: by.token, body, ...sending });
const get = (by: Person, path: string) => house.get(by, center(path));
const code = ({ body }: Answer) => body?.['code'];
/** Until command-center's own read model has it. */
const known = ({ caseId, seq }: OpenCase) => get(people.inspector, `/collaborations/${caseId}?after=${seq}`);

describe('whom to draft (Art. 5)', () => {
  const ask = (by = cast.director, more = '') =>
    get(by, `/allocation?executing=${EXECUTING}&deciding=${DECIDING}${more}`);
  const row = (court: string, number: number, changes: object = {}) => ({
    case_no: `（2023）${court}执${number}号`,
    court_code: court,
    filing_date: '2023-08-01',
    has_property: true,
    snapshot_at: SNAPSHOT,
    ...changes,
  });
  const staff = (court: string, officers: number) =>
    post(people.assessor, '/commands/staff.set', { court, officers, validFrom: '2024-01-01' });

  test('is advised from dockets and staff as they stand, those without staff at the end', async () => {
    const closed = { close_date: '2024-06-30', close_mode: '执行完毕' };
    const cases = [
      ...[1, 2, 3, 4].map((number) => row(DRAFTED, number)),
      row(DRAFTED, 5, closed),
      ...[1, 2, 3].map((number) => row('吉0621', number)),
      row('吉0622', 1),
      row(EXECUTING, 1),
    ];
    expect((await post(people.importer, '/commands/case.import', { cases })).body).toMatchObject({ accepted: 10 });
    await Promise.all([staff(DRAFTED, 2), staff('吉0621', 3), staff('吉0623', 5), staff(EXECUTING, 1)]);
    const { body } = await ask();
    const load = (of: string, pending: number, officers: number | null) => ({
      code: of,
      pending,
      officers,
      lent30: 0,
    });
    const expected = adviseCourts({
      executing: EXECUTING,
      deciding: DECIDING,
      on: '2024-07-02',
      courts: [
        load(DRAFTED, 4, 2),
        load('吉0621', 3, 3),
        load('吉0622', 1, null),
        load('吉0623', 0, 5),
        load('吉0681', 0, null),
      ],
      farKm: DEFAULT_SETTINGS.farParticipantKm,
    });
    expect(body).toMatchObject({
      on: '2024-07-02',
      ranking: expected.slice(0, 3),
      unranked: ['吉0622', '吉0681'],
      settings: { farKm: 150, weights: { km: 1, load: 1, lent: 1 } },
    });
    expect((await ask(people.high)).body).toEqual(body);
    // The day before the snapshot nothing was known to be open.
    expect((await ask(cast.director, '&on=2024-06-30')).body).toMatchObject({ ranking: [{ load: 0 }, {}, {}] });
    await post(people.importer, '/commands/case.import', {
      cases: [row(DRAFTED, 1, { ...closed, snapshot_at: '2024-07-02T08:00:00+08:00' })],
    });
    const after = (await ask()).body['ranking'] as { court: string; pending: number }[];
    expect(after.find(({ court }) => court === DRAFTED)?.pending).toBe(3);
  });

  test.each([
    ['another court’s director', () => ask(people.neighbour), 'FORBIDDEN'],
    ['who executes', () => ask(cast.applicant), 'FORBIDDEN'],
    ['an assessor', () => ask(people.assessor), 'FORBIDDEN'],
    ['a day to come', () => ask(cast.director, '&on=2024-07-03'), 'VALIDATION'],
    ['a day that is none', () => ask(cast.director, '&on=2024-02-30'), 'VALIDATION'],
    [
      'an unknown court',
      () => get(cast.director, `/allocation?executing=吉0699&deciding=${DECIDING}`),
      'COURT_UNKNOWN',
    ],
    ['no court', () => get(cast.director, `/allocation?deciding=${DECIDING}`), 'VALIDATION'],
  ])('is not told to or for %s', async (_, asking, expected) => {
    expect(code(await asking())).toBe(expected);
  });

  test('is kept with the decision beside whom it drafts, and a court drafted often warns', async () => {
    const decide = async (open: OpenCase): Promise<OpenCase> => {
      const { body } = await house.command(cast.director, open.caseId, 'review.decide', {
        outcome: 'APPROVE',
        reasons: '同意协同执行。',
        participants: [DRAFTED],
      });
      const decided = { caseId: open.caseId, seq: Number(body['seq']) };
      await known(decided);
      return decided;
    };
    const opened: OpenCase[] = [];
    for (let count = 0; count < 4; count += 1) {
      opened.push(await decide(await caseAt(cast, 'PROPOSED', { filingDate: '2021-03-01' })));
    }
    const events = await Promise.all(
      opened.map(async ({ caseId }) => (await house.ledger(caseId)).find(({ type }) => type === 'decision.approved')),
    );
    const kept = events.map((event) => {
      const { advised, participants, warnings } = event!.payload;
      const own = (advised as { court: string; lent30: number }[]).find(({ court }) => court === DRAFTED);
      return { participants, warnings, lent30: own?.lent30, advised: (advised as unknown[]).length };
    });
    const before = { participants: [DRAFTED], advised: 5 };
    expect(kept).toEqual([
      { ...before, lent30: 0, warnings: [] },
      { ...before, lent30: 1, warnings: [] },
      { ...before, lent30: 2, warnings: [] },
      { ...before, lent30: 3, warnings: ['OFTEN_DRAFTED'] },
    ]);
    const view = (await known(opened[3]!)).body;
    expect(view).toMatchObject({ warnings: ['OFTEN_DRAFTED'], drafting: { drafted: [DRAFTED] } });
    const ranking = (await ask()).body['ranking'] as { court: string; lent30: number; warnings: string[] }[];
    expect(ranking.find(({ court }) => court === DRAFTED)).toMatchObject({ lent30: 4, warnings: ['OFTEN_DRAFTED'] });

    const change = { add: ['吉0621'], reasons: '力量不足。' };
    await house.command(cast.director, opened[0]!.caseId, 'participants.change', change);
    const changed = (await house.ledger(opened[0]!.caseId)).find(({ type }) => type === 'participants.changed');
    expect(changed?.payload).toMatchObject({ added: ['吉0621'], advised: expect.arrayContaining([]) as unknown });
    expect(changed?.payload['advised']).toHaveLength(5);
  });

  test('cannot be sent by a person', async () => {
    const open = await caseAt(cast, 'PROPOSED', { filingDate: '2021-03-01' });
    const body = { outcome: 'APPROVE', reasons: '同意。', participants: [DRAFTED], advised: [] };
    expect(code(await house.command(cast.director, open.caseId, 'review.decide', body))).toBe('VALIDATION');
  });
});

describe('patterns (Art. 18)', () => {
  const WITHIN = 'from=2024-07-01&to=2024-07-31';
  const table = (by: Person, more: string) => get(by, `/patterns?${WITHIN}&${more}`);

  test('are counted with every case and list those the reader may see', async () => {
    const secret = await caseAt(cast, 'CLOSED', {
      ...application(EXECUTING, DECIDING),
      filingDate: '2021-03-01',
      grounds: [
        { code: '3-2', facts: '有单位和个人干预执行，已记录在案。' },
        { code: '3-8', facts: '案情复杂。'.repeat(30) },
      ],
    });
    await known(secret);
    const { body } = await table(people.inspector, 'by=ground,closeOutcome&court=吉06');
    expect(body).toMatchObject({
      by: ['ground', 'closeOutcome'],
      rows: [
        { value: '3-2', count: 1, daysToDecision: '0.0', daysToClose: '0.0', recovered: 1_000_000 },
        { value: '3-8', count: 1 },
      ],
      columns: [{ value: 'ACTUALLY_CLOSED', count: 1 }],
      cells: [{ row: '3-2', column: 'ACTUALLY_CLOSED', count: 1 }, {}],
    });
    const cell = `/patterns/cases?${WITHIN}&by=ground,closeOutcome&court=吉06&row=3-2&column=ACTUALLY_CLOSED`;
    const listed = { items: [{ caseId: secret.caseId, outcome: 'APPROVE' }], total: 1, hidden: 0 };
    expect((await get(people.inspector, cell)).body).toMatchObject(listed);
    expect((await get(people.high, cell)).body).toMatchObject({ items: [], total: 1, hidden: 1, next: null });
  });

  test('open page by page what a cell counts', async () => {
    const grounds = [{ code: '3-8', facts: '案情复杂。'.repeat(30) }];
    for (let count = 0; count < 3; count += 1)
      await known(await caseAt(cast, 'PROPOSED', { filingDate: '2021-03-01', grounds }));
    const page = `/patterns/cases?${WITHIN}&by=ground,outcome&row=3-8&column=PENDING&limit=2`;
    const first = (await get(people.high, page)).body as { items: { caseId: string }[]; total: number; next: string };
    const second = (await get(people.high, `${page}&after=${encodeURIComponent(first.next)}`)).body;
    expect([first.total, first.items.length, (second['items'] as unknown[]).length]).toEqual([3, 2, 1]);
  });

  test('come as a workbook', async () => {
    const workbook = await get(people.high, `/patterns/table.xlsx?${WITHIN}&by=ground,outcome`);
    expect([workbook.status, workbook.text.slice(0, 2)]).toEqual([200, 'PK']);
  });

  test('are shown to a bureau director, of the own area', async () => {
    const { status, body } = await table(cast.director, 'by=ground,outcome');
    expect([status, body['by']]).toEqual([200, ['ground', 'outcome']]);
  });

  test('are not shown to who works on single cases', async () => {
    expect(code(await table(cast.applicant, 'by=ground,outcome'))).toBe('FORBIDDEN');
  });

  test.each([
    ['by=ground', 'VALIDATION'],
    ['by=ground,ground', 'VALIDATION'],
    ['by=ground,outcome&court=吉01', 'FORBIDDEN'],
    ['by=ground,outcome&from=2024-08-01', 'VALIDATION'],
  ])('%s is refused with %s', async (query, expected) => {
    expect(code(await get(people.assessor, `/patterns?from=2024-07-01&to=2024-07-31&${query}`))).toBe(expected);
  });
});

describe('guidance (Art. 18)', () => {
  const publish = (by: Person, body: object, sending: Sending = {}) =>
    post(by, '/commands/guidance.publish', body, sending);
  const acknowledge = (by: Person, guidance: unknown, version: number) =>
    post(by, '/commands/guidance.acknowledge', { guidance, version });
  const upload = (name: string, content: string) =>
    send('POST', center(`/guidance/files?name=${encodeURIComponent(name)}`), {
      token: cast.commander.token,
      raw: { content, type: 'application/octet-stream' },
      key: null,
    });

  test('goes to the courts below with its files, is received there, and stays in its versions', async () => {
    const { body: file } = await upload('附表.pdf', '%PDF-1.7 附表');
    const files = [{ file: file['file'], name: '附表.pdf' }];
    const content = { title: '关于规范报请材料的意见', text: '报请应当附财产清单。', files };
    const first = await publish(cast.commander, content, { key: 'guidance-once-only' });
    const below = ['吉0602', '吉0605', '吉0621', '吉0622', '吉0623', '吉0681'];
    expect(first).toMatchObject({ status: 200, body: { version: 1, to: below } });
    expect((await publish(cast.commander, content, { key: 'guidance-once-only' })).body).toEqual(first.body);
    const id = first.body['guidance'] as string;

    const inbox = `${house.urls.notification}/inbox`;
    const message = await until('the message', async () => {
      const { items } = (await house.get(people.receiver, inbox)).body as { items: { caseId: string; text: string }[] };
      return items.find(({ caseId }) => caseId === `guidance-${id}`);
    });
    expect(message.text).toContain('《关于规范报请材料的意见》');

    const read = async (by: Person) => (await get(by, `/guidance/${id}`)).body;
    expect(await read(people.receiver)).toMatchObject({ own: false, versions: [{ receipts: [{ court: DRAFTED }] }] });
    expect((await acknowledge(people.receiver, id, 1)).status).toBe(200);
    expect((await acknowledge(people.receiver, id, 1)).status).toBe(200);
    expect(await read(people.highDirector)).toMatchObject({ received: 1, sent: 6, own: null });
    const got = await get(people.receiver, `/guidance/${id}/files/${String(file['file'])}`);
    expect([got.status, got.text]).toEqual([200, '%PDF-1.7 附表']);

    expect((await publish(cast.commander, { ...content, text: '另附执行线索。' })).body).toMatchObject({ version: 2 });
    expect(code(await acknowledge(people.receiver, id, 1))).toBe('VERSION_CONFLICT');
    expect(await read(people.receiver)).toMatchObject({ version: 2, own: false, versions: [{}, { version: 1 }] });
    expect((await get(people.receiver, '/guidance')).body).toMatchObject({ items: [{ guidance: id, version: 2 }] });
    const trail = await house.audit<{ kind: string }>('command-center');
    const told = trail.map(({ kind }) => kind).filter((kind) => kind.startsWith('GUIDANCE'));
    expect(told).toEqual(['GUIDANCE_PUBLISHED', 'GUIDANCE_ACKNOWLEDGED', 'GUIDANCE_PUBLISHED']);
    for (const answer of [await get(people.neighbour, `/guidance/${id}`), await acknowledge(people.neighbour, id, 2)]) {
      expect(code(answer)).toBe('NOT_FOUND');
    }
  });

  test('published by several at once is as many versions, and each is told of its own, and again', async () => {
    const asks = [1, 2, 3, 4, 5].map((number) => () => {
      const content = { title: '关于同时发布的意见', text: `第${number}份。` };
      return publish(cast.commander, content, { key: `guidance-at-once-${number}` });
    });
    const answers = await Promise.all(asks.map((ask) => ask()));
    const versions = answers.map(({ body }) => Number(body['version']));
    expect([...versions].sort()).toEqual([1, 2, 3, 4, 5]);
    const again = await Promise.all(asks.map((ask) => ask()));
    expect(again.map(({ body }) => body['version'])).toEqual(versions);
  });

  test('is refused with a reason', async () => {
    const guidance = { title: '意见', text: '正文。' };
    expect(code(await publish(cast.officer, guidance))).toBe('FORBIDDEN');
    expect(code(await publish(cast.commander, { ...guidance, title: ' ' }))).toBe('VALIDATION');
    expect(code(await publish(cast.commander, { ...guidance, text: '长'.repeat(20_001) }))).toBe('VALIDATION');
    const absent = [{ file: '0'.repeat(64), name: '附表.pdf' }];
    expect(code(await publish(cast.commander, { ...guidance, files: absent }))).toBe('NOT_FOUND');
    expect(code(await upload('附表.exe', 'MZ'))).toBe('VALIDATION');
    expect(code(await upload('附表.pdf', 'PK'))).toBe('VALIDATION');
  });
});
