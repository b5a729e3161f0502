import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { COMMAND, COMMANDS, decide, factsOf, fieldPlaces, isFreeText, mayRevealParties } from '@xiezhi/rules';
import type { CaseState, Field, Fields, Role } from '@xiezhi/rules';
import { accepted, sampleOpening } from '@xiezhi/rules/sample';
import { maskParties, maskTexts } from '../src/case/masking';
import { caseView, clearView, documentAfter } from '../src/case/view';
import type { CaseDocument } from '../src/case/view';

const NAME = '欧阳修文';
const ADDRESS = '延吉市河南街12号';
const SAID = `${NAME}（身份证号220104198001011234，电话13812345678）拒不腾退，住${ADDRESS}`;

const opened = () =>
  sampleOpening({
    cause: `${NAME}买卖合同纠纷`,
    parties: [
      { side: 'applicant', name: '欧阳', kind: 'organization', identity: SAID, address: SAID, agent: '左某某' },
      { side: 'respondent', name: NAME, kind: 'person', identity: 'K0123456', address: ADDRESS, agent: NAME },
    ],
    basis: { document: SAID, number: SAID, madeBy: SAID, date: '2015-11-02' },
    grounds: [
      { code: '3-6', facts: SAID, propertyPlace: SAID, propertyCourt: '吉0105' },
      { code: '3-7', facts: SAID, respondentKind: SAID },
      { code: '3-5', relatedCases: [SAID, '（2016）吉0105执1号'] },
    ],
    matters: SAID,
    proposal: SAID,
    exclusions: [{ type: `${NAME}申请的评估`, start: '2017-03-01', end: '2017-04-15', document: SAID }],
    materials: [{ kind: SAID, title: SAID }],
  }).state;

/** A case in which somebody has written the respondent's name and numbers wherever one can write. */
function written(): CaseState {
  const plan = { tasks: SAID, responsibilities: SAID, command: SAID, coordination: SAID, support: SAID, risks: SAID };
  const state = opened();
  return {
    ...state,
    participants: ['吉0105'],
    grounds: state.grounds.map((ground) => ({
      ...ground,
      explanation: SAID,
      missing: [SAID],
      override: { reason: SAID, by: { sub: 'a', name: '马某' }, on: '2019-03-05' },
    })),
    supplements: [{ kind: SAID, title: SAID }],
    letter: { number: SAID, issuedBy: SAID, channel: '督办' },
    conclusion: { ground: 'CONCLUDED' as never, reasons: SAID, confirmedBy: null, on: null },
    correction: { missing: [SAID], on: '2019-03-05', inTime: true, completed: false },
    proposal: { outcome: 'APPROVE', reasons: SAID, by: { sub: 'a', name: '马某' } },
    decision: {
      outcome: 'APPROVE',
      decidedOn: '2019-03-06',
      reasons: SAID,
      overdueReason: SAID,
      legalBasis: '第132条第2款',
      operative: '协同执行。',
      documents: [],
      acknowledgedBy: [],
    },
    plan: {
      ...plan,
      version: 1,
      status: 'APPROVED',
      approvals: ['COMMAND_DIRECTOR'],
      officers: [{ name: NAME, court: '吉0104', credential: SAID }],
      submittedBy: 'x',
      steps: [{ by: 'BUREAU_MEETING', outcome: 'PASS', on: '2019-03-07', minutes: SAID, attendees: [NAME, SAID] }],
    },
    records: [
      {
        number: 1,
        kind: 'REPORT',
        from: '吉0104',
        to: null,
        text: SAID,
        urgent: false,
        at: state.lastAt,
        acknowledgedOn: null,
        resolution: { outcome: 'UPHELD', reasons: SAID },
      },
    ],
    leads: [
      {
        category: '配合不力',
        court: '吉0104',
        facts: SAID,
        evidence: [],
        status: 'VERIFYING',
        steps: [{ status: 'VERIFYING', on: '2019-03-07', note: SAID }],
      },
    ],
    selfExecutionPlan: SAID,
    selfExecutionReports: [{ number: 1, text: SAID, at: state.lastAt }],
    closeRequest: { outcome: 'ZHONGBEN', recoveredAmount: 0, summary: SAID },
    closed: { outcome: 'REVOKED', on: '2019-03-08', recoveredAmount: 0, reasons: SAID },
  };
}

const documentOf = (state: CaseState): CaseDocument =>
  ({
    _id: 'jl0104-0123456789012345',
    seq: 3,
    state,
    timeline: [],
    changes: [{ seq: 3, text: SAID }],
  }) as unknown as CaseDocument;

const inspector = { court: '吉01', roles: ['inspector'] as const };

test('a person’s document and address are hidden whatever their form, an agent’s name is shortened', () => {
  expect(caseView(documentOf(opened()), inspector).case.parties[1]).toEqual({
    side: 'respondent',
    kind: 'person',
    name: '欧阳某',
    identity: '已隐去',
    address: '已隐去',
    agent: '欧阳某',
  });
});

test('of an organisation the name and the credit code stay, and who answers for it is shortened', () => {
  const [company] = maskParties([
    {
      ...{ side: 'respondent', name: '吉林某某公司', kind: 'organization', identity: '91220101MA0Y3X5K8T' },
      ...{ address: '前进大街2699号，法定代表人欧阳修文13812345678', agent: '左丘明、欧阳修文' },
    },
    { side: 'applicant', name: NAME, kind: 'person' },
  ]);
  expect(company).toMatchObject({ name: '吉林某某公司', identity: '91220101MA0Y3X5K8T', agent: '左某、欧阳某' });
  expect(company!.address).toContain('欧阳某138****5678');
});

test('a document or an address of no known form is hidden in other texts too, and a remark instead of one hides nothing', () => {
  const person = { side: 'respondent', kind: 'person' } as const;
  const state = sampleOpening({
    parties: [
      { side: 'applicant', name: '甲公司', kind: 'organization' },
      { ...person, name: NAME, identity: 'A123456(7)', address: '四社老王家西院' },
      { ...person, name: '尉迟恭', identity: '不详', address: '无' },
    ],
  }).state;
  const tasks = '其身份证件A123456（7），现住四社 老王家西院；另一人下落不详，无财产。';
  expect(maskTexts(state, { tasks })).toEqual({
    tasks: '其身份证件已隐去，现住已隐去；另一人下落不详，无财产。',
  });
});

test('what says that there is no agent hides nothing', () => {
  const parties = [
    { side: 'applicant', name: '甲公司', kind: 'organization', agent: '无' },
    { side: 'respondent', name: NAME, kind: 'person', agent: '没有' },
  ] as const;
  expect(maskParties(parties).map(({ agent }) => agent)).toEqual(['无', '没有']);
  const state = sampleOpening({ parties: [...parties] }).state;
  expect(maskTexts(state, { tasks: '没有异议，无财产。' })).toEqual({ tasks: '没有异议，无财产。' });
});

test('of several agents in one line each is shortened wherever somebody is named', () => {
  const state = sampleOpening({
    parties: [
      { side: 'applicant', name: '甲公司', kind: 'organization', agent: '左丘明，尉迟恭' },
      { side: 'respondent', name: NAME, kind: 'person' },
    ],
  }).state;
  expect(maskTexts(state, { tasks: '与尉迟恭、左丘明联系。' })).toEqual({ tasks: '与尉迟某、左某联系。' });
});

test('wherever somebody wrote a natural person’s name or numbers, the view has them masked', () => {
  const view = caseView(documentOf(written()), inspector);
  const text = JSON.stringify(view);
  expect(text).not.toContain(NAME);
  expect(text).not.toMatch(/19800101|13812345678|河南街/);
  expect(view.case.matters).toBe('欧阳某（身份证号220104********1234，电话138****5678）拒不腾退，住延吉市××');
  expect(view.case.parties.map(({ name }) => name)).toEqual(['欧阳', '欧阳某']);
  expect(view).toMatchObject({ masked: true, caseId: 'jl0104-0123456789012345' });
  expect(view.case.caseNumber).toBe('（2016）吉0104执312号');
});

test('who was named before a correction stays masked, in what was said then, what is said now and what was changed', () => {
  const { events, state: before } = sampleOpening({
    parties: [
      { side: 'applicant', name: '甲公司', kind: 'organization', address: '前进大街1号，联系人章三丰' },
      { side: 'respondent', name: '章三丰', kind: 'person', identity: '军字第37号', agent: '刘律师' },
    ],
    matters: '章三丰拒不腾退。',
  });
  const { channel: _, receivedOn: __, claimAmount, parties, ...stated } = before.caseFields;
  const corrected = {
    ...stated,
    claimAmount: claimAmount ?? 0,
    parties: [parties[0]!, { ...parties[1]!, name: '张三丰', identity: '军字第73号', agent: '柳律师' }],
  };
  const actor = { court: '吉0104', role: 'handler', name: '王某', sub: 'wang' } as const;
  const command = { type: 'application.amend', at: '2019-03-04T11:00:00.000+08:00', actor, with: corrected } as const;
  const amended = accepted(decide(before, command));
  let document: CaseDocument | null = null;
  for (const [index, event] of [...events, ...amended.events].entries()) {
    document = documentAfter(entryOf('jl0104-1', index + 1, event, 'test') as LedgerEntry, document);
  }
  const view = caseView(document!, inspector);
  expect(JSON.stringify(view)).not.toMatch(/[章张]三丰|军字|[刘柳]律师/);
  const [change] = view.changes.filter(({ amended: told }) => told !== undefined);
  const masked = { side: 'respondent', kind: 'person', identity: '已隐去' };
  expect(change?.amended?.before.parties?.[1]).toEqual({ ...masked, name: '章某', agent: '刘某' });
  expect(change?.amended?.after.parties?.[1]).toEqual({ ...masked, name: '张某', agent: '柳某' });
  const clear = clearView(document!, inspector).changes.find(({ amended: told }) => told !== undefined);
  expect(clear?.amended?.before.parties?.[1]?.name).toBe('章三丰');
});

/** A value of the field's own form, with `SAID` in every field in which one may write freely. */
function filled(field: Field): unknown {
  if (isFreeText(field)) return SAID;
  if (field.fields) return filledAll(field.fields);
  if (field.entry) return [filled(field.entry)];
  return field.codes?.[0] ?? 'CODE';
}

const filledAll = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, filled(field)]));

test.each(COMMANDS.map(({ name }) => name))('no free field of %s goes out as it was written', (type) => {
  const given = filledAll(COMMAND[type].fields);
  const shown = JSON.stringify(maskTexts(opened(), { with: given, [type]: given }));
  expect(shown).not.toContain(NAME);
  expect(shown).not.toMatch(/19800101|13812345678|河南街/);
  expect(shown.split('欧阳某').length).toBe(JSON.stringify({ with: given, [type]: given }).split(NAME).length);
});

test('every text a person types is marked as free, or is a code by its own form', () => {
  const { free, coded } = fieldPlaces(COMMANDS);
  for (const place of coded) if (place.includes('.')) expect(free).not.toContain(place);
  for (const place of [
    'materials.kind',
    'materials.title',
    'letter.issuedBy',
    'letter.number',
    'grounds.respondentKind',
  ]) {
    expect(free).toContain(place);
  }
  for (const place of ['grounds.relatedCases', 'officers.credential', 'attendees', 'exclusions.type', 'missing']) {
    expect(free).toContain(place);
  }
  for (const place of [
    'parties.kind',
    'caseNumber',
    'filingDate',
    'executingCourt',
    'clientId',
    'capturedAt',
    'previous',
    'to',
  ]) {
    expect(coded).toContain(place);
  }
});

test('unmasked, every text is there again', () => {
  const hidden = JSON.stringify(caseView(documentOf(written()), inspector)).split('欧阳某').length;
  const clear = JSON.stringify(clearView(documentOf(written()), inspector));
  expect(clear.split(NAME).length).toBe(hidden);
  expect(clear).not.toContain('欧阳某');
});

test('the facts of the contract are the same masked and unmasked', () => {
  const state = { ...written(), plan: null, conclusion: undefined as never };
  const view = caseView(documentOf(state), inspector);
  const facts = factsOf(state);
  const pick = <T extends object, K extends keyof T>(from: T, keys: readonly K[]) => keys.map((key) => from[key]);
  const whole = ['state', 'netAge', 'deadlines', 'reminders', 'notices', 'credentials', 'documentNumber'] as const;
  expect(pick(view, whole)).toEqual(pick(facts, whole));
  expect(view.grounds.map(({ code, met }) => ({ code, met }))).toEqual(
    facts.grounds.map(({ code, met }) => ({ code, met })),
  );
  const { operative, legalBasis, documents } = facts.decision!;
  expect(view.decision).toMatchObject({ operative, legalBasis, documents });
  expect(view.records[0]).toMatchObject({ number: 1, kind: 'REPORT', from: '吉0104', to: null });
});

test.each<[string, Role, boolean]>([
  ['吉0104', 'handler', true],
  ['吉01', 'bureauDirector', true],
  ['吉01', 'inspector', true],
  ['吉0105', 'fieldOfficer', true],
  ['吉0105', 'meetingSecretary', false],
  ['吉01', 'assessor', false],
  ['吉', 'inspector', false],
  ['吉', 'president', false],
  ['吉0106', 'handler', false],
  ['吉01', 'systemAdmin', false],
  ['吉01', 'auditAdmin', false],
])('%s %s may have the parties revealed: %s', (court, role, allowed) => {
  expect(mayRevealParties(written(), { court, roles: [role] })).toBe(allowed);
  expect(caseView(documentOf(written()), { court, roles: [role] }).mayReveal).toBe(allowed);
});
