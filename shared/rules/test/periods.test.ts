import { DEFAULT_SETTINGS, lengthInWords, lengthUnder, PERIOD_ROWS, periodSettings, PERIODS, settingsOf } from '../src';
import type { Settings } from '../src';

test('ten working days and five calendar days are law, everything else is a setting', () => {
  const law = PERIOD_ROWS.filter(({ length }) => length.by === 'law');
  expect(law.map(({ authority, length }) => [authority, lengthInWords(length)])).toEqual([
    ['Art. 7', '10个工作日'],
    ['Art. 8', '10个工作日'],
    ['执行规定第72条', '5日（自然日）'],
  ]);
  expect(PERIOD_ROWS.every(({ length, authority }) => (length.by === 'setting') === authority.startsWith('HR-'))).toBe(
    true,
  );
});

test('what is law is the same under all settings', () => {
  const other = { ...DEFAULT_SETTINGS, workdays: { ...DEFAULT_SETTINGS.workdays, 'HR-03': 7 } };
  expect(lengthUnder(PERIODS.review.length, other).amount).toBe(10);
  expect(lengthUnder(PERIODS.service.length, other).amount).toBe(7);
});

test('every default is a value that may be set', () => {
  for (const { amount, min, max } of periodSettings(PERIODS)) expect(amount >= min && amount <= max).toBe(true);
});

test('a setting of two articles stands under both', () => {
  expect(periodSettings(PERIODS).find(({ id }) => id === 'HR-03')?.articles).toEqual([7, 8]);
});

test('a case from before a setting counts by its default', () => {
  const older = JSON.parse(
    JSON.stringify({
      ...DEFAULT_SETTINGS,
      meetingAttendees: undefined,
      workdays: { ...DEFAULT_SETTINGS.workdays, 'HR-12': undefined, 'HR-03': 7 },
    }),
  ) as Settings;
  const settings = settingsOf({ settings: older });
  expect(settings.meetingAttendees).toBe(3);
  expect(lengthUnder(PERIODS.ownReview.length, settings)).toEqual({ amount: 10, unit: 'workday' });
  expect(settings.workdays['HR-03']).toBe(7);
});
