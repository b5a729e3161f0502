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
import { collaborationCounts, decidedWorkdays, hitCounts, quotaCounts } from './figure-counts';
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

interface Counting {
  days: DaySpan;
  quota: Figures['quota'];
}

const sumOf = <T>(items: readonly T[], adds: (one: T) => number): number =>
  items.reduce((sum, one) => sum + adds(one), 0);

const each = <C extends string>(codes: readonly C[], count: (code: C) => number): Record<C, number> =>
  Object.fromEntries(codes.map((code) => [code, count(code)])) as Record<C, number>;

/** Those of which there are any, in order of code. */
function some<C extends string>(codes: readonly C[], count: (code: C) => number): Partial<Record<C, number>> {
  const counted = Object.entries<number>(each([...codes].sort(byText), count));
  return Object.fromEntries(counted.filter(([, number]) => number > 0)) as Partial<Record<C, number>>;
}

/** Every figure over these collaborations and hits. */
function figuresOf(
  collaborations: readonly CountedCollaboration[],
  hits: readonly CountedHit[],
  { days, quota }: Counting,
): Figures {
  const [adds, hitAdds] = [collaborationCounts(days), hitCounts(days)];
  const sum = (figure: CollaborationFigure) => sumOf(collaborations, adds[figure]);
  const ofScan = (figure: HitFigure) => sumOf(hits, hitAdds[figure]);
  const [numerator, denominator] = [sum('onTime.numerator'), sum('onTime.denominator')];
  const late = collaborations.filter((one) => adds.overdue(one) > 0).map(labelOf);
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
    overdue: [...new Set(late)].sort(byText),
    reviewWorkdaysMedian: medianInTenths(collaborations.flatMap((one) => decidedWorkdays(one, days))),
    origins: some(codesIn(ORIGINS), (origin) => sum(`origins.${origin}`)),
    grounds: some(GROUND_CODES, (ground) => sum(`grounds.${ground}`)),
    closed: each(codesIn(CLOSE_OUTCOMES), (outcome) => sum(`closed.${outcome}`)),
    recovered: sum('recovered') / 100,
    mustCompleteOutstanding: sum('mustCompleteOutstanding'),
    quota,
    scan: {
      hits: ofScan('scan.hits'),
      ...each(codesIn(DISPOSITIONS), (as) => ofScan(`scan.${as}`)),
      outstanding: ofScan('scan.outstanding'),
    },
    leads: {
      registered: sum('leads.registered'),
      referred: sum('leads.referred'),
      unfounded: sum('leads.unfounded'),
    },
  };
}

/** What is told of a court that had nothing. */
export const noFigures = (): Figures =>
  figuresOf([], [], { days: { first: EFFECTIVE_FROM, last: EFFECTIVE_FROM }, quota: null });

/** A court's year up to a day: what it set itself, and what it decided and completed (Art. 15 (1)). */
export function quotaProgress(
  { court, year, number }: CountedQuota,
  collaborations: readonly CountedForAssessment[],
  upTo: LocalDate,
): { number: number; decided: number; closed: number } {
  const adds = quotaCounts(year, upTo);
  const own = collaborations.filter(({ decidingCourt }) => decidingCourt === court);
  return { number, decided: sumOf(own, adds['quota.decided']), closed: sumOf(own, adds['quota.closed']) };
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

function grouped<T>(items: readonly T[], courtOf: (item: T) => CourtCode): Map<CourtCode, T[]> {
  const groups = new Map<CourtCode, T[]>();
  for (const item of items) {
    const court = courtOf(item);
    const group = groups.get(court);
    if (group) group.push(item);
    else groups.set(court, [item]);
  }
  return groups;
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

  const [ownCollaborations, ownHits] = [grouped(collaborations, rowOf), grouped(hits, rowOfHit)];
  const expected = courtsOn(days.last)
    .filter(({ tier: its, parent }) => (high ? its !== 'BASIC' : its === 'BASIC' && parent === court))
    .map(({ code }) => code);
  const codes = [...new Set([...expected, ...ownCollaborations.keys(), ...ownHits.keys()])].sort(byText);
  const rows = codes
    .map((code) => ({
      court: code,
      ...figuresOf(ownCollaborations.get(code) ?? [], ownHits.get(code) ?? [], {
        days,
        quota: high ? quotaOf(code) : null,
      }),
    }))
    .filter((row) => expected.includes(row.court) || hasFigure(row));
  const quota = high ? summed(rows.map((row) => row.quota)) : quotaOf(court);
  return {
    rows,
    total: figuresOf(collaborations, hits, { days, quota }),
    lateEntries: enteredLate(question, collaborations).map(labelOf).sort(byText),
  };
}
