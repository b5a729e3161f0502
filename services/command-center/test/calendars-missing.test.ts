import { SHIPPED_CALENDAR, withCalendarYear } from '@xiezhi/rules';
import { missingYears } from '../src/calendars-missing';

const national = (year: number) => ({
  region: 'national',
  year,
  off: [`${year}-01-01`],
  makeup: [],
  version: 1,
  notice: '通知',
});
const without2026 = { years: SHIPPED_CALENDAR.years.filter(({ region, year }) => region !== 'yanbian' || year < 2026) };
const missed = (book: typeof SHIPPED_CALENDAR, today: string) =>
  missingYears(book, today).map(({ region, year }) => `${region} ${year}`);

test.each([
  ['2026-07-31', []],
  ['2026-08-01', ['yanbian 2026']],
  ['2026-10-31', ['yanbian 2026']],
  ['2026-11-01', ['national 2027', 'yanbian 2026']],
  ['2026-12-31', ['national 2027', 'yanbian 2026']],
  ['2027-01-01', ['national 2027', 'yanbian 2026']],
  ['2027-08-01', ['national 2027', 'yanbian 2026', 'yanbian 2027']],
  ['2029-03-01', ['national 2027', 'national 2028', 'national 2029', 'yanbian 2026', 'yanbian 2027', 'yanbian 2028']],
])('on %s what ships lacks %j', (today, expected) => expect(missed(without2026, today)).toEqual(expected));

test('a year that was published is missed no more, one without days neither', () => {
  const book = withCalendarYear(withCalendarYear(without2026, national(2027)), {
    ...national(2026),
    region: 'yanbian',
    off: [],
  });
  expect(missed(book, '2026-11-15')).toEqual([]);
});

test('a year of the past is missed until it is published, be it without days', () => {
  const none = { ...national(2026), region: 'yanbian', off: [] };
  expect(missed(withCalendarYear(without2026, none), '2027-01-15')).toEqual(['national 2027']);
});

test('what was before the first calendar of all is not asked for', () => {
  expect(missed(SHIPPED_CALENDAR, '2018-02-01')).toEqual([]);
});

test('a closure before the notice does not pass for it', () => {
  const closure = { ...national(2026), region: 'yanbian', off: ['2026-07-20'], onlyClosures: true };
  expect(missed(withCalendarYear(without2026, closure), '2026-08-01')).toEqual(['yanbian 2026']);
});

test('the High Court is reminded, and the courts of the region', () => {
  const [nation, yanbian] = missingYears(without2026, '2026-11-15');
  expect(nation?.courts).toEqual(['吉']);
  expect(yanbian?.courts).toEqual(expect.arrayContaining(['吉', '吉24']));
});
