import type { LocalDate } from '../local-date';

/** Day from which the 2020 amendment of 执行工作若干问题的规定（试行） applies and its item 132 is item 74. */
const AMENDMENT_IN_FORCE: LocalDate = '2021-01-01';

/** The provision an annex decision rests on, by the day of decision: the annex of 2018 still prints item 132. */
export function legalBasisOn(date: LocalDate): string {
  return date < AMENDMENT_IN_FORCE ? '第132条第2款' : '第74条第2款';
}
