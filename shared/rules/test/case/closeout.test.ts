import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const reasons = '被执行人已达成和解';

describe('a close-out sent back', () => {
  test('the work goes on, and may be reported done again', () => {
    const c = scene.closePending().does('2019-03-27 09:00', people.commandDirector, 'closeout.return', { reasons });
    expect([c.state.status, c.state.closeRequest, c.facts.closed]).toEqual(['IN_EXECUTION', null, null]);
    c.does('2019-03-27 10:00', people.field, 'execution.report', { text: '继续' });
    c.does('2019-03-28 09:00', people.applicant, 'closeout.request', scene.closeout);
    c.does('2019-03-28 10:00', people.commandDirector, 'closeout.confirm');
    expect(c.facts.closed).toEqual({ outcome: 'ACTUALLY_CLOSED', on: '2019-03-28', recoveredAmount: 500_000 });
  });

  test('only what was asked for', () => {
    expect(
      scene.inExecution().refusal('2019-03-21 09:00', people.commandDirector, 'closeout.return', { reasons }),
    ).toBe('NOT_ALLOWED_IN_STATE');
  });
});

const COLLABORATING: [string, () => PureCase][] = [
  ['APPROVED', () => scene.approved()],
  ['DECISION_SERVED', () => scene.served()],
  ['PLAN_DRAFT', () => scene.planDraft()],
  ['PLAN_BUREAU_APPROVED', scene.bureauApproved],
  ['PLAN_APPROVED', () => scene.planApproved()],
  ['IN_EXECUTION', () => scene.inExecution()],
];

describe('revoked by the deciding court (domain 1.4)', () => {
  test.each([...COLLABORATING, ['CLOSE_PENDING', scene.closePending] as [string, () => PureCase]])(
    'in %s: closed with reasons, credentials and deadlines end',
    (status, given) => {
      const c = given();
      expect(c.state.status).toBe(status);
      c.does('2019-03-27 09:00', people.commandDirector, 'collaboration.revoke', { reasons });
      expect(c.facts.closed).toMatchObject({ outcome: 'REVOKED', on: '2019-03-27', reasons });
      expect([c.state.status, c.facts.mustComplete]).toEqual(['CLOSED', true]);
      expect(c.state.deadlines.filter((deadline) => deadline.status === 'OPEN')).toEqual([]);
      expect(c.facts.credentials.every(({ validTo }) => validTo === '2019-03-27')).toBe(true);
    },
  );

  test('what was missed stays missed', () => {
    const c = scene.approved().does('2019-03-20 09:00', people.commandDirector, 'collaboration.revoke', { reasons });
    expect(c.deadline('SERVICE')).toMatchObject({ status: 'LATE', doneOn: null });
  });

  test.each([
    ['before the decision', scene.proposed],
    ['once refused', scene.refused],
    ['once closed', scene.closed],
  ])('not %s', (_, given) => {
    expect(given().refusal('2019-03-28 09:00', people.commandDirector, 'collaboration.revoke', { reasons })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });
});

describe('a revocation is never asked for', () => {
  test('by the executing court', () => {
    expect(
      scene.inExecution().refusal('2019-03-21 09:00', people.applicant, 'closeout.request', {
        ...scene.closeout,
        outcome: 'REVOKED' as 'ZHONGBEN',
      }),
    ).toBe('VALIDATION');
  });

  test('nor by the command centre, which reports no work done', () => {
    expect(scene.inExecution().refusal('2019-03-21 09:00', people.officer, 'closeout.request', scene.closeout)).toBe(
      'FORBIDDEN',
    );
  });
});
