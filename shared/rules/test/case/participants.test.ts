import type { CommandFields, RefusalCode } from '../../src/index';
import { dutiesOf } from '../../src/index';
import { person } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const NEWCOMER = '吉0106';
const newcomer = person(NEWCOMER, 'handler');
const reasons = '力量不足';
const joins = { add: [NEWCOMER], reasons };
const leaves = { remove: [scene.PARTICIPATING], reasons };
const services = (c: PureCase) =>
  c.state.deadlines.filter(({ kind }) => kind === 'SERVICE').map(({ startedOn, status }) => [startedOn, status]);

describe('other courts than decided take part (Arts. 5, 11)', () => {
  test('a court that joins receives the decision, and then the plan is due anew', () => {
    const c = scene.inExecution().does('2019-03-21 09:00', people.director, 'participants.change', joins);
    expect(c.facts.participants).toEqual([scene.PARTICIPATING, NEWCOMER]);
    expect([c.state.status, c.facts.plan?.status]).toEqual(['IN_EXECUTION', 'OUTDATED']);
    expect(c.deadline('SERVICE')).toMatchObject({ authority: 'HR-03', due: '2019-03-25', status: 'OPEN' });
    expect(c.refusal('2019-03-21 10:00', people.officer, 'plan.submit', scene.planFields)).toBe('DECISION_NOT_SERVED');
    c.does('2019-03-22 09:00', newcomer, 'decision.acknowledge');
    expect(c.deadline('SERVICE')).toMatchObject({ status: 'MET', doneOn: '2019-03-22' });
    expect(c.deadline('PLAN')).toMatchObject({ status: 'OPEN', startedOn: '2019-03-22' });
    expect(c.refusal('2019-03-22 10:00', newcomer, 'decision.acknowledge')).toBe('NOT_ALLOWED_IN_STATE');
    expect(c.refusal('2019-03-22 10:00', people.commandDirector, 'plan.approve')).toBe('NOT_ALLOWED_IN_STATE');
    c.does('2019-03-22 10:00', people.officer, 'plan.submit', scene.planFields);
    c.does('2019-03-25 09:00', people.commandDirector, 'plan.approve');
    expect(c.facts.plan).toEqual({ version: 2, status: 'APPROVED', approvals: ['COMMAND_DIRECTOR'] });
    expect([c.state.status, c.deadline('PLAN').status]).toEqual(['IN_EXECUTION', 'MET']);
  });

  test('nobody works for a court that has not got the decision', () => {
    const c = scene.inExecution().does('2019-03-21 09:00', people.director, 'participants.change', joins);
    const field = person(NEWCOMER, 'fieldOfficer');
    const order = { to: NEWCOMER, text: '到场' };
    expect(c.refusal('2019-03-21 10:00', field, 'execution.report', { text: '到场' })).toBe('NOT_ALLOWED_IN_STATE');
    expect(c.refusal('2019-03-21 10:00', people.officer, 'execution.instruct', order)).toBe('NOT_ALLOWED_IN_STATE');
    c.does('2019-03-22 09:00', newcomer, 'decision.acknowledge');
    c.does('2019-03-22 10:00', field, 'execution.report', { text: '到场' });
  });

  test('a court that leaves owes nothing more, and its officers’ credentials end that day', () => {
    const c = scene
      .inExecution()
      .does('2019-03-20 17:00', people.officer, 'execution.correct', { to: scene.PARTICIPATING, text: '纠正' })
      .does('2019-03-21 09:00', people.director, 'participants.change', leaves);
    expect(c.facts.participants).toEqual([]);
    expect(c.deadline('ACKNOWLEDGEMENT').status).toBe('CANCELLED');
    expect(c.deadline('OBJECTION').status).toBe('CANCELLED');
    expect(c.facts.credentials).toMatchObject([{ name: '袁某', validFrom: '2019-03-12', validTo: '2019-03-21' }]);
    expect(c.deadline('PLAN')).toMatchObject({ status: 'OPEN', startedOn: '2019-03-21' });
    expect(c.refusal('2019-03-21 10:00', people.participantField, 'execution.report', { text: '到场' })).toBe(
      'NOT_FOUND',
    );
  });

  test('what a court that leaves has missed stays missed, and nobody waits for it', () => {
    const c = scene
      .inExecution()
      .does('2019-03-20 17:00', people.officer, 'execution.instruct', { to: scene.PARTICIPATING, text: '到场' })
      .does('2019-03-25 09:00', people.director, 'participants.change', leaves);
    expect(c.deadline('ACKNOWLEDGEMENT')).toMatchObject({ status: 'LATE', doneOn: null, released: true });
    expect(dutiesOf(c.state).map(({ id }) => id)).toEqual(['closeout.request', 'plan.submit']);
  });

  test('the newcomer’s receipt is a duty of its own, and the plan is nobody’s before it', () => {
    const c = scene.inExecution().does('2019-03-21 09:00', people.director, 'participants.change', joins);
    expect(dutiesOf(c.state).map(({ id, court, due }) => [id, court, due])).toEqual([
      ['closeout.request', scene.EXECUTING, null],
      ['decision.acknowledge:jl0106', NEWCOMER, '2019-03-25'],
      [c.deadline('SERVICE').id, scene.DECIDING, '2019-03-25'],
    ]);
  });

  test('while the decision is being served each service waits for its own courts', () => {
    const c = scene.approved().does('2019-03-13 09:00', people.director, 'participants.change', joins);
    c.does('2019-03-13 10:00', people.applicant, 'decision.acknowledge');
    c.does('2019-03-13 11:00', people.participant, 'decision.acknowledge');
    expect(c.state.status).toBe('APPROVED');
    expect(services(c)).toEqual([
      ['2019-03-12', 'MET'],
      ['2019-03-13', 'OPEN'],
    ]);
    c.does('2019-03-14 09:00', newcomer, 'decision.acknowledge');
    expect([c.state.status, ...services(c)]).toEqual(['DECISION_SERVED', ['2019-03-12', 'MET'], ['2019-03-13', 'MET']]);
    expect(c.state.deadlines.filter(({ kind }) => kind === 'PLAN')).toMatchObject([{ startedOn: '2019-03-14' }]);
  });

  test('the last court outstanding leaves, and so the decision is served', () => {
    const c = scene.approved().does('2019-03-13 09:00', people.applicant, 'decision.acknowledge');
    c.does('2019-03-13 10:00', people.director, 'participants.change', leaves);
    expect(c.state.status).toBe('DECISION_SERVED');
    expect(services(c)).toEqual([['2019-03-12', 'MET']]);
  });

  test('a court that joined and left without a receipt is waited for no more; one that comes back acknowledges again', () => {
    const c = scene.inExecution().does('2019-03-21 09:00', people.director, 'participants.change', joins);
    c.does('2019-03-21 10:00', people.director, 'participants.change', { remove: [NEWCOMER], reasons });
    expect(c.deadline('SERVICE').status).toBe('CANCELLED');
    c.does('2019-03-21 11:00', people.director, 'participants.change', leaves);
    c.does('2019-03-21 12:00', people.director, 'participants.change', { add: [scene.PARTICIPATING], reasons });
    expect(c.refusal('2019-03-21 13:00', people.officer, 'plan.submit', scene.planFields)).toBe('DECISION_NOT_SERVED');
    c.does('2019-03-21 13:00', people.participant, 'decision.acknowledge');
    c.does('2019-03-21 14:00', people.officer, 'plan.submit', scene.planFields);
  });

  test.each<[string, CommandFields['participants.change'], RefusalCode]>([
    ['no change', { reasons }, 'VALIDATION'],
    ['empty lists', { add: [], remove: [], reasons }, 'VALIDATION'],
    ['one that takes part already', { add: [scene.PARTICIPATING], reasons }, 'VALIDATION'],
    ['one in both lists', { add: [NEWCOMER], remove: [NEWCOMER], reasons }, 'VALIDATION'],
    ['one twice', { add: [NEWCOMER, NEWCOMER], reasons }, 'VALIDATION'],
    ['one that does not take part', { remove: [NEWCOMER], reasons }, 'VALIDATION'],
    ['the executing court', { add: [scene.EXECUTING], reasons }, 'VALIDATION'],
    ['a court of another region', { add: ['吉0802'], reasons }, 'PARTICIPANT_OUTSIDE_JURISDICTION'],
    ['公主岭 before it came to 长春', { add: ['吉0381'], reasons }, 'PARTICIPANT_OUTSIDE_JURISDICTION'],
    ['公主岭’s later code', { add: ['吉0184'], reasons }, 'COURT_UNKNOWN'],
    ['no court at all', { add: ['吉9999'], reasons }, 'COURT_UNKNOWN'],
  ])('refused: %s', (_, change, code) => {
    expect(scene.inExecution().refusal('2019-03-21 09:00', people.director, 'participants.change', change)).toBe(code);
  });

  test.each([
    ['before the decision', scene.proposed],
    ['while the close-out waits', scene.closePending],
    ['after it', scene.closed],
  ])('not %s', (_, given) => {
    expect(given().refusal('2019-03-28 09:00', people.director, 'participants.change', joins)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });
});

describe('versions of the plan', () => {
  test('earlier versions are kept with what was said of them', () => {
    const minutes = { attendees: ['甲', '乙', '丙'], minutes: '请补充保障措施', presidentReview: false };
    const c = scene
      .beforeMeeting()
      .does('2019-03-19 09:00', people.secretary, 'plan.recordMeeting', { ...minutes, outcome: 'REJECT' })
      .does('2019-03-20 09:00', people.officer, 'plan.submit', { ...scene.planFields, support: '警车四辆' });
    expect(c.state.planHistory).toMatchObject([
      {
        version: 1,
        status: 'REJECTED',
        support: '警车两辆',
        submittedOn: '2019-03-15',
        steps: [
          { by: 'COMMAND_DIRECTOR', outcome: 'PASS', on: '2019-03-18', next: 'BUREAU_MEETING' },
          { by: 'BUREAU_MEETING', outcome: 'REJECT', on: '2019-03-19', minutes: '请补充保障措施' },
        ],
      },
    ]);
    expect(c.state.plan).toMatchObject({ version: 2, status: 'DRAFT', support: '警车四辆', steps: [] });
  });

  test('who stays keeps the credential, who goes has had it until that day, who comes has it from approval', () => {
    const officer = (name: string, court: string, credential: string) => ({ name, court, credential });
    const next = [officer('袁某', '吉0105', '公务证031号'), officer('邓某', '吉0104', '公务证007号')];
    const c = scene
      .inExecution()
      .does('2019-03-21 09:00', people.officer, 'plan.submit', { ...scene.planFields, officers: next })
      .does('2019-03-22 09:00', people.commandDirector, 'plan.approve')
      .does('2019-03-25 09:00', people.officer, 'plan.submit', { ...scene.planFields, officers: next.slice(1) })
      .does('2019-03-26 09:00', people.commandDirector, 'plan.approve');
    expect(c.facts.credentials.map(({ name, validFrom, validTo }) => [name, validFrom, validTo])).toEqual([
      ['袁某', '2019-03-12', '2019-03-26'],
      ['邓某', '2019-03-22', null],
    ]);
  });
});
