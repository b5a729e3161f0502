import { application, Installation, send, until } from '../../src/support';
import type { Person } from '../../src/support';

/** A quarter of them each: in either region, reaching into the year without a published calendar or not. */
const CASES = 200;
const AT_ONCE = 12;

let house: Installation;
let people: Record<'system' | 'approver' | 'inspector' | 'changchun' | 'yanbian', Person>;

interface Opened {
  caseId: string;
  region: 'changchun' | 'yanbian';
  reachesNewYear: boolean;
}
const opened: Opened[] = [];

const center = (path: string) => `${house.urls.commandCenter}${path}`;
const post = (by: Person, path: string, body: unknown) => send('POST', center(path), { token: by.token, body });

async function open(index: number): Promise<void> {
  const region = index % 2 === 0 ? 'changchun' : 'yanbian';
  const reachesNewYear = index % 4 < 2;
  const paper = { channel: 'PAPER', receivedOn: '2026-12-16' };
  const by = people[region];
  const body = application(by.court, by.court.slice(0, 3), reachesNewYear ? {} : paper);
  const answer = await house.submit(by, body);
  if (answer.status !== 201) throw new Error(answer.text);
  opened.push({ caseId: String(answer.body['caseId']), region, reachesNewYear });
}

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  people = await house.hire({
    system: { court: '吉', roles: ['systemAdmin'] },
    approver: { court: '吉', roles: ['commandDirector'] },
    inspector: { court: '吉', roles: ['inspector'] },
    changchun: { court: '吉0104', roles: ['handler'] },
    yanbian: { court: '吉2401', roles: ['handler'] },
  });
  await post(people.system, '/clock/move', { to: '2026-12-28T10:00:00+08:00' });
  const left = Array.from({ length: CASES }, (_, index) => index);
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await open(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
});
afterAll(() => house?.stop());

interface Revision {
  caseId: string;
  type: string;
  payload: { kind?: string; from: string; to: string; reason: string; years: { region: string }[] };
}

const ledger = () => house.database('ledger').collection('ledger');

/** Who was told of a region's year, and what moved by the notice. */
async function published(region: string, notice: string) {
  const types = ['calendar.revised', 'deadline.revised'];
  const found = (await ledger()
    .find({ type: { $in: types } })
    .toArray()) as unknown as Revision[];
  return {
    told: found.filter(({ type, payload }) => type === 'calendar.revised' && payload.years[0]?.region === region),
    moved: found.filter(({ type, payload }) => type === 'deadline.revised' && payload.reason === notice),
  };
}

const ids = (cases: readonly { caseId: string }[]) => cases.map(({ caseId }) => caseId).sort();
const of = (filter: (each: Opened) => boolean) => ids(opened.filter(filter));

async function propose(year: object): Promise<string> {
  return String((await post(people.system, '/commands/calendar.propose', year)).body['proposal']);
}

test('a publication cut short by a kill goes on at the restart: each case of the region once, nobody else', async () => {
  const notice = '延边州2027年放假安排';
  const days = { off: ['2027-01-05', '2027-01-06'], makeup: [] };
  const proposal = await propose({ region: 'yanbian', year: 2027, ...days, notice });
  const told = async () => (await published('yanbian', notice)).told.length;

  const approval = post(people.approver, '/commands/calendar.approve', { proposal }).catch(() => undefined);
  await until('some cases to have the year', async () => (await told()) >= 10);
  await house.stack.kill('command-center');
  expect(await approval).toBeUndefined();
  expect(await told()).toBeLessThan(CASES / 2);
  await house.stack.start('command-center');

  const progress = async () =>
    (await house.get(people.inspector, center(`/calendars/proposals/${proposal}`))).body as {
      status: string;
      progress: { done: number; total: number };
    };
  const finished = await until('the publication to be finished', async () => {
    const now = await progress();
    return now?.status === 'PUBLISHED' && now;
  });
  expect(finished.progress).toEqual({ done: CASES / 2, total: CASES / 2, waiting: 0, unanswered: [] });

  const result = await published('yanbian', notice);
  expect(ids(result.told)).toEqual(of(({ region }) => region === 'yanbian'));
  expect(ids(result.moved)).toEqual(of(({ region, reachesNewYear }) => region === 'yanbian' && reachesNewYear));
  for (const { payload } of result.moved) {
    expect(payload).toMatchObject({ kind: 'REVIEW', from: '2027-01-12', to: '2027-01-14' });
  }
});

test(`a national year reaches all ${CASES} cases and moves exactly those that count a day of it`, async () => {
  const notice = '国务院办公厅关于2027年部分节假日安排的通知';
  const days = { off: ['2027-01-01', '2027-01-02', '2027-01-03'], makeup: [] };
  const proposal = await propose({ region: 'national', year: 2027, ...days, notice });
  const approved = await post(people.approver, '/commands/calendar.approve', { proposal });
  expect(approved).toMatchObject({ status: 200, body: { version: 1 } });
  expect(ids(approved.body['cases'] as { caseId: string }[])).toEqual(of(() => true));

  const result = await published('national', notice);
  expect(ids(result.told)).toEqual(of(() => true));
  expect(ids(result.moved)).toEqual(of(({ reachesNewYear }) => reachesNewYear));
  const regionOf = new Map(opened.map(({ caseId, region }) => [caseId, region]));
  for (const { caseId, payload } of result.moved) {
    const yanbian = regionOf.get(caseId) === 'yanbian';
    expect(payload).toMatchObject(
      // 1 January was off by law before; the notice takes the guess away, and the day itself stays.
      yanbian ? { from: '2027-01-14', to: '2027-01-14' } : { from: '2027-01-12', to: '2027-01-12' },
    );
  }
});
