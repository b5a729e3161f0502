import { RuleError } from './errors';

/** A calendar day `YYYY-MM-DD` in Asia/Shanghai, years 0001–9999. Compares correctly as a string. */
export type LocalDate = string;

/** A point in time, ISO 8601 with offset, e.g. `2018-09-20T15:20:00.000+08:00`. */
export type Instant = string;

/** The day the Civil Procedure Law came into force: no enforcement case, paper or record can bear an earlier one. */
export const EARLIEST_DAY: LocalDate = '1991-04-09';

/** No instrument that is enforced is older: no court of the People’s Republic has made one before. */
export const EARLIEST_INSTRUMENT: LocalDate = '1949-10-01';

const DAY_MS = 86_400_000;
/** China has had no daylight saving time since 1991, so Asia/Shanghai is a constant offset for every date handled here. */
const SHANGHAI_MS = 8 * 3_600_000;

// Day numbers count from 1970-01-01 in the proleptic Gregorian calendar. Plain integer arithmetic instead of Date,
// because Date reads the process's time zone in too many places to be trusted with a deadline.
function toDayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function fromDayNumber(dayNumber: number): LocalDate {
  const z = dayNumber + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return format(year, month, doy - Math.floor((153 * mp + 2) / 5) + 1);
}

function format(year: number, month: number, day: number): LocalDate {
  if (!(year >= 1 && year <= 9999)) throw new RuleError('VALIDATION', '日期超出可处理的范围（公元1年至9999年）。');
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function split(date: LocalDate): [year: number, month: number, day: number] {
  if (!isLocalDate(date))
    throw new RuleError('VALIDATION', `日期“${String(date)}”无效，应为真实存在的日期，格式YYYY-MM-DD。`);
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

/** True for a day that exists, written `YYYY-MM-DD`: `2018-02-30` is refused, not rolled into March. */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(5, 7));
  const day = Number(value.slice(8, 10));
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The day `n` calendar days after `date` (before, if negative). Throws VALIDATION for an invalid or unreachable day. */
export function addDays(date: LocalDate, n: number): LocalDate {
  return fromDayNumber(toDayNumber(...split(date)) + n);
}

/**
 * The same month and day `n` years later; where that day does not exist, the last day of the month
 * (SPC reply of 2014-12-12): 2024-02-29 plus two years is 2026-02-28.
 */
export function addYears(date: LocalDate, n: number): LocalDate {
  const [year, month, day] = split(date);
  return format(year + n, month, Math.min(day, daysInMonth(year + n, month)));
}

/** The same day `n` months later; where that day does not exist, the last day of the month. */
export function addMonths(date: LocalDate, n: number): LocalDate {
  const [year, month, day] = split(date);
  const months = year * 12 + month - 1 + n;
  const [toYear, toMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  return format(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return toDayNumber(...split(b)) - toDayNumber(...split(a));
}

/** Day of the week, 1 = Monday … 7 = Sunday. */
export function weekday(date: LocalDate): number {
  const sinceMonday = (toDayNumber(...split(date)) + 3) % 7;
  return ((sinceMonday + 7) % 7) + 1;
}

/** The Shanghai day on which an instant falls; takes epoch milliseconds or an ISO string with offset. */
export function dateOf(instant: Instant | number): LocalDate {
  const ms = typeof instant === 'number' ? instant : parseInstant(instant);
  return fromDayNumber(Math.floor((ms + SHANGHAI_MS) / DAY_MS));
}

/** Epoch milliseconds of 00:00:00+08:00 on `date`. The end of a day is the start of the next. */
export function startOfDay(date: LocalDate): number {
  return toDayNumber(...split(date)) * DAY_MS - SHANGHAI_MS;
}

/** Epoch milliseconds as ISO 8601 with `+08:00` and milliseconds. */
export function toInstant(epochMs: number): Instant {
  if (!Number.isFinite(epochMs)) throw new RuleError('VALIDATION', '时间无效。');
  const local = Math.trunc(epochMs) + SHANGHAI_MS;
  const inDay = local - Math.floor(local / DAY_MS) * DAY_MS;
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const time = `${pad(Math.floor(inDay / 3_600_000))}:${pad(Math.floor(inDay / 60_000) % 60)}:${pad(Math.floor(inDay / 1000) % 60)}`;
  return `${dateOf(epochMs)}T${time}.${pad(inDay % 1000, 3)}+08:00`;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * Epoch milliseconds of an ISO 8601 instant. Seconds and an offset (`+08:00`, another, or `Z`) are required, because a time
 * without offset would be read in the process's zone. Throws VALIDATION.
 */
export function parseInstant(text: Instant): number {
  const m = typeof text === 'string' ? INSTANT.exec(text) : null;
  const [hour, minute, second] = [Number(m?.[2]), Number(m?.[3]), Number(m?.[4])];
  const [offsetHours, offsetMinutes] = [Number(m?.[7] ?? 0), Number(m?.[8] ?? 0)];
  if (!m || !isLocalDate(m[1]) || hour > 23 || minute > 59 || second > 59 || offsetHours > 14 || offsetMinutes > 59) {
    throw new RuleError('VALIDATION', `时间“${String(text)}”无效，格式应为YYYY-MM-DDTHH:mm:ss+08:00。`);
  }
  const ms = Number((m[5] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (offsetHours * 60 + offsetMinutes) * (m[6] === '-' ? -1 : 1);
  return toDayNumber(...split(m[1])) * DAY_MS + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms;
}
