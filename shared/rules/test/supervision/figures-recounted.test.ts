import fc from 'fast-check';
import {
  addDays,
  bulletinFigures,
  CLOSE_OUTCOMES,
  codesIn,
  DISPOSITIONS,
  GROUND_CODES,
  halfYearDays,
  ORIGINS,
} from '../../src';
import type { CountedCollaboration, CountedHit, Figures, LocalDate } from '../../src';

/** Two years around the half-years that are asked about. */
const day = fc.integer({ min: 0, max: 730 }).map((n) => addDays('2023-01-01', n));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const ENDS = ['decided', 'refused', 'withdrawn', 'lapsed', 'concluded'] as const;

const collaboration = (serial: number): fc.Arbitrary<CountedCollaboration> =>
  fc
    .record({
      receivedOn: maybe(day),
      lasts: maybe(fc.integer({ min: 0, max: 300 })),
      kind: fc.constantFrom(...ENDS),
      origin: fc.constantFrom(...codesIn(ORIGINS)),
      grounds: fc.uniqueArray(fc.constantFrom(...GROUND_CODES), { minLength: 1, maxLength: 3 }),
      reviews: fc.array(
        fc.record({ due: day, inTime: fc.boolean(), workdays: maybe(fc.integer({ min: 0, max: 40 })) }),
        { maxLength: 2 },
      ),
      closed: maybe(
        fc.record({
          outcome: fc.constantFrom(...codesIn(CLOSE_OUTCOMES)),
          after: fc.integer({ min: 0, max: 200 }),
          fen: fc.integer({ min: 0, max: 1_000_000_000 }),
        }),
      ),
      leads: fc.array(fc.record({ registered: day, referred: maybe(day), unfounded: maybe(day) }), { maxLength: 2 }),
      executingCourt: fc.constantFrom('吉0602', '吉0605', '吉0681', '吉0104'),
      decidingCourt: fc.constantFrom('吉06', '吉06', '吉', '吉01'),
      numbered: fc.boolean(),
      ordered: fc.boolean(),
    })
    .map(({ lasts, kind, closed, numbered, ...rest }): CountedCollaboration => {
      const end = lasts === null || rest.receivedOn === null ? null : { kind, on: addDays(rest.receivedOn, lasts) };
      const done = end?.kind === 'decided' ? closed : null;
      return {
        ...rest,
        end,
        caseId: `case-${serial}`,
        caseNumber: `（2022）${rest.executingCourt}执${serial}号`,
        documentNumber: numbered ? `（2024）吉06协同执字第${serial}号` : null,
        enteredAt: `${rest.receivedOn ?? '2023-01-01'}T09:00:00.000+08:00`,
        closed: done && {
          outcome: done.outcome,
          on: addDays(end!.on, done.after),
          recoveredAmount: done.fen / 100,
        },
      };
    });

const hit = fc
  .record({
    court: fc.constantFrom('吉06', '吉06', '吉', '吉01'),
    executingCourt: fc.constantFrom('吉0602', '吉0605', '吉0681'),
    openedOn: day,
    lasts: maybe(fc.integer({ min: 0, max: 100 })),
    as: fc.constantFrom(...codesIn(DISPOSITIONS)),
  })
  .map(({ lasts, as, ...rest }): CountedHit => ({
    ...rest,
    caseNumber: '（2022）吉0602执1号',
    disposed: lasts === null ? null : { as, on: addDays(rest.openedOn, lasts) },
  }));

/** One case after the other with a tally for each figure, as a clerk does it who has never seen how they are computed. */
function recount(all: readonly CountedCollaboration[], hits: readonly CountedHit[], first: LocalDate, last: LocalDate) {
  const tally = new Map<string, number>();
  const add = (figure: string, by = 1) => tally.set(figure, (tally.get(figure) ?? 0) + by);
  const during = (on: LocalDate | null | undefined) => typeof on === 'string' && on >= first && on <= last;
  const late: string[] = [];
  const workdays: number[] = [];
  let fen = 0;
  for (const one of all) {
    const label = one.documentNumber ?? one.caseNumber;
    if (one.receivedOn !== null) {
      const over = one.end?.on ?? '9999-12-31';
      if (one.receivedOn < first && over >= first) add('pendingBefore');
      if (one.receivedOn <= last && over > last) add('pendingAfter');
    }
    if (during(one.receivedOn)) {
      add('received');
      add(`origin ${one.origin}`);
      for (const ground of one.grounds) add(`ground ${ground}`);
    }
    if (one.receivedOn !== null && one.end && during(one.end.on)) add(one.end.kind);
    for (const review of one.reviews) {
      if (during(review.due)) {
        add('reviews');
        if (review.inTime) add('in time');
        else late.push(label);
      }
      const decided = one.end?.kind === 'decided' || one.end?.kind === 'refused';
      if (decided && during(one.end?.on) && review.workdays !== null) workdays.push(review.workdays);
    }
    if (one.closed && during(one.closed.on)) {
      add(`closed ${one.closed.outcome}`);
      fen += Math.round(one.closed.recoveredAmount * 100);
    }
    const since = one.ordered ? one.receivedOn : one.end?.kind === 'decided' ? one.end.on : null;
    const without = one.end !== null && one.end.kind !== 'decided' && one.end.on <= last;
    const done = one.closed !== null && one.closed.on <= last;
    if (since !== null && since <= last && !without && !done) add('must complete');
    for (const lead of one.leads) {
      if (during(lead.registered)) add('lead registered');
      if (during(lead.referred)) add('lead referred');
      if (during(lead.unfounded)) add('lead unfounded');
    }
  }
  for (const { openedOn, disposed } of hits) {
    if (during(openedOn)) add('hits');
    if (disposed && during(disposed.on)) add(`hit ${disposed.as}`);
    if (openedOn <= last && !(disposed && disposed.on <= last)) add('hits outstanding');
  }
  workdays.sort((a, b) => a - b);
  const half = workdays.length / 2;
  const middle = workdays.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  const median = middle.reduce((sum, n) => sum + n, 0) / middle.length;
  const count = (figure: string) => tally.get(figure) ?? 0;
  const counts = (prefix: string, codes: readonly string[]) =>
    Object.fromEntries(codes.map((code) => [code, count(`${prefix} ${code}`)]));
  const some = (all_: Record<string, number>) => Object.fromEntries(Object.entries(all_).filter(([, n]) => n > 0));
  return {
    ...Object.fromEntries(['pendingBefore', 'received', ...ENDS, 'pendingAfter'].map((flow) => [flow, count(flow)])),
    onTime: expect.objectContaining({ numerator: count('in time'), denominator: count('reviews') }) as object,
    overdue: [...new Set(late)].sort(),
    reviewWorkdaysMedian: workdays.length === 0 ? null : median.toFixed(1),
    origins: some(counts('origin', codesIn(ORIGINS))),
    grounds: some(counts('ground', GROUND_CODES)),
    closed: counts('closed', codesIn(CLOSE_OUTCOMES)),
    recovered: fen / 100,
    mustCompleteOutstanding: count('must complete'),
    scan: { hits: count('hits'), ...counts('hit', codesIn(DISPOSITIONS)), outstanding: count('hits outstanding') },
    leads: {
      registered: count('lead registered'),
      referred: count('lead referred'),
      unfounded: count('lead unfounded'),
    },
  } satisfies Partial<Record<keyof Figures, unknown>>;
}

test.each(['吉06', '吉'])('random bulletins of %s: every figure of every row as a clerk counts it', (court) => {
  const cases = fc
    .array(fc.integer(), { maxLength: 30 })
    .chain((serials) => fc.tuple(...serials.map((_, index) => collaboration(index))));
  fc.assert(
    fc.property(cases, fc.array(hit, { maxLength: 15 }), fc.constantFrom('2023-H2', '2024-H1'), (all, hits, period) => {
      const { first, last } = halfYearDays(period);
      const high = court === '吉';
      const own = high ? all : all.filter(({ decidingCourt }) => decidingCourt === court);
      const ownHits = high ? hits : hits.filter((one) => one.court === court);
      const made = bulletinFigures({ court, period, collaborations: all, hits, quotas: [], previous: null });
      const { quota: _, ...total } = made.total;
      expect(total).toEqual(recount(own, ownHits, first, last));
      for (const { court: code, quota: __, ...row } of made.rows) {
        const ofRow = own.filter((one) => (high ? one.decidingCourt : one.executingCourt) === code);
        const hitsOfRow = ownHits.filter((one) => (high ? one.court : one.executingCourt) === code);
        expect(row).toEqual(recount(ofRow, hitsOfRow, first, last));
      }
    }),
    { numRuns: 40 },
  );
});
