import fc from 'fast-check';
import { bulletinFigures, CLOSE_OUTCOMES, codesIn, DISPOSITIONS, GROUND_CODES, halfYearDays, ORIGINS } from '../../src';
import type { CountedCollaboration, CountedHit, Figures, LocalDate } from '../../src';
import { collaborations, ENDS, hit } from './random-cases';

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
  fc.assert(
    fc.property(
      collaborations,
      fc.array(hit, { maxLength: 15 }),
      fc.constantFrom('2023-H2', '2024-H1'),
      (all, hits, period) => {
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
      },
    ),
    { numRuns: 40 },
  );
});
