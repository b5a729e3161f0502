import { reminders } from '../src/missing-years';

const national = { region: 'national', year: 2027, since: '2026-11-01', courts: ['吉'] };
const of = (today: string, missing = national) => reminders(missing, today);

test('the system administrators are told once a week, whichever process looks on whichever day of it', () => {
  const weeks = ['2026-11-02', '2026-11-05', '2026-11-08', '2026-11-09'].map((day) => of(day)[0]!._id);
  expect(new Set(weeks).size).toBe(2);
  expect(weeks[0]).toBe('calendar:national:2027:2026-11-02:jl:systemAdmin');
  expect(of('2026-11-05')).toEqual(of('2026-11-08'));
});

test('the first message is of the day from which the year is missed, not of its week’s Monday', () => {
  expect(of('2026-11-01')[0]).toMatchObject({
    at: '2026-11-01T00:00:00.000+08:00',
    court: '吉',
    role: 'systemAdmin',
    text: '全国2027年的放假安排尚未录入：涉及该年的期限均为暂定，请在“日历”中提出。',
  });
});

test('a region’s courts are told too', () => {
  const yanbian = { region: 'yanbian', year: 2026, since: '2026-08-01', courts: ['吉', '吉24'] };
  expect(of('2026-08-03', yanbian).map(({ court }) => court)).toEqual(['吉', '吉24']);
});
