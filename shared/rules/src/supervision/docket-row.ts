import { enforcementCaseKey, isEligibleType, isExamined, readCaseNumber } from '../case-number';
import type { CourtCode } from '../courts';
import { codeOn, courtByCode, courtIdentity, isWithin } from '../courts';
import { RuleError } from '../errors';
import type { Instant, LocalDate } from '../local-date';
import { dateOf, EARLIEST_DAY, isLocalDate, parseInstant, toInstant } from '../local-date';
import type { DateSpan } from '../period';

/** A period that suspends the two years, as the docket has it. `end` null: it is running and counts up to the day asked about. */
export interface DocketExclusion {
  type: string;
  start: LocalDate;
  end: LocalDate | null;
  document_no: string | null;
}

export interface DocketParty {
  side: string;
  name: string;
  kind: string;
}

/**
 * One enforcement case as the courts' own system (执行案件流程信息管理系统) had it at `snapshot_at`. Amounts in yuan. The names
 * are those of the exchange format, which other systems write; null is what they leave empty.
 */
export interface DocketRow {
  case_no: string;
  court_code: CourtCode;
  filing_date: LocalDate;
  type_code: string;
  cause: string | null;
  claim_amount: number | null;
  recovered_amount: number | null;
  has_property: boolean;
  property_verified_on: LocalDate | null;
  close_date: LocalDate | null;
  close_mode: string | null;
  handler_id: string | null;
  parties: DocketParty[];
  exclusions: DocketExclusion[];
  related_case_nos: string[];
  petition_count: number;
  snapshot_at: Instant;
}

export const DOCKET_FIELDS = [
  'case_no',
  'court_code',
  'filing_date',
  'type_code',
  'cause',
  'claim_amount',
  'recovered_amount',
  'has_property',
  'property_verified_on',
  'close_date',
  'close_mode',
  'handler_id',
  'parties',
  'exclusions',
  'related_case_nos',
  'petition_count',
  'snapshot_at',
] as const satisfies readonly (keyof DocketRow)[];

/** The longest text of one field, and the most entries of one list. */
const LONGEST = 2_000;
const MOST = 500;
/** 9999 billion yuan: far above any claim, far below what a number holds exactly in fen. */
const MOST_YUAN = 9_999_999_999_999;

/** What is later cannot be meant, and counting on from the end of all days would end a whole scan. */
const LATEST_DAY: LocalDate = '2999-12-31';
/** Of a wrong value, as much as a report shows. */
const SHOWN = 40;

type Raw = Readonly<Record<string, unknown>>;

const invalid = (message: string): RuleError => new RuleError('VALIDATION', message);

/** Control characters other than tab and line breaks, and half characters. */
const UNPRINTABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}/u;

function text(raw: Raw, field: string): string {
  const value = raw[field];
  if (typeof value !== 'string' || value.trim() === '') throw invalid(`${field}应为文字，不能为空。`);
  if (value.length > LONGEST) throw invalid(`${field}超过${LONGEST}字。`);
  if (UNPRINTABLE.test(value)) throw invalid(`${field}含有不能保存的字符。`);
  return value;
}

const absent = (value: unknown): value is null | undefined | '' =>
  value === null || value === undefined || value === '';

function textOrNull(raw: Raw, field: string): string | null {
  return absent(raw[field]) ? null : text(raw, field);
}

function day(raw: Raw, field: string): LocalDate {
  const value = raw[field];
  if (!isLocalDate(value)) throw invalid(`${field}应为真实存在的日期，格式YYYY-MM-DD。`);
  if (value > LATEST_DAY) throw invalid(`${field}晚于${LATEST_DAY}。`);
  return value;
}

function dayOrNull(raw: Raw, field: string): LocalDate | null {
  return absent(raw[field]) ? null : day(raw, field);
}

function amountOrNull(raw: Raw, field: string): number | null {
  const value = raw[field];
  if (absent(value)) return null;
  if (typeof value !== 'number' || !(value >= 0 && value <= MOST_YUAN)) {
    throw invalid(`${field}应为0至${MOST_YUAN}之间的金额（元）。`);
  }
  return value;
}

function list(raw: Raw, field: string): readonly Raw[] {
  const value = raw[field] ?? [];
  const isList = Array.isArray(value) && value.length <= MOST;
  if (!isList || !value.every((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry))) {
    throw invalid(`${field}应为不超过${MOST}项的列表。`);
  }
  return value as Raw[];
}

function exclusionOf(raw: Raw): DocketExclusion {
  const [start, end] = [day(raw, 'start'), dayOrNull(raw, 'end')];
  if (end === null && raw['running'] !== true) {
    throw invalid(`扣除期间（自${start}）没有截止日；仍在进行的，应注明running。`);
  }
  if (end !== null && end < start) throw invalid(`扣除期间的截止日${end}早于起始日${start}。`);
  return { type: text(raw, 'type'), start, end, document_no: textOrNull(raw, 'document_no') };
}

function partyOf(raw: Raw): DocketParty {
  return { side: text(raw, 'side'), name: text(raw, 'name'), kind: text(raw, 'kind') };
}

function numbersOf(raw: Raw, field: string): string[] {
  const value = raw[field] ?? [];
  if (!Array.isArray(value) || value.length > MOST) throw invalid(`${field}应为不超过${MOST}项的列表。`);
  return value.map((entry: unknown) => text({ [field]: entry }, field));
}

const typeOf = (raw: Raw): string => textOrNull(raw, 'type_code') ?? '执';

function snapshotOf(raw: Raw): Instant {
  const value = raw['snapshot_at'];
  return toInstant(parseInstant(typeof value === 'string' ? value.slice(0, SHOWN) : ''));
}

/** Who imports, and when; rows of the future are refused. */
export interface DocketImporter {
  court: CourtCode;
  now: Instant;
}

/**
 * Reads one row as it was sent. Its fields are checked in the order of the contract: the number, its type, the court, whose it
 * is, then everything else.
 * @throws RuleError CASE_NUMBER_INVALID, CASE_TYPE_NOT_ELIGIBLE, COURT_UNKNOWN, FORBIDDEN, VALIDATION
 */
export function readDocketRow(sent: unknown, importer: DocketImporter): DocketRow {
  const raw = (typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? sent : {}) as Raw;
  const sentNumber = typeof raw['case_no'] === 'string' ? raw['case_no'] : '';
  const case_no = sentNumber.length <= LONGEST ? sentNumber : '';
  const court_code = typeof raw['court_code'] === 'string' ? raw['court_code'] : '';
  const number = readCaseNumber(case_no);
  if (!number || (number.court !== null && courtIdentity(number.court) !== courtIdentity(court_code))) {
    throw new RuleError('CASE_NUMBER_INVALID', `案号“${sentNumber.slice(0, SHOWN)}”无效，或者不是该院的案号。`);
  }
  // A number of the older form does not say its type by itself.
  if (isExamined(number) || (number.type === null && !isEligibleType(typeOf(raw)))) {
    throw new RuleError('CASE_TYPE_NOT_ELIGIBLE', `${number.normalised}不是执行实施类案件（执、执恢、执保）。`);
  }
  const snapshot_at = snapshotOf(raw);
  const asOf = dateOf(snapshot_at);
  if (!courtByCode(court_code, asOf))
    throw new RuleError('COURT_UNKNOWN', `${asOf}没有代字为“${court_code.slice(0, SHOWN)}”的法院。`);
  if (!isWithin(court_code, codeOn(importer.court, asOf), asOf)) {
    throw new RuleError('FORBIDDEN', `${court_code}不是本院或者辖区内的法院。`);
  }
  if (parseInstant(snapshot_at) > parseInstant(importer.now)) throw invalid(`snapshot_at（${snapshot_at}）尚未到。`);
  const type_code = typeOf(raw);
  const filing_date = day(raw, 'filing_date');
  if (filing_date < EARLIEST_DAY) throw invalid(`filing_date早于${EARLIEST_DAY}。`);
  if (filing_date > asOf) throw invalid(`filing_date（${filing_date}）晚于数据截取日${asOf}。`);
  const close_date = dayOrNull(raw, 'close_date');
  if (close_date !== null && close_date < filing_date) throw invalid(`close_date早于filing_date。`);
  if (typeof raw['has_property'] !== 'boolean') throw invalid('has_property应为是或者否。');
  const petition_count = raw['petition_count'] ?? 0;
  if (typeof petition_count !== 'number' || !Number.isSafeInteger(petition_count) || petition_count < 0) {
    throw invalid('petition_count应为不小于零的整数。');
  }
  return {
    case_no,
    court_code,
    filing_date,
    type_code: number.type ?? type_code,
    cause: textOrNull(raw, 'cause'),
    claim_amount: amountOrNull(raw, 'claim_amount'),
    recovered_amount: amountOrNull(raw, 'recovered_amount'),
    has_property: raw['has_property'],
    property_verified_on: dayOrNull(raw, 'property_verified_on'),
    close_date,
    close_mode: textOrNull(raw, 'close_mode'),
    handler_id: textOrNull(raw, 'handler_id'),
    parties: list(raw, 'parties').map(partyOf),
    exclusions: list(raw, 'exclusions').map(exclusionOf),
    related_case_nos: numbersOf(raw, 'related_case_nos'),
    petition_count,
    snapshot_at,
  };
}

/** The key of a row's enforcement case: one for every spelling of its number. */
export function docketKey({ case_no, court_code }: Pick<DocketRow, 'case_no' | 'court_code'>): string {
  return enforcementCaseKey({ caseNumber: case_no }, court_code);
}

/** A row's exclusions as periods that count on a day: what is running counts up to it. */
export function exclusionSpans({ exclusions }: Pick<DocketRow, 'exclusions'>, asOf: LocalDate): DateSpan[] {
  return exclusions.flatMap(({ start, end }) => {
    if (end !== null) return [{ start, end }];
    return start < asOf ? [{ start, end: asOf }] : [];
  });
}
