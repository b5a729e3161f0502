import type { CourtCode, Courts } from '../courts/courts';
import { RuleError } from '../errors';
import { DECISION_NUMBER, TERRITORY } from '../jurisdiction/in-force';
import { toChineseNumeral } from './chinese-numerals';

/** How a province numbers its decisions, and the courts that do. */
export interface DecisionNumbering {
  courts: Courts;
  /** With {year}, {court}, {serial} and {suffix}. */
  decisionNumber: string;
}

const IN_FORCE: DecisionNumbering = { ...TERRITORY, decisionNumber: DECISION_NUMBER };

/**
 * The number of a decision document: year of receipt, deciding court, serial per court and year.
 * `suffix` n adds 之一, 之二 … for further documents of a series (3-5). Throws VALIDATION.
 */
export function decisionNumber(
  parts: { year: number; court: CourtCode; serial: number; suffix?: number | undefined },
  { courts, decisionNumber: template }: DecisionNumbering = IN_FORCE,
): string {
  const { year, court, serial, suffix } = parts;
  if (!Number.isInteger(year) || year < 1900 || year > 9999) throw new RuleError('VALIDATION', '文号年份无效。');
  if (!courts.isCode(court) || court.length > courts.high.length + 2)
    throw new RuleError('VALIDATION', '只有高级人民法院和中级人民法院可以编立协同执行文号。');
  if (!Number.isSafeInteger(serial) || serial < 1) throw new RuleError('VALIDATION', '文号序号必须是正整数。');
  return template
    .replace('{year}', String(year))
    .replace('{court}', court)
    .replace('{serial}', String(serial))
    .replace('{suffix}', suffix === undefined ? '' : `之${toChineseNumeral(suffix)}`);
}
