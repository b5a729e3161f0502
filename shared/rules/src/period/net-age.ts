import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { addDays, addYears, daysBetween, isLocalDate } from '../local-date';

/** A period that suspends the two years (valuation, auction, stay …). Counts as (start, end]: its first day is not excluded. */
export interface DateSpan {
  start: LocalDate;
  end: LocalDate;
}

/** Art. 3 (1): two years from filing without the statutory exclusions. */
export interface NetAge {
  filedOn: LocalDate;
  rawDate: LocalDate;
  /** Days in the union of the exclusions; an overlap counts once (HR-11). */
  excludedDays: number;
  netDate: LocalDate;
  /** First day on which the ground is met. */
  metFrom: LocalDate;
}

const YEARS = 2;

/** Days in the union of the exclusions, as far as they lie after filing: before it nothing ran that could be suspended. */
function unionDays(filedOn: LocalDate, exclusions: readonly DateSpan[]): number {
  const ordered = [...exclusions].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  let total = 0;
  let reached = filedOn;
  for (const { start, end } of ordered) {
    const from = start > reached ? start : reached;
    if (end <= from) continue;
    total += daysBetween(from, end);
    reached = end;
  }
  return total;
}

/**
 * The net two-year age of an enforcement case (Art. 3 (1), HR-11). Not rolled over rest days: it is a threshold, not a period
 * for an act. Throws VALIDATION for days that do not exist and for an exclusion that ends before it starts.
 */
export function netAge(input: { filedOn: LocalDate; exclusions?: readonly DateSpan[] | undefined }): NetAge {
  const { filedOn, exclusions = [] } = input;
  if (!isLocalDate(filedOn)) throw new RuleError('VALIDATION', `立案日期“${String(filedOn)}”无效。`);
  for (const { start, end } of exclusions) {
    const bad = [start, end].find((date) => !isLocalDate(date));
    if (bad !== undefined) throw new RuleError('VALIDATION', `扣除期间的日期“${String(bad)}”无效。`);
    if (end < start) throw new RuleError('VALIDATION', `扣除期间的截止日${end}早于起始日${start}。`);
  }
  const rawDate = addYears(filedOn, YEARS);
  const excludedDays = unionDays(filedOn, exclusions);
  const netDate = addDays(rawDate, excludedDays);
  return { filedOn, rawDate, excludedDays, netDate, metFrom: addDays(netDate, 1) };
}

/** Whether the two years have fully run by the day `asOf`. */
export function netAgeMet(age: NetAge, asOf: LocalDate): boolean {
  return asOf >= age.metFrom;
}
