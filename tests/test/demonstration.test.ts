import { caseWorkflowId, EVENT_STREAM, kindOf, STATE_QUERY } from '@xiezhi/contracts';
import type { CaseSnapshot, FileKindName } from '@xiezhi/contracts';
import { STATUS_TITLES } from '@xiezhi/rules';
import type { CaseState } from '@xiezhi/rules';
import { Client, Connection } from '@temporalio/client';
import { verifyChain } from '@xiezhi/chain';
import { connect } from 'nats';
import { application, castOf, Installation, send, until } from '../src/support';
import type { Cast, Person } from '../src/support';

interface HitRecord {
  _id: string;
  court: string;
  status: string;
  state: { found: { caseNumber: string } };
}

interface CaseRecord {
  _id: string;
  state: CaseState;
}

const SEEDING_MS = 600_000;

let house: Installation;
let cast: Cast;
let supervisor: Person;
let cases: CaseRecord[];

const entriesStored = () => house.database('ledger').collection('ledger').countDocuments({});
const filesBegun = async (kind: FileKindName) => {
  const first = house.database('ledger').collection<{ _id: string; caseId: string }>('ledger').find({ seq: 1 });
  return (await first.toArray()).filter(({ caseId }) => kindOf(caseId) === kind).map(({ caseId }) => caseId);
};
const casesBegun = async () => (await filesBegun('collaboration')).length;
const seedingStatus = async () =>
  (await house.database('ledger').collection<{ _id: string; status: string }>('demo_seeding').findOne({}))?.status;

async function restartWorker(): Promise<void> {
  await house.stack.kill('worker');
  await house.stack.start('worker');
}

/** The read model has every case as far as its history was made. */
async function complete(service: 'intake' | 'notification'): Promise<boolean> {
  const documents = house.database(service).collection<CaseRecord>('cases');
  if ((await documents.countDocuments({})) < (await casesBegun())) return false;
  const found = await documents.find({}, { projection: { 'state.seq': 1, 'state.demo': 1 } }).toArray();
  return found.every(({ state }) => state.seq >= (state.demo?.entries ?? 0));
}

async function eventsPublished(): Promise<number> {
  const nats = await connect({ servers: house.urls.nats });
  try {
    return (await (await nats.jetstreamManager()).streams.info(EVENT_STREAM)).state.messages;
  } finally {
    await nats.close();
  }
}

function oneOf(what: string, fits: (state: CaseState) => boolean): CaseRecord {
  const found = cases.find(({ state }) => fits(state));
  if (!found) throw new Error(`the demonstration has no case ${what}`);
  return found;
}

beforeAll(async () => {
  house = await Installation.start({ rehearsal: false, demoData: true });
  await until('some cases', async () => (await casesBegun()) > 40, SEEDING_MS);
  await restartWorker();
  cast = await house.hire(castOf('吉0104', '吉01'));
  ({ supervisor } = await house.hire({ supervisor: { court: '吉01', roles: ['commandDirector', 'assessor'] } }));
  await until('all cases', async () => (await seedingStatus()) === 'DONE', SEEDING_MS);
  await until('the read models', async () => (await complete('intake')) && complete('notification'), SEEDING_MS);
  cases = await house.database('intake').collection<CaseRecord>('cases').find({}).toArray();
}, 2 * SEEDING_MS);
afterAll(() => house?.stop());

test('a clean installation has cases in every state, each marked, though its worker was killed in the middle', async () => {
  expect(cases.length).toBeGreaterThan(280);
  expect(cases.every(({ state }) => state.demo !== undefined)).toBe(true);
  const states = new Set(cases.map(({ state }) => state.status));
  expect(states).toEqual(new Set(Object.keys(STATUS_TITLES).filter((status) => status !== 'DRAFT')));
  const { body } = await house.get(cast.reviewer, `${house.urls.intake}/demonstration`);
  expect(body).toEqual({ present: true });
  const list = await house.get(cast.reviewer, `${house.urls.intake}/collaborations?limit=20`);
  expect((list.body['items'] as { demo?: boolean }[]).every(({ demo }) => demo)).toBe(true);
});

test('every entry stands in its ledger once, linked, and went out once', async () => {
  for (const { _id } of cases.filter((_, index) => index % 12 === 0)) {
    expect(verifyChain(await house.ledger(_id))).toBeUndefined();
  }
  await until('all are published', async () => (await eventsPublished()) === (await entriesStored()));
});

test('every case that goes on is a running workflow in the state that is shown', async () => {
  const connection = await Connection.connect({ address: house.urls.temporal });
  const { workflow } = new Client({ connection });
  const open = cases.filter(({ state }) => !['CLOSED', 'SELF_EXECUTION_DONE', 'WITHDRAWN'].includes(state.status));
  for (const { _id, state } of open.filter((_, index) => index % 15 === 0)) {
    const handle = workflow.getHandle(caseWorkflowId(_id));
    expect((await handle.describe()).status.name).toBe('RUNNING');
    const snapshot = await handle.query<CaseSnapshot>(STATE_QUERY);
    expect(snapshot.state.status).toBe(state.status);
    expect(snapshot.recordedSeq).toBe(snapshot.state.seq);
  }
  await connection.close();
});

test('a person goes on with a case, whose next entry follows the made ones', async () => {
  const { _id, state } = oneOf('under review', (one) => one.status === 'UNDER_REVIEW' && one.decidingCourt === '吉01');
  const answer = await house.command(cast.reviewer, _id, 'review.propose', {
    outcome: 'APPROVE',
    reasons: '符合规定。',
  });
  expect(answer.status).toBe(200);
  const entries = await house.ledger(_id);
  expect(entries.length).toBeGreaterThan(state.demo!.entries);
  expect(verifyChain(entries)).toBeUndefined();
});

test('a new case draws the number after those of the demonstration', async () => {
  const year = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));
  const serials = cases.flatMap(({ state: { decidingCourt, documentSerial } }) =>
    decidingCourt === '吉01' && documentSerial?.year === year ? [documentSerial.serial] : [],
  );
  const opened = await house.submit(cast.applicant, application('吉0104', '吉01'));
  const caseId = String(opened.body['caseId']);
  const registered = await house.command(cast.reviewer, caseId, 'application.register');
  expect(String(registered.body['documentNumber'])).toContain(`${Math.max(0, ...serials) + 1}号`);
});

test('an enforcement case of the demonstration cannot be applied for a second time', async () => {
  const { state } = oneOf('in execution', (one) => one.status === 'IN_EXECUTION' && one.executingCourt === '吉0104');
  const { caseNumber } = state.caseFields;
  const again = await house.submit(cast.applicant, application('吉0104', '吉01', { caseNumber }));
  expect([again.status, again.body['code']]).toEqual([409, 'ACTIVE_COLLABORATION_EXISTS']);
});

test('nobody finds messages about what is long past', async () => {
  const first = cases[0]?.state.demo?.asOf ?? '';
  const before = new Date(Date.parse(first) - 3 * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 19);
  const inbox = house.database('notification').collection('inbox');
  expect(await inbox.countDocuments({ at: { $lt: before }, caseId: { $ne: '' } })).toBe(0);
  expect(await inbox.countDocuments({})).toBeGreaterThan(0);
});

test('its dockets are held, and each scan and hit is known once, as the ledger has it', async () => {
  const command = house.database('command-center');
  const hits = await filesBegun('hit');
  await until('the hits', async () => (await command.collection('hit_files').countDocuments({})) === hits.length);
  expect(hits.length).toBeGreaterThan(100);
  const known = await command.collection<{ _id: string; begun: boolean }>('hits').find({}).toArray();
  expect(known.map(({ _id }) => _id).sort()).toEqual([...hits].sort());
  expect(known.every(({ begun }) => begun)).toBe(true);
  const { body } = await house.get(supervisor, `${house.urls.commandCenter}/docket?limit=20`);
  expect(body['rows']).toBeGreaterThan(500);
  const scans = await house.get(supervisor, `${house.urls.commandCenter}/scans?limit=50`);
  const days = (scans.body['items'] as { by: string; asOf: string }[]).filter(({ by }) => by === 'clock');
  expect(new Set(days.map(({ asOf }) => asOf)).size).toBe(days.length);
});

test('of what is long past no clock is told to have been late', async () => {
  const rungs = house.database('command-center').collection<{ recordedAt: string; dueAt: string }>('punctuality_rungs');
  const late = (await rungs.find({}).toArray()).filter(
    ({ dueAt, recordedAt }) => Date.parse(recordedAt) - Date.parse(dueAt) > 86_400_000,
  );
  expect(late).toEqual([]);
});

test('a hit that nobody has disposed of is disposed of by a person, and counts no more', async () => {
  const read = () => house.get(supervisor, `${house.urls.commandCenter}/supervision`);
  const before = (await read()).body['scan'] as { hits: number; waiting: number; late: number };
  const open = house.database('command-center').collection<HitRecord>('hit_files');
  const hit = await open.findOne({ court: '吉01', status: 'OPEN' });
  const answer = await send('POST', `${house.urls.commandCenter}/commands/scan.dispose`, {
    token: supervisor.token,
    body: {
      caseNumber: hit?.state.found.caseNumber,
      disposition: 'EXEMPT_WITH_REASON',
      reason: '案款正在分配。',
    },
  });
  expect(answer.status).toBe(200);
  expect(verifyChain(await house.ledger(hit!._id))).toBeUndefined();
  expect((await read()).body['scan']).toMatchObject({ hits: before.hits, waiting: before.waiting - 1 });
});

test('its bulletins were issued but for those that are late, which wait for their people', async () => {
  const bulletins = await house.get(supervisor, `${house.urls.commandCenter}/bulletins`);
  const stand = (bulletins.body['items'] as { court: string; status: string }[]).map(({ status }) => status);
  expect(stand).toContain('ISSUED');
  expect(stand).toContain('DRAFTED');
});

test('what is overdue has its work items, and a start later doubles nothing', async () => {
  const items = house.database('notification').collection('work_items');
  const [before, open] = [await entriesStored(), await items.countDocuments({ status: 'OPEN' })];
  expect(open).toBeGreaterThan(200);
  await restartWorker();
  expect(await seedingStatus()).toBe('DONE');
  expect(await casesBegun()).toBe(cases.length + 1);
  expect(await entriesStored()).toBe(before);
});
