import { decideSystem, nextRung } from '../../src/index';
import { contextWith, instant, person, PureCase, settingsWith } from '../support/pure-case';
import {
  application,
  approved,
  correctionRequested,
  highPeople,
  inExecution,
  ownCase,
  people,
  proposed,
  served,
  submitted,
  underReview,
} from '../support/scenes';

/** An Art. 9 review of `n` working days (HR-12), accepted on the given day. */
function reviewOf(n: number, acceptedAt: string): PureCase {
  return ownCase(contextWith({ settings: settingsWith({ 'HR-12': n }) })).does(
    acceptedAt,
    highPeople.handler,
    'application.accept',
  );
}

describe('rungs', () => {
  test.each([
    [1, ['T 2019-03-05', 'OVERDUE 2019-03-06']],
    [2, ['T-1 2019-03-05', 'T 2019-03-06', 'OVERDUE 2019-03-07']],
    [3, ['T-1 2019-03-06', 'T 2019-03-07', 'OVERDUE 2019-03-08']],
    [4, ['T-3 2019-03-05', 'T-1 2019-03-07', 'T 2019-03-08', 'OVERDUE 2019-03-09']],
    [5, ['T-3 2019-03-06', 'T-1 2019-03-08', 'T 2019-03-11', 'OVERDUE 2019-03-12']],
    [10, ['T-3 2019-03-13', 'T-1 2019-03-15', 'T 2019-03-18', 'OVERDUE 2019-03-19']],
  ])('a period of %i working days from Monday 2019-03-04 rings on %j', (n, rungs) => {
    expect(reviewOf(n, '2019-03-04 11:00').idleUntil('2019-06-01 00:00').rungs('REVIEW')).toEqual(rungs);
  });

  test.each([
    ['a Friday', 5, '2019-03-15 11:00', '2019-03-22', 'OVERDUE 2019-03-23'],
    ['the eve of National Day', 6, '2019-09-23 11:00', '2019-09-30', 'OVERDUE 2019-10-01'],
    ['a working Saturday', 3, '2019-10-09 11:00', '2019-10-12', 'OVERDUE 2019-10-13'],
  ])('OVERDUE is on the calendar day after due, which is %s, rest day or not', (_, n, acceptedAt, due, last) => {
    const c = reviewOf(n, acceptedAt).idleUntil('2019-12-01 00:00');
    expect(c.deadline('REVIEW').due).toBe(due);
    expect(c.rungs('REVIEW').at(-1)).toBe(last);
  });

  test('reminders come at 00:00 of their day, before anybody is at work', () => {
    const c = underReview().idleUntil('2019-04-01 00:00');
    const reminded = c.of('deadline.reminded').filter(({ payload }) => payload.kind === 'REVIEW');
    expect(reminded.map(({ at, actor, payload }) => [payload.rung, at, actor])).toEqual([
      ['T-3', '2019-03-13T00:00:00.000+08:00', { court: '吉01', role: 'clock' }],
      ['T-1', '2019-03-15T00:00:00.000+08:00', { court: '吉01', role: 'clock' }],
      ['T', '2019-03-18T00:00:00.000+08:00', { court: '吉01', role: 'clock' }],
    ]);
    expect(c.of('deadline.overdue').map(({ at }) => at)).toEqual(['2019-03-19T00:00:00.000+08:00']);
  });

  test('a paper received weeks before it is entered: reminders of days gone by are skipped, lateness is not', () => {
    const c = submitted({ channel: 'PAPER', receivedOn: '2019-02-18' });
    expect(c.state.receivedOn).toBe('2019-02-18');
    expect(c.deadline('REVIEW')).toMatchObject({ startedOn: '2019-02-18', due: '2019-03-04', status: 'OPEN' });
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ due: '2019-02-20', status: 'LATE' });
    expect(c.rungs('CORRECTION_NOTICE')).toEqual(['OVERDUE 2019-02-21']);
    expect(c.idleUntil('2019-03-10 00:00').rungs('REVIEW')).toEqual(['OVERDUE 2019-03-05']);
    expect(c.events.every(({ at }) => at >= instant('2019-03-04 10:00'))).toBe(true);
  });

  test('a period opened by the clock at 00:00 does not ring on that day either', () => {
    const context = contextWith({ settings: settingsWith({ 'HR-04': 4 }) });
    const c = correctionRequested(context).idleUntil('2019-04-01 00:00');
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({ startedOn: '2019-03-12', due: '2019-03-18' });
    expect(c.rungs('SELF_EXECUTION_PLAN')).toEqual(['T-1 2019-03-15', 'T 2019-03-18', 'OVERDUE 2019-03-19']);
  });

  test('several clocks ring in the order of time, whichever was opened first', () => {
    const c = inExecution();
    const instruct = (when: string, urgent: boolean) =>
      c.does(when, people.officer, 'execution.instruct', { to: '吉0105', text: '指令', urgent });
    instruct('2019-03-20 23:50', true);
    instruct('2019-03-20 23:55', false);
    const from = c.events.length;
    c.idleUntil('2019-03-22 08:00');
    expect(
      c.events
        .slice(from)
        .map(({ type, at, payload }) => [type, at.slice(5, 19), 'rung' in payload ? payload.rung : '']),
    ).toEqual([
      ['deadline.reminded', '03-21T00:00:00', 'T'],
      ['deadline.reminded', '03-21T00:00:00', 'T'],
      ['deadline.overdue', '03-21T00:20:00', 'OVERDUE'],
      ['deadline.escalated', '03-21T00:20:00', ''],
      ['deadline.overdue', '03-22T00:00:00', 'OVERDUE'],
      ['deadline.escalated', '03-22T00:00:00', ''],
    ]);
  });

  test('a duty done is reminded of no more, and one done late stays late', () => {
    const c = approved().idleUntil('2019-06-01 00:00');
    expect(c.rungs('REVIEW')).toEqual([]);
    expect(c.rungs('SERVICE')).toEqual(['T-1 2019-03-13', 'T 2019-03-14', 'OVERDUE 2019-03-15']);
    c.does('2019-06-03 09:00', people.applicant, 'decision.acknowledge');
    c.does('2019-06-03 09:00', people.participant, 'decision.acknowledge');
    expect(c.deadline('SERVICE')).toMatchObject({ status: 'LATE', doneOn: '2019-06-03' });
  });

  test('how time is cut makes no difference: many small ticks and one long idle end in the same case', () => {
    const idle = underReview().idleUntil('2019-04-10 12:00');
    const ticked = underReview();
    for (let day = 6; day <= 31; day += 1) {
      for (const hour of ['00:00', '00:00:00.001', '12:00', '23:59:59.999']) {
        ticked.idleUntil(`2019-03-${String(day).padStart(2, '0')} ${hour}`);
      }
    }
    ticked.idleUntil('2019-04-10 12:00');
    expect(ticked.events).toEqual(idle.events);
    expect(ticked.state).toEqual(idle.state);
  });

  test('a clock that is behind changes nothing: case time never runs back', () => {
    const c = underReview().idleUntil('2019-03-20 00:00');
    const outcome = decideSystem(c.state, { type: 'clock.tick', at: instant('2019-03-01 00:00') });
    expect(outcome).toEqual({ events: [], state: c.state });
    c.does('2019-03-12 09:00', people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '意见' });
    expect(c.events.at(-1)?.at).toBe('2019-03-19T00:00:00.000+08:00');
  });

  test('the next rung is known ahead, so that a timer can be set for it', () => {
    const c = underReview();
    expect(nextRung(c.state)).toMatchObject({ rung: 'T-3', on: '2019-03-13', deadline: { kind: 'REVIEW' } });
    expect(nextRung(c.idleUntil('2019-04-01 00:00').state)).toBeUndefined();
  });
});

describe('the day ends at 24:00 Asia/Shanghai', () => {
  const decision = { outcome: 'APPROVE', reasons: '应当协同' } as const;

  test('a decision at 23:59:59.999 of the due day is in time', () => {
    const c = proposed().does('2019-03-18 23:59:59.999', people.director, 'review.decide', decision);
    expect(c.deadline('REVIEW')).toMatchObject({
      status: 'MET',
      doneOn: '2019-03-18',
      ordinal: 10,
      lateWorkdays: 0,
    });
    expect(c.idleUntil('2019-03-30 00:00').rungs('REVIEW')).toEqual([
      'T-3 2019-03-13',
      'T-1 2019-03-15',
      'T 2019-03-18',
    ]);
  });

  test('one at 00:00:00.000 is late and needs a reason, though no timer has fired', () => {
    const c = proposed();
    const before = c.state;
    expect(c.refusal('2019-03-19 00:00:00.000', people.director, 'review.decide', decision)).toBe(
      'OVERDUE_REASON_REQUIRED',
    );
    expect(c.refusal('2019-03-19 00:00', people.director, 'review.decide', { ...decision, overdueReason: ' \n' })).toBe(
      'OVERDUE_REASON_REQUIRED',
    );
    expect(c.state).toBe(before);
    c.does('2019-03-19 00:00:00.000', people.director, 'review.decide', { ...decision, overdueReason: '人手不足' });
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'LATE', doneOn: '2019-03-19', ordinal: 11, lateWorkdays: 1 });
    expect(c.facts.decision).toMatchObject({ overdueReason: '人手不足' });
  });

  test('time first: what was due by the command is written before it, each at its own instant', () => {
    const c = proposed();
    const from = c.events.length;
    c.does('2019-03-20 16:00:03', people.director, 'review.decide', { ...decision, overdueReason: '人手不足' });
    expect(c.events.slice(from).map(({ type, at }) => `${at.slice(5, 19)} ${type}`)).toEqual([
      '03-13T00:00:00 deadline.reminded',
      '03-15T00:00:00 deadline.reminded',
      '03-18T00:00:00 deadline.reminded',
      '03-19T00:00:00 deadline.overdue',
      '03-19T00:00:00 deadline.escalated',
      '03-20T16:00:03 decision.approved',
      '03-20T16:00:03 deadline.met',
      '03-20T16:00:03 deadline.opened',
    ]);
  });

  test.each([
    ['a Saturday', '2019-03-23 10:00', 10 + 4, 4],
    ['the Monday after it', '2019-03-25 10:00', 10 + 5, 5],
  ])('lateness counts working days: done on %s', (_, when, ordinal, lateWorkdays) => {
    const c = proposed().does(when, people.director, 'review.decide', { ...decision, overdueReason: '人手不足' });
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'LATE', ordinal, lateWorkdays });
  });

  test('LATE from the instant it has passed, done or not', () => {
    const c = underReview().idleUntil('2019-03-18 23:59:59.999');
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'OPEN', doneOn: null });
    c.idleUntil('2019-03-19 00:00');
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'LATE', doneOn: null, ordinal: null, lateWorkdays: null });
  });

  test('an instant given in another zone is the same instant', () => {
    const c = proposed();
    const command = { type: 'clock.tick', at: '2019-03-18T16:00:00Z' } as const;
    const outcome = decideSystem(c.state, command);
    expect('events' in outcome && outcome.events.map(({ type }) => type)).toContain('deadline.overdue');
  });
});

describe('who must act, and by when', () => {
  test('every clock of Art. 7 up to the plan', () => {
    const summary = (c: PureCase) =>
      c.state.deadlines.map((d) => [d.kind, d.authority, d.court, d.startedOn, d.workdays, d.due, d.status]);
    expect(summary(served())).toEqual([
      ['CORRECTION_NOTICE', 'HR-02', '吉01', '2019-03-04', 2, '2019-03-06', 'MET'],
      ['REVIEW', 'Art. 7', '吉01', '2019-03-04', 10, '2019-03-18', 'MET'],
      ['SERVICE', 'HR-03', '吉01', '2019-03-12', 2, '2019-03-14', 'MET'],
      ['PLAN', 'HR-06', '吉01', '2019-03-13', 10, '2019-03-27', 'OPEN'],
    ]);
  });

  test('receipt on a rest day or late at night counts as that day, which is itself not counted', () => {
    const at = (when: string) =>
      PureCase.open(when, people.applicant, 'application.submit', application()).deadline('REVIEW');
    expect(at('2019-03-09 10:00')).toMatchObject({ startedOn: '2019-03-09', due: '2019-03-22' });
    expect(at('2019-03-08 23:59:59')).toMatchObject({ startedOn: '2019-03-08', due: '2019-03-22' });
    expect(at('2019-03-10 23:00')).toMatchObject({ startedOn: '2019-03-10', due: '2019-03-22' });
  });

  test('the calendar is that of the court that must act: 延边 rests on its own days', () => {
    const yanbian = { region: 'yanbian', year: 2024, off: ['2024-09-02', '2024-09-03', '2024-09-04'], makeup: [] };
    const context = contextWith({ calendar: [{ ...yanbian, version: 2, notice: '州庆' }] });
    const of = (court: string, to: string, caseNumber: string) =>
      PureCase.open(
        '2024-08-29 10:00',
        person(court, 'handler'),
        'application.submit',
        application({ to, caseNumber }),
        context,
      );
    expect(of('吉2401', '吉24', '（2021）吉2401执1号').deadline('CORRECTION_NOTICE').due).toBe('2024-09-05');
    expect(of('吉0104', '吉01', '（2021）吉0104执1号').deadline('CORRECTION_NOTICE').due).toBe('2024-09-02');
  });

  test('a house rule set otherwise counts otherwise, and only for cases begun under it', () => {
    const c = served({}, contextWith({ settings: settingsWith({ 'HR-03': 5, 'HR-06': 3 }) }));
    expect(c.deadline('SERVICE').workdays).toBe(5);
    expect(c.deadline('PLAN')).toMatchObject({ workdays: 3, due: '2019-03-18' });
    expect(served().deadline('PLAN').workdays).toBe(10);
  });
});
