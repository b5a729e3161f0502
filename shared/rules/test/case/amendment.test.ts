import { changeOf, evolve, isRestricted, namedParties, open, previousOf, visibleToCourts } from '../../src/index';
import type { CaseState, CommandFields, RefusalCode } from '../../src/index';
import { contextWith, person, PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

type Amended = CommandFields['application.amend'];
type Stated = Partial<CommandFields['application.submit']>;

const { people } = scene;
const fields = (overrides: Stated = {}): Amended => {
  const { channel: _, receivedOn: __, previous: ___, ...stated } = scene.caseFields(overrides);
  return stated;
};
const NEXT_DAY = '2019-03-05 09:00';
const amend = (c: PureCase, overrides: Stated = {}, more: Partial<Amended> = {}, when = NEXT_DAY) =>
  c.does(when, people.applicant, 'application.amend', { ...fields(overrides), ...more });
const refusal = (c: PureCase, overrides: Stated, more: Partial<Amended> = {}, when = NEXT_DAY) =>
  c.refusal(when, people.applicant, 'application.amend', { ...fields(overrides), ...more });

const basis = { document: '民事判决书', number: '（2015）朝民初字第88号', madeBy: '某法院', date: '2015-11-02' };

describe('what a correction makes of an application', () => {
  test('it says what it says now, with the instrument, the parties and their particulars', () => {
    const parties = [
      { side: 'applicant', name: '甲公司', kind: 'organization', identity: '91220104MA0000000X' },
      { side: 'respondent', name: '丙公司', kind: 'organization', address: '长春市朝阳区某街1号', agent: '刘律' },
    ] as const satisfies Stated['parties'];
    const { state } = amend(scene.submitted(), { basis, parties: [...parties], claimAmount: 0, matters: '协助查封' });
    expect(state.caseFields).toMatchObject({ basis, parties, claimAmount: 0, matters: '协助查封' });
    expect(state).toMatchObject({ status: 'SUBMITTED', amendments: 1 });
  });

  test('no clock starts, stops or moves: receipt is what it was', () => {
    const before = scene.submitted({ channel: 'PAPER', receivedOn: '2019-03-01' }).idleUntil(NEXT_DAY);
    const { deadlines, receivedOn, submittedAt } = before.state;
    const { state } = amend(before);
    expect(state).toMatchObject({ deadlines, receivedOn, submittedAt });
    expect(state.caseFields).toMatchObject({ channel: 'PAPER', receivedOn: '2019-03-01' });
  });

  test('grounds, net age and warnings are judged anew, still as of receipt', () => {
    const c = scene.submitted({ filingDate: '2017-03-04' });
    expect(c.state.grounds[0]).toMatchObject({ code: '3-1', met: false });
    expect(c.state.warnings).toEqual(['GROUND_NOT_MET']);
    // On the day of the correction two years have run; on that of receipt they had not.
    amend(c, { filingDate: '2017-03-04' });
    expect(c.state.grounds[0]?.met).toBe(false);
    amend(c, { filingDate: '2016-06-15' });
    expect(c.state.grounds[0]?.met).toBe(true);
    expect(c.state.netAge?.filedOn).toBe('2016-06-15');
    expect(c.state.warnings).toEqual([]);
  });

  test('in the middle of a correction asked for, what was added stays, and the time for it runs on', () => {
    const c = scene.correctionRequested().does('2019-03-06 09:00', people.applicant, 'application.supplement', {
      materials: [{ kind: '财产清单', title: '清单' }],
      complete: false,
    });
    c.idleUntil('2019-03-07 09:00');
    const { deadlines, supplements, correction } = c.state;
    amend(c, { cause: '借款合同纠纷' }, {}, '2019-03-07 09:00');
    expect(c.state).toMatchObject({ status: 'CORRECTION_REQUESTED', deadlines, supplements, correction });
  });

  test('the case before it stays the same, and whether a ground is new is asked again', () => {
    const previous = previousOf('jl0104-00000000000000aa', scene.refused().state);
    const context = { ...contextWith(), previous };
    const c = PureCase.open('2019-09-02 10:00', people.applicant, 'application.submit', scene.application(), context);
    expect(c.state.previous?.newGround).toBe(false);
    const grounds = [{ code: '3-4' as const, facts: '抗拒' }];
    amend(c, { grounds }, { known: { previous } }, '2019-09-02 11:00');
    expect(c.state.previous).toMatchObject({ caseId: previous.caseId, newGround: true });
  });

  test.each([
    [
      'a relay court that has not acted',
      scene.referred,
      people.applicant,
      { grounds: [{ code: '3-6' as const, propertyCourt: '吉0502' }] },
    ],
    ['the High Court before it accepts', scene.ownCase, person('吉01', 'handler'), { caseNumber: '（2016）吉01执9号' }],
  ])('it is open to the applicant while it lies with %s', (_, given, actor, overrides) => {
    const c = given();
    expect(c.refusal(NEXT_DAY, actor, 'application.amend', { ...fields(overrides), cause: '借款' })).toBeUndefined();
  });
});

describe('what must not be done by correcting', () => {
  const numbers: [string, string][] = [
    ['full-width and blanks', '( 2016 ) 吉0104执 0312 号'],
    ['with what stands around it', '案号：（2016）吉0104执312号。'],
  ];
  test.each(numbers)('another spelling is the same case: %s', (_, caseNumber) => {
    expect(refusal(scene.submitted(), { caseNumber })).toBeUndefined();
  });

  test.each<[RefusalCode, string, Stated]>([
    ['VALIDATION', 'another case of the court', { caseNumber: '（2016）吉0104执313号' }],
    ['VALIDATION', 'the same serial resumed', { caseNumber: '（2016）吉0104执恢312号' }],
    ['CASE_NUMBER_INVALID', 'a number of another court', { caseNumber: '（2016）吉0202执312号' }],
    ['CASE_NUMBER_INVALID', 'no number', { caseNumber: '312号' }],
    ['CASE_TYPE_NOT_ELIGIBLE', '执异', { caseNumber: '（2016）吉0104执异312号' }],
    ['COURT_UNKNOWN', 'taken over from no court', { transferredFrom: '吉0299' }],
    ['GROUND_REQUIRED', 'without a ground', { grounds: [] }],
    ['VALIDATION', 'filed tomorrow', { filingDate: '2019-03-06' }],
    ['VALIDATION', 'an instrument younger than the case', { basis: { ...basis, date: '2016-06-16' } }],
    [
      'VALIDATION',
      'days that run backwards',
      { exclusions: [{ type: '评估', start: '2018-02-01', end: '2018-01-01' }] },
    ],
  ])('%s: %s', (code, _, overrides) => {
    expect(refusal(scene.submitted(), overrides)).toBe(code);
  });

  test('filed after the day on which paper was received', () => {
    const onPaper = scene.submitted({ channel: 'PAPER', receivedOn: '2019-03-01' });
    expect(refusal(onPaper, { filingDate: '2019-03-02' })).toBe('VALIDATION');
  });

  test('what goes to the High Court keeps reaching into another region (Art. 8)', () => {
    expect(refusal(scene.referred(), { grounds: [{ code: '3-4', facts: '抗拒' }] })).toBe('ROUTE_NOT_AVAILABLE');
    expect(refusal(scene.referred(), { grounds: [{ code: '3-6', propertyCourt: '吉0105' }] })).toBe(
      'ROUTE_NOT_AVAILABLE',
    );
  });

  test('what somebody else has corrected since it was read', () => {
    const c = amend(scene.submitted(), { cause: '借款合同纠纷' }, { version: 1 });
    expect(refusal(c, { cause: '租赁合同纠纷' }, { version: 1 })).toBe('VERSION_CONFLICT');
    amend(c, { cause: '租赁合同纠纷' }, { version: 2 });
    expect(c.state.amendments).toBe(2);
  });

  test('nothing at all', () => {
    expect(refusal(scene.submitted(), {}, { known: { unchanged: true } })).toBe('VALIDATION');
  });

  test.each([
    ['once it is registered', scene.underReview],
    ['once the relay court has given its opinion', scene.forwarded],
    ['once it is accepted', scene.accepted],
    ['once it is withdrawn', scene.withdrawn],
    ['once it has lapsed', scene.lapsed],
    ['an order', scene.ordered],
  ])('%s', (_, given) => {
    const c = given();
    const when = c.state.lastAt.slice(0, 16).replace('T', ' ');
    expect(refusal(c, c.state.caseFields as Stated, {}, when)).toBe('NOT_ALLOWED_IN_STATE');
  });

  test('a correction asks of the case what its opening would have been asked', () => {
    const door = (given: Stated): RefusalCode | undefined => {
      const at = '2019-03-04T10:00:00.000+08:00';
      const command = {
        type: 'application.submit',
        at,
        actor: people.applicant,
        with: scene.application(given),
      } as const;
      const outcome = open(command, contextWith());
      return 'refusal' in outcome ? outcome.refusal.code : undefined;
    };
    const tried: Stated[] = [
      { caseNumber: '312号' },
      { grounds: [] },
      { filingDate: '2030-01-01' },
      { transferredFrom: '吉0202' },
      { basis: { ...basis, date: '1900-01-01' } },
    ];
    for (const given of tried) expect(refusal(scene.submitted(), given)).toBe(door(given));
  });
});

describe('what an application no longer says', () => {
  const wrong = { side: 'respondent', name: '章三', kind: 'person', identity: 'K1', agent: '刘律' } as const;
  const right = { ...wrong, name: '张三' };
  const of = (respondent: typeof wrong | typeof right) => [
    { side: 'applicant', name: '甲公司', kind: 'organization' } as const,
    respondent,
  ];

  test('each version is told by what it says otherwise than the one before', () => {
    const c = scene.submitted({ parties: of(wrong), proposal: '请多派人' });
    const before: CaseState = c.state;
    amend(c, { parties: of(right), basis }, { reason: '姓名有误' });
    const [event] = c.of('application.amended');
    expect(changeOf(event!, before)).toEqual({
      text: '姓名有误',
      amended: {
        before: { parties: of(wrong), proposal: '请多派人' },
        after: { parties: of(right), basis },
      },
    });
  });

  test('its earlier parties are still among those who are kept from readers', () => {
    const { state } = amend(scene.submitted({ parties: of(wrong) }), { parties: of(right) });
    expect(namedParties(state)).toContainEqual(wrong);
    expect(namedParties(state)).toContainEqual(right);
  });

  test('who is named again and again is kept once', () => {
    const c = scene.submitted({ parties: of(wrong) });
    for (const [index, respondent] of [right, wrong, right, wrong].entries()) {
      amend(c, { parties: of(respondent) }, {}, `2019-03-05 1${index}:00`);
    }
    expect(c.state.former?.parties).toHaveLength(3);
  });

  test('an application that no longer rests on interference (3-2) stays need-to-know', () => {
    const c = amend(scene.submitted({ grounds: [{ code: '3-2', facts: '打招呼' }] }));
    expect(c.state.grounds.map(({ code }) => code)).toEqual(['3-1']);
    expect(isRestricted(c.state)).toBe(true);
    expect(visibleToCourts(c.state, '2019-03-05')).not.toContain('吉');
  });

  test('one that rests on it from now on becomes need-to-know', () => {
    expect(isRestricted(amend(scene.submitted(), { grounds: [{ code: '3-2', facts: '打招呼' }] }).state)).toBe(true);
  });

  test('the entries alone lead to the same state', () => {
    const c = amend(scene.submitted({ parties: of(wrong) }), { parties: of(right) });
    expect(c.events.reduce<CaseState | null>(evolve, null)).toEqual(c.state);
  });
});
