import {
  codeOn,
  codesIn,
  courtByCode,
  courtRecords,
  everParents,
  GROUNDS,
  isLocalDate,
  isWithin,
  LAMP_WORDS,
  ROUTES,
  STATUS_TITLES,
} from '@xiezhi/rules';
import type { CourtCode, Lamp, LocalDate } from '@xiezhi/rules';
import { z } from 'zod';

export const SORTS = ['updated', 'due', 'received'] as const;
export type Sort = (typeof SORTS)[number];

const LONGEST_SEARCH = 60;

function several(codes: readonly string[], what: string) {
  const known = new Set(codes);
  return z
    .string()
    .max(600)
    .refine(
      (text) => text.split(',').every((code) => known.has(code)),
      `${what}无效，可用（多项以逗号分隔）：${codes.join('、')}`,
    )
    .describe('多项以逗号分隔');
}

const everyCourt = new Set(courtRecords().map(({ code }) => code));
const court = z
  .string()
  .max(10)
  .refine((code) => everyCourt.has(code), '没有这个代字的法院');
const day = z.string().refine(isLocalDate, '日期格式应为YYYY-MM-DD，且应为实际存在的日期');

/** The filter as it stands in an address and in a saved view: every value a text. */
export const filterShape = {
  court: court.optional().describe('执行法院代字，含其下级法院'),
  deciding: court.optional().describe('决定法院代字，含其下级法院'),
  state: several(Object.keys(STATUS_TITLES), '案件状态').optional(),
  route: several(codesIn(ROUTES), '途径').optional(),
  ground: several(
    GROUNDS.map(({ code }) => code),
    '事由',
  ).optional(),
  lamp: several(Object.keys(LAMP_WORDS), '期限灯').optional(),
  receivedFrom: day.optional(),
  receivedTo: day.optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  q: z
    .string()
    .trim()
    .min(2, '检索词至少2个字')
    .max(LONGEST_SEARCH)
    .optional()
    .describe('案号、文号、当事人姓名或者名称、案由的一部分，括号可以省略'),
  sort: z.enum(SORTS).optional().describe('updated 最近变动；due 最近届满；received 收到日期。默认 updated'),
};

export type FilterText = z.infer<z.ZodObject<typeof filterShape>>;

/** What no single field shows: days the wrong way round. */
export function inOrder({ receivedFrom, receivedTo, dueFrom, dueTo }: FilterText): boolean {
  const ordered = (from?: string, to?: string) => from === undefined || to === undefined || from <= to;
  return ordered(receivedFrom, receivedTo) && ordered(dueFrom, dueTo);
}

export const OUT_OF_ORDER = '起止日期颠倒：起日不能晚于止日';

export interface Question {
  executing?: ReadonlySet<CourtCode>;
  deciding?: ReadonlySet<CourtCode>;
  states?: ReadonlySet<string>;
  routes?: ReadonlySet<string>;
  grounds?: ReadonlySet<string>;
  lamps?: ReadonlySet<Lamp>;
  received: { from?: LocalDate | undefined; to?: LocalDate | undefined };
  due: { from?: LocalDate | undefined; to?: LocalDate | undefined };
  text?: string;
  sort: Sort;
}

/** A court and all below it as they stand on this day, with the codes that the same courts had before. */
export function courtTree(root: CourtCode, on: LocalDate): ReadonlySet<CourtCode> {
  const top = codeOn(root, on);
  const below = (code: CourtCode) => isWithin(codeOn(code, on), top, on);
  // A court that is no more stands where its superior stands.
  const wasBelow = (code: CourtCode) => !courtByCode(codeOn(code, on), on) && everParents(code)?.some(below) === true;
  return new Set([root, ...[...everyCourt].filter((code) => below(code) || wasBelow(code))]);
}

/** @param on the courts' day, on which the tree of courts is looked at */
export function questionOf(filter: FilterText, on: LocalDate, normalise: (text: string) => string): Question {
  const codes = <T extends string>(text: string) => new Set(text.split(',') as T[]);
  return {
    ...(filter.court === undefined ? {} : { executing: courtTree(filter.court, on) }),
    ...(filter.deciding === undefined ? {} : { deciding: courtTree(filter.deciding, on) }),
    ...(filter.state === undefined ? {} : { states: codes(filter.state) }),
    ...(filter.route === undefined ? {} : { routes: codes(filter.route) }),
    ...(filter.ground === undefined ? {} : { grounds: codes(filter.ground) }),
    ...(filter.lamp === undefined ? {} : { lamps: codes<Lamp>(filter.lamp) }),
    received: { from: filter.receivedFrom, to: filter.receivedTo },
    due: { from: filter.dueFrom, to: filter.dueTo },
    ...(filter.q === undefined ? {} : { text: normalise(filter.q) }),
    sort: filter.sort ?? 'updated',
  };
}
