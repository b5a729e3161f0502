import type { Actor, CommandType, RefusalCode } from '../../src/index';
import type { PureCase } from '../support/pure-case';
import { person } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people, application } = scene;
const decision = { outcome: 'APPROVE', reasons: '应当协同' } as const;

/** Code, what is wrong, the case before, when, who, and what they ask. */
type Refused = [RefusalCode, string, () => PureCase, string, Actor, CommandType, object?];

const correction = () =>
  scene.inExecution().does('2019-03-20 10:00', people.officer, 'execution.correct', { to: '吉0105', text: '纠正' });
const objected = () =>
  correction().does('2019-03-21 09:00', people.participantField, 'execution.object', { record: 2, reason: '异议' });
const meeting = { attendees: ['甲', '乙', '丙'], minutes: '纪要', outcome: 'PASS', presidentReview: false } as const;

/** Refused on an open case: nothing changes. */
const onCase: Refused[] = [
  [
    'VALIDATION',
    'the executing court as participant',
    scene.proposed,
    '2019-03-12 09:00',
    people.director,
    'review.decide',
    { ...decision, participants: ['吉0104'] },
  ],
  [
    'VALIDATION',
    'a participant twice',
    scene.proposed,
    '2019-03-12 09:00',
    people.director,
    'review.decide',
    { ...decision, participants: ['吉0105', '吉0105'] },
  ],
  [
    'VALIDATION',
    'an instruction to a court not on the case',
    scene.inExecution,
    '2019-03-21 09:00',
    people.officer,
    'execution.instruct',
    { to: '吉0106', text: '前往' },
  ],
  [
    'VALIDATION',
    'an officer of a court not on the case',
    scene.served,
    '2019-03-14 09:00',
    people.officer,
    'plan.submit',
    { ...scene.planFields, officers: [{ name: '丁', court: '吉0106', credential: '1' }] },
  ],
  [
    'VALIDATION',
    'a lead on a court not on the case',
    scene.inExecution,
    '2019-03-21 09:00',
    people.inspector,
    'lead.register',
    { category: '配合不力', court: '吉0106', facts: '事实' },
  ],
  [
    'VALIDATION',
    'evidence that does not exist',
    scene.inExecution,
    '2019-03-21 09:00',
    people.inspector,
    'lead.register',
    { category: '配合不力', court: '吉0105', facts: '事实', evidence: [9999] },
  ],
  ['FORBIDDEN', 'by another role', scene.submitted, '2019-03-05 09:00', people.director, 'application.register'],
  [
    'NOT_FOUND',
    'by another court',
    scene.submitted,
    '2019-03-05 09:00',
    person('吉02', 'handler'),
    'application.register',
  ],
  [
    'FORBIDDEN',
    'a correction addressed to another court',
    correction,
    '2019-03-21 09:00',
    people.field,
    'execution.acknowledge',
    { record: 2 },
  ],
  [
    'VALIDATION',
    'revocation asked for',
    scene.inExecution,
    '2019-03-26 09:00',
    people.applicant,
    'closeout.request',
    { ...scene.closeout, outcome: 'REVOKED' },
  ],
  [
    'NOT_FOUND',
    'a record that does not exist',
    correction,
    '2019-03-21 09:00',
    people.participantField,
    'execution.acknowledge',
    { record: 3 },
  ],
  [
    'NOT_FOUND',
    'a report is nothing to object to',
    correction,
    '2019-03-21 09:00',
    people.field,
    'execution.object',
    { record: 1, reason: '异议' },
  ],
  [
    'NOT_FOUND',
    'nor is a correction an objection',
    correction,
    '2019-03-21 09:00',
    people.commandDirector,
    'execution.resolveObjection',
    { record: 2, outcome: 'UPHELD', reasons: '理由' },
  ],
  [
    'NOT_ALLOWED_IN_STATE',
    'the case is open already',
    scene.submitted,
    '2019-03-05 09:00',
    people.applicant,
    'application.submit',
    application(),
  ],
  [
    'NOT_ALLOWED_IN_STATE',
    'a second receipt',
    () => scene.approved().does('2019-03-13 09:00', people.applicant, 'decision.acknowledge'),
    '2019-03-13 10:00',
    people.applicant,
    'decision.acknowledge',
  ],
  [
    'NOT_ALLOWED_IN_STATE',
    'a decision nobody proposed',
    scene.underReview,
    '2019-03-12 09:00',
    people.director,
    'review.decide',
    decision,
  ],
  [
    'NOT_ALLOWED_IN_STATE',
    'acknowledged twice',
    () => correction().does('2019-03-20 11:00', people.participantField, 'execution.acknowledge', { record: 2 }),
    '2019-03-20 12:00',
    people.participantField,
    'execution.acknowledge',
    { record: 2 },
  ],
  [
    'NOT_ALLOWED_IN_STATE',
    'objected to twice',
    objected,
    '2019-03-21 10:00',
    people.participantField,
    'execution.object',
    { record: 2, reason: '再次' },
  ],
  [
    'NOT_ALLOWED_IN_STATE',
    'an objection resolved twice',
    () =>
      objected().does('2019-03-22 09:00', people.commandDirector, 'execution.resolveObjection', {
        record: 3,
        outcome: 'DISMISSED',
        reasons: '理由',
      }),
    '2019-03-22 10:00',
    people.commandDirector,
    'execution.resolveObjection',
    { record: 3, outcome: 'UPHELD', reasons: '理由' },
  ],
  [
    'NOT_ALLOWED_IN_STATE',
    'finished without a plan of its own',
    scene.selfExecution,
    '2019-03-14 09:00',
    people.applicant,
    'selfExecution.finish',
    { text: '办结' },
  ],
  [
    'COURT_UNKNOWN',
    'a participant of no court',
    scene.proposed,
    '2019-03-12 09:00',
    people.director,
    'review.decide',
    { ...decision, participants: ['吉0199'] },
  ],
  [
    'COURT_UNKNOWN',
    'an officer of no court',
    scene.served,
    '2019-03-14 09:00',
    people.officer,
    'plan.submit',
    { ...scene.planFields, officers: [{ name: '丁', court: '吉0199', credential: '1' }] },
  ],
  ...(['吉0202', '吉02', '吉01', '吉'] as const).map((court): Refused => [
    'PARTICIPANT_OUTSIDE_JURISDICTION',
    `${court} as participant`,
    scene.proposed,
    '2019-03-12 09:00',
    people.director,
    'review.decide',
    { ...decision, participants: [court] },
  ]),
  [
    'REFUSAL_NOT_ALLOWED',
    'already when proposed',
    scene.ordered,
    '2019-03-05 09:00',
    people.reviewer,
    'review.propose',
    { outcome: 'REFUSE', reasons: '意见' },
  ],
  [
    'REFUSAL_NOT_ALLOWED',
    'when decided against the proposal',
    () =>
      scene.ordered().does('2019-03-05 09:00', people.reviewer, 'review.propose', {
        outcome: 'APPROVE',
        reasons: '意见',
      }),
    '2019-03-06 09:00',
    people.director,
    'review.decide',
    { outcome: 'REFUSE', reasons: '理由' },
  ],
  [
    'REFUSAL_NOT_ALLOWED',
    'on the court’s own motion (Art. 4 (3)) neither',
    () => scene.ordered({ origin: 'EX_OFFICIO' }),
    '2019-03-05 09:00',
    people.reviewer,
    'review.propose',
    { outcome: 'REFUSE', reasons: '意见' },
  ],
  [
    'SAME_PERSON',
    'the proposer in the director’s role',
    scene.proposed,
    '2019-03-12 09:00',
    { ...people.reviewer, role: 'bureauDirector' },
    'review.decide',
    decision,
  ],
  [
    'OVERDUE_REASON_REQUIRED',
    'late without a reason',
    scene.proposed,
    '2019-03-19 09:00',
    people.director,
    'review.decide',
    decision,
  ],
  [
    'OVERDUE_REASON_REQUIRED',
    'a late refusal too',
    () => scene.proposed('REFUSE'),
    '2019-03-19 09:00',
    people.director,
    'review.decide',
    { outcome: 'REFUSE', reasons: '理由' },
  ],
  ...(['tasks', 'responsibilities', 'command', 'coordination', 'support'] as const).flatMap((section): Refused[] =>
    [undefined, '', '  \n'].map((text) => [
      'PLAN_SECTION_MISSING',
      `${section} ${text === undefined ? 'absent' : 'empty'}`,
      scene.served,
      '2019-03-14 09:00',
      people.officer,
      'plan.submit',
      { ...scene.planFields, [section]: text },
    ]),
  ),
  ...(
    [
      ['two attendees', { ...meeting, attendees: ['甲', '乙'] }],
      ['one of them named twice', { ...meeting, attendees: ['甲', '乙', ' 乙 '] }],
      ['attendees without name', { ...meeting, attendees: ['甲', '乙', ' '] }],
      ['no attendees', { outcome: 'PASS', presidentReview: false, minutes: '纪要' }],
      ['no minutes', { ...meeting, minutes: ' ' }],
      ['a rejection without minutes', { ...meeting, outcome: 'REJECT', minutes: '' }],
    ] as const
  ).map(([what, fields]): Refused => [
    'MINUTES_REQUIRED',
    what,
    scene.beforeMeeting,
    '2019-03-19 09:00',
    people.secretary,
    'plan.recordMeeting',
    fields,
  ]),
  [
    'DECISION_NOT_SERVED',
    'a plan before the last receipt',
    () => scene.approved().does('2019-03-13 09:00', people.applicant, 'decision.acknowledge'),
    '2019-03-13 10:00',
    people.officer,
    'plan.submit',
    scene.planFields,
  ],
];

describe('what is refused on an open case changes nothing', () => {
  test.each(onCase)('%s: %s', (code, _, given, when, actor, type, fields = {}) => {
    const c = given();
    const before = c.state;
    // The states of the harness are frozen: a refusal that changed anything would throw here.
    expect((c.refusal as (...args: unknown[]) => unknown).call(c, when, actor, type, fields)).toBe(code);
    expect(c.state).toBe(before);
  });

  test('the table leaves out no code the case itself can give', () => {
    expect(new Set(onCase.map(([code]) => code))).toEqual(
      new Set([
        'VALIDATION',
        'FORBIDDEN',
        'NOT_FOUND',
        'NOT_ALLOWED_IN_STATE',
        'COURT_UNKNOWN',
        'PARTICIPANT_OUTSIDE_JURISDICTION',
        'REFUSAL_NOT_ALLOWED',
        'SAME_PERSON',
        'OVERDUE_REASON_REQUIRED',
        'PLAN_SECTION_MISSING',
        'MINUTES_REQUIRED',
        'DECISION_NOT_SERVED',
      ]),
    );
  });

  test('time that has passed is not written by a refusal either', () => {
    const c = scene.proposed();
    c.refusal('2019-03-25 09:00', people.director, 'review.decide', decision);
    expect(c.deadline('REVIEW').status).toBe('OPEN');
    expect(c.idleUntil('2019-03-25 09:00').deadline('REVIEW').status).toBe('LATE');
  });
});
