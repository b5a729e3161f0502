import type { DeadlineKind } from '../../src/index';
import { person } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const director = (court: string) => `${court} bureauDirector`;
const urgent = { to: '吉0105', text: '指令', urgent: true } as const;

/** Each duty left undone until May, and who is told of it. */
const missed: [DeadlineKind, string, () => PureCase, string[]][] = [
  ['REVIEW', 'the deciding court: its own bureau and the High Court', scene.underReview, ['吉01', '吉'].map(director)],
  ['CORRECTION_NOTICE', 'the same', scene.submitted, ['吉01', '吉'].map(director)],
  ['SUPPLEMENT', 'a basic court: its superior is the deciding court', scene.correctionRequested, [director('吉01')]],
  ['FORWARD', 'the relay court: the High Court is both', scene.referred, [director('吉')]],
  ['ACCEPTANCE', 'the High Court has none above', scene.forwarded, [director('吉')]],
  ['SELF_EXECUTION_PLAN', 'an executing court', scene.withdrawn, [director('吉01')]],
  ['SERVICE', 'the deciding court', scene.approved, ['吉01', '吉'].map(director)],
  ['PLAN', 'the deciding court', scene.served, ['吉01', '吉'].map(director)],
  [
    'ACKNOWLEDGEMENT',
    'a participant of the same region',
    () => scene.inExecution().does('2019-03-20 10:00', scene.people.officer, 'execution.instruct', urgent),
    [director('吉01')],
  ],
  [
    'SELF_EXECUTION_PLAN',
    'an executing court under a High Court decision: the deciding court and its own superior',
    () => scene.accepted().does('2019-03-08 09:00', scene.people.applicant, 'application.withdraw', { reason: '和解' }),
    ['吉', '吉01'].map(director),
  ],
  [
    'REVIEW',
    'a restricted case, of which only the High Court’s inspectors know',
    () =>
      scene
        .submitted({ grounds: [{ code: '3-2', facts: '干预' }] })
        .does('2019-03-05 09:00', scene.people.reviewer, 'application.register'),
    ['吉01 bureauDirector', '吉 inspector'],
  ],
];

test.each(missed)('%s of %s', (kind, _, make, addressees) => {
  const c = make().idleUntil('2019-05-06 00:00');
  const told = c.of('deadline.escalated').filter(({ payload }) => payload.kind === kind);
  expect(told.map(({ payload }) => payload.to.map(({ court, role }) => `${court} ${role}`))).toEqual([addressees]);
  const { id, expiresAt } = c.deadline(kind);
  expect(told[0]).toMatchObject({ at: expiresAt, actor: { role: 'clock' }, payload: { id } });
  expect(c.deadline(kind).escalated).toMatchObject({ on: expiresAt.slice(0, 10) });
});

test('a restricted case is not told to a superior who may not see it', () => {
  const c = scene
    .acceptedAndProposed()
    .does('2019-03-12 09:00', scene.highPeople.director, 'review.decide', {
      outcome: 'APPROVE',
      reasons: '应当协同',
      participants: ['吉0502'],
      sensitivity: 'MAJOR',
    })
    .does('2019-03-13 09:00', scene.people.applicant, 'decision.acknowledge')
    .does('2019-03-13 10:00', person('吉0502', 'handler'), 'decision.acknowledge')
    .does('2019-03-14 09:00', scene.highPeople.officer, 'plan.submit', scene.planFields)
    .does('2019-03-15 09:00', scene.highPeople.commandDirector, 'plan.approve')
    .does('2019-03-18 09:00', person('吉', 'meetingSecretary'), 'plan.recordMeeting', {
      attendees: ['甲', '乙', '丙'],
      minutes: '同意',
      outcome: 'PASS',
      presidentReview: false,
    })
    .does('2019-03-19 09:00', scene.highPeople.officer, 'execution.instruct', { ...urgent, to: '吉0502' })
    .idleUntil('2019-03-19 10:00');
  expect(c.of('deadline.escalated').map(({ payload }) => payload.to)).toEqual([
    [{ court: '吉', role: 'bureauDirector' }],
  ]);
});

test('a right left unused is nobody’s lateness: an objection is not told, nor anything twice', () => {
  const c = scene
    .inExecution()
    .does('2019-03-20 10:00', scene.people.officer, 'execution.correct', { to: '吉0105', text: '纠正' })
    .idleUntil('2019-06-01 00:00');
  expect(c.rungs('OBJECTION')).toContain('OVERDUE 2019-03-26');
  expect(c.of('deadline.escalated').map(({ payload }) => payload.kind)).toEqual(['ACKNOWLEDGEMENT']);
});

test('lateness of the supplement is told before the application lapses by it', () => {
  const types = scene.lapsed().events.map(({ type }) => type);
  const overdue = types.lastIndexOf('deadline.overdue');
  expect(types.slice(overdue, overdue + 3)).toEqual(['deadline.overdue', 'deadline.escalated', 'application.lapsed']);
});

test('reminders keep the four rungs of the contract', () => {
  const c = scene.underReview().idleUntil('2019-05-06 00:00');
  expect(c.rungs('REVIEW').map((rung) => rung.split(' ')[0])).toEqual(['T-3', 'T-1', 'T', 'OVERDUE']);
});
