import { RuleError } from '../errors';
import { TERRITORY } from '../jurisdiction/in-force';
import type { CourtCode, CourtRecord, Courts } from './courts';

const EARTH_RADIUS_KM = 6371;

/** The approximate seat of a court, in degrees. Throws COURT_UNKNOWN for a code never in use. */
export function seatOf(code: CourtCode, courts: Courts = TERRITORY.courts): Pick<CourtRecord, 'lat' | 'lon'> {
  const record = courts.lastRecordOf(code);
  if (!record) throw new RuleError('COURT_UNKNOWN', `法院代码“${String(code)}”无效。`);
  return record;
}

/**
 * Great-circle distance in km between the approximate seats (about ±10 km) of two courts, for the warning of Art. 5 (3).
 * Throws COURT_UNKNOWN for a code never in use.
 */
export function distanceKm(a: CourtCode, b: CourtCode, courts: Courts = TERRITORY.courts): number {
  const from = seatOf(a, courts);
  const to = seatOf(b, courts);
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (x: number, y: number): number => Math.sin(radians(y - x) / 2) ** 2;
  const h = half(from.lat, to.lat) + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * half(from.lon, to.lon);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
}
