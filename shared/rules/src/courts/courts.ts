import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';

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

/** What a province's courts are told by: its name, and the sign with which the code of each begins. */
export interface Province {
  /** As the names of its courts begin: `吉林省`. */
  name: string;
  /** The name as it is said: `吉林`. */
  short: string;
  /** The sign at the head of every code, which alone is the High Court's: `吉`. */
  sign: string;
  /** The sign in URLs, subjects and ids: `jl`. */
  ascii: string;
  /** Customary short forms of its places in the names of courts, longest first. */
  shortPlaces: readonly (readonly [RegExp, string])[];
  /** What places are called for short that are not known by their first two characters, by how their names start. */
  knownAs: readonly (readonly [start: string, short: string])[];
  /** For whoever has written something else: a court, and case numbers of the current and of the older form. */
  examples: { court: CourtCode; caseNumber: string; olderCaseNumber: string };
}

function inForce(record: CourtRecord, on: LocalDate): boolean {
  return (record.validFrom === null || record.validFrom <= on) && (record.validTo === null || on <= record.validTo);
}

function asCourt({ code, name, tier, parent }: CourtRecord): Court {
  return { code, name, tier, parent };
}

/** The courts of one province through the years. */
export class Courts {
  private readonly entries = new Map<CourtCode, CourtRecord[]>();
  private readonly codesByName = new Map<string, CourtCode[]>();
  /** The form of a code of this province. */
  readonly form: RegExp;
  private readonly asciiForm: RegExp;

  constructor(
    readonly province: Province,
    /** Every entry of every court, whenever in force, in order of code and start. */
    readonly records: readonly CourtRecord[],
  ) {
    this.form = new RegExp(`^${province.sign}(\\d{2}|\\d{4})?$`);
    this.asciiForm = new RegExp(`^${province.ascii}(\\d{2}|\\d{4})?$`);
    for (const record of records) this.entries.set(record.code, [...(this.entries.get(record.code) ?? []), record]);
    for (const code of this.entries.keys()) {
      const name = this.identityOf(code);
      this.codesByName.set(name, [...(this.codesByName.get(name) ?? []), code]);
    }
  }

  /** The High Court, whose code is the sign of the province. */
  get high(): CourtCode {
    return this.province.sign;
  }

  /** A name without the province, as everybody says it who is in it; 吉林省高级人民法院 keeps it. */
  localName(name: string): string {
    const rest = this.withoutProvince(name);
    return rest === '' || rest.startsWith('高级') ? name : rest;
  }

  /** A name without the province at its head, whatever is left. */
  withoutProvince(name: string): string {
    return name.startsWith(this.province.name) ? name.slice(this.province.name.length) : name;
  }

  /** Whether a text has the form of a code of this province; whether there is such a court is not looked at. */
  isCode(text: string): boolean {
    return this.form.test(text);
  }

  /** The code that a text gives in either writing, `吉0104` or `JL0104`; undefined for any other text. */
  codeIn(text: string): CourtCode | undefined {
    const ascii = text.toLowerCase();
    if (this.asciiForm.test(ascii)) return this.fromAscii(ascii);
    return this.form.test(text) ? text : undefined;
  }

  /** Whether a code, of whatever form, begins as those of this province do. */
  hasSign(code: CourtCode): boolean {
    return code.startsWith(this.province.sign);
  }

  /** All entries in force on a day, for searching by name. */
  recordsOn(on: LocalDate): CourtRecord[] {
    return this.records.filter((record) => inForce(record, on));
  }

  /** The court that bears `code` on that day; undefined when the code is unknown or not (or no longer) in use. */
  byCode(code: CourtCode, on: LocalDate): Court | undefined {
    const record = this.entries.get(code)?.find((candidate) => inForce(candidate, on));
    return record && asCourt(record);
  }

  /** The court as it stands on a day, else as it last stood; undefined for a code never in use. */
  everByCode(code: CourtCode, on: LocalDate): Court | undefined {
    const last = this.lastRecordOf(code);
    return this.byCode(code, on) ?? (last && asCourt(last));
  }

  /** The last entry of a code, whenever in force. */
  lastRecordOf(code: CourtCode): CourtRecord | undefined {
    return this.entries.get(code)?.at(-1);
  }

  /** Every court in force on a day, in order of code. In a changeover a court may stand under its old and its new code. */
  on(on: LocalDate): Court[] {
    return this.recordsOn(on).map(asCourt);
  }

  /** The next higher court within the province; undefined for the High Court and for unknown codes. */
  superiorOf(code: CourtCode, on: LocalDate): Court | undefined {
    const parent = this.byCode(code, on)?.parent;
    return parent ? this.byCode(parent, on) : undefined;
  }

  /** Whether `court` is `of` itself or a court below it on that day (Art. 5: participants from the deciding court's own area). */
  isWithin(court: CourtCode, of: CourtCode, on: LocalDate): boolean {
    for (let current = this.byCode(court, on); current; current = this.superiorOf(current.code, on)) {
      if (current.code === of) return true;
    }
    return false;
  }

  /** The intermediate court of a basic court, or an intermediate court itself: the "region" of Art. 8. */
  intermediateOf(code: CourtCode, on: LocalDate): CourtCode | undefined {
    const court = this.byCode(code, on);
    if (court?.tier === 'INTERMEDIATE') return court.code;
    return court?.tier === 'BASIC' ? (court.parent ?? undefined) : undefined;
  }

  /**
   * One identity for a court whose code changed (公主岭: 吉0381, later 吉0184), so that the same court is never counted as two.
   * Unknown codes stand for themselves.
   */
  identityOf(code: CourtCode): string {
    return this.lastRecordOf(code)?.name ?? code;
  }

  /** Every code one court has borne or is to bear, its own included; a code that is unknown stands for itself. */
  codesOf(code: CourtCode): readonly CourtCode[] {
    return this.codesByName.get(this.identityOf(code)) ?? [code];
  }

  /** The code a court bears on a day, whichever of its codes is asked for; a code that is unknown stands for itself. */
  codeOn(code: CourtCode, on: LocalDate): CourtCode {
    if (this.byCode(code, on)) return code;
    const identity = this.identityOf(code);
    return this.recordsOn(on).find((record) => this.identityOf(record.code) === identity)?.code ?? code;
  }

  /** Whether a code was ever in use, and the superiors it had: a period may outlive its court's code. */
  everParents(code: CourtCode): CourtCode[] | undefined {
    return this.entries.get(code)?.flatMap((record) => (record.parent === null ? [] : [record.parent]));
  }

  /** `吉0104` → `jl0104`, the form used in URLs, subjects and ids. Throws COURT_UNKNOWN for text of another form. */
  toAscii(code: CourtCode): string {
    if (!this.form.test(code)) throw new RuleError('COURT_UNKNOWN', `法院代码“${String(code)}”无效。`);
    return `${this.province.ascii}${code.slice(this.province.sign.length)}`;
  }

  /** `jl0104` → `吉0104`. Throws COURT_UNKNOWN for text of another form; whether such a court exists is not looked at. */
  fromAscii(ascii: string): CourtCode {
    if (!this.asciiForm.test(ascii)) throw new RuleError('COURT_UNKNOWN', `法院代码“${String(ascii)}”无效。`);
    return `${this.province.sign}${ascii.slice(this.province.ascii.length)}`;
  }
}
