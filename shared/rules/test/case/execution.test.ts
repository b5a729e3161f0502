import { lengthOf } from '../../src';
import type { PureCase } from '../support/pure-case';
import { contextWith, settingsWith } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;

const corrected = (when: string): PureCase =>
  scene.inExecution().does(when, people.officer, 'execution.correct', { to: '吉0105', text: '纠正' });
const objection = { record: 2, reason: '异议' };

describe('field records (Art. 12)', () => {
  test('numbered per case; the first after an approved plan puts it in execution', () => {
    const c = scene.planApproved();
    c.does('2019-03-20 09:00', people.officer, 'execution.instruct', { to: '吉0104', text: '出发' });
    expect(c.state.status).toBe('IN_EXECUTION');
    c.does('2019-03-20 10:00', people.participantField, 'execution.report', { text: '到达', urgent: true })
      .does('2019-03-20 11:00', people.officer, 'execution.correct', { to: '吉0105', text: '纠正' })
      .does('2019-03-20 12:00', people.participantField, 'execution.object', { record: 3, reason: '异议' });
    expect(c.facts.records.map(({ number, kind, from, to }) => [number, kind, from, to])).toEqual([
      [1, 'INSTRUCTION', '吉01', '吉0104'],
      [2, 'REPORT', '吉0105', null],
      [3, 'CORRECTION', '吉01', '吉0105'],
      [4, 'OBJECTION', '吉0105', '吉01'],
    ]);
  });

  test.each([
    ['2019-03-20 10:29:59.999', 'MET'],
    ['2019-03-20 10:30', 'LATE'],
  ])('an urgent instruction of 10:00 is acknowledged within 30 minutes (HR-10): %s', (when, status) => {
    const c = scene
      .inExecution()
      .does('2019-03-20 10:00', people.officer, 'execution.instruct', { to: '吉0105', text: '立即撤离', urgent: true });
    expect(c.deadline('ACKNOWLEDGEMENT')).toMatchObject({
      authority: 'HR-10',
      court: '吉0105',
      workdays: null,
      countedDays: [],
      expiresAt: '2019-03-20T10:30:00.000+08:00',
    });
    c.does(when, people.participantField, 'execution.acknowledge', { record: 2 });
    expect(c.deadline('ACKNOWLEDGEMENT')).toMatchObject({ status, doneOn: '2019-03-20', ordinal: null });
    expect(c.facts.records[1]?.acknowledgedOn).toBe('2019-03-20');
  });

  test('an urgent instruction left alone is overdue at its minute, at any hour and on any day', () => {
    const c = scene
      .inExecution()
      .does('2019-03-23 23:45', people.officer, 'execution.instruct', { to: '吉0105', text: '立即撤离', urgent: true })
      .idleUntil('2019-03-25 00:00');
    expect(c.of('deadline.overdue').map(({ at }) => at)).toEqual(['2019-03-24T00:15:00.000+08:00']);
  });

  test('an ordinary one within one working day of the addressee', () => {
    const c = scene
      .inExecution()
      .does('2019-03-22 09:00', people.officer, 'execution.instruct', { to: '吉0105', text: '前往' });
    expect(c.deadline('ACKNOWLEDGEMENT')).toMatchObject({ workdays: 1, due: '2019-03-25' });
    c.does('2019-03-25 23:59', people.participantField, 'execution.acknowledge', { record: 2 });
    expect(c.deadline('ACKNOWLEDGEMENT')).toMatchObject({ status: 'MET', ordinal: 1 });
  });

  test('each acknowledgement meets its own clock', () => {
    const c = scene.inExecution();
    c.does('2019-03-20 10:00', people.officer, 'execution.instruct', { to: '吉0105', text: '一' });
    c.does('2019-03-20 11:00', people.officer, 'execution.instruct', { to: '吉0104', text: '二' });
    c.does('2019-03-20 12:00', people.participantField, 'execution.acknowledge', { record: 2 });
    expect(c.state.deadlines.slice(-2).map(({ record, status }) => [record, status])).toEqual([
      [2, 'MET'],
      [3, 'OPEN'],
    ]);
  });

  test('minutes for an urgent acknowledgement are a setting', () => {
    const c = scene
      .inExecution(contextWith({ settings: settingsWith({ urgentAcknowledgementMinutes: 5 }) }))
      .does('2019-03-20 10:00', people.officer, 'execution.instruct', { to: '吉0105', text: '撤离', urgent: true });
    expect(c.deadline('ACKNOWLEDGEMENT').expiresAt).toBe('2019-03-20T10:05:00.000+08:00');
    // What the page shows of it is what it was opened with, whatever is set afterwards.
    expect(lengthOf(c.deadline('ACKNOWLEDGEMENT'))).toEqual({ amount: 5, unit: 'minute' });
  });
});

describe('objection to a correction order (执行规定第72条)', () => {
  test.each([
    ['2019-03-20 17:00', '2019-03-25', 'a Monday'],
    ['2019-03-25 09:00', '2019-04-01', 'a Saturday, so the Monday after'],
    ['2019-03-26 09:00', '2019-04-01', 'a Sunday, so the Monday after'],
    ['2019-04-02 09:00', '2019-04-08', '清明 and its weekend, so the Monday after'],
    ['2019-04-26 09:00', '2019-05-05', '劳动节, so the working Sunday after'],
  ])('ordered %s: due %s (the fifth calendar day is %s)', (when, due) => {
    const c = corrected(when);
    expect(c.deadline('OBJECTION')).toMatchObject({
      authority: '执行规定第72条',
      court: '吉0105',
      startedOn: when.slice(0, 10),
      workdays: null,
      countedDays: [],
      due,
      status: 'OPEN',
    });
    c.does(`${due} 23:59:59.999`, people.participantField, 'execution.object', objection);
    expect(c.deadline('OBJECTION')).toMatchObject({ status: 'MET', doneOn: due });
  });

  test('after the last day there is none', () => {
    expect(
      corrected('2019-03-20 17:00').refusal('2019-03-26 00:00', people.participantField, 'execution.object', objection),
    ).toBe('NOT_ALLOWED_IN_STATE');
  });

  test('it does not suspend: the order is to be acknowledged all the same', () => {
    const c = corrected('2019-03-20 17:00').does(
      '2019-03-20 18:00',
      people.participantField,
      'execution.object',
      objection,
    );
    expect(c.deadline('ACKNOWLEDGEMENT')).toMatchObject({ status: 'OPEN', due: '2019-03-21' });
    expect(c.idleUntil('2019-03-22 00:00').deadline('ACKNOWLEDGEMENT').status).toBe('LATE');
  });

  test.each(['UPHELD', 'DISMISSED'] as const)('it is resolved once: %s', (outcome) => {
    const c = corrected('2019-03-20 17:00')
      .does('2019-03-21 09:00', people.participantField, 'execution.object', objection)
      .does('2019-03-22 09:00', people.commandDirector, 'execution.resolveObjection', {
        record: 3,
        outcome,
        reasons: '理由',
      });
    expect(c.state.records[2]?.resolution).toEqual({ outcome, reasons: '理由' });
  });

  test('the reminders of calendar days', () => {
    expect(corrected('2019-03-20 17:00').idleUntil('2019-04-10 00:00').rungs('OBJECTION')).toEqual([
      'T-3 2019-03-22',
      'T-1 2019-03-24',
      'T 2019-03-25',
      'OVERDUE 2019-03-26',
    ]);
  });
});

describe('leads and close-out (Arts. 13, 15)', () => {
  test('a lead is registered and concludes nothing', () => {
    const c = scene.inExecution();
    const events = c.events.length;
    c.does('2019-03-21 09:00', people.inspector, 'lead.register', {
      category: '配合不力',
      court: '吉0105',
      facts: '事实',
      evidence: [1, events],
    });
    expect(c.facts.leads).toEqual([
      { number: 1, category: '配合不力', court: '吉0105', facts: '事实', evidence: [1, events], status: 'REGISTERED' },
    ]);
    expect(c.state.status).toBe('IN_EXECUTION');
  });

  test('before a decision to collaborate there is nothing to answer for', () => {
    const lead = { category: '消极执行', court: '吉0104', facts: '事实' } as const;
    for (const c of [scene.proposed(), scene.refused()]) {
      expect(c.refusal('2019-03-13 09:00', people.inspector, 'lead.register', lead)).toBe('NOT_ALLOWED_IN_STATE');
    }
  });

  test('closing ends what still runs, and leaves what was missed as missed', () => {
    const c = scene.inExecution();
    c.does('2019-03-20 10:00', people.officer, 'execution.instruct', { to: '吉0105', text: '一' })
      .does('2019-03-26 09:00', people.officer, 'execution.correct', { to: '吉0105', text: '二' })
      .does('2019-03-26 10:00', people.applicant, 'closeout.request', scene.closeout)
      .does('2019-03-26 11:00', people.commandDirector, 'closeout.confirm');
    expect(c.state.deadlines.slice(-3).map(({ kind, record, status }) => [kind, record, status])).toEqual([
      ['ACKNOWLEDGEMENT', 2, 'LATE'],
      ['ACKNOWLEDGEMENT', 3, 'CANCELLED'],
      ['OBJECTION', 3, 'CANCELLED'],
    ]);
    const closed = c.state;
    expect(c.idleUntil('2020-01-01 00:00').state).toEqual(closed);
  });

  test('orders may still be answered while the close-out waits', () => {
    const c = corrected('2019-03-20 17:00').does(
      '2019-03-21 09:00',
      people.applicant,
      'closeout.request',
      scene.closeout,
    );
    c.does('2019-03-21 10:00', people.participantField, 'execution.acknowledge', { record: 2 });
    c.does('2019-03-21 11:00', people.participantField, 'execution.object', objection);
    expect(c.state.status).toBe('CLOSE_PENDING');
  });
});
