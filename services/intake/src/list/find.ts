import type { CalendarBook, CourtCode } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import { lampFilter } from './lamps';
import type { Question, Sort } from './question';
import type { Roll, Row } from './roll';

/** Who asks, and when. */
export interface Scope {
  /** Null for the High Court's inspectors, who see every case. */
  court: CourtCode | null;
  /** The published calendar of the installation. */
  book: CalendarBook;
  /** The courts' instant, ms since 1970. */
  now: number;
}

type Test = (row: Row) => boolean;

/** Cheap tests first: most rows fall at one of them. */
export function testOf(question: Question, { court, book, now }: Scope): Test {
  const { executing, deciding, states, routes, grounds, lamps, received, due, text } = question;
  const tests: Test[] = [];
  if (states) tests.push(({ state }) => states.has(state));
  if (routes) tests.push(({ route }) => routes.has(route));
  if (executing) tests.push(({ executingCourt }) => executing.has(executingCourt));
  if (deciding) tests.push(({ decidingCourt }) => deciding.has(decidingCourt));
  if (court !== null) tests.push(({ visibleTo }) => visibleTo.includes(court));
  if (grounds) tests.push((row) => row.grounds.some((ground) => grounds.has(ground)));
  const { from, to } = received;
  if (from !== undefined) tests.push(({ receivedOn }) => receivedOn >= from);
  if (to !== undefined) tests.push(({ receivedOn }) => receivedOn <= to);
  const { from: dueFrom, to: dueTo } = due;
  if (dueFrom !== undefined) tests.push((row) => row.due !== null && row.due >= dueFrom);
  if (dueTo !== undefined) tests.push((row) => row.due !== null && row.due <= dueTo);
  if (lamps) tests.push(lampFilter(lamps, book, now));
  if (text !== undefined) tests.push((row) => row.text.includes(text));
  return (row) => {
    for (const test of tests) if (!test(row)) return false;
    return true;
  };
}

/** Smallest first, whatever the sort: what changed last, falls due next, or was received last. */
const KEYS: Readonly<Record<Sort, (row: Row) => number>> = {
  updated: ({ updated }) => -updated,
  due: ({ expires }) => expires,
  received: ({ received }) => -received,
};

interface Place {
  key: number;
  caseId: string;
}

const before = (a: Place, b: Place): boolean => a.key < b.key || (a.key === b.key && a.caseId < b.caseId);
const inOrder = (a: Place, b: Place): number => (before(a, b) ? -1 : 1);

export function cursorOf(sort: Sort, { key, caseId }: Place): string {
  return Buffer.from(`${sort}|${key}|${caseId}`).toString('base64url');
}

/** @throws Problem VALIDATION for what is no cursor, or one of another order */
export function placeOf(cursor: string, sort: Sort): Place {
  const [of, key, caseId] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const value = Number(key);
  if (!of || !key || !caseId || !Number.isFinite(value)) throw new Problem('VALIDATION', '分页标记无效。');
  if (of !== sort) throw new Problem('VALIDATION', '分页标记属于另一种排序，请回到第一页。');
  return { key: value, caseId };
}

/** The least `most` of what is offered, kept without sorting everything. */
class Least {
  private kept: (Place & { row: Row })[] = [];
  private limit: Place | undefined;

  constructor(private readonly most: number) {}

  offer(key: number, row: Row): void {
    const { caseId } = row;
    if (this.limit && !before({ key, caseId }, this.limit)) return;
    this.kept.push({ key, caseId, row });
    if (this.kept.length >= this.most * 4) this.cut();
  }

  take(): (Place & { row: Row })[] {
    this.cut();
    return this.kept;
  }

  private cut(): void {
    this.kept.sort(inOrder);
    this.kept.length = Math.min(this.kept.length, this.most);
    if (this.kept.length === this.most) this.limit = this.kept.at(-1);
  }
}

export interface Page {
  rows: Row[];
  next: string | null;
  /** How many fit the question, on all pages. */
  count: number;
}

/** One page behind a cursor and the count of all pages, in one pass. */
export function pageOf(
  roll: Roll,
  question: Question,
  scope: Scope,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Page {
  const fits = testOf(question, scope);
  const keyOf = KEYS[question.sort];
  const after = cursor === undefined ? undefined : placeOf(cursor, question.sort);
  const least = new Least(limit + 1);
  let count = 0;
  for (const row of roll.rows()) {
    if (!fits(row)) continue;
    count += 1;
    const key = keyOf(row);
    if (after && !(after.key < key || (after.key === key && after.caseId < row.caseId))) continue;
    least.offer(key, row);
  }
  const found = least.take();
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit).map(({ row }) => row),
    next: last ? cursorOf(question.sort, last) : null,
    count,
  };
}

/** Everything that fits, in order. */
export function allOf(roll: Roll, question: Question, scope: Scope): Row[] {
  const fits = testOf(question, scope);
  const keyOf = KEYS[question.sort];
  const found: (Place & { row: Row })[] = [];
  for (const row of roll.rows()) if (fits(row)) found.push({ key: keyOf(row), caseId: row.caseId, row });
  return found.sort(inOrder).map(({ row }) => row);
}
