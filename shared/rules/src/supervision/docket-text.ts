import { readDay } from '../calendar';
import { RuleError } from '../errors';
import { isLocalDate } from '../local-date';
import type { DocketRow } from './docket-row';
import { DOCKET_FIELDS } from './docket-row';

type Field = keyof DocketRow;

const YES = new Set(['true', '是', '有', '1', 'yes', 'y']);
const DAYS = new Set(['start', 'end']);
const NO = new Set(['false', '否', '无', '0', 'no', 'n']);

/** A day with a time of day and no offset is the court's own time; spreadsheets leave midnight away. */
const TIMED = /^(.+?)[ T]([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/;

const folded = (cell: string): string => cell.normalize('NFKC').trim();

const asDay = (cell: string): unknown => {
  const text = folded(cell);
  return isLocalDate(text) ? text : (readDay(cell) ?? text);
};

function asInstant(cell: string): unknown {
  const text = folded(cell);
  const [, day = text, hour = '0', minute = '00', second = '0'] = TIMED.exec(text) ?? [];
  const date = readDay(day);
  return date ? `${date}T${hour.padStart(2, '0')}:${minute}:${second.padStart(2, '0')}+08:00` : text;
}

function asFlag(cell: string): unknown {
  const text = folded(cell).toLowerCase();
  if (YES.has(text)) return true;
  return NO.has(text) ? false : text;
}

function asNumber(cell: string): unknown {
  const text = folded(cell).replace(/,(?=\d{3}(?:\D|$))/g, '');
  return /^-?\d{1,18}(?:\.\d{1,20})?$/.test(text) ? Number(text) : text;
}

function asList(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

/** The days in periods are written in as many ways as those in columns. */
function asPeriods(cell: string): unknown {
  const periods = asList(cell);
  if (!Array.isArray(periods)) return periods;
  return periods.map((period: unknown) => {
    if (typeof period !== 'object' || period === null) return period;
    const days = Object.entries(period).filter(([name, value]) => DAYS.has(name) && typeof value === 'string');
    return { ...period, ...Object.fromEntries(days.map(([name, value]) => [name, asDay(value as string)])) };
  });
}

const READERS: Partial<Record<Field, (cell: string) => unknown>> = {
  court_code: folded,
  type_code: folded,
  filing_date: asDay,
  property_verified_on: asDay,
  close_date: asDay,
  snapshot_at: asInstant,
  has_property: asFlag,
  claim_amount: asNumber,
  recovered_amount: asNumber,
  petition_count: asNumber,
  parties: asList,
  exclusions: asPeriods,
  related_case_nos: asList,
};

/** Which column of a file holds which field; columns of other names are left alone. */
export type DocketColumns = readonly (Field | undefined)[];

/**
 * The columns named by a file's head row.
 * @throws RuleError VALIDATION naming what is missing, or what stands twice
 */
export function docketColumns(head: readonly string[]): DocketColumns {
  const columns = head.map((cell) => {
    const name = folded(cell).toLowerCase();
    return DOCKET_FIELDS.find((field) => field === name);
  });
  const twice = columns.find((field, index) => field !== undefined && columns.indexOf(field) !== index);
  if (twice) throw new RuleError('VALIDATION', `表头中${twice}出现了两次。`);
  const needed: readonly Field[] = ['case_no', 'court_code', 'filing_date', 'has_property', 'snapshot_at'];
  const missing = needed.filter((field) => !columns.includes(field));
  if (missing.length > 0) throw new RuleError('VALIDATION', `表头缺少${missing.join('、')}。`);
  return columns;
}

/**
 * A row of a file as spreadsheets save it, as the values it stands for: days and digits of every form and width, 是 and 否,
 * lists as JSON in one field, empty is null. What cannot be read stays text, for `readDocketRow` to refuse in its order.
 */
export function docketValues(columns: DocketColumns, cells: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  columns.forEach((field, index) => {
    const cell = cells[index];
    if (field === undefined) return;
    if (cell === undefined || cell.trim() === '') values[field] = null;
    else values[field] = READERS[field] ? READERS[field](cell) : cell;
  });
  return values;
}
