import { COMMAND_ACCESS, dutiesOf } from '../../src/index';
import type { CaseState, CommandType } from '../../src/index';
import { dutiesFault } from '../support/duties';
import { person, settingsWith } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scenes from '../support/scenes';

const { people } = scenes;

/** `id court roles [due authority]`, one line a duty; RIGHT and WATCH say what they are. */
function lines(state: CaseState): string[] {
  return dutiesOf(state).map(({ id, form, court, roles, due, authority, late }) =>
    [
      ...(form === 'DUTY' ? [] : [form]),
      id,
      court,
      roles.join('/'),
      ...(due === null ? [] : [due, authority]),
      ...(late ? ['late'] : []),
    ].join(' '),
  );
}

const instructed = (urgent = false): PureCase =>
  scenes.inExecution().does('2019-03-21 09:00', people.officer, 'execution.correct', {
    to: scenes.EXECUTING,
    text: '立即查封',
    urgent,
  });

const supplementedInPart = (): PureCase =>
  scenes.correctionRequested().does('2019-03-07 09:00', people.applicant, 'application.supplement', {
    materials: [{ kind: '清单', title: '清单' }],
    complete: false,
  });

const rejected = (): PureCase =>
  scenes.bureauApproved().does('2019-03-20 09:00', people.president, 'plan.presidentReview', { outcome: 'REJECT' });

const relayed = (): PureCase =>
  scenes
    .acceptedAndProposed('REFUSE')
    .does('2019-03-12 09:00', scenes.highPeople.director, 'review.decide', { outcome: 'REFUSE', reasons: '不属于' });

/** What the courts at work may say of a plan that is up for approval. */
const toAgree = ['jl0104 吉0104', 'jl0105 吉0105'].map((court) => `RIGHT plan.agree:${court} handler/bureauDirector`);

const TABLE: [what: string, scene: () => PureCase, duties: string[]][] = [
  [
    'an application, its review clock running since receipt',
    scenes.submitted,
    [
      'application.register 吉01 handler 2019-03-06 HR-02',
      'WATCH REVIEW-2 吉01 handler/bureauDirector 2019-03-18 Art. 7',
    ],
  ],
  [
    'an application nobody looked at in time',
    () => scenes.submitted().idleUntil('2019-03-20 09:00'),
    [
      'application.register 吉01 handler 2019-03-06 HR-02 late',
      'WATCH REVIEW-2 吉01 handler/bureauDirector 2019-03-18 Art. 7 late',
    ],
  ],
  [
    'a correction, the review held',
    scenes.correctionRequested,
    ['application.supplement 吉0104 handler 2019-03-12 HR-02'],
  ],
  [
    'a correction that does not hold the review',
    () => scenes.correctionRequested({ settings: settingsWith({ correctionMode: 'none' }), calendar: [] }),
    [
      'application.supplement 吉0104 handler 2019-03-12 HR-02',
      'WATCH REVIEW-2 吉01 handler/bureauDirector 2019-03-18 Art. 7',
    ],
  ],
  [
    'a supplement that is not complete',
    supplementedInPart,
    ['application.supplement 吉0104 handler 2019-03-12 HR-02', 'application.register 吉01 handler'],
  ],
  ['no supplement', scenes.lapsed, ['selfExecution.submitPlan 吉0104 handler 2019-03-26 HR-04']],
  ['a withdrawal', scenes.withdrawn, ['selfExecution.submitPlan 吉0104 handler 2019-03-20 HR-04']],
  ['an order', scenes.ordered, ['review.propose 吉01 handler 2019-03-18 HR-01']],
  ['a review', scenes.underReview, ['review.propose 吉01 handler 2019-03-18 Art. 7']],
  ['a proposal', scenes.proposed, ['review.decide 吉01 bureauDirector 2019-03-18 Art. 7']],
  ['a referral', scenes.referred, ['application.forward 吉01 bureauDirector 2019-03-11 HR-05']],
  ['a forwarded file', scenes.forwarded, ['application.accept 吉 handler 2019-03-07 HR-09']],
  ['an accepted file', scenes.accepted, ['review.propose 吉 handler 2019-03-21 Art. 8']],
  ['a court’s own case', scenes.ownCase, ['application.accept 吉 handler']],
  [
    'a decision sent out',
    scenes.approved,
    [
      'decision.acknowledge:jl0104 吉0104 handler 2019-03-14 HR-03',
      'decision.acknowledge:jl0105 吉0105 handler 2019-03-14 HR-03',
      'WATCH SERVICE-3 吉01 handler 2019-03-14 HR-03',
    ],
  ],
  [
    'a decision with one receipt outstanding, late',
    () =>
      scenes
        .approved()
        .does('2019-03-13 09:00', people.applicant, 'decision.acknowledge')
        .idleUntil('2019-03-16 09:00'),
    [
      'decision.acknowledge:jl0105 吉0105 handler 2019-03-14 HR-03 late',
      'WATCH SERVICE-3 吉01 handler 2019-03-14 HR-03 late',
    ],
  ],
  ['a refusal', scenes.refused, ['refusal.acknowledge 吉0104 handler']],
  ['a refusal of the High Court', relayed, ['refusal.relay 吉01 handler 2019-03-14 HR-03']],
  [
    'a refusal passed on',
    () => relayed().does('2019-03-13 09:00', scenes.relayPeople.handler, 'refusal.relay'),
    ['refusal.acknowledge 吉0104 handler'],
  ],
  ['a refusal received', scenes.selfExecution, ['selfExecution.submitPlan 吉0104 handler 2019-03-27 HR-04']],
  [
    'self-execution under way',
    () =>
      scenes.selfExecution().does('2019-03-14 09:00', people.applicant, 'selfExecution.submitPlan', { text: '方案' }),
    ['selfExecution.finish 吉0104 handler'],
  ],
  ['a decision served', scenes.served, ['plan.submit 吉01 commandOfficer 2019-03-27 HR-06']],
  ['a plan', scenes.planDraft, ['plan.approve 吉01 commandDirector 2019-03-27 HR-06', ...toAgree]],
  [
    'a major plan passed on',
    scenes.beforeMeeting,
    ['plan.recordMeeting 吉01 meetingSecretary 2019-03-27 HR-06', ...toAgree],
  ],
  [
    'a plan before the president',
    scenes.bureauApproved,
    ['plan.presidentReview 吉01 president 2019-03-27 HR-06', ...toAgree],
  ],
  [
    'a plan that one court has agreed to',
    () => scenes.planDraft().does('2019-03-15 10:00', people.applicant, 'plan.agree'),
    ['plan.approve 吉01 commandDirector 2019-03-27 HR-06', toAgree[1]!],
  ],
  [
    'a plan to be worked over',
    () => scenes.planDraft().does('2019-03-18 09:00', people.commandDirector, 'plan.return', { opinion: '补充' }),
    ['plan.submit 吉01 commandOfficer 2019-03-27 HR-06'],
  ],
  ['a plan sent back', rejected, ['plan.submit 吉01 commandOfficer 2019-03-27 HR-06']],
  ['an approved plan', scenes.planApproved, ['execution.report 吉0104 fieldOfficer']],
  ['execution', scenes.inExecution, ['closeout.request 吉0104 handler']],
  [
    'a new plan during execution',
    () => scenes.inExecution().does('2019-03-21 09:00', people.officer, 'plan.submit', scenes.planFields),
    ['closeout.request 吉0104 handler', 'plan.approve 吉01 commandDirector', ...toAgree],
  ],
  [
    'a correction order',
    instructed,
    [
      'closeout.request 吉0104 handler',
      'execution.acknowledge:2 吉0104 fieldOfficer 2019-03-22 HR-10',
      'RIGHT execution.object:2 吉0104 fieldOfficer 2019-03-26 执行规定第72条',
    ],
  ],
  [
    'a correction order five days later: the right is gone, the receipt still owed',
    () => instructed().idleUntil('2019-03-27 09:00'),
    ['closeout.request 吉0104 handler', 'execution.acknowledge:2 吉0104 fieldOfficer 2019-03-22 HR-10 late'],
  ],
  [
    'an objection',
    () =>
      instructed()
        .does('2019-03-21 10:00', people.field, 'execution.acknowledge', { record: 2 })
        .does('2019-03-22 09:00', people.field, 'execution.object', { record: 2, reason: '不当' }),
    ['closeout.request 吉0104 handler', 'execution.resolveObjection:3 吉01 commandDirector'],
  ],
  ['a request to close', scenes.closePending, ['closeout.confirm 吉01 commandDirector']],
  ['a closed case', scenes.closed, []],
];

test.each(TABLE)('%s', (_what, scene, expected) => {
  const { state } = scene();
  expect(lines(state)).toEqual(expected);
  expect(dutiesFault(state)).toBeUndefined();
});

test('an urgent order is due to the minute', () => {
  const duty = dutiesOf(instructed(true).state).find(({ command }) => command === 'execution.acknowledge');
  expect(duty).toMatchObject({ expiresAt: '2019-03-21T09:30:00.000+08:00', title: '签收第2号纠正指令（紧急）' });
});

test('whoever proposed is not asked to decide', () => {
  expect(dutiesOf(scenes.proposed().state)).toMatchObject([{ except: people.reviewer.sub }]);
});

test('a receipt is owed by the court’s own day, but counted by the calendar of the court that served', () => {
  for (const { countedBy } of dutiesOf(scenes.approved().state)) expect(countedBy).toBe(scenes.DECIDING);
});

test('the table of commands and the table of duties know the same roles', () => {
  const named = TABLE.flatMap(([, scene]) => dutiesOf(scene().state));
  for (const { command, roles } of named) {
    if (command === null) continue;
    const grants = COMMAND_ACCESS[command as CommandType].map((grant) => [...grant.roles]);
    expect([grants.flat(), ...grants]).toContainEqual(roles);
  }
});

test('a person with the role is never told of the duties of another court', () => {
  const outsider = person('吉02', 'handler');
  const { state } = scenes.approved();
  expect(dutiesOf(state).some(({ court }) => court === outsider.court)).toBe(false);
});
