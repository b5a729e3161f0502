import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import { isLocalDate } from '../local-date';
import type { DateSpan } from '../period';

const MOST_RECORDS = 500;

/**
 * What was asked, by field name: words of a command line or a line of a batch. A Map, because a field called `__proto__` or
 * `constructor` must be a field nobody asked for and nothing else.
 */
export class Request {
  readonly #fields: ReadonlyMap<string, unknown>;
  /** On a command line everything is text; in JSON a number is a number. */
  readonly #numbersAsText: boolean;

  constructor(fields: ReadonlyMap<string, unknown>, numbersAsText: boolean) {
    this.#fields = fields;
    this.#numbersAsText = numbersAsText;
  }

  /** Whether the field was given, and not as null. */
  has(name: string): boolean {
    return (this.#fields.get(name) ?? null) !== null;
  }

  text(name: string): string {
    const value = this.#required(name);
    if (typeof value !== 'string' || value.trim() === '') return invalid(`${name}必须是非空文字。`);
    return value;
  }

  date(name: string): LocalDate {
    const value = this.#required(name);
    if (!isLocalDate(value)) return invalid(`${name}必须是真实存在的日期，格式YYYY-MM-DD。`);
    return value;
  }

  integer(name: string): bigint {
    const value = this.#required(name);
    if (this.#numbersAsText && typeof value === 'string' && /^-?\d{1,40}$/.test(value)) return BigInt(value);
    if (!this.#numbersAsText && typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
    return invalid(`${name}必须是整数。`);
  }

  /** Periods written `START..END`, one or several. */
  spans(name: string): DateSpan[] {
    const value = this.#fields.get(name);
    if (value === undefined) return [];
    return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
      const [start, end, more] = typeof item === 'string' ? item.split('..') : [];
      if (!isLocalDate(start) || !isLocalDate(end) || more !== undefined) {
        return invalid(`${name}必须写成“起始日..截止日”，如2017-03-01..2017-04-15。`);
      }
      return { start, end };
    });
  }

  /** A list of objects; on a command line as JSON. Each is asked like a request of its own. */
  records(name: string): Request[] {
    const given = this.#required(name);
    const value: unknown = this.#numbersAsText && typeof given === 'string' ? parsed(name, given) : given;
    if (!Array.isArray(value) || value.length > MOST_RECORDS) {
      return invalid(`${name}必须是JSON数组，最多${MOST_RECORDS}项。`);
    }
    return value.map((item: unknown) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return invalid(`${name}的每一项应为对象。`);
      return new Request(new Map<string, unknown>(Object.entries(item)), false);
    });
  }

  #required(name: string): unknown {
    const value = this.#fields.get(name);
    return value === undefined || value === null ? invalid(`缺少${name}。`) : value;
  }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return invalid(`${name}不是有效的JSON。`);
  }
}

/** Refuses with VALIDATION. */
export function invalid(message: string): never {
  throw new RuleError('VALIDATION', message);
}
