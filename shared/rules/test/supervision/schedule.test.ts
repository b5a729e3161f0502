import { calendarFor, carriedSchedule, DEFAULT_SETTINGS, SCHEDULE, scannersOf, SHIPPED_CALENDAR } from '../../src';
import type { CalendarYear, ScheduleEvent, ScheduleState } from '../../src';

type Outcome = ReturnType<typeof SCHEDULE.decideSystem>;

function taken(outcome: Outcome): { events: ScheduleEvent[]; state: ScheduleState } {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

function openedOn(day: string, court = '吉02', calendar = calendarFor([], day)): ScheduleState {
  return taken(
    SCHEDULE.open(
      { type: 'schedule.open', at: `${day}T10:00:00+08:00`, actor: { court, role: 'system' }, with: { court } },
      { settings: DEFAULT_SETTINGS, calendar },
    ),
  ).state;
}

const until = (state: ScheduleState, at: string) => taken(SCHEDULE.decideSystem(state, { type: 'clock.tick', at }));

test('the hour comes at 08:00 of the first working day of each month, and each is told at its own instant', () => {
  const { events } = until(openedOn('2025-04-22'), '2025-08-01T07:59:59+08:00');
  expect(events.map(({ type, at, payload }) => [type, at, payload])).toEqual([
    ['scan.due', '2025-05-06T08:00:00.000+08:00', { asOf: '2025-05-06' }],
    ['scan.due', '2025-06-03T08:00:00.000+08:00', { asOf: '2025-06-03' }],
    ['scan.due', '2025-07-01T08:00:00.000+08:00', { asOf: '2025-07-01' }],
  ]);
});

test.each([
  ['2025-05-06', '2025-06-03'],
  ['2025-05-05', '2025-05-06'],
])('a schedule opened on %s at ten scans first on %s', (day, first) => {
  expect(SCHEDULE.nextRung(openedOn(day))?.at).toBe(Date.parse(`${first}T08:00:00+08:00`));
});

const YEAR_2026 = SHIPPED_CALENDAR.years.filter(({ region, year }) => region === 'national' && year === 2026);

/** 2026 as if 1 June were a day off and a later day the first working one. */
const withJuneOff: CalendarYear[] = YEAR_2026.map((year) => ({
  ...year,
  version: year.version + 1,
  notice: '补充通知',
  off: [...year.off, '2026-06-01'],
}));

const revised = (state: ScheduleState, at: string) =>
  taken(SCHEDULE.decideSystem(state, { type: 'calendar.revise', at, years: withJuneOff })).state;

test('a calendar that is published moves the scan that is to come', () => {
  const state = revised(openedOn('2026-05-20'), '2026-05-21T09:00:00+08:00');
  expect(until(state, '2026-06-30T00:00:00+08:00').state.days).toEqual(['2026-06-02']);
});

test('a month that was scanned is not scanned again because its first working day became another', () => {
  const scanned = until(openedOn('2026-05-20'), '2026-06-01T12:00:00+08:00').state;
  const state = revised(scanned, '2026-06-01T15:00:00+08:00');
  expect(until(state, '2026-07-31T00:00:00+08:00').state.days).toEqual(['2026-06-01', '2026-07-01']);
});

test('a run that goes on with what is carried decides the same', () => {
  const { state } = until(openedOn('2025-04-22'), '2025-08-05T00:00:00+08:00');
  const next = (from: ScheduleState) => until(from, '2025-12-31T00:00:00+08:00').events;
  expect(next(carriedSchedule(state))).toEqual(next(state));
});

test('a basic court has no schedule', () => {
  expect(
    SCHEDULE.open(
      {
        ...{ type: 'schedule.open', at: '2025-05-06T10:00:00+08:00', actor: { court: '吉0202', role: 'system' } },
        with: { court: '吉0202' },
      },
      { settings: DEFAULT_SETTINGS, calendar: [] },
    ),
  ).toMatchObject({ refusal: { code: 'FORBIDDEN' } });
});

test('nobody asks anything of a schedule', () => {
  const actor = { court: '吉02', role: 'commandOfficer' };
  const command = { type: 'scan.run', at: '2025-05-06T10:00:00+08:00', actor, with: {} };
  expect(SCHEDULE.decide(openedOn('2025-04-22'), command)).toMatchObject({ refusal: { code: 'FORBIDDEN' } });
});

test.each([
  [['吉0202'], ['吉', '吉02']],
  [['吉02'], ['吉']],
  // 公主岭 was 四平's and is 长春's, whichever of its codes a row bears.
  [['吉0184'], ['吉', '吉01', '吉03']],
  [['吉'], []],
])('cases of %p are scanned by %p', (courts, scanners) => {
  expect(scannersOf(courts)).toEqual(scanners);
});
