// Names of changes to a run's steps (docs/versioning.md). Runs begun before a change go on as they were, step by step.

/**
 * Nothing is to stop a case: the number is drawn and refusals are written down beside everything else, and sizes and clocks
 * are looked at.
 */
export const STEADY = 'nothing-stops-a-case';

/** Requests that may be repeats of forgotten ones are looked up in the ledger. */
export const RECALL = 'answers-from-the-ledger';

/** Whoever looks into a lead does so after close-out too; cases closed before this was so have ended. */
export const OPEN_LEADS = 'open-leads';

/** What a lapse has opened moves with the supplement. */
export const LAPSE_FOLLOWS = 'lapse-follows';
