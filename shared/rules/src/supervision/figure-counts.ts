import type { GroundCode } from '../articles';
import type { LocalDate } from '../local-date';
import type { CloseOutcome, Disposition, Origin } from '../vocabulary';
import type { CountedCollaboration, CountedForAssessment, CountedHit, EndOfReview } from './counted';
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

/** Is told to which figure one adds, and how much; what adds nothing is not behind a figure. */
type Add<F extends string> = (figure: F, by: number) => void;

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

/** To which figures of these days a collaboration adds; to `recovered` in fen, to the median as many values as it has. */
export function countCollaboration(one: CountedCollaboration, days: DaySpan, add: Add<CollaborationFigure>): void {
  const { receivedOn, end, closed } = one;
  const within = (on: LocalDate | null | undefined) => isWithinDays(on, days);
  // What was taken back before the deciding court had it was never received and ends nothing there.
  if (receivedOn !== null) {
    if (receivedOn < days.first && (end === null || end.on >= days.first)) add('pendingBefore', 1);
    if (receivedOn <= days.last && (end === null || end.on > days.last)) add('pendingAfter', 1);
    if (within(receivedOn)) {
      add('received', 1);
      add(`origins.${one.origin}`, 1);
      for (const ground of one.grounds) add(`grounds.${ground}`, 1);
    }
    if (end && within(end.on)) add(end.kind, 1);
    const values = decidedWorkdays(one, days).length;
    if (values > 0) add('reviewWorkdaysMedian', values);
  }
  for (const { due, inTime } of one.reviews) {
    if (!within(due)) continue;
    add('onTime.denominator', 1);
    add(inTime ? 'onTime.numerator' : 'overdue', 1);
  }
  if (closed && within(closed.on)) {
    add(`closed.${closed.outcome}`, 1);
    const fen = Math.round(closed.recoveredAmount * 100);
    if (fen > 0) add('recovered', fen);
  }
  if (mustCompleteState(one, days.last) === 'outstanding') add('mustCompleteOutstanding', 1);
  for (const { registered, referred, unfounded } of one.leads) {
    if (within(registered)) add('leads.registered', 1);
    if (within(referred)) add('leads.referred', 1);
    if (within(unfounded)) add('leads.unfounded', 1);
  }
}

/** To which figures of these days a hit of a scan adds. */
export function countHit({ openedOn, disposed }: CountedHit, days: DaySpan, add: Add<HitFigure>): void {
  if (isWithinDays(openedOn, days)) add('scan.hits', 1);
  if (disposed && isWithinDays(disposed.on, days)) add(`scan.${disposed.as}`, 1);
  if (openedOn <= days.last && (disposed === null || disposed.on > days.last)) add('scan.outstanding', 1);
}

/** To which figures a collaboration adds of what its deciding court did in a year, up to a day of it (Art. 15 (1)). */
export function countForQuota(one: CountedForAssessment, year: number, upTo: LocalDate, add: Add<QuotaFigure>): void {
  const days = { first: `${year}-01-01`, last: upTo };
  if (isApproved(one) && isWithinDays(one.end?.on, days)) add('quota.decided', 1);
  if (one.closed && one.closed.outcome !== 'REVOKED' && isWithinDays(one.closed.on, days)) add('quota.closed', 1);
}

/** Whether a count adds anything to a figure. */
export function addsTo<F extends string>(figure: F, count: (add: Add<F>) => void): boolean {
  let adds = false;
  count((to) => (adds ||= to === figure));
  return adds;
}
