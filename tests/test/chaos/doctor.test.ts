import { caseWorkflowId } from '@xiezhi/contracts';
import { Client, Connection } from '@temporalio/client';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { castOf, caseAt, Installation, send, until } from '../../src/support';
import type { Cast, Person } from '../../src/support';

let house: Installation;
let people: Cast & Record<'system', Person>;
let client: Client;

beforeAll(async () => {
  process.env['DOCTOR_SECONDS'] = '2';
  house = await Installation.start({ rehearsal: false });
  delete process.env['DOCTOR_SECONDS'];
  people = await house.hire({
    ...castOf('吉0104', '吉01'),
    system: { court: '吉', roles: ['systemAdmin'] },
  });
  client = new Client({ connection: await Connection.connect({ address: house.urls.temporal }) });
});

afterAll(async () => {
  await client?.connection.close();
  await house?.stop();
});

test('a case whose workflow was terminated by hand goes on by itself, and the administrators hear of it', async () => {
  const open = await caseAt(people, 'SUBMITTED');
  const registering = { key: 'registered-before-it-ended' };
  const registered = await house.command(people.reviewer, open.caseId, 'application.register', {}, registering);
  expect(registered.status).toBe(200);
  const workflow = client.workflow.getHandle(caseWorkflowId(open.caseId));
  const { runId } = await workflow.describe();
  await workflow.terminate('by hand');
  const proposal = { outcome: 'APPROVE', reasons: '符合第三条第（一）项。' };
  const url = `${house.urls.decision}/collaborations/${open.caseId}/commands/review.propose`;
  const sending = { token: people.reviewer.token, body: proposal, key: randomUUID() };
  await until('the command to be taken', async () => {
    const answer = await send('POST', url, sending);
    // Until the doctor comes the case is not there, which is no refusal: it may be asked again under the same key.
    if (answer.status !== 200) expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    return answer.status === 200;
  });
  await until('the case to be started again', async () => {
    const now = await workflow.describe();
    return now.runId !== runId && now.status.name === 'RUNNING';
  });

  const again = await house.command(people.reviewer, open.caseId, 'application.register', {}, registering);
  expect(again).toMatchObject({ status: 200, body: registered.body });
  const other = await house.command(people.reviewer, open.caseId, 'review.propose', proposal, registering);
  expect(other.body).toMatchObject({ code: 'VERSION_CONFLICT' });
  const entries = await house.ledger(open.caseId);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));

  await until('a message to the administrators', async () => {
    const { body } = await house.get(people.system, `${house.urls.notification}/inbox`);
    const texts = (body['items'] as { text: string }[]).map(({ text }) => text);
    return texts.some((text) => text.includes(open.caseId) && text.includes('已按案件记录重新启动'));
  });
  const metrics = await (await fetch(`${house.urls.ledger}/metrics`)).text();
  expect(metrics).toMatch(/xiezhi_doctor_restarts_total\{[^}]*\} [1-9]/);
});

test('the doctor asked by hand compares every open case and says so', async () => {
  await caseAt(people, 'SUBMITTED');
  const program = resolve(__dirname, '../../../infra/dist/doctor.js');
  const env = {
    ...process.env,
    LEDGER_URL: house.urls.ledger,
    OIDC_ISSUER: house.urls.identity,
    SERVICE_CLIENT_ID: 'worker',
    SERVICE_CLIENT_SECRET: house.clientSecret('worker'),
  };
  const run = (...args: string[]) =>
    new Promise<{ status: unknown; stdout: string; stderr: string }>((ended) => {
      execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
        ended({ status: error ? error.code : 0, stdout, stderr }),
      );
    });
  const told = await run('--json');
  expect(told.stderr).toBe('');
  const { last, findings } = JSON.parse(told.stdout) as {
    last: { open: number; compared: number };
    findings: { resolvedAt?: string }[];
  };
  expect(last).toMatchObject({ open: 2, compared: 2 });
  expect(findings.every(({ resolvedAt }) => resolvedAt !== undefined)).toBe(true);
  expect(told.status).toBe(0);
  expect((await run()).stdout).toContain('一致');
  expect((await run('--help')).stdout).toContain('npm run doctor');
});

test('what the doctor finds is for the system itself', async () => {
  const answer = await send('GET', `${house.urls.ledger}/doctor`, { token: people.system.token });
  expect(answer.status).toBe(403);
});
