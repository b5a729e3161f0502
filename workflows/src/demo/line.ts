import type { CodeOf, GroundCode, Opinion, REGISTERED_ORIGINS, RequestedOutcome, Route } from '@xiezhi/rules';

/** How far a case has come; a case stops after the last step of its stage. */
export type Stage =
  | 'submitted'
  | 'correction'
  | 'forwarded'
  | 'reviewed'
  | 'urged'
  | 'withdrawn'
  | 'concluded'
  | 'conclusionConfirmed'
  | 'proposed'
  | 'decided'
  | 'relayed'
  | 'refusalReceived'
  | 'selfPlan'
  | 'selfReport'
  | 'selfDone'
  | 'firstReceipt'
  | 'served'
  | 'planned'
  | 'endorsed'
  | 'meeting'
  | 'planApproved'
  | 'field'
  | 'corrected'
  | 'lead'
  | 'returned'
  | 'closing'
  | 'closed'
  | 'revoked';

/** One kind of case of the demonstration, and how many there are of it. */
export interface Line {
  count: number;
  route: Route;
  until: Stage;
  /** Working days from the last step to today, from and to; each case in turn gets the next one. */
  age: readonly [number, number];
  grounds?: readonly GroundCode[];
  origin?: CodeOf<typeof REGISTERED_ORIGINS>;
  /** The file was incomplete and has been completed. */
  supplemented?: boolean;
  outcome?: 'REFUSE';
  late?: boolean;
  major?: boolean;
  /** The bureau meeting asks for the president's review. */
  president?: boolean;
  /** An urgent instruction that nobody has acknowledged. */
  unacknowledged?: boolean;
  objection?: boolean;
  close?: RequestedOutcome;
  opinion?: Opinion;
}

const ORDINARY = ['3-1', '3-6', '3-4', '3-3', '3-7', '3-1'] as const;

/** The demonstration's cases: some three hundred, in every state and with lamps of every colour. */
export const LINES: readonly Line[] = [
  { count: 12, route: 'ART7', until: 'submitted', age: [1, 4], grounds: ORDINARY },
  { count: 24, route: 'ART7', until: 'reviewed', age: [1, 8], grounds: ORDINARY },
  { count: 6, route: 'ART7', until: 'reviewed', age: [9, 9], grounds: ORDINARY },
  { count: 5, route: 'ART7', until: 'reviewed', age: [11, 16] },
  { count: 3, route: 'ART7', until: 'urged', age: [1, 3] },
  { count: 8, route: 'ART7', until: 'correction', age: [1, 5] },
  { count: 5, route: 'ART7', until: 'correction', age: [7, 14] },
  { count: 5, route: 'ART7', until: 'reviewed', age: [1, 8], supplemented: true },
  { count: 4, route: 'ART7', until: 'withdrawn', age: [2, 13] },
  { count: 3, route: 'ART7', until: 'reviewed', age: [1, 9], grounds: ['3-2'] },
  { count: 2, route: 'ART7', until: 'reviewed', age: [2, 6], grounds: ['3-8'] },
  { count: 10, route: 'ART7', until: 'proposed', age: [1, 5], grounds: ORDINARY },
  { count: 2, route: 'ART7', until: 'proposed', age: [1, 3], grounds: ['3-8'] },
  { count: 3, route: 'ART7', until: 'proposed', age: [8, 10] },
  { count: 3, route: 'ART7', until: 'proposed', age: [1, 4], outcome: 'REFUSE' },
  { count: 6, route: 'ART7', until: 'decided', age: [1, 3], grounds: ORDINARY },
  { count: 4, route: 'ART7', until: 'firstReceipt', age: [1, 4] },
  { count: 5, route: 'ART7', until: 'decided', age: [1, 3], outcome: 'REFUSE' },
  { count: 5, route: 'ART7', until: 'refusalReceived', age: [3, 12], outcome: 'REFUSE' },
  { count: 4, route: 'ART7', until: 'selfPlan', age: [3, 30], outcome: 'REFUSE' },
  { count: 4, route: 'ART7', until: 'selfReport', age: [5, 25], outcome: 'REFUSE' },
  { count: 6, route: 'ART7', until: 'selfDone', age: [20, 120], outcome: 'REFUSE' },
  { count: 9, route: 'ART7', until: 'served', age: [1, 12], grounds: ORDINARY },
  { count: 6, route: 'ART7', until: 'planned', age: [1, 4], grounds: ORDINARY },
  { count: 2, route: 'ART7', until: 'endorsed', age: [1, 3], major: true },
  { count: 3, route: 'ART7', until: 'meeting', age: [1, 3], major: true, president: true },
  { count: 2, route: 'ART7', until: 'planApproved', age: [2, 5], major: true, president: true },
  { count: 6, route: 'ART7', until: 'planApproved', age: [1, 8], grounds: ORDINARY },
  { count: 30, route: 'ART7', until: 'field', age: [1, 40], grounds: ORDINARY },
  { count: 4, route: 'ART7', until: 'field', age: [5, 20], grounds: ['3-2'] },
  { count: 4, route: 'ART7', until: 'field', age: [3, 30], major: true, grounds: ['3-3'] },
  { count: 5, route: 'ART7', until: 'field', age: [2, 30], grounds: ['3-5'] },
  { count: 3, route: 'ART7', until: 'field', age: [1, 2], unacknowledged: true },
  { count: 4, route: 'ART7', until: 'corrected', age: [1, 3] },
  { count: 2, route: 'ART7', until: 'corrected', age: [2, 6], objection: true },
  { count: 3, route: 'ART7', until: 'lead', age: [3, 15] },
  { count: 3, route: 'ART7', until: 'returned', age: [2, 9] },
  { count: 8, route: 'ART7', until: 'closing', age: [1, 6], grounds: ORDINARY },
  { count: 28, route: 'ART7', until: 'closed', age: [5, 220], grounds: ORDINARY },
  { count: 5, route: 'ART7', until: 'closed', age: [15, 160], late: true },
  { count: 5, route: 'ART7', until: 'closed', age: [20, 190], close: 'ZHONGBEN' },
  { count: 4, route: 'ART7', until: 'closed', age: [10, 150], grounds: ['3-5'] },
  { count: 3, route: 'ART7', until: 'revoked', age: [12, 100] },
  { count: 4, route: 'ART8', until: 'submitted', age: [1, 6], grounds: ['3-6', '3-5'] },
  { count: 3, route: 'ART8', until: 'forwarded', age: [1, 2], grounds: ['3-6', '3-5'] },
  { count: 4, route: 'ART8', until: 'reviewed', age: [1, 11], grounds: ['3-6', '3-5'] },
  { count: 2, route: 'ART8', until: 'proposed', age: [1, 2], grounds: ['3-5'] },
  { count: 2, route: 'ART8', until: 'decided', age: [1, 3], grounds: ['3-6'], outcome: 'REFUSE', opinion: 'DISAGREE' },
  { count: 2, route: 'ART8', until: 'relayed', age: [1, 4], grounds: ['3-6'], outcome: 'REFUSE' },
  { count: 2, route: 'ART8', until: 'served', age: [3, 9], grounds: ['3-6'] },
  { count: 5, route: 'ART8', until: 'field', age: [2, 30], grounds: ['3-6', '3-5'] },
  { count: 4, route: 'ART8', until: 'closed', age: [20, 140], grounds: ['3-6', '3-5'] },
  { count: 3, route: 'ART9', until: 'submitted', age: [1, 3] },
  { count: 4, route: 'ART9', until: 'reviewed', age: [2, 10], grounds: ['3-1', '3-3'] },
  { count: 1, route: 'ART9', until: 'decided', age: [1, 1] },
  { count: 3, route: 'ART9', until: 'field', age: [3, 25] },
  { count: 2, route: 'ART9', until: 'closed', age: [30, 90] },
  { count: 4, route: 'ART4', until: 'submitted', age: [2, 12], origin: 'SUPERIOR_ORDER' },
  { count: 2, route: 'ART4', until: 'proposed', age: [1, 2], origin: 'EX_OFFICIO' },
  { count: 1, route: 'ART4', until: 'concluded', age: [1, 1], origin: 'SUPERIOR_ORDER' },
  { count: 2, route: 'ART4', until: 'conclusionConfirmed', age: [10, 30], origin: 'SUPERIOR_FINDING' },
  { count: 4, route: 'ART4', until: 'field', age: [2, 20], origin: 'SUPERIOR_FINDING' },
  { count: 3, route: 'ART4', until: 'closed', age: [25, 120], origin: 'SUPERIOR_ORDER', close: 'MATTER_ACHIEVED' },
];
