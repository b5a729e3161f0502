import { codesOf, docketKey, readCaseNumber } from '@xiezhi/rules';
import type { CourtCode } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import type { DocketRows, HeldRow, Reading } from './rows';

/** So many cases are looked at for one page; a search goes on from there with the next one. */
const LOOKED_AT = 20_000;

export interface DocketQuestion {
  courts: readonly CourtCode[];
  q?: string | undefined;
  after?: string | undefined;
  limit: number;
}

interface Page {
  items: HeldRow[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

interface Place {
  court: CourtCode;
  key: string;
}

const written = ({ court, key }: Place): string => Buffer.from(`${court}|${key}`).toString('base64url');

function readPlace(text: string, courts: readonly CourtCode[]): Place {
  const [, court = '', key = ''] = /^([^|]*)\|(.*)$/s.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (!courts.includes(court)) throw new Problem('VALIDATION', '翻页位置无效，请从第一页开始。');
  return { court, key };
}

const matches = ({ key, row }: HeldRow, words: string): boolean =>
  key.includes(words) || (row.cause?.includes(words) ?? false);

/** One case, by whatever spelling of its number. */
async function oneCase(
  rows: DocketRows,
  { courts, q = '' }: DocketQuestion,
  reading: Reading,
): Promise<Page | undefined> {
  const number = readCaseNumber(q);
  if (!number) return undefined;
  const items: HeldRow[] = [];
  for (const court of courts) {
    if (number.court !== null && !codesOf(court).includes(number.court)) continue;
    const key = docketKey({ case_no: q, court_code: court });
    const [newest, ...older] = await rows.history(key, codesOf(court), reading);
    if (newest) items.push({ key, row: newest, snapshots: older.length + 1 });
  }
  return { items, next: null };
}

/**
 * A page of the cases of these courts, each by its newest row, court after court in the order of their keys. A search looks
 * at a bounded number of cases: its page may be short, or empty, and still have a next one.
 */
export async function docketPage(rows: DocketRows, question: DocketQuestion, reading: Reading): Promise<Page> {
  const { courts, q = '', after, limit } = question;
  const one = await oneCase(rows, question, reading);
  if (one) return one;
  const from = after === undefined ? undefined : readPlace(after, courts);
  const items: HeldRow[] = [];
  let looked = 0;
  let last: Place = from ?? { court: '', key: '' };
  for (const court of courts.slice(from ? courts.indexOf(from.court) : 0)) {
    const behind = court === from?.court ? from.key : '';
    for await (const held of rows.newest(court, reading, behind)) {
      if (items.length === limit || looked === LOOKED_AT) return { items, next: written(last) };
      looked += 1;
      last = { court, key: held.key };
      if (q === '' || matches(held, q)) items.push(held);
    }
  }
  return { items, next: null };
}
