import { GROUND_CODES } from '../articles';
import type { GroundCode } from '../articles';
import { addDays } from '../local-date';
import type { LocalDate } from '../local-date';
import { CLOSE_OUTCOMES, codesIn, DISPOSITIONS, ORIGINS } from '../vocabulary';
import type { CloseOutcome, Disposition, Origin } from '../vocabulary';
import type { CountedCollaboration, CountedForAssessment, CountedHit, CountedReview, EndOfReview } from './counted';
import type { DaySpan } from './period';
import { isWithinDays } from './period';

/** A figure that collaborations make, by its place in `Figures`. */
export type CollaborationFigure =
  | 'pendingBefore'
  | 'received'
  | EndOfReview
  | 'pendingAfter'
  | 'onTime.numerator'
  | 'onTime.denominator'
  | 'overdue'
  | 'reviewWorkdaysMedian'
  | `origins.${Origin}`
  | `grounds.${GroundCode}`
  | `closed.${CloseOutcome}`
  | 'recovered'
  | 'mustCompleteOutstanding'
  | 'leads.registered'
  | 'leads.referred'
  | 'leads.unfounded';

/** A figure that the hits of scans make. */
export type HitFigure = `scan.${Disposition | 'hits' | 'outstanding'}`;

/** A figure that the collaborations of a year make. */
export type QuotaFigure = 'quota.decided' | 'quota.closed';

/** How much one adds to a figure; what adds nothing is not behind it. */
type Adds<T> = (one: T) => number;

const once = (holds: boolean): number => (holds ? 1 : 0);

const byCode = <C extends string, P extends string, T>(
  prefix: P,
  codes: readonly C[],
  adds: (code: C) => Adds<T>,
): Record<`${P}.${C}`, Adds<T>> =>
  Object.fromEntries(codes.map((code) => [`${prefix}.${code}`, adds(code)])) as Record<`${P}.${C}`, Adds<T>>;

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

/** The working days of the reviews that a decision of these days has ended. */
export function decidedWorkdays({ receivedOn, end, reviews }: CountedCollaboration, days: DaySpan): number[] {
  const decided = end?.kind === 'decided' || end?.kind === 'refused';
  if (receivedOn === null || !decided || !isWithinDays(end.on, days)) return [];
  return reviews.flatMap(({ workdays }) => workdays ?? []);
}

/** What a collaboration adds to each figure of these days; to `recovered` in fen, to the median as many values as it has. */
export function collaborationCounts(days: DaySpan): Record<CollaborationFigure, Adds<CountedCollaboration>> {
  const { first, last } = days;
  const before = addDays(first, -1);
  const within = (on: LocalDate | null | undefined) => isWithinDays(on, days);
  // What was taken back before the deciding court had it was never received and ends nothing there.
  const endedAs =
    (kind: EndOfReview): Adds<CountedCollaboration> =>
    ({ receivedOn, end }) =>
      once(receivedOn !== null && end?.kind === kind && within(end.on));
  const reviews =
    (counts: (review: CountedReview) => boolean): Adds<CountedCollaboration> =>
    (one) =>
      one.reviews.filter((review) => within(review.due) && counts(review)).length;
  const leads =
    (day: 'registered' | 'referred' | 'unfounded'): Adds<CountedCollaboration> =>
    (one) =>
      one.leads.filter((lead) => within(lead[day])).length;
  const isReceived = ({ receivedOn }: CountedCollaboration) => within(receivedOn);
  return {
    pendingBefore: (one) => once(isPending(one, before)),
    received: (one) => once(isReceived(one)),
    decided: endedAs('decided'),
    refused: endedAs('refused'),
    withdrawn: endedAs('withdrawn'),
    lapsed: endedAs('lapsed'),
    concluded: endedAs('concluded'),
    pendingAfter: (one) => once(isPending(one, last)),
    'onTime.numerator': reviews(({ inTime }) => inTime),
    'onTime.denominator': reviews(() => true),
    overdue: reviews(({ inTime }) => !inTime),
    reviewWorkdaysMedian: (one) => decidedWorkdays(one, days).length,
    ...byCode('origins', codesIn(ORIGINS), (origin) => (one) => once(isReceived(one) && one.origin === origin)),
    ...byCode('grounds', GROUND_CODES, (ground) => (one) => once(isReceived(one) && one.grounds.includes(ground))),
    ...byCode(
      'closed',
      codesIn(CLOSE_OUTCOMES),
      (outcome) =>
        ({ closed }) =>
          once(closed?.outcome === outcome && within(closed.on)),
    ),
    recovered: ({ closed }) => (closed && within(closed.on) ? Math.round(closed.recoveredAmount * 100) : 0),
    mustCompleteOutstanding: (one) => once(mustCompleteState(one, last) === 'outstanding'),
    'leads.registered': leads('registered'),
    'leads.referred': leads('referred'),
    'leads.unfounded': leads('unfounded'),
  };
}

/** What a hit of a scan adds to each figure of these days. */
export function hitCounts(days: DaySpan): Record<HitFigure, Adds<CountedHit>> {
  const { last } = days;
  return {
    'scan.hits': ({ openedOn }) => once(isWithinDays(openedOn, days)),
    ...byCode(
      'scan',
      codesIn(DISPOSITIONS),
      (as) =>
        ({ disposed }: CountedHit) =>
          once(disposed?.as === as && isWithinDays(disposed.on, days)),
    ),
    'scan.outstanding': ({ openedOn, disposed: end }) => once(openedOn <= last && (end === null || end.on > last)),
  };
}

/** What a collaboration adds to what its deciding court did in a year, up to a day of it (Art. 15 (1)). */
export function quotaCounts(year: number, upTo: LocalDate): Record<QuotaFigure, Adds<CountedForAssessment>> {
  const days = { first: `${year}-01-01`, last: upTo };
  return {
    'quota.decided': (one) => once(isApproved(one) && isWithinDays(one.end?.on, days)),
    'quota.closed': ({ closed }) =>
      once(closed !== null && closed.outcome !== 'REVOKED' && isWithinDays(closed.on, days)),
  };
}
