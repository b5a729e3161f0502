import fc from 'fast-check';
import {
  addDays,
  bulletinDue,
  bulletinFigures,
  countedCollaboration,
  countedState,
  countedWithDays,
  firstIndicatorOf,
  halfYearBefore,
  halfYearDays,
  halfYearOf,
  indicatorDays,
  isCountedByState,
  indicatorRate,
  mustComplete,
  quotaProgress,
  SHIPPED_CALENDAR,
} from '../../src';
import type { Bulletin, CountedCollaboration, CountedHit, Figures } from '../../src';
import { Dice } from '../support/walk';
import { evolve } from '../../src';
import type { CaseState } from '../../src';
import { rowWith } from './rows';
import { walked } from './walked';

const received = (changes: Partial<CountedCollaboration> = {}): CountedCollaboration => ({
  caseId: 'jl0602-1',
  caseNumber: '（2022）吉0602执733号',
  documentNumber: '（2024）吉06协同执字第1号',
  executingCourt: '吉0602',
  decidingCourt: '吉06',
  origin: 'APPLICATION',
  grounds: ['3-4'],
  enteredAt: '2024-05-20T09:30:00.000+08:00',
  receivedOn: '2024-05-20',
  end: null,
  reviews: [],
  closed: null,
  ordered: false,
  leads: [],
  ...changes,
});

const decidedOn = (on: string, changes: Partial<CountedCollaboration> = {}) =>
  received({ end: { kind: 'decided', on }, ...changes });

const question = (collaborations: CountedCollaboration[], court = '吉06', period = '2024-H1') => ({
  court,
  period,
  collaborations,
  hits: [] as CountedHit[],
  quotas: [],
  previous: null,
});

const totalOf = (collaborations: CountedCollaboration[], court?: string, period?: string): Figures =>
  bulletinFigures(question(collaborations, court, period)).total;

describe('half-years', () => {
  test.each([
    ['2018-H1', '2018-05-14', '2018-06-30'],
    ['2018-H2', '2018-07-01', '2018-12-31'],
    ['2024-H1', '2024-01-01', '2024-06-30'],
  ])('%s', (period, first, last) => expect(halfYearDays(period)).toEqual({ first, last }));

  test.each(['2017-H2', '2024', '2024-H3', '2024-h1', '２０２４-H1', ''])('“%s” is none', (period) => {
    expect(() => halfYearDays(period)).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });

  test('each day lies in one, and each has one before it', () => {
    expect(['2024-06-30', '2024-07-01'].map(halfYearOf)).toEqual(['2024-H1', '2024-H2']);
    expect(['2024-H2', '2024-H1'].map(halfYearBefore)).toEqual(['2024-H1', '2023-H2']);
  });

  test('a bulletin is due fifteen working days after its period', () => {
    expect(bulletinDue(SHIPPED_CALENDAR, '吉06', '2024-H1', 15).due).toBe('2024-07-19');
  });

  test('an indicator may be of a whole year', () => {
    expect(indicatorDays('2025')).toEqual({ first: '2025-01-01', last: '2025-12-31' });
    expect(() => indicatorDays('25')).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });
});

describe('figures', () => {
  test('the basic courts of the last day are the rows, in order of code', () => {
    const { rows } = bulletinFigures(question([]));
    expect(rows.map(({ court }) => court)).toEqual(['吉0602', '吉0605', '吉0621', '吉0622', '吉0623', '吉0681']);
  });

  test("the High Court's rows are itself and the intermediate courts", () => {
    const { rows } = bulletinFigures(question([], '吉'));
    expect(rows[0]?.court).toBe('吉');
    expect(rows.every(({ court }) => court.length <= 3)).toBe(true);
  });

  test('another executing court has a row only where it has a figure', () => {
    const foreign = received({ executingCourt: '吉0104', receivedOn: '2024-05-20' });
    expect(bulletinFigures(question([foreign])).rows.map(({ court }) => court)).toContain('吉0104');
    const later = received({ executingCourt: '吉0104', receivedOn: '2024-07-01' });
    expect(bulletinFigures(question([later])).rows.map(({ court }) => court)).not.toContain('吉0104');
  });

  test("a court's cases under its earlier code stand in its row of the last day", () => {
    const moved = received({ executingCourt: '吉0381', decidingCourt: '吉01', receivedOn: '2021-03-01' });
    const { rows } = bulletinFigures(question([moved], '吉01', '2021-H1'));
    expect(rows.filter((row) => row.received > 0).map(({ court }) => court)).toEqual(['吉0184']);
  });

  test.each<[string, CountedCollaboration, Partial<Figures>]>([
    [
      'received on the first day',
      received({ receivedOn: '2024-01-01' }),
      { pendingBefore: 0, received: 1, pendingAfter: 1 },
    ],
    [
      'received the day before',
      received({ receivedOn: '2023-12-31' }),
      { pendingBefore: 1, received: 0, pendingAfter: 1 },
    ],
    ['received after it', received({ receivedOn: '2024-07-01' }), { received: 0, pendingAfter: 0 }],
    ['decided on the last day', decidedOn('2024-06-30'), { decided: 1, pendingAfter: 0 }],
    ['decided the day after', decidedOn('2024-07-01'), { decided: 0, pendingAfter: 1 }],
    ['decided on the day it was received', decidedOn('2024-05-20'), { received: 1, decided: 1, pendingAfter: 0 }],
    ['refused', received({ end: { kind: 'refused', on: '2024-06-03' } }), { refused: 1, decided: 0 }],
    ['withdrawn', received({ end: { kind: 'withdrawn', on: '2024-06-03' } }), { withdrawn: 1, pendingAfter: 0 }],
    ['never received', received({ receivedOn: null }), { received: 0, pendingAfter: 0 }],
    [
      'taken back before it was received',
      received({ receivedOn: null, end: { kind: 'withdrawn', on: '2024-06-03' } }),
      { withdrawn: 0, pendingAfter: 0 },
    ],
  ])('%s', (_, collaboration, figures) => expect(totalOf([collaboration])).toMatchObject(figures));

  test('an application is late that is not decided by its day, and listed by its number', () => {
    const late = received({ documentNumber: null, reviews: [{ due: '2024-06-03', inTime: false, workdays: 12 }] });
    const later = received({ reviews: [{ due: '2024-07-01', inTime: false, workdays: null }] });
    const total = totalOf([late, later, received({ reviews: [{ due: '2024-06-28', inTime: true, workdays: 3 }] })]);
    expect(total.onTime).toEqual({ numerator: 1, denominator: 2, display: '50.0%' });
    expect(total.overdue).toEqual(['（2022）吉0602执733号']);
  });

  test.each([
    [[7], '7.0'],
    [[7, 12], '9.5'],
    [[9, 9, 1, 30], '9.0'],
    [[], null],
  ])('the median of %p is %p', (workdays, median) => {
    const all = workdays.map((n) =>
      decidedOn('2024-06-03', { reviews: [{ due: '2024-06-03', inTime: true, workdays: n }] }),
    );
    expect(totalOf(all).reviewWorkdaysMedian).toBe(median);
  });

  test('a ground counts once a case, an origin once, both of those received', () => {
    const total = totalOf([
      received({ grounds: ['3-4', '3-3'] }),
      received({ origin: 'SCAN', receivedOn: '2023-01-01' }),
      received(),
    ]);
    expect(total.grounds).toEqual({ '3-3': 1, '3-4': 2 });
    expect(total.origins).toEqual({ APPLICATION: 2 });
  });

  test('what was closed is counted by its outcome, and its amounts are added to the fen', () => {
    const closed = [0.1, 0.2].map((recoveredAmount) =>
      decidedOn('2023-06-03', { closed: { outcome: 'ACTUALLY_CLOSED', on: '2024-01-01', recoveredAmount } }),
    );
    const total = totalOf(closed);
    expect(total.closed).toEqual({ ACTUALLY_CLOSED: 2, ZHONGBEN: 0, MATTER_ACHIEVED: 0, REVOKED: 0 });
    expect(total.recovered).toBe(0.3);
  });

  test('leads are counted by the day of each step', () => {
    const leads = [
      { registered: '2024-01-05', referred: '2024-07-05', unfounded: null },
      { registered: '2023-01-05', referred: null, unfounded: '2024-02-05' },
    ];
    expect(totalOf([received({ leads })]).leads).toEqual({ registered: 1, referred: 0, unfounded: 1 });
  });

  test("hits of the bulletin's court: opened, disposed of, and still open at the end", () => {
    const hit = (openedOn: string, disposed: CountedHit['disposed'], court = '吉06'): CountedHit => ({
      court,
      executingCourt: '吉0621',
      caseNumber: '（2022）吉0621执1号',
      openedOn,
      disposed,
    });
    const hits = [
      hit('2023-12-04', { as: 'DECIDE', on: '2024-01-02' }),
      hit('2024-06-03', { as: 'NO_LONGER_DUE', on: '2024-07-01' }),
      hit('2024-06-03', null),
      hit('2024-06-03', null, '吉'),
    ];
    const { rows, total } = bulletinFigures({ ...question([]), hits });
    expect(total.scan).toMatchObject({ hits: 2, DECIDE: 1, NO_LONGER_DUE: 0, outstanding: 2 });
    expect(rows.find(({ court }) => court === '吉0621')?.scan).toEqual(total.scan);
    const high = bulletinFigures({ ...question([], '吉'), hits });
    expect(high.rows.filter(({ scan }) => scan.hits > 0).map(({ court, scan }) => [court, scan.hits])).toEqual([
      ['吉', 1],
      ['吉06', 2],
    ]);
  });

  test('what was entered late is told in the next bulletin', () => {
    const known = received({ receivedOn: '2023-12-01', enteredAt: '2023-12-01T09:00:00.000+08:00' });
    const late = received({
      receivedOn: '2023-12-29',
      enteredAt: '2024-01-20T09:00:00.000+08:00',
      documentNumber: null,
    });
    const previous = { period: '2023-H2', frozenAt: '2024-01-19T09:00:00.000+08:00' };
    expect(bulletinFigures({ ...question([known, late]), previous }).lateEntries).toEqual([late.caseNumber]);
  });

  test('a basic court makes no bulletin', () => {
    expect(() => bulletinFigures(question([], '吉0602'))).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });
});

describe('quota', () => {
  const quota = { court: '吉06', year: 2024, number: 2 };

  test('a year is counted up to a day; what was revoked was not completed', () => {
    const closed = (outcome: 'ZHONGBEN' | 'REVOKED') =>
      decidedOn('2023-05-05', { closed: { outcome, on: '2024-06-30', recoveredAmount: 0 } });
    const all = [decidedOn('2024-06-30'), decidedOn('2024-07-01'), closed('ZHONGBEN'), closed('REVOKED')];
    expect(quotaProgress(quota, all, '2024-06-30')).toEqual({ number: 2, decided: 1, closed: 1 });
  });

  test("an intermediate court's own stands in its total, the High Court's rows have each court's, and their sums", () => {
    const all = [decidedOn('2024-05-29')];
    const own = bulletinFigures({ ...question(all), quotas: [quota] });
    expect(own.total.quota).toEqual({ number: 2, decided: 1, closed: 0 });
    expect(own.rows.every((row) => row.quota === null)).toBe(true);
    const high = bulletinFigures({ ...question(all, '吉'), quotas: [quota, { court: '吉01', year: 2024, number: 5 }] });
    expect(high.rows.find(({ court }) => court === '吉06')?.quota).toEqual({ number: 2, decided: 1, closed: 0 });
    expect(high.total.quota).toEqual({ number: 7, decided: 1, closed: 0 });
  });
});

describe('what has to be completed', () => {
  const on = '2024-06-30';

  test.each<[string, CountedCollaboration, object]>([
    [
      'decided',
      decidedOn('2024-05-29'),
      { total: 1, outstanding: ['（2024）吉06协同执字第1号'], display: '0.0%', pass: false },
    ],
    ['not decided', received(), { total: 0, display: '—', pass: null }],
    ['ordered, from receipt', received({ ordered: true }), { total: 1, display: '0.0%' }],
    [
      'ordered, and ended without a decision',
      received({ ordered: true, end: { kind: 'concluded', on } }),
      { total: 0 },
    ],
    [
      'closed',
      decidedOn('2020-05-29', { closed: { outcome: 'ZHONGBEN', on, recoveredAmount: 0 } }),
      { total: 1, closed: 1, outstanding: [], display: '100.0%', pass: true },
    ],
    [
      'closed later',
      decidedOn('2020-05-29', { closed: { outcome: 'ZHONGBEN', on: '2024-07-01', recoveredAmount: 0 } }),
      { closed: 0 },
    ],
    [
      'revoked',
      decidedOn('2020-05-29', { closed: { outcome: 'REVOKED', on, recoveredAmount: 0 } }),
      { total: 1, revoked: 1, closed: 0, outstanding: [], display: '—', pass: null },
    ],
    ['of another court', decidedOn('2024-05-29', { decidingCourt: '吉' }), { total: 0 }],
  ])('%s', (_, collaboration, expected) => expect(mustComplete('吉06', [collaboration], on)).toMatchObject(expected));

  test('the oldest receipt is listed first', () => {
    const all = ['2024-03-01', '2022-03-01', '2023-03-01'].map((receivedOn) =>
      decidedOn('2024-05-29', { receivedOn, documentNumber: receivedOn }),
    );
    expect(mustComplete('吉06', all, on).outstanding).toEqual(['2022-03-01', '2023-03-01', '2024-03-01']);
  });
});

describe('indicators', () => {
  test.each([
    [1799, 1999, '90.0%', false],
    [9, 10, '90.0%', true],
    [0, 0, '—', null],
  ])('%d of %d is %s', (numerator, denominator, display, pass) => {
    expect(indicatorRate('R1', numerator, denominator)).toEqual({ display, pass });
  });

  test('the 80 % has its own target, and no part is larger than the whole', () => {
    expect(indicatorRate('R4', 80, 100).pass).toBe(true);
    expect(() => indicatorRate('R4', 2, 1)).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });

  test('R1 from the docket counts first executions with property whose day falls in the period, or that were closed early in it', () => {
    const days = indicatorDays('2024-H1');
    const done = (close_date: string, close_mode = '执行完毕') => ({ close_date, close_mode });
    const rows = [
      rowWith({ filing_date: '2023-08-01', ...done('2024-02-01') }),
      rowWith({ filing_date: '2023-08-01', ...done('2024-02-02') }),
      rowWith({ filing_date: '2023-08-01', ...done('2024-01-02', '终本') }),
      rowWith({ filing_date: '2024-03-01', ...done('2024-06-01') }),
      rowWith({ filing_date: '2024-03-01' }),
      rowWith({ filing_date: '2023-08-01', has_property: false }),
      rowWith({ filing_date: '2023-08-01', type_code: '执恢' }),
    ];
    expect(firstIndicatorOf(rows, days)).toEqual({ numerator: 2, denominator: 4 });
  });
});

/** Day by day and case by case, as a clerk would tick them off. */
function naiveFlow(all: readonly CountedCollaboration[], first: string, last: string) {
  const counted = {
    pendingBefore: 0,
    received: 0,
    decided: 0,
    refused: 0,
    withdrawn: 0,
    lapsed: 0,
    concluded: 0,
    pendingAfter: 0,
  };
  for (const { receivedOn, end } of all) {
    let pending = false;
    for (let day = '2023-01-01'; day <= last; day = addDays(day, 1)) {
      if (day === first && pending) counted.pendingBefore += 1;
      if (receivedOn === day) {
        pending = true;
        if (day >= first) counted.received += 1;
      }
      if (end?.on === day) {
        pending = false;
        if (day >= first) counted[end.kind] += 1;
      }
    }
    if (pending) counted.pendingAfter += 1;
  }
  return counted;
}

function conserved(figures: Figures): boolean {
  const { pendingBefore, pendingAfter, decided, refused, withdrawn, lapsed, concluded } = figures;
  return pendingBefore + figures.received === pendingAfter + decided + refused + withdrawn + lapsed + concluded;
}

const ADDING = [
  'pendingBefore',
  'received',
  'decided',
  'refused',
  'withdrawn',
  'lapsed',
  'concluded',
  'pendingAfter',
  'recovered',
  'mustCompleteOutstanding',
] as const;

function addsUp({ rows, total }: Bulletin): boolean {
  return ADDING.every((figure) => rows.reduce((sum, row) => sum + row[figure], 0) === total[figure]);
}

test('random collaborations: as counted by hand, nothing lost, and the rows add up to the total', () => {
  const collaboration = fc
    .record({
      receivedOn: fc.integer({ min: 0, max: 700 }).map((n) => addDays('2023-01-01', n)),
      length: fc.option(fc.integer({ min: 0, max: 300 })),
      kind: fc.constantFrom(
        'decided' as const,
        'refused' as const,
        'withdrawn' as const,
        'lapsed' as const,
        'concluded' as const,
      ),
      executingCourt: fc.constantFrom('吉0602', '吉0605', '吉0681', '吉0104'),
      decidingCourt: fc.constantFrom('吉06', '吉06', '吉', '吉01'),
      ordered: fc.boolean(),
    })
    .map(({ length, kind, ...rest }) =>
      received({ ...rest, end: length === null ? null : { kind, on: addDays(rest.receivedOn, length) } }),
    );
  fc.assert(
    fc.property(fc.array(collaboration, { maxLength: 40 }), fc.constantFrom('2023-H2', '2024-H1'), (all, period) => {
      const { first, last } = halfYearDays(period);
      const own = all.filter(({ decidingCourt }) => decidingCourt === '吉06');
      const bulletin = bulletinFigures(question(all, '吉06', period));
      expect(bulletin.total).toMatchObject(naiveFlow(own, first, last));
      for (const made of [bulletin, bulletinFigures(question(all, '吉', period))]) {
        expect([...made.rows, made.total].every(conserved)).toBe(true);
        expect(addsUp(made)).toBe(true);
      }
      expect(bulletinFigures(question([...all].reverse(), '吉06', period))).toEqual(bulletin);
    }),
    { numRuns: 60 },
  );
});

test('cases as they go: each half-year ends with what the next begins with', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 }), { minLength: 1, maxLength: 6 }),
      (rolls) => {
        const all = rolls.flatMap(
          (numbers, index) => countedCollaboration(`case-${index}`, walked(new Dice(numbers), 40)) ?? [],
        );
        const years = all.flatMap(({ receivedOn }) => (receivedOn === null ? [] : [Number(receivedOn.slice(0, 4))]));
        for (const year of new Set(years.flatMap((first) => [first, first + 1]).filter((one) => one > 2018))) {
          const [one, two] = [`${year}-H1`, `${year}-H2`].map((period) => bulletinFigures(question(all, '吉', period)));
          expect([one, two].every((made) => made !== undefined && conserved(made.total) && addsUp(made))).toBe(true);
          expect(one?.total.pendingAfter).toBe(two?.total.pendingBefore);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('what has to be completed is the same by a state as by the events that led to it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 }), (numbers) => {
      const events = walked(new Dice(numbers), 40);
      const whole = countedCollaboration('jl0602-1', events);
      if (!whole) return;
      const state = events.reduce<CaseState | null>(evolve, null)!;
      const short = countedState('jl0602-1', state);
      for (const { at } of events) {
        const on = at.slice(0, 10);
        expect(mustComplete(state.decidingCourt, [short], on)).toEqual(mustComplete(state.decidingCourt, [whole], on));
      }
    }),
    { numRuns: 60 },
  );
});

test('where a state keeps every day, the figures are the same by it as by the events', () => {
  let byState = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 }), (numbers) => {
      const all = walked(new Dice(numbers), 40);
      for (let length = 1; length <= all.length; length += 1) {
        const events = all.slice(0, length);
        if (!isCountedByState(events.map(({ type }) => type))) continue;
        byState += 1;
        const state = events.reduce<CaseState | null>(evolve, null)!;
        expect(countedWithDays('jl0602-1', state, events[0]!.at)).toEqual(countedCollaboration('jl0602-1', events));
      }
    }),
    { numRuns: 30 },
  );
  expect(byState).toBeGreaterThan(100);
});

test('no event, no collaboration', () => expect(countedCollaboration('none', [])).toBeUndefined());
