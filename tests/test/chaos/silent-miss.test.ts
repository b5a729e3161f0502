import { caseWorkflowId } from '@xiezhi/contracts';
import { nextScanDay, scanInstantOf, scheduleIdOf, SHIPPED_CALENDAR, toInstant } from '@xiezhi/rules';
import { Client, Connection } from '@temporalio/client';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { castOf, caseAt, Installation, send, standing, until } from '../../src/support';
import type { Cast, OpenCase, Person } from '../../src/support';

interface Missed {
  caseId: string;
  kind: string;
  rung: string;
  dueAt: string;
  readable: boolean;
  end: string | null;
}

interface NextRung {
  kind: string;
  rung: string;
  at: string;
}

/** So long before a rung the worker is stopped: enough to stop it, whatever the machine. */
const BEFORE_MS = 6_000;
/** So long after the rung the other clock is set: more than the offline verifier allows it. */
const PAST_MS = 180_000;
const SPAN = 'from=2018-09-01&to=2018-12-31';
const SCANNER = '吉05';

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-missed-'));
let house: Installation;
let people: Cast & Record<'system' | 'inspector' | 'elsewhere' | 'scanner', Person>;
let client: Client;

beforeAll(async () => {
  Object.assign(process.env, { SILENT_MISS_SECONDS: '1', DOCTOR_SECONDS: '86400' });
  house = await Installation.start({ rehearsal: true });
  delete process.env['SILENT_MISS_SECONDS'];
  delete process.env['DOCTOR_SECONDS'];
  people = await house.hire({
    ...castOf('吉0104', '吉01'),
    system: { court: '吉', roles: ['systemAdmin'] },
    inspector: { court: '吉01', roles: ['inspector'] },
    elsewhere: { court: '吉02', roles: ['inspector'] },
    scanner: { court: '吉05', roles: ['commandOfficer'] },
  });
  client = new Client({ connection: await Connection.connect({ address: house.urls.temporal }) });
  await moveTo('2018-09-20T15:20:00+08:00');
});

afterAll(async () => {
  await client?.connection.close();
  await house?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function moveTo(to: string): Promise<void> {
  const answer = await send('POST', `${house.urls.commandCenter}/clock/move`, {
    token: people.system.token,
    body: { to },
  });
  if (answer.status !== 200) throw new Error(answer.text);
}

async function nextRungOf(open: OpenCase): Promise<NextRung> {
  return (await standing(house, people.reviewer, open))['nextRung'] as NextRung;
}

async function punctuality(reader: Person = people.system) {
  const { status, body, text } = await house.get(reader, `${house.urls.commandCenter}/punctuality?${SPAN}`);
  if (status !== 200) throw new Error(text);
  return body as { rungs: number; maxMs: number | null; silentMisses: Missed[]; silentMissCount: number };
}

const missedOf = ({ caseId }: Pick<OpenCase, 'caseId'>, { silentMisses }: { silentMisses: Missed[] }) =>
  silentMisses.filter((miss) => miss.caseId === caseId);

const metric = async () => {
  const text = await (await fetch(`${house.urls.commandCenter}/metrics`)).text();
  return Number(/^xiezhi_silent_misses\{[^}]*\} (\d+)/m.exec(text)?.[1]);
};

async function told(reader: Person, open: Pick<OpenCase, 'caseId'>, words: string): Promise<number> {
  const { body } = await house.get(reader, `${house.urls.notification}/inbox?limit=200`);
  const texts = (body['items'] as { text: string }[]).map(({ text }) => text);
  return texts.filter((text) => text.includes(open.caseId) && text.startsWith(words)).length;
}

const isGone = (open: Pick<OpenCase, 'caseId'>) =>
  until('nothing to be missing', async () => missedOf(open, await punctuality()).length === 0);

test('a worker that is stopped over a due instant is told of; once it is back none is left, and the lateness stays', async () => {
  const open = await caseAt(people, 'SUBMITTED');
  const { kind, rung, at } = await nextRungOf(open);
  await moveTo(toInstant(Date.parse(at) - BEFORE_MS));
  await house.stack.kill('worker');
  const missed = await until('the miss to be told', async () => missedOf(open, await punctuality())[0]);
  expect(missed).toMatchObject({ kind, rung, dueAt: at });
  expect(await metric()).toBe(1);
  await house.stack.start('worker');
  await isGone(open);
  const { rungs, maxMs } = await punctuality();
  expect(rungs).toBeGreaterThan(0);
  expect(maxMs).toBeGreaterThan(1_000);
});

test('a month that is not scanned because the worker is stopped is told of, and scanned when it is back', async () => {
  const { body: clock } = await house.get(people.system, `${house.urls.commandCenter}/clock`);
  const now = clock['now'] as string;
  const row = {
    ...{ case_no: '（2017）吉0502执215号', court_code: '吉0502', filing_date: '2017-02-14', type_code: '执' },
    ...{ cause: '买卖合同纠纷', claim_amount: 910_000, recovered_amount: 0, has_property: true },
    ...{ property_verified_on: null, close_date: null, close_mode: null, handler_id: 'h01', petition_count: 0 },
    ...{ exclusions: [], related_case_nos: [], snapshot_at: '2018-09-19T20:00:00+08:00' },
    parties: [{ side: 'respondent', name: '庞德海', kind: 'person' }],
  };
  const imported = await send('POST', `${house.urls.commandCenter}/commands/case.import`, {
    token: people.scanner.token,
    body: { cases: [row] },
  });
  expect(imported).toMatchObject({ status: 200, body: { accepted: 1 } });
  const caseId = scheduleIdOf(SCANNER);
  const day = nextScanDay(SHIPPED_CALENDAR, SCANNER, now);
  const at = scanInstantOf(day);
  await until('the schedule to be open', async () => (await house.ledger(caseId)).length > 0);
  await moveTo(toInstant(Date.parse(at) - BEFORE_MS));
  await house.stack.kill('worker');
  const missed = await until('the miss to be told', async () => missedOf({ caseId }, await punctuality())[0]);
  expect(missed).toMatchObject({ kind: 'SCAN', rung: 'HOUR', dueAt: at });
  await house.stack.start('worker');
  await isGone({ caseId });
  await until('the scan', async () => {
    const { body } = await house.get(people.scanner, `${house.urls.commandCenter}/scans`);
    return (body['items'] as { court: string; asOf: string }[]).some(
      (one) => one.court === SCANNER && one.asOf === day,
    );
  });
});

test('a case whose workflow was ended misses its rung; those who look after it hear of it, and of its end', async () => {
  const open = await caseAt(people, 'UNDER_REVIEW');
  const { rung, at } = await nextRungOf(open);
  await client.workflow.getHandle(caseWorkflowId(open.caseId)).terminate('by hand');
  await moveTo(toInstant(Date.parse(at) + PAST_MS));
  const missed = await until('the miss to be told', async () => missedOf(open, await punctuality(people.inspector))[0]);
  expect(missed).toMatchObject({ rung, dueAt: at, readable: true });

  for (const reader of [people.system, people.inspector]) {
    await until('a message', async () => (await told(reader, open, '静默漏发：')) > 0);
  }
  expect(missedOf(open, await punctuality(people.elsewhere))).toEqual([]);
  const refused = await house.get(people.applicant, `${house.urls.commandCenter}/punctuality?${SPAN}`);
  expect(refused).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  const now = await house.get(people.commander, `${house.urls.commandCenter}/punctuality/now`);
  expect(now.body).toMatchObject({ silentMissCount: 1, watching: true });

  const exported = await house.get(people.inspector, `${house.urls.intake}/collaborations/${open.caseId}/ledger`);
  const file = join(folder, 'export.json');
  writeFileSync(file, exported.text);
  const program = resolve(__dirname, '../../../workflows/dist/verify-ledger.js');
  const offline = spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
  expect(offline).toMatchObject({ status: 1, stdout: expect.stringContaining(`应于${at}`) as string });

  const asking = { token: await house.serviceToken() };
  await send('POST', `${house.urls.ledger}/doctor/examinations`, asking);
  await isGone(open);
  const list = await house.get(people.inspector, `${house.urls.commandCenter}/punctuality/misses?${SPAN}&open=false`);
  expect(list.body['items']).toContainEqual(expect.objectContaining({ caseId: open.caseId, rung, end: 'WRITTEN' }));
  await until('the end to be told', async () => (await told(people.inspector, open, '静默漏发已消除')) > 0);
  expect(await told(people.inspector, open, '静默漏发：')).toBe(1);
  expect(await metric()).toBe(0);
});

test.each([
  ['from=2018-13-01', '时间'],
  ['from=2018-12-31&to=2018-01-01', '颠倒'],
  ['from=2016-01-01&to=2018-01-01', '366'],
  [`from=${'9'.repeat(50)}`, 'from'],
])('a span that is none is refused in words: %s', async (query, words) => {
  const answer = await house.get(people.system, `${house.urls.commandCenter}/punctuality?${query}`);
  expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
  expect(answer.text).toContain(words);
});
