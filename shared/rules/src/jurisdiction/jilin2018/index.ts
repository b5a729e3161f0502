import { ARTICLES } from '../../articles';
import { DEFAULT_SETTINGS } from '../../house-rules';
import { PERIODS } from '../../periods';
import { SETTINGS } from '../../settings';
import type { Jurisdiction } from '../jurisdiction';
import { COURTS } from './courts';
import { REGIONS } from './regions';
import { DECISION_NUMBER, EFFECTIVE_FROM, RULE_SET, RULE_SET_TITLE } from './rule-set';

export const JILIN2018: Jurisdiction = {
  ruleSet: RULE_SET,
  title: RULE_SET_TITLE,
  effectiveFrom: EFFECTIVE_FROM,
  courts: COURTS,
  regions: REGIONS,
  articles: ARTICLES,
  periods: PERIODS,
  settings: DEFAULT_SETTINGS,
  catalogue: SETTINGS,
  decisionNumber: DECISION_NUMBER,
};
