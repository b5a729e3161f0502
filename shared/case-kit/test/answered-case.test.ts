import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { collaborationSchema } from '@xiezhi/contracts/views';
import type { CaseView } from '@xiezhi/contracts/views';
import { decide, decideSystem, open } from '@xiezhi/rules';
import type { CaseState, Outcome } from '@xiezhi/rules';
import { Dice, personsCommand, someOpening, systemCommand, whenNext } from '@xiezhi/rules/walk';
import { clearView, documentAfter } from '../src/case/view';
import type { CaseDocument } from '../src/case/view';

/** The keys of a value's type, at any depth, that another type does not name. */
type Unnamed<A, S> = A extends readonly (infer X)[]
  ? S extends readonly (infer Y)[]
    ? Unnamed<X, Y>
    : never
  : A extends object
    ? { [K in keyof A]-?: K extends keyof NonNullable<S> ? Unnamed<A[K], NonNullable<S>[K]> : K }[keyof A]
    : never;
type Nothing<T extends never> = T;
/** Of fields that no walk below happens upon; the compiler looks. */
export type NothingUnnamed = Nothing<Unnamed<ReturnType<typeof clearView>, CaseView>>;

/** Fixed, so that a red run stays red: FC_SEED and FC_RUNS walk elsewhere and longer. */
const seed = Number(process.env.FC_SEED ?? 20_180_514);
const numRuns = Number(process.env.FC_RUNS ?? 40);

function outcomeOf(dice: Dice, state: CaseState | undefined): Outcome {
  if (!state) {
    const { command, context } = someOpening(dice);
    return open(command, context);
  }
  const at = whenNext(dice, state);
  return dice.once(4)
    ? decideSystem(state, systemCommand(dice, state, at))
    : decide(state, personsCommand(dice, state, at));
}

test('a case has no field that the schema of its answer does not name, however it went', () => {
  const met = new Set<string>();
  const step = fc.array(fc.nat(10_000), { minLength: 6, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 90, size: 'max' }), (steps) => {
      let document: CaseDocument | null = null;
      for (const numbers of steps) {
        const before: CaseDocument | null = document;
        const outcome = outcomeOf(new Dice(numbers), before?.state);
        if ('refusal' in outcome) continue;
        for (const event of outcome.events) {
          const entry = entryOf('jl0104-1', (document?.seq ?? 0) + 1, event, 'test') as LedgerEntry;
          document = documentAfter(entry, document);
          met.add(event.type);
        }
      }
      if (!document) return;
      const answer: unknown = JSON.parse(
        JSON.stringify(clearView(document, { court: document.state.decidingCourt, roles: ['inspector'] })),
      );
      deepStrictEqual(collaborationSchema.parse(answer), answer);
    }),
    { seed, numRuns, endOnFailure: process.env.FC_SHRINK === undefined },
  );
  for (const type of ['plan.approved', 'execution.recorded']) ok(met.has(type), type);
});
