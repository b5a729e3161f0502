import type { Article } from '../articles/article';
import type { DecisionNumbering } from '../case-number/decision-number';
import type { Territory } from '../calendar/regions';
import type { Settings } from '../house-rules';
import type { LocalDate } from '../local-date';
import type { Periods } from '../periods';
import type { SettingDefinition } from '../settings';

/**
 * A province and the text by which its courts collaborate: all that would be another in another province. Everything else
 * in the Rule is the procedure itself, or the law of the whole country.
 */
export interface Jurisdiction extends Territory, DecisionNumbering {
  /** Identifies the text; written into every ledger entry. */
  ruleSet: string;
  /** Its title as it is cited in full. */
  title: string;
  effectiveFrom: LocalDate;
  articles: readonly Article[];
  periods: Periods;
  /** What ships where the text is silent. */
  settings: Required<Settings>;
  /** Everything of that which may be set. */
  catalogue: readonly SettingDefinition[];
}
