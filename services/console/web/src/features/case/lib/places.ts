import { seatOf, type CourtCode } from '@xiezhi/rules';

interface Placed {
  court: CourtCode;
  x: number;
  y: number;
}

/**
 * Where courts lie on a sketch of this width about the first of them, north above, with the height it takes. The direction is
 * that of the map; the farther a court the shorter it is drawn, because those of one city would hide each other.
 */
export function placesOf(courts: readonly CourtCode[], width: number, margin: number) {
  const seats = courts.map((court) => ({ court, ...seatOf(court) }));
  const home = seats[0] ?? { lat: 0, lon: 0 };
  // A degree of longitude is narrower than one of latitude.
  const narrower = Math.cos((home.lat * Math.PI) / 180);
  const drawn = seats.map(({ court, lat, lon }) => {
    const [east, south] = [(lon - home.lon) * narrower, home.lat - lat];
    const shorter = Math.max(Math.hypot(east, south), Number.EPSILON) ** -0.5;
    return { court, x: east * shorter, y: south * shorter };
  });
  const [xs, ys] = [drawn.map(({ x }) => x), drawn.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(Math.max(...xs) - left, (Math.max(...ys) - top) / 1.2, Number.EPSILON);
  const scale = (width - 2 * margin) / wide;
  const places: Placed[] = drawn.map(({ court, x, y }) => ({
    court,
    x: margin + (x - left) * scale,
    y: margin + (y - top) * scale,
  }));
  return { places, height: 2 * margin + (Math.max(...ys) - top) * scale };
}
