import type { CommandFields } from '../../src/index';
import { person } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const reason = { reason: '媒体持续关注' };
const passed: CommandFields['plan.recordMeeting'] = {
  attendees: ['甲', '乙', '丙'],
  minutes: '会议纪要',
  outcome: 'PASS',
  presidentReview: false,
};
const plan = (c: PureCase) => [c.state.status, c.facts.plan?.status, c.facts.plan?.approvals];

describe('sensitivity is raised by anyone on the case (Art. 11)', () => {
  test.each([
    ['the executing court’s officer in the field', people.field],
    ['a participating court’s handler', people.participant],
    ['the deciding court’s inspector', people.inspector],
  ])('%s', (_, who) => {
    const c = scene.served().does('2019-03-14 09:00', who, 'sensitivity.raise', reason);
    expect(c.facts.sensitivity).toBe('MAJOR');
    expect(c.of('sensitivity.raised')).toMatchObject([{ payload: reason, actor: { name: who.name } }]);
    expect(c.refusal('2019-03-14 10:00', who, 'sensitivity.raise', reason)).toBe('NOT_ALLOWED_IN_STATE');
  });

  test('by nobody else', () => {
    const refusal = (who: Parameters<PureCase['refusal']>[1]) =>
      scene.served().refusal('2019-03-14 09:00', who, 'sensitivity.raise', reason);
    expect(refusal(person('吉', 'handler'))).toBe('FORBIDDEN');
    expect(refusal(person('吉0802', 'handler'))).toBe('NOT_FOUND');
    expect(refusal(person('吉01', 'systemAdmin'))).toBe('NOT_FOUND');
  });

  test('before the decision, and the decision does not lower it', () => {
    const c = scene.underReview().does('2019-03-06 09:00', people.applicant, 'sensitivity.raise', reason);
    c.does('2019-03-11 09:00', people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '意见' });
    c.does('2019-03-12 09:00', people.director, 'review.decide', {
      outcome: 'APPROVE',
      reasons: '应当协同',
      sensitivity: 'ORDINARY',
    });
    expect(c.facts.sensitivity).toBe('MAJOR');
  });

  test('a plan up for approval stays up for approval, and goes to the meeting', () => {
    const c = scene.planDraft().does('2019-03-15 10:00', people.field, 'sensitivity.raise', reason);
    expect(plan(c)).toEqual(['PLAN_DRAFT', 'DRAFT', []]);
    c.does('2019-03-18 09:00', people.commandDirector, 'plan.approve');
    expect(plan(c)).toEqual(['PLAN_DRAFT', 'DRAFT', ['COMMAND_DIRECTOR']]);
    c.does('2019-03-19 09:00', people.secretary, 'plan.recordMeeting', passed);
    expect(plan(c)).toEqual(['PLAN_APPROVED', 'APPROVED', ['COMMAND_DIRECTOR', 'BUREAU_MEETING']]);
  });

  test('a plan approved without the meeting goes there before anyone works by it; the director’s approval stands', () => {
    const c = scene.planApproved().does('2019-03-18 10:00', people.participant, 'sensitivity.raise', reason);
    expect(plan(c)).toEqual(['PLAN_DRAFT', 'DRAFT', ['COMMAND_DIRECTOR']]);
    expect(c.refusal('2019-03-18 11:00', people.field, 'execution.report', { text: '到场' })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-19 09:00', people.secretary, 'plan.recordMeeting', passed);
    expect(plan(c)).toEqual(['PLAN_APPROVED', 'APPROVED', ['COMMAND_DIRECTOR', 'BUREAU_MEETING']]);
    expect(c.facts.credentials).toMatchObject([{ name: '袁某', validFrom: '2019-03-12', validTo: null }]);
  });

  test('work that has begun goes on by its plan; the next version goes to the meeting', () => {
    const c = scene.inExecution().does('2019-03-21 09:00', people.field, 'sensitivity.raise', reason);
    expect(plan(c)).toEqual(['IN_EXECUTION', 'APPROVED', ['COMMAND_DIRECTOR']]);
    c.does('2019-03-21 10:00', people.field, 'execution.report', { text: '继续' });
    c.does('2019-03-22 09:00', people.officer, 'plan.submit', { ...scene.planFields, sensitivity: 'ORDINARY' });
    c.does('2019-03-22 10:00', people.commandDirector, 'plan.approve');
    expect(plan(c)).toEqual(['IN_EXECUTION', 'DRAFT', ['COMMAND_DIRECTOR']]);
  });

  test('a closed case keeps what it was', () => {
    expect(scene.closed().refusal('2019-03-28 09:00', people.field, 'sensitivity.raise', reason)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });
});

describe('and lowered by the approver only', () => {
  const raised = () => scene.planDraft().does('2019-03-15 10:00', people.field, 'sensitivity.raise', reason);

  test('before the meeting is called upon: the command centre’s director, whose approval then is enough', () => {
    expect(raised().refusal('2019-03-15 11:00', people.president, 'sensitivity.lower', reason)).toBe('FORBIDDEN');
    expect(raised().refusal('2019-03-15 11:00', people.officer, 'sensitivity.lower', reason)).toBe('FORBIDDEN');
    const c = raised().does('2019-03-15 11:00', people.commandDirector, 'sensitivity.lower', reason);
    expect(c.facts.sensitivity).toBe('ORDINARY');
    c.does('2019-03-18 09:00', people.commandDirector, 'plan.approve');
    expect(plan(c)).toEqual(['PLAN_APPROVED', 'APPROVED', ['COMMAND_DIRECTOR']]);
  });

  test.each([
    ['passed on to the meeting', scene.beforeMeeting],
    ['passed by the meeting', scene.bureauApproved],
  ])('%s: the president, and the director’s approval then completes the plan', (_, given) => {
    const c = given();
    expect(c.refusal('2019-03-20 09:00', people.commandDirector, 'sensitivity.lower', reason)).toBe('FORBIDDEN');
    const approvals = c.facts.plan?.approvals;
    c.does('2019-03-20 09:00', people.president, 'sensitivity.lower', reason);
    c.does('2019-03-20 10:00', people.commandDirector, 'plan.approve');
    expect(plan(c)).toEqual(['PLAN_APPROVED', 'APPROVED', approvals]);
  });

  test('a meeting that rejected an earlier version has been called upon', () => {
    const c = scene
      .beforeMeeting()
      .does('2019-03-19 09:00', people.secretary, 'plan.recordMeeting', { ...passed, outcome: 'REJECT' })
      .does('2019-03-20 09:00', people.officer, 'plan.submit', scene.planFields);
    expect(c.refusal('2019-03-20 10:00', people.commandDirector, 'sensitivity.lower', reason)).toBe('FORBIDDEN');
    expect(c.refusal('2019-03-20 10:00', people.president, 'sensitivity.lower', reason)).toBeUndefined();
  });

  test('there must be something to lower', () => {
    expect(scene.planDraft().refusal('2019-03-18 09:00', people.commandDirector, 'sensitivity.lower', reason)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });
});
