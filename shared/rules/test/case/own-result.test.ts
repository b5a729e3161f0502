import { dutiesOf, exceedsClaim, notesOf } from '../../src/index';
import type { CommandFields } from '../../src/index';
import { person } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const director = person('吉0104', 'bureauDirector');
const result = { text: '房产拍卖，案款发还。', outcome: 'ACTUALLY_CLOSED', recoveredAmount: 350_000 } as const;

/** Art. 10: the executing court enforces by itself, and its plan is in. */
const planned = (): PureCase =>
  scene.selfExecution().does('2019-03-27 09:00', people.applicant, 'selfExecution.submitPlan', { text: '方案' });
const reported = (fields: CommandFields['selfExecution.finish'] = result): PureCase =>
  planned().does('2019-05-06 09:00', people.applicant, 'selfExecution.finish', fields);

describe('a result with how the case ended waits for the court’s director', () => {
  test('until then the case goes on, and confirming it is the director’s duty', () => {
    const c = reported();
    expect(c.state).toMatchObject({ status: 'SELF_EXECUTION', ownResult: result });
    expect(dutiesOf(c.state).map(({ command }) => command)).toContain('selfExecution.confirm');
  });

  test('confirmed, the case has ended so', () => {
    const c = reported().does('2019-05-07 09:00', director, 'selfExecution.confirm');
    expect(c.state.status).toBe('SELF_EXECUTION_DONE');
    expect(c.of('selfExecution.finished').map(({ payload }) => payload)).toEqual([result]);
  });

  test('sent back, it is reported anew, from what was written', () => {
    const c = reported().does('2019-05-07 09:00', director, 'selfExecution.return', { reasons: '金额不实' });
    expect(c.state.ownResult).toBeUndefined();
    expect(c.state.returnedOwnResult).toEqual(result);
    c.does('2019-05-08 09:00', people.applicant, 'selfExecution.finish', { ...result, recoveredAmount: 340_000 });
    expect(c.state.ownResult).toMatchObject({ recoveredAmount: 340_000 });
  });

  test('whoever has reported it does not confirm it', () => {
    const both = { ...director, sub: people.applicant.sub };
    expect(reported().refusal('2019-05-07 09:00', both, 'selfExecution.confirm')).toBe('SAME_PERSON');
  });

  test('it is reported once at a time', () => {
    expect(reported().refusal('2019-05-07 09:00', people.applicant, 'selfExecution.finish', result)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });

  test('without a result there is nothing to confirm or send back', () => {
    const c = planned();
    expect(c.refusal('2019-05-07 09:00', director, 'selfExecution.confirm')).toBe('NOT_ALLOWED_IN_STATE');
    expect(c.refusal('2019-05-07 09:00', director, 'selfExecution.return', { reasons: '理由' })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });
});

test('a result in words alone ends the case at once, as the contract has it', () => {
  expect(reported({ text: '办结' }).state.status).toBe('SELF_EXECUTION_DONE');
});

test('an amount without how the case ended is refused', () => {
  const fields = { text: '办结', recoveredAmount: 1 };
  expect(planned().refusal('2019-05-06 09:00', people.applicant, 'selfExecution.finish', fields)).toBe('VALIDATION');
});

test('an amount left out is none', () => {
  expect(reported({ text: '无财产可供执行', outcome: 'ZHONGBEN' }).state.ownResult?.recoveredAmount).toBe(0);
});

describe('more recovered than claimed', () => {
  const codes = (c: PureCase) => notesOf(c.state).map(({ code }) => code);

  test('is noted beside an own result', () => {
    expect(codes(reported({ ...result, recoveredAmount: 10 ** 12 }))).toContain('RECOVERED_BEYOND_CLAIM');
    expect(codes(reported({ ...result, recoveredAmount: 0 }))).not.toContain('RECOVERED_BEYOND_CLAIM');
  });

  test('is noted beside a request for close-out, which keeps its texts when it is sent back', () => {
    const asked = { outcome: 'ACTUALLY_CLOSED', recoveredAmount: 9_999_999_999, summary: '执行完毕' } as const;
    const c = scene.inExecution().does('2019-04-10 09:00', people.applicant, 'closeout.request', asked);
    expect(codes(c)).toContain('RECOVERED_BEYOND_CLAIM');
    c.does('2019-04-11 09:00', people.commandDirector, 'closeout.return', { reasons: '金额不实' });
    expect(codes(c)).not.toContain('RECOVERED_BEYOND_CLAIM');
    expect(c.state).toMatchObject({ status: 'IN_EXECUTION', closeRequest: null, returnedCloseRequest: asked });
  });

  test.each([
    [100, 100, false],
    [100, 100.01, true],
    [0, 0.01, true],
    [null, 1, false],
    [undefined, 1, false],
  ])('claimed %p, recovered %p: %p', (claimed, recovered, beyond) => {
    expect(exceedsClaim(claimed, recovered)).toBe(beyond);
  });
});
