import { verifyChain } from '@xiezhi/chain';
import type { ServiceName } from '@xiezhi/contracts/installation';
import { createHmac } from 'node:crypto';
import { application, caseAt, castOf, Installation, PLAN, send, standing, until } from '../../src/support';
import type { Answer, Cast, OpenCase, Person, Sending } from '../../src/support';

let house: Installation;
let cast: Cast;
let others: Record<'foreignReviewer' | 'foreignApplicant' | 'admin', Person>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: false });
  cast = await house.hire(castOf('吉0104', '吉01'));
  others = await house.hire({
    foreignReviewer: { court: '吉02', roles: ['handler'] },
    foreignApplicant: { court: '吉0202', roles: ['handler'] },
    admin: { court: '吉', roles: ['systemAdmin'] },
  });
});
afterAll(() => house?.stop());

const SERVICES: ServiceName[] = ['intake', 'decision', 'command-center', 'ledger'];

/** Everything a refused request could have left behind. */
async function traces() {
  const count = (service: ServiceName, name: string) => house.database(service).collection(name).countDocuments();
  return {
    entries: await count('ledger', 'ledger'),
    applications: await count('intake', 'applications'),
    claims: await count('intake', 'active_claims'),
    serials: await count('decision', 'document_serials'),
  };
}

interface Refusal {
  code: string;
  status: number;
}

function expectProblem({ status, headers, body }: Answer, expected: Refusal) {
  expect(body).toMatchObject({
    type: `urn:xiezhi:problem:${expected.code}`,
    code: expected.code,
    status: expected.status,
    title: expect.stringMatching(/\p{Script=Han}/u) as string,
    detail: expect.stringMatching(/\p{Script=Han}/u) as string,
    instance: `urn:xiezhi:request:${headers.get('x-request-id')}`,
  });
  expect(status).toBe(expected.status);
  expect(headers.get('content-type')).toBe('application/problem+json');
}

/** The last record of a trail tells of this refusal, and the whole trail still hangs together. */
async function expectAudited(service: ServiceName, expected: Record<string, unknown>) {
  const trail = await house.audit(service);
  expect(trail.at(-1)).toMatchObject({ kind: 'COMMAND_REFUSED', ...expected });
  expect(verifyChain(trail)).toBeUndefined();
}

const good = () => application('吉0104', '吉01');
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('an application whose form is wrong', () => {
  const json = (content: string): Sending => ({ raw: { content, type: 'application/json' } });
  const field = (name: string, value: unknown) => ({ body: { ...good(), [name]: value } });
  const first = (name: string, value: unknown) => ({ [name]: [value] });

  const cases: [string, () => Sending, { status?: number; errors?: Record<string, RegExp> }][] = [
    ['malformed JSON', () => json('{"to":'), {}],
    ['an empty body', () => json(''), { errors: { caseNumber: /./, to: /./ } }],
    ['null', () => json('null'), { errors: { body: /应为对象/ } }],
    ['a list', () => json('[]'), { errors: { body: /应为对象/ } }],
    ['something else than JSON', () => ({ raw: { content: 'to=吉01', type: 'text/plain' } }), { status: 415 }],
    ['more than two megabytes', () => field('matters', '长'.repeat(1_000_000)), { status: 413 }],
    ['a text for an amount', () => field('claimAmount', '很多'), { errors: { claimAmount: /应为数字/ } }],
    ['a negative amount', () => field('claimAmount', -1), { errors: { claimAmount: /不能为负数/ } }],
    ['a word for yes', () => field('hasProperty', 'yes'), { errors: { hasProperty: /true 或 false/ } }],
    ['a day that is none', () => field('filingDate', '2018-02-29'), { errors: { filingDate: /有效日期/ } }],
    ['an object for a text', () => field('cause', { $gt: '' }), { errors: { cause: /应为文字/ } }],
    ['deep nesting', () => field('cause', nested(500)), { errors: { cause: /应为文字/ } }],
    ['a control character', () => field('cause', '纠\u0000纷'), { errors: { cause: /控制字符/ } }],
    ['an escape sequence', () => field('matters', '\u001b[2J'), { errors: { matters: /控制字符/ } }],
    ['half a character', () => field('cause', '纠\ud842纷'), { errors: { cause: /残缺的字符/ } }],
    [
      'a character of nobody else’s',
      () => field('matters', '腾退王\ue863'),
      { errors: { matters: /自造字（U\+E863）/ } },
    ],
    ['an unknown field', () => field('urgent', true), { errors: { body: /不认识的字段：urgent/ } }],
    [
      'an unknown field deeper down',
      () => ({ body: { ...good(), ...first('grounds', { code: '3-1', met: true }) } }),
      { errors: { 'grounds[0]': /不认识的字段：met/ } },
    ],
    ['an unknown ground', () => field('grounds', [{ code: '3-9' }]), { errors: { 'grounds[0].code': /3-1 至 3-8/ } }],
    ['a ground twice', () => field('grounds', [{ code: '3-1' }, { code: '3-1' }]), { errors: { grounds: /重复/ } }],
    ['nobody enforced against', () => field('parties', []), { errors: { parties: /当事人/ } }],
    ['a day before the law', () => field('filingDate', '0001-01-01'), { errors: { filingDate: /1991/ } }],
    ['no field at all', () => ({ body: {} }), { errors: { caseNumber: /./, parties: /./, to: /./ } }],
    ['no key', () => ({ body: good(), key: null }), { errors: { 'header.Idempotency-Key': /必填/ } }],
    ['a key too short', () => ({ body: good(), key: 'short' }), { errors: { 'header.Idempotency-Key': /8 至 200/ } }],
    [
      'a key too long',
      () => ({ body: good(), key: 'k'.repeat(201) }),
      { errors: { 'header.Idempotency-Key': /8 至 200/ } },
    ],
  ];

  test.each(cases)(
    '%s is refused, every fault named in Chinese, and leaves nothing',
    async (_what, sending, expected) => {
      const before = await traces();
      const answer = await send('POST', `${house.urls.intake}/collaborations`, {
        token: cast.applicant.token,
        ...sending(),
      });
      expectProblem(answer, { code: 'VALIDATION', status: expected.status ?? 400 });
      const errors = (answer.body['errors'] ?? []) as { path: string; message: string }[];
      for (const [path, message] of Object.entries(expected.errors ?? {})) {
        expect(errors).toContainEqual({ path, message: expect.stringMatching(message) as string });
      }
      for (const { message } of errors) expect(message).toMatch(/\p{Script=Han}/u);
      expect(await traces()).toEqual(before);
    },
  );
});

describe('an application that the Rule does not allow', () => {
  const cases: [string, Record<string, unknown>, Refusal][] = [
    ['a court that does not exist', { to: '吉9999' }, { code: 'COURT_UNKNOWN', status: 422 }],
    ['the superior of others', { to: '吉02' }, { code: 'ROUTE_NOT_AVAILABLE', status: 422 }],
    ['the High Court without 3-5 or 3-6', { to: '吉' }, { code: 'ROUTE_NOT_AVAILABLE', status: 422 }],
    ['an objection case', { caseNumber: '（2018）吉0104执异12号' }, { code: 'CASE_TYPE_NOT_ELIGIBLE', status: 422 }],
    ['a civil case', { caseNumber: '（2018）吉0104民初12号' }, { code: 'CASE_NUMBER_INVALID', status: 422 }],
    ['nonsense for a case number', { caseNumber: '十二号' }, { code: 'CASE_NUMBER_INVALID', status: 422 }],
    ['no ground', { grounds: [] }, { code: 'GROUND_REQUIRED', status: 422 }],
    ['a filing date to come', { filingDate: '2099-01-01' }, { code: 'VALIDATION', status: 400 }],
    ['another form of a court', { to: 'jl1' }, { code: 'COURT_UNKNOWN', status: 422 }],
    ['a number of another court', { caseNumber: '（2024）吉0202执12号' }, { code: 'CASE_NUMBER_INVALID', status: 422 }],
    [
      'a type in the old spelling',
      { caseNumber: '（2018）吉0104执异字第5号' },
      { code: 'CASE_TYPE_NOT_ELIGIBLE', status: 422 },
    ],
    [
      'a receipt before the filing',
      { channel: 'PAPER', receivedOn: '2016-02-29' },
      { code: 'VALIDATION', status: 400 },
    ],
    ['a receipt to come', { channel: 'PAPER', receivedOn: '2099-01-01' }, { code: 'VALIDATION', status: 400 }],
  ];

  test.each(cases)('%s is refused, audited, and leaves nothing', async (_what, fields, expected) => {
    const before = await traces();
    expectProblem(await house.submit(cast.applicant, { ...good(), ...fields }), expected);
    expect(await traces()).toEqual(before);
    const { sub, name } = cast.applicant;
    await expectAudited('intake', { code: expected.code, command: 'application.submit', actor: { sub, name } });
  });

  test.each(['field', 'reviewer', 'director'] as const)('%s may not apply, or not from there', async (who) => {
    const before = await traces();
    const answer = await house.submit(cast[who], good());
    const code = who === 'reviewer' ? 'ROUTE_NOT_AVAILABLE' : 'FORBIDDEN';
    expectProblem(answer, { code, status: who === 'reviewer' ? 422 : 403 });
    expect(await traces()).toEqual(before);
    await expectAudited('intake', { code, actor: { sub: cast[who].sub } });
  });
});

test('what the Rule objects to is told all at once, each with its field', async () => {
  const exclusions = [{ type: '评估', start: '2017-04-15', end: '2017-03-01' }];
  const fields = { filingDate: '2099-01-01', caseNumber: '（2016）吉0105执312号', exclusions };
  const { body } = await house.submit(cast.applicant, { ...good(), ...fields });
  expect(body).toMatchObject({
    code: 'VALIDATION',
    errors: [
      { path: 'filingDate', message: expect.stringContaining('2099-01-01') as string },
      { path: 'exclusions[0].end' },
      { path: 'caseNumber', message: expect.stringContaining('吉0105') as string },
    ],
  });
});

test('an order for a court of no form is refused, and for a year long past', async () => {
  const order = (fields: object) => {
    const { to: _, ...rest } = good();
    const body = { ...rest, origin: 'EX_OFFICIO', executingCourt: '吉0104', ...fields };
    return send('POST', `${house.urls.intake}/orders`, { token: cast.reviewer.token, body });
  };
  const before = await traces();
  expectProblem(await order({ executingCourt: '吉9x' }), { code: 'COURT_UNKNOWN', status: 422 });
  expectProblem(await order({ receivedOn: '0206-05-01' }), { code: 'VALIDATION', status: 400 });
  expect(await traces()).toEqual(before);
});

test('every spelling of a number is the one enforcement case', async () => {
  const body = good();
  const spellings = [
    body.caseNumber.replace('号', '号之一'),
    body.caseNumber.replace('执', '执字第'),
    body.caseNumber.replace('执', '执0'),
    `案号：${body.caseNumber}。`,
    `${body.caseNumber}\u200b`,
  ];
  const [first = '', ...more] = spellings;
  const opened = await house.submit(cast.applicant, { ...body, caseNumber: first });
  expect(opened.status).toBe(201);
  const caseId = String(opened.body['caseId']);
  const active = async (reader: Person, caseNumber: string) => {
    const query = new URLSearchParams({ caseNumber, executing: '吉0104' });
    return (await house.get(reader, `${house.urls.intake}/collaborations/active?${query}`)).body['active'];
  };
  await until('the read model to have it', async () => (await active(cast.applicant, body.caseNumber)) !== null);
  for (const caseNumber of spellings) expect(await active(cast.applicant, caseNumber)).toMatchObject({ caseId });
  expect(await active(others.foreignApplicant, body.caseNumber)).toBeNull();
  expect(await active(cast.applicant, '（2016）吉0104执999999号')).toBeNull();
  for (const caseNumber of [body.caseNumber, ...more]) {
    const answer = await house.submit(cast.applicant, { ...body, caseNumber });
    expectProblem(answer, { code: 'ACTIVE_COLLABORATION_EXISTS', status: 409 });
  }
});

describe('who is not signed in, or not as a person', () => {
  const unsigned = (claims: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part(claims)}.`;
  };
  const NOBODY = { code: 'UNAUTHENTICATED', status: 401 };
  const tokens: [string, () => Promise<string | undefined> | string | undefined, Refusal][] = [
    ['no token', () => undefined, NOBODY],
    ['no JWT', () => 'token', NOBODY],
    [
      'an unsigned token',
      () => unsigned({ sub: 'x', name: 'x', court: '吉0104', roles: ['handler'], aud: 'urn:xiezhi:api' }),
      NOBODY,
    ],
    [
      'a changed token',
      () => {
        const [header, payload, signature] = cast.applicant.token.split('.') as [string, string, string];
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
        const changed = Buffer.from(JSON.stringify({ ...claims, court: '吉01' })).toString('base64url');
        return `${header}.${changed}.${signature}`;
      },
      NOBODY,
    ],
    [
      'a token signed by a guessed secret',
      () => {
        const [, payload] = cast.applicant.token.split('.') as [string, string];
        const head = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${payload}`;
        return `${head}.${createHmac('sha256', 'secret').update(head).digest('base64url')}`;
      },
      NOBODY,
    ],
    ['an expired token', () => house.forgedToken(cast.applicant, { iat: 1_500_000_000, exp: 1_500_003_600 }), NOBODY],
    ['a token for another audience', () => house.forgedToken(cast.applicant, { aud: 'xiezhi-console' }), NOBODY],
    ['a token of another issuer', () => house.forgedToken(cast.applicant, { iss: 'http://127.0.0.1:1' }), NOBODY],
    ['a token without a court', () => house.forgedToken(cast.applicant, { court: undefined }), NOBODY],
    ['a service', () => house.serviceToken(), { code: 'FORBIDDEN', status: 403 }],
  ];

  test.each(tokens)('%s gets nowhere', async (_what, token, expected) => {
    const before = await traces();
    const bearer = await token();
    const answers = await Promise.all([
      send('POST', `${house.urls.intake}/collaborations`, { token: bearer, body: good() }),
      send('GET', `${house.urls.intake}/collaborations`, { token: bearer }),
      send('POST', house.commandUrl('jl0104-0000000000000000', 'review.propose'), { token: bearer, body: {} }),
      send('POST', house.commandUrl('jl0104-0000000000000000', 'plan.approve'), { token: bearer, body: {} }),
      send('GET', `${house.urls.notification}/inbox`, { token: bearer }),
    ]);
    for (const answer of answers) {
      expectProblem(answer, expected);
      if (expected.status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect(await traces()).toEqual(before);
  });

  test('a token made here as the issuer makes them is accepted, so the others fail by their one fault', async () => {
    const token = await house.forgedToken(cast.applicant, {});
    expect((await send('GET', `${house.urls.intake}/collaborations`, { token })).status).toBe(200);
  });

  test('the ledger is for services only', async () => {
    const url = `${house.urls.ledger}/ledger`;
    expectProblem(await send('GET', url, { token: cast.applicant.token }), { code: 'FORBIDDEN', status: 403 });
    expect((await send('GET', url, { token: await house.serviceToken() })).status).toBe(200);
  });
});

describe('a command on a case', () => {
  let open: OpenCase;
  beforeAll(async () => {
    open = await caseAt(cast, 'UNDER_REVIEW');
  });

  const propose = { outcome: 'APPROVE', reasons: '符合。' };
  const decide = { outcome: 'APPROVE', reasons: '同意。' };
  type Row = [
    string,
    () => Person,
    string,
    unknown,
    Refusal & { service: ServiceName; headers?: Record<string, string> },
  ];
  const refused: Row[] = [
    [
      'a role that never may',
      () => cast.field,
      'application.register',
      {},
      { code: 'FORBIDDEN', status: 403, service: 'intake' },
    ],
    [
      'the executing court’s handler',
      () => cast.applicant,
      'review.propose',
      propose,
      { code: 'FORBIDDEN', status: 403, service: 'decision' },
    ],
    [
      'another region’s court',
      () => others.foreignReviewer,
      'review.propose',
      propose,
      { code: 'NOT_FOUND', status: 404, service: 'decision' },
    ],
    [
      'another basic court',
      () => others.foreignApplicant,
      'application.withdraw',
      { reason: '撤回。' },
      { code: 'NOT_FOUND', status: 404, service: 'intake' },
    ],
    [
      'an administrator',
      () => others.admin,
      'plan.approve',
      {},
      { code: 'FORBIDDEN', status: 403, service: 'command-center' },
    ],
    [
      'a role that is not held',
      () => cast.reviewer,
      'review.decide',
      decide,
      { code: 'FORBIDDEN', status: 403, service: 'decision', headers: { 'x-acting-role': 'bureauDirector' } },
    ],
    [
      'a decision before a proposal',
      () => cast.director,
      'review.decide',
      decide,
      { code: 'NOT_ALLOWED_IN_STATE', status: 409, service: 'decision' },
    ],
    [
      'a second registration',
      () => cast.reviewer,
      'application.register',
      {},
      { code: 'NOT_ALLOWED_IN_STATE', status: 409, service: 'intake' },
    ],
    [
      'a plan before a decision',
      () => cast.officer,
      'plan.submit',
      PLAN,
      { code: 'NOT_ALLOWED_IN_STATE', status: 409, service: 'command-center' },
    ],
    [
      'a close-out before execution',
      () => cast.commander,
      'closeout.confirm',
      {},
      { code: 'NOT_ALLOWED_IN_STATE', status: 409, service: 'command-center' },
    ],
  ];

  test.each(refused)('%s is refused, audited, and changes nothing', async (_what, who, command, body, expected) => {
    const before = { ...(await traces()), case: await standing(house, cast.reviewer, open) };
    const answer = await house.command(who(), open.caseId, command, body, { headers: expected.headers ?? {} });
    expectProblem(answer, expected);
    expect({ ...(await traces()), case: await standing(house, cast.reviewer, open) }).toEqual(before);
    await expectAudited(expected.service, {
      code: expected.code,
      command,
      caseId: open.caseId,
      message: answer.body['detail'],
      actor: { sub: who().sub, court: who().court },
    });
  });

  test.each([
    ['application.register', 'reviewer', {}, 'intake'],
    ['review.propose', 'reviewer', propose, 'decision'],
    ['closeout.confirm', 'commander', {}, 'command-center'],
  ] as const)('%s on an unknown case is NOT_FOUND', async (command, who, body, service) => {
    const before = await traces();
    const caseId = 'jl0104-0123456789abcdef';
    expectProblem(await house.command(cast[who], caseId, command, body), { code: 'NOT_FOUND', status: 404 });
    expect(await traces()).toEqual(before);
    await expectAudited(service, { code: 'NOT_FOUND', command, caseId });
  });

  test('a form that is wrong changes nothing and names the fault', async () => {
    const before = await standing(house, cast.reviewer, open);
    const wrong = await house.command(cast.reviewer, open.caseId, 'review.propose', { outcome: 'PERHAPS', reasons: 7 });
    expectProblem(wrong, { code: 'VALIDATION', status: 400 });
    expect(wrong.body['errors']).toEqual([
      { path: 'outcome', message: '结论应为 APPROVE 或 REFUSE' },
      { path: 'reasons', message: '理由应为文字' },
    ]);
    const keyless = await house.command(cast.reviewer, open.caseId, 'review.propose', propose, { key: null });
    expectProblem(keyless, { code: 'VALIDATION', status: 400 });
    expect(await standing(house, cast.reviewer, open)).toEqual(before);
  });

  test.each(['JL0104-x', '..%2f..%2fhealthz', `jl${'0'.repeat(90)}`])(
    'the case id %s is no case id',
    async (caseId) => {
      const answer = await house.command(cast.reviewer, caseId, 'application.register');
      expectProblem(answer, { code: 'VALIDATION', status: 400 });
      expect(answer.body['errors']).toEqual([{ path: 'path.caseId', message: '案件编号格式不正确' }]);
    },
  );

  test('a command of another service, an unknown command, address or method', async () => {
    const at = (path: string) => `${house.urls.intake}/collaborations/${open.caseId}${path}`;
    const { token } = cast.reviewer;
    const post = (path: string) => send('POST', at(path), { token, body: {} });
    expectProblem(await post('/commands/plan.approve'), { code: 'NOT_FOUND', status: 404 });
    expectProblem(await post('/commands/case.delete'), { code: 'NOT_FOUND', status: 404 });
    expectProblem(await send('GET', at('/secrets'), { token }), { code: 'NOT_FOUND', status: 404 });
    expectProblem(await send('DELETE', at(''), { token }), { code: 'METHOD_NOT_ALLOWED', status: 405 });
  });

  test('the clock of a real installation cannot be moved', async () => {
    const body = { to: '2099-01-01T09:00:00+08:00' };
    const moved = await send('POST', `${house.urls.commandCenter}/clock/move`, { token: others.admin.token, body });
    expectProblem(moved, { code: 'FORBIDDEN', status: 403 });
  });

  test('queries out of range are refused', async () => {
    const list = (query: string) => house.get(cast.reviewer, `${house.urls.intake}/collaborations?${query}`);
    for (const query of ['limit=0', 'limit=201', 'limit=many', 'cursor=%21']) {
      expectProblem(await list(query), { code: 'VALIDATION', status: 400 });
    }
    const read = await house.get(cast.reviewer, `${house.urls.intake}/collaborations/${open.caseId}?after=0`);
    expectProblem(read, { code: 'VALIDATION', status: 400 });
  });
});

test('the trails of all services hold, and a changed record does not', async () => {
  for (const service of SERVICES) expect(verifyChain(await house.audit(service))).toBeUndefined();
  const trail = await house.audit('intake');
  const changed = trail.map((record) => (record.seq === 2 ? { ...record, code: 'NOT_FOUND', message: '' } : record));
  expect(verifyChain(changed)).toEqual({ seq: 2, fault: 'CONTENT_CHANGED' });
  expect(verifyChain(trail.filter(({ seq }) => seq !== 2))).toEqual({ seq: 2, fault: 'MISSING' });
});
