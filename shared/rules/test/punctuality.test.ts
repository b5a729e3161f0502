import {
  calendarFor,
  COLLABORATION,
  DEFAULT_SETTINGS,
  LATENESS_CLASSES,
  latenessFigures,
  latenessOf,
  nextOwed,
  parseInstant,
  REAL_TIME,
  rungStep,
  SCHEDULE,
  shownAt,
  toInstant,
} from '../src/index';
import type { CaseEvent, CaseState, OwedRung, ScheduleEvent, ScheduleState } from '../src/index';
import { instant } from './support/pure-case';
import type { PureCase } from './support/pure-case';
import { people, submitted } from './support/scenes';

interface Followed {
  owed: OwedRung[];
  fired: string[];
  passedOver: string[];
}

const named = ({ kind, rung, due }: OwedRung) => `${kind} ${rung} ${due}`;

/** What the entries alone say of a case's clock. */
function follow(events: readonly CaseEvent[]): Followed {
  let state: CaseState | null = null;
  const followed: Followed = { owed: [], fired: [], passedOver: [] };
  for (const event of events) {
    state = COLLABORATION.evolve(state, event);
    const { owed, fired, passedOver } = rungStep(followed.owed, event, state, COLLABORATION.isOver(state));
    followed.owed = owed;
    if (fired) followed.fired.push(named(fired));
    followed.passedOver.push(...passedOver.map(named));
  }
  return followed;
}

const without = (c: PureCase, isLeftOut: (event: CaseEvent) => boolean) =>
  follow(c.events.filter((e) => !isLeftOut(e)));

describe('what a clock owes, by the entries of its file', () => {
  test('an application owes the rungs of its two periods, each from its own instant', () => {
    const { owed } = follow(submitted().events);
    expect(owed.map(named)).toEqual([
      'CORRECTION_NOTICE T-1 2019-03-06',
      'CORRECTION_NOTICE T 2019-03-06',
      'CORRECTION_NOTICE OVERDUE 2019-03-06',
      'REVIEW T-3 2019-03-18',
      'REVIEW T-1 2019-03-18',
      'REVIEW T 2019-03-18',
      'REVIEW OVERDUE 2019-03-18',
    ]);
    expect(owed.every(({ at, from }) => at === from)).toBe(true);
    expect(nextOwed(owed)).toBe(parseInstant(instant('2019-03-05 00:00')));
  });

  test('what is written is owed no longer', () => {
    const { owed, fired, passedOver } = follow(submitted().idleUntil('2019-03-20 00:00').events);
    expect(owed).toEqual([]);
    expect(nextOwed(owed)).toBeNull();
    expect(fired).toHaveLength(7);
    expect(passedOver).toEqual([]);
  });

  test('a clock that stands still goes on owing, whatever the time', () => {
    const { owed } = follow(submitted().idleUntil('2019-03-05 12:00').events);
    expect(owed[0]).toMatchObject({ rung: 'T', from: parseInstant(instant('2019-03-06 00:00')) });
  });

  test('a reminder that a later entry has gone past will never come', () => {
    const c = submitted().idleUntil('2019-03-20 00:00');
    const isIt = (e: CaseEvent) =>
      e.type === 'deadline.reminded' && e.payload.kind === 'REVIEW' && e.payload.rung === 'T-1';
    const { passedOver, owed } = without(c, isIt);
    expect(passedOver).toEqual(['REVIEW T-1 2019-03-18']);
    expect(owed).toEqual([]);
  });

  test('lateness left out is owed until the duty is done without it', () => {
    const late = submitted().idleUntil('2019-03-20 00:00');
    const isIt = (e: CaseEvent) =>
      (e.type === 'deadline.overdue' || e.type === 'deadline.escalated') && e.payload.kind === 'CORRECTION_NOTICE';
    expect(without(late, isIt)).toMatchObject({ owed: [{ rung: 'OVERDUE' }], passedOver: [] });
    const done = late.does('2019-03-20 09:00', people.reviewer, 'application.register');
    expect(without(done, isIt)).toMatchObject({ passedOver: ['CORRECTION_NOTICE OVERDUE 2019-03-06'] });
  });

  test('what is done in time owes nothing more', () => {
    const c = submitted().does('2019-03-04 11:00', people.reviewer, 'application.register');
    expect(follow(c.events).owed.filter(({ kind }) => kind === 'CORRECTION_NOTICE')).toEqual([]);
  });

  test('a calendar published late makes due from its publication, not from the day it moves back to', () => {
    const c = submitted().idleUntil('2019-03-07 00:00');
    const days = ['2019-03-07', '2019-03-08', '2019-03-11', '2019-03-12'];
    const base = { region: 'national', year: 2019, makeup: [] as string[] };
    c.publish('2019-03-07 09:00', { ...base, off: days, version: 8, notice: '停止办公' });
    const moved = follow(c.idleUntil('2019-03-20 00:00').events);
    expect(moved.owed.some(({ kind, due }) => kind === 'REVIEW' && due === '2019-03-22')).toBe(true);
    c.publish('2019-03-20 09:00', { ...base, off: [], version: 9, notice: '恢复' });
    const back = follow(c.events);
    expect(back.passedOver).toEqual([]);
    expect(back.fired.at(-1)).toBe('REVIEW OVERDUE 2019-03-18');
  });
});

const OPENED = '2025-04-22T10:00:00+08:00';

/** What a court's schedule of scans has written by an instant. */
function scheduleUntil(until: string): ScheduleEvent[] {
  const actor = { court: '吉02', role: 'system' };
  const opened = SCHEDULE.open(
    { type: 'schedule.open', at: OPENED, actor, with: { court: '吉02' } },
    { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2025-04-22') },
  );
  if ('refusal' in opened) throw new Error(opened.refusal.message);
  const ticked = SCHEDULE.decideSystem(opened.state, SCHEDULE.tick(instant(until)));
  if ('refusal' in ticked) throw new Error(ticked.refusal.message);
  return [...opened.events, ...ticked.events];
}

/** What its entries alone say of its hours. */
function followSchedule(events: readonly ScheduleEvent[]): Followed {
  let state: ScheduleState | null = null;
  const followed: Followed = { owed: [], fired: [], passedOver: [] };
  for (const event of events) {
    state = SCHEDULE.evolve(state, event);
    const hours = { ahead: SCHEDULE.hours!.ahead(state), told: SCHEDULE.hours!.toldBy(event) };
    const { owed, fired, passedOver } = rungStep(followed.owed, event, state, SCHEDULE.isOver(state), hours);
    followed.owed = owed;
    if (fired) followed.fired.push(named(fired));
    followed.passedOver.push(...passedOver.map(named));
  }
  return followed;
}

describe("what a court's schedule of scans owes, by its entries", () => {
  test('the scan of each month to come, from eight on its first working day', () => {
    const { owed } = followSchedule(scheduleUntil('2025-04-22 10:00'));
    expect(owed.slice(0, 3).map(named)).toEqual([
      'SCAN HOUR 2025-05-06',
      'SCAN HOUR 2025-06-03',
      'SCAN HOUR 2025-07-01',
    ]);
    expect(owed.map(({ from }) => toInstant(from).slice(11, 16))).toEqual(owed.map(() => '08:00'));
  });

  test('what is written is owed no longer', () => {
    const { owed, fired, passedOver } = followSchedule(scheduleUntil('2025-06-03 08:00'));
    expect(fired).toEqual(['SCAN HOUR 2025-05-06', 'SCAN HOUR 2025-06-03']);
    expect(owed.map(named)[0]).toBe('SCAN HOUR 2025-07-01');
    expect(passedOver).toEqual([]);
  });

  test('of a clock that stands still over two hours both are missing', () => {
    const { owed } = followSchedule(scheduleUntil('2025-05-06 07:59'));
    const by = parseInstant(instant('2025-06-03 08:02'));
    expect(owed.filter(({ from }) => from < by).map(named)).toEqual(['SCAN HOUR 2025-05-06', 'SCAN HOUR 2025-06-03']);
  });

  test('a month that a later one has gone past will never be scanned by itself', () => {
    const events = scheduleUntil('2025-07-01 08:00');
    const without = events.filter((event) => event.type !== 'scan.due' || event.payload.asOf !== '2025-06-03');
    expect(followSchedule(without).passedOver).toEqual(['SCAN HOUR 2025-06-03']);
  });

  test('an hour that nobody had seen coming was due from its entry on', () => {
    const [opened, due] = scheduleUntil('2025-05-06 08:00');
    const state = SCHEDULE.evolve(SCHEDULE.evolve(null, opened!), due!);
    const { fired } = rungStep([], due!, state, false, { ahead: [], told: SCHEDULE.hours!.toldBy(due!) });
    expect(fired).toMatchObject({ kind: 'SCAN', from: parseInstant(instant('2025-05-06 08:00')) });
  });
});

const at = (text: string) => parseInstant(instant(text));

describe('lateness in real time', () => {
  const moved = [
    { since: at('2026-03-01 09:00'), offsetMs: at('2018-09-20 15:00') - at('2026-03-01 09:00') },
    { since: at('2026-03-01 10:00'), offsetMs: at('2018-10-09 12:00') - at('2026-03-01 10:00') },
  ];

  test.each([
    ['on the way of the clock as it runs', '2018-09-20 15:30', '2026-03-01 09:30'],
    ['what a move went past was shown when it arrived', '2018-09-25 00:00', '2026-03-01 10:00'],
    ['where the move arrived', '2018-10-09 12:00', '2026-03-01 10:00'],
    ['afterwards', '2018-10-09 12:05', '2026-03-01 10:05'],
  ])('the court clock shows an instant: %s', (_, court, real) => {
    expect(shownAt(moved, at(court))).toBe(at(real));
  });

  test.each([
    ['written while the clock was on its way there', '2018-09-25 00:00', '2026-03-01 09:59', 0],
    ['written a minute after the move arrived', '2018-09-25 00:00', '2026-03-01 10:01', 60_000],
    ['written by a clock that ran', '2018-09-20 15:30', '2026-03-01 09:31', 60_000],
    ['written before the steps were kept', '2018-09-20 15:30', '2026-03-01 08:59', null],
  ])('%s', (_, from, written, ms) => {
    expect(latenessOf(moved, at(from), at(written))).toBe(ms);
  });

  test('in a real installation it is the time between', () => {
    expect(latenessOf(REAL_TIME, at('2026-03-02 00:00'), at('2026-03-02 00:00') + 35)).toBe(35);
  });

  test('figures are measured ones, by the nearest rank', () => {
    const figures = latenessFigures([...Array.from({ length: 99 }, (_, i) => i + 1), 90_000, null]);
    expect(figures).toMatchObject({ rungs: 101, unknown: 1, p50Ms: 50, p99Ms: 99, maxMs: 90_000 });
    expect(figures.distribution).toContainEqual({ upToMs: 120_000, count: 1 });
    expect(figures.distribution.reduce((sum, { count }) => sum + count, 0)).toBe(100);
  });

  test('of nothing there are no figures', () => {
    expect(latenessFigures([])).toMatchObject({ rungs: 0, unknown: 0, p50Ms: null, p99Ms: null, maxMs: null });
    expect(latenessFigures([]).distribution).toHaveLength(LATENESS_CLASSES.length);
  });
});
