import { Client, Connection } from '@temporalio/client';
import { COMMAND_UPDATE, updateIdOf, workflowIdOf } from '@xiezhi/contracts';
import type { IdentifiedHitCommand } from '@xiezhi/contracts';
import { scanOpeningOf } from '@xiezhi/rules';
import type { Actor, DocketRow, ScannedCase } from '@xiezhi/rules';
import { randomUUID } from 'node:crypto';
import { application, Installation, send, until } from '../../src/support';
import type { Answer, Person } from '../../src/support';

/** Collaborations opened from a scan's hit (Art. 14): one for a hit, whoever asks, races or dies. */
const NOW = '2025-04-22T09:00:00+08:00';
const REASON = '有财产可供执行，已满两年未实际执结。';

interface Stored {
  _id: string;
  status: string;
  claim: string;
  from: { hit: string; disposition: IdentifiedHitCommand };
}

let house: Installation;
let people: Record<'officer' | 'director' | 'second' | 'handler' | 'high' | 'inspector', Person>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  people = await house.hire({
    officer: { court: '吉05', roles: ['commandOfficer'] },
    director: { court: '吉05', roles: ['commandDirector'] },
    second: { court: '吉05', roles: ['commandDirector'] },
    handler: { court: '吉0502', roles: ['handler'] },
    high: { court: '吉', roles: ['systemAdmin'] },
    inspector: { court: '吉', roles: ['inspector'] },
  });
  await post(people.high, '/clock/move', { to: NOW });
  const cases = [1, 2, 3, 4, 5].map(row);
  expect((await post(people.officer, '/commands/case.import', { cases })).body).toMatchObject({ accepted: 5 });
  expect((await post(people.officer, '/commands/scan.run', { asOf: '2025-04-22' })).body).toMatchObject({
    counts: { hits: 5 },
  });
});
afterAll(() => house?.stop());

const post = (by: Person, path: string, body: unknown, key = randomUUID()) =>
  send('POST', `${house.urls.commandCenter}${path}`, { token: by.token, body, key });
const numbered = (number: number) => `（2023）吉0502执${number}号`;
const row = (number: number) => ({
  case_no: numbered(number),
  court_code: '吉0502',
  filing_date: '2023-02-14',
  cause: '买卖合同纠纷',
  claim_amount: 910_000,
  has_property: true,
  property_verified_on: '2025-03-10',
  parties: [
    { side: 'applicant', name: '松江五金经营部', kind: 'organization' },
    { side: 'respondent', name: '江北旧车拆解有限公司', kind: 'organization' },
  ],
  exclusions: [],
  snapshot_at: '2025-04-21T20:00:00+08:00',
});
const DECIDE = { disposition: 'DECIDE', reason: REASON } as const;
const EXEMPT = { disposition: 'EXEMPT_WITH_REASON', reason: '双方已达成和解协议并按期履行。' };
const dispose = (number: number, given: object, { by = people.director, key = randomUUID() } = {}) =>
  post(by, '/commands/scan.dispose', { caseNumber: numbered(number), ...given }, key);
const code = ({ body }: Answer) => body?.['code'];

const applications = () => house.database('intake').collection<Stored>('applications');
const storedFor = (number: number) => applications().findOne({ caseNumber: numbered(number) });
const holder = (claim: string) =>
  house.database('intake').collection<{ _id: string; caseId: string }>('active_claims').findOne({ _id: claim });
/** All collaborations there are on a case. */
const casesOn = async (number: number) => {
  const cases = house.database('intake').collection<{ _id: string; status: string }>('cases');
  return cases.find({ 'state.caseFields.caseNumber': numbered(number) }).toArray();
};
const disposalOf = async (hit: string) =>
  (await house.ledger(hit)).find(({ type }) => type === 'hit.disposed')?.payload;
const decidedOn = (number: number) =>
  until('the case to be decided', async () => {
    const [found, ...more] = await casesOn(number);
    expect(more).toEqual([]);
    return found?.status === 'APPROVED' && found._id;
  });

test('ten requests under one key and two directors at once are one collaboration, and one of the two is told', async () => {
  const key = randomUUID();
  const mine = Array.from({ length: 10 }, () => dispose(1, DECIDE, { key }));
  const [others, ...all] = await Promise.all([dispose(1, DECIDE, { by: people.second }), ...mine]);
  expect(new Set(all.map(({ text }) => text)).size).toBe(1);
  const answers = [others, all[0]!];
  const done = answers.find(({ status }) => status === 200)!;
  const refused = answers.find((answer) => answer !== done)!;
  expect(done.body).toMatchObject({ state: 'DISPOSED', collaboration: { state: 'APPROVED' } });
  expect(code(refused)).toBe('NOT_ALLOWED_IN_STATE');
  const { caseId } = done.body['collaboration'] as { caseId: string };
  expect(await decidedOn(1)).toBe(caseId);
  expect(await disposalOf(String(done.body['caseId']))).toMatchObject({ as: 'DECIDE', collaboration: caseId });
  expect(code(await dispose(1, EXEMPT))).toBe('NOT_ALLOWED_IN_STATE');
});

test('with an application for the same case one of the two is refused, and nothing of it is left', async () => {
  const about = application('吉0502', '吉05', { caseNumber: numbered(2), filingDate: '2023-02-14' });
  const [disposed, applied] = await Promise.all([dispose(2, DECIDE), house.submit(people.handler, about)]);
  const refused = disposed.status === 200 ? applied : disposed;
  expect([disposed.status, applied.status].filter((status) => status < 300)).toHaveLength(1);
  expect(['ACTIVE_COLLABORATION_EXISTS', 'NOT_ALLOWED_IN_STATE']).toContain(code(refused));
  await until('the hit to end', async () => {
    const hits = house.database('command-center').collection<{ _id: string; found: ScannedCase }>('hits');
    const hit = await hits.findOne({ 'found.caseNumber': numbered(2) });
    return (await disposalOf(hit!._id))?.['as'] === (disposed.status === 200 ? 'DECIDE' : 'ALREADY_COLLABORATING');
  });
  expect(await casesOn(2)).toHaveLength(1);
});

test('a hit that was disposed of otherwise meanwhile opens nothing, and its case is nobody’s', async () => {
  const hits = house.database('command-center').collection<{ _id: string; found: ScannedCase }>('hits');
  const hit = (await hits.findOne({ 'found.caseNumber': numbered(3) }))!;
  expect((await dispose(3, EXEMPT, { by: people.second })).status).toBe(200);
  // What command-center asks when it has looked at the hit just before that.
  const caseId = 'jl0502-0123456789abcdef';
  const { court, name, sub } = people.director;
  const actor: Actor = { court, name, sub, role: 'commandDirector' };
  const command = { type: 'scan.dispose' as const, at: NOW, actor, with: { ...DECIDE, opens: caseId } };
  const opening = scanOpeningOf({ hit: hit._id, found: hit.found, command, row: row(3) as unknown as DocketRow });
  const body = { caseId, hit: hit._id, disposition: { id: randomUUID(), digest: '0'.repeat(64), command }, opening };
  const door = { token: await house.serviceToken('command-center'), body };
  expect(code(await send('POST', `${house.urls.intake}/scan-openings`, door))).toBe('NOT_ALLOWED_IN_STATE');
  const stored = (await applications().findOne({ _id: caseId }))!;
  expect(stored.status).toBe('REFUSED');
  // Whoever has taken the application up beside the request gives its claim back a moment later.
  await until('the case to be nobody’s', async () => (await holder(stored.claim)) === null);
  expect(await house.ledger(caseId)).toEqual([]);
});

test('killed between the disposition and the opening, intake opens what was disposed of', async () => {
  await house.stack.kill('temporal');
  const key = randomUUID();
  const receipt = await dispose(4, DECIDE, { key });
  expect(receipt).toMatchObject({ status: 202, body: { status: 'RECEIVED' } });
  const stored = (await storedFor(4))!;
  expect(receipt.body['caseId']).toBe(stored._id);
  expect((await holder(stored.claim))?.caseId).toBe(stored._id);
  await Promise.all([house.stack.kill('intake'), house.stack.kill('command-center')]);
  await house.stack.start('temporal');
  // What intake was about to do next, and all it came to.
  const { hit, disposition } = stored.from;
  const connection = await Connection.connect({ address: house.urls.temporal });
  const { workflow } = new Client({ connection });
  await workflow
    .getHandle(workflowIdOf(hit))
    .executeUpdate(COMMAND_UPDATE, { updateId: updateIdOf(disposition), args: [disposition] })
    .finally(() => connection.close());
  expect(await disposalOf(hit)).toMatchObject({ as: 'DECIDE', collaboration: stored._id });
  expect(await house.ledger(stored._id)).toEqual([]);
  await Promise.all([house.stack.start('intake'), house.stack.start('command-center')]);
  expect(await decidedOn(4)).toBe(stored._id);
  const again = await dispose(4, DECIDE, { key });
  expect(again).toMatchObject({ status: 200, body: { caseId: hit, collaboration: { caseId: stored._id } } });
});

test('while intake is away nothing is disposed of, and its door is open to the command centre only', async () => {
  await house.stack.kill('intake');
  const away = await dispose(5, DECIDE);
  expect([away.status, code(away)]).toEqual([503, 'UNAVAILABLE']);
  expect(away.headers.get('retry-after')).not.toBeNull();
  await house.stack.start('intake');
  expect(await storedFor(5)).toBeNull();
  const door = `${house.urls.intake}/scan-openings`;
  expect((await send('POST', door, { token: people.director.token, body: {} })).status).toBe(403);
  const { from, ...stored } = (await storedFor(4))!;
  const body = { caseId: stored._id, ...from, opening: { type: 'scan.open' } };
  expect(code(await send('POST', door, { token: await house.serviceToken('notification'), body }))).toBe('FORBIDDEN');
  expect((await dispose(5, DECIDE)).status).toBe(200);
});
