import type { Actor, PlanApproval } from '../../src/index';
import { person } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people, planFields, officers } = scene;
const meeting = (outcome: 'PASS' | 'REJECT', presidentReview = false) => ({
  attendees: ['甲', '乙', '丙'],
  minutes: '会议纪要',
  outcome,
  presidentReview,
});
const MAJOR = { sensitivity: 'MAJOR' } as const;
const plan = (c: PureCase) => [c.state.status, c.facts.plan?.version, c.facts.plan?.approvals];

describe('approval of the plan (Art. 11)', () => {
  test('an ordinary plan: the command centre’s director completes it', () => {
    const c = scene.planApproved();
    expect(plan(c)).toEqual(['PLAN_APPROVED', 1, ['COMMAND_DIRECTOR']]);
    expect(c.deadline('PLAN')).toMatchObject({ status: 'MET', doneOn: '2019-03-18', ordinal: 3 });
  });

  test('a major plan: director, bureau meeting, president', () => {
    const c = scene.beforeMeeting();
    expect(plan(c)).toEqual(['PLAN_DRAFT', 1, ['COMMAND_DIRECTOR']]);
    expect(c.refusal('2019-03-18 10:00', people.commandDirector, 'plan.approve')).toBe('NOT_ALLOWED_IN_STATE');
    expect(c.refusal('2019-03-18 10:00', people.president, 'plan.presidentReview', { outcome: 'PASS' })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-19 09:00', people.secretary, 'plan.recordMeeting', meeting('PASS', true));
    expect(plan(c)).toEqual(['PLAN_BUREAU_APPROVED', 1, ['COMMAND_DIRECTOR', 'BUREAU_MEETING']]);
    expect(c.deadline('PLAN').status).toBe('OPEN');
    expect(c.refusal('2019-03-19 10:00', people.secretary, 'plan.recordMeeting', meeting('PASS'))).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-20 09:00', people.president, 'plan.presidentReview', { outcome: 'PASS' });
    expect(plan(c)).toEqual(['PLAN_APPROVED', 1, ['COMMAND_DIRECTOR', 'BUREAU_MEETING', 'PRESIDENT']]);
    expect(c.deadline('PLAN')).toMatchObject({ status: 'MET', doneOn: '2019-03-20', ordinal: 5 });
  });

  test('where no president is called for, the meeting completes it', () => {
    const c = scene.beforeMeeting().does('2019-03-19 09:00', people.secretary, 'plan.recordMeeting', meeting('PASS'));
    expect(plan(c)).toEqual(['PLAN_APPROVED', 1, ['COMMAND_DIRECTOR', 'BUREAU_MEETING']]);
  });

  test('no meeting before the director has passed the plan on', () => {
    const c = scene.planDraft({ sensitivity: 'MAJOR' });
    expect(c.refusal('2019-03-18 09:00', people.secretary, 'plan.recordMeeting', meeting('PASS'))).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });

  test.each([
    ['the meeting', scene.beforeMeeting, people.secretary, 'plan.recordMeeting', meeting('REJECT')],
    ['the president', scene.bureauApproved, people.president, 'plan.presidentReview', { outcome: 'REJECT' }],
  ] as const)('rejected by %s: back to draft, a new version without approvals', (_, given, who, type, fields) => {
    const c = given();
    (c.does as (...args: unknown[]) => unknown).call(c, '2019-03-20 09:00', who, type, fields);
    expect(c.state.status).toBe('PLAN_DRAFT');
    expect(c.deadline('PLAN').status).toBe('OPEN');
    expect(c.refusal('2019-03-20 10:00', people.commandDirector, 'plan.approve')).toBe('NOT_ALLOWED_IN_STATE');
    c.does('2019-03-21 09:00', people.officer, 'plan.submit', planFields);
    expect(plan(c)).toEqual(['PLAN_DRAFT', 2, []]);
    c.does('2019-03-22 09:00', people.commandDirector, 'plan.approve');
    expect(plan(c)).toEqual(['PLAN_DRAFT', 2, ['COMMAND_DIRECTOR']]);
  });

  test('a plan submitted anew starts its approval anew', () => {
    for (const c of [scene.beforeMeeting(), scene.bureauApproved()]) {
      c.does('2019-03-20 09:00', people.officer, 'plan.submit', planFields);
      expect(plan(c)).toEqual(['PLAN_DRAFT', 2, []]);
    }
  });

  test('sensitivity is raised with the plan and not lowered by it', () => {
    const raised = scene
      .served()
      .does('2019-03-14 09:00', people.officer, 'plan.submit', { ...planFields, sensitivity: 'MAJOR' });
    expect(raised.facts.sensitivity).toBe('MAJOR');
    raised.does('2019-03-14 10:00', people.officer, 'plan.submit', { ...planFields, sensitivity: 'ORDINARY' });
    expect(raised.facts.sensitivity).toBe('MAJOR');
    raised.does('2019-03-15 09:00', people.commandDirector, 'plan.approve');
    expect(raised.state.status).toBe('PLAN_DRAFT');
  });

  test('a changed plan during execution needs approval again while the work goes on', () => {
    const c = scene.inExecution().does('2019-03-21 09:00', people.officer, 'plan.submit', {
      ...planFields,
      sensitivity: 'MAJOR',
    });
    expect(plan(c)).toEqual(['IN_EXECUTION', 2, []]);
    c.does('2019-03-21 10:00', people.field, 'execution.report', { text: '继续' });
    c.does('2019-03-22 09:00', people.commandDirector, 'plan.approve');
    expect(c.facts.plan?.status).toBe('DRAFT');
    c.does('2019-03-22 10:00', people.secretary, 'plan.recordMeeting', meeting('PASS'));
    expect(c.facts.plan?.status).toBe('APPROVED');
    expect(c.state.status).toBe('IN_EXECUTION');
  });

  test('a late approval is late, not impossible', () => {
    const c = scene.planDraft().does('2019-03-29 09:00', people.commandDirector, 'plan.approve');
    expect(c.deadline('PLAN')).toMatchObject({ status: 'LATE', lateWorkdays: 2, ordinal: 12 });
  });
});

describe('a plan sent back with an opinion', () => {
  const opinion = '补充风险预案后再报';
  const sendBack = (c: PureCase, who: Actor) => c.does('2019-03-20 09:00', who, 'plan.return', { opinion });

  test.each<[string, () => PureCase, Actor, PlanApproval]>([
    ['the director, of an ordinary plan', scene.planDraft, people.commandDirector, 'COMMAND_DIRECTOR'],
    ['the director, of a major one', () => scene.planDraft(MAJOR), people.commandDirector, 'COMMAND_DIRECTOR'],
    ['the bureau meeting', scene.beforeMeeting, people.secretary, 'BUREAU_MEETING'],
    ['the president', scene.bureauApproved, people.president, 'PRESIDENT'],
  ])('by %s: the version keeps the opinion, the next one begins anew', (_, given, who, by) => {
    const c = sendBack(given(), who);
    expect(c.state.status).toBe('PLAN_DRAFT');
    expect(c.state.plan?.status).toBe('RETURNED');
    expect(c.state.plan?.steps?.at(-1)).toEqual({ by, outcome: 'RETURN', on: '2019-03-20', name: who.name, opinion });
    expect(c.deadline('PLAN').status).toBe('OPEN');
    c.does('2019-03-21 09:00', people.officer, 'plan.submit', planFields);
    expect(plan(c)).toEqual(['PLAN_DRAFT', 2, []]);
    expect(c.state.planHistory?.[0]?.steps?.at(-1)?.opinion).toBe(opinion);
  });

  test.each<[string, () => PureCase, Actor]>([
    ['the meeting before the director', () => scene.planDraft(MAJOR), people.secretary],
    ['the president before the meeting', scene.beforeMeeting, people.president],
    ['the director when it lies with the meeting', scene.beforeMeeting, people.commandDirector],
    ['the meeting when it lies with the president', scene.bureauApproved, people.secretary],
    ['the president of an ordinary plan', scene.planDraft, people.president],
    ['anybody once it is approved', scene.planApproved, people.commandDirector],
    ['anybody twice', () => sendBack(scene.planDraft(), people.commandDirector), people.commandDirector],
  ])('not by %s', (_, given, who) => {
    expect(given().refusal('2019-03-20 10:00', who, 'plan.return', { opinion })).toBe('NOT_ALLOWED_IN_STATE');
  });

  test('the work that has begun goes on by the plan it began with', () => {
    const c = scene.inExecution().does('2019-03-20 10:00', people.officer, 'plan.submit', planFields);
    c.does('2019-03-20 11:00', people.commandDirector, 'plan.return', { opinion });
    expect(c.state.status).toBe('IN_EXECUTION');
  });

  test('who approves may say something too', () => {
    const c = scene.planDraft().does('2019-03-18 09:00', people.commandDirector, 'plan.approve', { opinion: '抓紧' });
    expect(c.state.plan?.steps).toMatchObject([{ outcome: 'PASS', opinion: '抓紧' }]);
    const said = { outcome: 'REJECT', opinion: '警力不足' } as const;
    const d = scene.bureauApproved().does('2019-03-20 09:00', people.president, 'plan.presidentReview', said);
    expect(d.state.plan?.steps?.at(-1)).toMatchObject(said);
  });
});

describe('a plan agreed together (Art. 11)', () => {
  test('each court at work agrees once to a version, by its handler or the head of its bureau', () => {
    const c = scene.planDraft().does('2019-03-15 10:00', people.applicant, 'plan.agree', { opinion: '人员已落实' });
    c.does('2019-03-15 11:00', person('吉0105', 'bureauDirector'), 'plan.agree');
    expect(c.state.plan?.agreed).toEqual([
      { court: '吉0104', on: '2019-03-15', name: people.applicant.name, opinion: '人员已落实' },
      { court: '吉0105', on: '2019-03-15', name: '吉0105bureauDirector' },
    ]);
    expect(c.refusal('2019-03-15 12:00', person('吉0104', 'bureauDirector'), 'plan.agree')).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });

  test('approval waits for nobody’s word, and ends the asking', () => {
    const c = scene.planApproved();
    expect(c.refusal('2019-03-18 10:00', people.applicant, 'plan.agree')).toBe('NOT_ALLOWED_IN_STATE');
  });

  test('another version is agreed to anew', () => {
    const c = scene.planDraft().does('2019-03-15 10:00', people.applicant, 'plan.agree');
    c.does('2019-03-16 09:00', people.officer, 'plan.submit', planFields);
    expect(c.state.plan?.agreed).toBeUndefined();
    expect(c.state.planHistory?.[0]?.agreed).toHaveLength(1);
    c.does('2019-03-16 10:00', people.applicant, 'plan.agree');
  });

  test.each([
    ['the deciding court', people.reviewer, 'FORBIDDEN'],
    ['a field officer', people.field, 'FORBIDDEN'],
    ['a court that has nothing to do with it', person('吉0202', 'handler'), 'NOT_FOUND'],
  ] as const)('not by %s', (_, who, code) => {
    expect(scene.planDraft().refusal('2019-03-15 10:00', who, 'plan.agree')).toBe(code);
  });
});

describe('credentials (Art. 5)', () => {
  const credential = { name: '袁某', court: '吉0105', credential: '公务证031号', validFrom: '2019-03-12' };

  test('valid from the day of decision, issued with the approved plan, ended with the collaboration', () => {
    expect(scene.planDraft().facts.credentials).toEqual([]);
    expect(scene.beforeMeeting().facts.credentials).toEqual([]);
    expect(scene.planApproved().facts.credentials).toEqual([{ ...credential, validTo: null }]);
    expect(scene.closePending().facts.credentials).toEqual([{ ...credential, validTo: null }]);
    expect(scene.closed().facts.credentials).toEqual([{ ...credential, validTo: '2019-03-27' }]);
  });

  test('officers of the executing, deciding and participating courts may be named', () => {
    const named = ['吉0104', '吉01', '吉0105'].map((court) => ({ name: '丁', court, credential: '1' }));
    const c = scene
      .served()
      .does('2019-03-14 09:00', people.officer, 'plan.submit', { ...planFields, officers: named })
      .does('2019-03-15 09:00', people.commandDirector, 'plan.approve');
    expect(c.facts.credentials.map(({ court }) => court)).toEqual(['吉0104', '吉01', '吉0105']);
  });

  test('a plan of the next version brings its own officers', () => {
    const c = scene
      .inExecution()
      .does('2019-03-21 09:00', people.officer, 'plan.submit', {
        ...planFields,
        officers: [...officers, { name: '邓某', court: '吉0104', credential: '2' }],
      })
      .does('2019-03-22 09:00', person('吉01', 'commandDirector'), 'plan.approve');
    expect(c.facts.credentials.map(({ name }) => name)).toEqual(['袁某', '邓某']);
  });
});
