import { entryOf, eventOf, updateIdOf } from '@xiezhi/contracts';
import type { IdentifiedCommand, IdentifiedOpening, UnrecordedEntry } from '@xiezhi/contracts';
import { awaitsDocumentNumber, decide, decideSystem, evolve, open, parseInstant, RULE_SET } from '@xiezhi/rules';
import type { CaseCommand, CaseOpening, CaseState, Instant, OpeningContext, Outcome } from '@xiezhi/rules';
import { digestOf } from '@xiezhi/case-kit';

/** A person's act at its past instant. */
export type PastCommand = CaseCommand;

/** A case's acts, what opens it first. */
export interface Plan {
  caseId: string;
  commands: readonly [CaseOpening, ...PastCommand[]];
}

/** A case as it stands after its acts, with the entries that the system would have written of them. */
export interface History {
  caseId: string;
  opening: IdentifiedOpening;
  entries: UnrecordedEntry[];
  state: CaseState;
}

export interface Draw {
  caseId: string;
  court: string;
  year: number;
  at: Instant;
}

/** What gives a case its document number, as the decision service would. */
export type DrawSerial = (draw: Draw) => number;

/**
 * Plays the acts of one case through the Rule, the clock first at every instant, up to `asOf`: the same steps as the
 * case's workflow takes, so that the entries are those it would have had recorded.
 * @throws Error naming the act that the Rule refuses
 */
export function historyOf(
  { caseId, commands: [first, ...rest] }: Plan,
  context: OpeningContext,
  until: Instant,
  draw: DrawSerial,
): History {
  const opening = identified(caseId, 1, first);
  const entries: UnrecordedEntry[] = [];
  let state: CaseState | undefined;

  const take = (outcome: Outcome, cause?: IdentifiedCommand | IdentifiedOpening): CaseState => {
    if ('refusal' in outcome) {
      throw new Error(
        `${caseId} ${cause?.command.type ?? 'system'}: ${outcome.refusal.code} ${outcome.refusal.message}`,
      );
    }
    for (const event of outcome.events) {
      const commandId = cause && event.actor.role !== 'clock' ? updateIdOf(cause) : undefined;
      entries.push(entryOf(caseId, entries.length + 1, event, RULE_SET, commandId));
    }
    return (state = outcome.state);
  };
  const number = (current: CaseState): void => {
    if (!awaitsDocumentNumber(current)) return;
    const { decidingCourt: court, receivedOn, lastAt: at } = current;
    const year = Number((receivedOn ?? at).slice(0, 4));
    take(decideSystem(current, { type: 'document.number', at, year, serial: draw({ caseId, court, year, at }) }));
  };

  number(take(open(opening.command, context), opening));
  for (const [index, command] of rest.entries()) {
    if (!state || parseInstant(command.at) > parseInstant(until))
      throw new Error(`${caseId}: ${command.type} is not past`);
    const request = identified(caseId, index + 2, command);
    number(take(decide(state, command), request));
  }
  if (!state) throw new Error(`${caseId} was not opened`);
  return { caseId, opening, entries, state: take(decideSystem(state, { type: 'clock.tick', at: until })) };
}

/** A collaboration as it went: its state after every entry. */
export interface Course {
  caseId: string;
  states: readonly { at: number; state: CaseState }[];
}

export function courseOf({ caseId, entries }: History): Course {
  let state: CaseState | null = null;
  const states = entries.map((entry) => {
    state = evolve(state, eventOf(entry));
    return { at: parseInstant(entry.at), state };
  });
  return { caseId, states };
}

function identified<C extends PastCommand | CaseOpening>(caseId: string, number: number, command: C) {
  return { id: `demo-${caseId}-${number}`, digest: digestOf(command, caseId), command };
}
