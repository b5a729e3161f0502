import { person } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;

describe('催办', () => {
  test('the deciding court urges a court at work, once a day', () => {
    const c = scene
      .inExecution()
      .does('2019-03-20 10:00', people.officer, 'execution.instruct', { to: scene.PARTICIPATING, text: '到场' });
    const before = c.idleUntil('2019-03-21 08:00').deadline('ACKNOWLEDGEMENT');
    c.does('2019-03-21 09:00', people.officer, 'duty.urge', { kind: 'ACKNOWLEDGEMENT', text: '请立即签收' });
    expect(c.of('duty.urged')).toMatchObject([
      { payload: { court: scene.PARTICIPATING, kind: 'ACKNOWLEDGEMENT', record: 2, text: '请立即签收' } },
    ]);
    expect(c.deadline('ACKNOWLEDGEMENT')).toEqual({ ...before, urged: [{ on: '2019-03-21', by: scene.DECIDING }] });
    expect(c.refusal('2019-03-21 23:59', people.commandDirector, 'duty.urge', { kind: 'ACKNOWLEDGEMENT' })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-22 09:00', people.commandDirector, 'duty.urge', { kind: 'ACKNOWLEDGEMENT', record: 2 });
    expect(c.facts.deadlines.at(-1)).toMatchObject({ status: 'LATE', urged: [{}, { on: '2019-03-22' }] });
  });

  test.each([
    ['the court above urges the deciding court', person('吉', 'bureauDirector'), 'REVIEW', undefined],
    ['nobody urges their own court', people.director, 'REVIEW', 'FORBIDDEN'],
    ['nor one beside or below', person('吉02', 'bureauDirector'), 'REVIEW', 'NOT_FOUND'],
    ['nor someone without the role', person('吉', 'handler'), 'REVIEW', 'FORBIDDEN'],
    ['what is not owed is not urged', person('吉', 'bureauDirector'), 'SERVICE', 'NOT_ALLOWED_IN_STATE'],
  ] as const)('%s', (_, who, kind, code) => {
    expect(scene.underReview().refusal('2019-03-11 09:00', who, 'duty.urge', { kind })).toBe(code);
  });

  test('the next court above, not the one above that, unless it decides', () => {
    const c = scene.selfExecution();
    const urge = { kind: 'SELF_EXECUTION_PLAN' } as const;
    expect(c.refusal('2019-03-14 09:00', person('吉', 'bureauDirector'), 'duty.urge', urge)).toBe('FORBIDDEN');
    expect(c.refusal('2019-03-14 09:00', people.director, 'duty.urge', urge)).toBeUndefined();
    const high = scene.referred();
    expect(high.refusal('2019-03-05 09:00', person('吉', 'bureauDirector'), 'duty.urge', { kind: 'FORWARD' })).toBe(
      undefined,
    );
  });

  test('a court above that may not know of the case urges nothing in it', () => {
    const c = scene.approved({ sensitivity: 'MAJOR' });
    expect(c.refusal('2019-03-13 09:00', person('吉', 'bureauDirector'), 'duty.urge', { kind: 'SERVICE' })).toBe(
      'NOT_FOUND',
    );
  });

  test('a clock that stands still, and a right that has gone, are not urged', () => {
    const high = person('吉', 'bureauDirector');
    expect(scene.correctionRequested().refusal('2019-03-06 09:00', high, 'duty.urge', { kind: 'REVIEW' })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    const c = scene
      .inExecution()
      .does('2019-03-20 10:00', people.officer, 'execution.correct', { to: scene.PARTICIPATING, text: '纠正' });
    expect(c.refusal('2019-04-10 09:00', people.officer, 'duty.urge', { kind: 'OBJECTION' })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });
});

test('self-execution: progress after the plan, until it is done (Art. 10)', () => {
  const c = scene.selfExecution();
  const progress = { text: '已拍卖第一批财产' };
  expect(c.refusal('2019-03-14 09:00', people.applicant, 'selfExecution.report', progress)).toBe(
    'NOT_ALLOWED_IN_STATE',
  );
  c.does('2019-03-14 09:00', people.applicant, 'selfExecution.submitPlan', { text: '方案' });
  c.does('2019-04-14 09:00', people.applicant, 'selfExecution.report', progress);
  c.does('2019-05-14 09:00', people.applicant, 'selfExecution.report', { text: '案款已发放' });
  expect(c.state.selfExecutionReports?.map(({ number, at }) => [number, at.slice(0, 10)])).toEqual([
    [1, '2019-04-14'],
    [2, '2019-05-14'],
  ]);
  c.does('2019-06-14 09:00', people.applicant, 'selfExecution.finish', { text: '执行完毕' });
  expect(c.refusal('2019-06-15 09:00', people.applicant, 'selfExecution.report', progress)).toBe(
    'NOT_ALLOWED_IN_STATE',
  );
});
