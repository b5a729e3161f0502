import type { CaseStatus, Origin } from './codes';

/** From the decision to collaborate until close-out. */
export const COLLABORATING_STATUSES: readonly CaseStatus[] = [
  'APPROVED',
  'DECISION_SERVED',
  'PLAN_DRAFT',
  'PLAN_BUREAU_APPROVED',
  'PLAN_APPROVED',
  'IN_EXECUTION',
  'CLOSE_PENDING',
];

/** Art. 4 and Art. 14: from above or of the deciding court's own motion, so that there is nothing to refuse. */
export const ORDERED_ORIGINS: ReadonlySet<Origin> = new Set([
  'SUPERIOR_FINDING',
  'SUPERIOR_ORDER',
  'EX_OFFICIO',
  'SCAN',
]);

/** Art. 4 (1), (2) and a designation under Art. 14. What a court takes up by itself is completed once it is decided. */
export const FROM_ABOVE: ReadonlySet<Origin> = new Set(['SUPERIOR_FINDING', 'SUPERIOR_ORDER', 'SCAN']);

/** States in which the collaboration no longer blocks a new application on the same enforcement case (Art. 10). */
export const ENDED_STATUSES: ReadonlySet<CaseStatus> = new Set([
  'REFUSED',
  'WITHDRAWN',
  'LAPSED',
  'SELF_EXECUTION',
  'SELF_EXECUTION_DONE',
  'CLOSED',
]);

/** States after which nothing more can happen to the case, so that its workflow may end. */
export const FINAL_STATUSES: ReadonlySet<CaseStatus> = new Set(['CLOSED', 'SELF_EXECUTION_DONE']);
