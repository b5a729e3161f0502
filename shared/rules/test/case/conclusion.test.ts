import { dutiesOf, isFinal, visibleToCourts } from '../../src/index';
import { person, PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const highDirector = person('吉', 'bureauDirector');
const conclude = { ground: 'ALREADY_CLOSED', reasons: '报请前已经全部执结。' } as const;
const asked = () => scene.ordered().does('2019-03-06 09:00', people.director, 'order.conclude', conclude);
const statusOf = (c: PureCase) => [c.state.status, c.deadline('REVIEW').status, isFinal(c.state)];

test('what came from above ends only when the court above has confirmed it', () => {
  const c = asked();
  expect(statusOf(c)).toEqual(['ORDERED', 'OPEN', false]);
  expect(c.facts.conclusion).toMatchObject({ ground: 'ALREADY_CLOSED', confirmedBy: '吉', on: null });
  expect(dutiesOf(c.state).map(({ command, court }) => [command, court])).toContainEqual([
    'order.confirmConclusion',
    '吉',
  ]);
  c.does('2019-03-08 09:00', highDirector, 'order.confirmConclusion');
  expect(statusOf(c)).toEqual(['WITHDRAWN', 'CANCELLED', true]);
  expect(c.facts).toMatchObject({ conclusion: { on: '2019-03-08' }, mustComplete: false });
});

test('nobody is left with a duty to enforce by itself', () => {
  const c = asked().does('2019-03-08 09:00', highDirector, 'order.confirmConclusion');
  expect(c.state.deadlines.map(({ kind }) => kind)).toEqual(['REVIEW']);
  expect(dutiesOf(c.state)).toEqual([]);
  const plan = { text: '方案' };
  expect(c.refusal('2019-03-09 09:00', people.applicant, 'selfExecution.submitPlan', plan)).toBe(
    'NOT_ALLOWED_IN_STATE',
  );
});

test('the deciding court’s own motion ends at once, with nobody to confirm it', () => {
  const c = scene
    .ordered({ origin: 'EX_OFFICIO', letter: undefined })
    .does('2019-03-06 09:00', people.director, 'order.conclude', { ...conclude, ground: 'ALREADY_COLLABORATING' });
  expect(statusOf(c)).toEqual(['WITHDRAWN', 'CANCELLED', true]);
  expect(c.of('order.conclusionConfirmed')).toEqual([]);
});

test('until it is confirmed the case can be decided, and then it is not confirmed any more', () => {
  const c = asked()
    .does('2019-03-06 10:00', people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '仍有财产' })
    .does('2019-03-06 11:00', people.director, 'review.decide', { outcome: 'APPROVE', reasons: '应当协同' });
  expect(c.state.status).toBe('APPROVED');
  expect(c.refusal('2019-03-07 09:00', highDirector, 'order.confirmConclusion')).toBe('NOT_ALLOWED_IN_STATE');
});

test.each<[string, PureCase, Parameters<PureCase['refusal']>[1], 'order.conclude' | 'order.confirmConclusion', string]>(
  [
    ['an application', scene.underReview(), people.director, 'order.conclude', 'NOT_ALLOWED_IN_STATE'],
    ['twice', asked(), people.director, 'order.conclude', 'NOT_ALLOWED_IN_STATE'],
    ['by a handler', scene.ordered(), people.reviewer, 'order.conclude', 'FORBIDDEN'],
    ['confirmed unasked', scene.ordered(), highDirector, 'order.confirmConclusion', 'NOT_ALLOWED_IN_STATE'],
    ['confirmed by the deciding court', asked(), people.director, 'order.confirmConclusion', 'FORBIDDEN'],
    ['confirmed by another', asked(), person('吉02', 'bureauDirector'), 'order.confirmConclusion', 'NOT_FOUND'],
  ],
)('cannot be concluded: %s', (_, c, actor, type, code) => {
  const attempt = c.refusal as (...given: unknown[]) => string | undefined;
  expect(attempt.call(c, '2019-03-07 09:00', actor, type, type === 'order.conclude' ? conclude : {})).toBe(code);
});

test('a restricted case is shown to the court that is asked to confirm', () => {
  const restricted = scene.ordered({ grounds: [{ code: '3-2', facts: '干预' }] });
  expect(visibleToCourts(restricted.state, '2019-03-06')).not.toContain('吉');
  restricted.does('2019-03-06 09:00', people.director, 'order.conclude', conclude);
  expect(visibleToCourts(restricted.state, '2019-03-06')).toContain('吉');
});

describe('an order of the High Court about an intermediate court’s own case (Art. 9)', () => {
  const own = () =>
    PureCase.open(
      '2019-03-04 10:00',
      scene.highPeople.handler,
      'order.register',
      scene.order({ executingCourt: '吉01', caseNumber: '（2016）吉01执9号' }),
    );

  test('goes by Art. 9, is ordered, numbered, and its review runs by HR-01', () => {
    const c = own();
    expect(c.facts).toMatchObject({ route: 'ART9', origin: 'SUPERIOR_ORDER', state: 'ORDERED', mustComplete: true });
    expect(c.facts.documentNumber).toBe('（2019）吉协同执字第1号');
    expect(c.deadline('REVIEW')).toMatchObject({ authority: 'HR-01', court: '吉', startedOn: '2019-03-04' });
    expect(c.refusal('2019-03-05 09:00', scene.highPeople.handler, 'application.accept')).toBe('NOT_ALLOWED_IN_STATE');
  });

  test('cannot be refused, and ends at once where there is nobody above', () => {
    const refuse = { outcome: 'REFUSE', reasons: '不必' } as const;
    expect(own().refusal('2019-03-05 09:00', scene.highPeople.handler, 'review.propose', refuse)).toBe(
      'REFUSAL_NOT_ALLOWED',
    );
    const c = own().does('2019-03-05 09:00', scene.highPeople.director, 'order.conclude', conclude);
    expect(c.state.status).toBe('WITHDRAWN');
  });

  test('an intermediate court’s application under Art. 9 can be refused as before', () => {
    const c = scene.ownCase().does('2019-03-05 09:00', scene.highPeople.handler, 'application.accept');
    const refuse = { outcome: 'REFUSE', reasons: '不必' } as const;
    expect(c.refusal('2019-03-06 09:00', scene.highPeople.handler, 'review.propose', refuse)).toBeUndefined();
  });
});
