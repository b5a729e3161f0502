import type { CalendarBook } from '../calendar';
import { countWorkdays } from '../calendar';
import type { CourtCode, Tier } from '../courts';
import { codeOn, courtByCode, intermediateOf } from '../courts';
import { RuleError } from '../errors';
import type { Instant, LocalDate } from '../local-date';
import { addDays, addMonths, dateOf, parseInstant, startOfDay, toInstant } from '../local-date';
import type { NetAge } from '../period';
import { netAge, netAgeMet } from '../period';
import type { ScanList } from '../vocabulary';
import type { DocketRow } from './docket-row';
import { docketKey, exclusionSpans } from './docket-row';

/** What the Rule leaves open of a scan (Art. 14): settings, not law. */
export interface ScanSettings {
  /** Months after which an exemption, or a collaboration that was closed, no longer keeps a case from being hit. */
  exemptionMonths: number;
  /** Days for which somebody's word that there is property is fresh. */
  verifiedDays: number;
  /** Days before the two years are full from which a case is watched. */
  watchDays: number;
}

export const SCAN_SETTINGS: ScanSettings = { exemptionMonths: 6, verifiedDays: 90, watchDays: 30 };

/** A collaboration of a case, as far as it may cover it. */
export interface Covering {
  /** How it ended: null while it runs; ENDED without an execution (refused, withdrawn, lapsed, concluded, revoked). */
  end: { kind: 'ENDED' } | { kind: 'CLOSED'; on: LocalDate } | null;
}

/** What of a row a scan looks at. */
export type ScannedRow = Pick<
  DocketRow,
  | 'case_no'
  | 'court_code'
  | 'filing_date'
  | 'has_property'
  | 'property_verified_on'
  | 'close_date'
  | 'close_mode'
  | 'exclusions'
>;

/** What of a row an exemption rests on; another value of any of it ends the exemption. */
export type ExemptedRow = Pick<ScannedRow, 'has_property' | 'exclusions' | 'close_date' | 'close_mode'>;

export interface Exemption {
  on: LocalDate;
  row: ExemptedRow;
}

/** What is held of a case beside its row, when the scan is run. */
export interface ScanKnowledge {
  collaborations: readonly Covering[];
  /** By the scanning court. */
  exemption?: Exemption | undefined;
  /** The scanning court has a hit of it that nobody has disposed of. */
  open: boolean;
  /** So has the intermediate court of the case, and whether that is late. */
  below?: { late: boolean } | undefined;
}

export interface ScanQuestion {
  court: CourtCode;
  /** By itself on the first working day of a month (`clock`), or by a person. */
  by: 'clock' | 'person';
  asOf: LocalDate;
  settings: ScanSettings;
}

/** One case of a scan, with how the two years were counted. */
export interface ScanFinding {
  list: ScanList;
  key: string;
  caseNumber: string;
  /** The row's court, under its code of `asOf`. */
  executingCourt: CourtCode;
  age: NetAge;
  /** Nobody has looked for a long time whether there still is property: a hit all the same. */
  stale: boolean;
}

/** Whether a row is what Art. 14 looks for, by itself: property, not closed, two net years full. */
export function isDue(row: ScannedRow, asOf: LocalDate): boolean {
  return isOpen(row, asOf) && netAgeMet(ageOf(row, asOf), asOf);
}

const isOpen = ({ has_property, close_date }: ScannedRow, asOf: LocalDate): boolean =>
  has_property && (close_date === null || close_date > asOf);

const ageOf = (row: ScannedRow, asOf: LocalDate): NetAge =>
  netAge({ filedOn: row.filing_date, exclusions: exclusionSpans(row, asOf) });

function covers({ end }: Covering, asOf: LocalDate, { exemptionMonths }: ScanSettings): boolean {
  if (end === null) return true;
  return end.kind === 'CLOSED' && asOf < addMonths(end.on, exemptionMonths);
}

/** What of a row an exemption rests on, in one form for comparison. */
export function restsOn({ has_property, exclusions, close_date, close_mode }: ExemptedRow): string {
  const spans = exclusions.map(({ type, start, end, document_no }) => JSON.stringify([type, start, end, document_no]));
  return JSON.stringify([has_property, spans.sort(), close_date, close_mode]);
}

function isExempt(exemption: Exemption | undefined, row: ScannedRow, { asOf, settings }: ScanQuestion): boolean {
  if (!exemption || asOf >= addMonths(exemption.on, settings.exemptionMonths)) return false;
  return restsOn(exemption.row) === restsOn(row);
}

const isStale = ({ property_verified_on }: ScannedRow, { asOf, settings }: ScanQuestion): boolean =>
  property_verified_on === null || addDays(property_verified_on, settings.verifiedDays) < asOf;

/** Whether a case of a court stands in the area that another one scans. @throws RuleError FORBIDDEN as `scanning` does */
export function isScannedBy(court: CourtCode, question: Pick<ScanQuestion, 'court' | 'asOf'>): boolean {
  const now = codeOn(court, question.asOf);
  const tier = courtByCode(now, question.asOf)?.tier;
  return tier !== undefined && areaOf(question)(tier, intermediateOf(now, question.asOf));
}

/** Which courts' cases a court scans: an intermediate court its basic courts', the High Court all below it. */
function areaOf({
  court,
  asOf,
}: Pick<ScanQuestion, 'court' | 'asOf'>): (tier: Tier, intermediate: CourtCode | undefined) => boolean {
  const scanning = courtByCode(court, asOf);
  if (scanning?.tier === 'HIGH') return (tier) => tier !== 'HIGH';
  if (scanning?.tier === 'INTERMEDIATE') return (tier, intermediate) => tier === 'BASIC' && intermediate === court;
  throw new RuleError('FORBIDDEN', `${court}不是中级法院或者高级法院，不能扫描（第十四条）。`);
}

/**
 * Art. 14: which list of a scan a case stands in, if any. Pure over one row, so that a scan of a million rows is a walk.
 * No two courts work on one case: by itself the High Court looks only at the intermediate courts' own cases and at what
 * they have left overdue; what an intermediate court is still in time to dispose of is pending below.
 * @returns a function that is given each case once: its newest row of `asOf` at the latest, and what is held of it
 * @throws RuleError FORBIDDEN for a court that has nobody to scan
 */
export function scanning(question: ScanQuestion): (row: ScannedRow, known: ScanKnowledge) => ScanFinding | undefined {
  const { asOf, by, settings } = question;
  const isInArea = areaOf(question);
  const high = courtByCode(question.court, asOf)?.tier === 'HIGH';
  const courts = new Map<CourtCode, { code: CourtCode; tier: Tier | undefined; inArea: boolean }>();
  const courtOf = (code: CourtCode) => {
    const before = courts.get(code);
    if (before) return before;
    const now = codeOn(code, asOf);
    const tier = courtByCode(now, asOf)?.tier;
    const found = { code: now, tier, inArea: tier !== undefined && isInArea(tier, intermediateOf(now, asOf)) };
    courts.set(code, found);
    return found;
  };

  return (row, known) => {
    const court = courtOf(row.court_code);
    if (!court.inArea && !known.open) return undefined;
    const found = (list: ScanList): ScanFinding => ({
      list,
      key: docketKey(row),
      caseNumber: row.case_no,
      executingCourt: court.code,
      age: ageOf(row, asOf),
      stale: isStale(row, question),
    });
    if (known.open) return found('hits');
    if (high && court.tier === 'BASIC' && known.below?.late !== true) {
      if (by === 'clock') return undefined;
      if (known.below) return found('pendingBelow');
    }
    if (!isOpen(row, asOf)) return undefined;
    const finding = found('hits');
    const covered = known.collaborations.some((collaboration) => covers(collaboration, asOf, settings));
    if (!netAgeMet(finding.age, asOf)) {
      const near = finding.age.netDate <= addDays(asOf, settings.watchDays);
      return near && !covered ? { ...finding, list: 'watch' } : undefined;
    }
    if (covered) return { ...finding, list: 'covered' };
    return isExempt(known.exemption, row, question) ? { ...finding, list: 'exempt' } : finding;
  };
}

/** Nothing is held of a case but its row. */
export const NOTHING_KNOWN: ScanKnowledge = { collaborations: [], open: false };

/** The hour at which courts scan by themselves (HR-07). */
export const SCAN_HOUR = 8;

/** When a court scans by itself on a day. */
export const scanInstantOf = (day: LocalDate): Instant => toInstant(startOfDay(day) + SCAN_HOUR * 3_600_000);

/**
 * The day of a court's next scan by itself (HR-07): the first working day of a month, by the court's calendar, whose hour has
 * not passed at `after`. A day of an unpublished calendar counts as it looks without notice.
 */
export function nextScanDay(book: CalendarBook, court: CourtCode, after: Instant): LocalDate {
  const passed = parseInstant(after);
  for (let first = `${dateOf(passed).slice(0, 7)}-01`; ; first = addMonths(first, 1)) {
    const day = firstWorkday(book, court, first);
    if (parseInstant(scanInstantOf(day)) > passed) return day;
  }
}

function firstWorkday(book: CalendarBook, court: CourtCode, from: LocalDate): LocalDate {
  return countWorkdays(book, court, addDays(from, -1), 1).due;
}

/** The order in which a scan's lists are shown: by net date, then by number. */
export function byNetDate(a: ScanFinding, b: ScanFinding): number {
  const [one, other] = [a.age.netDate, b.age.netDate];
  if (one !== other) return one < other ? -1 : 1;
  return a.caseNumber < b.caseNumber ? -1 : a.caseNumber > b.caseNumber ? 1 : 0;
}
