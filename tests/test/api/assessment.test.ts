import { Client, Connection } from '@temporalio/client';
import { canonicalJson, sm3 } from '@xiezhi/chain';
import { subscribe } from '@xiezhi/client';
import { application, caseAt, castOf, Installation, send, until } from '../../src/support';
import type { Answer, Cast, Person, Sending } from '../../src/support';

const NOW = '2024-07-02T09:00:00+08:00';

let house: Installation;
let cast: Cast;
let people: Record<
  | 'director'
  | 'president'
  | 'both'
  | 'assessor'
  | 'second'
  | 'high'
  | 'highAssessor'
  | 'neighbour'
  | 'importer'
  | 'basic',
  Person
>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  const [{ system }, hired, own] = await Promise.all([
    house.hire({ system: { court: '吉', roles: ['systemAdmin'] } }),
    house.hire({
      director: { court: '吉06', roles: ['commandDirector'] },
      president: { court: '吉06', roles: ['president'] },
      both: { court: '吉06', roles: ['commandDirector', 'president'] },
      assessor: { court: '吉06', roles: ['assessor'] },
      second: { court: '吉06', roles: ['assessor'] },
      high: { court: '吉', roles: ['inspector'] },
      highAssessor: { court: '吉', roles: ['assessor'] },
      neighbour: { court: '吉01', roles: ['inspector'] },
      importer: { court: '吉06', roles: ['commandOfficer'] },
      basic: { court: '吉0602', roles: ['handler'] },
    }),
    house.hire(castOf('吉0602', '吉06')),
  ]);
  [people, cast] = [hired, own];
  await give(system, 'clock/move', { to: NOW }, {}, '');
});
afterAll(() => house?.stop());

const give = (by: Person, command: string, body: unknown, sending: Sending = {}, under = 'commands/') =>
  send('POST', `${house.urls.commandCenter}/${under}${command}`, { token: by.token, body, ...sending });
const get = (by: Person, path: string) => house.get(by, `${house.urls.commandCenter}${path}`);
const code = ({ body }: Answer) => body?.['code'];

/** Each test has a year of its own. */
const quotaOf = (year: number) => ({
  set: (number: number, by = people.director, sending: Sending = {}) =>
    give(by, 'quota.set', { year, number, rationale: `按上年办理能力确定为${number}件。` }, sending),
  approve: (by = people.president, more: object = {}, sending: Sending = {}) =>
    give(by, 'quota.approve', { year, ...more }, sending),
  read: async () =>
    ((await get(people.high, `/quotas?year=${year}&court=吉06`)).body['items'] as Record<string, unknown>[])[0],
});

const report = (changes: Record<string, unknown> = {}, by = people.assessor, sending: Sending = {}) =>
  give(
    by,
    'indicator.report',
    {
      court: '吉06',
      period: '2024-H1',
      code: 'R1',
      numerator: 1799,
      denominator: 1999,
      source: '统计报表',
      ...changes,
    },
    sending,
  );

describe('a number for the year', () => {
  test('is set by one person, approved by another, and kept in all its versions', async () => {
    const { set, approve, read } = quotaOf(2023);
    expect(code(await approve())).toBe('NOT_FOUND');
    const first = await set(2, people.director, { key: 'quota-of-2023-first' });
    expect(first).toMatchObject({ status: 200, body: { court: '吉06', version: 1 } });
    expect((await set(2, people.director, { key: 'quota-of-2023-first' })).body).toEqual(first.body);
    expect(code(await set(3, people.director, { key: 'quota-of-2023-first' }))).toBe('VERSION_CONFLICT');
    expect(await read()).toMatchObject({ version: 1, status: 'PROPOSED', inForce: null, number: 2 });

    const approved = await approve(people.president, {}, { key: 'quota-approved-once' });
    expect(approved.status).toBe(200);
    expect((await approve(people.president, {}, { key: 'quota-approved-once' })).body).toEqual(approved.body);
    expect(code(await approve())).toBe('NOT_ALLOWED_IN_STATE');

    expect((await set(5, people.both)).body).toMatchObject({ version: 2 });
    expect(await read()).toMatchObject({ version: 2, status: 'PROPOSED', number: 5, inForce: 2 });
    expect(code(await approve(people.both))).toBe('SAME_PERSON');
    expect(code(await approve(people.president, { version: 1 }))).toBe('VERSION_CONFLICT');
    expect((await approve(people.president, { version: 2 })).status).toBe(200);
    expect(await read()).toMatchObject({
      status: 'IN_FORCE',
      inForce: 5,
      versions: [
        { version: 2, status: 'IN_FORCE', number: 5, approvedBy: { court: '吉06' } },
        { version: 1, status: 'REPLACED', number: 2, rationale: '按上年办理能力确定为2件。' },
      ],
    });
  });

  test('has as many versions as there were requests, whoever sends them at once', async () => {
    const { set, approve, read } = quotaOf(2025);
    const same = { key: 'the-same-quota-twice' };
    const sent = await Promise.all([set(6, people.director, same), set(6, people.director, same), set(7, people.both)]);
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200]);
    // Each is told of its own.
    expect(new Set(sent.map(({ body }) => body['version']))).toEqual(new Set([1, 2]));
    expect((await read())!['version']).toBe(2);
    // Of two who approve at once one is heard.
    const approvals = await Promise.all([approve(), approve()]);
    expect(approvals.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('is a file: its entries are in the ledger, and subscribers hear of them as of those of any other', async () => {
    const { set, approve } = quotaOf(2020);
    const heard: string[] = [];
    const stop = await subscribe({
      ...{ natsUrl: house.urls.nats, durable: 'quotas', courts: ['吉06'] },
      onEvent: ({ type, data }) => {
        if (data.caseId === 'quota-jl06-2020') heard.push(`${data.seq} ${type.split('.').slice(-2).join('.')}`);
      },
    });
    await set(8);
    await approve();
    const entries = await house.ledger('quota-jl06-2020');
    expect(entries.map(({ type, actor }) => [type, actor.role])).toEqual([
      ['quota.opened', 'commandDirector'],
      ['quota.set', 'commandDirector'],
      ['quota.approved', 'president'],
    ]);
    await until('subscribers to hear', async () => heard.length === 3);
    await stop();
    expect(heard).toEqual(['1 quota.opened', '2 quota.set', '3 quota.approved']);
  });

  test('goes on from its ledger when the engine has lost it', async () => {
    const { set, approve } = quotaOf(2019);
    await set(8);
    const connection = await Connection.connect({ address: house.urls.temporal });
    await new Client({ connection }).workflow.getHandle('quota-jl06-2019').terminate('by hand');
    await connection.close();
    expect(code(await approve())).toBe('UNAVAILABLE');
    await send('POST', `${house.urls.ledger}/doctor/examinations`, { token: await house.serviceToken() });
    const approved = await until('it to go on', async () => {
      const answer = await approve();
      return answer.status === 200 && answer;
    });
    expect(approved.body).toMatchObject({ version: 1 });
    expect(await house.ledger('quota-jl06-2019')).toHaveLength(3);
  });

  test('can be opened anew after a restored ledger did not have its file, and the doctor ended it', async () => {
    const connection = await Connection.connect({ address: house.urls.temporal });
    const { workflow } = new Client({ connection });
    const lost = { workflowId: 'quota-jl06-2022', taskQueue: 'nobody' };
    await (await workflow.start('yearQuota', lost)).terminate('not in the ledger');
    await connection.close();
    expect((await quotaOf(2022).set(1)).status).toBe(200);
  });

  test('under one key is asked of one year only', async () => {
    const sending = { key: 'one-key-for-two-years' };
    expect((await quotaOf(2018).set(1, people.director, sending)).status).toBe(200);
    expect(code(await quotaOf(2025).set(1, people.director, sending))).toBe('VERSION_CONFLICT');
  });

  test('is refused with a reason where it cannot be, and the refusal is on record', async () => {
    const refusals: [object, string][] = [
      [{ year: 2026, number: 1, rationale: '远期' }, 'VALIDATION'],
      [{ year: 2017, number: 1, rationale: '施行以前' }, 'VALIDATION'],
      [{ year: 2024, number: 10_000, rationale: '过多' }, 'VALIDATION'],
      [{ year: 2024, number: 1.5, rationale: '半件' }, 'VALIDATION'],
      [{ year: 2024, number: 1, rationale: ' ' }, 'VALIDATION'],
      [{ year: 2024, number: 1, rationale: '半个字\ud83d' }, 'VALIDATION'],
      [{ year: 2024, number: 1, rationale: '长'.repeat(20_001) }, 'VALIDATION'],
      [{ year: 2024, number: 1, rationale: '多一项', court: '吉01' }, 'VALIDATION'],
    ];
    const answers = await Promise.all(refusals.map(([body]) => give(people.director, 'quota.set', body)));
    expect(answers.map(code)).toEqual(refusals.map(([, expected]) => expected));
    const { set, approve } = quotaOf(2022);
    expect(code(await set(1, people.president))).toBe('FORBIDDEN');
    expect(code(await approve(people.director))).toBe('FORBIDDEN');
    const trail = await house.audit<{ kind: string; command?: string; code?: string }>('command-center');
    expect(trail).toContainEqual(
      expect.objectContaining({ kind: 'COMMAND_REFUSED', command: 'quota.set', code: 'FORBIDDEN' }),
    );
    await set(1);
    const after = await house.audit('command-center');
    expect(after.at(-1)).toMatchObject({ kind: 'QUOTA_SET', message: '2022年 1件', actor: { court: '吉06' } });
  });
});

describe('an indicator', () => {
  test('passes by integers, and a later report replaces the earlier one and keeps it', async () => {
    expect((await report()).body).toEqual({ court: '吉06', version: 1 });
    expect((await report({ code: 'R2', numerator: 0, denominator: 0 })).status).toBe(200);
    const read = await get(people.high, '/indicators?court=吉06&period=2024-H1');
    expect(read.body).toMatchObject({
      definitions: [{ code: 'R1', target: 90 }, {}, {}, { code: 'R4', target: 80 }],
      items: [
        { code: 'R1', display: '90.0%', pass: false, earlier: [] },
        { code: 'R2', display: '—', pass: null },
      ],
    });
    await report({ numerator: 1900 }, people.highAssessor);
    const later = await get(people.assessor, '/indicators?court=吉06&period=2024-H1');
    expect(later.body).toMatchObject({
      items: [{ code: 'R1', numerator: 1900, pass: true, version: 2, earlier: [{ numerator: 1799, pass: false }] }, {}],
    });
  });

  test('is refused for a court that is not below, a period that is none, and a part above the whole', async () => {
    const refusals: [Record<string, unknown>, string][] = [
      [{ court: '吉01' }, 'FORBIDDEN'],
      [{ court: '吉0699' }, 'COURT_UNKNOWN'],
      [{ period: '2025-H1' }, 'VALIDATION'],
      [{ period: '2024-Q1' }, 'VALIDATION'],
      [{ code: 'R5' }, 'VALIDATION'],
      [{ numerator: 2000 }, 'VALIDATION'],
      [{ numerator: -1 }, 'VALIDATION'],
      [{ denominator: 1.5 }, 'VALIDATION'],
    ];
    const answers = await Promise.all(refusals.map(([changes]) => report(changes)));
    expect(answers.map(code)).toEqual(refusals.map(([, expected]) => expected));
    expect(code(await report({}, people.director))).toBe('FORBIDDEN');
  });

  test('R1 is worked out from the docket beside what was reported', async () => {
    const row = (number: number, changes: object) => ({
      case_no: `（2023）吉0602执${number}号`,
      court_code: '吉0602',
      filing_date: '2023-08-01',
      has_property: true,
      snapshot_at: '2024-07-01T20:00:00+08:00',
      ...changes,
    });
    const done = { close_date: '2024-01-20', close_mode: '执行完毕' };
    const cases = [row(1, done), row(2, done), row(3, {})];
    expect((await give(people.importer, 'case.import', { cases })).body).toMatchObject({ accepted: 3 });
    const url = '/indicators/docket?court=吉06&period=2024-H1';
    expect((await get(people.assessor, url)).body).toMatchObject({
      numerator: 2,
      denominator: 3,
      display: '66.7%',
      pass: false,
    });
    const more = [row(3, { ...done, snapshot_at: '2024-07-02T08:00:00+08:00' })];
    await give(people.importer, 'case.import', { cases: more });
    expect((await get(people.assessor, url)).body).toMatchObject({ numerator: 3, denominator: 3, pass: true });
  });
});

test('how many execute at a court is kept by the day from which it holds', async () => {
  const staff = (officers: number, validFrom: string, by = people.assessor) =>
    give(by, 'staff.set', { court: '吉0602', officers, validFrom });
  await staff(12, '2024-01-01');
  await staff(14, '2024-06-01');
  expect((await staff(13, '2024-06-01', people.second)).body).toEqual({ court: '吉0602', version: 2 });
  const on = async (day: string) => (await get(people.high, `/staff?court=吉0602&on=${day}`)).body['items'];
  expect(await on('2023-12-31')).toEqual([]);
  expect(await on('2024-05-31')).toMatchObject([{ officers: 12 }]);
  expect(await on('2024-06-01')).toMatchObject([{ officers: 13, version: 2 }]);
  expect(code(await staff(1, '2024-01-01', people.neighbour))).toBe('FORBIDDEN');
});

test('decided cases count, what is restricted is counted and not named, and courts beside see nothing', async () => {
  const { set, read } = quotaOf(2024);
  await set(5);
  const plain = await caseAt(cast, 'APPROVED', { filingDate: '2022-03-01', caseNumber: '（2022）吉0602执1号' });
  const secret = await caseAt(cast, 'CLOSED', {
    filingDate: '2022-03-01',
    caseNumber: '（2022）吉0602执2号',
    grounds: [{ code: '3-2', facts: '有单位和个人干预执行，已记录在案。' }],
  });
  const held = await caseAt(cast, 'APPROVED', {
    ...application('吉0602', '吉06', { caseNumber: '（2022）吉0602执3号' }),
    filingDate: '2022-03-01',
    grounds: [{ code: '3-2', facts: '有单位和个人干预执行，已记录在案。' }],
  });
  for (const { caseId, seq } of [plain, secret, held]) {
    const read = await get(people.high, `/collaborations/${caseId}?after=${seq}`);
    expect(read.status).toBe(200);
  }
  expect(await read()).toMatchObject({ decided: 3, closed: 1 });
  const counted = {
    court: '吉06',
    total: 3,
    closed: 1,
    revoked: 0,
    display: '33.3%',
    pass: false,
    outstandingCount: 2,
  };
  const all = ((await get(people.high, '/must-complete?court=吉06')).body['items'] as object[])[0];
  expect(all).toMatchObject({ ...counted, cases: [{ caseId: plain.caseId }, { caseId: held.caseId }] });
  const fromAbove = (await get(people.highAssessor, '/must-complete')).body['items'] as { cases: unknown[] }[];
  expect(fromAbove).toMatchObject([{ ...counted, cases: [{ caseId: plain.caseId }] }]);
  for (const path of ['/quotas', '/must-complete', '/indicators', '/staff']) {
    expect((await get(people.neighbour, path)).body).toMatchObject({ items: [] });
    expect(code(await get(people.neighbour, `${path}?court=吉06`))).toBe('FORBIDDEN');
    expect(code(await get(cast.applicant, path))).toBe('FORBIDDEN');
  }
});

describe('what an earlier release kept beside the ledger', () => {
  const SUBJECT = { court: '吉06', year: 2021 };
  const GUIDED = { court: '吉06', title: '早先的意见', text: '正文。', files: [] };
  const SERIES = `jl06-${sm3(GUIDED.title).slice(0, 16)}`;
  const digestOf = (content: object) => sm3(canonicalJson(content));
  const keyOf = ({ sub }: Person, key: string) => sm3(`${sub}\n${key}`).slice(0, 32);
  const by = ({ sub, name, court }: Person) => ({ sub, name, court });
  const FIRST = { ...SUBJECT, number: 3, rationale: '按上年办理能力确定为3件。' };

  beforeAll(async () => {
    const [series, at] = ['吉06:2021', '2021-01-12T10:00:00.000+08:00'];
    const { director, president, basic } = people;
    const approvedAt = '2021-01-19T10:00:00.000+08:00';
    const approval = {
      ...{ by: by(president), at: approvedAt, key: keyOf(president, 'approved-before') },
      digest: digestOf({ ...SUBJECT, version: null }),
    };
    const version = (number: number, content: object, key: string, more: object = {}) => ({
      ...{ _id: `${series}:${number}`, series, version: number, content, digest: digestOf({ series, content }) },
      ...{ by: by(director), at, key: keyOf(director, key), ...more },
    });
    const database = house.database('command-center');
    await database
      .collection<{ _id: string }>('quotas')
      .insertMany([
        version(1, FIRST, 'set-before', { approval }),
        version(2, { ...FIRST, number: 4 }, 'set-before-again', { at: '2021-06-01T10:00:00.000+08:00' }),
      ]);
    const published = { series: SERIES, content: GUIDED };
    await database.collection<{ _id: string }>('guidance').insertOne({
      ...{ _id: `${SERIES}:1`, series: SERIES, version: 1, content: GUIDED, digest: digestOf(published) },
      ...{ by: by(director), at, key: keyOf(director, 'published-before') },
    });
    await database.collection<{ _id: string }>('guidance_receipts').insertOne({
      ...{ _id: `${SERIES}:1|吉0602`, version: `${SERIES}:1`, court: '吉0602', by: by(basic), at: approvedAt },
    });
    for (let start = 0; start < 2; start += 1) {
      await house.stack.kill('command-center');
      await house.stack.start('command-center');
      await until('the numbers', async () => (await house.ledger('quota-jl06-2021')).length === 4);
      await until('the guidance', async () => (await house.ledger(`guidance-${SERIES}`)).length === 2);
    }
  });

  test('is made into files once, each act at its own instant by whom it was', async () => {
    const entries = await house.ledger('quota-jl06-2021');
    expect(entries.map(({ type, at, actor }) => [type, at.slice(0, 10), actor.sub])).toEqual([
      ['quota.opened', '2021-01-12', people.director.sub],
      ['quota.set', '2021-01-12', people.director.sub],
      ['quota.approved', '2021-01-19', people.president.sub],
      ['quota.set', '2021-06-01', people.director.sub],
    ]);
    const guidance = await house.ledger(`guidance-${SERIES}`);
    expect(guidance.map(({ type }) => type)).toEqual(['guidance.opened', 'guidance.published']);
  });

  test('is read as before', async () => {
    expect(await quotaOf(2021).read()).toMatchObject({
      ...{ version: 2, status: 'PROPOSED', number: 4, inForce: 3 },
      versions: [{ version: 2 }, { version: 1, setAt: '2021-01-12T10:00:00.000+08:00', approvedBy: { court: '吉06' } }],
    });
    expect((await get(people.director, `/guidance/${SERIES}`)).body).toMatchObject({
      ...{ version: 1, received: 1, sent: 6 },
      versions: [
        { text: '正文。', receipts: [{ court: '吉0602', by: people.basic.name }, ...Array<object>(5).fill({})] },
      ],
    });
  });

  test('is not made again by who repeats the request of then', async () => {
    const repeated = await quotaOf(2021).set(3, people.director, { key: 'set-before' });
    expect(repeated).toMatchObject({ status: 200, body: { version: 1 } });
    expect(code(await quotaOf(2021).set(9, people.director, { key: 'set-before' }))).toBe('VERSION_CONFLICT');
    const approved = await quotaOf(2021).approve(people.president, {}, { key: 'approved-before' });
    expect(approved).toMatchObject({ status: 200, body: { version: 1 } });
    const { court: _, ...content } = GUIDED;
    const again = await give(people.director, 'guidance.publish', content, { key: 'published-before' });
    expect(again).toMatchObject({ status: 200, body: { guidance: SERIES, version: 1 } });
    expect(await house.ledger('quota-jl06-2021')).toHaveLength(4);
  });

  test('leaves a court that has guidance having it', async () => {
    const answer = await give(people.basic, 'guidance.acknowledge', { guidance: SERIES, version: 1 });
    expect(answer.status).toBe(200);
    expect(await house.ledger(`guidance-${SERIES}`)).toHaveLength(2);
  });

  test('is on the audit trail no second time', async () => {
    const told = (await house.audit<{ proposal?: string }>('command-center')).map(({ proposal }) => proposal);
    const mine = told.filter((proposal) => proposal?.startsWith('吉06:2021:') === true);
    expect(mine).toEqual(['吉06:2021:1', '吉06:2021:1', '吉06:2021:2']);
  });
});
