import fc from 'fast-check';
import {
  bulletinFigures,
  caseRowAfter,
  caseRowOf,
  countCollaboration,
  countedCollaboration,
  countedRowIn,
  evolve,
  halfYearDays,
  isRestricted,
  isRowNeeded,
  labelOf,
  mustCompleteState,
  parseInstant,
  patternCaseOf,
  patternRowIn,
  visibleInRow,
  visibleToCourts,
} from '../../src';
import type { CaseEvent, CaseState, CountedCollaboration, Instant, KnownCase } from '../../src';
import { Dice } from '../support/walk';
import * as scene from '../support/scenes';
import { walked } from './walked';

interface Step {
  event: CaseEvent;
  events: readonly CaseEvent[];
  known: KnownCase;
  /** As each event has left it. */
  text: string;
}

const ID = 'jl0602-1';

/** A case with its row, event by event. */
function stepsOf(events: readonly CaseEvent[]): Step[] {
  const steps: Step[] = [];
  let state: CaseState | null = null;
  for (const [index, event] of events.entries()) {
    state = evolve(state, event);
    const soFar = events.slice(0, index + 1);
    const known = {
      state,
      types: soFar.map(({ type }) => type),
      visibleTo: visibleToCourts(state, event.at.slice(0, 10)),
      restricted: isRestricted(state),
    };
    const before: string | null = steps.at(-1)?.text ?? null;
    steps.push({ event, events: soFar, known, text: caseRowAfter(before, event, known) });
  }
  return steps;
}

const walks = fc
  .array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 })
  .map((numbers) => stepsOf(walked(new Dice(numbers), 40)))
  .filter((steps) => steps.length > 0);

/** Of a close-out figures count no more than this. */
function bare(one: CountedCollaboration | undefined): CountedCollaboration | undefined {
  const closed = one?.closed;
  return (
    one && {
      ...one,
      closed: closed ? { outcome: closed.outcome, on: closed.on, recoveredAmount: closed.recoveredAmount } : null,
    }
  );
}

const byEvents = (events: readonly CaseEvent[], until = Infinity) =>
  bare(
    countedCollaboration(
      ID,
      events.filter(({ at }) => parseInstant(at) <= until),
    ),
  );

const instantsOf = (steps: readonly Step[]): Instant[] => [...new Set(steps.map(({ event }) => event.at))];

test('a row counts what the events count, after each of them', () => {
  fc.assert(
    fc.property(walks, (steps) => {
      for (const { text, events } of steps) {
        expect(countedRowIn(ID, text)).toMatchObject({ complete: true, collaboration: byEvents(events)! });
      }
    }),
    { numRuns: 20 },
  );
});

test('a row counts as of every instant what the events up to it count', () => {
  fc.assert(
    fc.property(walks, (steps) => {
      const { text, events } = steps.at(-1)!;
      for (const at of instantsOf(steps)) {
        expect(countedRowIn(ID, text, at)).toMatchObject({
          complete: true,
          collaboration: byEvents(events, parseInstant(at))!,
        });
      }
    }),
    { numRuns: 20 },
  );
});

test('a row is not there before the case was entered', () => {
  const [first, ...others] = stepsOf(scene.closed().events);
  const before = new Date(parseInstant(first!.event.at) - 1).toISOString();
  expect(countedRowIn(ID, others.at(-1)!.text, before)).toBeUndefined();
});

test('a row begun from a state counts the same, or says that only the entries tell', () => {
  let told = 0;
  fc.assert(
    fc.property(walks, fc.nat(), (steps, number) => {
      const begun = number % steps.length;
      const { event, known } = steps[begun]!;
      let text = caseRowOf(known, steps[0]!.event.at, event.at);
      for (const step of steps.slice(begun + 1)) text = caseRowAfter(text, step.event, step.known);
      const { events } = steps.at(-1)!;
      for (const at of instantsOf(steps)) {
        const { complete, collaboration } = countedRowIn(ID, text, at)!;
        if (parseInstant(at) < parseInstant(event.at)) expect(complete).toBe(false);
        if (!complete) continue;
        told += 1;
        expect(collaboration).toEqual(byEvents(events, parseInstant(at)));
      }
    }),
    { numRuns: 20 },
  );
  expect(told).toBeGreaterThan(50);
});

test('the bulletin of rows is that of events, byte for byte, as of any freeze', () => {
  fc.assert(
    fc.property(fc.array(walks, { minLength: 1, maxLength: 4 }), fc.nat(), (cases, number) => {
      const instants = cases.flatMap(instantsOf);
      const at = instants[number % instants.length]!;
      const year = Number(at.slice(0, 4));
      const figuresOf = (collaborations: CountedCollaboration[]) =>
        [`${year}-H1`, `${year}-H2`].map((period) =>
          JSON.stringify(
            bulletinFigures({ court: '吉', period, collaborations, hits: [], quotas: [], previous: null }),
          ),
        );
      const counted = cases.flatMap(
        (steps) =>
          countedCollaboration(
            ID,
            steps.at(-1)!.events.filter((event) => parseInstant(event.at) <= parseInstant(at)),
          ) ?? [],
      );
      const rows = cases.flatMap((steps) => countedRowIn(ID, steps.at(-1)!.text, at)?.collaboration ?? []);
      expect(figuresOf(rows)).toEqual(figuresOf(counted));
    }),
    { numRuns: 15 },
  );
});

test('a row stands in cross tables as its case does, under the number it has', () => {
  fc.assert(
    fc.property(walks, (steps) => {
      for (const { text, known } of steps) {
        const one = patternCaseOf(known.state, known.types);
        const { documentNumber, caseFields } = known.state;
        const { caseNumber } = caseFields;
        const row = patternRowIn(text);
        expect(row?.one).toEqual(one && { ...one, closed: one.closed && expect.objectContaining(row!.one.closed!) });
        if (row) {
          const number = labelOf({ documentNumber, caseNumber });
          expect(row).toMatchObject({ number, caseNumber, visibleTo: known.visibleTo });
        }
        expect(visibleInRow(text)).toEqual(known.visibleTo);
        expect(countedRowIn(ID, text).restricted).toBe(known.restricted);
      }
    }),
    { numRuns: 20 },
  );
});

test('of a case that needs no row nothing is counted in any half-year', () => {
  let unneeded = 0;
  fc.assert(
    fc.property(walks, (steps) => {
      for (const { text, events } of steps) {
        if (isRowNeeded(text)) continue;
        unneeded += 1;
        const one = countedCollaboration(ID, events)!;
        const year = Number(one.enteredAt.slice(0, 4));
        for (const period of [`${year}-H1`, `${year}-H2`, `${year + 1}-H1`]) {
          const figures: string[] = [];
          const days = halfYearDays(period);
          countCollaboration(one, days, (figure) => figures.push(figure));
          expect([figures, mustCompleteState(one, days.last)]).toEqual([[], 'none']);
        }
      }
    }),
    { numRuns: 40 },
  );
  expect(unneeded).toBeGreaterThan(10);
});

test('an entry that changes nothing of a row leaves its text as it is', () => {
  const steps = stepsOf(scene.closed().events);
  const texts = new Set(steps.map(({ text }) => text));
  expect(texts.size).toBeLessThan(steps.length / 2);
});
