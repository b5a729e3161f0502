import { awaitsDocumentNumber, decideSystem } from '../../src/index';
import type { CaseEvent, CloseOutcome } from '../../src/index';
import { instant, person, PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people, relayPeople, highPeople, application } = scene;
const decide = (outcome: 'APPROVE' | 'REFUSE', participants: string[] = []) => ({
  outcome,
  reasons: '理由',
  participants,
});
const kinds = (c: PureCase) => c.state.deadlines.map((d) => `${d.kind} ${d.authority} ${d.court} ${d.startedOn}`);

describe('routes', () => {
  test('Art. 7: notice and review run from receipt', () => {
    const c = scene.submitted();
    expect(c.state).toMatchObject({ route: 'ART7', origin: 'APPLICATION', relayCourt: null, receivedOn: '2019-03-04' });
    expect(kinds(c)).toEqual(['CORRECTION_NOTICE HR-02 吉01 2019-03-04', 'REVIEW Art. 7 吉01 2019-03-04']);
  });

  test('Art. 8: forwarding, acceptance and review follow one another', () => {
    const c = scene.referred();
    expect(c.state).toMatchObject({ route: 'ART8', origin: 'REFERRAL', relayCourt: '吉01', receivedOn: null });
    expect(kinds(c)).toEqual(['FORWARD HR-05 吉01 2019-03-04']);
    const accepted = scene.accepted();
    expect(accepted.state).toMatchObject({ status: 'ACCEPTED', receivedOn: '2019-03-06', acceptedOn: '2019-03-07' });
    expect(accepted.state.documentNumber).toBe('（2019）吉协同执字第1号');
    expect(kinds(accepted)).toEqual([
      'FORWARD HR-05 吉01 2019-03-04',
      'ACCEPTANCE HR-09 吉 2019-03-06',
      'REVIEW Art. 8 吉 2019-03-07',
    ]);
    expect(accepted.deadline('FORWARD')).toMatchObject({ status: 'MET', ordinal: 2 });
    expect(accepted.deadline('ACCEPTANCE')).toMatchObject({ status: 'MET', ordinal: 1 });
    expect(accepted.deadline('REVIEW').due).toBe('2019-03-21');
  });

  test('Art. 8: the High Court does not register, and no other court accepts', () => {
    expect(scene.forwarded().refusal('2019-03-07 09:00', highPeople.handler, 'application.register')).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    expect(scene.forwarded().refusal('2019-03-07 09:00', relayPeople.handler, 'application.accept')).toBe('FORBIDDEN');
    expect(scene.referred().refusal('2019-03-05 09:00', highPeople.handler, 'application.accept')).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });

  test('Art. 8: a relay court that disagrees passes the file on all the same', () => {
    const c = scene
      .referred()
      .does('2019-03-06 09:00', relayPeople.director, 'application.forward', { opinion: 'DISAGREE', reasons: '异议' });
    expect(c.state.status).toBe('FORWARDED');
  });

  test('Art. 8: grounds are judged as of the High Court’s receipt', () => {
    const grounds = [{ code: '3-1' }, { code: '3-6', propertyCourt: '吉0502' }] as const;
    const c = scene.submitted({ to: '吉', filingDate: '2017-03-04', grounds: [...grounds] });
    expect(c.facts.grounds[0]).toMatchObject({ code: '3-1', met: false });
    expect(c.facts.warnings).toEqual(['GROUND_NOT_MET']);
    c.does('2019-03-05 00:00', relayPeople.director, 'application.forward', { opinion: 'AGREE', reasons: '同意' });
    expect(c.facts.grounds[0]).toMatchObject({ code: '3-1', met: true });
    expect(c.facts.warnings).toEqual([]);
  });

  test.each([
    ['a series in another region', { code: '3-5', relatedCases: ['（2017）吉0502执1号'] }],
    ['a series whose numbers cannot be read', { code: '3-5', relatedCases: ['（2014）朝执字第256号'] }],
    ['a series not yet listed', { code: '3-5' }],
    ['property in another region', { code: '3-6', propertyCourt: '吉7101' }],
    ['property in a place without court', { code: '3-6', propertyPlace: '辽宁省沈阳市' }],
  ] as const)('Art. 8 is open for %s', (_, ground) => {
    const claim = 'relatedCases' in ground ? { ...ground, relatedCases: [...ground.relatedCases] } : ground;
    expect(scene.submitted({ to: '吉', grounds: [claim] }).state.route).toBe('ART8');
  });

  test('Art. 9: an intermediate court’s own case, reviewed under a house rule from acceptance', () => {
    const c = scene.ownCase();
    expect(c.state).toMatchObject({ route: 'ART9', origin: 'OWN_CASE', relayCourt: null, receivedOn: '2019-03-04' });
    expect(kinds(c)).toEqual([]);
    c.does('2019-03-06 09:00', highPeople.handler, 'application.accept');
    expect(c.state).toMatchObject({ status: 'ACCEPTED', acceptedOn: '2019-03-06' });
    expect(kinds(c)).toEqual(['REVIEW HR-12 吉 2019-03-06']);
  });

  test.each(['SUPERIOR_FINDING', 'SUPERIOR_ORDER', 'EX_OFFICIO'] as const)('Art. 4 by %s', (origin) => {
    const c = scene.ordered({ origin, receivedOn: '2019-02-28' });
    expect(c.state).toMatchObject({
      status: 'ORDERED',
      route: 'ART4',
      origin,
      receivedOn: '2019-02-28',
      mustComplete: origin !== 'EX_OFFICIO',
      documentNumber: '（2019）吉01协同执字第1号',
    });
    expect(kinds(c)).toEqual(['REVIEW HR-01 吉01 2019-02-28']);
    expect(c.deadline('REVIEW').due).toBe('2019-03-14');
  });
});

describe('refusal and what follows (Arts. 7, 8, 10)', () => {
  test('Art. 7: one hop', () => {
    const c = scene.refused();
    expect(c.state).toMatchObject({ status: 'REFUSED', mustComplete: false });
    expect(c.facts.decision).toMatchObject({ outcome: 'REFUSE', legalBasis: null, documents: [] });
    expect(c.refusal('2019-03-13 09:00', people.reviewer, 'refusal.relay')).toBe('FORBIDDEN');
    c.does('2019-03-13 09:00', people.applicant, 'refusal.acknowledge');
    expect(c.facts.notices).toEqual([
      { kind: 'REFUSAL', from: '吉01', to: '吉0104', sentOn: '2019-03-12', receivedOn: '2019-03-13' },
    ]);
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({ startedOn: '2019-03-13', due: '2019-03-27' });
  });

  test('Art. 8: two hops, each with its own receipt', () => {
    const c = scene
      .acceptedAndProposed('REFUSE')
      .does('2019-03-12 09:00', highPeople.director, 'review.decide', decide('REFUSE'));
    expect(c.facts.notices).toEqual([
      { kind: 'REFUSAL', from: '吉', to: '吉01', sentOn: '2019-03-12', receivedOn: null },
    ]);
    expect(c.deadline('RELAY_NOTICE')).toMatchObject({ authority: 'HR-03', court: '吉01', due: '2019-03-14' });
    expect(c.refusal('2019-03-13 09:00', people.applicant, 'refusal.acknowledge')).toBe('NOT_ALLOWED_IN_STATE');
    c.does('2019-03-15 00:00', relayPeople.handler, 'refusal.relay');
    expect(c.deadline('RELAY_NOTICE')).toMatchObject({ status: 'LATE', doneOn: '2019-03-15' });
    expect(c.refusal('2019-03-15 09:00', relayPeople.handler, 'refusal.relay')).toBe('NOT_ALLOWED_IN_STATE');
    c.does('2019-03-18 09:00', people.applicant, 'refusal.acknowledge');
    expect(c.facts.notices).toEqual([
      { kind: 'REFUSAL', from: '吉', to: '吉01', sentOn: '2019-03-12', receivedOn: '2019-03-15' },
      { kind: 'REFUSAL', from: '吉01', to: '吉0104', sentOn: '2019-03-15', receivedOn: '2019-03-18' },
    ]);
    expect(c.state.status).toBe('SELF_EXECUTION');
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({ court: '吉0104', startedOn: '2019-03-18' });
  });

  test('Art. 9: the notice goes straight to the intermediate court', () => {
    const c = scene
      .ownCase()
      .does('2019-03-06 09:00', highPeople.handler, 'application.accept')
      .does('2019-03-07 09:00', highPeople.handler, 'review.propose', { outcome: 'REFUSE', reasons: '意见' })
      .does('2019-03-08 09:00', highPeople.director, 'review.decide', decide('REFUSE'))
      .does('2019-03-11 09:00', person('吉01', 'handler'), 'refusal.acknowledge');
    expect(c.facts.notices).toMatchObject([{ from: '吉', to: '吉01', receivedOn: '2019-03-11' }]);
    expect(c.state.status).toBe('SELF_EXECUTION');
  });

  test('self-execution: a plan, then the end', () => {
    const c = scene
      .selfExecution()
      .does('2019-03-27 23:59', people.applicant, 'selfExecution.submitPlan', { text: '方案' });
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({ status: 'MET', ordinal: 10 });
    c.does('2019-05-06 09:00', people.applicant, 'selfExecution.finish', { text: '办结' });
    expect(c.state.status).toBe('SELF_EXECUTION_DONE');
  });

  test.each([
    ['SUBMITTED', scene.submitted, '03-05', ['REVIEW', 'CORRECTION_NOTICE']],
    ['SUBMITTED, the notice already missed', scene.submitted, '03-07', ['REVIEW']],
    ['CORRECTION_REQUESTED', scene.correctionRequested, '03-07', ['REVIEW', 'SUPPLEMENT']],
    ['UNDER_REVIEW', scene.underReview, '03-07', ['REVIEW']],
    ['UNDER_REVIEW, late', scene.underReview, '03-25', ['REVIEW']],
    ['with the relay court', scene.referred, '03-07', ['FORWARD']],
    ['FORWARDED', scene.forwarded, '03-07', ['ACCEPTANCE']],
    ['ACCEPTED', scene.accepted, '03-07', ['REVIEW']],
  ])('withdrawal: %s', (_, given, day, cancelled) => {
    const c = given().does(`2019-${day} 10:00`, people.applicant, 'application.withdraw', { reason: '已和解' });
    expect(c.state.status).toBe('WITHDRAWN');
    expect(c.of('deadline.cancelled').map(({ payload }) => payload.kind)).toEqual(cancelled);
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({ startedOn: `2019-${day}`, status: 'OPEN' });
    c.does(`2019-${day} 11:00`, people.applicant, 'selfExecution.submitPlan', { text: '方案' });
    expect(c.state.status).toBe('SELF_EXECUTION');
  });

  test('what was missed before a withdrawal stays missed', () => {
    const c = scene
      .submitted()
      .does('2019-03-07 10:00', people.applicant, 'application.withdraw', { reason: '已和解' });
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ status: 'LATE', doneOn: null });
    expect(c.deadline('REVIEW').status).toBe('CANCELLED');
  });

  test('a decided case is not withdrawn any more', () => {
    for (const c of [scene.approved(), scene.refused(), scene.ordered()]) {
      expect(c.refusal('2019-03-13 09:00', people.applicant, 'application.withdraw', { reason: '和解' })).toBe(
        'NOT_ALLOWED_IN_STATE',
      );
    }
  });
});

describe('the decision and its documents (annex)', () => {
  const number = '（2019）吉01协同执字第1号';

  test('a series: one document for each executing court, the others with 之一, 之二', () => {
    const relatedCases = ['（2017）吉0106执1号', '（2017）吉0104执9号', '（2017）吉0106执2号', '（2017）吉0112执恢3号'];
    const c = scene
      .underReview({ grounds: [{ code: '3-5', relatedCases }] })
      .does('2019-03-11 09:00', people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '意见' })
      .does('2019-03-12 09:00', people.director, 'review.decide', decide('APPROVE', ['吉0105', '吉0106']));
    expect(c.facts.decision?.documents).toEqual([
      { number, addressee: '吉0104', copies: ['吉0105', '吉0106'] },
      { number: `${number}之一`, addressee: '吉0106', copies: ['吉0105'] },
      { number: `${number}之二`, addressee: '吉0112', copies: ['吉0105', '吉0106'] },
    ]);
  });

  test('Art. 8 copies: participants as decided, the relay court, then the participants’ intermediate courts', () => {
    const c = scene
      .acceptedAndProposed()
      .does(
        '2019-03-12 09:00',
        highPeople.director,
        'review.decide',
        decide('APPROVE', ['吉0702', '吉0502', '吉0721']),
      );
    expect(c.facts.decision?.documents).toMatchObject([
      { addressee: '吉0104', copies: ['吉0702', '吉0502', '吉0721', '吉01', '吉07', '吉05'] },
    ]);
  });

  test('the operative sentence, with and without participants', () => {
    const operative = (participants: string[]) => scene.approved({ participants }).facts.decision?.operative;
    expect(operative([])).toBe('该案由本院与你院协同执行。');
    expect(operative(['吉0105', '吉0106'])).toBe(
      '该案由本院与你院及吉林省长春市二道区人民法院、吉林省长春市绿园区人民法院协同执行。',
    );
  });

  test('without participants the executing court’s receipt alone serves it', () => {
    const c = scene.approved({ participants: [] }).does('2019-03-13 09:00', people.applicant, 'decision.acknowledge');
    expect(c.state.status).toBe('DECISION_SERVED');
  });

  test.each([
    ['2020-12-31 23:59:59.999', '第132条第2款'],
    ['2021-01-01 00:00', '第74条第2款'],
  ])('the legal basis goes by the day of decision: %s', (when, legalBasis) => {
    const c = PureCase.open('2020-12-28 10:00', people.applicant, 'application.submit', application())
      .does('2020-12-29 09:00', people.reviewer, 'application.register')
      .does('2020-12-30 09:00', people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '意见' })
      .does(when, people.director, 'review.decide', decide('APPROVE'));
    expect(c.facts.decision).toMatchObject({ legalBasis, decidedOn: when.slice(0, 10) });
    expect(c.state.documentNumber).toBe('（2020）吉01协同执字第1号');
  });

  test('the number is drawn once, and only when the deciding court has acted', () => {
    const draw = (c: PureCase): CaseEvent[] => {
      const at = instant('2019-03-20 09:00');
      const outcome = decideSystem(c.state, { type: 'document.number', at, year: 2019, serial: 9 });
      return 'events' in outcome ? outcome.events.filter(({ type }) => type === 'document.numbered') : [];
    };
    const waiting = scene.submitted();
    expect(awaitsDocumentNumber(waiting.state)).toBe(false);
    expect(draw(waiting)).toEqual([]);
    const numbered = scene.underReview();
    expect(numbered.of('document.numbered')).toHaveLength(1);
    expect(draw(numbered)).toEqual([]);
  });
});

describe('warnings never refuse', () => {
  test.each([
    ['2018-05-13 23:59:59', ['BEFORE_EFFECTIVE_DATE']],
    ['2018-05-14 00:00', []],
  ])('the Rule took effect on 2018-05-14: %s', (when, warnings) => {
    const open = application({ filingDate: '2016-01-04' });
    expect(PureCase.open(when, people.applicant, 'application.submit', open).facts.warnings).toEqual(warnings);
  });

  test('property outside the province warns and does not count as a ground not met', () => {
    const c = scene.submitted({ grounds: [{ code: '3-6', propertyPlace: '辽宁省沈阳市' }] });
    expect(c.facts.warnings).toEqual(['OUT_OF_PROVINCE']);
    expect(c.facts.grounds[0]?.explanation).toContain('事项委托');
  });

  test('a far participant warns at the decision, beside what was known before', () => {
    const c = scene.submitted({
      to: '吉',
      filingDate: '2018-01-02',
      grounds: [{ code: '3-1' }, { code: '3-6', propertyCourt: '吉2404' }],
    });
    c.does('2019-03-06 09:00', relayPeople.director, 'application.forward', { opinion: 'AGREE', reasons: '同意' })
      .does('2019-03-07 09:00', highPeople.handler, 'application.accept')
      .does('2019-03-08 09:00', highPeople.handler, 'review.propose', { outcome: 'APPROVE', reasons: '意见' });
    expect(c.facts.warnings).toEqual(['GROUND_NOT_MET']);
    c.does('2019-03-11 09:00', highPeople.director, 'review.decide', decide('APPROVE', ['吉2404']));
    expect(c.facts.warnings).toEqual(['GROUND_NOT_MET', 'FAR_PARTICIPANT']);
  });
});

describe('must be completed (Art. 15 para 2)', () => {
  test('every decided case, and every ordered one from its order on', () => {
    expect(scene.proposed().facts.mustComplete).toBe(false);
    expect(scene.approved().facts.mustComplete).toBe(true);
    expect(scene.ordered().facts.mustComplete).toBe(true);
    expect(scene.closed().facts.mustComplete).toBe(true);
  });

  test.each(['ACTUALLY_CLOSED', 'ZHONGBEN', 'MATTER_ACHIEVED'] satisfies CloseOutcome[])('closed by %s', (outcome) => {
    const c = scene
      .inExecution()
      .does('2019-03-26 09:00', people.applicant, 'closeout.request', { ...scene.closeout, outcome })
      .does('2019-03-27 09:00', people.commandDirector, 'closeout.confirm');
    expect(c.facts.closed).toEqual({ outcome, on: '2019-03-27', recoveredAmount: 500_000 });
  });
});
