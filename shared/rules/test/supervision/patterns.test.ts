import { array, assert, constantFrom, integer, option, property, record, subarray } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import {
  addDays,
  daysBetween,
  GROUND_CODES,
  patternCaseOf,
  PATTERN_DIMENSIONS,
  patternValues,
  patternWords,
  readPatternDimensions,
  REFUSAL_PHRASES,
  standsIn,
  Tabulation,
} from '../../src';
import type {
  CloseOutcome,
  Origin,
  PatternCase,
  PatternDimension,
  PatternFigures,
  PatternOutcome,
  RespondentKind,
  Route,
} from '../../src';
import * as scene from '../support/scenes';

const DIMENSIONS = Object.keys(PATTERN_DIMENSIONS) as PatternDimension[];
const FIRST = '2024-01-01';
const day = integer({ min: 0, max: 200 }).map((days) => addDays(FIRST, days));

const days = integer({ min: 0, max: 90 });

/** One after another, as they happen. */
const someCase: Arbitrary<PatternCase> = record({
  receivedOn: day,
  executingCourt: constantFrom('吉0104', '吉0105', '吉0202'),
  decidingCourt: constantFrom('吉01', '吉02', '吉'),
  origin: constantFrom<Origin>('APPLICATION', 'SCAN', 'OWN_CASE'),
  route: constantFrom<Route>('ART7', 'ART8', 'ART4'),
  grounds: subarray([...GROUND_CODES], { maxLength: 3 }),
  respondents: constantFrom<RespondentKind>('person', 'organization', 'both', 'none'),
  outcome: constantFrom<PatternOutcome>('APPROVE', 'REFUSE', 'WITHDRAWN', 'LAPSED', 'CONCLUDED', 'PENDING'),
  decidedOn: option(days),
  refusalReasons: subarray(['phrase-1', 'phrase-2', 'OWN_WORDS']),
  closed: option(
    record({
      outcome: constantFrom<CloseOutcome>('ACTUALLY_CLOSED', 'ZHONGBEN', 'MATTER_ACHIEVED', 'REVOKED'),
      on: days,
      recoveredAmount: integer({ min: 0, max: 9_999_999 }).map((cents) => cents / 100),
    }),
  ),
}).map(({ decidedOn, closed, ...one }) => {
  const decided = decidedOn === null ? null : addDays(one.receivedOn, decidedOn);
  return {
    ...one,
    decidedOn: decided,
    closed: closed && { ...closed, on: addDays(decided ?? one.receivedOn, closed.on) },
  };
});

/** By sorting everything, as somebody would with a pencil. */
function naive(cases: readonly PatternCase[]): PatternFigures {
  const median = (days: number[]) => {
    const sorted = days.sort((a, b) => a - b);
    const half = sorted.length / 2;
    if (sorted.length === 0) return null;
    const value = sorted.length % 2 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
    return value.toFixed(1);
  };
  const closed = cases.filter((one) => one.closed !== null);
  return {
    count: cases.length,
    daysToDecision: median(
      cases.filter((one) => one.decidedOn).map((one) => daysBetween(one.receivedOn, one.decidedOn!)),
    ),
    daysToClose: median(
      closed.filter((one) => one.decidedOn).map((one) => daysBetween(one.decidedOn!, one.closed!.on)),
    ),
    recovered: closed.reduce((sum, one) => sum + Math.round(one.closed!.recoveredAmount * 100), 0) / 100,
  };
}

describe('a cross table of two dimensions', () => {
  test('has in every cell, row, column and total what a recount finds', () => {
    const dimensions = constantFrom(...DIMENSIONS);
    assert(
      property(array(someCase, { maxLength: 30 }), dimensions, dimensions, (cases, row, column) => {
        if (row === column) return;
        const by = [row, column] as const;
        const tabulation = new Tabulation(by);
        cases.forEach((one) => tabulation.add(one));
        const table = tabulation.table();
        expect(table.total).toEqual(naive(cases));
        const placed = cases.filter(
          (one) => patternValues(row, one).length > 0 && patternValues(column, one).length > 0,
        );
        for (const [told, dimension] of [
          [table.rows, row],
          [table.columns, column],
        ] as const) {
          const values = [...new Set(placed.flatMap((one) => [...patternValues(dimension, one)]))];
          expect(told.map(({ value }) => value).sort()).toEqual(values.sort());
          for (const { value, ...figures } of told) {
            expect(figures).toEqual(naive(placed.filter((one) => patternValues(dimension, one).includes(value))));
          }
        }
        for (const { row: r, column: c, ...figures } of table.cells) {
          expect(figures).toEqual(naive(cases.filter((one) => standsIn(one, { by, row: r, column: c }))));
          expect(figures.count).toBeGreaterThan(0);
        }
        const counted = table.cells.reduce((sum, { count }) => sum + count, 0);
        const expected = placed.reduce(
          (sum, one) => sum + patternValues(row, one).length * patternValues(column, one).length,
          0,
        );
        expect(counted).toBe(expected);
      }),
    );
  });

  test.each(['', 'ground', 'ground,ground', 'ground,origin,route', 'ground,toString', 'ground,阶段'])(
    'is refused for %j, naming what there is',
    (by) => {
      expect(() => readPatternDimensions(by)).toThrow(
        expect.objectContaining({ code: 'VALIDATION', message: expect.stringContaining('closeOutcome（办结方式）') }),
      );
    },
  );

  test.each([
    ['ground', '3-2', '3-2 受到严重非法干预'],
    ['decidingCourt', '吉01', '长春市中级人民法院'],
    ['month', '2024-03', '2024-03'],
    ['refusalReason', 'OWN_WORDS', '自行撰写的理由'],
  ] as const)('a value of %s, %s, reads %s', (dimension, value, expected) => {
    expect(patternWords(dimension, value, '2024-03-01')[0]).toContain(expected.slice(0, 7));
  });
});

describe('a collaboration as a pattern', () => {
  const patternOf = (c: ReturnType<typeof scene.closed>) =>
    patternCaseOf(
      c.state,
      c.events.map(({ type }) => type),
    );

  test.each([
    ['closed', scene.closed(), 'APPROVE'],
    ['refused', scene.refused(), 'REFUSE'],
    ['withdrawn', scene.withdrawn(), 'WITHDRAWN'],
    ['lapsed', scene.lapsed(), 'LAPSED'],
    ['under review', scene.underReview(), 'PENDING'],
  ])('that is %s', (_, c, outcome) => {
    expect(patternOf(c)).toMatchObject({ outcome, receivedOn: '2019-03-04', decidingCourt: scene.DECIDING });
  });

  test('refused in customary words is found under them, whatever the punctuation; else under its own', () => {
    const refusing = (reasons: string) =>
      scene.proposed('REFUSE').does('2019-03-12 09:00', scene.people.director, 'review.decide', {
        outcome: 'REFUSE',
        reasons,
      });
    const { id, text } = REFUSAL_PHRASES[1]!;
    expect(patternOf(refusing(`一、${text.replace('，', ' ，')}二、另查明，无。`))?.refusalReasons).toEqual([id]);
    expect(patternOf(refusing('不属于第三条的情形'))?.refusalReasons).toEqual(['OWN_WORDS']);
    expect(patternOf(scene.closed())?.refusalReasons).toEqual([]);
  });
});
