import { notEligible, parseCaseNumber, writtenCaseNumber } from '../../case-number';
import type { Court, Courts } from '../../courts';
import { RuleError } from '../../errors';
import { EARLIEST_DAY, EARLIEST_INSTRUMENT } from '../../local-date';
import type { LocalDate } from '../../local-date';
import type { KeptFields } from '../commands';
import { refuse } from '../transition';

function within(label: string, day: LocalDate, from: LocalDate, today: LocalDate): void {
  if (day < from || day > today) {
    refuse('VALIDATION', `${label}（${day}）应在${from}至今天（${today}）之间，含首尾两日。`);
  }
}

function numberOf(text: string, courts: Courts) {
  try {
    return parseCaseNumber(text, courts);
  } catch (error) {
    if (error instanceof RuleError) refuse('CASE_NUMBER_INVALID', error.message);
    throw error;
  }
}

/** What must be true of the case fields whatever the route. Throws the refusal. */
export function checkCase(fields: KeptFields, today: LocalDate, courts: Courts): void {
  const { filingDate, receivedOn, basis, exclusions = [], grounds } = fields;
  within('立案日期', filingDate, EARLIEST_DAY, today);
  if (receivedOn !== undefined) within('收件日期', receivedOn, filingDate, today);
  if (basis !== undefined && (basis.date < EARLIEST_INSTRUMENT || basis.date > filingDate)) {
    refuse(
      'VALIDATION',
      `执行依据的作出日期（${basis.date}）应在${EARLIEST_INSTRUMENT}至执行案件立案日期（${filingDate}）之间，含首尾两日。`,
    );
  }
  for (const { start, end } of exclusions) {
    if (end < start) refuse('VALIDATION', '扣除期间的止日不能早于起日。');
  }
  const objection = notEligible(numberOf(fields.caseNumber, courts));
  if (objection !== undefined) refuse('CASE_TYPE_NOT_ELIGIBLE', objection);
  if (grounds.length === 0) refuse('GROUND_REQUIRED', '至少选择第三条规定的一项情形。');
}

/**
 * The number must be of the executing court's own docket, under whichever of its codes, or of the court the case was taken
 * over from. It is asked before any case is looked up: a number of another court tells nothing of that court's cases.
 */
export function checkDocket({ caseNumber, transferredFrom }: KeptFields, executing: Court, courts: Courts): void {
  if (transferredFrom !== undefined && !courts.everParents(transferredFrom)) {
    refuse('COURT_UNKNOWN', `没有代字为“${transferredFrom}”的移送法院。`);
  }
  const { court } = numberOf(caseNumber, courts);
  const docketOf = transferredFrom ?? executing.code;
  if (court === null || courts.identityOf(court) === courts.identityOf(docketOf)) return;
  refuse(
    'CASE_NUMBER_INVALID',
    transferredFrom === undefined
      ? `案号中的法院代字“${court}”不是执行法院（${executing.code}）的代字；由其他法院移送执行的案件，应当填写移送法院。`
      : `案号中的法院代字“${court}”不是移送法院（${transferredFrom}）的代字。`,
  );
}

/** The fields as the case keeps them: the number as it was written, without what only surrounds it. */
export function keptFields(fields: KeptFields): KeptFields {
  return { ...fields, caseNumber: writtenCaseNumber(fields.caseNumber) };
}
