import { RuleError } from '../errors';
import type { CourtCode, CourtRecord } from './registry';
import { courtRecords } from './registry';

const EARTH_RADIUS_KM = 6371;

function seatOf(code: CourtCode): CourtRecord {
  const record = courtRecords().findLast((candidate) => candidate.code === code);
  if (!record) throw new RuleError('COURT_UNKNOWN', `法院代码“${String(code)}”无效。`);
  return record;
}

/**
 * Great-circle distance in km between the approximate seats (about ±10 km) of two courts, for the warning of Art. 5 (3).
 * Throws COURT_UNKNOWN for a code never in use.
 */
export function distanceKm(a: CourtCode, b: CourtCode): number {
  const from = seatOf(a);
  const to = seatOf(b);
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (x: number, y: number): number => Math.sin(radians(y - x) / 2) ** 2;
  const h = half(from.lat, to.lat) + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * half(from.lon, to.lon);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
}
