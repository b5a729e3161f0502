import { calendarOf, dutiesOf, lampOf, latenessInWords, nearFrom, rungsAhead, SHIPPED_CALENDAR } from '../../src/index';
import type { CaseState, Duty } from '../../src/index';
import { instant } from '../support/pure-case';
import * as scenes from '../support/scenes';

const named = (state: CaseState, id: string): Duty => {
  const found = dutiesOf(state).find((duty) => duty.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

/** Received Monday 2019-03-04, due Monday 2019-03-18; its T-3 is Wednesday the 13th. */
test.each([
  ['2019-03-05 09:00', 'GREEN', '正常', 9, null],
  ['2019-03-12 23:59', 'GREEN', '正常', 4, null],
  ['2019-03-13 00:00', 'AMBER', '临近', 3, null],
  ['2019-03-15 12:00', 'AMBER', '临近', 1, null],
  ['2019-03-16 12:00', 'AMBER', '临近', 1, null],
  ['2019-03-17 23:59', 'AMBER', '临近', 1, null],
  ['2019-03-18 00:00', 'RED', '今日到期', 0, null],
  ['2019-03-18 23:59', 'RED', '今日到期', 0, null],
  ['2019-03-19 00:00', 'DARK', '已逾期', -1, 1],
  ['2019-03-22 09:00', 'DARK', '已逾期', -4, 4],
  ['2019-03-24 09:00', 'DARK', '已逾期', -4, 6],
])('on %s a review due on 2019-03-18 is %s, %s, %i working days left', (now, lamp, word, workdaysLeft, daysLate) => {
  const { state } = scenes.underReview();
  expect(lampOf(named(state, 'review.propose'), calendarOf(state), instant(now))).toEqual({
    ...{ lamp, word, workdaysLeft, daysLate },
  });
});

test('the day after a Friday’s due day is late by no working day yet', () => {
  const duty = { due: '2019-03-15', expiresAt: '2019-03-16T00:00:00.000+08:00', countedBy: '吉01' };
  const { lamp, workdaysLeft } = lampOf(duty, SHIPPED_CALENDAR, instant('2019-03-16 10:00'));
  expect([lamp, workdaysLeft]).toEqual(['DARK', 0]);
  expect(Object.is(workdaysLeft, -0)).toBe(false);
});

test.each([
  ['on the first working day', { workdaysLeft: -1, daysLate: 3 }, ['逾期1个工作日', '1 working day late']],
  ['later', { workdaysLeft: -4, daysLate: 6 }, ['逾期4个工作日', '4 working days late']],
  ['on the rest day after the due day', { workdaysLeft: 0, daysLate: 1 }, ['逾期1个自然日', '1 calendar day late']],
  ['on the second rest day', { workdaysLeft: 0, daysLate: 2 }, ['逾期2个自然日', '2 calendar days late']],
  ['within the due day', { workdaysLeft: 0, daysLate: 0 }, ['逾期', 'late']],
])('lateness %s is said in what has passed', (_, reading, words) => {
  expect(latenessInWords(reading)).toEqual(words);
});

test('an urgent order is red until its minute and dark from it', () => {
  const { state } = scenes.inExecution().does('2019-03-21 09:00', scenes.people.officer, 'execution.instruct', {
    to: scenes.EXECUTING,
    text: '立即查封',
    urgent: true,
  });
  const duty = named(state, 'execution.acknowledge:2');
  const at = (now: string) => lampOf(duty, calendarOf(state), instant(now)).lamp;
  expect([at('2019-03-21 09:29'), at('2019-03-21 09:30')]).toEqual(['RED', 'DARK']);
});

test('without a clock there is nothing to hurry', () => {
  const { state } = scenes.inExecution();
  const duty = named(state, 'closeout.request');
  expect(lampOf(duty, calendarOf(state), state.lastAt)).toEqual({
    lamp: 'GREEN',
    word: '正常',
    workdaysLeft: null,
    daysLate: null,
  });
  expect(nearFrom(duty, calendarOf(state))).toBeNull();
});

test('the lamp turns amber on the day the T-3 rung fires', () => {
  const { state } = scenes.submitted();
  const review = state.deadlines.find(({ kind }) => kind === 'REVIEW');
  const rung = rungsAhead(review!).find((ahead) => ahead.rung === 'T-3');
  expect(nearFrom(named(state, 'REVIEW-2'), calendarOf(state))).toBe(rung?.on);
});

/** The prefecture’s day, 3 to 5 September 2025: the same due day is nearer in Yanbian. */
test('working days are those of the court by whose calendar is counted', () => {
  const left = (countedBy: string) =>
    lampOf(
      { due: '2025-09-10', expiresAt: '2025-09-11T00:00:00.000+08:00', countedBy },
      SHIPPED_CALENDAR,
      instant('2025-09-02 09:00'),
    );
  expect(left('吉01')).toMatchObject({ lamp: 'GREEN', workdaysLeft: 6 });
  expect(left('吉24')).toMatchObject({ lamp: 'AMBER', workdaysLeft: 3 });
});
