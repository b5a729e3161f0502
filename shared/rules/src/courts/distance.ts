import type { CourtCode } from './registry';
import { courtRecords } from './registry';

const EARTH_RADIUS_KM = 6371;

function seatOf(code: CourtCode): { lat: number; lon: number } | undefined {
  const record = courtRecords().findLast((candidate) => candidate.code === code);
  return record?.lat != null && record.lon != null ? { lat: record.lat, lon: record.lon } : undefined;
}

/**
 * Great-circle distance in km between the approximate seats of two courts, for the warning of Art. 5 (3); 0 where a
 * seat is not known, because a warning must rest on something.
 */
export function distanceKm(a: CourtCode, b: CourtCode): number {
  const from = seatOf(a);
  const to = seatOf(b);
  if (!from || !to) return 0;
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = rad(to.lat - from.lat);
  const dLon = rad(to.lon - from.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(rad(from.lat)) * Math.cos(rad(to.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
}
