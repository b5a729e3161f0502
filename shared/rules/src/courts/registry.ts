import { TERRITORY } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';
import type { Court, CourtCode, CourtRecord, Province, Tier } from './courts';

// The courts of the province in force, for whoever serves no other: each as the method of `Courts` it stands for. The Rule
// itself asks the courts of the jurisdiction it decides under.
const { courts } = TERRITORY;

export const courtRecords = (): readonly CourtRecord[] => courts.records;
export const courtByCode = (code: CourtCode, on: LocalDate): Court | undefined => courts.byCode(code, on);
export const courtsOn = (on: LocalDate): Court[] => courts.on(on);
export const superiorOf = (code: CourtCode, on: LocalDate): Court | undefined => courts.superiorOf(code, on);
export const isWithin = (court: CourtCode, of: CourtCode, on: LocalDate): boolean => courts.isWithin(court, of, on);
export const intermediateOf = (code: CourtCode, on: LocalDate): CourtCode | undefined =>
  courts.intermediateOf(code, on);
export const courtIdentity = (code: CourtCode): string => courts.identityOf(code);
export const codesOf = (code: CourtCode): readonly CourtCode[] => courts.codesOf(code);
export const codeOn = (code: CourtCode, on: LocalDate): CourtCode => courts.codeOn(code, on);
export const everParents = (code: CourtCode): CourtCode[] | undefined => courts.everParents(code);
export const toAsciiCourt = (code: CourtCode): string => courts.toAscii(code);
export const fromAsciiCourt = (ascii: string): CourtCode => courts.fromAscii(ascii);
export const courtEver = (code: CourtCode, on: LocalDate): Court | undefined => courts.everByCode(code, on);
/** A court's tier on a day, else the last it had; a code that is unknown counts as a basic court's. */
export const tierOf = (code: CourtCode, on: LocalDate): Tier => courts.everByCode(code, on)?.tier ?? 'BASIC';
export const courtInText = (text: string): CourtCode | undefined => courts.codeIn(text);
export const localCourtName = (name: string): string => courts.localName(name);

export const PROVINCE: Province = courts.province;
/** Its command director approves what holds for all courts of the province, and its administrators see to the whole of it. */
export const HIGH_COURT: CourtCode = courts.high;
export const COURT_CODE_FORM: RegExp = courts.form;
