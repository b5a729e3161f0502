import type { DeadlineView } from '@xiezhi/contracts/views';
import { countWorkdays, SHIPPED_CALENDAR } from '@xiezhi/rules';
import { weeksOf } from '../rule/weeks';
import { calendarsUsed, dayByDay } from '../rule/day-by-day';

const { days, due, calendar } = countWorkdays(SHIPPED_CALENDAR, '吉01', '2018-09-20', 10);
const review: DeadlineView = {
  kind: 'REVIEW',
  authority: 'Art. 7',
  court: '吉01',
  startedOn: '2018-09-20',
  workdays: 10,
  length: { amount: 10, unit: 'workday' },
  countedDays: days,
  due,
  expiresAt: '2018-10-11T00:00:00.000+08:00',
  provisional: false,
  calendar,
  status: 'OPEN',
  doneOn: null,
  ordinal: null,
  lateWorkdays: null,
  revisions: [],
  escalated: null,
};

describe('the days of a deadline', () => {
  test('every day from the event to the due day, numbered where it counts', () => {
    const days = dayByDay(review);
    expect(days[0]).toMatchObject({ date: '2018-09-20', kind: 'start' });
    expect(days.filter(({ kind }) => kind === 'counted').map(({ date }) => date)).toEqual(review.countedDays);
    expect(days.at(-1)).toMatchObject({ date: '2018-10-10', ordinal: 10 });
    expect(days.find(({ date }) => date === '2018-09-29')).toMatchObject({
      kind: 'counted',
      reason: '调休上班（国务院办公厅通知）',
      mark: 'MAKEUP',
    });
    expect(days.find(({ date }) => date === '2018-10-01')).toMatchObject({
      kind: 'rest',
      reason: '国庆节放假（国务院办公厅通知）',
      mark: 'HOLIDAY',
    });
  });

  test('no reasons are invented where the case was counted by later notices', () => {
    const days = dayByDay({ ...review, calendar: 'national-2018@2' });
    expect(days.every(({ reason }) => reason === undefined)).toBe(true);
    expect(days.filter(({ kind }) => kind === 'counted')).toHaveLength(10);
  });

  test('a working day left out is a suspension', () => {
    const countedDays = review.countedDays.filter((day) => day !== '2018-09-25');
    expect(dayByDay({ ...review, countedDays }).find(({ date }) => date === '2018-09-25')).toMatchObject({
      kind: 'paused',
    });
  });

  test('a year published here but not shipped is not explained by the shipped calendar', () => {
    const unpublished = 2031;
    const countedDays = [`${unpublished}-01-02`];
    const later = { ...review, startedOn: `${unpublished}-01-01`, due: `${unpublished}-01-02`, countedDays };
    expect(dayByDay({ ...later, calendar: 'national-2031@1' })[1]?.reason).toBeUndefined();
    expect(dayByDay({ ...later, calendar: 'national-2031@0' })[1]?.reason).toContain('尚未公布');
  });
});

describe('a year this installation published', () => {
  const again = { region: 'national', year: 2018, off: ['2018-09-21'], makeup: [], version: 2, notice: '补充通知' };
  const told = [again, { ...again, version: 3, off: [] }];
  const book = { years: [...SHIPPED_CALENDAR.years.filter(({ year }) => year !== 2018), again] };
  const counted = countWorkdays(book, '吉01', '2018-09-20', 3);
  const deadline = { ...review, countedDays: counted.days, due: counted.due, calendar: counted.calendar };

  test('explains the deadlines that were counted by that very version', () => {
    expect(deadline.calendar).toBe('national-2018@2');
    expect(dayByDay(deadline, told).find(({ date }) => date === '2018-09-21')).toMatchObject({
      kind: 'rest',
      reason: expect.stringContaining('放假'),
    });
    expect(dayByDay(deadline, []).every(({ reason }) => reason === undefined)).toBe(true);
    expect(dayByDay(review, told)).toEqual(dayByDay(review));
  });

  test('and is named with its notice', () => {
    expect(calendarsUsed(deadline, told)).toEqual([{ region: '全国', year: 2018, version: 2, notice: '补充通知' }]);
    expect(calendarsUsed({ ...deadline, calendar: 'national-2031@0' })).toEqual([
      { region: '全国', year: 2031, version: 0, notice: undefined },
    ]);
  });
});

test('the days of a correction do not count and say so', () => {
  const countedDays = review.countedDays.filter((day) => day > '2018-09-26' || day === '2018-09-21');
  const paused = { from: '2018-09-21', to: '2018-09-26' };
  const kinds = dayByDay({ ...review, countedDays, paused }).filter(({ kind }) => kind === 'paused');
  expect(kinds.map(({ date }) => date)).toEqual([22, 23, 24, 25, 26].map((day) => `2018-09-${day}`));
  expect(kinds.every(({ reason }) => reason === '补正期间，不计入')).toBe(true);
});

test('the weeks of a period begin on Monday and stand under their month', () => {
  const weeks = weeksOf(dayByDay(review));
  expect([...weeks.keys()]).toEqual(['2018-09', '2018-10']);
  const september = weeks.get('2018-09')!;
  expect(september[0]!.map(({ date }) => date)).toEqual([17, 18, 19, 20, 21, 22, 23].map((day) => `2018-09-${day}`));
  expect(september[0]![3]).toMatchObject({ day: { kind: 'start' } });
  expect(september[0]![0]!.day).toBeUndefined();
  expect(weeks.get('2018-10')![0]!.map(({ date }) => date)).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((day) => `2018-10-0${day}`),
  );
});
