import { calendarFor, DEFAULT_SETTINGS, SHIPPED_CALENDAR } from '@xiezhi/rules';
import type { CalendarYear, CaseState, HitState } from '@xiezhi/rules';
import { sampleOpening } from '@xiezhi/rules/sample';
import { createLogger, createMetrics } from '@xiezhi/service-kit';
import { OpenFiles } from '../src/open-files';
import { ShippedYears } from '../src/changes/shipped';

const next: CalendarYear = { region: 'national', year: 2027, off: [], makeup: [], version: 1, notice: '2027年通知' };
const many = SHIPPED_CALENDAR.years.length;
afterEach(() => SHIPPED_CALENDAR.years.splice(many));

const state = (calendar: CalendarYear[]): CaseState =>
  sampleOpening({}, { settings: DEFAULT_SETTINGS, calendar, wholeCalendar: true }).state;

/** Who is told what at a start. */
async function toldAt(documents: Record<string, CaseState>, hits: Record<string, HitState> = {}): Promise<string[]> {
  const told: string[] = [];
  const modelOf = (states: object) => ({
    catchUp: () => Promise.resolve(),
    collection: { find: () => Object.entries(states).map(([_id, of]) => ({ _id, state: of as unknown })) },
  });
  const reviser = {
    revise: (caseId: string, years: CalendarYear[]) => {
      told.push(`${caseId} ${years.map(({ region, year }) => `${region}-${year}`).join()}`);
      return Promise.resolve([]);
    },
  };
  const logger = createLogger('command-center', 'silent');
  const shipped = new ShippedYears(
    new OpenFiles(modelOf(documents) as never, modelOf(hits) as never, modelOf({}) as never, modelOf({}) as never),
    reviser,
    () => Promise.resolve('2026-12-01T09:00:00.000+08:00'),
    createMetrics('command-center'),
    logger,
  );
  await shipped.tell();
  shipped.close();
  return told;
}

test('a year that ships is told to running cases that do not know it, and to no other', async () => {
  SHIPPED_CALENDAR.years.push(next);
  const before = state(calendarFor([], '2019-03-04').filter(({ year }) => year < 2027));
  expect(await toldAt({ old: before, young: state(calendarFor([], '2019-03-04')) })).toEqual(['old national-2027']);
});

test('while nothing new ships nobody is asked', async () => {
  expect(await toldAt({ old: state(calendarFor([], '2019-03-04')) })).toEqual([]);
});

test('an open hit is told as well, what its court counts by', async () => {
  const region = { ...next, region: 'yanbian' };
  SHIPPED_CALENDAR.years.push(next, region);
  const calendar = calendarFor([], '2026-03-04').filter(({ year }) => year < 2027);
  const hit = (court: string) =>
    ({ calendar, wholeCalendar: true, openedAt: '2026-03-04T08:00:00.000+08:00', found: { court } }) as HitState;
  expect(await toldAt({}, { 'hit-jl02-1': hit('吉02'), 'hit-jl24-1': hit('吉24') })).toEqual([
    'hit-jl02-1 national-2027',
    'hit-jl24-1 national-2027,yanbian-2027',
  ]);
});
