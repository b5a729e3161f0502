import { GROUND_CODES } from '../articles';
import type { GroundCode } from '../articles';
import type { CourtCode } from '../courts';
import { codeOn, courtByCode, courtsOn } from '../courts';
import { RuleError } from '../errors';
import { EFFECTIVE_FROM } from '../jurisdiction/in-force';
import type { Instant, LocalDate } from '../local-date';
import { parseInstant } from '../local-date';
import { rate } from '../rate';
import { CLOSE_OUTCOMES, codesIn, DISPOSITIONS, ORIGINS } from '../vocabulary';
import type { CloseOutcome, Disposition, Origin } from '../vocabulary';
import type { CountedCollaboration, CountedForAssessment, CountedHit, EndOfReview } from './counted';
import { countCollaboration, countForQuota, countHit, decidedWorkdays } from './figure-counts';
import type { CollaborationFigure, HitFigure } from './figure-counts';
import type { DaySpan, HalfYear } from './period';
import { halfYearDays } from './period';

/** The quota in force for a court's year. */
export interface CountedQuota {
  court: CourtCode;
  year: number;
  number: number;
}

export interface BulletinQuestion {
  court: CourtCode;
  period: HalfYear;
  collaborations: readonly CountedCollaboration[];
  hits: readonly CountedHit[];
  quotas: readonly CountedQuota[];
  /** The bulletin before, as it was last frozen: what was entered after it and belongs before its end is told. */
  previous: { period: HalfYear; frozenAt: Instant } | null;
}

export interface ScanFigures extends Record<Disposition, number> {
  hits: number;
  outstanding: number;
}

/** What Art. 16 tells of one court, or of all. */
export interface Figures extends Record<EndOfReview, number> {
  pendingBefore: number;
  received: number;
  pendingAfter: number;
  onTime: { numerator: number; denominator: number; display: string };
  overdue: string[];
  reviewWorkdaysMedian: string | null;
  origins: Partial<Record<Origin, number>>;
  grounds: Partial<Record<GroundCode, number>>;
  closed: Record<CloseOutcome, number>;
  recovered: number;
  mustCompleteOutstanding: number;
  quota: { number: number; decided: number; closed: number } | null;
  scan: ScanFigures;
  leads: { registered: number; referred: number; unfounded: number };
}

export interface Bulletin {
  rows: (Figures & { court: CourtCode })[];
  total: Figures;
  lateEntries: string[];
}

/** The number that stands for a collaboration in a list: its document's, or the enforcement case's before it has one. */
export const labelOf = ({
  documentNumber,
  caseNumber,
}: Pick<CountedCollaboration, 'documentNumber' | 'caseNumber'>): string => documentNumber ?? caseNumber;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The median of whole numbers, in tenths: `9.0`, `9.5`; null of none. */
export function medianInTenths(values: readonly number[]): string | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const doubled =
    sorted.length % 2 === 1 ? 2 * (sorted[middle] ?? 0) : (sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0);
  return `${doubled >> 1}.${doubled % 2 === 0 ? 0 : 5}`;
}

const each = <C extends string>(codes: readonly C[], count: (code: C) => number): Record<C, number> =>
  Object.fromEntries(codes.map((code) => [code, count(code)])) as Record<C, number>;

/** Those of which there are any, in order of code. */
function some<C extends string>(codes: readonly C[], count: (code: C) => number): Partial<Record<C, number>> {
  const counted = Object.entries<number>(each([...codes].sort(byText), count));
  return Object.fromEntries(counted.filter(([, number]) => number > 0)) as Partial<Record<C, number>>;
}

/** The figures of a row, or of all, under way. */
class Tally {
  private readonly counts = new Map<string, number>();
  private readonly late = new Set<string>();
  private readonly workdays: number[] = [];

  constructor(private readonly days: DaySpan) {}

  take(one: CountedCollaboration): void {
    countCollaboration(one, this.days, (figure, by) => {
      this.add(figure, by);
      if (figure === 'overdue') this.late.add(labelOf(one));
    });
    this.workdays.push(...decidedWorkdays(one, this.days));
  }

  takeHit(hit: CountedHit): void {
    countHit(hit, this.days, this.add);
  }

  private readonly add = (figure: string, by: number): void => {
    this.counts.set(figure, (this.counts.get(figure) ?? 0) + by);
  };

  figures(quota: Figures['quota']): Figures {
    const sum = (figure: CollaborationFigure | HitFigure) => this.counts.get(figure) ?? 0;
    const [numerator, denominator] = [sum('onTime.numerator'), sum('onTime.denominator')];
    return {
      pendingBefore: sum('pendingBefore'),
      received: sum('received'),
      decided: sum('decided'),
      refused: sum('refused'),
      withdrawn: sum('withdrawn'),
      lapsed: sum('lapsed'),
      concluded: sum('concluded'),
      pendingAfter: sum('pendingAfter'),
      onTime: { numerator, denominator, display: rate(numerator, denominator, 100).display },
      overdue: [...this.late].sort(byText),
      reviewWorkdaysMedian: medianInTenths(this.workdays),
      origins: some(codesIn(ORIGINS), (origin) => sum(`origins.${origin}`)),
      grounds: some(GROUND_CODES, (ground) => sum(`grounds.${ground}`)),
      closed: each(codesIn(CLOSE_OUTCOMES), (outcome) => sum(`closed.${outcome}`)),
      recovered: sum('recovered') / 100,
      mustCompleteOutstanding: sum('mustCompleteOutstanding'),
      quota,
      scan: {
        hits: sum('scan.hits'),
        ...each(codesIn(DISPOSITIONS), (as) => sum(`scan.${as}`)),
        outstanding: sum('scan.outstanding'),
      },
      leads: {
        registered: sum('leads.registered'),
        referred: sum('leads.referred'),
        unfounded: sum('leads.unfounded'),
      },
    };
  }
}

/** What is told of a court that had nothing. */
export const noFigures = (): Figures => new Tally({ first: EFFECTIVE_FROM, last: EFFECTIVE_FROM }).figures(null);

/** A court's year up to a day: what it set itself, and what it decided and completed (Art. 15 (1)). */
export function quotaProgress(
  { court, year, number }: CountedQuota,
  collaborations: readonly CountedForAssessment[],
  upTo: LocalDate,
): { number: number; decided: number; closed: number } {
  const sums = { 'quota.decided': 0, 'quota.closed': 0 };
  for (const one of collaborations) {
    if (one.decidingCourt === court) countForQuota(one, year, upTo, (figure, by) => (sums[figure] += by));
  }
  return { number, decided: sums['quota.decided'], closed: sums['quota.closed'] };
}

function summed(quotas: readonly Figures['quota'][]): Figures['quota'] {
  const known = quotas.flatMap((quota) => quota ?? []);
  if (known.length === 0) return null;
  return {
    number: known.reduce((sum, { number }) => sum + number, 0),
    decided: known.reduce((sum, { decided }) => sum + decided, 0),
    closed: known.reduce((sum, { closed }) => sum + closed, 0),
  };
}

/** Whether anything of a row is not nought. */
function hasFigure({ quota: _, ...figures }: Figures): boolean {
  const says = (value: unknown): boolean =>
    typeof value === 'number'
      ? value !== 0
      : typeof value === 'object' && value !== null && Object.values(value).some(says);
  return says(figures);
}

/** Entered after the bulletin before was last frozen, and received by the end of its half-year. */
export function enteredLate<C extends CountedCollaboration>(
  { previous }: Pick<BulletinQuestion, 'previous'>,
  collaborations: readonly C[],
): C[] {
  if (!previous) return [];
  const { last } = halfYearDays(previous.period);
  const frozen = parseInstant(previous.frozenAt);
  return collaborations.filter(
    ({ receivedOn, enteredAt }) => receivedOn !== null && receivedOn <= last && parseInstant(enteredAt) > frozen,
  );
}

/** What a bulletin counts: all of it, and which row each belongs to. */
export interface Counted<C extends CountedCollaboration, H extends CountedHit> {
  days: DaySpan;
  year: number;
  /** Whether it is the High Court's. */
  high: boolean;
  collaborations: readonly C[];
  hits: readonly H[];
  rowOf: (one: CountedCollaboration) => CourtCode;
  rowOfHit: (hit: CountedHit) => CourtCode;
}

/** @throws RuleError VALIDATION for a period that is none, COURT_UNKNOWN, FORBIDDEN for a basic court */
export function countedIn<C extends CountedCollaboration, H extends CountedHit>({
  court,
  period,
  collaborations,
  hits,
}: Pick<BulletinQuestion, 'court' | 'period'> & { collaborations: readonly C[]; hits: readonly H[] }): Counted<C, H> {
  const days = halfYearDays(period);
  const tier = courtByCode(court, days.last)?.tier;
  if (!tier) throw new RuleError('COURT_UNKNOWN', `${days.last}没有代字为“${court}”的法院。`);
  if (tier === 'BASIC') throw new RuleError('FORBIDDEN', '通报由高级人民法院和中级人民法院作出（第十六条）。');
  const high = tier === 'HIGH';
  return {
    days,
    year: Number(period.slice(0, 4)),
    high,
    collaborations: high ? collaborations : collaborations.filter(({ decidingCourt }) => decidingCourt === court),
    hits: high ? hits : hits.filter((hit) => hit.court === court),
    rowOf: (one) => (high ? one.decidingCourt : codeOn(one.executingCourt, days.last)),
    rowOfHit: (hit) => (high ? hit.court : codeOn(hit.executingCourt, days.last)),
  };
}

/**
 * The figures of a half-year's bulletin (Art. 16) over what was known when they were frozen; the same input gives the same
 * output, byte for byte. An intermediate court's rows are its basic courts on the period's last day, and any other executing
 * court that has a figure; the High Court's are itself and the intermediate courts, by deciding court.
 * @throws RuleError VALIDATION for a period that is none, COURT_UNKNOWN, FORBIDDEN for a basic court
 */
export function bulletinFigures(question: BulletinQuestion): Bulletin {
  const { court, quotas } = question;
  const { days, year, high, collaborations, hits, rowOf, rowOfHit } = countedIn(question);
  const quotaOf = (code: CourtCode) => {
    const quota = quotas.find((candidate) => candidate.court === code && candidate.year === year);
    return quota ? quotaProgress(quota, question.collaborations, days.last) : null;
  };

  const whole = new Tally(days);
  const tallies = new Map<CourtCode, Tally>();
  const tallyOf = (code: CourtCode): Tally => {
    const known = tallies.get(code) ?? new Tally(days);
    tallies.set(code, known);
    return known;
  };
  for (const one of collaborations) for (const tally of [whole, tallyOf(rowOf(one))]) tally.take(one);
  for (const hit of hits) for (const tally of [whole, tallyOf(rowOfHit(hit))]) tally.takeHit(hit);
  const expected = courtsOn(days.last)
    .filter(({ tier: its, parent }) => (high ? its !== 'BASIC' : its === 'BASIC' && parent === court))
    .map(({ code }) => code);
  const codes = [...new Set([...expected, ...tallies.keys()])].sort(byText);
  const rows = codes
    .map((code) => ({ court: code, ...tallyOf(code).figures(high ? quotaOf(code) : null) }))
    .filter((row) => expected.includes(row.court) || hasFigure(row));
  const quota = high ? summed(rows.map((row) => row.quota)) : quotaOf(court);
  return {
    rows,
    total: whole.figures(quota),
    lateEntries: enteredLate(question, collaborations).map(labelOf).sort(byText),
  };
}
