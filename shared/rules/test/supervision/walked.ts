import { decide, decideSystem, open } from '../../src';
import type { CaseEvent, CaseState } from '../../src';
import type { Dice } from '../support/walk';
import { personsCommand, someOpening, systemCommand, whenNext } from '../support/walk';

/** Some case as it could really have gone. */
export function walked(dice: Dice, steps: number): CaseEvent[] {
  const events: CaseEvent[] = [];
  let state: CaseState | null = null;
  for (let step = 0; step < steps; step += 1) {
    let outcome;
    if (state === null) {
      const { command, context } = someOpening(dice);
      outcome = open(command, context);
    } else {
      const at = whenNext(dice, state);
      outcome = dice.once(4)
        ? decideSystem(state, systemCommand(dice, state, at))
        : decide(state, personsCommand(dice, state, at));
    }
    if ('refusal' in outcome) continue;
    events.push(...outcome.events);
    state = outcome.state;
  }
  return events;
}
