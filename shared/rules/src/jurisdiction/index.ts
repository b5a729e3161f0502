import { JILIN2018 } from './jilin2018';
import type { Jurisdiction } from './jurisdiction';

export type { Jurisdiction } from './jurisdiction';
export { EFFECTIVE_FROM, RULE_SET, RULE_SET_TITLE } from './in-force';

/** The one in force in every installation so far; whoever decides under another gives it. */
export const JURISDICTION: Jurisdiction = JILIN2018;
