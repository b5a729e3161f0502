import { seatOf, type CourtCode } from '@xiezhi/rules';

interface Placed {
  court: CourtCode;
  x: number;
  y: number;
}

/**
 * Where courts lie on a sketch of this width, north above, with the height it takes. Degrees of longitude are as wide as
 * they are at the middle of the courts.
 */
export function placesOf(courts: readonly CourtCode[], width: number, margin: number) {
  const seats = courts.map((court) => ({ court, ...seatOf(court) }));
  const [lats, lons] = [seats.map(({ lat }) => lat), seats.map(({ lon }) => lon)];
  const [north, south] = [Math.max(...lats), Math.min(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const narrower = Math.cos((((north + south) / 2) * Math.PI) / 180);
  const span = Math.max((east - west) * narrower, (north - south) / 1.2, 0.1);
  const scale = (width - 2 * margin) / span;
  const places: Placed[] = seats.map(({ court, lat, lon }) => ({
    court,
    x: margin + (lon - west) * narrower * scale,
    y: margin + (north - lat) * scale,
  }));
  return { places, height: 2 * margin + (north - south) * scale };
}
