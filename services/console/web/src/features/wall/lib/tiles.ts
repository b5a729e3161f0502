import { courtRecords, courtsOn, isWithin, localCourtName, PROVINCE } from '@xiezhi/rules';
import type { Court } from '@xiezhi/rules';

export interface Tile {
  court: string;
  /** `朝阳`, `前郭`: what a tile has room for. */
  short: string;
  name: string;
}

export interface Block {
  /** The intermediate court, or the court itself where only one county is shown. */
  head: Tile;
  tiles: Tile[];
}

/** A court's place in two to four characters. */
export function shortName({ name, tier, parent }: Pick<Court, 'name' | 'tier' | 'parent'>): string {
  if (tier === 'HIGH') return '省高院';
  const city = tier === 'BASIC' ? (cityOf(parent) ?? '') : '';
  const place = localCourtName(name);
  const own = place.startsWith(`${city}市`)
    ? place.slice(city.length + 1)
    : place.replace(new RegExp(`^${city}(?=经济|汽车|净月|高新)`), '');
  const known = PROVINCE.knownAs.find(([start]) => own.startsWith(start));
  if (known) return known[1];
  return own
    .replace(/(人民|铁路运输|林区基层|基层|中级)?(中级)?(人民)?法院$/, '')
    .replace(/(?<=..)[市县区]$/, '')
    .slice(0, 4);
}

/** A city or prefecture, as its intermediate court is called after it. */
function cityOf(code: string | null): string | undefined {
  const name = code === null ? undefined : courtRecords().findLast((record) => record.code === code)?.name;
  const short = name === undefined ? '' : PROVINCE.shortPlaces.reduce((out, [long, by]) => out.replace(long, by), name);
  return /^(.+?)[市州]/.exec(localCourtName(short))?.[1];
}

const tileOf = (court: Court): Tile => ({ court: court.code, short: shortName(court), name: court.name });

/** West to east in rows of half a degree from the north, as they lie. */
function asTheyLie(a: Court, b: Court): number {
  const seat = ({ code }: Court) => courtRecords().findLast((record) => record.code === code);
  const [from, to] = [seat(a), seat(b)];
  if (!from || !to) return 0;
  const row = (lat: number) => Math.round(-lat * 2);
  return row(from.lat) - row(to.lat) || from.lon - to.lon || (a.code < b.code ? -1 : 1);
}

/**
 * The courts of an area on a day as blocks of tiles, one block for each intermediate court: a sketch in which place and
 * neighbourhood are roughly right, and neither borders nor sizes are meant.
 */
export function blocksOf(area: string, on: string): Block[] {
  const courts = courtsOn(on).filter(({ code }) => isWithin(code, area, on));
  const intermediate = courts.filter(({ tier }) => tier === 'INTERMEDIATE');
  if (intermediate.length === 0) return courts.map((court) => ({ head: tileOf(court), tiles: [] }));
  return intermediate.map((head) => ({
    head: tileOf(head),
    tiles: courts
      .filter(({ parent, tier }) => parent === head.code && tier === 'BASIC')
      .sort(asTheyLie)
      .map(tileOf),
  }));
}

/** Five steps of colour; the number stands beside it. */
export function shadeOf(open: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (open === 0) return 0;
  const share = open / Math.max(most, 1);
  return share > 0.75 ? 4 : share > 0.5 ? 3 : share > 0.25 ? 2 : 1;
}
