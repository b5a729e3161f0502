import type { CourtCode, Courts } from '../courts/courts';
import { RuleError } from '../errors';
import { TERRITORY } from '../jurisdiction/in-force';
import { wrongPlace } from './wrong-place';

/**
 * A case number taken apart; `normalised` is the one spelling of its enforcement case. `current`: the form in force since
 * 2016-01-01 (法〔2015〕137号). `legacy`: the older 字第 form, which is kept as text and not interpreted.
 */
export type CaseNumber =
  | {
      normalised: string;
      format: 'current';
      year: number;
      court: CourtCode;
      type: string;
      serial: number;
      /** Art. 2: only 执行实施类 cases (执, 执恢, 执保) can be in collaboration. */
      eligible: boolean;
    }
  | { normalised: string; format: 'legacy'; year: null; court: null; type: null; serial: null; eligible: null };

/** 执行实施类. 执协 (执行协调) is an examination matter and something else than 协同执行. */
const ELIGIBLE_TYPES = ['执', '执恢', '执保'];

/** Whether cases of this type can be in collaboration (Art. 2). */
export const isEligibleType = (type: string): boolean => ELIGIBLE_TYPES.includes(type);

/** First year of the current form; an older number may stand in either. */
const CURRENT_SINCE = 2016;

// Longest alternatives first: a bare 执 would swallow 执恢. 之一, 之二 … count the papers of one case (法〔2016〕37号).
const AFTER_COURT =
  '(知?)(执恢|执保|执异|执复|执监|执协|执他|执)(字?第)?0*([1-9]\\d*)号(?:之(?:[一二三四五六七八九十]+|\\d+))?';
const currentForms = new Map<string, RegExp>();

/** The current form of the numbers of one province's courts, by the sign of their codes. */
function currentForm(sign: string): RegExp {
  const known = currentForms.get(sign);
  if (known) return known;
  const form = new RegExp(`^（((?:19|20)\\d{2})）(${sign}(?:\\d{2}(?:\\d{2})?)?)${AFTER_COURT}$`);
  currentForms.set(sign, form);
  return form;
}

const LEGACY =
  /^（((?:19|20)\d{2})）([\p{Script=Han}\d（）]{1,8}执[^\d]{0,3}字第)0*([1-9]\d*)(?:-0*([1-9]\d*))?号(?:之(?:[一二三四五六七八九十]+|\d+))?$/u;
const LEGACY_REVIEW = /执[异复监协他]字第/;
const DECISION = /^（(?:19|20)\d{2}）.{1,6}协同执字第/;

const TRADITIONAL: Readonly<Record<string, string>> = { 號: '号', 執: '执', 異: '异', 復: '复', 監: '监', 協: '协' };

/**
 * A number as it was written, without what only surrounds it: every width, bracket, dash and traditional character in
 * one form, no blanks and nothing invisible, no 案号： before and no stop behind. 之一, 字第 and leading zeros stay.
 */
export function writtenCaseNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Default_Ignorable_Code_Point}\p{Cf}]+/gu, '')
    .replace(/[([〔【]/g, '（')
    .replace(/[)\]〕】]/g, '）')
    .replace(/[‐‑‒–—―−～~]/g, '-')
    .replace(/[號執異復監協]/g, (character) => TRADITIONAL[character] ?? character)
    .replace(/^(?:执行)?案号:?/, '')
    .replace(/(?<![。.,;、])[。.,;、]+$/, '');
}

/**
 * Reads the number of an enforcement case. Throws CASE_NUMBER_INVALID, which names the place that is wrong; a well-formed
 * number of a type outside the Rule is returned with `eligible: false`. Whether its court exists on a day is for the caller
 * to ask.
 */
export function parseCaseNumber(text: string, { province }: Courts = TERRITORY.courts): CaseNumber {
  const written = typeof text === 'string' ? writtenCaseNumber(text) : '';
  const [, year, court, ipr = '', type, ordinal, digits] = currentForm(province.sign).exec(written) ?? [];
  const serial = Number(digits);
  const isOlder = ordinal !== undefined && Number(year) < CURRENT_SINCE;
  if (court && type && Number.isSafeInteger(serial) && !isOlder) {
    return {
      normalised: `（${year}）${court}${ipr}${type}${serial}号`,
      format: 'current',
      year: Number(year),
      court,
      type,
      serial,
      eligible: isEligibleType(type),
    };
  }
  if (DECISION.test(written)) {
    throw new RuleError('CASE_NUMBER_INVALID', `“${written}”是协同执行决定书的文号，不是执行案件的案号。`);
  }
  const [, legacyYear, word, first, second] = LEGACY.exec(written) ?? [];
  if (word && Number(legacyYear) < CURRENT_SINCE) {
    const normalised = `（${legacyYear}）${word}${first}${second === undefined ? '' : `-${second}`}号`;
    return { normalised, format: 'legacy', year: null, court: null, type: null, serial: null, eligible: null };
  }
  throw new RuleError('CASE_NUMBER_INVALID', wrongPlace(written, CURRENT_SINCE, province));
}

/** The same, for a text that may be something else: null where it is no case number. */
export function readCaseNumber(text: string, courts?: Courts): CaseNumber | null {
  try {
    return parseCaseNumber(text, courts);
  } catch (error) {
    if (error instanceof RuleError) return null;
    throw error;
  }
}

/** Whether Art. 2 leaves a case of this number out: what is examined (执异, 执复 …) and not carried out. */
export function isExamined({ eligible, normalised }: CaseNumber): boolean {
  return eligible === false || (eligible === null && LEGACY_REVIEW.test(normalised));
}

/** Why Art. 2 leaves a case of this number out, in Chinese; undefined where it does not. */
export function notEligible(number: CaseNumber): string | undefined {
  if (!isExamined(number)) return undefined;
  return `“${number.type ?? number.normalised}”字案件不是执行实施类案件，不能协同执行（第二条）。`;
}

/** The one spelling of a number, or the text itself where it is none. */
export function oneNumber(text: string, courts?: Courts): string {
  return readCaseNumber(text, courts)?.normalised ?? text;
}

/**
 * The key of an enforcement case, the same for every spelling of its number. A number of the older form does not say which
 * court gave it, so two courts may each have one: the court in whose books it stands belongs to the key.
 */
export function enforcementCaseKey(
  { caseNumber, transferredFrom }: { caseNumber: string; transferredFrom?: CourtCode | undefined },
  executingCourt: CourtCode,
  courts: Courts = TERRITORY.courts,
): string {
  const number = readCaseNumber(caseNumber, courts);
  if (number === null || number.court !== null) return number?.normalised ?? caseNumber;
  return `${number.normalised}@${courts.identityOf(transferredFrom ?? executingCourt)}`;
}
