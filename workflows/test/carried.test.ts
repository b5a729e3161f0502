import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { jsonBytes } from '@xiezhi/contracts/workflow';
import { decide, decideSystem, evolve, nextRung, open } from '@xiezhi/rules';
import type { CaseCommand, CaseEvent, CaseState, Outcome } from '@xiezhi/rules';
import { PARTICIPATING, people, planFields, served } from '@xiezhi/rules/scenes';
import { Dice, personsCommand, someOpening, systemCommand, whenNext } from '@xiezhi/rules/walk';
import { carriedState } from '../src/case/carried';
import { whyTooLarge } from '../src/case/size';

/** Fixed, so that a red run stays red: FC_SEED and FC_RUNS walk elsewhere and longer. */
const seed = Number(process.env.FC_SEED ?? 20_180_514);
const numRuns = Number(process.env.FC_RUNS ?? 100);

const met = new Set<string>();

function wakes(state: CaseState) {
  const rung = nextRung(state);
  return rung && { at: rung.at, rung: rung.rung, kind: rung.deadline.kind };
}

/** One case twice: as it is, and as it would be had it been handed over after every single entry. */
class Twice {
  private full: CaseState | null = null;
  private carried: CaseState | null = null;

  step(dice: Dice): void {
    const { full, carried } = this;
    if (!full || !carried) {
      const { command, context } = someOpening(dice);
      this.go(open(command, context));
      return;
    }
    deepStrictEqual(wakes(carried), wakes(full), 'it sleeps as long');
    const at = whenNext(dice, full);
    if (dice.once(4)) {
      const command = systemCommand(dice, full, at);
      this.compare(decideSystem(full, command), decideSystem(carried, command));
      return;
    }
    const command = personsCommand(dice, full, at);
    this.compare(decide(full, command), decide(carried, command));
  }

  private compare(full: Outcome, carried: Outcome): void {
    if ('refusal' in full || 'refusal' in carried) {
      deepStrictEqual(carried, full, 'it is refused in the same words');
      return;
    }
    deepStrictEqual(carried.events, full.events, 'it leads to the same entries');
    deepStrictEqual(carriedState(carried.state), carriedState(full.state), 'it is carried on as the same');
    this.go(full);
  }

  private go(outcome: Outcome): void {
    if ('refusal' in outcome) return;
    for (const event of outcome.events) this.take(event);
    ok(this.carried);
    deepStrictEqual(carriedState(this.carried), this.carried, 'handing over again takes nothing more');
  }

  private take(event: CaseEvent): void {
    this.full = evolve(this.full, event);
    this.carried = carriedState(evolve(this.carried, event));
    met.add(event.type);
  }
}

describe('a case that is handed over', () => {
  test('decides what it would have decided with every text still there', () => {
    const step = fc.array(fc.nat(10_000), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 90, size: 'max' }), (steps) => {
        const twice = new Twice();
        for (const numbers of steps) twice.step(new Dice(numbers));
      }),
      { seed, numRuns, endOnFailure: process.env.FC_SHRINK === undefined },
    );
    for (const type of ['collaboration.closed', 'plan.approved', 'execution.recorded']) ok(met.has(type), type);
  });

  test('stays under a megabyte when it is as large as a case may be', () => {
    let { state } = served();
    const at = state.lastAt;
    const next = (command: object) => decide(state, { at, ...command } as CaseCommand);
    const take = (command: object) => {
      const outcome = next(command);
      ok('state' in outcome, JSON.stringify(outcome));
      ({ state } = outcome);
    };
    /** Whether the case has room for it, and then it has it. */
    const fits = (command: { type: 'plan.submit' | 'execution.instruct' } & object) => {
      const outcome = next(command);
      ok('state' in outcome, JSON.stringify(outcome));
      if (whyTooLarge(command.type, 0, outcome)) return false;
      ({ state } = outcome);
      return true;
    };
    const word = '獬'.repeat(300);
    const submit = (count: number) => ({
      type: 'plan.submit' as const,
      actor: people.officer,
      with: {
        ...planFields,
        officers: Array.from({ length: count }, (_, i) => ({
          name: word,
          court: PARTICIPATING,
          credential: `${word}${i}`,
        })),
      },
    });
    let count = 500;
    while (!fits(submit(count))) count -= 20;
    ok(count > 20 && count < 500, `as many people as there is room for: ${count}`);
    take({ type: 'plan.approve', actor: people.commandDirector, with: {} });
    const instruct = {
      type: 'execution.instruct' as const,
      actor: people.officer,
      with: { to: PARTICIPATING, text: word, urgent: true },
    };
    while (fits(instruct));
    const owed = state.records.length;
    ok(owed > 20, `as many instructions as there is room for: ${owed}`);
    for (const { number } of state.records) {
      take({ type: 'execution.acknowledge', actor: people.participantField, with: { record: number } });
    }
    take({
      type: 'closeout.request',
      actor: people.applicant,
      with: { outcome: 'ACTUALLY_CLOSED', recoveredAmount: 1, summary: '獬'.repeat(19_990) },
    });
    take({ type: 'closeout.return', actor: people.commandDirector, with: { reasons: '獬'.repeat(19_990) } });
    const bytes = jsonBytes(carriedState(state));
    ok(bytes > 600_000 && bytes < 1_000_000, `${bytes} bytes`);
  });
});
