import { verifyChain } from '@xiezhi/chain';
import { caseAt, castOf, Installation, send, until } from '../../src/support';
import type { Cast, OpenCase, Person } from '../../src/support';

interface Item {
  id: string;
  caseId: string;
  command: string | null;
  form: string;
  court: string;
  lamp: string;
  word: string;
  workdaysLeft: number | null;
  law: boolean | null;
  due: string | null;
  holder: { sub: string; via: string; for: { sub: string } | null } | null;
  doneBy: { role: string } | null;
}

let house: Installation;
let cast: Cast;
let people: Record<
  'deputy' | 'second' | 'secondDirector' | 'foreign' | 'high' | 'highDirector' | 'inspector' | 'system',
  Person
>;

const moveClock = (to: string) =>
  send('POST', `${house.urls.commandCenter}/clock/move`, { token: people.system.token, body: { to } });

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [cast, people] = await Promise.all([
    house.hire(castOf('吉0104', '吉01')),
    house.hire({
      deputy: { court: '吉01', roles: ['handler'] },
      second: { court: '吉01', roles: ['handler'] },
      secondDirector: { court: '吉01', roles: ['bureauDirector', 'handler'] },
      foreign: { court: '吉02', roles: ['handler', 'bureauDirector'] },
      high: { court: '吉', roles: ['handler'] },
      highDirector: { court: '吉', roles: ['bureauDirector'] },
      inspector: { court: '吉', roles: ['inspector'] },
      system: { court: '吉', roles: ['systemAdmin'] },
    }),
  ]);
  await moveClock('2018-09-20T09:00:00+08:00');
});
afterAll(() => house?.stop());

async function listed(reader: Person, view: string, query = ''): Promise<Item[]> {
  const { status, body, text } = await house.get(
    reader,
    `${house.urls.notification}/work-items?view=${view}&limit=200${query}`,
  );
  if (status !== 200) throw new Error(text);
  return body['items'] as Item[];
}

const of = async (reader: Person, view: string, { caseId }: Pick<OpenCase, 'caseId'>, query = '') =>
  (await listed(reader, view, query)).filter((item) => item.caseId === caseId);

/** The item of a command, as soon as the read model has it. */
const item = (reader: Person, open: Pick<OpenCase, 'caseId'>, command: string, view = 'todo') =>
  until(`${command} to be a work item`, async () =>
    (await of(reader, view, open)).find((found) => found.command === command),
  );

const act = (by: Person, { id }: Item, action: string, body?: object, key?: string) =>
  send('POST', `${house.urls.notification}/work-items/${encodeURIComponent(id)}/${action}`, {
    token: by.token,
    ...(body ? { body } : {}),
    ...(key ? { key } : {}),
  });

test('a duty is a work item of its court and role, and done by whoever did it', async () => {
  const open = await caseAt(cast, 'SUBMITTED');
  const found = await item(cast.reviewer, open, 'application.register');
  expect(found).toMatchObject({
    ...{ court: '吉01', due: '2018-09-25', law: false, lamp: 'AMBER', word: '临近', workdaysLeft: 2, holder: null },
  });
  expect(await of(cast.reviewer, 'due-soon', open)).toMatchObject([{ id: found.id }]);
  expect(await of(cast.applicant, 'initiated', open)).toMatchObject([{ id: found.id }]);
  expect(await of(cast.applicant, 'cc', open)).toMatchObject([{ id: found.id }]);
  for (const reader of [cast.applicant, cast.director, people.foreign, people.high]) {
    expect(await of(reader, 'todo', open)).toEqual([]);
  }
  expect(await of(people.highDirector, 'due-soon', open, '&court=吉01')).toMatchObject([{ id: found.id }]);
  expect(await house.get(cast.reviewer, `${house.urls.notification}/work-items?view=overdue&court=吉02`)).toMatchObject(
    { status: 403, body: { code: 'FORBIDDEN' } },
  );
  expect(await house.get(people.system, `${house.urls.notification}/work-items`)).toMatchObject({ status: 403 });

  await cast.reviewer.client.command(open.caseId, 'application.register', {});
  await item(cast.reviewer, open, 'review.propose');
  expect(await of(cast.reviewer, 'done', open)).toMatchObject([{ id: found.id, doneBy: { role: 'handler' } }]);
  expect(await of(people.deputy, 'done', open)).toEqual([]);
  const { body } = await house.get(cast.reviewer, `${house.urls.notification}/work-items/counts`);
  expect(body).toMatchObject({ todo: (await listed(cast.reviewer, 'todo')).length, overdue: 0 });
});

test('pages follow on without gap or repetition', async () => {
  for (let count = 0; count < 3; count += 1) {
    await item(cast.reviewer, await caseAt(cast, 'SUBMITTED'), 'application.register');
  }
  const whole = await listed(cast.reviewer, 'todo');
  const paged: Item[] = [];
  for (let next: string | null = ''; next !== null;) {
    const cursor: string = next && `&cursor=${encodeURIComponent(next)}`;
    const { body } = await house.get(cast.reviewer, `${house.urls.notification}/work-items?limit=1${cursor}`);
    paged.push(...(body['items'] as Item[]));
    next = body['next'] as string | null;
  }
  expect(paged).toEqual(whole);
});

test('of two claims at once one wins and the other is told by whom; a claim takes nothing from anybody', async () => {
  const open = await caseAt(cast, 'SUBMITTED');
  const wanted = await item(cast.reviewer, open, 'application.register');
  const rivals = [cast.reviewer, people.deputy, people.second];
  const answers = await Promise.all(
    rivals.map((person, index) => act(person, wanted, 'claim', undefined, `race-${index}-key`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const winner = rivals[answers.findIndex(({ status }) => status === 200)]!;
  const loser = rivals.find((person) => person !== winner)!;
  for (const { status, body } of answers) {
    if (status === 409) expect(body).toMatchObject({ code: 'VERSION_CONFLICT', holder: { sub: winner.sub } });
  }
  expect(await of(loser, 'todo', open)).toEqual([]);
  expect(await of(winner, 'todo', open)).toMatchObject([{ holder: { sub: winner.sub, via: 'CLAIM' } }]);
  expect((await act(people.foreign, wanted, 'claim')).status).toBe(404);

  const again = await act(winner, wanted, 'claim', undefined, `race-${rivals.indexOf(winner)}-key`);
  expect(again.status).toBe(200);
  const released = await act(winner, wanted, 'release', undefined, 'release-by-winner');
  expect(released.body).toMatchObject({ holder: null });
  // The old key, come late, is the old request: it takes nothing again.
  const late = await act(winner, wanted, 'claim', undefined, `race-${rivals.indexOf(winner)}-key`);
  expect(late).toMatchObject({ status: 200, body: { holder: null } });
  const other = await act(winner, wanted, 'release', undefined, `race-${rivals.indexOf(winner)}-key`);
  expect(other).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT' } });

  expect((await act(winner, wanted, 'claim')).status).toBe(200);
  await loser.client.command(open.caseId, 'application.register', {});
  await item(loser, open, 'review.propose');
  expect(await of(loser, 'done', open)).toMatchObject([{ id: wanted.id }]);
  expect(await act(winner, wanted, 'release')).toMatchObject({ status: 409, body: { code: 'NOT_ALLOWED_IN_STATE' } });
});

test('a director assigns, a holder delegates; both are on record', async () => {
  const open = await caseAt(cast, 'SUBMITTED');
  const wanted = await item(cast.reviewer, open, 'application.register');
  const { deputy, second } = people;
  const colleagues = `${house.urls.identity}/people?court=吉01`;
  expect((await house.get(cast.director, colleagues)).body['people']).toContainEqual({
    ...{ sub: deputy.sub, name: deputy.name, roles: ['handler'] },
  });
  expect(await house.get(people.high, colleagues)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  expect(await act(deputy, wanted, 'assign', { sub: deputy.sub })).toMatchObject({ status: 403 });
  expect(await act(cast.director, wanted, 'assign', { sub: cast.applicant.sub })).toMatchObject({ status: 404 });
  expect(await act(cast.director, wanted, 'assign', { sub: cast.commander.sub })).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN' },
  });
  const assigned = await act(cast.director, wanted, 'assign', { sub: deputy.sub });
  expect(assigned).toMatchObject({ status: 200, body: { holder: { sub: deputy.sub, via: 'ASSIGN' } } });
  expect(await act(second, wanted, 'delegate', { sub: second.sub, reason: '代办' })).toMatchObject({ status: 409 });
  expect(await act(deputy, wanted, 'delegate', { sub: second.sub, reason: ' ' })).toMatchObject({ status: 400 });
  const delegated = await act(deputy, wanted, 'delegate', { sub: second.sub, reason: '开庭' });
  expect(delegated).toMatchObject({
    status: 200,
    body: { holder: { sub: second.sub, via: 'DELEGATE', for: { sub: deputy.sub }, reason: '开庭' } },
  });
  expect(await of(second, 'todo', open)).toMatchObject([{ holder: { for: { sub: deputy.sub } } }]);

  const trail = await house.audit('notification');
  const mine = trail.filter(({ kind, caseId }) => kind === 'WORK_ITEM_ASSIGNED' && caseId === open.caseId);
  expect(mine.map(({ actor }) => (actor as { sub: string }).sub)).toEqual([cast.director.sub, deputy.sub]);
  expect(verifyChain(trail)).toBeUndefined();
});

test('whoever proposed is neither asked to decide nor given the item', async () => {
  const { secondDirector } = people;
  const { caseId } = await caseAt(cast, 'UNDER_REVIEW');
  await secondDirector.client.command(
    caseId,
    'review.propose',
    { outcome: 'APPROVE', reasons: '符合。' },
    { actingRole: 'handler' },
  );
  const decision = await item(cast.director, { caseId }, 'review.decide');
  expect(await of(secondDirector, 'todo', { caseId })).toEqual([]);
  expect(await act(cast.director, decision, 'assign', { sub: secondDirector.sub })).toMatchObject({
    status: 422,
    body: { code: 'SAME_PERSON' },
  });
});

test('while a person is away, what newly comes to them goes to their delegate', async () => {
  const { deputy, second } = people;
  const url = `${house.urls.notification}/out-of-office`;
  const set = (delegate: string, to = '2018-09-21') =>
    send('PUT', url, { token: deputy.token, body: { from: '2018-09-20', to, delegate } });
  expect(await set(deputy.sub)).toMatchObject({ status: 422, body: { code: 'SAME_PERSON' } });
  expect(await set(cast.applicant.sub)).toMatchObject({ status: 404 });
  expect(await set(cast.commander.sub)).toMatchObject({ status: 400 });
  expect(await set(second.sub, '2018-09-19')).toMatchObject({ status: 400 });
  expect(await set(second.sub)).toMatchObject({ status: 200 });
  expect((await house.get(deputy, url)).body).toMatchObject({ outOfOffice: { delegate: { sub: second.sub } } });

  const stand = { sub: second.sub, for: { sub: deputy.sub } };
  const first = await item(cast.reviewer, await caseAt(cast, 'SUBMITTED'), 'application.register');
  expect(await act(deputy, first, 'claim')).toMatchObject({
    status: 200,
    body: { holder: { ...stand, via: 'CLAIM' } },
  });
  expect(await act(deputy, first, 'claim')).toMatchObject({ status: 200, body: { holder: stand } });
  const given = await item(cast.reviewer, await caseAt(cast, 'SUBMITTED'), 'application.register');
  const assigned = await act(cast.director, given, 'assign', { sub: deputy.sub });
  expect(assigned).toMatchObject({ status: 200, body: { holder: { ...stand, via: 'ASSIGN' } } });

  expect((await send('DELETE', url, { token: deputy.token })).status).toBe(204);
  expect((await house.get(deputy, url)).body).toEqual({ outOfOffice: null });
  const back = await item(cast.reviewer, await caseAt(cast, 'SUBMITTED'), 'application.register');
  expect(await act(deputy, back, 'claim')).toMatchObject({ body: { holder: { sub: deputy.sub, for: null } } });
});

test('items of a restricted case are seen where the case is', async () => {
  const open = await caseAt(cast, 'SUBMITTED', { grounds: [{ code: '3-2', facts: '有人打招呼。' }] });
  const wanted = await item(cast.reviewer, open, 'application.register');
  expect(await of(people.highDirector, 'due-soon', open, '&court=吉01')).toEqual([]);
  expect(await of(people.inspector, 'due-soon', open, '&court=吉01')).toMatchObject([{ id: wanted.id }]);
  for (const view of ['due-soon', 'todo', 'cc', 'initiated']) {
    expect(await of(people.foreign, view, open)).toEqual([]);
    expect(await of(people.high, view, open)).toEqual([]);
  }
});

test('a rebuild makes the same items again and leaves the claims', async () => {
  const open = await caseAt(cast, 'PROPOSED');
  const decision = await item(cast.director, open, 'review.decide');
  expect((await act(cast.director, decision, 'claim')).status).toBe(200);
  const items = house.database('notification').collection<{ _id: string }>('work_items');
  const stored = () => items.find({}).sort({ _id: 1 }).toArray();
  const before = await stored();
  // What a fault may have left behind: an item of nobody, an item lost, an item wrong.
  await items.insertOne({ ...before[0]!, _id: `${open.caseId}:nothing:1`, caseId: open.caseId, seq: 1 } as never);
  await items.deleteOne({ _id: { $regex: `^${open.caseId}:application.register` } as never });
  await items.updateOne({ _id: decision.id }, { $set: { title: '错' } });
  const rebuilt = await send('POST', `${house.urls.notification}/admin/read-model/rebuild`, {
    token: people.system.token,
  });
  expect(rebuilt.status).toBe(200);
  expect(await stored()).toEqual(before);
  expect(await of(cast.director, 'todo', open)).toMatchObject([{ holder: { sub: cast.director.sub } }]);
});

test('an overdue duty is told again each working day of a long weekend exactly once, whatever is killed', async () => {
  const open = await caseAt(cast, 'SUBMITTED');
  const inbox = house.database('notification').collection<{ _id: string; at: string; role: string }>('inbox');
  const told = async (deadline: string) =>
    (
      await inbox
        .find({ _id: { $regex: `^${open.caseId}:${deadline}:` } as never })
        .sort({ at: 1 })
        .toArray()
    ).map(({ at, role }) => `${at.slice(0, 10)} ${role}`);
  const days = (...list: string[]) => list.map((day) => `${day} handler`);
  // Due on Tuesday 09-25, after the moon festival; OVERDUE on 09-26. 09-29 and 09-30 are worked, 10-01 to 10-07 are off.
  const first = days('2018-09-27', '2018-09-28', '2018-09-29', '2018-09-30', '2018-10-08');
  await item(cast.reviewer, open, 'application.register');
  await moveClock('2018-09-26T10:00:00+08:00');
  expect(await item(cast.reviewer, open, 'application.register', 'overdue')).toMatchObject({
    ...{ lamp: 'DARK', word: '已逾期', workdaysLeft: -1 },
  });
  await house.stack.kill('notification');
  await moveClock('2018-10-08T10:00:00+08:00');
  await house.stack.start('notification');
  await until('the days passed to be made up for', async () => (await told('CORRECTION_NOTICE-1')).length > 0);
  await house.stack.kill('notification');
  await house.stack.start('notification');
  await until('every working day', async () => (await told('CORRECTION_NOTICE-1')).length >= first.length);
  expect(await told('CORRECTION_NOTICE-1')).toEqual(first);

  await moveClock('2018-10-09T10:00:00+08:00');
  const more = [...first, ...days('2018-10-09')];
  await until('the next day', async () => (await told('CORRECTION_NOTICE-1')).length > first.length, 5_000);
  await cast.reviewer.client.command(open.caseId, 'application.register', {});
  // Acted on before midnight: whatever the read model knows by then, nobody is reminded of what is done.
  await moveClock('2018-10-12T10:00:00+08:00');
  const review = await until('the review to be told again', async () => {
    const found = await told('REVIEW-2');
    return found.length > 0 && found;
  });
  expect(review).toEqual(days('2018-10-12'));
  expect(await told('CORRECTION_NOTICE-1')).toEqual(more);
  const page = await house.get(cast.reviewer, `${house.urls.notification}/inbox?limit=200`);
  const texts = (page.body['items'] as { caseId: string; text: string }[]).filter(
    ({ caseId }) => caseId === open.caseId,
  );
  expect(texts.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/已逾期2个工作日，期限为2018-10-10，请尽快办理。$/),
  );
});
