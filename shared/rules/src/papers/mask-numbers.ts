/** Blanks and dashes of every width. */
const SPACE = '\\t \\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000\\-\\u2010-\\u2015\\u2212\\ufe63\\uff0d';
/** Between the groups of an account, which could as well be figures side by side. */
const SPACED = `[${SPACE}]{1,2}`;
/** Between the groups of a number that is known by their lengths; it may be broken over two lines. */
const GAP = `[${SPACE}\\r\\n]{0,2}`;

const IDENTITY = new RegExp(`(?<!\\d)(\\d{6})${GAP}\\d{4}${GAP}\\d{4}${GAP}(\\d{3}[\\dXx])(?!\\d)`, 'g');
const OLD_IDENTITY = /(?<!\d)([1-8]\d{5})\d{6}(\d{3})(?!\d)/g;
/** Between the groups of a number where all are parted by the same: alone each of these stands in sums and versions too. */
const MARK = '[._．·•・‧∙⋅]';
/** The same where the lengths of the groups tell what it is. */
const ANY_MARK = '[._．·•・‧∙⋅/／,，、|~]';
const BEGINS = `(?<!\\d|\\d${MARK})`;
const ENDS = `(?!\\d|${MARK}\\d)`;
const MARKED_IDENTITY = new RegExp(
  `${BEGINS}(\\d{6})(${ANY_MARK})\\d{4}(?:\\2?\\d{2}){2}\\2(\\d{3}[\\dXx])${ENDS}`,
  'g',
);
const MARKED_MOBILE = new RegExp(`${BEGINS}(1[3-9]\\d)(${ANY_MARK})\\d{4}\\2(\\d{4})${ENDS}`, 'g');
const MARKED_LANDLINE = new RegExp(`${BEGINS}(0\\d{2,3}${MARK})\\d{3,4}${MARK}?(\\d{4})${ENDS}`, 'g');
const MOBILE = new RegExp(`(?<!\\d)((?:86${GAP})?1[3-9]\\d)${GAP}\\d{4}${GAP}(\\d{4})(?!\\d)`, 'g');
const LANDLINE = new RegExp(`(?<!\\d)(?<!\\d${SPACED})(0\\d{2,3}[)）]?${GAP})\\d{3,4}${GAP}(\\d{4})(?!\\d)`, 'g');
/** As it is dialled from abroad, without the first 0: +86-431-88765432. */
const LANDLINE_FROM_ABROAD = new RegExp(
  `((?:\\+|(?<!\\d)00)86${GAP}[2-9]\\d{1,2}${GAP})\\d{3,4}${GAP}(\\d{4})(?!\\d)`,
  'g',
);
/** A passport or a pass: E12345678, EA1234567, K01234567, H1234567800. */
const PASSPORT = /(?<![A-Za-zＡ-Ｚａ-ｚ\d])([A-Za-zＡ-Ｚａ-ｚ]{1,2})\d{5,8}(\d{2})(?![\dA-Za-z])/g;
/** The same with a blank, a dash or a dot between, which a day behind a letter is not. */
const SPACED_PASSPORT = new RegExp(
  `(?<![A-Za-z\\d])([A-Za-z]{1,2}(?:[${SPACE}]|${MARK}))(?!(?:19|20)\\d{6}(?!\\d))\\d{5,8}(\\d{2})(?![\\dA-Za-z])`,
  'g',
);
/**
 * Digits in groups of four or more, the last one of any length; what follows tells a sum. A group ends where its digits end:
 * could a long row of digits be divided in several ways, trying them all would take minutes.
 */
const ACCOUNT = new RegExp(
  `(?<![\\d*]|\\d\\.)\\d{4,}(?!\\d)(?:${SPACED}\\d{4,}(?!\\d)){0,9}(?:${SPACED}\\d{1,3}(?!\\d))?[Xx]?(?!\\d)(?!(?:\\.\\d{1,4})?[ ]?(?:元|万|亿|余元))`,
  'g',
);
const MARKED_ACCOUNT = new RegExp(
  `(?<![\\d*]|\\d${MARK})\\d{4,}(${MARK})\\d{4,}(?!\\d)(?:\\1\\d{4,}(?!\\d)){0,9}(?:\\1\\d{1,3}(?!\\d))?[Xx]?(?!\\d)`,
  'g',
);
const SHORTEST_ACCOUNT = 12;
/** A year, or a day without separators: 20180920-20181009 is a period. */
const YEAR_OR_DAY = /^(?:19|20)\d{2}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?$/;
/** As it follows a day in the name of a file: 20180920_152000. */
const TIME = /^(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?:\d{3})?$/;

function isTime(groups: readonly string[]): boolean {
  return groups.every(
    (group, index) => YEAR_OR_DAY.test(group) || (TIME.test(group) && /^\d{8}$/.test(groups[index - 1] ?? '')),
  );
}

function maskAccount(found: string): string {
  const groups = found.split(/[^\dXx]+/);
  const digits = groups.join('').length;
  if (digits < SHORTEST_ACCOUNT || isTime(groups)) return found;
  if (groups.length === 1) return `************${found.slice(-4)}`;
  return `**** ${groups.at(-1)!.slice(-4)}`;
}

/** One dot alone is a decimal point. */
function maskMarkedAccount(found: string, mark: string): string {
  return mark === '_' || found.split(mark).length > 2 ? maskAccount(found) : found;
}

/** Invisible characters, full-width and styled digits would hide a number from the patterns, not from its reader. */
function plainDigits(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/[０-９\u{1d7ce}-\u{1d7ff}][０-９\u{1d7ce}-\u{1d7ff}Ｘｘ]*/gu, (digits) => digits.normalize('NFKC'));
}

/** Identity, telephone, passport and account numbers; see `maskNumbers`. Every pattern is bounded: its time is linear. */
export function maskDigits(text: string): string {
  return plainDigits(text)
    .replace(IDENTITY, '$1********$2')
    .replace(MARKED_IDENTITY, '$1********$3')
    .replace(OLD_IDENTITY, '$1******$2')
    .replace(MOBILE, '$1****$2')
    .replace(MARKED_MOBILE, '$1****$3')
    .replace(LANDLINE_FROM_ABROAD, '$1****$2')
    .replace(LANDLINE, '$1****$2')
    .replace(MARKED_LANDLINE, '$1****$2')
    .replace(MARKED_ACCOUNT, maskMarkedAccount)
    .replace(ACCOUNT, maskAccount)
    .replace(PASSPORT, '$1*****$2')
    .replace(SPACED_PASSPORT, '$1*****$2');
}
