import fc from 'fast-check';
import { addDays, CLOSE_OUTCOMES, codesIn, DISPOSITIONS, GROUND_CODES, ORIGINS } from '../../src';
import type { CountedCollaboration, CountedHit } from '../../src';

/** Two years around the half-years that are asked about. */
const day = fc.integer({ min: 0, max: 730 }).map((n) => addDays('2023-01-01', n));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
export const ENDS = ['decided', 'refused', 'withdrawn', 'lapsed', 'concluded'] as const;

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

export const hit = fc
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

/** Some cases, each with a serial of its own. */
export const collaborations = fc
  .array(fc.integer(), { maxLength: 30 })
  .chain((serials) => fc.tuple(...serials.map((_, index) => collaboration(index))));
