import { APPROVAL_SIGNAL, caseWorkflowId } from '@xiezhi/contracts';
import { Client, Connection } from '@temporalio/client';
import { verifyChain } from '@xiezhi/chain';
import { randomUUID } from 'node:crypto';
import {
  application,
  carryOn,
  caseAt,
  castOf,
  Installation,
  newCaseNumber,
  send,
  standing,
  until,
} from '../../src/support';
import type { Answer, Cast, OpenCase, Person } from '../../src/support';

let house: Installation;
let cast: Cast;
let elsewhere: Cast;
let both: Person;
let connection: Connection;
let engine: Client;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: false });
  [cast, elsewhere] = await Promise.all([house.hire(castOf('吉0104', '吉01')), house.hire(castOf('吉0502', '吉05'))]);
  ({ both } = await house.hire({ both: { court: '吉01', roles: ['handler', 'bureauDirector'] } }));
  connection = await Connection.connect({ address: house.urls.temporal });
  engine = new Client({ connection });
});
afterAll(async () => {
  await connection?.close();
  await house?.stop();
});

const REPORT = { text: '执行人员已到达现场。' };
const key = () => randomUUID();
const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const typesOf = async ({ caseId }: Pick<OpenCase, 'caseId'>) => (await house.ledger(caseId)).map(({ type }) => type);
const answers = (list: Answer[]) => list.map(({ status, body }) => ({ status, body }));
const codeOf = ({ status, body }: Answer) => ({ status, code: body['code'] });
const CONFLICT = { status: 409, code: 'VERSION_CONFLICT' };
const EXISTS = { status: 409, code: 'ACTIVE_COLLABORATION_EXISTS' };

describe('the same application under the same key', () => {
  test('ten at once, and again later, are one case with one answer', async () => {
    const sending = { key: key() };
    const body = application('吉0104', '吉01');
    const all = await times(10, () => house.submit(cast.applicant, body, sending));
    const [first] = answers(all);
    expect(first).toMatchObject({ status: 201, body: { state: 'SUBMITTED' } });
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);

    const open = { caseId: String(first!.body['caseId']), seq: Number(first!.body['seq']) };
    await carryOn(cast, open, 'SUBMITTED', 'UNDER_REVIEW');
    expect(answers([await house.submit(cast.applicant, body, sending)])).toEqual([first]);
    expect((await typesOf(open)).filter((type) => type === 'application.submitted')).toHaveLength(1);
    const { caseNumber } = body;
    expect(await house.database('intake').collection('applications').countDocuments({ caseNumber })).toBe(1);
  });

  test('with another body it is a conflict, also while the first is being received', async () => {
    const sending = { key: key() };
    const body = application('吉0104', '吉01');
    const raced = await times(6, (i) =>
      house.submit(cast.applicant, i % 2 ? body : { ...body, claimAmount: 2 }, sending),
    );
    const accepted = raced.filter(({ status }) => status === 201);
    expect(accepted).toHaveLength(3);
    expect(new Set(accepted.map(({ text }) => text)).size).toBe(1);
    const [first] = accepted;
    for (const refused of raced.filter(({ status }) => status !== 201)) expect(codeOf(refused)).toEqual(CONFLICT);

    const open = { caseId: String(first!.body['caseId']), seq: Number(first!.body['seq']) };
    const before = await standing(house, cast.applicant, open);
    const other = await house.submit(cast.applicant, { ...body, cause: '借款合同纠纷' }, sending);
    expect(codeOf(other)).toEqual(CONFLICT);
    expect(await standing(house, cast.applicant, open)).toEqual(before);
  });

  test('another person’s same key is another request', async () => {
    const sending = { key: key() };
    const mine = await house.submit(cast.applicant, application('吉0104', '吉01'), sending);
    const theirs = await house.submit(elsewhere.applicant, application('吉0502', '吉05'), sending);
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(mine.body['caseId']).not.toBe(theirs.body['caseId']);
  });
});

describe('the same command under the same key', () => {
  test('ten at once are one effect; so is a repeat when the case has moved on, and after it is closed', async () => {
    const open = await caseAt(cast, 'SUBMITTED');
    const registering = { key: key() };
    const registered = await times(10, () =>
      house.command(cast.reviewer, open.caseId, 'application.register', {}, registering),
    );
    expect(new Set(registered.map(({ text }) => text)).size).toBe(1);
    expect(registered[0]).toMatchObject({ status: 200, body: { state: 'UNDER_REVIEW' } });
    expect(registered[0]!.body['documentNumber']).toMatch(/^（\d{4}）吉01协同执字第\d+号$/);

    await carryOn(cast, open, 'UNDER_REVIEW', 'IN_EXECUTION');
    const reporting = { key: key() };
    const reported = await times(10, () =>
      house.command(cast.field, open.caseId, 'execution.report', REPORT, reporting),
    );
    expect(new Set(reported.map(({ text }) => text)).size).toBe(1);
    expect(reported[0]!.status).toBe(200);

    const repeats = async () => [
      await house.command(cast.reviewer, open.caseId, 'application.register', {}, registering),
      await house.command(cast.field, open.caseId, 'execution.report', REPORT, reporting),
    ];
    const firstAnswers = answers([registered[0]!, reported[0]!]);
    expect(answers(await repeats())).toEqual(firstAnswers);

    const { seq } = await carryOn(cast, open, 'IN_EXECUTION', 'CLOSED');
    const before = await standing(house, cast.applicant, { ...open, seq });
    expect(before.state).toBe('CLOSED');
    await until('the workflow to end', async () => {
      const { status } = await engine.workflow.getHandle(caseWorkflowId(open.caseId)).describe();
      return status.name === 'COMPLETED';
    });
    expect(answers(await repeats())).toEqual(firstAnswers);
    const others = [
      await house.command(cast.field, open.caseId, 'execution.report', { text: '另一份报告。' }, reporting),
      await house.command(cast.field, open.caseId, 'execution.report', REPORT),
    ];
    expect(others.map(codeOf)).toEqual([CONFLICT, { status: 409, code: 'NOT_ALLOWED_IN_STATE' }]);
    expect(await standing(house, cast.applicant, { ...open, seq })).toEqual(before);
    const types = await typesOf(open);
    expect(types.filter((type) => type === 'application.registered')).toHaveLength(1);
    // One that brought the case into execution, and the one sent ten times.
    expect(types.filter((type) => type === 'execution.recorded')).toHaveLength(2);
    expect(verifyChain(await house.ledger(open.caseId))).toBeUndefined();
  });

  test('with another body it is a conflict and nothing changes', async () => {
    const open = await caseAt(cast, 'UNDER_REVIEW');
    const sending = { key: key() };
    const propose = (reasons: string) =>
      house.command(cast.reviewer, open.caseId, 'review.propose', { outcome: 'APPROVE', reasons }, sending);
    const first = await propose('符合第三条。');
    expect(first.status).toBe(200);
    const before = await standing(house, cast.reviewer, { ...open, seq: Number(first.body['seq']) });
    expect(codeOf(await propose('不符合第三条。'))).toEqual(CONFLICT);
    expect(await standing(house, cast.reviewer, open)).toEqual(before);
  });
});

describe('one enforcement case, several applications', () => {
  const twice = async (caseNumber: string, count: number) => {
    const keys = Array.from({ length: count }, key);
    const bodies = keys.map((_, i) => application('吉0104', '吉01', { caseNumber, claimAmount: i + 1 }));
    const results = await times(count, (i) => house.submit(cast.applicant, bodies[i], { key: keys[i]! }));
    return { keys, bodies, results };
  };

  test('of six at once exactly one wins, however the number is written, and repeats are answered alike', async () => {
    const caseNumber = newCaseNumber('吉0104');
    const { keys, bodies, results } = await twice(caseNumber, 6);
    const won = results.filter(({ status }) => status === 201);
    expect(won).toHaveLength(1);
    for (const lost of results.filter(({ status }) => status !== 201)) expect(codeOf(lost)).toEqual(EXISTS);
    const again = await times(6, (i) => house.submit(cast.applicant, bodies[i], { key: keys[i]! }));
    expect(again.map(codeOf)).toEqual(results.map(codeOf));
    const spelled = caseNumber.replace('（', '(').replace('）', ') ');
    expect(codeOf(await house.submit(cast.applicant, { ...bodies[0], caseNumber: spelled }))).toEqual(EXISTS);
    expect(
      await house
        .database('ledger')
        .collection('ledger')
        .countDocuments({ seq: 1, 'payload.caseFields.caseNumber': caseNumber }),
    ).toBe(1);
  });

  test.each([
    ['withdrawn', 'application.withdraw', { reason: '另行处理。' }],
    ['refused', 'review.decide', { outcome: 'REFUSE', reasons: '不符合第三条。' }],
  ] as const)('after one is %s another is accepted, once', async (_how, command, fields) => {
    const caseNumber = newCaseNumber('吉0104');
    const original = { key: key() };
    const originally = application('吉0104', '吉01', { caseNumber });
    const first = await house.submit(cast.applicant, originally, original);
    const caseId = String(first.body['caseId']);
    await carryOn(cast, { caseId, seq: 1 }, 'SUBMITTED', 'PROPOSED');
    const early = { key: key() };
    const body = application('吉0104', '吉01', { caseNumber });
    expect(codeOf(await house.submit(cast.applicant, body, early))).toEqual(EXISTS);
    const who = command === 'review.decide' ? cast.director : cast.applicant;
    expect(await house.command(who, caseId, command, fields)).toMatchObject({ status: 200 });

    const { results } = await twice(caseNumber, 3);
    expect(results.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const next = results.find(({ status }) => status === 201)!.body as unknown as OpenCase;
    const newGround = command === 'review.decide' ? false : null;
    expect(await standing(house, cast.applicant, next)).toMatchObject({ previous: { caseId, caseNumber, newGround } });
    // What was answered stays answered: only a new request is looked at anew.
    expect(answers([await house.submit(cast.applicant, originally, original)])).toEqual(answers([first]));
    expect(codeOf(await house.submit(cast.applicant, body, early))).toEqual(EXISTS);
  });
});

test('a previous case that is named must be the court’s own, of the same case, and over', async () => {
  const [running, strange] = await Promise.all([caseAt(cast, 'SUBMITTED'), caseAt(elsewhere, 'SUBMITTED')]);
  const naming = (previous: string, more = {}) =>
    house.submit(cast.applicant, application('吉0104', '吉01', { previous, ...more }));
  expect(codeOf(await naming('jl0104-0000000000000000'))).toEqual({ status: 404, code: 'NOT_FOUND' });
  expect(codeOf(await naming(strange.caseId))).toEqual({ status: 404, code: 'NOT_FOUND' });
  expect(codeOf(await naming(running.caseId))).toEqual({ status: 400, code: 'VALIDATION' });
  const { caseNumber } = (await standing(house, cast.applicant, running))['case'] as { caseNumber: string };
  const same = await naming(running.caseId, { caseNumber });
  expect(codeOf(same)).toEqual({ status: 409, code: 'NOT_ALLOWED_IN_STATE' });
  await house.command(cast.applicant, running.caseId, 'application.withdraw', { reason: '另行报请。' });
  const after = await naming(running.caseId, { caseNumber });
  expect(after.status).toBe(201);
  const next = after.body as unknown as OpenCase;
  expect(await standing(house, cast.applicant, next)).toMatchObject({ previous: { caseId: running.caseId } });
});

test('twenty cases registered at once get the numbers 1 to 20, and the list shows each once', async () => {
  const opened = await times(20, () => caseAt(elsewhere, 'SUBMITTED'));
  const registered = await times(20, (i) =>
    elsewhere.reviewer.client.command(opened[i]!.caseId, 'application.register', {}),
  );
  const serials = registered.map(({ documentNumber }) => Number(/第(\d+)号$/.exec(documentNumber!)![1]));
  expect(serials.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  const unregistered = await times(5, () => caseAt(elsewhere, 'SUBMITTED'));
  await Promise.all([...registered, ...unregistered].map((open) => standing(house, elsewhere.reviewer, open)));

  const url = `${house.urls.intake}/collaborations?court=吉0502`;
  const read = async (query: string) => {
    const { status, body } = await house.get(elsewhere.reviewer, `${url}${query}`);
    expect(status).toBe(200);
    return body as { items: { caseId: string; updatedAt: string; state: string }[]; next: string | null };
  };
  const whole = await until('the list to be complete', async () => {
    const page = await read('&limit=200');
    return page.items.length >= 25 && page;
  });
  expect(whole.next).toBeNull();
  const paged: typeof whole.items = [];
  for (let next: string | null = ''; next !== null;) {
    const page = await read(`&limit=7${next === '' ? '' : `&cursor=${next}`}`);
    expect(page.items.length).toBe(page.next === null ? whole.items.length % 7 || 7 : 7);
    paged.push(...page.items);
    next = page.next;
  }
  expect(paged).toEqual(whole.items);
  expect(new Set(paged.map(({ caseId }) => caseId)).size).toBe(paged.length);
  const reviewed = await read('&limit=200&state=UNDER_REVIEW');
  expect(reviewed.items.map(({ caseId }) => caseId).sort()).toEqual(registered.map(({ caseId }) => caseId).sort());
});

describe('an approval as a signal', () => {
  const approve = { command: 'review.decide', with: { outcome: 'APPROVE', reasons: '同意协同执行。' } };
  const post = (person: Person, caseId: string, body: unknown, sending = {}) =>
    send('POST', `${house.urls.decision}/collaborations/${caseId}/approvals`, {
      token: person.token,
      body,
      ...sending,
    });
  const refusedApprovals = async (caseId: string) =>
    (await house.audit('ledger')).filter((record) => record['caseId'] === caseId);
  const signalled = (caseId: string, request: unknown) =>
    engine.workflow.getHandle(caseWorkflowId(caseId)).signal(APPROVAL_SIGNAL, request as never);

  test('is sent and moves the case on, once for a repeat', async () => {
    const open = await caseAt(cast, 'PROPOSED');
    const sending = { key: key() };
    const sent = await times(3, () => post(cast.director, open.caseId, approve, sending));
    for (const answer of sent)
      expect(answer).toMatchObject({ status: 202, body: { caseId: open.caseId, status: 'SENT' } });
    await until('the approval', async () => (await standing(house, cast.director, open)).state === 'APPROVED');
    // The next command is behind all signals in the case's own order.
    await cast.applicant.client.command(open.caseId, 'decision.acknowledge', {});
    expect((await typesOf(open)).filter((type) => type === 'decision.approved')).toHaveLength(1);
    expect(await refusedApprovals(open.caseId)).toEqual([]);
  });

  test('that cannot be accepted changes nothing and is audited, once for a repeat', async () => {
    const { caseId } = await caseAt(cast, 'UNDER_REVIEW');
    const proposed = await both.client.command(
      caseId,
      'review.propose',
      { outcome: 'APPROVE', reasons: '符合。' },
      { actingRole: 'handler' },
    );
    const before = await standing(house, cast.director, proposed);
    const sending = { key: key(), headers: { 'x-acting-role': 'bureauDirector' } };
    expect((await post(both, caseId, approve, sending)).status).toBe(202);
    expect((await post(both, caseId, approve, sending)).status).toBe(202);
    await until('the audit record', async () => (await refusedApprovals(caseId)).length > 0);
    const acknowledged = await house.command(cast.director, caseId, 'review.decide', {
      outcome: 'REFUSE',
      reasons: '不同意。',
    });
    expect(acknowledged).toMatchObject({ status: 200, body: { seq: expect.any(Number) as number } });
    const records = await refusedApprovals(caseId);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      kind: 'APPROVAL_REFUSED',
      code: 'SAME_PERSON',
      command: 'review.decide',
      actor: { sub: both.sub, role: 'bureauDirector', court: '吉01' },
      message: expect.stringMatching(/不能自己审批/) as string,
    });
    expect(verifyChain(await house.audit('ledger'))).toBeUndefined();
    const entries = await house.ledger(caseId);
    expect(entries[before.seq]).toMatchObject({ type: 'decision.refused', actor: { sub: cast.director.sub } });
  });

  test('from the wrong role, for a command that is no approval, or for no case, is refused at once', async () => {
    const { caseId } = await caseAt(cast, 'PROPOSED');
    expect(codeOf(await post(cast.applicant, caseId, approve))).toEqual({ status: 403, code: 'FORBIDDEN' });
    const withdraw = { command: 'application.withdraw', with: { reason: '撤回。' } };
    expect(codeOf(await post(cast.director, caseId, withdraw))).toEqual({ status: 400, code: 'VALIDATION' });
    const unknown = await post(cast.director, 'jl0104-0123456789abcdef', approve);
    expect(codeOf(unknown)).toEqual({ status: 404, code: 'NOT_FOUND' });
  });

  test('can come straight from the engine’s own client', async () => {
    const open = await caseAt(cast, 'PROPOSED');
    const { sub, name } = cast.director;
    const actor = { court: '吉01', role: 'bureauDirector', name, sub };
    const at = new Date(Date.now() + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
    const command = { type: 'review.decide', at, actor, with: approve.with };
    await signalled(open.caseId, { id: key(), digest: 'd', command });
    await until('the approval', async () => (await standing(house, cast.director, open)).state === 'APPROVED');
  });

  test('that is no approval at all stops nothing and is audited', async () => {
    const open = await caseAt(cast, 'PROPOSED');
    const actor = { court: '吉01', role: 'bureauDirector', name: '某', sub: 'x' };
    const at = '2026-01-01T09:00:00+08:00';
    const nonsense: unknown[] = [
      undefined,
      null,
      'approve',
      {},
      { id: 'n-1' },
      { id: 'n-2', digest: 'd', command: null },
      { id: 'n-3', digest: 'd', command: { type: 'review.decide', at, actor } },
      { id: 'n-4', digest: 'd', command: { type: 'no.command', at, actor, with: {} } },
      { id: 'n-5', digest: 'd', command: { type: 'review.decide', at: 'now', actor, with: approve.with } },
      {
        id: 'n-6',
        digest: 'd',
        command: { type: 'review.decide', at, actor, with: { ...approve.with, participants: 7 } },
      },
      { id: 'n-7', digest: 'd', command: { type: 'application.withdraw', at, actor, with: { reason: '撤回。' } } },
      { id: 'n-8', digest: 'd', command: { type: 'review.decide', at, actor: null, with: approve.with } },
    ];
    for (const request of nonsense) await signalled(open.caseId, request);
    const { body, status } = await house.command(cast.director, open.caseId, 'review.decide', approve.with);
    expect({ status, state: body['state'] }).toEqual({ status: 200, state: 'APPROVED' });
    await until('the audit records', async () => (await refusedApprovals(open.caseId)).length === nonsense.length);
    for (const record of await refusedApprovals(open.caseId)) {
      expect(record).toMatchObject({ kind: 'APPROVAL_REFUSED', code: 'VALIDATION' });
    }
    expect(verifyChain(await house.audit('ledger'))).toBeUndefined();
  });
});
