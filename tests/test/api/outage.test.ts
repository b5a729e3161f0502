import { subscribe } from '@xiezhi/client';
import type { CaseCloudEvent } from '@xiezhi/contracts';
import { verifyChain } from '@xiezhi/chain';
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { application, carryOn, caseAt, castOf, Installation, send, standing, until } from '../../src/support';
import type { Answer, Cast, OpenCase } from '../../src/support';

let house: Installation;
let cast: Cast;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: false });
  cast = await house.hire(castOf('吉0104', '吉01'));
});
afterAll(() => house?.stop());

/** Everything runs again before the next test, whatever became of this one. */
afterEach(async () => {
  for (const { part, state } of house.stack.parts()) {
    if (state === 'stopped' || state === 'down') await house.stack.start(part);
  }
});

const key = () => randomUUID();
const typesOf = async (caseId: string) => (await house.ledger(caseId)).map(({ type }) => type);
const count = (list: unknown[], wanted: unknown) => list.filter((item) => item === wanted).length;

function expectAway({ status, headers, body }: Answer) {
  expect({ status, code: body['code'] }).toEqual({ status: 503, code: 'UNAVAILABLE' });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(headers.get('content-type')).toBe('application/problem+json');
}

/** No number missing or twice, and the chain of hashes closed. */
async function expectWhole(caseId: string) {
  const entries = await house.ledger(caseId);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(verifyChain(entries)).toBeUndefined();
}

test('a received application that cannot be started is counted, and leaves those behind it alone', async () => {
  const applications = house.database('intake').collection<{ _id: string }>('applications');
  const broken = { status: 'RECEIVED', receivedAt: '2000-01-01T00:00:00+08:00', digest: 'd', caseNumber: 'broken' };
  await house.stack.kill('temporal');
  await applications.insertOne({ _id: 'jl0104-broken', ...broken } as { _id: string });
  const received = await house.submit(cast.applicant, application('吉0104', '吉01'));
  expect(received).toMatchObject({ status: 202, body: { status: 'RECEIVED' } });
  await house.stack.start('temporal');

  const { caseId } = received.body as { caseId: string };
  await until('the application behind it', async () => (await house.ledger(caseId)).length > 0, 120_000);
  await until(
    'the count',
    async () => {
      const { text } = await send('GET', `${house.urls.intake}/metrics`);
      return /xiezhi_applications_failing\{[^}]*\} 1\b/.test(text);
    },
    120_000,
  );
  const told = house.logLines('intake').filter((line) => line.includes('"caseId":"jl0104-broken"'));
  expect(told.some((line) => line.includes('"level":"warn"'))).toBe(true);
  await applications.deleteOne({ _id: 'jl0104-broken' });
}, 300_000);

test('without the engine an application is received with its own time and starts by itself; the rest is asked to wait', async () => {
  const open = await caseAt(cast, 'SUBMITTED');
  await house.stack.kill('temporal');

  const before = Date.now();
  const sending = { key: key() };
  const body = application('吉0104', '吉01');
  const received = await house.submit(cast.applicant, body, sending);
  const after = Date.now();
  expect(received).toMatchObject({ status: 202, body: { status: 'RECEIVED' } });
  const { caseId, receivedAt } = received.body as { caseId: string; receivedAt: string };
  expect(Date.parse(receivedAt)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(receivedAt)).toBeLessThanOrEqual(after);
  expect(receivedAt).toMatch(/\+08:00$/);
  expect((await house.submit(cast.applicant, body, sending)).body).toEqual(received.body);
  const rival = await house.submit(cast.applicant, { ...body, claimAmount: 5 });
  expect(rival).toMatchObject({ status: 409, body: { code: 'ACTIVE_COLLABORATION_EXISTS' } });
  const ineligible = await house.submit(cast.applicant, { ...application('吉0104', '吉01'), grounds: [] });
  expect(ineligible).toMatchObject({ status: 422, body: { code: 'GROUND_REQUIRED' } });

  const registering = { key: key() };
  const register = () => house.command(cast.reviewer, open.caseId, 'application.register', {}, registering);
  expectAway(await register());
  expectAway(
    await send('POST', `${house.urls.decision}/collaborations/${open.caseId}/approvals`, {
      token: cast.director.token,
      body: { command: 'review.decide', with: { outcome: 'APPROVE', reasons: '同意。' } },
    }),
  );
  expect((await standing(house, cast.reviewer, open)).state).toBe('SUBMITTED');

  await house.stack.start('temporal');
  const started = await until('the received application to start', async () => {
    const answer = await house.get(cast.applicant, `${house.urls.intake}/collaborations/${caseId}`);
    return answer.status === 200 && answer.body;
  });
  expect(started).toMatchObject({ state: 'SUBMITTED', receivedOn: receivedAt.slice(0, 10) });
  const [first] = await house.ledger(caseId);
  expect(first).toMatchObject({ type: 'application.submitted', at: receivedAt });
  expect(Date.parse(first!.recordedAt)).toBeGreaterThan(after);
  const repeated = await house.submit(cast.applicant, body, sending);
  expect(repeated).toMatchObject({ status: 201, body: { caseId, state: 'SUBMITTED' } });
  expect(count(await typesOf(caseId), 'application.submitted')).toBe(1);

  const registered = await until('the command to go through', async () => {
    const answer = await register();
    return answer.status === 200 && answer;
  });
  expect((await register()).body).toEqual(registered.body);
  expect(count(await typesOf(open.caseId), 'application.registered')).toBe(1);
  await expectWhole(caseId);
  await expectWhole(open.caseId);
});

test('without NATS cases go on and are read as they are; the events arrive afterwards, in order, each once', async () => {
  const begun = await caseAt(cast, 'SUBMITTED');
  await house.stack.kill('nats');
  const during = await Promise.all([
    carryOn(cast, begun, 'SUBMITTED', 'DECISION_SERVED'),
    caseAt(cast, 'APPROVED'),
    caseAt(cast, 'SUBMITTED'),
  ]);
  const states = await Promise.all(during.map((open) => standing(house, cast.applicant, open)));
  expect(states.map(({ state }) => state)).toEqual(['DECISION_SERVED', 'APPROVED', 'SUBMITTED']);
  for (const base of [house.urls.decision, house.urls.commandCenter]) {
    const { caseId, seq } = during[0]!;
    const read = await house.get(cast.reviewer, `${base}/collaborations/${caseId}?after=${seq}`);
    expect(read).toMatchObject({ status: 200, body: { seq, state: 'DECISION_SERVED' } });
  }

  await house.stack.start('nats');
  const [behind, ...others] = during as [OpenCase, OpenCase, OpenCase];
  const done = [await carryOn(cast, behind, 'DECISION_SERVED', 'PLAN_DRAFT'), ...others];
  const seen: CaseCloudEvent[] = [];
  const stop = await subscribe({
    natsUrl: house.urls.nats,
    durable: 'outage-test',
    courts: ['吉0104'],
    onEvent: (event) => void seen.push(event),
  });
  try {
    await until('all events', () =>
      done.every(({ caseId, seq }) => seen.some(({ data }) => data.caseId === caseId && data.seq === seq)),
    );
  } finally {
    await stop();
  }
  for (const { caseId } of done) {
    const events = seen.filter(({ subject }) => subject === caseId);
    const entries = await house.ledger(caseId);
    expect(events.map(({ data }) => data)).toEqual(entries);
    expect(events.map(({ id, time, type }) => ({ id, time, type }))).toEqual(
      entries.map(({ seq, at, type }) => ({ id: `${caseId}:${seq}`, time: at, type: `cn.court.jl.xiezhi.${type}` })),
    );
  }
  await until(
    'the backlog to be gone',
    async () => (await house.database('ledger').collection('relay_backlog').countDocuments()) === 0,
  );
});

test('without the database nothing acknowledged is lost, and what was asked meanwhile has one effect', async () => {
  const acknowledged = await Promise.all(
    ['IN_EXECUTION', 'UNDER_REVIEW'].map((stage) => caseAt(cast, stage as 'IN_EXECUTION')),
  );
  const [executing, reviewing] = acknowledged as [OpenCase, OpenCase];
  const before = await Promise.all(acknowledged.map(({ caseId }) => house.ledger(caseId)));
  const reporting = { key: key() };
  const report = () =>
    house.command(cast.field, executing.caseId, 'execution.report', { text: '现场秩序平稳。' }, reporting);
  const submitting = { key: key() };
  const body = application('吉0104', '吉01');

  await house.stack.kill('mongodb');
  expectAway(await house.submit(cast.applicant, body, submitting));
  // Asked while the database is away: the case takes it and cannot write it down yet.
  const asked = report();
  const proposed = cast.reviewer.client.command(
    reviewing.caseId,
    'review.propose',
    { outcome: 'APPROVE', reasons: '符合第三条。' },
    { idempotencyKey: key() },
  );
  await house.stack.start('mongodb');

  const answers = [await asked];
  answers.push(
    await until('the report', async () => {
      const answer = await report();
      return answer.status === 200 && answer;
    }),
  );
  for (const { status } of answers) expect([200, 503]).toContain(status);
  await proposed;
  await until('the application', async () => (await house.submit(cast.applicant, body, submitting)).status === 201);

  const kept = await Promise.all(acknowledged.map(({ caseId }) => house.ledger(caseId)));
  kept.forEach((entries, i) => expect(entries.slice(0, before[i]!.length)).toEqual(before[i]));
  expect(kept[0]!.slice(before[0]!.length).map(({ type }) => type)).toEqual(['execution.recorded']);
  expect(kept[1]!.slice(before[1]!.length).map(({ type }) => type)).toEqual(['review.proposed']);
  for (const { caseId } of acknowledged) await expectWhole(caseId);
  const { caseNumber } = body;
  expect(await house.database('intake').collection('applications').countDocuments({ caseNumber })).toBe(1);
  expect((await standing(house, cast.applicant, executing)).state).toBe('IN_EXECUTION');
});

test('without the decision service a registration waits for its number, which is given once', async () => {
  const waiting = await Promise.all([caseAt(cast, 'SUBMITTED'), caseAt(cast, 'SUBMITTED')]);
  const drawn = () => house.database('decision').collection('document_serials').countDocuments({ court: '吉01' });
  const before = await drawn();
  await house.stack.kill('decision');
  const registering = waiting.map(({ caseId }) => {
    const idempotencyKey = key();
    const register = () => cast.reviewer.client.command(caseId, 'application.register', {}, { idempotencyKey });
    return { register, first: register() };
  });
  await until('both registrations to be written down', async () => {
    const types = await Promise.all(waiting.map(({ caseId }) => typesOf(caseId)));
    return types.every((list) => list.includes('application.registered'));
  });
  await house.stack.start('decision');
  const answers = await Promise.all(registering.map(({ first }) => first));
  for (const [index, { register }] of registering.entries()) expect(await register()).toEqual(answers[index]);

  const serials = answers.map(({ documentNumber }) => Number(/第(\d+)号$/.exec(documentNumber!)![1]));
  expect(serials.sort((a, b) => a - b)).toEqual([before + 1, before + 2]);
  expect(await drawn()).toBe(before + 2);
  for (const { caseId } of waiting) {
    const types = await typesOf(caseId);
    expect(count(types, 'application.registered')).toBe(1);
    expect(count(types, 'document.numbered')).toBe(1);
    await expectWhole(caseId);
  }
});

test('without the command centre receipts stand, and a real installation’s clock goes on', async () => {
  const open = await caseAt(cast, 'SUBMITTED');
  await house.stack.kill('command-center');
  const registered = await house.command(cast.reviewer, open.caseId, 'application.register');
  expect(registered).toMatchObject({ status: 200, body: { state: 'UNDER_REVIEW' } });
  const sending = { key: key() };
  const body = application('吉0104', '吉01');
  const received = await house.submit(cast.applicant, body, sending);
  expect([201, 202]).toContain(received.status);
  await house.stack.start('command-center');
  const caseId = String(received.body['caseId']);
  await until('the case to start', async () => (await typesOf(caseId)).includes('application.submitted'));
  expect((await house.submit(cast.applicant, body, sending)).status).toBe(201);
  await expectWhole(caseId);
});

test('an engine that has forgotten a closed case: a repeat is told out of the ledger what it was told before', async () => {
  const open = await caseAt(cast, 'SUBMITTED');
  const { caseId } = open;
  const keys = [key(), key(), key()] as const;
  const register = () => house.command(cast.reviewer, caseId, 'application.register', {}, { key: keys[0] });
  const report = (text: string) => house.command(cast.field, caseId, 'execution.report', { text }, { key: keys[1] });
  const close = () => house.command(cast.commander, caseId, 'closeout.confirm', {}, { key: keys[2] });
  const registered = await register();
  await carryOn(cast, open, 'UNDER_REVIEW', 'IN_EXECUTION');
  const reported = await report('现场秩序平稳。');
  await carryOn(cast, open, 'IN_EXECUTION', 'CLOSE_PENDING');
  const closed = await close();
  const first = [registered, reported, closed].map(({ status, body }) => ({ status, body }));
  expect(first.map(({ body }) => body['state'])).toEqual(['UNDER_REVIEW', 'IN_EXECUTION', 'CLOSED']);

  await house.stack.kill('temporal');
  const folder = join(house.dataDir, 'temporal');
  for (const file of await readdir(folder)) await rm(join(folder, file), { recursive: true });
  await house.stack.start('temporal');
  const entries = await house.ledger(caseId);
  const again = [await register(), await report('现场秩序平稳。'), await close()];
  expect(again.map(({ status, body }) => ({ status, body }))).toEqual(first);
  expect(await report('另一份报告。')).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT' } });
  const late = await house.command(cast.field, caseId, 'execution.report', { text: '新的报告。' });
  expect(late).toMatchObject({ status: 409, body: { code: 'NOT_ALLOWED_IN_STATE' } });
  expect(await house.ledger(caseId)).toEqual(entries);
});

test('what the services say about an outage is lines of JSON as well', async () => {
  await house.stack.kill('temporal');
  const open = await house.submit(cast.applicant, application('吉0104', '吉01'));
  expect(open.status).toBe(202);
  await house.stack.start('temporal');
  for (const part of ['identity', 'intake', 'decision', 'command-center', 'notification', 'worker']) {
    expect(house.logLines(part).filter((line) => !/^\{.*\}$/.test(line))).toEqual([]);
  }
});
