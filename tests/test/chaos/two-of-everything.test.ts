import { signIn } from '@xiezhi/client';
import type { StackUrls } from '@xiezhi/infra';
import type { LedgerEntry } from '@xiezhi/contracts';
import { connect } from 'nats';
import { randomUUID } from 'node:crypto';
import { application, castOf, Installation, PLAN, Second, send, until, Visitor } from '../../src/support';
import type { Cast, OpenCase, Person, StreamedEntry } from '../../src/support';

const START = '2026-03-02T10:00:00+08:00';
const CASES = 6;
const READ_MODELS = ['intake', 'decision', 'commandCenter'] as const;
const PROPOSAL = { outcome: 'APPROVE', reasons: '符合第三条第（一）项。' };
const APPROVAL = { outcome: 'APPROVE', reasons: '同意协同执行。' };

let house: Installation;
let second: Second;
let cast: Cast;
let people: Record<'system' | 'approver' | 'inspector' | 'forgetful' | 'eager', Person>;
/** The addresses of the first processes, and of the second ones. */
let sides: [StackUrls, StackUrls];

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true, console: true });
  second = await Second.start(house);
  sides = [house.urls, second.urls];
  cast = await house.hire(castOf('吉0104', '吉01'));
  people = await house.hire({
    system: { court: '吉', roles: ['systemAdmin'] },
    approver: { court: '吉', roles: ['commandDirector'] },
    inspector: { court: '吉', roles: ['inspector'] },
    forgetful: { court: '吉0104', roles: ['handler'] },
    eager: { court: '吉01', roles: ['handler'] },
  });
  await moveClock(sides[0], START);
});

afterAll(async () => {
  await second?.stop();
  await house?.stop();
});

const side = (turn: number): StackUrls => sides[turn % 2]!;

/** Repeats a request until it is taken: one under way when a process is killed, or that comes before another lives again. */
async function taken(what: string, method: string, url: string, person: Person, body?: unknown) {
  const sending = { token: person.token, key: randomUUID(), ...(body === undefined ? {} : { body }) };
  return until(what, async () => {
    const answer = await send(method, url, sending).catch(() => undefined);
    if (answer && answer.status >= 300 && answer.status < 500) throw new Error(`${what}: ${answer.text}`);
    return answer && answer.status < 300 && answer;
  });
}

async function moveClock(urls: StackUrls, to: string): Promise<void> {
  await taken('the clock to move', 'POST', `${urls.commandCenter}/clock/move`, people.system, { to });
}

async function open(urls: StackUrls): Promise<OpenCase> {
  const body = application('吉0104', '吉01');
  const { body: opened } = await taken(
    'the case to be opened',
    'POST',
    `${urls.intake}/collaborations`,
    cast.applicant,
    body,
  );
  return { caseId: String(opened['caseId']), seq: Number(opened['seq']) };
}

async function command(urls: StackUrls, who: keyof Cast, to: OpenCase, name: string, fields: object = {}) {
  const url = house.commandUrl(to.caseId, name, urls);
  const { body } = await taken(`${name} to be taken`, 'POST', url, cast[who], fields);
  to.seq = Number(body['seq']);
}

/** What the two sides say to the same question. */
async function both(person: Person, path: (urls: StackUrls) => string): Promise<[unknown, unknown]> {
  const [one, other] = await Promise.all(sides.map((urls) => taken(path(urls), 'GET', path(urls), person)));
  return [one!.body, other!.body];
}

/** Every read model, the case list, the work items and the papers are the same on both sides, and up to these entries. */
async function expectAlike(cases: readonly OpenCase[]): Promise<void> {
  for (const { caseId, seq } of cases) {
    for (const service of READ_MODELS) {
      const [one, other] = await both(
        cast.reviewer,
        (urls) => `${urls[service]}/collaborations/${caseId}?after=${seq}`,
      );
      expect(one).toEqual(other);
      expect(Number((one as { seq: number }).seq)).toBeGreaterThanOrEqual(seq);
    }
    const [one, other] = await both(cast.reviewer, ({ decision }) => `${decision}/collaborations/${caseId}/papers`);
    expect(one).toEqual(other);
    const work = house.database('notification').collection<{ _id: string; seq: number }>('cases');
    await until(`${caseId} in the work`, async () => ((await work.findOne({ _id: caseId }))?.seq ?? 0) >= seq);
  }
  const [list, otherList] = await both(cast.reviewer, ({ intake }) => `${intake}/collaborations?limit=200`);
  expect(otherList).toEqual(list);
  const listed = new Map((list as { items: OpenCase[] }).items.map(({ caseId, seq }) => [caseId, seq]));
  for (const { caseId, seq } of cases) expect(listed.get(caseId)).toBeGreaterThanOrEqual(seq);
  for (const person of [cast.reviewer, cast.director, cast.officer]) {
    const [items, otherItems] = await both(person, ({ notification }) => `${notification}/work-items?limit=200`);
    expect(otherItems).toEqual(items);
  }
}

/** A ledger without holes; and each entry in the stream once, in order. */
async function expectPublished(cases: readonly OpenCase[]): Promise<void> {
  await until(
    'the backlog to be published',
    async () => (await house.database('ledger').collection('relay_backlog').countDocuments({})) === 0,
  );
  const nats = await connect({ servers: house.urls.nats });
  try {
    const manager = await nats.jetstreamManager();
    for (const { caseId } of cases) {
      const recorded = (await house.ledger(caseId)).map(({ seq }) => seq);
      expect(recorded).toEqual(recorded.map((_, index) => index + 1));
      const filterSubjects = `collab.*.${caseId}.>`;
      const { state } = await manager.streams.info('COLLAB', { subjects_filter: filterSubjects });
      const count = Object.values(state.subjects ?? {}).reduce((sum, messages) => sum + messages, 0);
      expect(count).toBe(recorded.length);
      const consumer = await nats.jetstream().consumers.get('COLLAB', { filterSubjects });
      const published: number[] = [];
      for await (const message of await consumer.fetch({ max_messages: recorded.length, expires: 30_000 })) {
        published.push(message.json<{ data: LedgerEntry }>().data.seq);
      }
      expect(published).toEqual(recorded);
    }
  } finally {
    await nats.close();
  }
}

const checksOf = async (url: string) =>
  ((await (await fetch(`${url}/readyz`)).json()) as { checks: Record<string, { ok: boolean; nats?: string }> }).checks;

/** Of the second worker and the second console, as they say themselves: what a console does not hear is not made up for. */
async function secondHears(): Promise<boolean[]> {
  const [worker, console] = await Promise.all([second.urls.ledger, second.urls.console].map(checksOf));
  return [worker!['events']!.nats === 'up', console!['events']!.ok];
}

async function untilTold(told: readonly StreamedEntry[], { caseId, seq }: OpenCase): Promise<void> {
  await until(`entry ${seq} of ${caseId} to be told`, () =>
    told.some((one) => one.caseId === caseId && one.seq >= seq),
  );
}

/** A case decided by commands that go now here, now there. */
async function decided(turn: number): Promise<OpenCase> {
  const opened = await open(side(turn));
  await command(side(turn + 1), 'reviewer', opened, 'application.register');
  await command(side(turn), 'reviewer', opened, 'review.propose', PROPOSAL);
  await command(side(turn + 1), 'director', opened, 'review.decide', APPROVAL);
  return opened;
}

const numbersOf = async (cases: readonly OpenCase[]) => {
  const found = await Promise.all(
    cases.map(
      async ({ caseId }) =>
        (await house.get(cast.reviewer, `${house.urls.decision}/decisions/${caseId}`)).body['documentNumber'],
    ),
  );
  return found.map((number) => Number(/第(\d+)号/.exec(String(number))?.[1])).sort((a, b) => a - b);
};

test('one clock for both, moved from either; rungs and repetitions of lateness once', async () => {
  const late = await Promise.all([0, 1].map((turn) => open(side(turn))));
  await Promise.all(late.map((each, turn) => command(side(turn + 1), 'reviewer', each, 'application.register')));
  const clockAt = async (urls: StackUrls) =>
    String((await house.get(people.system, `${urls.commandCenter}/clock`)).body['now']);
  expect((await clockAt(sides[0])).slice(0, 13)).toBe((await clockAt(sides[1])).slice(0, 13));
  await Promise.all([
    moveClock(sides[0], '2026-03-16T09:00:00+08:00'),
    moveClock(sides[1], '2026-03-19T09:00:00+08:00'),
  ]);
  for (const urls of sides)
    expect(Date.parse(await clockAt(urls))).toBeGreaterThanOrEqual(Date.parse('2026-03-19T09:00:00+08:00'));
  const rungs = ['deadline.reminder', 'deadline.dueToday', 'deadline.overdue', 'deadline.escalated'];
  for (const each of late) {
    const entries = await house.ledger(each.caseId);
    each.seq = entries.length;
    const told = entries
      .filter(({ type }) => rungs.includes(type))
      .map(({ type, payload }) => JSON.stringify([type, payload]));
    expect(told.some((one) => one.includes('deadline.overdue'))).toBe(true);
    expect(new Set(told).size).toBe(told.length);
  }
  await expectAlike(late);
  const repeated = (each: OpenCase) => new RegExp(`^${each.caseId}:.*:2026-03-1[89]:`);
  const inboxOf = async (urls: StackUrls) =>
    (await house.get(cast.reviewer, `${urls.notification}/inbox?limit=200`)).body['items'] as {
      id: string;
      text: string;
    }[];
  await until('what is overdue to be told again', async () => {
    const items = await inboxOf(sides[0]);
    return late.every((each) => items.some(({ id }) => repeated(each).test(id)));
  });
  const [one, other] = await both(cast.reviewer, ({ notification }) => `${notification}/inbox?limit=200`);
  expect(other).toEqual(one);
});

test('whatever is done at one process is seen at the other: read models, list, papers, work, live events', async () => {
  const visitor = await Visitor.signIn(sides, cast.reviewer.sub, cast.reviewer.password);
  const streams = await Promise.all(sides.map((urls) => visitor.listen(urls)));
  const cases = await Promise.all(Array.from({ length: CASES }, (_, turn) => decided(turn)));
  await expectAlike(cases);
  for (const told of streams) for (const each of cases) await untilTold(told, each);
  const numbers = await numbersOf(cases);
  expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
  await expectPublished(cases);
});

test('a process without NATS is as up to date as the others, and what it could not publish comes in order', async () => {
  const visitor = await Visitor.signIn(sides, cast.reviewer.sub, cast.reviewer.password);
  const streams = await Promise.all(sides.map((urls) => visitor.listen(urls)));
  const before = await Promise.all([0, 1].map((turn) => open(side(turn))));
  second.nats.cut();
  await until('the second set to be without NATS', async () => !(await secondHears()).includes(true));
  const during = await Promise.all([0, 1, 2].map((turn) => open(side(turn))));
  const cases = [...before, ...during];
  await Promise.all(
    cases.map(async (each, turn) => {
      await command(side(turn), 'reviewer', each, 'application.register');
      await command(side(turn + 1), 'reviewer', each, 'review.propose', PROPOSAL);
    }),
  );
  await expectAlike(cases);
  for (const each of cases) await untilTold(streams[0]!, each);
  second.nats.mend();
  await until('the second set to reach NATS', async () => !(await secondHears()).includes(false));
  await Promise.all(cases.map((each, turn) => command(side(turn), 'director', each, 'review.decide', APPROVAL)));
  await expectAlike(cases);
  await expectPublished(cases);
  for (const told of streams) for (const each of cases) await untilTold(told, each);
});

test('of two processes one is killed after the other, and nothing that is asked of the rest waits for it', async () => {
  const cases = await Promise.all([0, 1, 2, 3].map(() => open(sides[1])));
  const step = async (who: keyof Cast, name: string, fields: object = {}) => {
    await Promise.all(cases.map((each) => command(sides[1], who, each, name, fields)));
  };
  const without = async (parts: Parameters<typeof house.stack.kill>[0][], work: () => Promise<void>) => {
    const working = work();
    await Promise.all(parts.map((part) => house.stack.kill(part)));
    await working;
    await Promise.all(parts.map((part) => house.stack.start(part)));
  };
  await without(['worker', 'intake'], async () => {
    await step('reviewer', 'application.register');
    await step('reviewer', 'review.propose', PROPOSAL);
  });
  await without(['decision', 'notification', 'command-center'], async () => {
    await step('director', 'review.decide', APPROVAL);
    await step('applicant', 'decision.acknowledge');
    await step('officer', 'plan.submit', PLAN);
  });
  await expectAlike(cases);
  await expectPublished(cases);
});

test('applications received by both while the engine is away are each started once', async () => {
  await house.stack.kill('temporal');
  const bodies = [0, 1].map(() => application('吉0104', '吉01'));
  const received = await Promise.all(
    bodies.flatMap((body) => {
      const key = randomUUID();
      return sides.map((urls) =>
        send('POST', `${urls.intake}/collaborations`, { token: cast.applicant.token, body, key }),
      );
    }),
  );
  expect(received.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
  await house.stack.start('temporal');
  const caseIds = [...new Set(received.map(({ body }) => String(body['caseId'])))];
  expect(caseIds).toHaveLength(2);
  const cases = caseIds.map((caseId) => ({ caseId, seq: 1 }));
  await until('both cases to be started', async () => {
    const found = await Promise.all(caseIds.map((caseId) => house.ledger(caseId)));
    return found.every((entries) => entries.length > 0);
  });
  await expectAlike(cases);
  for (const { caseId } of cases) {
    const [first, ...others] = await house.ledger(caseId);
    expect(others.filter(({ type }) => type === first!.type)).toEqual([]);
  }
});

test('a publication whose process is killed is carried on by the other one', async () => {
  const concerned = await Promise.all([0, 1].map((turn) => open(side(turn))));
  const year = {
    region: 'national',
    year: 2027,
    off: ['2027-01-01'],
    makeup: [],
    notice: '国务院办公厅关于2027年部分节假日安排的通知',
  };
  const proposed = await taken(
    'the proposal',
    'POST',
    `${sides[1].commandCenter}/commands/calendar.propose`,
    people.system,
    year,
  );
  const proposal = String(proposed.body['proposal']);
  // No case can answer, so the publication is under way for as long as this lasts.
  await Promise.all([house.stack, second.stack].map((stack) => stack.kill('worker', 'SIGSTOP')));
  const approval = send('POST', `${sides[0].commandCenter}/commands/calendar.approve`, {
    token: people.approver.token,
    body: { proposal },
  }).catch(() => undefined);
  const status = async () =>
    (await house.get(people.inspector, `${sides[1].commandCenter}/calendars/proposals/${proposal}`)).body['status'];
  await until('the approval', async () => (await status()) === 'APPROVED');
  await house.stack.kill('command-center');
  expect(await approval).toBeUndefined();
  await Promise.all([house.stack, second.stack].map((stack) => stack.kill('worker', 'SIGCONT')));
  await until('the publication to be finished', async () => (await status()) === 'PUBLISHED');
  await house.stack.start('command-center');
  const [one, other] = await both(people.inspector, ({ commandCenter }) => `${commandCenter}/calendars/national/2027`);
  expect(other).toEqual(one);
  const revised = await house.database('ledger').collection('ledger').find({ type: 'calendar.revised' }).toArray();
  const cases = revised.map(({ caseId }) => String(caseId));
  expect(cases).toEqual(expect.arrayContaining(concerned.map(({ caseId }) => caseId)));
  expect(new Set(cases).size).toBe(cases.length);
});

test('a session is one at both consoles, and ends at both', async () => {
  const visitor = await Visitor.signIn(sides, people.inspector.sub, people.inspector.password);
  const me = await Promise.all(
    sides.map(
      async ({ console }) => (await visitor.ask(`${console}/api/me`)).json() as Promise<{ sub: string; csrf: string }>,
    ),
  );
  expect(me[0]).toEqual(me[1]);
  expect(me[0]!.sub).toBe(people.inspector.sub);
  const body = new URLSearchParams({ csrf: me[0]!.csrf });
  await visitor.ask(`${sides[1].console}/auth/sign-out`, { method: 'POST', body });
  for (const { console } of sides) expect((await visitor.ask(`${console}/api/me`)).status).toBe(401);
});

test('wrong passwords count together, wherever they are typed', async () => {
  const { sub: username, password } = people.forgetful;
  // Both are one issuer by one address, and either may get the request.
  const issuer = sides[0].identity;
  const sent =
    (turn: number): typeof fetch =>
    (url, init) =>
      fetch((url as string).replace(issuer, side(turn).identity), init);
  const attempt = (turn: number, typed: string) =>
    signIn({ issuer, username, password: typed, fetch: sent(turn) }).then(
      () => 'SIGNED_IN',
      (error: { code: string }) => error.code,
    );
  for (let turn = 0; turn < 4; turn += 1) expect(await attempt(turn, 'wrong')).toBe('WRONG_PASSWORD');
  expect(await attempt(4, 'wrong')).toBe('LOCKED');
  for (const turn of [0, 1]) expect(await attempt(turn, password)).toBe('LOCKED');
});

test('each process bounds what one account may ask of it', async () => {
  const ask = (urls: StackUrls) => house.get(people.eager, `${urls.intake}/collaborations/export.xlsx?court=无此法院`);
  for (const urls of sides) {
    const refused = await until('the account to be refused', async () => {
      const answer = await ask(urls);
      return answer.status === 429 && answer;
    });
    expect(refused.body).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await taken('somebody else', 'GET', `${urls.intake}/collaborations`, cast.reviewer);
  }
});
