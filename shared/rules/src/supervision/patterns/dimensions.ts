import { GROUNDS } from '../../articles';
import { courtEver, localCourtName } from '../../courts';
import { RuleError } from '../../errors';
import type { LocalDate } from '../../local-date';
import { CLOSE_OUTCOMES, codesIn, isIn, ORIGINS, PATTERN_OUTCOMES, RESPONDENT_KINDS, ROUTES } from '../../vocabulary';
import type { Words } from '../../vocabulary';
import type { PatternCase } from './pattern-case';
import { OWN_WORDS, REFUSAL_PHRASES } from './pattern-case';

type Pair = readonly [chinese: string, english: string];

interface Dimension {
  title: Pair;
  /** Where a case stands; several places for one that counts in each, none for one that has none. */
  of(one: PatternCase): readonly string[];
  /** The words for its values; a value without is a court's code or a month. */
  words?: Words;
}

const groundWords = Object.fromEntries(GROUNDS.map(({ code, text }) => [code, [`${code} ${text}`, code] as const]));
const refusalWords: Words = {
  ...Object.fromEntries(REFUSAL_PHRASES.map(({ id, text }) => [id, [text, text] as const])),
  [OWN_WORDS]: ['自行撰写的理由', 'In words of its own'],
};

/** What can be set against each other. */
const DIMENSIONS = {
  ground: { title: ['情形', 'Ground'], of: ({ grounds }) => grounds, words: groundWords },
  origin: { title: ['来源', 'Origin'], of: ({ origin }) => [origin], words: ORIGINS },
  route: { title: ['途径', 'Route'], of: ({ route }) => [route], words: ROUTES },
  decidingCourt: { title: ['决定法院', 'Deciding court'], of: ({ decidingCourt }) => [decidingCourt] },
  executingCourt: { title: ['执行法院', 'Executing court'], of: ({ executingCourt }) => [executingCourt] },
  respondentKind: {
    title: ['被执行人类型', 'Respondents'],
    of: ({ respondents }) => [respondents],
    words: RESPONDENT_KINDS,
  },
  outcome: { title: ['审查结果', 'Outcome'], of: ({ outcome }) => [outcome], words: PATTERN_OUTCOMES },
  closeOutcome: {
    title: ['办结方式', 'Way of closing'],
    of: ({ closed }) => (closed ? [closed.outcome] : []),
    words: CLOSE_OUTCOMES,
  },
  refusalReason: {
    title: ['不予协同的理由', 'Reason of refusal'],
    of: ({ refusalReasons }) => refusalReasons,
    words: refusalWords,
  },
  month: { title: ['收到月份', 'Month of receipt'], of: ({ receivedOn }) => [receivedOn.slice(0, 7)] },
} as const satisfies Record<string, Dimension>;

export type PatternDimension = keyof typeof DIMENSIONS;
export const PATTERN_DIMENSIONS: Readonly<Record<PatternDimension, Pair>> = Object.fromEntries(
  Object.entries(DIMENSIONS).map(([code, { title }]) => [code, title]),
) as Record<PatternDimension, Pair>;

const dimensionOf = (code: PatternDimension): Dimension => DIMENSIONS[code];

/** The values under which a case stands in a dimension. */
export const patternValues = (code: PatternDimension, one: PatternCase): readonly string[] => dimensionOf(code).of(one);

/** A value in words, courts by the name they have on a day, else the last they had: Chinese, English. */
export function patternWords(code: PatternDimension, value: string, on: LocalDate): Pair {
  const { words } = dimensionOf(code);
  if (words) return isIn(words, value) ? words[value]! : [value, value];
  const court = courtEver(value, on);
  const name = court ? localCourtName(court.name) : value;
  return [name, name];
}

/** The order in which values are shown: that of their list, else by code or month. */
export function inPatternOrder(code: PatternDimension): (a: string, b: string) => number {
  const { words } = dimensionOf(code);
  const places = words && new Map(codesIn(words).map((value, place) => [value as string, place]));
  return (a, b) => (places ? (places.get(a) ?? 0) - (places.get(b) ?? 0) : 0) || (a < b ? -1 : a > b ? 1 : 0);
}

/** @throws RuleError VALIDATION for anything but two different dimensions, `ground,origin` */
export function readPatternDimensions(by: string): readonly [PatternDimension, PatternDimension] {
  const [row, column, ...more] = by.split(',');
  const known = (code: string | undefined): code is PatternDimension =>
    code !== undefined && Object.hasOwn(DIMENSIONS, code);
  if (!known(row) || !known(column) || more.length > 0 || row === column) {
    const codes = Object.entries(PATTERN_DIMENSIONS).map(([code, [title]]) => `${code}（${title}）`);
    throw new RuleError('VALIDATION', `by应为两个不同的维度，以逗号分隔，可选：${codes.join('、')}。`);
  }
  return [row, column];
}
