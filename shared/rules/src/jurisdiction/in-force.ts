import { COURTS } from './jilin2018/courts';
import { REGIONS } from './jilin2018/regions';
import type { Territory } from '../calendar/regions';

export { DECISION_NUMBER, EFFECTIVE_FROM, RULE_SET, RULE_SET_TITLE } from './jilin2018/rule-set';

/**
 * The territory in force: the one place that chooses, beside the whole jurisdiction in `index.ts`, which is assembled of
 * parts that count and read by it.
 */
export const TERRITORY: Territory = { courts: COURTS, regions: REGIONS };
