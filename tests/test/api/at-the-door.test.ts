import { caseWorkflowId } from '@xiezhi/contracts';
import { enforcementCaseKey } from '@xiezhi/rules';
import type { CaseCommand } from '@xiezhi/rules';
import { sm3 } from '@xiezhi/chain';
import { commandIdOf, identified } from '@xiezhi/case-kit';
import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { application, caseAt, castOf, Installation, send, until } from '../../src/support';
import type { Answer, ApplicationBody, Cast, Person } from '../../src/support';

const INTERFERED = { grounds: [{ code: '3-2', facts: '有人打招呼。' }] };
const NO_CASE = 'jl0104-0123456789abcdef';

interface Stored {
  _id: string;
  status: string;
  receivedAt: string;
  refusal?: { code: string };
}

let house: Installation;
let cast: Cast;
let stranger: Person;
let connection: Connection;
let engine: Client;

beforeAll(async () => {
  const intake = join(__dirname, '../../src/support/intake-of-two-clocks.mjs');
  house = await Installation.start({ rehearsal: false, entryPoints: { intake } });
  cast = await house.hire(castOf('吉0104', '吉01'));
  ({ stranger } = await house.hire({ stranger: { court: '吉05', roles: ['bureauDirector'] } }));
  connection = await Connection.connect({ address: house.urls.temporal });
  engine = new Client({ connection });
});
afterAll(async () => {
  await connection?.close();
  await house?.stop();
});

const applications = () => house.database('intake').collection<Stored>('applications');
const claims = () => house.database('intake').collection<{ _id: string; caseId: string }>('active_claims');

describe('a stranger', () => {
  const approval = { command: 'review.decide', with: { outcome: 'APPROVE', reasons: '同意协同执行。' } };
  const actions = {
    command: (person: Person, caseId: string) => house.command(person, caseId, 'review.decide', approval.with),
    approval: ({ token }: Person, caseId: string) =>
      send('POST', `${house.urls.decision}/collaborations/${caseId}/approvals`, { token, body: approval }),
  };
  /** All that is told, but for the number of the request. */
  const told = ({ status, body: { instance: _, ...rest } }: Answer) => ({ status, ...rest });

  test('hears the same of a case at work, one that has ended and none at all', async () => {
    const [atWork, ended] = await Promise.all([
      caseAt(cast, 'PROPOSED', INTERFERED),
      caseAt(cast, 'CLOSED', INTERFERED),
    ]);
    for (const act of Object.values(actions)) {
      const unknown = told(await act(stranger, NO_CASE));
      expect(unknown).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(told(await act(stranger, atWork.caseId))).toEqual(unknown);
      expect(told(await act(stranger, ended.caseId))).toEqual(unknown);
    }
    const decided = await actions.command(cast.director, ended.caseId);
    expect(decided).toMatchObject({ status: 409, body: { code: 'NOT_ALLOWED_IN_STATE' } });
    expect((await actions.approval(cast.director, ended.caseId)).status).toBe(404);
  });

  test('sends a case no signal, however many approvals they try', async () => {
    const { caseId } = await caseAt(cast, 'PROPOSED', INTERFERED);
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => actions.approval(stranger, caseId)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    }
    const { events } = await engine.workflow.getHandle(caseWorkflowId(caseId)).fetchHistory();
    expect(events?.filter((event) => event.workflowExecutionSignaledEventAttributes)).toEqual([]);
    expect((await house.audit('ledger')).filter((record) => record['caseId'] === caseId)).toEqual([]);

    expect((await actions.approval(cast.director, caseId)).status).toBe(202);
    await until('the approval of one who may', async () =>
      (await house.ledger(caseId)).some(({ type }) => type === 'decision.approved'),
    );
  });
});

/** Puts an application where intake would have, had its own look let it through. */
async function received(body: ApplicationBody) {
  const key = randomUUID();
  const { sub, name } = cast.applicant;
  const caseId = `jl0104-${sm3(commandIdOf(sub, key)).slice(0, 16)}`;
  const actor = { court: '吉0104', role: 'handler', name, sub } as const;
  const { id, digest, command } = identified(actor, 'application.submit', body, Date.now(), key, caseId);
  const claim = enforcementCaseKey((command as CaseCommand<'application.submit'>).with, '吉0104');
  const stored = { commandId: id, digest, command, caseNumber: body.caseNumber, claim, receivedAt: command.at };
  await applications().insertOne({ _id: caseId, ...stored, status: 'RECEIVED' } as Stored);
  return { caseId, claim, key };
}

test('an application that the case refuses in its first run is answered with that, and gives back what it claimed', async () => {
  const { caseId: first } = await caseAt(cast, 'SUBMITTED');
  await cast.applicant.client.command(first, 'application.withdraw', { reason: '另行处理。' });
  const { caseNumber } = (await applications().findOne({ _id: first })) as unknown as { caseNumber: string };
  // A court that is not its superior.
  const body = application('吉0104', '吉05', { caseNumber });
  const { caseId, claim, key } = await received(body);
  const holder = async () => (await claims().findOne({ _id: claim }))?.caseId;
  const refused = () =>
    until('the refusal', async () => {
      const stored = await applications().findOne({ _id: caseId, status: 'REFUSED' });
      return stored?.refusal?.code;
    });
  expect(await refused()).toBe('ROUTE_NOT_AVAILABLE');
  expect(await holder()).toBe(first);
  const answered = await house.submit(cast.applicant, body, { key });
  expect(answered).toMatchObject({ status: 422, body: { code: 'ROUTE_NOT_AVAILABLE' } });

  // Intake was killed before it heard of the refusal, and again between giving back the claim and noting the refusal.
  for (const held of [caseId, first]) {
    await applications().updateOne({ _id: caseId }, { $set: { status: 'STARTING' }, $unset: { refusal: '' } });
    await claims().updateOne({ _id: claim }, { $set: { caseId: held } });
    expect(await refused()).toBe('ROUTE_NOT_AVAILABLE');
    expect(await holder()).toBe(first);
  }

  // An earlier release took no note of what became of a case it had started.
  await applications().updateOne({ _id: caseId }, { $set: { status: 'STARTED' }, $unset: { refusal: '', before: '' } });
  await claims().updateOne({ _id: claim }, { $set: { caseId } });
  const next = await house.submit(cast.applicant, application('吉0104', '吉01', { caseNumber }));
  expect(next.status).toBe(201);
  expect(await holder()).toBe(next.body['caseId']);
  expect(await refused()).toBe('ROUTE_NOT_AVAILABLE');
});

test('what was started and has begun is noted, and an engine that has lost it is given it again', async () => {
  const { caseId } = await caseAt(cast, 'SUBMITTED');
  expect((await applications().findOne({ _id: caseId }))?.status).toBe('STARTED');
  await applications().updateOne({ _id: caseId }, { $set: { status: 'STARTING' } });
  await until('the note', async () => (await applications().findOne({ _id: caseId }))?.status === 'STARTED');

  const lost = await received(application('吉0104', '吉01'));
  await applications().updateOne({ _id: lost.caseId, status: 'RECEIVED' }, { $set: { status: 'STARTING' } });
  await until('its beginning', async () => (await house.ledger(lost.caseId)).length > 0);
});

test('an application larger than an entry may be is refused before anything is stored', async () => {
  const long = '材'.repeat(500);
  const materials = Array.from({ length: 302 }, () => ({ kind: long, title: long }));
  const body = application('吉0104', '吉01', { materials });
  const answer = await house.submit(cast.applicant, body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
  expect(answer.body['detail']).toContain('上限');
  expect(await applications().countDocuments({ caseNumber: body.caseNumber } as object)).toBe(0);
});

describe('on a host whose clock is forty minutes ahead', () => {
  async function shiftClock(): Promise<void> {
    const changes = () => house.logLines('intake').filter((line) => line.startsWith('{"clockAheadMs"')).length;
    const before = changes();
    process.kill(house.stack.parts().find(({ part }) => part === 'intake')!.pid!, 'SIGUSR2');
    await until('the other clock', () => changes() > before);
  }
  beforeAll(shiftClock);
  afterAll(shiftClock);

  const counted = async () => {
    const { text } = await send('GET', `${house.urls.intake}/metrics`);
    return Number(/^xiezhi_commands_clock_ahead_total\{[^}]*\} (\d+)$/m.exec(text)?.[1]);
  };

  test('a command is refused and counted, and nothing is written; a receipt has the true time', async () => {
    expect(await counted()).toBe(0);
    const opened = await house.submit(cast.applicant, application('吉0104', '吉01'));
    expect(opened.status).toBe(201);
    const { caseId } = opened.body as { caseId: string };
    const entries = await house.ledger(caseId);
    for (const { at } of entries) expect(Date.parse(at)).toBeLessThanOrEqual(Date.now());
    expect((await applications().findOne({ _id: caseId }))?.receivedAt).toBe(entries[0]?.at);
    expect(await counted()).toBe(1);

    const answer = await house.command(cast.applicant, caseId, 'application.withdraw', { reason: '另行处理。' });
    expect(answer.body).toMatchObject({ code: 'CLOCK_AHEAD' });
    expect(await house.ledger(caseId)).toEqual(entries);
    expect(await counted()).toBe(2);
  });
});

describe('a case that is filled up', () => {
  const signs = (count: number) => '长'.repeat(count);
  const GROUNDS = ['3-1', '3-2', '3-3', '3-4', '3-5', '3-6', '3-7'] as const;
  const large = {
    grounds: GROUNDS.map((code) => ({
      code,
      facts: signs(19_990),
      ...(code === '3-6' ? { propertyPlace: '四平市' } : {}),
    })),
    matters: signs(19_990),
    proposal: signs(19_990),
    materials: Array.from({ length: 60 }, (_, index) => ({ kind: `${index}${signs(390)}`, title: signs(400) })),
  };
  const supplement = (count: number, complete = false) => ({
    materials: Array.from({ length: count }, (_, index) => ({ kind: `${index}${signs(290)}`, title: signs(300) })),
    complete,
  });

  test('refuses more in Chinese and goes on to its decision', async () => {
    const { applicant, reviewer, director } = cast;
    const { caseId } = await caseAt(cast, 'SUBMITTED', large);
    const asked = await house.command(reviewer, caseId, 'correction.request', { missing: ['材料清单'] });
    expect(asked.status).toBe(200);
    let taken = 0;
    for (const count of [450, 100, 20]) {
      const before = taken;
      for (;;) {
        const answer = await house.command(applicant, caseId, 'application.supplement', supplement(count));
        if (answer.status !== 200) {
          expect(answer.body).toMatchObject({ code: 'VALIDATION' });
          break;
        }
        taken += count;
        expect(taken - before).toBeLessThan(10_000);
      }
    }
    expect(taken).toBeGreaterThan(3_000);

    const registered = await house.command(reviewer, caseId, 'application.register');
    expect(registered.status).toBe(200);
    const outcome = { outcome: 'APPROVE', reasons: signs(19_990) };
    expect((await house.command(reviewer, caseId, 'review.propose', outcome)).status).toBe(200);
    const decided = await house.command(director, caseId, 'review.decide', { ...outcome, participants: [] });
    expect(decided.status).toBe(200);
    const rungs = await engine.workflow.getHandle(caseWorkflowId(caseId)).describe();
    expect(rungs.status.name).toBe('RUNNING');
  });
});
