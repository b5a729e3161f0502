import { codesOf, dutiesOf, escalationOf, maySee, relationsOf, visibleToCourts } from '../../src/index';
import { person, PureCase } from '../support/pure-case';
import { application } from '../support/scenes';

// 公主岭: 吉0381 under 吉03 until the end of 2020, 吉0184 under 吉01 since.
const before = person('吉0381', 'handler');
const after = person('吉0184', 'handler');
const deciding = person('吉03', 'handler');
const complete = { materials: [], complete: true };

const opened = () =>
  PureCase.open(
    '2020-12-28 10:00',
    before,
    'application.submit',
    application({ to: '吉03', caseNumber: '（2018）吉0381执5号', filingDate: '2018-03-01' }),
  );
const corrected = () => opened().does('2020-12-29 09:00', deciding, 'correction.request', { missing: ['清单'] });

test('a court goes on under its new code; facts keep the codes of the opening', () => {
  const c = corrected();
  expect(c.refusal('2021-01-05 09:00', before, 'application.supplement', complete)).toBe('FORBIDDEN');
  c.does('2021-01-05 10:00', after, 'application.supplement', complete);
  expect(c.state).toMatchObject({ status: 'UNDER_REVIEW', executingCourt: '吉0381', decidingCourt: '吉03' });
  expect(c.of('application.supplemented')[0]?.actor.court).toBe('吉0381');
  expect(c.deadline('SUPPLEMENT')).toMatchObject({ court: '吉0381', status: 'MET' });
});

test('until its old code ends both act', () => {
  expect(corrected().refusal('2020-12-31 09:00', before, 'application.supplement', complete)).toBeUndefined();
  expect(corrected().refusal('2020-12-31 09:00', after, 'application.supplement', complete)).toBeUndefined();
  expect(corrected().refusal('2020-12-31 09:00', person('吉0182', 'handler'), 'application.supplement', complete)).toBe(
    'NOT_FOUND',
  );
});

test('whoever was left under the old code may read; the new superior sees the case, a stranger does not', () => {
  const { state } = corrected();
  const sees = (court: string) => maySee(state, { court, roles: ['handler'] }, '2021-01-05');
  expect(['吉0381', '吉0184', '吉03', '吉01', '吉'].map(sees)).toEqual([true, true, true, true, true]);
  expect(['吉0182', '吉02', '吉0302'].map(sees)).toEqual([false, false, false]);
  expect(relationsOf(state, '吉01', '2021-01-05')).toEqual(['superior']);
  expect(relationsOf(state, '吉0184', '2021-01-05')).toEqual(['executing']);
});

test('a restricted case is seen by the court itself under either code, not by a superior that is not at work in it', () => {
  const c = opened().does('2020-12-28 11:00', before, 'sensitivity.raise', { reason: '敏感' });
  expect(visibleToCourts(c.state, '2021-01-05')).toEqual(['吉0184', '吉03', '吉0381']);
});

test('its new superior is told what it misses, and may urge it', () => {
  const c = corrected();
  expect(escalationOf(c.state, c.deadline('SUPPLEMENT'), '2021-01-06').map(({ court }) => court)).toEqual([
    '吉03',
    '吉01',
  ]);
  const urging = { kind: 'SUPPLEMENT' } as const;
  expect(c.refusal('2021-01-05 09:00', person('吉01', 'bureauDirector'), 'duty.urge', urging)).toBeUndefined();
});

test('its duties are found by either code', () => {
  const duty = dutiesOf(corrected().state).find(({ command }) => command === 'application.supplement');
  expect(codesOf('吉0184')).toContain(duty?.court);
  expect(codesOf('吉0104')).toEqual(['吉0104']);
  expect(codesOf('吉9999')).toEqual(['吉9999']);
});

test('it takes part as one court: not a second time under another code', () => {
  const director = person('吉03', 'bureauDirector');
  const c = opened().does('2020-12-29 09:00', deciding, 'application.register');
  c.does('2020-12-29 10:00', deciding, 'review.propose', { outcome: 'APPROVE', reasons: '意见' });
  const decide = { outcome: 'APPROVE', reasons: '理由', participants: ['吉0184'] } as const;
  expect(c.refusal('2021-01-05 09:00', director, 'review.decide', { ...decide, participants: ['吉0184'] })).toBe(
    'VALIDATION',
  );
  c.does('2021-01-05 10:00', director, 'review.decide', { ...decide, participants: [] });
  c.does('2021-01-05 11:00', after, 'decision.acknowledge');
  expect(c.state.status).toBe('DECISION_SERVED');
});
