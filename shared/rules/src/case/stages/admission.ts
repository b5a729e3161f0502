import { notEligible, parseCaseNumber, writtenCaseNumber } from '../../case-number';
import type { CaseNumber } from '../../case-number';
import type { Court, Courts } from '../../courts';
import { RuleError } from '../../errors';
import { TERRITORY } from '../../jurisdiction/in-force';
import { EARLIEST_DAY, EARLIEST_INSTRUMENT, isLocalDate } from '../../local-date';
import type { LocalDate } from '../../local-date';
import type { RefusalCode } from '../../vocabulary';
import type { KeptFields } from '../commands';
import { refuse } from '../transition';

/** What is wrong with a field, and where it stands: `['exclusions', 0, 'end']`. */
export interface CaseFault {
  path: readonly (string | number)[];
  code: RefusalCode;
  message: string;
}

/** The fields while they are written: of what is missing, or no day yet, nothing can be said. */
type Written = { [K in keyof KeptFields]?: KeptFields[K] | undefined };

function notWithin(label: string, day: LocalDate, from: LocalDate, today: LocalDate): string | undefined {
  if (day >= from && day <= today) return undefined;
  return `${label}（${day}）应在${from}至今天（${today}）之间，含首尾两日。`;
}

function basisFault(date: LocalDate | undefined, filingDate: LocalDate): string | undefined {
  if (!isLocalDate(date) || (date >= EARLIEST_INSTRUMENT && date <= filingDate)) return undefined;
  return `执行依据的作出日期（${date}）应在${EARLIEST_INSTRUMENT}至执行案件立案日期（${filingDate}）之间，含首尾两日。`;
}

function readNumber(text: string, courts: Courts): CaseNumber | CaseFault {
  try {
    return parseCaseNumber(text, courts);
  } catch (error) {
    if (error instanceof RuleError)
      return { path: ['caseNumber'], code: 'CASE_NUMBER_INVALID', message: error.message };
    throw error;
  }
}

const isFault = (read: CaseNumber | CaseFault): read is CaseFault => 'message' in read;

function numberFault(text: string, courts: Courts): CaseFault | undefined {
  const read = readNumber(text, courts);
  if (isFault(read)) return read;
  const objection = notEligible(read);
  return objection === undefined
    ? undefined
    : { path: ['caseNumber'], code: 'CASE_TYPE_NOT_ELIGIBLE', message: objection };
}

/**
 * Everything about the fields of a case that is refused whatever the route, in the order in which it is refused.
 * @param today Asia/Shanghai
 */
export function caseFaults(fields: Written, today: LocalDate, courts: Courts = TERRITORY.courts): CaseFault[] {
  const { filingDate, receivedOn, basis, exclusions = [], caseNumber, grounds } = fields;
  const faults: CaseFault[] = [];
  const add = (path: CaseFault['path'], code: RefusalCode, message: string | undefined) => {
    if (message !== undefined) faults.push({ path, code, message });
  };
  if (isLocalDate(filingDate)) {
    add(['filingDate'], 'VALIDATION', notWithin('立案日期', filingDate, EARLIEST_DAY, today));
    if (isLocalDate(receivedOn)) {
      add(['receivedOn'], 'VALIDATION', notWithin('收件日期', receivedOn, filingDate, today));
    }
    add(['basis', 'date'], 'VALIDATION', basisFault(basis?.date, filingDate));
  }
  for (const [index, { start, end }] of exclusions.entries()) {
    const turned = isLocalDate(start) && isLocalDate(end) && end < start;
    add(['exclusions', index, 'end'], 'VALIDATION', turned ? '扣除期间的止日不能早于起日。' : undefined);
  }
  const number = caseNumber?.trim() ? numberFault(caseNumber, courts) : undefined;
  if (number) faults.push(number);
  add(['grounds'], 'GROUND_REQUIRED', grounds?.length === 0 ? '至少选择第三条规定的一项情形。' : undefined);
  return faults;
}

/**
 * The number must be of the executing court's own docket, under whichever of its codes, or of the court the case was taken
 * over from. It is asked before any case is looked up: a number of another court tells nothing of that court's cases.
 */
export function docketFault(
  { caseNumber, transferredFrom }: Pick<Written, 'caseNumber' | 'transferredFrom'>,
  executing: Pick<Court, 'code'>,
  courts: Courts = TERRITORY.courts,
): CaseFault | undefined {
  if (transferredFrom !== undefined && !courts.everParents(transferredFrom)) {
    const message = `没有代字为“${transferredFrom}”的移送法院。`;
    return { path: ['transferredFrom'], code: 'COURT_UNKNOWN', message };
  }
  if (!caseNumber?.trim()) return undefined;
  const read = readNumber(caseNumber, courts);
  if (isFault(read)) return read;
  const { court } = read;
  const docketOf = transferredFrom ?? executing.code;
  if (court === null || courts.identityOf(court) === courts.identityOf(docketOf)) return undefined;
  const message =
    transferredFrom === undefined
      ? `案号中的法院代字“${court}”不是执行法院（${executing.code}）的代字；由其他法院移送执行的案件，应当填写移送法院。`
      : `案号中的法院代字“${court}”不是移送法院（${transferredFrom}）的代字。`;
  return { path: ['caseNumber'], code: 'CASE_NUMBER_INVALID', message };
}

function refuseFor(fault: CaseFault | undefined): void {
  if (fault) refuse(fault.code, fault.message);
}

/** What must be true of the case fields whatever the route. Throws the refusal. */
export function checkCase(fields: KeptFields, today: LocalDate, courts: Courts): void {
  refuseFor(caseFaults(fields, today, courts)[0]);
}

/** Throws the refusal of a number of another court's docket. */
export function checkDocket(fields: KeptFields, executing: Court, courts: Courts): void {
  refuseFor(docketFault(fields, executing, courts));
}

/** The fields as the case keeps them: the number as it was written, without what only surrounds it. */
export function keptFields(fields: KeptFields): KeptFields {
  return { ...fields, caseNumber: writtenCaseNumber(fields.caseNumber) };
}
