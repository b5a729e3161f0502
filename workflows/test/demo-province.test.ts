import { commandSchemas, eventOf } from '@xiezhi/contracts';
import {
  calendarOf,
  DEFAULT_SETTINGS,
  dutiesOf,
  evolve,
  isFinal,
  lampOf,
  STATUS_TITLES,
  toInstant,
} from '@xiezhi/rules';
import type { CaseState, Instant } from '@xiezhi/rules';
import { provinceOf } from '../src/demo/province';
import type { History } from '../src/demo/history';

jest.setTimeout(120_000);

const MONDAY_AFTERNOON = '2026-11-23T16:00:00+08:00';

const made = new Map<Instant, Promise<History[]>>();
function province(asOf: Instant = MONDAY_AFTERNOON): Promise<History[]> {
  const known = made.get(asOf) ?? provinceOf({ asOf, settings: DEFAULT_SETTINGS, calendar: [] });
  made.set(asOf, known);
  return known;
}

const seen = (cases: readonly History[], of: (state: CaseState) => readonly string[]): Set<string> =>
  new Set(cases.flatMap(({ state }) => of(state)));

test('the province has some three hundred cases, in every state, by every route and on every ground', async () => {
  const cases = await province();
  expect(cases.length).toBeGreaterThan(280);
  expect(seen(cases, ({ status }) => [status])).toEqual(
    new Set(Object.keys(STATUS_TITLES).filter((status) => status !== 'DRAFT')),
  );
  expect(seen(cases, ({ route }) => [route])).toEqual(new Set(['ART4', 'ART7', 'ART8', 'ART9']));
  expect(seen(cases, ({ grounds }) => grounds.map(({ code }) => code)).size).toBe(8);
  expect(seen(cases, ({ executingCourt }) => [executingCourt]).size).toBeGreaterThan(80);
  expect(seen(cases, ({ sensitivity }) => [sensitivity])).toEqual(new Set(['ORDINARY', 'MAJOR']));
  expect(seen(cases, ({ records }) => records.map(({ kind }) => kind)).size).toBe(4);
  expect(seen(cases, ({ closed }) => (closed ? [closed.outcome] : [])).size).toBe(4);
});

test('its duties show lamps of every colour', async () => {
  const lamps = (await province()).flatMap(({ state }) =>
    dutiesOf(state).map((duty) => lampOf(duty, calendarOf(state), MONDAY_AFTERNOON).lamp),
  );
  for (const lamp of ['GREEN', 'AMBER', 'RED', 'DARK'])
    expect(lamps.filter((one) => one === lamp).length).toBeGreaterThan(4);
});

test('every case is what its entries say, marked, in order, and up to the present at the latest', async () => {
  for (const { entries, state, caseId } of await province()) {
    let replayed: CaseState | null = null;
    for (const [index, entry] of entries.entries()) {
      expect([entry.caseId, entry.seq]).toEqual([caseId, index + 1]);
      expect(Date.parse(entry.at)).toBeLessThanOrEqual(Date.parse(MONDAY_AFTERNOON));
      replayed = evolve(replayed, eventOf(entry));
    }
    expect(replayed).toEqual(state);
    expect(state.demo).toEqual({ asOf: toInstant(Date.parse(MONDAY_AFTERNOON)), entries: entries.length });
  }
});

test('it is the same to the last byte each time, and every act would pass the interface', async () => {
  const again = await provinceOf({ asOf: MONDAY_AFTERNOON, settings: DEFAULT_SETTINGS, calendar: [] });
  expect(JSON.stringify(again)).toBe(JSON.stringify(await province()));
  for (const { opening } of again) {
    const { type, with: fields } = opening.command;
    if (type === 'scan.open') throw new Error('nothing was scanned');
    expect(commandSchemas[type].safeParse(fields).error).toBeUndefined();
  }
});

test('no enforcement case is collaborated in twice, and document numbers have no gaps', async () => {
  const cases = await province();
  expect(new Set(cases.map(({ state }) => state.caseFields.caseNumber)).size).toBe(cases.length);
  const books = new Map<string, number[]>();
  for (const { state } of cases) {
    if (!state.documentSerial) continue;
    const { year, serial } = state.documentSerial;
    const book = `${state.decidingCourt} ${year}`;
    books.set(book, [...(books.get(book) ?? []), serial]);
  }
  for (const serials of books.values())
    expect(serials.sort((a, b) => a - b)).toEqual(serials.map((_, index) => index + 1));
});

// A weekend, the first working hour after the longest holiday, the turn of the year, a leap day, beyond the calendar.
test.each([
  '2026-11-22T10:00:00+08:00',
  '2026-10-08T08:31:00+08:00',
  '2026-01-01T00:00:30+08:00',
  '2024-02-29T12:00:00+08:00',
  '2027-06-15T15:00:00+08:00',
])('the Rule takes every act also as of %s', async (asOf) => {
  const cases = await province(asOf);
  expect(cases.length).toBeGreaterThan(280);
  expect(cases.filter(({ state }) => !isFinal(state)).length).toBeGreaterThan(200);
});
