import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { isLocalDate } from '../local-date';

const DIGITS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 → 一, 10 → 十, 21 → 二十一. Throws VALIDATION outside 1–99. */
export function toChineseNumeral(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RuleError('VALIDATION', '中文数字只支持1至99。');
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] : ''}`;
}

/** 2018-10-09 → 二〇一八年十月九日, as on the signing line of a decision. Throws VALIDATION. */
export function toChineseDate(date: LocalDate): string {
  if (!isLocalDate(date)) throw new RuleError('VALIDATION', `日期“${String(date)}”无效。`);
  const year = [...date.slice(0, 4)].map((digit) => DIGITS[Number(digit)]).join('');
  return `${year}年${toChineseNumeral(Number(date.slice(5, 7)))}月${toChineseNumeral(Number(date.slice(8, 10)))}日`;
}

/** 2018-10-09 → 2018年10月9日, for dates inside a text. */
export function plainDate(date: LocalDate): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}
