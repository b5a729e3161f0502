import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import records from '../data/courts.json';

/** A court's code as the courts write it: `吉`, `吉01`, `吉0104`. */
export type CourtCode = string;
export type Tier = 'HIGH' | 'INTERMEDIATE' | 'BASIC';

/** A court as it stands on one day. */
export interface Court {
  code: CourtCode;
  name: string;
  tier: Tier;
  parent: CourtCode | null;
}

/** A court's entry with its window of validity (both ends inclusive, null = open) and the approximate seat. */
export interface CourtRecord extends Court {
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  formerNames: string[];
  lat: number;
  lon: number;
}

const RECORDS = records as CourtRecord[];
const BY_CODE = new Map<CourtCode, CourtRecord[]>();
for (const record of RECORDS) BY_CODE.set(record.code, [...(BY_CODE.get(record.code) ?? []), record]);

function inForce(record: CourtRecord, on: LocalDate): boolean {
  return (record.validFrom === null || record.validFrom <= on) && (record.validTo === null || on <= record.validTo);
}

function asCourt({ code, name, tier, parent }: CourtRecord): Court {
  return { code, name, tier, parent };
}

/** Every entry of every court, whenever in force, in order of code and start. */
export function courtRecords(): readonly CourtRecord[] {
  return RECORDS;
}

/** All entries in force on a day, for searching by name. */
export function recordsOn(on: LocalDate): CourtRecord[] {
  return RECORDS.filter((record) => inForce(record, on));
}

/** The court that bears `code` on that day; undefined when the code is unknown or not (or no longer) in use. */
export function courtByCode(code: CourtCode, on: LocalDate): Court | undefined {
  const record = BY_CODE.get(code)?.find((candidate) => inForce(candidate, on));
  return record && asCourt(record);
}

/** Every court in force on a day, in order of code. In a changeover a court may stand under its old and its new code. */
export function courtsOn(on: LocalDate): Court[] {
  return recordsOn(on).map(asCourt);
}

/** The next higher court within the province; undefined for the High Court and for unknown codes. */
export function superiorOf(code: CourtCode, on: LocalDate): Court | undefined {
  const parent = courtByCode(code, on)?.parent;
  return parent ? courtByCode(parent, on) : undefined;
}

/** Whether `court` is `of` itself or a court below it on that day (Art. 5: participants from the deciding court's own area). */
export function isWithin(court: CourtCode, of: CourtCode, on: LocalDate): boolean {
  for (let current = courtByCode(court, on); current; current = superiorOf(current.code, on)) {
    if (current.code === of) return true;
  }
  return false;
}

/** The intermediate court of a basic court, or an intermediate court itself: the "region" of Art. 8. */
export function intermediateOf(code: CourtCode, on: LocalDate): CourtCode | undefined {
  const court = courtByCode(code, on);
  if (court?.tier === 'INTERMEDIATE') return court.code;
  return court?.tier === 'BASIC' ? (court.parent ?? undefined) : undefined;
}

/**
 * One identity for a court whose code changed (公主岭: 吉0381, later 吉0184), so that the same court is never counted as two.
 * Unknown codes stand for themselves.
 */
export function courtIdentity(code: CourtCode): string {
  return BY_CODE.get(code)?.at(-1)?.name ?? code;
}

/** The code a court bears on a day, whichever of its codes is asked for; a code that is unknown stands for itself. */
export function codeOn(code: CourtCode, on: LocalDate): CourtCode {
  if (courtByCode(code, on)) return code;
  const identity = courtIdentity(code);
  return recordsOn(on).find((record) => courtIdentity(record.code) === identity)?.code ?? code;
}

/** Whether a code was ever in use, and the superiors it had: a period may outlive its court's code. */
export function everParents(code: CourtCode): CourtCode[] | undefined {
  return BY_CODE.get(code)?.flatMap((record) => (record.parent === null ? [] : [record.parent]));
}

/** `吉0104` → `jl0104`, the form used in URLs, subjects and ids. Throws COURT_UNKNOWN for text of another form. */
export function toAsciiCourt(code: CourtCode): string {
  if (!/^吉(\d{2}|\d{4})?$/.test(code)) throw new RuleError('COURT_UNKNOWN', `法院代码“${String(code)}”无效。`);
  return `jl${code.slice(1)}`;
}

/** `jl0104` → `吉0104`. Throws COURT_UNKNOWN for text of another form; whether such a court exists is not looked at. */
export function fromAsciiCourt(ascii: string): CourtCode {
  if (!/^jl(\d{2}|\d{4})?$/.test(ascii)) throw new RuleError('COURT_UNKNOWN', `法院代码“${String(ascii)}”无效。`);
  return `吉${ascii.slice(2)}`;
}
