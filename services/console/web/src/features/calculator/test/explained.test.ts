import { countWorkdays, SHIPPED_CALENDAR } from '@xiezhi/rules';
import { explainedDays } from '../lib/explained';

test('every day between is there, the counted ones with their number, the others with why not', () => {
  const { days } = countWorkdays(SHIPPED_CALENDAR, '吉01', '2018-09-20', 10);
  const explained = explainedDays(SHIPPED_CALENDAR, '吉01', '2018-09-20', days);
  expect(explained).toHaveLength(21);
  expect(explained.filter(({ kind }) => kind === 'counted').map(({ date }) => date)).toEqual(days);
  expect(explained.find(({ date }) => date === '2018-09-22')).toMatchObject({ ordinal: null, kind: 'rest' });
  expect(explained.find(({ date }) => date === '2018-09-30')).toMatchObject({
    ordinal: 7,
    reason: expect.stringContaining('调休'),
  });
});
