import { parseInstant, SHIPPED_CALENDAR } from '@xiezhi/rules';
import { totalsOf } from '../src/overview/aggregate';
import { documentOf, rollOf } from './rows';

const NOW = parseInstant('2018-10-10T09:00:00+08:00');
const until = (due: string, expiresAt: string) => ({ due, expiresAt: `${expiresAt}T00:00:00.000+08:00` });

const roll = rollOf([
  documentOf('late', { list: until('2018-09-28', '2018-09-29') }),
  documentOf('later', {
    visibleTo: ['吉', '吉01', '吉0122'],
    list: { ...until('2018-10-08', '2018-10-09'), executingCourt: '吉0122' },
  }),
  documentOf('today', { list: until('2018-10-10', '2018-10-11') }),
  documentOf('near', { list: until('2018-10-12', '2018-10-13') }),
  documentOf('far', { list: until('2018-11-12', '2018-11-13') }),
  documentOf('idle', { list: { due: null, expiresAt: null, countedBy: null } }),
  documentOf('ended', { status: 'CLOSED', updatedAt: '2018-10-10T08:00:00.000+08:00' }),
  documentOf('restricted', { visibleTo: ['吉01', '吉0104'], restricted: true }),
  documentOf('elsewhere', { visibleTo: ['吉', '吉02', '吉0104'], list: { executingCourt: '吉0211' } }),
]);
const totals = (court: string | null, area: string) =>
  totalsOf(roll.rows(), { court, book: SHIPPED_CALENDAR, now: NOW }, area);
const ids = (rows: readonly { caseId: string }[]) => rows.map(({ caseId }) => caseId);

test('a court’s area is counted by executing court, lamp and state', () => {
  const found = totals('吉01', '吉01');
  expect(found).toMatchObject({ open: 7, elsewhere: 0, lamps: { GREEN: 1, AMBER: 2, RED: 1, DARK: 2, NONE: 1 } });
  expect(found.courts).toMatchObject([
    { court: '吉0104', open: 6 },
    { court: '吉0122', open: 1, lamps: { DARK: 1 } },
  ]);
  expect(found.states).toEqual([
    { state: 'UNDER_REVIEW', count: 7 },
    { state: 'CLOSED', count: 1 },
  ]);
  expect([ids(found.overdue), ids(found.today)]).toEqual([['late', 'later'], ['today']]);
});

test.each<[string | null, string, number, string]>([
  ['吉', '吉', 7, 'the High Court is not at work in the restricted case'],
  [null, '吉', 8, 'its inspectors supervise every case'],
  ['吉0104', '吉0104', 6, 'the court at work in the restricted case has it among its own'],
  ['吉0122', '吉0122', 1, 'a neighbour has its own only'],
  ['吉0211', '吉0211', 0, 'to a court nothing is visible that it is not at work in'],
])('%s in the area of %s counts %i: %s', (court, area, open) => {
  expect(totals(court, area).open).toBe(open);
});

test('cases of other areas are a number of their own and among the latest', () => {
  const found = totals('吉0104', '吉0104');
  expect(found.elsewhere).toBe(1);
  expect(ids(found.latest)).toContain('elsewhere');
});

test('the week runs from Monday to Sunday of the courts’ day', () => {
  const { week } = totals('吉01', '吉01');
  expect(week.map(({ date }) => date).join()).toMatch(/^2018-10-08,.*,2018-10-14$/);
  expect(week.filter(({ count }) => count > 0)).toEqual([
    { date: '2018-10-08', count: 1 },
    { date: '2018-10-10', count: 1 },
    { date: '2018-10-11', count: 1 },
    { date: '2018-10-12', count: 1 },
  ]);
});

test('of many changes the latest are kept, newest first', () => {
  const many = rollOf(
    Array.from({ length: 40 }, (_, day) =>
      documentOf(`c${day}`, { updatedAt: `2018-09-20T15:${String((day * 7) % 40).padStart(2, '0')}:00.000+08:00` }),
    ),
  );
  const { latest } = totalsOf(many.rows(), { court: null, book: SHIPPED_CALENDAR, now: NOW }, '吉');
  const order = latest.map(({ updatedAt }) => updatedAt.slice(14, 16));
  expect(order).toEqual(['39', '38', '37', '36', '35', '34', '33', '32', '31', '30', '29', '28']);
});
