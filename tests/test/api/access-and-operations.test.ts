import { COMMAND_OWNERS } from '@xiezhi/contracts';
import type { CommandOwner } from '@xiezhi/contracts';
import { verifyChain } from '@xiezhi/chain';
import type { ServiceName } from '@xiezhi/contracts/installation';
import { request } from 'node:http';
import { caseAt, castOf, Installation, send, standing, until } from '../../src/support';
import type { Cast, OpenCase, Person } from '../../src/support';

let house: Installation;
let cast: Cast;
let people: Record<
  'neighbour' | 'foreign' | 'high' | 'highDirector' | 'inspector' | 'system' | 'security' | 'auditor',
  Person
>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [cast, people] = await Promise.all([
    house.hire(castOf('吉0104', '吉01')),
    house.hire({
      neighbour: { court: '吉0105', roles: ['handler', 'bureauDirector'] },
      foreign: { court: '吉02', roles: ['handler', 'inspector', 'commandDirector'] },
      high: { court: '吉', roles: ['handler', 'president'] },
      highDirector: { court: '吉', roles: ['bureauDirector'] },
      inspector: { court: '吉', roles: ['inspector'] },
      system: { court: '吉', roles: ['systemAdmin'] },
      security: { court: '吉', roles: ['securityAdmin'] },
      auditor: { court: '吉', roles: ['auditAdmin'] },
    }),
  ]);
  await moveClock('2018-09-20T09:00:00+08:00');
});
afterAll(() => house?.stop());

const moveClock = (to: string, by: Person = people.system) =>
  send('POST', `${house.urls.commandCenter}/clock/move`, { token: by.token, body: { to } });

/** Every address at which a case can be read. */
const readings = ({ caseId }: OpenCase) => [
  `${house.urls.intake}/collaborations/${caseId}`,
  `${house.urls.decision}/collaborations/${caseId}`,
  `${house.urls.decision}/decisions/${caseId}`,
  `${house.urls.commandCenter}/collaborations/${caseId}`,
  `${house.urls.commandCenter}/field/${caseId}`,
];

async function statuses(reader: Person, open: OpenCase): Promise<number[]> {
  const answers = await Promise.all(readings(open).map((url) => house.get(reader, `${url}?after=${open.seq}`)));
  return [...new Set(answers.map(({ status }) => status))];
}

async function listed(reader: Person): Promise<string[]> {
  const { status, body } = await house.get(reader, `${house.urls.intake}/collaborations?limit=200`);
  expect(status).toBe(200);
  return (body as { items: { caseId: string }[] }).items.map(({ caseId }) => caseId);
}

describe('who sees a case', () => {
  test('its courts and their superiors, and nobody else', async () => {
    const open = await caseAt(cast, 'UNDER_REVIEW');
    for (const reader of [cast.applicant, cast.reviewer, cast.commander, people.high, people.inspector]) {
      expect(await statuses(reader, open)).toEqual([200]);
      expect(await listed(reader)).toContain(open.caseId);
    }
    for (const reader of [people.neighbour, people.foreign]) {
      expect(await statuses(reader, open)).toEqual([404]);
      expect(await listed(reader)).toEqual([]);
    }
    const asked = `${house.urls.intake}/collaborations?court=吉0104&state=UNDER_REVIEW`;
    expect((await house.get(people.foreign, asked)).body).toEqual({
      items: [],
      next: null,
      total: { count: 0, exact: true },
    });
  });

  test('a participating court from the decision on', async () => {
    const { caseId } = await caseAt(cast, 'PROPOSED');
    const decision = { outcome: 'APPROVE', reasons: '同意。', participants: ['吉0105'] } as const;
    expect(await statuses(people.neighbour, { caseId, seq: 1 })).toEqual([404]);
    const { seq } = await cast.director.client.command(caseId, 'review.decide', {
      ...decision,
      participants: [...decision.participants],
    });
    expect(await statuses(people.neighbour, { caseId, seq })).toEqual([200]);
  });

  test('no administrator', async () => {
    const open = await caseAt(cast, 'SUBMITTED');
    for (const reader of [people.system, people.security, people.auditor]) {
      expect(await statuses(reader, open)).toEqual([404]);
      const list = await house.get(reader, `${house.urls.intake}/collaborations`);
      expect(list).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
      const inbox = await house.get(reader, `${house.urls.notification}/inbox`);
      expect(inbox.status).toBe(200);
      // A missing calendar is told to system administrators; of a case nobody of them hears.
      const about = (inbox.body['items'] as { caseId: string }[]).map(({ caseId }) => caseId);
      expect(about.filter((caseId) => caseId !== '')).toEqual([]);
    }
  });

  const RESTRICTED: [string, () => Promise<OpenCase>][] = [
    ['interference (3-2)', () => caseAt(cast, 'UNDER_REVIEW', { grounds: [{ code: '3-2', facts: '有人打招呼。' }] })],
    [
      'a major case',
      async () => {
        const { caseId } = await caseAt(cast, 'PROPOSED');
        const decision = { outcome: 'APPROVE', reasons: '同意。', sensitivity: 'MAJOR' } as const;
        return cast.director.client.command(caseId, 'review.decide', decision);
      },
    ],
  ];
  test.each(RESTRICTED)(
    'of %s: only the courts at work and the High Court’s inspectors; reads are audited',
    async (_what, make) => {
      const open = await make();
      const reads = async (service: ServiceName) =>
        (await house.audit(service)).filter(({ kind, caseId }) => kind === 'RESTRICTED_READ' && caseId === open.caseId);
      for (const reader of [people.neighbour, people.foreign, people.high, people.highDirector]) {
        expect(await statuses(reader, open)).toEqual([404]);
        expect(await listed(reader)).not.toContain(open.caseId);
      }
      expect(await reads('intake')).toEqual([]);
      const allowed = [cast.applicant, cast.reviewer, people.inspector];
      for (const reader of allowed) {
        expect(await statuses(reader, open)).toEqual([200]);
        expect(await listed(reader)).toContain(open.caseId);
      }
      for (const [service, addresses] of [
        ['intake', 1],
        ['decision', 2],
        ['command-center', 2],
      ] as const) {
        const subs = (await reads(service)).map(({ actor }) => (actor as { sub: string }).sub);
        expect(subs.sort()).toEqual(allowed.flatMap(({ sub }) => Array<string>(addresses).fill(sub)).sort());
        expect(verifyChain(await house.audit(service))).toBeUndefined();
      }
    },
  );

  test('audit trails are the auditor’s to read, and show no case', async () => {
    const { intake, decision, commandCenter, notification, ledger } = house.urls;
    for (const url of [intake, decision, commandCenter, notification, ledger]) {
      const { status, body } = await house.get(people.auditor, `${url}/audit?limit=2`);
      expect({ url, status }).toEqual({ url, status: 200 });
      expect(body['last']).toBeGreaterThanOrEqual((body['entries'] as unknown[]).length);
      const verified = await house.get(people.auditor, `${url}/audit/verification`);
      expect(verified.body).toMatchObject({ faults: [], faultCount: 0 });
      for (const other of [people.system, people.security, people.inspector, cast.director]) {
        expect((await house.get(other, `${url}/audit`)).body['code']).toBe('FORBIDDEN');
      }
    }
  });

  test('leads are shown to those who supervise only', async () => {
    const { caseId } = await caseAt(cast, 'APPROVED');
    const lead = { category: '消极执行', court: '吉0104', facts: '三日未到现场。' } as const;
    const open = await cast.officer.client.command(caseId, 'lead.register', lead);
    const seen = async (reader: Person) => {
      const view = (await standing(house, reader, open)) as unknown as {
        leads: object[];
        timeline: { type: string }[];
      };
      return { leads: view.leads.length, timeline: view.timeline.some(({ type }) => type === 'lead.registered') };
    };
    for (const reader of [people.inspector, people.high, cast.commander]) {
      expect(await seen(reader)).toEqual({ leads: 1, timeline: true });
    }
    for (const reader of [cast.applicant, cast.reviewer, cast.field]) {
      expect(await seen(reader)).toEqual({ leads: 0, timeline: false });
    }
  });
});

interface Message {
  id: string;
  caseId: string;
  level: string;
  text: string;
  read: boolean;
}

interface InboxPage {
  items: Message[];
  next: string | null;
}

test('reminders and overdue notices reach those whose duty it is, and each reads for themselves', async () => {
  const open = await caseAt(cast, 'SUBMITTED');
  const restricted = await caseAt(cast, 'SUBMITTED', { grounds: [{ code: '3-2', facts: '有人打招呼。' }] });
  expect(await moveClock('2018-10-12T10:00:00+08:00', cast.applicant)).toMatchObject({ status: 403 });
  const moved = await moveClock('2018-10-12T10:00:00+08:00');
  expect(moved.status).toBe(200);
  const reached = (moved.body as { cases: OpenCase[] }).cases;
  for (const { caseId } of [open, restricted]) {
    const seq = reached.find((position) => position.caseId === caseId)!.seq;
    const cases = house.database('notification').collection<{ _id: string; seq: number }>('cases');
    await until('the inbox to have it all', async () => ((await cases.findOne({ _id: caseId }))?.seq ?? 0) >= seq);
  }
  const items = house.database('notification').collection('work_items');
  const untold = () => items.countDocuments({ repeatOn: { $lte: '2018-10-12' } });
  await until('what is overdue to have been told again', async () => (await untold()) === 0);
  const page = async (reader: Person, query = 'limit=200') => {
    const { status, body } = await house.get(reader, `${house.urls.notification}/inbox?${query}`);
    expect(status).toBe(200);
    return body as unknown as InboxPage;
  };
  const inbox = async (reader: Person, about: OpenCase, query?: string) =>
    (await page(reader, query)).items.filter(({ caseId }) => caseId === about.caseId);
  /** Reminders and overdue notices of the review's deadline. */
  const told = async (reader: Person, about = open) => {
    const review = (await inbox(reader, about)).filter(({ text }) => text.includes('审查决定'));
    return ['REMINDER', 'OVERDUE'].map((wanted) => review.filter(({ level }) => level === wanted).length);
  };

  for (const about of [open, restricted]) {
    // Overdue on 10-11, and told again on the working day after it.
    expect(await told(cast.reviewer, about)).toEqual([3, 2]);
    expect(await told(cast.director, about)).toEqual([3, 2]);
    for (const reader of [cast.applicant, people.neighbour, people.foreign]) {
      expect(await told(reader, about)).toEqual([0, 0]);
    }
  }
  expect(await told(people.highDirector)).toEqual([0, 1]);
  expect(await told(people.inspector)).toEqual([0, 0]);
  // One step up from a restricted case are those who may know of it.
  expect(await told(people.highDirector, restricted)).toEqual([0, 0]);
  expect(await told(people.inspector, restricted)).toEqual([0, 1]);

  const messages = await inbox(cast.reviewer, open);
  for (const { text } of messages) expect(text).toMatch(/^（2016）吉0104执\d+号：/);
  const [message] = messages as [Message];
  const markRead = (reader: Person) =>
    send('POST', `${house.urls.notification}/inbox/${encodeURIComponent(message.id)}/read`, { token: reader.token });
  expect((await markRead(people.foreign)).status).toBe(404);
  expect((await markRead(cast.director)).status).toBe(404);
  expect((await markRead(cast.reviewer)).status).toBe(204);
  expect((await markRead(cast.reviewer)).status).toBe(204);
  expect((await inbox(cast.reviewer, open)).find(({ id }) => id === message.id)).toMatchObject({ read: true });
  const unread = await inbox(cast.reviewer, open, 'limit=200&unread=true');
  expect(unread.map(({ id }) => id)).toEqual(messages.slice(1).map(({ id }) => id));

  // Many messages share one midnight: pages must not lose those beyond the first.
  const whole = (await page(cast.reviewer)).items;
  const paged: Message[] = [];
  for (let next: string | null = ''; next !== null;) {
    const part: InboxPage = await page(cast.reviewer, `limit=1${next && `&before=${encodeURIComponent(next)}`}`);
    paged.push(...part.items);
    next = part.next;
  }
  expect(paged).toEqual(whole);
});

describe('operations', () => {
  const services = () =>
    [
      ['identity', house.urls.identity],
      ['intake', house.urls.intake],
      ['decision', house.urls.decision],
      ['command-center', house.urls.commandCenter],
      ['notification', house.urls.notification],
      ['worker', house.urls.ledger],
    ] as const;

  test('every service says that it lives and is ready, counts, and shows its documentation', async () => {
    for (const [service, url] of services()) {
      expect(await send('GET', `${url}/healthz`)).toMatchObject({ status: 200, body: { status: 'ok', service } });
      const ready = await send('GET', `${url}/readyz`);
      expect(ready).toMatchObject({ status: 200, body: { status: 'ready', checks: { database: { ok: true } } } });
      const metrics = await send('GET', `${url}/metrics`);
      expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=/);
      expect(metrics.text).toMatch(/^xiezhi_http_request_duration_seconds_count\{.*service="/m);
      const docs = await send('GET', `${url}/docs`);
      expect([docs.status, docs.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    }
  });

  test('every OpenAPI document is whole: its references resolve, its commands have a path and a Chinese summary', async () => {
    interface Operation {
      operationId: string;
      summary: string;
      responses: object;
    }
    for (const [service, url] of services()) {
      const { body } = await send('GET', `${url}/openapi.json`);
      expect(body['openapi']).toMatch(/^3\.1\./);
      const references = [...JSON.stringify(body).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
      for (const reference of new Set(references)) {
        const steps = reference.replace(/^#\//, '').split('/');
        const target = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], body);
        expect({ service, reference, resolved: typeof target }).toEqual({ service, reference, resolved: 'object' });
      }
      const paths = body['paths'] as Record<string, Record<string, Operation>>;
      const operations = Object.values(paths).flatMap((path) => Object.values(path));
      for (const { summary, responses } of operations) {
        expect(summary).toMatch(/\p{Script=Han}/u);
        expect(Object.keys(responses).length).toBeGreaterThan(0);
      }
      const byId = new Set(operations.map(({ operationId }) => operationId));
      for (const command of COMMAND_OWNERS[service as CommandOwner] ?? []) expect(byId).toContain(command);
    }
  });

  test('a service that is told to stop finishes the request in hand', async () => {
    const open = await caseAt(cast, 'UNDER_REVIEW');
    let begun!: () => void;
    const inHand = new Promise<void>((resolve) => (begun = resolve));
    const answer = new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      // The server says "continue" when the request has reached it.
      const headers = { authorization: `Bearer ${cast.applicant.token}`, expect: '100-continue' };
      const url = `${house.urls.intake}/collaborations/${open.caseId}?after=${open.seq + 1}`;
      const asking = request(url, { headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      });
      asking.on('continue', begun).on('error', reject).end();
    });
    await inHand;
    const stopped = house.stack.kill('intake', 'SIGTERM');
    await until('intake to be stopping', () => house.logLines('intake').some((line) => line.includes('"stopping"')));
    await cast.reviewer.client.command(open.caseId, 'review.propose', { outcome: 'APPROVE', reasons: '符合。' });
    const { status, text } = await answer;
    await stopped;
    expect({ status, seq: (JSON.parse(text) as OpenCase).seq }).toEqual({ status: 200, seq: open.seq + 1 });
    // The process's last word before exit 0; one that was cut off or died says something else.
    expect(JSON.parse(house.logLines('intake').at(-1)!)).toMatchObject({ msg: 'stopped' });
    await house.stack.start('intake');
  });

  test('logs are lines of JSON, with the case they are about', async () => {
    const open = await caseAt(cast, 'UNDER_REVIEW');
    const isJson = (line: string) => /^\{.*\}$/.test(line);
    for (const [service] of services()) {
      const lines = house.logLines(service);
      expect(lines.filter((line) => !isJson(line))).toEqual([]);
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ service });
    }
    const about = () => house.logLines('intake').filter((line) => line.includes(`"caseId":"${open.caseId}"`));
    const [line] = await until('the line', () => about().length > 0 && about());
    expect(JSON.parse(line!)).toMatchObject({ service: 'intake', caseId: open.caseId, method: 'POST', status: 200 });
    expect(house.logLines('intake').join()).not.toContain(cast.applicant.token);
  });

  test('a read model made anew from the ledger is the same', async () => {
    const open = await caseAt(cast, 'APPROVED');
    const services = ['intake', 'decision', 'command-center', 'notification'] as const;
    const collection = (service: ServiceName) =>
      house.database(service).collection<{ _id: string; seq: number }>('cases');
    const documents = (service: ServiceName) => collection(service).find({}).sort({ _id: 1 }).toArray();
    const inbox = () => house.database('notification').collection('inbox').find({}).sort({ _id: 1 }).toArray();
    const rebuild = (service: (typeof services)[number], by: Person) => {
      const base = service === 'command-center' ? house.urls.commandCenter : house.urls[service];
      return send('POST', `${base}/admin/read-model/rebuild`, { token: by.token });
    };
    const cases = await house.database('ledger').collection('ledger').countDocuments({ seq: 1 });
    const entries = await house.database('ledger').collection('ledger').countDocuments({});
    for (const service of services) {
      const before = await until(`${service} to be up to date`, async () => {
        const stored = await documents(service);
        return stored.reduce((sum, { seq }) => sum + seq, 0) === entries && stored;
      });
      const messages = await inbox();
      expect(await rebuild(service, cast.reviewer)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
      await collection(service).deleteOne({ _id: before[0]!._id });
      await collection(service).updateOne(
        { _id: open.caseId },
        { $set: { status: 'CLOSED', visibleTo: [] } as object },
      );
      await collection(service).insertOne({ _id: 'jl0104-never-was', seq: 1 });
      expect(await rebuild(service, people.system)).toMatchObject({ status: 200, body: { cases } });
      expect(await documents(service)).toEqual(before);
      expect(await inbox()).toEqual(messages);
    }
  });
});
