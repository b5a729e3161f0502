import type { CorrectionMode } from '../../src/index';
import type { PureCase } from '../support/pure-case';
import { contextWith, settingsWith } from '../support/pure-case';
import { correctionRequested, people, submitted } from '../support/scenes';

const inMode = (correctionMode: CorrectionMode) => contextWith({ settings: settingsWith({ correctionMode }) });
const materials = [{ kind: '财产清单', title: '清单' }];
const reviews = (c: PureCase) =>
  c.state.deadlines
    .filter(({ kind }) => kind === 'REVIEW')
    .map(({ startedOn, due, status, workdays }) => ({ startedOn, due, status, workdays }));

/** The review clock runs from 03-04 to 03-18; the notice goes out on 03-05, the file is complete on 03-08. */
const completed = (mode: CorrectionMode) =>
  correctionRequested(inMode(mode)).does('2019-03-08 09:00', people.applicant, 'application.supplement', {
    materials,
    complete: true,
  });

describe('correction of a file (HR-02)', () => {
  test('the notice: a period of its own for the executing court, and the document number', () => {
    const c = correctionRequested();
    expect(c.state).toMatchObject({ status: 'CORRECTION_REQUESTED', documentNumber: '（2019）吉01协同执字第1号' });
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ status: 'MET', doneOn: '2019-03-05', ordinal: 1 });
    expect(c.deadline('SUPPLEMENT')).toMatchObject({
      authority: 'HR-02',
      court: '吉0104',
      startedOn: '2019-03-05',
      workdays: 5,
      due: '2019-03-12',
    });
    expect(c.facts.notices).toEqual([
      { kind: 'CORRECTION', from: '吉01', to: '吉0104', sentOn: '2019-03-05', receivedOn: null },
    ]);
  });

  test('restart: a new clock from the day of completion, the old one cancelled', () => {
    const c = completed('restart');
    expect(c.state).toMatchObject({ status: 'UNDER_REVIEW', registeredOn: '2019-03-08' });
    expect(reviews(c)).toEqual([
      { startedOn: '2019-03-04', due: '2019-03-18', status: 'CANCELLED', workdays: 10 },
      { startedOn: '2019-03-08', due: '2019-03-22', status: 'OPEN', workdays: 10 },
    ]);
    expect(c.deadline('REVIEW').authority).toBe('Art. 7');
    expect(c.deadline('SUPPLEMENT')).toMatchObject({ status: 'MET', doneOn: '2019-03-08', ordinal: 3 });
  });

  test('pause: days up to and including the notice’s are used, the rest follow completion', () => {
    const c = completed('pause');
    expect(reviews(c)).toEqual([{ startedOn: '2019-03-04', due: '2019-03-21', status: 'OPEN', workdays: 10 }]);
    expect(c.deadline('REVIEW')).toMatchObject({
      countedDays: [
        '2019-03-05',
        '2019-03-11',
        '2019-03-12',
        '2019-03-13',
        '2019-03-14',
        '2019-03-15',
        '2019-03-18',
        '2019-03-19',
        '2019-03-20',
        '2019-03-21',
      ],
      revisions: [{ from: '2019-03-18', to: '2019-03-21', reason: '补正期间不计入审查期限（HR-02）' }],
    });
    c.does('2019-03-19 09:00', people.reviewer, 'review.propose', { outcome: 'REFUSE', reasons: '意见' });
    c.does('2019-03-21 23:59', people.director, 'review.decide', { outcome: 'REFUSE', reasons: '理由' });
    expect(c.deadline('REVIEW')).toMatchObject({ status: 'MET', ordinal: 10 });
  });

  test('none: the clock runs on as if nothing had been missing', () => {
    expect(reviews(completed('none'))).toEqual([
      { startedOn: '2019-03-04', due: '2019-03-18', status: 'OPEN', workdays: 10 },
    ]);
  });

  test.each([
    ['restart', ['T-3 2019-03-19', 'T-1 2019-03-21', 'T 2019-03-22', 'OVERDUE 2019-03-23']],
    ['pause', ['T-3 2019-03-18', 'T-1 2019-03-20', 'T 2019-03-21', 'OVERDUE 2019-03-22']],
    ['none', ['T-3 2019-03-13', 'T-1 2019-03-15', 'T 2019-03-18', 'OVERDUE 2019-03-19']],
  ] as const)('%s: the reminders follow', (mode, rungs) => {
    expect(completed(mode).idleUntil('2019-05-01 00:00').rungs('REVIEW')).toEqual(rungs);
  });

  test.each(['restart', 'pause'] as const)('%s: a late notice neither restarts nor pauses', (mode) => {
    const c = submitted({}, inMode(mode))
      .does('2019-03-07 00:00', people.reviewer, 'correction.request', { missing: ['清单'] })
      .does('2019-03-11 09:00', people.applicant, 'application.supplement', { materials, complete: true });
    expect(c.deadline('CORRECTION_NOTICE')).toMatchObject({ status: 'LATE', doneOn: '2019-03-07', lateWorkdays: 1 });
    expect(reviews(c)).toEqual([{ startedOn: '2019-03-04', due: '2019-03-18', status: 'OPEN', workdays: 10 }]);
    expect(c.idleUntil('2019-03-20 00:00').rungs('REVIEW')).toHaveLength(4);
  });

  test('a notice in the last minute of its day is in time', () => {
    const c = submitted().does('2019-03-06 23:59:59.999', people.reviewer, 'correction.request', { missing: ['清单'] });
    expect(c.deadline('CORRECTION_NOTICE').status).toBe('MET');
    c.does('2019-03-11 09:00', people.applicant, 'application.supplement', { materials, complete: true });
    expect(reviews(c).at(-1)).toMatchObject({ startedOn: '2019-03-11', due: '2019-03-25' });
  });

  test('once a file: after a second shortage the court decides on what there is', () => {
    const c = correctionRequested().does('2019-03-07 09:00', people.applicant, 'application.supplement', {
      materials,
      complete: false,
    });
    expect(c.state.status).toBe('CORRECTION_REQUESTED');
    expect(c.refusal('2019-03-08 09:00', people.reviewer, 'correction.request', { missing: ['再次'] })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-08 09:00', people.reviewer, 'application.register');
    expect(c.state).toMatchObject({ status: 'UNDER_REVIEW', registeredOn: '2019-03-08' });
    expect(c.deadline('SUPPLEMENT').status).toBe('CANCELLED');
    expect(c.refusal('2019-03-08 10:00', people.reviewer, 'correction.request', { missing: ['再次'] })).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    expect(c.idleUntil('2019-03-15 00:00').state.status).toBe('UNDER_REVIEW');
  });

  test('a file nobody has supplemented is not registered instead', () => {
    const c = correctionRequested();
    expect(c.refusal('2019-03-06 09:00', people.reviewer, 'application.register')).toBe('NOT_ALLOWED_IN_STATE');
  });

  test('no supplement: LAPSED by itself at the end of the due day, with the duty of Art. 10', () => {
    const c = correctionRequested().idleUntil('2019-03-12 23:59:59.999');
    expect(c.state.status).toBe('CORRECTION_REQUESTED');
    c.idleUntil('2019-03-13 00:00');
    expect(c.state.status).toBe('LAPSED');
    expect(c.of('application.lapsed')).toMatchObject([
      { at: '2019-03-13T00:00:00.000+08:00', actor: { court: '吉0104', role: 'clock' } },
    ]);
    expect(c.deadline('SUPPLEMENT')).toMatchObject({ status: 'LATE', doneOn: null });
    expect(c.deadline('REVIEW').status).toBe('CANCELLED');
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({
      authority: 'HR-04',
      court: '吉0104',
      startedOn: '2019-03-12',
      due: '2019-03-26',
    });
    expect(c.rungs('SUPPLEMENT')).toEqual(['T-3 2019-03-07', 'T-1 2019-03-11', 'T 2019-03-12', 'OVERDUE 2019-03-13']);
  });

  test('a supplement that comes with the midnight comes too late, though no timer has fired', () => {
    const c = correctionRequested();
    const late = { materials, complete: true };
    expect(c.refusal('2019-03-12 23:59:59.999', people.applicant, 'application.supplement', late)).toBeUndefined();
    expect(c.refusal('2019-03-13 00:00', people.applicant, 'application.supplement', late)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-14 09:00', people.applicant, 'selfExecution.submitPlan', { text: '方案' });
    expect(c.state.status).toBe('SELF_EXECUTION');
    expect(c.deadline('SELF_EXECUTION_PLAN')).toMatchObject({ status: 'MET', doneOn: '2019-03-14', ordinal: 2 });
  });

  test('a review already late when a file lapses after a late notice is cancelled too', () => {
    const c = submitted().does('2019-03-15 09:00', people.reviewer, 'correction.request', { missing: ['清单'] });
    c.idleUntil('2019-03-30 00:00');
    expect(c.state.status).toBe('LAPSED');
    expect(c.deadline('REVIEW').status).toBe('CANCELLED');
    expect(c.rungs('REVIEW')).toContain('OVERDUE 2019-03-19');
  });
});
