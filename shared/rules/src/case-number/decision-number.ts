import type { CourtCode } from '../courts';
import { RuleError } from '../errors';
import { toChineseNumeral } from './chinese-numerals';

/** The annex's form. An installation may be told to number otherwise; 执协 must not be used, it is another type of case. */
export const DECISION_NUMBER_TEMPLATE = '（{year}）{court}协同执字第{serial}号{suffix}';

/**
 * The number of a decision document: year of receipt, deciding court, serial per court and year.
 * `suffix` n adds 之一, 之二 … for further documents of a series (3-5). Throws VALIDATION.
 */
export function decisionNumber(
  parts: { year: number; court: CourtCode; serial: number; suffix?: number | undefined },
  template = DECISION_NUMBER_TEMPLATE,
): string {
  const { year, court, serial, suffix } = parts;
  if (!Number.isInteger(year) || year < 1900 || year > 2099) throw new RuleError('VALIDATION', '文号年份无效。');
  if (!/^吉(\d{2})?$/.test(court))
    throw new RuleError('VALIDATION', '只有高级人民法院和中级人民法院可以编立协同执行文号。');
  if (!Number.isSafeInteger(serial) || serial < 1) throw new RuleError('VALIDATION', '文号序号必须是正整数。');
  return template
    .replace('{year}', String(year))
    .replace('{court}', court)
    .replace('{serial}', String(serial))
    .replace('{suffix}', suffix === undefined ? '' : `之${toChineseNumeral(suffix)}`);
}
