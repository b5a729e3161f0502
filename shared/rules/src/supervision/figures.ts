import { codesIn, REQUESTED_OUTCOMES } from '../vocabulary';
import type { CloseOutcome, Disposition, Origin, RequestedOutcome } from '../vocabulary';
import type { GroundCode } from '../articles';
import type { CourtCode } from '../courts';
import { codeOn, courtByCode, courtsOn } from '../courts';
import { RuleError } from '../errors';
import type { Instant, LocalDate } from '../local-date';
import { addDays, parseInstant } from '../local-date';
import { rate } from '../rate';
import type { CountedCollaboration, CountedForAssessment, EndOfReview } from './counted';
import type { DaySpan, HalfYear } from './period';
import { halfYearDays, isWithinDays } from './period';

export interface CountedHit {
  /** The court whose hit it is. */
  court: CourtCode;
  executingCourt: CourtCode;
  caseNumber: string;
  openedOn: LocalDate;
  disposed: { as: Disposition; on: LocalDate } | null;
}

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

const isPending = ({ receivedOn, end }: CountedCollaboration, on: LocalDate): boolean =>
  receivedOn !== null && receivedOn <= on && (end === null || end.on > on);

/** Decided to be executed together. */
const isApproved = ({ end }: Pick<CountedCollaboration, 'end'>): boolean => end?.kind === 'decided';

/**
 * Art. 15 (2): what has to be completed as of a day, and how far it is. Decided collaborations from the decision, those
 * ordered from above from receipt; an order that ended without a decision leaves nothing to complete.
 */
export function mustCompleteState(
  collaboration: CountedForAssessment,
  on: LocalDate,
): 'none' | 'outstanding' | 'closed' | 'revoked' {
  const { receivedOn, end, closed, ordered } = collaboration;
  const since = isApproved(collaboration) ? (ordered ? receivedOn : (end?.on ?? null)) : ordered ? receivedOn : null;
  if (since === null || since > on) return 'none';
  if (end && end.kind !== 'decided' && end.on <= on) return 'none';
  if (!closed || closed.on > on) return 'outstanding';
  return closed.outcome === 'REVOKED' ? 'revoked' : 'closed';
}

/** The median of whole numbers, in tenths: `9.0`, `9.5`; null of none. */
export function medianInTenths(values: readonly number[]): string | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const doubled =
    sorted.length % 2 === 1 ? 2 * (sorted[middle] ?? 0) : (sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0);
  return `${doubled >> 1}.${doubled % 2 === 0 ? 0 : 5}`;
}

function tally<T extends string>(values: readonly T[]): Partial<Record<T, number>> {
  const counted: Partial<Record<T, number>> = {};
  for (const value of [...values].sort(byText)) counted[value] = (counted[value] ?? 0) + 1;
  return counted;
}

interface Counting {
  days: DaySpan;
  quota: Figures['quota'];
}

function scanFigures(hits: readonly CountedHit[], { first, last }: DaySpan): ScanFigures {
  const disposed = (as: Disposition) =>
    hits.filter((hit) => hit.disposed?.as === as && isWithinDays(hit.disposed.on, { first, last })).length;
  return {
    hits: hits.filter(({ openedOn }) => isWithinDays(openedOn, { first, last })).length,
    DECIDE: disposed('DECIDE'),
    DESIGNATE: disposed('DESIGNATE'),
    EXEMPT_WITH_REASON: disposed('EXEMPT_WITH_REASON'),
    ALREADY_COLLABORATING: disposed('ALREADY_COLLABORATING'),
    NO_LONGER_DUE: disposed('NO_LONGER_DUE'),
    outstanding: hits.filter(({ openedOn, disposed: end }) => openedOn <= last && (end === null || end.on > last))
      .length,
  };
}

/** Every figure over these collaborations and hits. */
function figuresOf(
  collaborations: readonly CountedCollaboration[],
  hits: readonly CountedHit[],
  { days, quota }: Counting,
): Figures {
  const before = addDays(days.first, -1);
  const received = collaborations.filter(({ receivedOn }) => isWithinDays(receivedOn, days));
  // What was taken back before the deciding court had it was never received and ends nothing there.
  const ended = collaborations.filter(({ receivedOn, end }) => receivedOn !== null && isWithinDays(end?.on, days));
  const endedAs = (kind: EndOfReview) => ended.filter(({ end }) => end?.kind === kind);
  const closed = collaborations.flatMap(({ closed: end }) => (end && isWithinDays(end.on, days) ? [end] : []));
  const closedAs = (outcome: CloseOutcome) => closed.filter((end) => end.outcome === outcome).length;
  const reviews = collaborations.flatMap((collaboration) =>
    collaboration.reviews.filter(({ due }) => isWithinDays(due, days)).map((review) => ({ collaboration, review })),
  );
  const inTime = reviews.filter(({ review }) => review.inTime).length;
  const late = reviews.filter(({ review }) => !review.inTime).map(({ collaboration }) => labelOf(collaboration));
  const decisions = [...endedAs('decided'), ...endedAs('refused')];
  const leads = collaborations.flatMap((collaboration) => collaboration.leads);
  const leadsOn = (day: 'registered' | 'referred' | 'unfounded') =>
    leads.filter((lead) => isWithinDays(lead[day], days)).length;
  return {
    pendingBefore: collaborations.filter((collaboration) => isPending(collaboration, before)).length,
    received: received.length,
    decided: endedAs('decided').length,
    refused: endedAs('refused').length,
    withdrawn: endedAs('withdrawn').length,
    lapsed: endedAs('lapsed').length,
    concluded: endedAs('concluded').length,
    pendingAfter: collaborations.filter((collaboration) => isPending(collaboration, days.last)).length,
    onTime: { numerator: inTime, denominator: reviews.length, display: rate(inTime, reviews.length, 100).display },
    overdue: [...new Set(late)].sort(byText),
    reviewWorkdaysMedian: medianInTenths(
      decisions.flatMap(({ reviews: all }) => all.flatMap(({ workdays }) => workdays ?? [])),
    ),
    origins: tally(received.map(({ origin }) => origin)),
    grounds: tally(received.flatMap(({ grounds }) => [...grounds])),
    closed: {
      ...(Object.fromEntries(codesIn(REQUESTED_OUTCOMES).map((outcome) => [outcome, closedAs(outcome)])) as Record<
        RequestedOutcome,
        number
      >),
      REVOKED: closedAs('REVOKED'),
    },
    recovered: closed.reduce((sum, { recoveredAmount }) => sum + Math.round(recoveredAmount * 100), 0) / 100,
    mustCompleteOutstanding: collaborations.filter(
      (collaboration) => mustCompleteState(collaboration, days.last) === 'outstanding',
    ).length,
    quota,
    scan: scanFigures(hits, days),
    leads: { registered: leadsOn('registered'), referred: leadsOn('referred'), unfounded: leadsOn('unfounded') },
  };
}

/** A court's year up to a day: what it set itself, and what it decided and completed (Art. 15 (1)). */
export function quotaProgress(
  quota: CountedQuota,
  collaborations: readonly CountedForAssessment[],
  upTo: LocalDate,
): { number: number; decided: number; closed: number } {
  const days = { first: `${quota.year}-01-01`, last: upTo };
  const own = collaborations.filter(({ decidingCourt }) => decidingCourt === quota.court);
  return {
    number: quota.number,
    decided: own.filter((collaboration) => isApproved(collaboration) && isWithinDays(collaboration.end?.on, days))
      .length,
    closed: own.filter(({ closed }) => closed && closed.outcome !== 'REVOKED' && isWithinDays(closed.on, days)).length,
  };
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

/** Whether anything of a row is not nought. */
function hasFigure({ quota: _, ...figures }: Figures): boolean {
  const says = (value: unknown): boolean =>
    typeof value === 'number'
      ? value !== 0
      : typeof value === 'object' && value !== null && Object.values(value).some(says);
  return says(figures);
}

function lateEntries({ previous }: BulletinQuestion, collaborations: readonly CountedCollaboration[]): string[] {
  if (!previous) return [];
  const { last } = halfYearDays(previous.period);
  const frozen = parseInstant(previous.frozenAt);
  return collaborations
    .filter(
      ({ receivedOn, enteredAt }) => receivedOn !== null && receivedOn <= last && parseInstant(enteredAt) > frozen,
    )
    .map(labelOf)
    .sort(byText);
}

/**
 * The figures of a half-year's bulletin (Art. 16) over what was known when they were frozen; the same input gives the same
 * output, byte for byte. An intermediate court's rows are its basic courts on the period's last day, and any other executing
 * court that has a figure; the High Court's are itself and the intermediate courts, by deciding court.
 * @throws RuleError VALIDATION for a period that is none, COURT_UNKNOWN, FORBIDDEN for a basic court
 */
export function bulletinFigures(question: BulletinQuestion): Bulletin {
  const { court, period, quotas } = question;
  const days = halfYearDays(period);
  const year = Number(period.slice(0, 4));
  const tier = courtByCode(court, days.last)?.tier;
  if (!tier) throw new RuleError('COURT_UNKNOWN', `${days.last}没有代字为“${court}”的法院。`);
  if (tier === 'BASIC') throw new RuleError('FORBIDDEN', '通报由高级人民法院和中级人民法院作出（第十六条）。');
  const high = tier === 'HIGH';

  const collaborations = high
    ? question.collaborations
    : question.collaborations.filter(({ decidingCourt }) => decidingCourt === court);
  const hits = high ? question.hits : question.hits.filter((hit) => hit.court === court);
  const ofCollaboration = ({ decidingCourt, executingCourt }: CountedCollaboration) =>
    high ? decidingCourt : codeOn(executingCourt, days.last);
  const ofHit = (hit: CountedHit) => (high ? hit.court : codeOn(hit.executingCourt, days.last));
  const quotaOf = (code: CourtCode) => {
    const quota = quotas.find((candidate) => candidate.court === code && candidate.year === year);
    return quota ? quotaProgress(quota, question.collaborations, days.last) : null;
  };

  const [ownCollaborations, ownHits] = [grouped(collaborations, ofCollaboration), grouped(hits, ofHit)];
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
    lateEntries: lateEntries(question, collaborations),
  };
}
