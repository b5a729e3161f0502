import { optionsOf, type Actor, type CommandType } from '../../src/index';
import { approved, inExecution, people, planApproved, proposed, submitted, underReview } from '../support/scenes';
import type { PureCase } from '../support/pure-case';

const AT = '2019-03-12T10:00:00+08:00';
const optionOf = (scene: PureCase, actor: Actor, command: CommandType) =>
  optionsOf(scene.state, actor, AT).find((option) => option.command === command);
const reasons = (scene: PureCase, actor: Actor) =>
  Object.fromEntries(optionsOf(scene.state, actor, AT).map(({ command, reason }) => [command, reason]));

test.each<[string, PureCase, Actor, CommandType, CommandType]>([
  ['the file received', submitted(), people.reviewer, 'correction.request', 'review.propose'],
  ['under review', underReview(), people.reviewer, 'review.propose', 'application.register'],
  ['under review, for the applicant', underReview(), people.applicant, 'application.withdraw', 'closeout.request'],
  ['a decision for a participant', approved(), people.participant, 'decision.acknowledge', 'decision.acknowledge'],
  ['a decision not served', approved(), people.officer, 'lead.register', 'plan.submit'],
])('%s: what can be done and what not yet', (name, scene, actor, possible, later) => {
  expect(optionOf(scene, actor, possible)).toEqual({ command: possible, allowed: true });
  if (possible === later) return;
  expect(optionOf(scene, actor, later)).toMatchObject({ allowed: false, reason: expect.any(String) });
});

test('what is this role’s but not now carries the Rule’s own reason', () => {
  expect(optionOf(submitted(), people.director, 'review.decide')?.reason).toBe('当前状态下不能作出审查决定。');
  expect(optionOf(underReview(), people.director, 'review.decide')?.reason).toBe('经办人尚未提出审查意见。');
});

test('a ground is offered to be let count where one is not found met, and 3-8 to be read where it is claimed', () => {
  const grounds = [{ code: '3-1' }, { code: '3-8', facts: '案情复杂' }] as const;
  const c = underReview({ filingDate: '2018-01-02', grounds: [...grounds] });
  expect(optionOf(c, people.director, 'ground.override')).toMatchObject({ allowed: true });
  expect(optionOf(c, people.reviewer, 'ground.secondRead')?.reason).toBe('经办人尚未提出审查意见，不能复核。');
  expect(optionOf(underReview(), people.director, 'ground.override')?.reason).toContain('无须另行认定');
  expect(optionOf(underReview(), people.reviewer, 'ground.secondRead')?.reason).toBe('本案没有以情形3-8报请。');
});

test('who proposed does not decide, and is told so', () => {
  const both: Actor = { ...people.director, sub: people.reviewer.sub };
  expect(reasons(proposed(), both)['review.decide']).toBe('提出审查意见的人不能自己审批。');
});

test('people of courts that are not at work in the case have nothing to do in it', () => {
  expect(optionsOf(underReview().state, { ...people.reviewer, court: '吉02' }, AT)).toEqual([]);
});

test('records are offered to their addressee until they are acknowledged', () => {
  const ordered = planApproved().does('2019-03-25 10:00', people.officer, 'execution.instruct', {
    to: '吉0104',
    text: '到场',
  });
  const options = () => optionsOf(ordered.state, people.field, '2019-03-25T11:00:00+08:00');
  expect(options().find(({ command }) => command === 'execution.acknowledge')).toEqual({
    command: 'execution.acknowledge',
    allowed: true,
    records: [1],
  });
  ordered.does('2019-03-25 12:00', people.field, 'execution.acknowledge', { record: 1 });
  expect(options().find(({ command }) => command === 'execution.acknowledge')).toMatchObject({ allowed: false });
});

test('asking changes nothing', () => {
  const scene = inExecution();
  const before = structuredClone(scene.state);
  optionsOf(scene.state, people.officer, AT);
  expect(scene.state).toEqual(before);
});

test('a lead, an urged duty and a revocation are offered to whom they belong, when there is something to do', () => {
  const field = inExecution();
  expect(optionOf(field, people.inspector, 'lead.verify')).toMatchObject({ allowed: false });
  expect(optionOf(field, people.officer, 'duty.urge')).toMatchObject({ allowed: false });
  expect(optionOf(field, people.officer, 'closeout.request')).toBeUndefined();
  const busy = inExecution()
    .does('2019-03-21 09:00', people.officer, 'lead.register', { category: '配合不力', court: '吉0105', facts: '事实' })
    .does('2019-03-21 10:00', people.officer, 'execution.instruct', { to: '吉0105', text: '到场' });
  expect(optionOf(busy, people.inspector, 'lead.verify')).toEqual({ command: 'lead.verify', allowed: true });
  expect(optionOf(busy, people.inspector, 'lead.conclude')).toMatchObject({ allowed: false });
  expect(optionOf(busy, people.officer, 'duty.urge')).toEqual({ command: 'duty.urge', allowed: true });
  for (const { reason = '' } of optionsOf(busy.state, people.inspector, AT)) expect(reason).not.toContain('undefined');
});
