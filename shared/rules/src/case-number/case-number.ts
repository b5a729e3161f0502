import type { CourtCode } from '../courts';
import { RuleError } from '../errors';

/**
 * A case number taken apart. `current`: the form in force since 2016-01-01 (法〔2015〕137号). `legacy`: the older 字第 form,
 * which is kept as text and not interpreted.
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

// Longest alternatives first: a bare 执 would swallow 执恢.
const CURRENT =
  /^（((?:19|20)\d{2})）(吉(?:\d{2}(?:\d{2})?)?)知?(执恢|执保|执异|执复|执监|执协|执他|执)([1-9]\d*)号(?:之[一二三四五六七八九十]+)?$/;
const LEGACY = /^（(?:19|20)\d{2}）.{1,6}执[^\d]{0,3}字第\d+(?:-\d+)?号$/;
const DECISION = /^（(?:19|20)\d{2}）.{1,6}协同执字第/;

/** Full-width digits and every bracket in use become one spelling, with full-width round brackets as in print. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[([〔【]/g, '（')
    .replace(/[)\]〕】]/g, '）');
}

/**
 * Reads the number of an enforcement case. Throws CASE_NUMBER_INVALID; a well-formed number of a type outside the Rule is
 * returned with `eligible: false`. Whether its court exists on a day is for the caller to ask.
 */
export function parseCaseNumber(text: string): CaseNumber {
  const normalised = typeof text === 'string' ? normalise(text) : '';
  const m = CURRENT.exec(normalised);
  const [, year, court, type, digits] = m ?? [];
  const serial = Number(digits);
  if (court && type && Number.isSafeInteger(serial)) {
    return {
      normalised,
      format: 'current',
      year: Number(year),
      court,
      type,
      serial,
      eligible: ELIGIBLE_TYPES.includes(type),
    };
  }
  if (DECISION.test(normalised)) {
    throw new RuleError('CASE_NUMBER_INVALID', `“${normalised}”是协同执行决定书的文号，不是执行案件的案号。`);
  }
  if (LEGACY.test(normalised)) {
    return { normalised, format: 'legacy', year: null, court: null, type: null, serial: null, eligible: null };
  }
  throw new RuleError(
    'CASE_NUMBER_INVALID',
    '案号格式无效，应如“（2018）吉0104执312号”；2016年以前的案号应如“（2014）朝执字第256号”。',
  );
}
