import { RuleError } from '../errors';
import type { RefusalCode } from '../vocabulary';

/** Why a command was not carried out: one of the contract's codes and a sentence for the person who asked. */
export interface Refusal {
  code: RefusalCode;
  message: string;
}

/** Thrown while a file decides and turned into a value by `outcomeOf`; it never leaves this package. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

export function refuse(code: RefusalCode, message: string): never {
  throw new Refused({ code, message });
}

/** What became of a command: the events it caused and the state they lead to, or why it was refused. */
export type FileOutcome<S, E> = { events: E[]; state: S } | { refusal: Refusal };

export function outcomeOf<S, E>(work: () => { events: E[]; state: S }): FileOutcome<S, E> {
  try {
    const { events, state } = work();
    return { events, state };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    if (error instanceof RuleError) return { refusal: { code: error.code, message: error.message } };
    throw error;
  }
}
