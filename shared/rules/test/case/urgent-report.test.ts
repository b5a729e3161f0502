import { dutiesOf, factsOf, nextRung, toInstant } from '../../src/index';
import { contextWith, settingsWith } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;

/** Art. 12 及时研判: an urgent report at 09:40 of somebody of 吉0104, who is drafted. */
const reported = (c: PureCase = scene.inExecution()): PureCase =>
  c.does('2019-04-10 09:40', people.field, 'execution.report', { text: '现场被围堵', urgent: true });
const urgent = (c: PureCase) => factsOf(c.state).urgentReports;
const asked = (c: PureCase) => dutiesOf(c.state).filter(({ kind }) => kind === 'URGENT_REPORT');
const number = (c: PureCase) => c.state.records.findLast(({ kind }) => kind === 'REPORT')!.number;

describe('an urgent report waits for the command centre by the minute', () => {
  test('thirty minutes, by a setting, and beside the deadlines of the procedure', () => {
    const c = reported();
    expect(urgent(c)).toMatchObject([{ kind: 'URGENT_REPORT', authority: 'HR-10', court: '吉01', status: 'OPEN' }]);
    expect(toInstant(nextRung(c.state)!.at)).toBe('2019-04-10T10:10:00.000+08:00');
    expect(factsOf(c.state).deadlines.map(({ kind }) => kind)).not.toContain('URGENT_REPORT');
  });

  test('its officers are to answer it with an instruction', () => {
    const c = reported();
    expect(asked(c)).toMatchObject([{ command: 'execution.instruct', court: '吉01', roles: ['commandOfficer'] }]);
  });

  test('what is not urgent has no such clock', () => {
    const c = scene.inExecution().does('2019-04-10 09:40', people.field, 'execution.report', { text: '平静' });
    expect(urgent(c)).toEqual([]);
  });

  test('a case opened before the setting was there has none', () => {
    const { urgentReportMinutes: _, ...settings } = settingsWith({});
    expect(urgent(reported(scene.inExecution(contextWith({ settings }))))).toEqual([]);
  });

  test('unanswered, it is told to those above when the time is up', () => {
    const c = reported().idleUntil('2019-04-10 10:11');
    expect(urgent(c)).toMatchObject([{ status: 'LATE' }]);
    expect(c.of('deadline.escalated').at(-1)?.payload.to).toContainEqual({ court: '吉01', role: 'bureauDirector' });
    expect(asked(c)).toMatchObject([{ late: true }]);
  });
});

describe('an instruction answers', () => {
  test('every urgent report of its addressee, when it names none', () => {
    const c = reported();
    c.does('2019-04-10 09:50', people.officer, 'execution.instruct', { to: '吉0104', text: '暂缓进场' });
    expect(urgent(c)).toMatchObject([{ status: 'MET' }]);
    expect(asked(c)).toEqual([]);
  });

  test('the report it names, whoever it goes to', () => {
    const c = reported();
    const about = number(c);
    c.does('2019-04-10 09:50', people.officer, 'execution.instruct', { to: '吉0105', text: '增援', about });
    expect(urgent(c)).toMatchObject([{ status: 'MET' }]);
    expect(c.state.records.at(-1)).toMatchObject({ kind: 'INSTRUCTION', about });
  });

  test('no report of another court', () => {
    const c = reported();
    c.does('2019-04-10 09:50', people.officer, 'execution.instruct', { to: '吉0105', text: '另事' });
    expect(urgent(c)).toMatchObject([{ status: 'OPEN' }]);
  });

  test('of two it names one', () => {
    const c = reported();
    const first = number(c);
    c.does('2019-04-10 09:45', people.field, 'execution.report', { text: '有人受伤', urgent: true });
    c.does('2019-04-10 09:50', people.officer, 'execution.correct', { to: '吉0104', text: '撤离', about: first });
    expect(urgent(c).map(({ status }) => status)).toEqual(['MET', 'OPEN']);
  });

  test.each([99, 0.5])('a report that is none (%p) is refused', (about) => {
    const fields = { to: '吉0104', text: '指令', about };
    expect(reported().refusal('2019-04-10 09:50', people.officer, 'execution.instruct', fields)).toBe('NOT_FOUND');
  });

  test('an instruction is no report that could be answered', () => {
    const c = reported().does('2019-04-10 09:50', people.officer, 'execution.instruct', { to: '吉0104', text: '一' });
    const about = c.state.records.length;
    const fields = { to: '吉0104', text: '二', about };
    expect(c.refusal('2019-04-10 09:55', people.officer, 'execution.instruct', fields)).toBe('NOT_FOUND');
  });
});

test('with the request for close-out nobody is waited for any more', () => {
  const asking = { outcome: 'ACTUALLY_CLOSED', recoveredAmount: 1, summary: '执行完毕' } as const;
  const c = reported().does('2019-04-10 09:50', people.applicant, 'closeout.request', asking);
  expect(urgent(c)).toMatchObject([{ status: 'CANCELLED' }]);
  expect(asked(c)).toEqual([]);
});
