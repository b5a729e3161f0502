import type { CourtCode } from '../../courts';
import { codeOn, courtsOn, toAsciiCourt } from '../../courts';
import type { Instant } from '../../local-date';
import { addDays, startOfDay, toInstant } from '../../local-date';
import type { CountedCollaboration } from '../counted';
import type { HalfYear } from '../period';
import { halfYearDays } from '../period';
import type { BulletinSubject } from './state';

export const BULLETIN_PREFIX = 'bulletin-';

/** A court has one file a half-year; ids have small letters only. */
export const bulletinIdOf = ({ court, period }: BulletinSubject): string =>
  `${BULLETIN_PREFIX}${toAsciiCourt(court)}-${period.toLowerCase()}`;

/** When a half-year's bulletins are opened: at 00:00 of the day after it. */
export const bulletinOpensAt = (period: HalfYear): Instant =>
  toInstant(startOfDay(addDays(halfYearDays(period).last, 1)));

type Known = Pick<CountedCollaboration, 'decidingCourt' | 'receivedOn' | 'end'>;

/**
 * Art. 16: the intermediate courts and the High Court that had anything in the half-year, by code: a collaboration pending or
 * received, or docket rows held of their area. All of both is the High Court's.
 * @param docketCourts courts of which rows were held by the end of the period
 */
export function needsBulletin(
  period: HalfYear,
  collaborations: Iterable<Known>,
  docketCourts: Iterable<CourtCode>,
): CourtCode[] {
  const { first, last } = halfYearDays(period);
  const courts = courtsOn(last);
  const areaOf = new Map(courts.map(({ code, tier, parent }) => [code, tier === 'BASIC' ? parent : code]));
  const having = new Set<CourtCode | null>();
  for (const { decidingCourt, receivedOn, end } of collaborations) {
    if (receivedOn !== null && receivedOn <= last && (end === null || end.on >= first))
      having.add(codeOn(decidingCourt, last));
  }
  for (const court of docketCourts) having.add(areaOf.get(codeOn(court, last)) ?? null);
  return courts
    .filter(({ code, tier }) => (tier === 'HIGH' ? having.size > 0 : tier === 'INTERMEDIATE' && having.has(code)))
    .map(({ code }) => code)
    .sort();
}
