import { verifyChain } from '@xiezhi/chain';
import { caseAt, castOf, Installation, PLAN, send } from '../../src/support';
import type { Cast, OpenCase, Person } from '../../src/support';

/** 当事人隐名 and 查看: what leaves the services, to whom, and what is on record of it. */
let house: Installation;
let cast: Cast;
let people: Record<'neighbour' | 'inspector' | 'assessor' | 'auditor', Person>;
let open: OpenCase;

const NAME = '欧阳修文';
const ID_NUMBER = '220104198001011234';
const DOCUMENT = 'A123456(7)';
const HOME = '四社老王家西院';
const AGENT = '慕容白';
const WRITTEN = `${NAME}（身份证号${ID_NUMBER}，电话13812345678）拒不腾退，住延吉市河南街12号。`;
const RESPONDENT = { side: 'respondent', name: NAME, kind: 'person', identity: DOCUMENT, address: HOME, agent: AGENT };
const BASIS = { document: WRITTEN, number: WRITTEN, madeBy: WRITTEN, date: '1989-11-02' };
/** What nobody is shown without a reason. */
const PERSONAL = [NAME, ID_NUMBER, '13812345678', '河南街', DOCUMENT, HOME, AGENT];

beforeAll(async () => {
  house = await Installation.start({ rehearsal: true });
  [cast, people] = await Promise.all([
    house.hire(castOf('吉0104', '吉01')),
    house.hire({
      neighbour: { court: '吉0105', roles: ['handler'] },
      inspector: { court: '吉', roles: ['inspector'] },
      assessor: { court: '吉01', roles: ['assessor'] },
      auditor: { court: '吉', roles: ['auditAdmin'] },
    }),
  ]);
  open = await caseAt(cast, 'PROPOSED', {
    cause: `${NAME}买卖合同纠纷`,
    parties: [
      {
        ...{ side: 'applicant', name: '长春松涛建材有限公司', kind: 'organization' },
        ...{ identity: '91220101MA0Y3X5K8T', address: WRITTEN, agent: `左丘明、${AGENT}` },
      },
      RESPONDENT,
    ],
    basis: BASIS,
    grounds: [
      { code: '3-1', facts: WRITTEN },
      { code: '3-5', facts: WRITTEN, relatedCases: [WRITTEN, '（2016）吉0105执1号'] },
      { code: '3-6', facts: WRITTEN, propertyCourt: '吉0105', propertyPlace: WRITTEN },
      { code: '3-7', facts: WRITTEN, respondentKind: WRITTEN },
    ],
    matters: WRITTEN,
    proposal: `${AGENT}称：其证件号为${DOCUMENT}，住${HOME}。`,
    exclusions: [{ type: WRITTEN, start: '2017-03-01', end: '2017-04-15', document: WRITTEN }],
    materials: [{ kind: WRITTEN, title: WRITTEN }],
  });
  const acts = [
    ['director', 'review.decide', { outcome: 'APPROVE', reasons: WRITTEN }],
    ['applicant', 'decision.acknowledge', {}],
    [
      'officer',
      'plan.submit',
      {
        ...Object.fromEntries(Object.keys(PLAN).map((section) => [section, WRITTEN])),
        risks: WRITTEN,
        officers: [{ name: NAME, court: '吉0104', credential: WRITTEN }],
      },
    ],
    ['commander', 'plan.approve', {}],
    ['field', 'execution.report', { text: WRITTEN }],
    ['officer', 'execution.instruct', { to: '吉0104', text: WRITTEN }],
    ['officer', 'lead.register', { category: '配合不力', court: '吉0104', facts: WRITTEN }],
    ['applicant', 'closeout.request', { outcome: 'ACTUALLY_CLOSED', recoveredAmount: 1, summary: WRITTEN }],
    ['commander', 'closeout.return', { reasons: WRITTEN }],
  ] as const;
  for (const [who, command, fields] of acts) {
    const { seq } = await cast[who].client.command(open.caseId, command, fields as never);
    open = { ...open, seq };
  }
});
afterAll(() => house?.stop());

const reveal = (person: Person, body: object) =>
  send('POST', `${house.urls.intake}/collaborations/${open.caseId}/parties/reveal`, { token: person.token, body });
interface Trailed {
  kind: string;
  message: string;
  actor: { sub: string };
}

const trail = async () => (await house.audit<Trailed>('intake')).filter(({ kind }) => kind.startsWith('PARTIES_'));

test('every service gives the case out masked, in lists as well, to whoever may see it', async () => {
  const { intake, decision, commandCenter } = house.urls;
  const addresses = [
    ...[intake, decision, commandCenter].map((base) => `${base}/collaborations/${open.caseId}?after=${open.seq}`),
    `${decision}/decisions/${open.caseId}?after=${open.seq}`,
    `${commandCenter}/field/${open.caseId}?after=${open.seq}`,
    `${intake}/collaborations`,
    ...['inbox', 'work-items'].map((list) => `${house.urls.notification}/${list}`),
  ];
  for (const reader of [cast.applicant, cast.director, cast.officer, people.inspector, people.assessor]) {
    for (const address of addresses) {
      const { status, text } = await house.get(reader, address);
      expect(status).toBe(200);
      expect(PERSONAL.filter((each) => text.includes(each))).toEqual([]);
    }
  }
  const seen = await house.get(people.assessor, addresses[0]!);
  // In every field in which somebody has written it, and shortened there, not left out.
  const shortened = '欧阳某（身份证号220104********1234，电话138****5678）拒不腾退，住延吉市××。';
  expect(seen.text.split(shortened).length - 1).toBeGreaterThanOrEqual(20);
  expect(seen.body).toMatchObject({
    case: {
      proposal: '慕容某称：其证件号为已隐去，住已隐去。',
      materials: [{ kind: shortened, title: shortened }],
      basis: { document: shortened, number: shortened, madeBy: shortened, date: BASIS.date },
    },
    records: [{ text: shortened }, { text: shortened }],
  });
  const officer = { name: '欧阳某', credential: shortened };
  expect((await house.get(people.assessor, addresses[4]!)).body).toMatchObject({
    plan: { tasks: shortened, risks: shortened, officers: [officer] },
    credentials: [officer],
  });
  const { body } = await house.get(cast.applicant, `${intake}/collaborations/${open.caseId}`);
  expect(body).toMatchObject({
    masked: true,
    mayReveal: true,
    case: {
      parties: [
        { name: '长春松涛建材有限公司', identity: '91220101MA0Y3X5K8T', address: shortened, agent: '左某、慕容某' },
        { name: '欧阳某', identity: '已隐去', address: '已隐去', agent: '慕容某' },
      ],
    },
  });
  expect(JSON.stringify(body['case'])).toContain('220104********1234');
});

test('whoever works on the case gets it in full for a reason, which is on the trail, each time', async () => {
  const before = await trail();
  const { status, body } = await reveal(cast.reviewer, { reason: ' 核对被执行人身份，送达决定书 ' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ masked: false, case: { matters: WRITTEN, basis: BASIS, parties: [{}, RESPONDENT] } });
  await reveal(cast.reviewer, { reason: '核对被执行人身份，送达决定书' });
  const records = (await trail()).slice(before.length);
  expect(records).toHaveLength(2);
  expect(records[0]).toMatchObject({
    kind: 'PARTIES_REVEALED',
    caseId: open.caseId,
    message: '核对被执行人身份，送达决定书',
    actor: { sub: cast.reviewer.sub, court: '吉01' },
  });
  expect(verifyChain(await house.audit('intake'))).toBeUndefined();
  const again = await house.get(cast.reviewer, `${house.urls.intake}/collaborations/${open.caseId}`);
  expect(again.text).not.toContain(NAME);
});

test.each([[{}], [{ reason: '' }], [{ reason: '   ' }], [{ reason: '12345678' }], [{ reason: '送达', all: true }]])(
  'without a reason nothing is shown and nothing recorded: %j',
  async (body) => {
    const before = await trail();
    const answer = await reveal(cast.reviewer, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect(answer.text).not.toContain(NAME);
    expect(await trail()).toHaveLength(before.length);
  },
);

test('others are refused, on record where they may see the case at all', async () => {
  const reason = '想了解一下当事人的情况';
  const before = await trail();
  for (const stranger of [people.neighbour, people.auditor]) {
    expect(await reveal(stranger, { reason })).toMatchObject({ status: 404 });
  }
  expect(await trail()).toHaveLength(before.length);
  for (const reader of [people.inspector, people.assessor]) {
    const answer = await reveal(reader, { reason });
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(answer.text).not.toContain(NAME);
  }
  expect((await trail()).slice(before.length).map(({ kind, message, actor }) => [kind, message, actor.sub])).toEqual([
    ['PARTIES_NOT_REVEALED', reason, people.inspector.sub],
    ['PARTIES_NOT_REVEALED', reason, people.assessor.sub],
  ]);
});

test('the timeline comes as a workbook, on record', async () => {
  const url = `${house.urls.decision}/collaborations/${open.caseId}/timeline`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${cast.applicant.token}` } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toContain('.xlsx');
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  expect((await house.get(people.neighbour, url)).status).toBe(404);
  expect((await house.audit('decision')).at(-1)).toMatchObject({ kind: 'CASE_FILE_EXPORTED', message: '时间线' });
});
