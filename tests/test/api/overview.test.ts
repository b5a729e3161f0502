import { caseAt, castOf, Installation, until } from '../../src/support';
import type { Cast, Person } from '../../src/support';

interface Overview {
  court: string;
  open: number;
  elsewhere: number;
  courts: { court: string; open: number }[];
  lamps: Record<string, number>;
  overdue: { count: number; items: { caseId: string; title: string; workdaysLeft: number }[] };
  events: { caseId: string; type: string }[];
}

let house: Installation;
let cast: Cast;
let people: Record<'command' | 'president' | 'inspector' | 'county' | 'neighbour' | 'system', Person>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [cast, people] = await Promise.all([
    house.hire(castOf('吉0104', '吉01')),
    house.hire({
      command: { court: '吉', roles: ['commandDirector'] },
      president: { court: '吉01', roles: ['president'] },
      inspector: { court: '吉', roles: ['inspector'] },
      county: { court: '吉0104', roles: ['president'] },
      neighbour: { court: '吉0105', roles: ['bureauDirector'] },
      system: { court: '吉', roles: ['systemAdmin'] },
    }),
  ]);
});
afterAll(() => house?.stop());

async function overview(reader: Person): Promise<Overview> {
  const { status, body, text } = await house.get(reader, `${house.urls.intake}/overview`);
  if (status !== 200) throw new Error(text);
  return body as unknown as Overview;
}

test('the numbers are those of the reader’s area, and a restricted case is counted for those who may know of it', async () => {
  const ordinary = await caseAt(cast, 'SUBMITTED');
  const restricted = await caseAt(cast, 'SUBMITTED', { grounds: [{ code: '3-2', facts: '干预执行' }] });
  await until('both cases to be counted', async () => (await overview(people.inspector)).open === 2);

  expect(await overview(people.president)).toMatchObject({ court: '吉01', open: 2 });
  expect(await overview(people.county)).toMatchObject({ court: '吉0104', open: 2 });
  expect(await overview(people.neighbour)).toMatchObject({ open: 0, elsewhere: 0, courts: [], events: [] });
  const high = await overview(people.command);
  expect(high).toMatchObject({ open: 1, courts: [{ court: '吉0104', open: 1 }] });
  expect(high.events.map(({ caseId }) => caseId)).toEqual([ordinary.caseId]);
  expect((await overview(people.inspector)).events.map(({ caseId }) => caseId)).toContain(restricted.caseId);
});

test('it is for those who look after an area', async () => {
  for (const reader of [cast.applicant, people.system]) {
    expect((await house.get(reader, `${house.urls.intake}/overview`)).status).toBe(403);
  }
});
