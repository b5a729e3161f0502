import { dutiesOf, JURISDICTION, lampOf, calendarFor, calendarOf, SHIPPED_CALENDAR } from '../../src/index';
import { countAroundPause } from '../../src/file';
import type { CalendarYear } from '../../src/index';
import { contextWith, instant, PureCase, settingsWith } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const complete = { materials: [], complete: true };

/** The year as it ships, with these days closed besides: decreed late, as in February 2020. */
function closed(...days: string[]): CalendarYear {
  const year = Number(days[0]!.slice(0, 4));
  const shipped = SHIPPED_CALENDAR.years.find((entry) => entry.region === 'national' && entry.year === year)!;
  return { ...shipped, off: [...shipped.off, ...days], closed: days, version: 2, notice: '暴雪停止办公' };
}

function year2027(off: string[], makeup: string[] = []): CalendarYear {
  return { region: 'national', year: 2027, off, makeup, version: 1, notice: '2027年放假安排' };
}

/** Received on 18 December 2026: counted to 4 January 2027, whose notice is not out. */
const received = (when = '2026-12-18 10:00') =>
  PureCase.open(when, people.applicant, 'application.submit', scene.application({ filingDate: '2024-02-29' })).does(
    when,
    people.reviewer,
    'application.register',
  );
const decision = { outcome: 'APPROVE', reasons: '理由' } as const;
const decided = (c: PureCase, when: string) =>
  c
    .does(when, people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '意见' })
    .does(when, people.director, 'review.decide', decision);

describe('no lateness on a guess', () => {
  test('the day passes while nothing is published: told once that the calendar is missing, still OPEN', () => {
    const c = received();
    expect(c.deadline('REVIEW')).toMatchObject({ due: '2027-01-04', provisional: true });
    c.idleUntil('2027-01-05 09:00');
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'OPEN', lateWorkdays: null });
    c.idleUntil('2027-03-01 09:00');
    expect(c.deadline('REVIEW').status).toBe('OPEN');
    expect(c.rungs('REVIEW')).toEqual(['T-3 2026-12-29', 'T-1 2026-12-31', 'T 2027-01-04', 'PROVISIONAL 2027-01-05']);
    expect(c.of('deadline.overdue')).toEqual([]);
    expect(c.of('deadline.escalated')).toEqual([]);
  });

  test('nothing in the lamps or the duties is late either', () => {
    const c = received().idleUntil('2027-01-20 09:00');
    const duty = dutiesOf(c.state).find(({ command }) => command === 'review.propose')!;
    expect(duty).toMatchObject({ late: false, provisional: true });
    expect(lampOf(duty, calendarOf(c.state), instant('2027-01-20 09:00'))).toMatchObject({ lamp: 'AMBER' });
  });

  test('done after it: MET, without a reason for lateness, until the notice is known', () => {
    const c = decided(received(), '2027-01-06 10:00');
    expect(c.deadline('REVIEW')).toMatchObject({
      status: 'MET',
      doneOn: '2027-01-06',
      lateWorkdays: 0,
      ordinal: 12,
      provisional: true,
    });
  });

  test.each([
    ['a notice that moves it on', year2027(['2027-01-01', '2027-01-04', '2027-01-05']), '2027-01-06', 'MET', 0, 10],
    ['a notice that leaves it', year2027(['2027-01-01']), '2027-01-04', 'LATE', 2, 12],
    ['a notice that brings it forward', year2027(['2027-01-01'], ['2026-12-26']), '2026-12-31', 'LATE', 3, 13],
  ])('published then, %s: what was done stands by the true day', (_, year, due, status, lateWorkdays, ordinal) => {
    const c = decided(received(), '2027-01-06 10:00').publish('2027-01-08 09:00', year);
    expect(c.deadline('REVIEW')).toMatchObject({ due, status, lateWorkdays, ordinal, provisional: false });
    const late = status === 'LATE' ? 1 : 0;
    expect(c.of('deadline.overdue')).toHaveLength(late);
    expect(c.of('deadline.escalated')).toHaveLength(late);
  });

  test.each([
    ['a notice that leaves it', year2027(['2027-01-01']), '2027-01-04', 'MET', 0, 10],
    ['a notice that brings it forward', year2027(['2027-01-01'], ['2026-12-26']), '2026-12-31', 'LATE', 1, 11],
  ])(
    'done by the uncertain day, then published, %s: it stands by the true day',
    (_, year, due, status, late, ordinal) => {
      const c = decided(received(), '2027-01-04 10:00').publish('2027-01-08 09:00', year);
      expect(c.deadline('REVIEW')).toMatchObject({ due, status, lateWorkdays: late, ordinal, provisional: false });
    },
  );

  test('published: what has passed is late at that instant, dated and counted from the true day', () => {
    const c = received().publish(
      '2027-01-08 09:00',
      year2027(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04']),
    );
    expect(c.deadline('REVIEW')).toMatchObject({ due: '2027-01-05', status: 'LATE', provisional: false });
    expect(c.of('deadline.overdue')).toMatchObject([
      { at: '2027-01-08T09:00:00.000+08:00', payload: { on: '2027-01-06', due: '2027-01-05' } },
    ]);
    expect(c.of('deadline.escalated')).toMatchObject([{ payload: { on: '2027-01-06' } }]);
    c.does('2027-01-08 10:00', people.reviewer, 'review.propose', { outcome: 'APPROVE', reasons: '意见' });
    expect(c.refusal('2027-01-08 10:00', people.director, 'review.decide', decision)).toBe('OVERDUE_REASON_REQUIRED');
    c.does('2027-01-08 10:00', people.director, 'review.decide', { ...decision, overdueReason: '日历未公布' });
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'LATE', lateWorkdays: 3, ordinal: 13 });
  });

  test('published without a change of day after it passed: late all the same', () => {
    const c = received().publish('2027-01-06 09:00', year2027(['2027-01-01']));
    expect(c.deadline('REVIEW')).toMatchObject({ due: '2027-01-04', status: 'LATE', revisions: [] });
    expect(c.rungs('REVIEW').slice(-2)).toEqual(['PROVISIONAL 2027-01-05', 'OVERDUE 2027-01-05']);
  });

  test('moved into the future by the notice: the rungs of the new day', () => {
    const off = ['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'];
    const c = received().publish('2027-01-06 09:00', year2027(off)).idleUntil('2027-02-01 00:00');
    expect(c.rungs('REVIEW').slice(-3)).toEqual(['PROVISIONAL 2027-01-05', 'T 2027-01-11', 'OVERDUE 2027-01-12']);
  });

  test('a supplement: no lapse on the provisional day, but when the notice shows that it has passed', () => {
    const c = PureCase.open(
      '2026-12-25 10:00',
      people.applicant,
      'application.submit',
      scene.application({ filingDate: '2024-02-29' }),
    ).does('2026-12-28 10:00', people.reviewer, 'correction.request', { missing: ['清单'] });
    expect(c.deadline('SUPPLEMENT')).toMatchObject({ due: '2027-01-05', provisional: true });
    c.idleUntil('2027-01-07 09:00');
    expect(c.state.status).toBe('CORRECTION_REQUESTED');
    c.publish('2027-01-08 09:00', year2027(['2027-01-01'], ['2027-01-02']));
    expect(c.state.status).toBe('LAPSED');
    expect(c.of('application.lapsed')[0]).toMatchObject({
      at: '2027-01-08T09:00:00.000+08:00',
      payload: { lapsedOn: '2027-01-04' },
    });
    expect(c.deadline('SELF_EXECUTION_PLAN').startedOn).toBe('2027-01-04');
  });

  test('late by the notice is late as if the notice had been known in time', () => {
    const year = year2027(['2027-01-01', '2027-01-04'], ['2027-01-09']);
    const inTime = received().publish('2026-12-18 11:00', year).idleUntil('2027-01-20 09:00');
    const late = received().idleUntil('2027-01-19 09:00').publish('2027-01-20 09:00', year);
    const standing = (c: PureCase) => {
      const { due, countedDays, status, provisional, calendar } = c.deadline('REVIEW');
      return { due, countedDays, status, provisional, calendar, overdue: c.rungs('REVIEW').at(-1) };
    };
    expect(standing(late)).toEqual(standing(inTime));
  });
});

describe('a day taken back', () => {
  test('late by a closure decreed the day after: open again by an event that says why, what was sent stays', () => {
    const c = scene.underReview().idleUntil('2019-03-19 09:00');
    expect(c.deadline('REVIEW').status).toBe('LATE');
    c.publish('2019-03-19 10:00', closed('2019-03-18', '2019-03-19'));
    expect(c.deadline('REVIEW')).toMatchObject({
      status: 'OPEN',
      due: '2019-03-20',
      revisions: [{ from: '2019-03-18', to: '2019-03-20', reason: '暴雪停止办公' }],
    });
    expect(c.of('deadline.reassessed').map(({ payload }) => payload)).toEqual([
      { id: 'REVIEW-2', kind: 'REVIEW', status: 'OPEN', ordinal: null, lateWorkdays: null, reason: '暴雪停止办公' },
    ]);
    expect(c.facts.deadlines[1]?.escalated).not.toBeNull();
    c.idleUntil('2019-03-25 00:00');
    expect(c.rungs('REVIEW').slice(-3)).toEqual(['OVERDUE 2019-03-19', 'T 2019-03-20', 'OVERDUE 2019-03-21']);
    expect(c.of('deadline.escalated')).toHaveLength(2);
  });

  test('the due day of 2020: the extension of Spring Festival was decreed when offices were closed', () => {
    const shipped = SHIPPED_CALENDAR.years.find(({ region, year }) => region === 'national' && year === 2020)!;
    const announced = {
      ...shipped,
      off: shipped.off.filter((day) => !['2020-01-31', '2020-02-01', '2020-02-02'].includes(day)),
      makeup: [...shipped.makeup, '2020-02-01'],
      version: 1,
      notice: '2019年11月的通知',
    };
    const c = PureCase.open(
      '2020-01-15 10:00',
      people.applicant,
      'application.submit',
      scene.application({ filingDate: '2017-01-03' }),
      contextWith({ calendar: [announced] }),
    ).does('2020-01-15 11:00', people.reviewer, 'application.register');
    expect(c.deadline('REVIEW').due).toBe('2020-02-03');
    c.idleUntil('2020-02-04 08:00');
    expect(c.deadline('REVIEW').status).toBe('LATE');
    c.publish('2020-02-04 09:00', { ...shipped, version: 2, notice: '延长春节假期的通知' });
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'OPEN', due: '2020-02-05' });
  });

  test('done late, in time after all: MET, nothing late about it', () => {
    const c = scene.proposed();
    c.does('2019-03-20 10:00', people.director, 'review.decide', { ...decision, overdueReason: '停电' });
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'LATE', lateWorkdays: 2, ordinal: 12 });
    c.publish('2019-03-21 10:00', closed('2019-03-18', '2019-03-19'));
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'MET', due: '2019-03-20', lateWorkdays: 0, ordinal: 10 });
    expect(c.deadline('SERVICE')).toMatchObject({ status: 'OPEN', due: '2019-03-22' });
  });

  test('done late, less late: the true number of days', () => {
    const c = scene.proposed();
    c.does('2019-03-22 10:00', people.director, 'review.decide', { ...decision, overdueReason: '停电' });
    c.publish('2019-03-25 10:00', closed('2019-03-18', '2019-03-19'));
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'LATE', due: '2019-03-20', lateWorkdays: 2, ordinal: 12 });
  });

  test('late still, from another day: said of that day too, and those above know already', () => {
    const c = scene.underReview().idleUntil('2019-03-25 09:00').publish('2019-03-25 10:00', closed('2019-03-18'));
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'LATE', due: '2019-03-19' });
    expect(c.rungs('REVIEW').slice(-2)).toEqual(['OVERDUE 2019-03-19', 'OVERDUE 2019-03-20']);
    expect(c.of('deadline.escalated')).toHaveLength(1);
    expect(c.of('deadline.reassessed')).toEqual([]);
  });

  test('taken back, and then the closure itself is taken back: late again, and not said a second time', () => {
    const c = scene.underReview().idleUntil('2019-03-19 09:00');
    c.publish('2019-03-19 10:00', closed('2019-03-18', '2019-03-19'));
    c.publish('2019-03-19 11:00', { ...closed('2019-06-03'), version: 3, notice: '更正' });
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'LATE', due: '2019-03-18', doneOn: null });
    expect(c.rungs('REVIEW').filter((rung) => rung.startsWith('OVERDUE'))).toEqual(['OVERDUE 2019-03-19']);
  });

  test('what was done in time stays done in time', () => {
    const c = scene.underReview().publish('2019-03-11 10:00', closed('2019-03-05', '2019-03-06'));
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ status: 'MET', revisions: [] });
  });

  test('a case that is closed stays as it was closed', () => {
    const c = scene.closed().publish('2019-06-03 10:00', closed('2019-03-18'));
    expect(c.of('deadline.revised')).toEqual([]);
  });

  test('what nobody owes any more is cancelled, not left open', () => {
    const c = scene
      .submitted()
      .idleUntil('2019-03-07 09:00')
      .does('2019-03-07 10:00', people.applicant, 'application.withdraw', { reason: '和解' });
    expect(c.deadline('CORRECTION_NOTICE').status).toBe('LATE');
    c.publish('2019-03-07 11:00', closed('2019-03-06', '2019-03-07'));
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ status: 'CANCELLED', due: '2019-03-08' });
  });
});

describe('rungs belong to a due day', () => {
  test('moved from the 18th to the 25th on the 18th: T-3, T-1 and T of the new day', () => {
    const days = ['2019-03-18', '2019-03-19', '2019-03-20', '2019-03-21', '2019-03-22'];
    const c = scene
      .underReview()
      .idleUntil('2019-03-18 08:30')
      .publish('2019-03-18 08:30', closed(...days));
    expect(c.deadline('REVIEW').due).toBe('2019-03-25');
    expect(c.idleUntil('2019-04-01 00:00').rungs('REVIEW')).toEqual([
      'T-3 2019-03-13',
      'T-1 2019-03-15',
      'T 2019-03-18',
      'T 2019-03-25',
      'OVERDUE 2019-03-26',
    ]);
  });

  test('moved on the day of a rung of the new day: that one is skipped', () => {
    const c = scene.underReview().idleUntil('2019-03-15 08:30').publish('2019-03-15 08:30', closed('2019-03-18'));
    expect(c.deadline('REVIEW').due).toBe('2019-03-19');
    expect(c.idleUntil('2019-03-19 12:00').rungs('REVIEW')).toEqual([
      'T-3 2019-03-13',
      'T-1 2019-03-15',
      'T 2019-03-19',
    ]);
  });

  test('published again without a move: nothing is sent a second time', () => {
    const c = scene.underReview().idleUntil('2019-03-18 08:30');
    c.publish('2019-03-18 08:30', { ...closed('2019-06-03'), version: 2 });
    expect(c.idleUntil('2019-03-20 00:00').rungs('REVIEW')).toHaveLength(4);
  });
});

describe('application.reinstate', () => {
  /** Lapsed at the end of 12 March; the closure of the 11th to 13th is decreed on the 13th. */
  const lapsed = (mode: 'restart' | 'pause' | 'none' = 'restart') =>
    scene
      .correctionRequested(contextWith({ settings: settingsWith({ correctionMode: mode }) }))
      .idleUntil('2019-03-13 09:00');
  const closure = closed('2019-03-11', '2019-03-12', '2019-03-13');
  const reinstate = { reason: '暴雪停止办公，补正期限尚未届满' };

  test('a lapse taken back: the supplement runs again, and the deciding court takes the file up', () => {
    const c = lapsed();
    expect(c.state.status).toBe('LAPSED');
    expect(c.refusal('2019-03-13 09:30', people.reviewer, 'application.reinstate', reinstate)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.publish('2019-03-13 10:00', closure);
    expect(c.state.status).toBe('LAPSED');
    expect(c.deadline('SUPPLEMENT')).toMatchObject({ status: 'OPEN', due: '2019-03-15' });
    expect(dutiesOf(c.state).map(({ command, court }) => `${command} ${court}`)).toContain(
      'application.reinstate 吉01',
    );
    expect(c.refusal('2019-03-13 10:30', people.applicant, 'application.reinstate', reinstate)).toBe('FORBIDDEN');
    c.does('2019-03-13 11:00', people.reviewer, 'application.reinstate', reinstate);
    expect(c.state.status).toBe('CORRECTION_REQUESTED');
    expect(c.deadline('SELF_EXECUTION_PLAN').status).toBe('CANCELLED');
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'OPEN', suspended: true });
    expect(c.refusal('2019-03-13 12:00', people.reviewer, 'application.reinstate', reinstate)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-15 10:00', people.applicant, 'application.supplement', complete);
    expect(c.deadline('SUPPLEMENT')).toMatchObject({ status: 'MET', lateWorkdays: 0 });
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'OPEN', startedOn: '2019-03-15', due: '2019-03-29' });
  });

  test('the review clock as if it had not lapsed: paused, or run on', () => {
    const supplemented = (mode: 'pause' | 'none') =>
      lapsed(mode)
        .publish('2019-03-13 10:00', closure)
        .does('2019-03-13 11:00', people.reviewer, 'application.reinstate', reinstate)
        .does('2019-03-15 10:00', people.applicant, 'application.supplement', complete);
    const never = (mode: 'pause' | 'none') =>
      scene
        .correctionRequested(contextWith({ settings: settingsWith({ correctionMode: mode }) }))
        .publish('2019-03-08 10:00', closure)
        .does('2019-03-15 10:00', people.applicant, 'application.supplement', complete);
    for (const mode of ['pause', 'none'] as const) {
      const { due, countedDays, status, suspended } = supplemented(mode).deadline('REVIEW');
      expect({ due, countedDays, status, suspended }).toEqual(
        (({ due: d, countedDays: days, status: s, suspended: p }) => ({
          due: d,
          countedDays: days,
          status: s,
          suspended: p,
        }))(never(mode).deadline('REVIEW')),
      );
    }
  });

  test('the supplement that then stays away lapses again', () => {
    const c = lapsed()
      .publish('2019-03-13 10:00', closure)
      .does('2019-03-13 11:00', people.reviewer, 'application.reinstate', reinstate)
      .idleUntil('2019-03-16 09:00');
    expect(c.state.status).toBe('LAPSED');
    expect(c.state.deadlines.filter(({ kind }) => kind === 'SELF_EXECUTION_PLAN').map(({ status }) => status)).toEqual([
      'CANCELLED',
      'OPEN',
    ]);
    expect(c.refusal('2019-03-16 10:00', people.reviewer, 'application.reinstate', reinstate)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });

  test('also where the court has begun to enforce by itself; its plan stays on record', () => {
    const c = lapsed()
      .does('2019-03-13 09:30', people.applicant, 'selfExecution.submitPlan', { text: '方案' })
      .publish('2019-03-13 10:00', closure)
      .does('2019-03-13 11:00', people.reviewer, 'application.reinstate', reinstate);
    expect(c.state.status).toBe('CORRECTION_REQUESTED');
    expect(c.deadline('SELF_EXECUTION_PLAN').status).toBe('MET');
  });

  test('reinstated, and then the closure is taken back: lapsed again', () => {
    const c = lapsed()
      .publish('2019-03-13 10:00', closure)
      .does('2019-03-13 11:00', people.reviewer, 'application.reinstate', reinstate)
      .publish('2019-03-13 12:00', { ...closed('2019-06-03'), version: 3, notice: '更正' });
    expect(c.state.status).toBe('LAPSED');
    expect(c.deadline('SUPPLEMENT')).toMatchObject({ status: 'LATE', due: '2019-03-12' });
  });

  const selfExecution = (c: PureCase) => {
    const { startedOn, countedDays, due, status } = c.deadline('SELF_EXECUTION_PLAN');
    return { startedOn, countedDays, due, status };
  };

  test('moved and late still: the plan of self-execution starts from the new day, as if the closure had been known', () => {
    const known = scene.correctionRequested().publish('2019-03-08 10:00', closure).idleUntil('2019-03-20 10:00');
    const c = lapsed().publish('2019-03-20 10:00', closure);
    expect(selfExecution(c)).toEqual(selfExecution(known));
    expect(selfExecution(c)).toMatchObject({ startedOn: '2019-03-15', due: '2019-03-29' });
    expect(c.deadline('SELF_EXECUTION_PLAN').revisions).toEqual([
      { from: '2019-03-26', to: '2019-03-29', reason: '暴雪停止办公' },
    ]);
    // And back again by a correction of the closure.
    c.publish('2019-03-20 11:00', { ...closed('2019-06-03'), version: 3, notice: '更正' });
    expect(selfExecution(c)).toMatchObject({ startedOn: '2019-03-12', due: '2019-03-26' });
  });

  test('a plan of self-execution that came late from the old day is in time from the new one', () => {
    const c = lapsed()
      .idleUntil('2019-03-27 09:00')
      .does('2019-03-27 10:00', people.applicant, 'selfExecution.submitPlan', { text: '方案' });
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({ status: 'LATE', lateWorkdays: 1 });
    c.publish('2019-03-27 11:00', closure);
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({
      status: 'MET',
      startedOn: '2019-03-15',
      lateWorkdays: 0,
    });
  });

  test('a plan owed for another reason stays where it started', () => {
    const c = scene
      .correctionRequested()
      .does('2019-03-12 10:00', people.applicant, 'application.withdraw', { reason: '和解' })
      .publish('2019-03-13 10:00', closure);
    expect(c.deadline('SELF_EXECUTION_PLAN').startedOn).toBe('2019-03-12');
  });

  test('what is said too late is as late as before', () => {
    const c = lapsed().publish('2019-03-20 10:00', closure);
    expect(c.deadline('SUPPLEMENT')).toMatchObject({ status: 'LATE', due: '2019-03-15' });
    expect(c.refusal('2019-03-20 11:00', people.reviewer, 'application.reinstate', reinstate)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });
});

describe('a clock that stood still over days that are not certain', () => {
  const state = { calendar: calendarFor([], '2026-08-27'), wholeCalendar: true as const };
  const pause = { from: '2026-09-03', to: '2026-09-10' };
  const start = { court: '吉24', startedOn: '2026-08-27' };

  test('is as certain as both parts of it', () => {
    const count = countAroundPause(state, start, 10, pause, JURISDICTION);
    expect(count.days).toEqual([
      ...['2026-08-28', '2026-08-31', '2026-09-01', '2026-09-02', '2026-09-03'],
      ...['2026-09-11', '2026-09-14', '2026-09-15', '2026-09-16', '2026-09-17'],
    ]);
    expect(count.provisional).toBe(true);
    expect(countAroundPause(state, { ...start, court: '吉01' }, 10, pause, JURISDICTION).provisional).toBe(false);
  });

  test('names the notices of both', () => {
    const over = { from: '2025-12-26', to: '2026-01-09' };
    const told = { calendar: calendarFor([], '2025-12-22'), wholeCalendar: true as const };
    const { calendar } = countAroundPause(told, { court: '吉01', startedOn: '2025-12-22' }, 10, over, JURISDICTION);
    expect(calendar.split(' ')).toEqual(['national-2025@1', 'national-2026@1']);
  });

  test('a case of before it was told its whole calendar goes on as it was counted', () => {
    expect(countAroundPause({ calendar: [] }, start, 10, pause, JURISDICTION).provisional).toBe(false);
  });
});
