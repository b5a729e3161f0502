import { RuleError } from './errors';

/** A rate for display and its verdict. `pass` null: nothing to divide by, neither passed nor failed. */
export interface Rate {
  display: string;
  pass: boolean | null;
}

function integer(value: number | bigint, what: string): bigint {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RuleError('VALIDATION', `${what}必须是整数。`);
  const big = BigInt(value);
  if (big < 0n) throw new RuleError('VALIDATION', `${what}不能是负数。`);
  return big;
}

/**
 * A rate against a target in percent. The verdict compares integers, never the rounded display:
 * 1799 of 1999 shows 90.0% and yet misses 90. Display is rounded half up to one decimal. Throws VALIDATION.
 */
export function rate(numerator: number | bigint, denominator: number | bigint, targetPercent: number | bigint): Rate {
  const num = integer(numerator, '分子');
  const den = integer(denominator, '分母');
  const target = integer(targetPercent, '目标值');
  if (den === 0n) return { display: '—', pass: null };
  const tenths = (num * 2000n + den) / (2n * den);
  return { display: `${tenths / 10n}.${tenths % 10n}%`, pass: num * 100n >= den * target };
}
