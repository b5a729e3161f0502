import type { CommandAnswer } from '@xiezhi/contracts';
import type { CaseOpening, PreviousCase, Refusal } from '@xiezhi/rules';
import type { FromHit } from './from-hit';

/** A received application. It is the legal receipt: stored before anything else happens, with its own time. */
export interface Application {
  _id: string;
  commandId: string;
  digest: string;
  command: CaseOpening;
  /** The hit of a scan that is disposed of by it: the case begins when that is on record. */
  from?: FromHit;
  /** The number of the enforcement case as it was written, for people. */
  caseNumber: string;
  /** The enforcement case it is about, by whatever spelling; absent in applications received before it was kept. */
  claim?: string;
  receivedAt: string;
  /** The ended collaboration it follows, as it then was: named by the applicant, or the last one on the same number. */
  previous?: PreviousCase;
  /** Whose claim it took over, as long as that may have to be given back. */
  before?: string;
  /** STARTING: the engine has it, and nothing is known of its first entry yet. */
  status: 'RECEIVED' | 'STARTING' | 'STARTED' | 'REFUSED';
  refusal?: Refusal;
}

export type Receipt = { started: true; answer: CommandAnswer } | { started: false; caseId: string; receivedAt: string };

/** The collaboration before it, where the applicant names one. */
export const namedIn = (command: CaseOpening): string | undefined =>
  command.type === 'scan.open' ? undefined : command.with.previous;
