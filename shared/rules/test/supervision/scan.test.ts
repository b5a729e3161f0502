import fc from 'fast-check';
import { addDays, addYears, nextScanDay, NOTHING_KNOWN, SCAN_SETTINGS, scanning, SHIPPED_CALENDAR } from '../../src';
import type { DocketRow, ScanKnowledge, ScanQuestion } from '../../src';
import { rowWith } from './rows';

const QUESTION: ScanQuestion = { court: '吉02', by: 'person', asOf: '2025-04-22', settings: SCAN_SETTINGS };

const listOf = (
  row: Partial<DocketRow>,
  known: Partial<ScanKnowledge> = {},
  question: Partial<ScanQuestion> = {},
): string | undefined => scanning({ ...QUESTION, ...question })(rowWith(row), { ...NOTHING_KNOWN, ...known })?.list;

const HIGH = { court: '吉' };
const CLOSED = (on: string) => ({ collaborations: [{ end: { kind: 'CLOSED' as const, on } }] });
const exempted = (on: string, row: Partial<DocketRow> = {}) => ({ exemption: { on, row: rowWith(row) } });

test.each<[string, Partial<DocketRow>, string | undefined]>([
  ['two net years full', {}, 'hits'],
  ['full since today', { filing_date: '2023-04-21' }, 'hits'],
  ['full tomorrow', { filing_date: '2023-04-22' }, 'watch'],
  ['full in thirty days', { filing_date: '2023-05-22' }, 'watch'],
  ['full in thirty-one', { filing_date: '2023-05-23' }, undefined],
  ['no property', { has_property: false }, undefined],
  ['closed that day', { close_date: '2025-04-22' }, undefined],
  ['closed the day after', { close_date: '2025-04-23' }, 'hits'],
  [
    'suspended and running',
    { exclusions: [{ type: '评估', start: '2023-03-01', end: null, document_no: null }] },
    undefined,
  ],
  ['another area', { case_no: '（2023）吉0104执1号', court_code: '吉0104' }, undefined],
  ["the scanning court's own case", { case_no: '（2023）吉02执1号', court_code: '吉02' }, undefined],
])('an intermediate court: %s', (_, row, list) => expect(listOf(row)).toBe(list));

test.each<[string, Partial<ScanKnowledge>, string | undefined]>([
  ['a running collaboration', { collaborations: [{ end: null }] }, 'covered'],
  ['one that ended without execution', { collaborations: [{ end: { kind: 'ENDED' } }] }, 'hits'],
  ['one closed less than six months ago', CLOSED('2024-10-23'), 'covered'],
  ['one closed six months ago', CLOSED('2024-10-22'), 'hits'],
  ['one ended and one running', { collaborations: [{ end: { kind: 'ENDED' } }, { end: null }] }, 'covered'],
  ['exempted less than six months ago', exempted('2024-10-23'), 'exempt'],
  ['exempted six months ago', exempted('2024-10-22'), 'hits'],
  ['exempted, and closed since then for a while', exempted('2025-04-01', { close_mode: '终本' }), 'hits'],
  [
    'exempted, and another exclusion since',
    exempted('2025-04-01', {
      exclusions: [{ type: '拍卖', start: '2023-03-01', end: '2023-03-05', document_no: null }],
    }),
    'hits',
  ],
  ['exempted, and verified again since', exempted('2025-04-01', { property_verified_on: '2024-01-01' }), 'exempt'],
  ['an open hit, whatever else is', { open: true, collaborations: [{ end: null }] }, 'hits'],
])('%s', (_, known, list) => expect(listOf({}, known)).toBe(list));

test('exclusions in another order are the same exclusions', () => {
  const [one, two] = ['2023-03-01', '2023-04-01'].map((start) => ({
    type: '评估',
    start,
    end: start,
    document_no: null,
  }));
  const known = { exemption: { on: '2025-04-01', row: rowWith({ exclusions: [one!, two!] }) } };
  expect(listOf({ exclusions: [two!, one!] }, known)).toBe('exempt');
});

test('a case that is watched is no longer watched once a collaboration covers it', () => {
  expect(listOf({ filing_date: '2023-05-01' }, { collaborations: [{ end: null }] })).toBeUndefined();
});

test.each<[string, Partial<DocketRow>, Partial<ScanKnowledge>, 'clock' | 'person', string | undefined]>([
  ['by itself, a basic court’s case is left to the court below', {}, {}, 'clock', undefined],
  ['by itself, one that the court below is in time for', {}, { below: { late: false } }, 'clock', undefined],
  ['by itself, one that the court below left overdue', {}, { below: { late: true } }, 'clock', 'hits'],
  [
    'by itself, an intermediate court’s own case',
    { case_no: '（2023）吉02执1号', court_code: '吉02' },
    {},
    'clock',
    'hits',
  ],
  ['by itself, its own open hit', {}, { open: true, below: { late: false } }, 'clock', 'hits'],
  ['by a person, every case', {}, {}, 'person', 'hits'],
  ['by a person, one that the court below is in time for', {}, { below: { late: false } }, 'person', 'pendingBelow'],
  [
    'by a person, one below that is exempt here',
    {},
    { below: { late: false }, ...exempted('2025-04-01') },
    'person',
    'pendingBelow',
  ],
  ['by a person, one that the court below left overdue', {}, { below: { late: true } }, 'person', 'hits'],
])('the High Court: %s', (_, row, known, by, list) => expect(listOf(row, known, { ...HIGH, by })).toBe(list));

test('a basic court scans nobody', () => {
  expect(() => scanning({ ...QUESTION, court: '吉0202' })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
});

test('a court is looked at under its code and its superior of that day', () => {
  const row = rowWith({ case_no: '（2017）吉0381执12号', court_code: '吉0381', filing_date: '2017-01-09' });
  const look = (court: string, asOf: string) => scanning({ ...QUESTION, court, asOf })(row, NOTHING_KNOWN);
  expect(look('吉03', '2020-12-31')?.executingCourt).toBe('吉0381');
  expect(look('吉03', '2021-01-04')).toBeUndefined();
  expect(look('吉01', '2021-01-04')?.executingCourt).toBe('吉0184');
});

test.each([
  ['2025-01-22', false],
  ['2025-01-21', true],
  [null, true],
])('property verified on %s', (property_verified_on, stale) => {
  expect(scanning(QUESTION)(rowWith({ property_verified_on }), NOTHING_KNOWN)?.stale).toBe(stale);
});

test('the net date is shown with what was taken off', () => {
  const exclusions = [
    { type: '评估', start: '2023-03-01', end: '2023-05-10', document_no: null },
    { type: '拍卖', start: '2023-04-20', end: '2023-08-18', document_no: null },
  ];
  const row = rowWith({
    case_no: '（2022）吉0204执880号',
    court_code: '吉0204',
    filing_date: '2022-09-01',
    exclusions,
  });
  expect(scanning(QUESTION)(row, NOTHING_KNOWN)?.age).toMatchObject({
    rawDate: '2024-09-01',
    excludedDays: 170,
    netDate: '2025-02-18',
  });
});

test.each([
  ['吉02', '2025-04-22T09:00:00+08:00', '2025-05-06'],
  ['吉02', '2025-05-06T07:59:59+08:00', '2025-05-06'],
  ['吉02', '2025-05-06T08:00:00+08:00', '2025-06-03'],
  ['吉24', '2025-08-29T20:00:00+08:00', '2025-09-01'],
  ['吉02', '2018-12-31T23:59:59+08:00', '2019-01-02'],
])('%s scans next after %s on %s', (court, after, day) => {
  expect(nextScanDay(SHIPPED_CALENDAR, court, after)).toBe(day);
});

/** The definition, read word by word and day by day. */
function naiveList(row: DocketRow, known: ScanKnowledge, asOf: string): string | undefined {
  const suspended = new Set<string>();
  for (const { start, end } of row.exclusions) {
    for (let day = addDays(start, 1); day <= (end ?? asOf); day = addDays(day, 1))
      if (day > row.filing_date) suspended.add(day);
  }
  let net = addYears(row.filing_date, 2);
  for (let left = suspended.size; left > 0; left -= 1) net = addDays(net, 1);
  const met = net < asOf;
  const eligible = row.has_property && !(row.close_date !== null && row.close_date <= asOf);
  const covered = known.collaborations.some(({ end }) => end === null);
  if (!eligible) return undefined;
  if (!met) return !covered && net <= addDays(asOf, 30) ? 'watch' : undefined;
  return covered ? 'covered' : 'hits';
}

test('any row stands in the list that its definition says', () => {
  const days = fc.integer({ min: 0, max: 900 }).map((n) => addDays('2022-12-01', n));
  const exclusion = fc.tuple(days, fc.option(fc.integer({ min: 0, max: 300 }))).map(([start, length]) => ({
    type: '评估',
    start,
    end: length === null ? null : addDays(start, length),
    document_no: null,
  }));
  const rows = fc.record({
    filing_date: days,
    has_property: fc.boolean(),
    close_date: fc.option(days),
    exclusions: fc.array(exclusion, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(rows, fc.boolean(), (changes, running) => {
      const known = { ...NOTHING_KNOWN, collaborations: running ? [{ end: null }] : [] };
      const row = rowWith(changes);
      expect(scanning(QUESTION)(row, known)?.list).toBe(naiveList(row, known, QUESTION.asOf));
    }),
  );
});
