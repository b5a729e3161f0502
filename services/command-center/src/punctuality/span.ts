import { addDays, isLocalDate, parseInstant, startOfDay, toInstant } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import { z } from 'zod';
import { ruled } from '../routes/access';
import type { Span } from './rungs';

const MOST_DAYS = 366;
const USUAL_DAYS = 30;
const DAY_MS = 86_400_000;

const bound = z.string().max(40).optional();

export const spanQuery = {
  from: bound.describe('自哪一天（YYYY-MM-DD）或者哪一时刻（ISO 8601，含时区）起；默认30天前'),
  to: bound.describe('到哪一天（含当天）或者哪一时刻（含）；默认今天；与from相距不超过366天'),
};

interface AskedSpan {
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * The span of court time that a question is about.
 * @param today the day by the court clock
 * @throws Problem VALIDATION for what is no day and no instant, runs backwards or is longer than a year
 */
export function spanOf({ from, to }: AskedSpan, today: LocalDate): Span {
  return ruled(() => {
    const until = to === undefined ? startOfDay(addDays(today, 1)) : endOf(to);
    const usual = until - (USUAL_DAYS + 1) * DAY_MS;
    const since = from === undefined ? usual : beginningOf(from);
    if (since >= until) throw new Problem('VALIDATION', '起止时间颠倒：from应当不晚于to。');
    if (until - since > MOST_DAYS * DAY_MS) throw new Problem('VALIDATION', `起止相距不能超过${MOST_DAYS}天。`);
    return { from: toInstant(since), until: toInstant(until) };
  });
}

const beginningOf = (text: string): number => (isLocalDate(text) ? startOfDay(text) : parseInstant(text));

const endOf = (text: string): number => (isLocalDate(text) ? startOfDay(text) + DAY_MS : parseInstant(text) + 1);
