import { closingReport, draftReasons, OWN_FORM_NOTE, papersOf, PHRASES, standingOf, yuan } from '../../src/index';
import type { Actor, PaperKind } from '../../src/index';
import type { PureCase } from '../support/pure-case';
import * as scenes from '../support/scenes';
import { issuedBy, paper, papers, textOf } from './issued';

const twoHops = () =>
  scenes
    .acceptedAndProposed('REFUSE')
    .does('2019-03-12 09:00', scenes.highPeople.director, 'review.decide', { outcome: 'REFUSE', reasons: '不符合情形' })
    .does('2019-03-13 09:00', scenes.relayPeople.handler, 'refusal.relay');

const ordersGiven = () =>
  scenes
    .inExecution()
    .does('2019-03-21 09:00', scenes.people.officer, 'execution.instruct', {
      to: '吉0105',
      text: '到场维持秩序',
      urgent: true,
    })
    .does('2019-03-22 09:00', scenes.people.officer, 'execution.correct', { to: '吉0104', text: '补做现场笔录' });

const withAnotherCourt = () =>
  scenes.planApproved().does('2019-03-19 09:00', scenes.people.director, 'participants.change', {
    add: ['吉0106'],
    remove: ['吉0105'],
    reasons: '财产已转移至绿园区',
  });

describe('the companions of the decision', () => {
  it.each<[string, PureCase, PaperKind, string, string | null]>([
    ['a refusal by the intermediate court', scenes.refused(), 'REFUSAL_NOTICE', '吉01', '吉0104'],
    ['a refusal by the High Court, to the relay court', twoHops(), 'REFUSAL_NOTICE', '吉', '吉01'],
    ['its second hop, by the relay court', twoHops(), 'SELF_EXECUTION_NOTICE', '吉01', '吉0104'],
    ['a withdrawal', scenes.withdrawn(), 'SELF_EXECUTION_NOTICE', '吉01', '吉0104'],
    ['a lapse', scenes.lapsed(), 'SELF_EXECUTION_NOTICE', '吉01', '吉0104'],
    ['a correction', scenes.correctionRequested(), 'CORRECTION_NOTICE', '吉01', '吉0104'],
    ['an approved plan', scenes.planApproved(), 'PLAN', '吉01', null],
    ['an instruction', ordersGiven(), 'INSTRUCTION', '吉01', '吉0105'],
    ['a correction order', ordersGiven(), 'CORRECTION_ORDER', '吉01', '吉0104'],
    ['a change of the courts that take part', withAnotherCourt(), 'PARTICIPANTS_NOTICE', '吉01', '吉0104'],
    ['a close-out, in the executing court’s name', scenes.closed(), 'CLOSING_REPORT', '吉0104', '吉01'],
  ])(
    '%s: signed and addressed by the right courts, numbered, and marked as a form of our own',
    (_, of, kind, court, to) => {
      const made = paper(of, kind);
      expect(made).toMatchObject({
        court,
        addressee: to,
        number: expect.stringMatching(/^（2019）吉(01)?协同执字第1号$/),
      });
      expect(made.formNote).toBe(OWN_FORM_NOTE);
      expect(textOf(made)).not.toContain(OWN_FORM_NOTE);
      expect(made.blocks[0]).toEqual({ role: 'court', text: made.courtName });
    },
  );

  it('issues each once, and none for anything else', () => {
    const kinds = (of: PureCase) => papers(of).map(({ kind }) => kind);
    expect(kinds(scenes.correctionRequested())).toEqual(['APPLICATION', 'CORRECTION_NOTICE']);
    expect(kinds(scenes.refused())).toEqual(['APPLICATION', 'REFUSAL_NOTICE']);
    expect(kinds(twoHops())).toEqual(['APPLICATION', 'REFUSAL_NOTICE', 'SELF_EXECUTION_NOTICE']);
    expect(kinds(scenes.closed())).toEqual(['APPLICATION', 'DECISION', 'PLAN', 'CLOSING_REPORT']);
    expect(kinds(scenes.ordered())).toEqual([]);
  });

  it('says of every period of a setting that it is not law', () => {
    for (const made of [
      paper(scenes.correctionRequested(), 'CORRECTION_NOTICE'),
      paper(scenes.withdrawn(), 'SELF_EXECUTION_NOTICE'),
    ]) {
      expect(textOf(made)).toMatch(/\d+个工作日.*不是法律规定/);
    }
  });

  it('tells who comes, who goes and who it is now, to all of them', () => {
    const made = paper(withAnotherCourt(), 'PARTICIPANTS_NOTICE');
    expect(textOf(made)).toContain('增加吉林省长春市绿园区人民法院。\n吉林省长春市二道区人民法院不再参与。');
    expect(textOf(made)).toContain('该案由本院与你院及吉林省长春市绿园区人民法院协同执行。\n财产已转移至绿园区。');
    expect(made.blocks.at(-1)?.text).toBe('抄送：吉林省长春市绿园区人民法院、吉林省长春市二道区人民法院。');
  });

  it('is a notice of the deciding court, not a report to it, where the collaboration is revoked', () => {
    const closed = scenes.closed();
    const event = closed.of('collaboration.closed')[0]!;
    const revoked = { ...event, payload: { ...event.payload, outcome: 'REVOKED' as const, reasons: '情势变更' } };
    const [made, ...more] = papersOf(revoked, closed.state);
    expect(more).toEqual([]);
    expect(made).toMatchObject({ kind: 'REVOCATION_NOTICE', court: '吉01', addressee: '吉0104' });
    expect(textOf(made!)).toContain('现决定撤销协同执行。\n情势变更。');
  });

  it('refuses with the reasons and the duty to enforce alone', () => {
    const text = textOf(paper(scenes.refused(), 'REFUSAL_NOTICE'));
    expect(text).toContain('不属于第三条的情形。');
    expect(text).toContain('第七条规定，对该案不予协同执行。请你院自行执行');
    expect(textOf(paper(twoHops(), 'REFUSAL_NOTICE'))).toContain(
      '请你院及时告知吉林省长春市朝阳区人民法院自行制定工作方案',
    );
  });

  it('lists what is missing', () => {
    const of = scenes
      .submitted()
      .does('2019-03-05 09:00', scenes.people.reviewer, 'correction.request', { missing: ['财产清单。', '评估文书'] });
    expect(textOf(paper(of, 'CORRECTION_NOTICE'))).toContain('（一）财产清单；\n（二）评估文书。');
  });

  it('has the five sections of Art. 11, and the officers', () => {
    const text = textOf(paper(scenes.planApproved(), 'PLAN'));
    const order = ['一、工作任务', '二、职责分工', '三、组织指挥', '四、协调配合', '五、执行保障', '六、参加人员'];
    expect(order.map((title) => text.indexOf(title))).toEqual(
      [...order.map((title) => text.indexOf(title))].sort((a, b) => a - b),
    );
    expect(text).toContain('吉林省长春市二道区人民法院　袁某（公务证号：公务证031号）');
    expect(text).toContain('经执行指挥中心负责人批准');
    const major = scenes
      .bureauApproved()
      .does('2019-03-20 09:00', scenes.people.president, 'plan.presidentReview', { outcome: 'PASS' });
    expect(textOf(paper(major, 'PLAN'))).toContain('经局务会研究，报院长审核同意');
  });

  it.each<[string, Actor[], string]>([
    ['nobody', [], '吉林省长春市中级人民法院制定本方案'],
    ['the participant alone', [scenes.people.participant], '与吉林省长春市二道区人民法院共同商定本方案'],
    [
      'both, the executing court first',
      [scenes.people.participant, scenes.people.applicant],
      '与吉林省长春市朝阳区人民法院、吉林省长春市二道区人民法院共同商定本方案',
    ],
  ])('says 共同商定 of those who have agreed to the version: %s', (_, agreeing, words) => {
    const of = scenes.planDraft();
    for (const who of agreeing) of.does('2019-03-15 10:00', who, 'plan.agree');
    of.does('2019-03-18 09:00', scenes.people.commandDirector, 'plan.approve');
    expect(textOf(paper(of, 'PLAN'))).toContain(`${words}，经执行指挥中心负责人批准。`);
  });

  it.each([
    [1_000_000, []],
    [1_000_000.01, [expect.stringMatching(/^执行到位金额超过申请执行标的/)]],
  ])('reports %d of a claim of 1000000 with the warnings %j', (recoveredAmount, warnings) => {
    const { state } = scenes.closed();
    const closed = { outcome: 'ACTUALLY_CLOSED' as const, on: '2019-06-03', recoveredAmount };
    expect(closingReport(state, closed, '2019-06-03T10:00:00.000+08:00').warnings).toEqual(warnings);
  });

  it('reports the close-out in yuan', () => {
    expect(textOf(paper(scenes.closed(), 'CLOSING_REPORT'))).toContain(
      '执行到位金额：500,000.00元，申请执行标的1,000,000.00元。',
    );
    expect([0, 0.5, 999.999, 1234567.1].map(yuan)).toEqual(['0.00元', '0.50元', '1,000.00元', '1,234,567.10元']);
  });
});

describe('the standing of a paper', () => {
  it('ends when a newer plan replaces it; the older one stays and says so', () => {
    const twice = scenes
      .planApproved()
      .does('2019-03-19 09:00', scenes.people.officer, 'plan.submit', {
        ...scenes.planFields,
        officers: scenes.officers,
      })
      .does('2019-03-19 10:00', scenes.people.commandDirector, 'plan.approve');
    const issued = issuedBy(twice.events).map(({ seq, paper: { kind, addressee } }) => ({ seq, kind, addressee }));
    expect(issued.map((one) => [one.kind, standingOf(one, issued, twice.state)])).toEqual([
      ['APPLICATION', 'VALID'],
      ['DECISION', 'VALID'],
      ['PLAN', 'SUPERSEDED'],
      ['PLAN', 'VALID'],
    ]);
  });

  it('is void once the collaboration is revoked, but what was ordered before stays as it was', () => {
    const { state } = scenes.closed();
    const revoked = { closed: { ...state.closed!, outcome: 'REVOKED' as const } };
    const one = (kind: PaperKind) => ({ seq: 1, kind, addressee: null });
    expect((['DECISION', 'PLAN', 'INSTRUCTION'] as const).map((kind) => standingOf(one(kind), [], revoked))).toEqual([
      'VOIDED',
      'VOIDED',
      'VALID',
    ]);
  });
});

describe('phrases', () => {
  it('offers a beginning for every ground, in the order of Art. 3', () => {
    expect(PHRASES.filter(({ ground }) => ground).map(({ ground }) => ground)).toEqual([
      '3-1',
      '3-2',
      '3-3',
      '3-4',
      '3-5',
      '3-6',
      '3-7',
      '3-8',
    ]);
    expect(draftReasons(['3-6', '3-1'])).toMatch(/^该案有财产可供执行.*；被执行人的主要财产.*，符合协同执行情形。$/);
    expect(draftReasons([])).toBe('');
    expect(new Set(PHRASES.map(({ id }) => id)).size).toBe(PHRASES.length);
  });
});
