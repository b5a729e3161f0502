import { previewRevision, SHIPPED_CALENDAR } from '../../src/index';
import type { CalendarYear, CorrectionMode } from '../../src/index';
import { contextWith, instant, person, PureCase, settingsWith } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;

/** The shipped year with some days changed by a later notice. */
function revised(year: number, change: { off?: string[]; makeup?: string[] }, region = 'national'): CalendarYear {
  const shipped = SHIPPED_CALENDAR.years.find((entry) => entry.region === region && entry.year === year);
  return {
    region,
    year,
    off: [...(shipped?.off ?? []), ...(change.off ?? [])],
    makeup: [...(shipped?.makeup ?? []), ...(change.makeup ?? [])],
    version: (shipped?.version ?? 0) + 1,
    notice: `${region}${year}年调整通知`,
  };
}

describe('a published calendar recomputes what is open (domain 3.3)', () => {
  const dayOff = revised(2019, { off: ['2019-03-15'] });

  test('the open review moves, with old, new and the notice; what is done does not', () => {
    const c = scene.underReview().publish('2019-03-11 10:00', dayOff);
    expect(c.deadline('REVIEW')).toMatchObject({
      due: '2019-03-19',
      expiresAt: '2019-03-20T00:00:00.000+08:00',
      calendar: 'national-2019@2',
      revisions: [{ from: '2019-03-18', to: '2019-03-19', reason: 'national2019年调整通知' }],
    });
    expect(c.deadline('REVIEW').countedDays).not.toContain('2019-03-15');
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ status: 'MET', revisions: [] });
    expect(c.of('deadline.revised')).toHaveLength(1);
  });

  test('two notices: the reasons of both are kept', () => {
    const c = scene
      .underReview()
      .publish('2019-03-11 10:00', dayOff)
      .publish('2019-03-12 10:00', revised(2019, { off: ['2019-03-15', '2019-03-18'] }));
    expect(c.deadline('REVIEW').revisions.map(({ from, to }) => [from, to])).toEqual([
      ['2019-03-18', '2019-03-19'],
      ['2019-03-19', '2019-03-20'],
    ]);
  });

  test('periods opened afterwards count by it too', () => {
    const c = scene.proposed().publish('2019-03-11 10:00', revised(2019, { off: ['2019-03-13'] }));
    c.does('2019-03-12 09:00', people.director, 'review.decide', { outcome: 'APPROVE', reasons: '理由' });
    expect(c.deadline('SERVICE')).toMatchObject({ due: '2019-03-15', revisions: [] });
  });

  test('one that a make-up day brings forward into the past is late at once, and fires no second time', () => {
    const c = scene.underReview().publish('2019-03-18 10:00', revised(2019, { makeup: ['2019-03-09', '2019-03-10'] }));
    expect(c.deadline('REVIEW')).toMatchObject({ due: '2019-03-14', status: 'LATE' });
    expect(c.rungs('REVIEW')).toEqual(['T-3 2019-03-13', 'T-1 2019-03-15', 'OVERDUE 2019-03-15', 'T 2019-03-18']);
    expect(c.idleUntil('2019-04-01 00:00').rungs('REVIEW')).toHaveLength(4);
  });

  test('reminders already given are not repeated when the day moves', () => {
    const c = scene
      .underReview()
      .idleUntil('2019-03-13 09:00')
      .publish('2019-03-13 10:00', revised(2019, { off: ['2019-03-18'] }));
    expect(c.idleUntil('2019-04-01 00:00').rungs('REVIEW')).toEqual([
      'T-3 2019-03-13',
      'T-1 2019-03-15',
      'T 2019-03-19',
      'OVERDUE 2019-03-20',
    ]);
  });

  test('another region’s calendar moves nothing', () => {
    const c = scene.underReview();
    const before = c.deadline('REVIEW');
    c.publish('2019-03-11 10:00', revised(2019, { off: ['2019-03-15'] }, 'yanbian'));
    expect(c.deadline('REVIEW')).toEqual(before);
    const yanbian = PureCase.open(
      '2019-03-04 10:00',
      person('吉2401', 'handler'),
      'application.submit',
      scene.application({ to: '吉24', caseNumber: '（2016）吉2401执1号' }),
    ).publish('2019-03-11 10:00', revised(2019, { off: ['2019-03-15'] }, 'yanbian'));
    expect(yanbian.deadline('REVIEW').due).toBe('2019-03-19');
  });

  test('an objection whose last day becomes a rest day ends with the next working day', () => {
    const c = scene
      .inExecution()
      .does('2019-03-20 17:00', people.officer, 'execution.correct', { to: '吉0105', text: '纠正' })
      .publish('2019-03-21 10:00', revised(2019, { off: ['2019-03-25'] }));
    expect(c.deadline('OBJECTION')).toMatchObject({
      due: '2019-03-26',
      countedDays: [],
      revisions: [{ from: '2019-03-25', to: '2019-03-26' }],
    });
  });

  test('half an hour is half an hour by every calendar', () => {
    const c = scene
      .inExecution()
      .does('2019-03-20 23:50', people.officer, 'execution.instruct', { to: '吉0105', text: '撤离', urgent: true })
      .publish('2019-03-20 23:55', revised(2019, { off: ['2019-03-21'] }));
    expect(c.deadline('ACKNOWLEDGEMENT')).toMatchObject({ expiresAt: '2019-03-21T00:20:00.000+08:00', revisions: [] });
  });

  test('a calendar no notice could contain is refused', () => {
    const c = scene.underReview();
    const bad = { ...dayOff, off: ['2019-02-30'] };
    expect(() => c.publish('2019-03-11 10:00', bad)).toThrow('日历中的日期');
  });
});

describe('a preview is what publication then does', () => {
  test.each([
    ['a day off', scene.underReview(), revised(2019, { off: ['2019-03-15'] })],
    ['a make-up day', scene.underReview(), revised(2019, { makeup: ['2019-03-16'] })],
    ['several deadlines', scene.correctionRequested(), revised(2019, { off: ['2019-03-06', '2019-03-07'] })],
    ['days before it', scene.underReview(), revised(2019, { off: ['2019-03-01'] })],
    ['another region', scene.underReview(), revised(2019, { off: ['2019-03-15'] }, 'yanbian')],
  ])('%s', (_, c, year) => {
    const before = c.state;
    const preview = previewRevision(before, [year], instant('2019-03-06 10:00'));
    expect(c.state).toBe(before);
    c.publish('2019-03-06 10:00', year);
    expect(preview.map(({ kind, from, to }) => ({ kind, from, to }))).toEqual(
      c.of('deadline.revised').map(({ payload: { kind, from, to } }) => ({ kind, from, to })),
    );
    for (const { kind, provisionalAfter } of preview) expect(c.deadline(kind).provisional).toBe(provisionalAfter);
  });

  const closure = revised(2019, { off: ['2019-03-18', '2019-03-19'] });
  const doneLate = () =>
    scene.proposed().does('2019-03-20 10:00', people.director, 'review.decide', {
      outcome: 'APPROVE',
      reasons: '理由',
      overdueReason: '停电',
    });
  test.each([
    ['late, and taken back', scene.underReview(), closure, '2019-03-19 10:00', 'REVIEW LATE → OPEN'],
    ['done late, in time after all', doneLate(), closure, '2019-03-21 10:00', 'REVIEW LATE → MET'],
    ['late, from another day', scene.underReview(), closure, '2019-03-25 10:00', 'REVIEW LATE → LATE'],
    [
      'a lapse taken back',
      scene.correctionRequested(),
      revised(2019, { off: ['2019-03-11', '2019-03-12', '2019-03-13'] }),
      '2019-03-13 10:00',
      'SUPPLEMENT LATE → OPEN',
    ],
    [
      'brought forward into the past',
      scene.underReview(),
      revised(2019, { makeup: ['2019-03-09', '2019-03-16'] }),
      '2019-03-17 10:00',
      'REVIEW OPEN → LATE',
    ],
  ])('%s: status before and after, with what the clock has still to say by then', (_, c, year, at, move) => {
    const preview = previewRevision(c.state, [year], instant(at));
    expect(preview.map(({ kind, statusBefore, statusAfter }) => `${kind} ${statusBefore} → ${statusAfter}`)).toContain(
      move,
    );
    c.idleUntil(at);
    const before = c.state.deadlines;
    c.publish(at, year);
    expect(preview).toEqual(
      before.flatMap(({ kind, due, status }, index) => {
        const after = c.state.deadlines[index]!;
        if (after.due === due && after.status === status) return [];
        return [
          expect.objectContaining({ kind, from: due, to: after.due, statusBefore: status, statusAfter: after.status }),
        ];
      }),
    );
  });
});

describe('a revision meets a correction (HR-02)', () => {
  const inMode = (correctionMode: CorrectionMode) => contextWith({ settings: settingsWith({ correctionMode }) });
  const complete = { materials: [], complete: true };

  test('while the file is out for correction the review clock stays silent', () => {
    const c = scene.correctionRequested().publish('2019-03-06 10:00', revised(2019, { off: ['2019-03-15'] }));
    expect(c.deadline('REVIEW')).toMatchObject({ due: '2019-03-19', suspended: true });
    expect(c.deadline('SUPPLEMENT')).toMatchObject({ due: '2019-03-12', revisions: [] });
    c.does('2019-03-12 23:00', people.applicant, 'application.supplement', complete);
    expect(c.deadline('REVIEW')).toMatchObject({ startedOn: '2019-03-12', due: '2019-03-27' });
  });

  test('a clock that stood still during a correction keeps its pause', () => {
    const c = scene
      .correctionRequested(inMode('pause'))
      .does('2019-03-08 09:00', people.applicant, 'application.supplement', complete);
    expect(c.deadline('REVIEW').due).toBe('2019-03-21');
    c.publish('2019-03-11 10:00', revised(2019, { off: ['2019-03-15'] }));
    expect(c.deadline('REVIEW')).toMatchObject({ due: '2019-03-22', workdays: 10 });
    expect(c.deadline('REVIEW').countedDays).toHaveLength(10);
    expect(c.deadline('REVIEW').revisions.map(({ from, to }) => [from, to])).toEqual([
      ['2019-03-18', '2019-03-21'],
      ['2019-03-21', '2019-03-22'],
    ]);
  });

  test('a supplement brought forward into the past lapses at once', () => {
    const c = scene
      .correctionRequested()
      .publish('2019-03-11 10:00', revised(2019, { makeup: ['2019-03-09', '2019-03-10'] }));
    expect(c.state.status).toBe('LAPSED');
    expect(c.deadline('SELF_EXECUTION_PLAN').startedOn).toBe('2019-03-10');
  });
});

describe('years without a published calendar (暂定)', () => {
  const open = () =>
    PureCase.open(
      '2026-12-28 10:00',
      people.applicant,
      'application.submit',
      scene.application({ filingDate: '2024-02-29' }),
    );
  const year2027 = (off: string[], makeup: string[] = []): CalendarYear => ({
    region: 'national',
    year: 2027,
    off,
    makeup,
    version: 1,
    notice: '2027年放假安排',
  });

  test('counted Monday to Friday without the days off by law, marked, and warned about by that day', () => {
    const c = open();
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ due: '2026-12-30', provisional: false });
    expect(c.deadline('REVIEW')).toMatchObject({
      due: '2027-01-12',
      provisional: true,
      calendar: 'national-2026@1 national-2027@0',
    });
    expect(c.idleUntil('2027-01-08 00:00').rungs('REVIEW')).toEqual(['T-3 2027-01-07']);
  });

  test('every reminder comes by the provisional day, while nobody publishes anything', () => {
    expect(open().idleUntil('2027-03-01 00:00').rungs('REVIEW')).toEqual([
      'T-3 2027-01-07',
      'T-1 2027-01-11',
      'T 2027-01-12',
      'PROVISIONAL 2027-01-13',
    ]);
  });

  test('make-up days are not guessed: one published later brings the day forward, with its reason', () => {
    const c = open().publish('2026-12-29 10:00', year2027(['2027-01-01'], ['2027-01-02', '2027-01-09']));
    expect(c.deadline('REVIEW')).toMatchObject({
      due: '2027-01-09',
      provisional: false,
      revisions: [{ from: '2027-01-12', to: '2027-01-09', reason: '2027年放假安排' }],
    });
    expect(c.idleUntil('2027-01-10 00:00').rungs('REVIEW').at(-1)).toBe('OVERDUE 2027-01-10');
  });

  test('published: final, moved with its reason', () => {
    const c = open().publish('2026-12-29 10:00', year2027(['2027-01-01', '2027-01-04']));
    expect(c.deadline('REVIEW')).toMatchObject({
      due: '2027-01-13',
      provisional: false,
      calendar: 'national-2026@1 national-2027@1',
      revisions: [{ from: '2027-01-12', to: '2027-01-13', reason: '2027年放假安排' }],
    });
  });

  test('published without a change of day: final, and no revision to show', () => {
    const c = open().publish('2026-12-29 10:00', year2027(['2027-01-01']));
    expect(c.deadline('REVIEW')).toMatchObject({ due: '2027-01-12', provisional: false, revisions: [] });
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ provisional: false, revisions: [] });
  });

  test('a leap day two years on: net age from 2026-02-28', () => {
    expect(open().facts.netAge).toMatchObject({ rawDate: '2026-02-28', metFrom: '2026-03-01' });
  });
});
